"""Memory and time of the commands on finished documents, over many generated ones.

`python -m tests.measure_scale 20000 100000` makes so many documents, then runs each command on each of
them in a process of its own, one right after the other, so that a busy machine is as busy for both. It
prints CPU seconds, peak memory, and how much the time grew for each document from the first number on.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.tables import WRITERS
from tests.factory import make_document, write_documents

ROOT = Path(__file__).parent.parent
COMMANDS = (
    *(["graph", "--format", name] for name in ("graphml", "gexf", "csv", "json")),
    ["graph", "--view", "cooperation", "--format", "gexf"],
    ["agencies", "--format", "csv"],
    *(["tables", "--format", name] for name in WRITERS),
    ["tables", "--partition", "year,region"],
)


def measure(command: Sequence[str], folder: Path) -> tuple[float, float]:
    """Return CPU seconds and peak MB of a command on the documents of the folder."""
    name, *options = command
    with TemporaryDirectory(dir=folder) as place:
        arguments = [name, str(folder), *options, "--output", f"{place}/out"]
        code = "from pipeline.cli import main; main()"
        process = subprocess.Popen(
            [sys.executable, "-c", code, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL
        )
        _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(arguments)}: exit {os.waitstatus_to_exitcode(status)}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main(counts: Sequence[int]) -> None:
    with TemporaryDirectory() as name:
        folders = [Path(name) / str(count) for count in counts]
        for count, folder in zip(counts, folders, strict=True):
            write_documents(folder, (make_document(number) for number in range(count)))
        for command in COMMANDS:
            found = [measure(command, folder) for folder in folders]
            cells = "  ".join(f"{seconds:7.1f} s {memory:5.0f} MB" for seconds, memory in found)
            growth = found[-1][0] / counts[-1] / (found[0][0] / counts[0])
            print(f"{' '.join(command):40} {cells}  x{growth:.2f}", flush=True)


if __name__ == "__main__":
    main([int(count) for count in sys.argv[1:]])
