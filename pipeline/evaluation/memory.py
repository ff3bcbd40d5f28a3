"""Whether the memory of a run's own process stays flat: `python -m pipeline.evaluation.memory [DOCUMENTS]`.

Writes so many short documents to a temporary folder, turns them into JSON with two jobs, and prints what the
process that drives the run holds (resident set, ``/proc/self/statm``) after each tenth of them. What a
document costs is measured from the first tenth on. Exit code 1 if that is more than `MOST`.
"""

import gc
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.batch import extract
from pipeline.sources import find_sources

DOCUMENTS = 10_000
MOST = 1024
"""Bytes for each document, of which a place in the index takes some 150; it was 10 KB."""
TEXT = "云溪市第{0}号工作要点\n一、重点任务\n（一）新建水库{0}座。（市水利局负责）\n"


def resident() -> int:
    """Return the bytes that this process holds in memory."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def measure(documents: int) -> list[int]:
    """Return what the process holds after each tenth of a run over so many documents."""
    held: list[int] = []
    with TemporaryDirectory() as name:
        folder = Path(name) / "in"
        folder.mkdir()
        for number in range(documents):
            (folder / f"{number:05}.txt").write_text(TEXT.format(number), encoding="utf-8")
        done = 0

        def tell(_: object) -> None:
            nonlocal done
            done += 1
            if done % (documents // 10) == 0:
                gc.collect()
                held.append(resident())

        extract(find_sources([folder], [".txt"]), Path(name) / "out", jobs=2, tell=tell)
    return held


def growth(held: list[int], documents: int) -> float:
    """Return the bytes for each document after the first tenth."""
    return (held[-1] - held[0]) / (documents * (len(held) - 1) / len(held))


def main() -> int:
    """Print the figures; return the exit code."""
    documents = int(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS
    held = measure(documents)
    for part, each in enumerate(held, 1):
        print(f"{part * documents // len(held):7} documents  {each / 2**20:8.2f} MiB")
    grown = growth(held, documents)
    print(f"{grown:.0f} bytes for each document after the first {documents // len(held)}")
    return int(grown > MOST)


if __name__ == "__main__":
    sys.exit(main())
