"""What `import zeren` costs, and a call of a short text."""

import resource
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from time import process_time

import pytest

import zeren
from pipeline.batch import build_from_file
from tests.library.test_calls import PLAN

MOST = 0.05
"""Seconds of the processor for `python -c "import zeren"`, the interpreter among them."""
_BESIDE = 1.5


def test_importing_loads_nothing_of_the_program() -> None:
    code = (
        "import sys\nbefore = set(sys.modules)\nimport zeren\n"
        "print(sorted(name for name in set(sys.modules) - before if not name.startswith('zeren')))"
    )
    output = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    ours = {name.partition(".")[0] for name in eval(output.stdout)}
    assert ours <= {"typing", "_typing", "re", "collections", "functools", "contextlib", "warnings"}


def fastest(work: Callable[[], object], times: int) -> float:
    """Return the seconds of the processor of the fastest of so many runs, its processes among them."""
    found = []
    for _ in range(times):
        start = _spent()
        work()
        found.append(_spent() - start)
    return min(found)


def _spent() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return process_time() + children.ru_utime + children.ru_stime


@pytest.mark.timed
def test_importing_takes_no_time() -> None:
    def run(code: str) -> float:
        return fastest(lambda: subprocess.run([sys.executable, "-c", code], check=True), 20)

    # Where the interpreter alone takes as long, what is ours is told by what it adds.
    assert (spent := run("import zeren")) < MOST or spent < _BESIDE * run("pass")


@pytest.mark.timed
def test_a_call_costs_what_the_work_does(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text(PLAN, encoding="utf-8")
    digest = sha256(PLAN.encode()).hexdigest()
    own = fastest(lambda: build_from_file(path, path.name, digest), 40)
    assert fastest(lambda: zeren.extract(PLAN), 40) < 1.2 * own
