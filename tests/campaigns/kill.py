"""`make kill`: runs that are killed at random moments, and what the next run makes of what they leave.

`python -m tests.campaigns.kill --kills 100` reads files of many formats, one of them an archive, in one run
that nothing disturbs: the reference. `--store shards` does so with documents in shards. Then each trial
kills a run at a moment between its start and the reference's time, as a whole, its main process or one of
its children, by INT, TERM or KILL, and starts it again. Asked of each trial: exit code 130 or 143 and one
line where the run could know, no child left, then the reference's documents and index, and nothing left in
the temporary folder or beside the documents.
"""

import json
import os
import signal
import subprocess
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from shutil import rmtree
from tempfile import TemporaryDirectory
from time import monotonic, sleep

from pipeline.convert_cli import STORES
from pipeline.keeping import documents_of
from pipeline.keeping.shards import ShardDocuments
from tests.campaigns.seeds import PLAN, seeds, suffix_of

ROOT = Path(__file__).parents[2]
KINDS = ("pdf", "docx", "ofd", "html", "txt", "unpack")
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGKILL)
WHOM = ("group", "parent", "child")
COMMAND = [sys.executable, "-c", "from pipeline.start import main; main()"]
_CODES = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGKILL: -signal.SIGKILL}
_PATIENCE = 120.0


@dataclass(frozen=True)
class Trial:
    """Whom to send which signal, how long after the start, and with how many processes."""

    whom: str
    how: signal.Signals
    after: float
    jobs: int
    store: str = "files"


def write_corpus(folder: Path) -> None:
    """Write a file or two of each format, all of different bytes, and an archive of more."""
    folder.mkdir()
    for kind in KINDS:
        for number, data in enumerate(seeds(kind)[:1]):
            (folder / f"{kind}-{number}{suffix_of(kind)}").write_bytes(data)
    for number in range(3):
        text = "\n".join(part.text for part in PLAN.parts if part.text) * 9
        (folder / f"long-{number}.txt").write_text(f"{text}\n{number}\n", encoding="utf-8")


def environment(place: Path) -> dict[str, str]:
    """Return the environment of a run whose temporary folder is below a place."""
    temporary = place / "tmp"
    temporary.mkdir(exist_ok=True)
    return {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(temporary)}


def start(place: Path, output: Path, jobs: int, store: str = "files") -> subprocess.Popen[bytes]:
    """Start a run in a group of its own."""
    options = ["--output", str(output), "--jobs", str(jobs), "--store", store]
    return subprocess.Popen(
        [*COMMAND, "extract", str(place / "corpus"), *options],
        cwd=place,
        env=environment(place),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=_hear,
    )


def _hear() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell in the background has it ignored


def members(group: int) -> Iterator[tuple[int, str]]:
    """Yield the processes of a group that are alive, with their command lines."""
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, IndexError, ValueError):
            state, _, of_group = (process / "stat").read_text().rpartition(")")[2].split()[:3]
            if int(of_group) == group and state != "Z":
                yield int(process.name), (process / "cmdline").read_bytes().decode(errors="replace")


def strike(trial: Trial, process: subprocess.Popen[bytes]) -> bool:
    """Send the signal; return whether there was anyone to send it to."""
    children = [number for number, _ in members(process.pid) if number != process.pid]
    with suppress(ProcessLookupError):
        if trial.whom == "group":
            os.killpg(process.pid, trial.how)
        elif trial.whom == "parent":
            os.kill(process.pid, trial.how)
        elif children:
            os.kill(Random(process.pid).choice(children), trial.how)
        else:
            return False
        return True
    return False


def content(output: Path) -> dict[str, object]:
    """Return what a run wrote, but for what tells whether it was this run or one before."""
    kept = documents_of(output)
    documents = {name: data for _, name, data in kept.contents()}
    lines = [json.loads(line) for line in (output / "index.jsonl").read_text("utf-8").splitlines()]
    for line in lines:
        line["status"] = "done" if line["status"] == "unchanged" else line["status"]
    rest = sorted(path.name for path in output.iterdir() if path.name not in (kept.inner, "index.jsonl"))
    if isinstance(kept, ShardDocuments):
        paths = {kept.path_of(each).name for each in kept.ids()} | {"index.tsv"}
        rest += sorted({path.name for path in (output / kept.inner).iterdir()} - paths)
    return {"documents": documents, "index": lines, "rest": rest}


def attempt(trial: Trial, place: Path, reference: dict[str, object]) -> Iterator[str]:
    """Yield what went wrong in a trial."""
    output = place / "out"
    rmtree(output, ignore_errors=True)
    process = start(place, output, trial.jobs, trial.store)
    sleep(trial.after)
    ended = process.poll() is not None
    struck = not ended and strike(trial, process)
    said = process.communicate(timeout=_PATIENCE)[1].decode(errors="replace").splitlines()
    yield from _judge(trial, process.returncode, said) if struck and trial.whom != "child" else ()
    end = monotonic() + 5  # seconds in which a child may see that its parent has gone
    while (left := list(members(process.pid))) and monotonic() < end:
        sleep(0.1)
    yield from (f"process left: {command[:80]}" for _, command in left)
    again = start(place, output, trial.jobs, trial.store)
    again.communicate(timeout=_PATIENCE)
    if (found := content(output)) != reference:
        apart = [name for name in reference if found[name] != reference[name]]
        yield f"not the reference in {', '.join(apart)}"
    yield from (f"left: {path.name}" for path in (place / "tmp").glob("zeren-scratch-*"))


def _judge(trial: Trial, code: int, said: Sequence[str]) -> Iterator[str]:
    """Yield what is wrong with how a run ended that was sent a signal."""
    # The interpreter was not yet up: its own traceback then names nothing of the program.
    starting = code == -trial.how or (code == 1 and not any("pipeline" in line for line in said[:-1]))
    if code == 0 or (starting and trial.how != signal.SIGKILL):
        return
    if code != _CODES[trial.how]:
        yield f"exit code {code}"
    if trial.how != signal.SIGKILL and len(said) != 1:
        yield f"said {len(said)} lines: {' / '.join(said)[-200:]}"


def trials(count: int, seconds: float, seed: int, store: str = "files") -> Iterator[Trial]:
    """Yield so many trials, all pairs of whom and how in turn, at moments spread over the whole run."""
    chance = Random(seed)
    for number in range(count):
        whom, how = WHOM[number % 3], SIGNALS[number // 3 % 3]
        yield Trial(whom, how, chance.uniform(0, 1) * seconds, 1 + number % 2, store)


def main(arguments: Sequence[str] | None = None) -> int:
    """Kill runs and print what went wrong; return 1 if anything did."""
    parser = ArgumentParser(prog="python -m tests.campaigns.kill", description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=1800, help="after which no trial is begun (1800)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--store", choices=STORES, default="files", help="how documents are kept (files)")
    options = parser.parse_args(arguments)
    done: Counter[str] = Counter()
    wrong = 0
    with TemporaryDirectory(prefix="zeren-kill-") as name:
        place = Path(name)
        write_corpus(place / "corpus")
        begun = monotonic()
        start(place, place / "reference", 1, options.store).communicate()
        seconds = monotonic() - begun
        reference = content(place / "reference")
        for trial in trials(options.kills, seconds, options.seed, options.store):
            if monotonic() - begun > options.seconds:
                break
            done[f"{trial.whom} {trial.how.name}"] += 1
            for what in attempt(trial, place, reference):
                wrong += 1
                print(f"{trial}: {what}", flush=True)
    print(f"{done.total()} kills ({', '.join(f'{name} {count}' for name, count in sorted(done.items()))})")
    print(f"{wrong} wrong")
    return 1 if wrong or done.total() < options.kills else 0


if __name__ == "__main__":
    sys.exit(main())
