"""Work in processes of its own."""

import os
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from pipeline import workers
from pipeline.workers import Lost, memory_for, processes_for, run_each


def act(order: str) -> str:
    """Do what the order says, in a worker."""
    word, _, rest = order.partition(" ")
    if word == "die":
        os._exit(9)
    if word == "sleep":
        time.sleep(float(rest))
    if word == "eat":
        try:
            return str(len(bytearray(int(rest) << 20)))
        except MemoryError:
            return "refused"
    if word == "die-once" and not Path(rest).exists():
        Path(rest).touch()
        os._exit(9)
    return order.upper()


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_every_item_has_its_result(jobs: int) -> None:
    items = [f"item {number}" for number in range(7)]
    assert sorted(run_each(act, items, jobs)) == sorted((item, item.upper()) for item in items)


def test_no_item_no_process() -> None:
    assert list(run_each(act, [], 4)) == []


def test_a_dying_process_takes_only_its_own_item() -> None:
    items = ["a", "die", "b", "die now", "c", "d"]
    results = dict(run_each(act, items, 2))
    assert results == {item: Lost() if "die" in item else item.upper() for item in items}


def test_an_item_gets_a_second_try(tmp_path: Path) -> None:
    order = f"die-once {tmp_path / 'tried'}"
    assert dict(run_each(act, ["a", order, "b"], 2))[order] == order.upper()


@pytest.mark.timed
def test_a_run_that_is_left_ends_its_processes() -> None:
    results = run_each(act, ["a", "sleep 60", "sleep 60"], 2)
    assert next(results) == ("a", "A")
    start = time.monotonic()
    results.close()  # type: ignore[attr-defined]
    assert time.monotonic() - start < 10


@pytest.mark.timed
def test_an_item_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    results = dict(run_each(act, ["a", "sleep 60", "b"], 2, seconds=1.5))
    assert results == {"a": "A", "sleep 60": Lost("time-limit"), "b": "B"}


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not hold the limit")
def test_an_item_has_no_more_than_its_share_of_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "LEAST_MEMORY", 200 << 20)
    monkeypatch.setattr(workers, "MOST_MEMORY", 200 << 20)
    assert dict(run_each(act, ["eat 400", "eat 20"], 1)) == {"eat 400": "refused", "eat 20": str(20 << 20)}


def test_the_memory_is_shared_by_the_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    group = tmp_path / "memory.max"
    monkeypatch.setattr(workers, "_groups", lambda: iter((group, tmp_path / "missing")))
    group.write_text(f"{5 << 30}\n")
    assert memory_for(2) == 2 << 30
    assert memory_for(100) == workers.LEAST_MEMORY
    assert (processes_for(1), processes_for(100)) == (1, 4)
    group.write_text("max\n")
    assert workers.LEAST_MEMORY <= (memory_for(1) or 0) <= workers.MOST_MEMORY


@pytest.mark.skipif(sys.platform == "win32", reason="no such limits")
def test_a_limit_of_the_run_is_shared_by_its_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource")
    limits = {resource.RLIMIT_DATA: (3 << 30, -1), resource.RLIMIT_AS: (resource.RLIM_INFINITY, -1)}
    monkeypatch.setattr(resource, "getrlimit", limits.__getitem__)
    assert memory_for(2) == int(0.8 * (3 << 30) / 2)


def test_a_process_that_dies_idle_costs_nothing() -> None:
    results = run_each(act, iter(["a", "b"]), 1)
    assert next(results) == ("a", "A")
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            command = (process / "cmdline").read_bytes()
            parent = int((process / "stat").read_text().rsplit(")", 1)[1].split()[1])
            if parent == os.getpid() and b"pipeline.workers" in command:
                os.kill(int(process.name), signal.SIGKILL)
    assert next(results) == ("b", "B")


def test_nothing_is_imported_from_where_the_command_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("pipeline", "json", "pickle", "extractors"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\nraise SystemExit(3)\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [path for path in sys.path if path])
    assert [result for _, result in run_each(act, ["echo"], 1)] == ["ECHO"]
    assert not (tmp_path / "ran").exists()
