"""Work in processes of its own."""

import os
import time
from pathlib import Path

import pytest

from pipeline.workers import Lost, run_each


def act(order: str) -> str:
    """Do what the order says, in a worker."""
    word, _, rest = order.partition(" ")
    if word == "die":
        os._exit(9)
    if word == "sleep":
        time.sleep(float(rest))
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


def test_a_run_that_is_left_ends_its_processes() -> None:
    results = run_each(act, ["a", "sleep 60", "sleep 60"], 2)
    assert next(results) == ("a", "A")
    start = time.monotonic()
    results.close()  # type: ignore[attr-defined]
    assert time.monotonic() - start < 10
