"""How sure records are: by their own signs, and by how much speaks for a misread document."""

import json
from itertools import pairwise
from pathlib import Path

from extractors.audit.confidence import make_rater, models, rate
from extractors.records import Coverage, Document
from tests.audit.test_audit import PLAN, document_of

SCRIPTS = Path(__file__).parents[2] / "scripts"
READ = Coverage(items=(4, 4), units=(5, 5), numbers=(4, 4))
DOUBT = "doubt of the document"


def rated(document: Document, doubt: float) -> list[list[float]]:
    changed = rate(make_rater(document, READ, doubt, document.tasks))
    units = [unit.confidence for task in changed.tasks for unit in task.assignments]
    targets = [target.confidence for task in changed.tasks for target in task.targets]
    return [[task.confidence for task in changed.tasks], units, targets]


def test_records_of_a_doubtful_document_are_less_sure_than_the_same_in_a_good_one(tmp_path: Path) -> None:
    document = document_of(PLAN, tmp_path)
    by_doubt = [rated(document, doubt) for doubt in (-2.0, 0.0, 2.0, 5.0)]
    for less, more in pairwise(by_doubt):
        for before, after in zip(less, more, strict=True):
            assert all(a >= b for a, b in zip(before, after, strict=True))
    for surest, least in zip(by_doubt[0], by_doubt[-1], strict=True):
        assert min(surest) > 0.9 > max(least)


def test_one_that_nothing_speaks_against_is_not_certain(tmp_path: Path) -> None:
    assert all(sure < 1 for row in rated(document_of(PLAN, tmp_path), -9.0) for sure in row)


def test_doubt_of_the_document_weighs_against_every_kind_of_record() -> None:
    assert all(models()[kind].weights[DOUBT] < -0.2 for kind in ("task", "unit", "target"))


def test_first_readings_hold_signs_and_counts_and_no_words() -> None:
    rows = [json.loads(line) for line in (SCRIPTS / "first_readings.jsonl").read_text("ascii").splitlines()]
    assert len({row["set"] for row in rows}) == 3
    for row in rows:
        for kind, signs, right, count in row["records"]:
            assert kind in models()
            assert 0 <= right <= count
            assert all(sign in models()[kind].weights for sign in signs.split(","))
