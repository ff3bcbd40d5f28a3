"""The samples come out as they did; what changes is looked at, and written by ``make golden``."""

import json
from pathlib import Path

import pytest

from tests import write_golden
from tests.documents import outcome_at
from tests.write_golden import GOLDEN, find_samples, render

SAMPLES = find_samples()


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_a_sample_comes_out_as_before(name: str) -> None:
    expected = (GOLDEN / f"{name}.json").read_text(encoding="utf-8")
    # Compared as JSON first: then pytest shows the place that differs.
    found = render(outcome_at(SAMPLES[name]))
    assert json.loads(found) == json.loads(expected), "make golden, and read the diff"
    assert found == expected


def test_each_golden_file_has_its_sample() -> None:
    assert {path.stem for path in GOLDEN.glob("*.json")} == set(SAMPLES)


def test_ci_writes_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CI", "true")
    monkeypatch.setattr(write_golden, "GOLDEN", tmp_path / "golden")
    with pytest.raises(SystemExit, match="CI"):
        write_golden.main()
    assert not (tmp_path / "golden").exists()
