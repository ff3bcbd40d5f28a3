"""`make hostile`: files made to do harm, each beside a good one, under a limit of memory of 3 GB.

`python -m tests.campaigns.hostile_files FOLDER…` takes every file of the folders. Asked of each, with one
process and with two: the good file is done, the other is done or has its reason, which is no
internal-error, within 60 seconds, with less than 20 MB of output and never more than 3 GB in all
processes.
"""

import json
import os
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory
from time import monotonic, sleep

from tests.campaigns.kill import COMMAND, ROOT, environment, members

MEMORY = 3 * 10**9
SECONDS = 60
BYTES = 20 * 10**6
FOLDERS = (ROOT / "tests" / "formats" / "hostile", ROOT.parent / "shared" / "hostile")
GOOD = "云溪市水利工作要点\n一、重点任务\n（一）新建水库2座。（市水利局负责）\n"


@dataclass(frozen=True)
class Outcome:
    """What became of a file."""

    name: str
    jobs: int
    seconds: float
    """By the clock."""
    worked: float
    """Seconds of processor time, of all processes: they tell a busy machine from a slow file."""
    most: int
    """Bytes that the processes held at most, together."""
    written: int
    codes: tuple[str, ...]
    good: bool

    def wrong(self) -> Iterator[str]:
        """Yield what is not as it is asked."""
        if not self.good:
            yield "the good file is not done"
        if "internal-error" in self.codes or not self.codes:
            yield "no reason for the other"
        if self.seconds > SECONDS:
            yield f"{self.seconds:.0f} s by the clock"
        if self.most > MEMORY:
            yield f"{self.most / 1e9:.1f} GB"
        if self.written > BYTES:
            yield f"{self.written / 1e6:.0f} MB written"


def run(path: Path, jobs: int, place: Path) -> Outcome:
    """Return what became of a file that was read beside a good one."""
    corpus, output = place / "corpus", place / "out"
    corpus.mkdir()
    copy(path, corpus)
    (corpus / "good.txt").write_text(GOOD, encoding="utf-8")
    start = monotonic()
    process = subprocess.Popen(
        [*COMMAND, "extract", str(corpus), str(corpus / path.name), "--output", str(output), "-j", str(jobs)],
        env=environment(place),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_limit,
    )
    most, ended = 0, 0
    while not ended:
        most = max(most, sum(held(number) for number, _ in members(process.pid)))
        sleep(0.05)
        ended, _, usage = os.wait4(process.pid, os.WNOHANG)
    seconds, worked = monotonic() - start, usage.ru_utime + usage.ru_stime
    lines = [json.loads(line) for line in (output / "index.jsonl").read_text("utf-8").splitlines()]
    good = any(line["path"] == "good.txt" and line["status"] == "done" for line in lines)
    others = [line for line in lines if line["path"] != "good.txt"]
    codes = tuple(sorted({line["error"]["code"] if line["error"] else "done" for line in others}))
    written = sum(file.stat().st_size for file in output.rglob("*") if file.is_file())
    return Outcome(path.name, jobs, seconds, worked, most, written, codes, good)


def held(process: int) -> int:
    """Return the bytes of its own that a process holds (proc(5): RssAnon, with what of it is swapped out)."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0
    fields = dict(line.split(":", 1) for line in status.splitlines())
    return sum(int(fields.get(name, "0 kB").split()[0]) << 10 for name in ("RssAnon", "VmSwap"))


def _limit() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what became of each file; return 1 if anything is not as it is asked."""
    parser = ArgumentParser(prog="python -m tests.campaigns.hostile_files", description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=FOLDERS)
    options = parser.parse_args(arguments)
    found = [path for folder in options.folders if folder.is_dir() for path in sorted(folder.iterdir())]
    paths = {path.name: path for path in found if path.suffix != ".md"}
    wrong = 0
    for path in paths.values():
        for jobs in (1, 2):
            with TemporaryDirectory(prefix="zeren-hostile-") as name:
                outcome = run(path, jobs, Path(name))
            faults = list(outcome.wrong())
            wrong += len(faults)
            print(
                f"{outcome.name:34} -j {jobs} {outcome.seconds:5.1f} s ({outcome.worked:4.1f} s of work)"
                f" {outcome.most / 1e9:5.2f} GB"
                f" {outcome.written / 1e6:6.2f} MB  {', '.join(outcome.codes)}  {'; '.join(faults)}",
                flush=True,
            )
    print(f"{len(paths)} files, {wrong} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
