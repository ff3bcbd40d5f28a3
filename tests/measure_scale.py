"""Memory and time of graph and tables over many generated documents.

`python -m tests.measure_scale 5000 20000` prints a line for each stage and number of documents;
each stage runs in a process of its own, so that its peak memory is its own.
"""

import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.graph import EXPORTERS, VIEWS, build_graph
from pipeline.graph.measures import measure_agencies
from pipeline.results import read_documents
from pipeline.tables import WRITERS, stream_frames
from tests.factory import make_document, write_documents

STAGES = ("graph graphml", "graph gexf", "graph csv", "agencies", *(f"tables {name}" for name in WRITERS))


def run_stage(stage: str, folder: Path) -> None:
    """Do one stage and print its time and peak memory."""
    command, _, name = stage.partition(" ")
    documents = read_documents(folder, print)
    if command == "tables":
        WRITERS[name](stream_frames(documents), folder / "out")
    elif command == "graph":
        EXPORTERS[name](VIEWS["responsibility"](build_graph(documents)), folder / "out")
    else:
        measure_agencies(build_graph(documents))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{stage:16} {time.process_time():8.1f} s {memory:8.0f} MB", flush=True)


def _remove(path: Path) -> None:
    shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def main(counts: list[str]) -> None:
    for count in map(int, counts):
        with TemporaryDirectory() as name:
            print(f"{count} documents", flush=True)
            write_documents(Path(name), (make_document(number) for number in range(count)))
            for stage in STAGES:
                command = [sys.executable, "-m", "tests.measure_scale", stage, name]
                subprocess.run(command, check=True)
                _remove(Path(name) / "out")


if __name__ == "__main__":
    if sys.argv[1] in STAGES:
        run_stage(sys.argv[1], Path(sys.argv[2]))
    else:
        main(sys.argv[1:])
