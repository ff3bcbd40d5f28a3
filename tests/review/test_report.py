"""What a reviewed sample says: the share that is wrong lies within the interval of a sample of 200."""

import json
from pathlib import Path

import pytest

from pipeline.review.answers import Missed
from pipeline.review.report import estimate, make_report, wilson
from pipeline.review.sampling import draw
from pipeline.review.wording import as_json, as_text
from tests.review.making import PLANTED, draw_from, judge, make_documents, miss, share_of_wrong

# R. G. Newcombe, Two-sided confidence intervals for the single proportion, Stat. Med. 17 (1998), table I, 3.
NEWCOMBE = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0, 0.1611),
    (1, 29, 0.0061, 0.1718),
]


@pytest.mark.parametrize(("hits", "number", "low", "high"), NEWCOMBE)
def test_the_interval_is_wilsons(hits: int, number: int, low: float, high: float) -> None:
    found = wilson(hits / number, number)
    assert found == pytest.approx((low, high), abs=5e-5)
    draws = [(True, 1.0)] * hits + [(False, 1.0)] * (number - hits)
    share = estimate(draws)
    assert share and (share.low, share.high) == pytest.approx(found)


def test_the_planted_share_lies_within_the_interval_of_200() -> None:
    documents, wrong = make_documents(40, seed=3)
    share = share_of_wrong(documents, wrong)
    assert share == pytest.approx(PLANTED, abs=0.03)
    report = make_report(judge(draw_from(documents, 200, seed=1), wrong))
    precision = report.rows[0].precision
    assert precision and precision.number == 200
    assert precision.low <= 1 - share <= precision.high
    assert precision.high - precision.low < 0.1


@pytest.mark.long
@pytest.mark.parametrize("by", ["", "confidence", "document", "agency"])
def test_the_interval_holds_the_share_as_often_as_it_says(by: str) -> None:
    """Of a hundred samples some 95 hold it: fewer than 88 come by chance once in a thousand times."""
    documents, wrong = make_documents(40, seed=5)
    share = 1 - share_of_wrong(documents, wrong)
    held = 0
    for seed in range(100):
        row = make_report(judge(draw_from(documents, 200, seed, by), wrong)).rows[0]
        assert row.precision
        held += row.precision.low <= share <= row.precision.high
    assert held >= 88


def test_strata_of_other_sizes_are_weighted() -> None:
    documents, wrong = make_documents(40, seed=5)
    items = draw_from(documents, 60, 1, "agency")
    assert len({item.weight for item in items}) > 1
    assert make_report(judge(items, wrong)).weighted
    assert not make_report(judge(draw_from(documents, 60, 1), wrong)).weighted


def test_recall_is_told_by_what_was_missed_in_passages() -> None:
    documents, _ = make_documents(3, seed=1)
    items = draw(lambda: iter(documents), 10, 1, "", (), 8)
    passages = [item for item in items if item.kind == "passage"]
    assert len(passages) == 8 and all(item.text for item in passages)
    found = sum(len(item.asked) for item in passages)
    answers = [miss(passages[0], Missed("lead", (0, 2))), *map(miss, passages[1:])]
    total = make_report(answers).rows[-1]
    assert (total.found, total.missed, total.precision) == (found, 1, None)
    assert total.recall and total.recall.value == pytest.approx(found / (found + 1))


def test_a_paper_can_print_it() -> None:
    documents, wrong = make_documents(10, seed=2)
    report = make_report(judge(draw_from(documents, 100, 1), wrong), left_open=3)
    text = as_text(report, "en")
    row = report.rows[0]
    assert row.precision
    said = f"{row.precision.value:.3f} ({row.precision.low:.3f}–{row.precision.high:.3f}, n = 100)"
    assert f"units with their roles {said}" in text and "Wilson score interval" in text
    assert f"| units with their roles | 100 | {row.right} | 0 | {row.wrong} |" in text
    assert "3 items were left without a judgement" in text
    assert "威尔逊置信区间" in as_text(report, "zh")
    assert json.loads(as_json(report, "en"))["rows"][0]["precision"]["n"] == 100


def test_one_seed_draws_one_sample(tmp_path: Path) -> None:
    documents, _ = make_documents(5, seed=2)
    once, again, other = (draw_from(documents, 50, seed) for seed in (1, 1, 2))
    assert once == again and once != other
    assert (
        len({(item.document, tuple(item.asked[0].place["span"]), item.asked[0].shown) for item in once}) == 50
    )
