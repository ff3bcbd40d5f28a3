"""What a reviewed sample says: the share that is wrong lies within the interval of a sample of 200."""

import json
import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from extractors.records import Document
from pipeline.review.answers import Missed
from pipeline.review.items import make_passage_item, passages
from pipeline.review.report import Draw, estimate, make_report, wilson
from pipeline.review.sampling import draw
from pipeline.review.wording import as_json, as_text
from tests.factory import make_document
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
    share = estimate([Draw(n < hits) for n in range(number)])
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


CLUSTERS = [
    ("each alone", [[1], [1], [1], [0]], 4.0),
    ("alike within each", [[1] * 4, [1] * 4, [1] * 4, [0] * 4, [0] * 4, [1] * 4], 6.0),
    ("mixed in each: no more than there are", [[1, 0]] * 10, 20.0),
    ("nothing missed: as many as paragraphs", [[1] * 5] * 10, 10.0),
    ("one large, nothing missed", [[1] * 16, [1], [1], [1], [1]], 400 / 260),
    ("one paragraph", [[1, 1, 0]], 1.0),
]


@pytest.mark.parametrize(("hits", "worth"), [row[1:] for row in CLUSTERS], ids=[row[0] for row in CLUSTERS])
def test_what_stands_together_is_worth_fewer_draws(hits: list[list[int]], worth: float) -> None:
    draws = [Draw(bool(hit), cluster=n) for n, each in enumerate(hits) for hit in each]
    share = estimate(draws)
    assert share and share.number == sum(map(len, hits))
    assert worth / 2.2 <= share.effective <= worth + 1e-9  # Student's t takes its part of few clusters


def miss_some(documents: Sequence[Document], seed: int) -> dict[tuple[str, int], int]:
    """Return how many units were missed in each paragraph: mostly none, else several."""
    rng = random.Random(seed)
    plan = {}
    for document in documents:
        blind = 0.05 + rng.betavariate(1, 6) / 2
        for start, _ in passages(document):
            some = rng.randrange(2, 7) if rng.random() < blind else int(rng.random() < 0.1)
            plan[document.document.source.sha256, start] = some
    return plan


@pytest.mark.parametrize(
    ("seeds", "least"), [(60, 52), pytest.param(400, 368, marks=pytest.mark.long)], ids=["some", "many"]
)
def test_recalls_interval_holds_it_as_often_as_it_says(seeds: int, least: int) -> None:
    """Of 400 samples of 50 paragraphs 384 hold it; Wilson's for independent records would in 305."""
    documents = [make_document(n, tasks=3 + n * 7 % 9, units=5) for n in range(40)]
    plan = miss_some(documents, seed=1)
    asked = {}
    for document in documents:
        for window in passages(document):
            item = make_passage_item(document, window, 1, 1.0)
            asked[item.document, item.start] = miss(
                item, *[Missed("lead", (0, 1))] * plan[item.document, item.start]
            )
    found = sum(len(answer.judgements) for answer in asked.values())
    recall = found / (found + sum(plan.values()))
    held = naive = 0
    for seed in range(seeds):
        chosen = random.Random(seed).sample(sorted(asked), 50)
        share = make_report([asked[key] for key in chosen]).rows[-1].recall
        assert share
        held += share.low <= recall <= share.high
        low, high = wilson(share.value, share.number)
        naive += low <= recall <= high
    assert held >= least > naive


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
    some = [each for each in draw(lambda: iter(documents), 1, 1, "", (), 20) if each.kind == "passage"]
    seen = make_report([miss(some[0], *[Missed("lead", (0, 2))] * 9), *map(miss, some[1:])])
    total = seen.rows[-1].recall
    assert total and total.effective < total.number
    said = f"the design effect being {total.number / total.effective:.2f} over paragraphs"
    assert said in as_text(seen, "en") and "以段落为群" in as_text(seen, "zh")


def test_one_seed_draws_one_sample(tmp_path: Path) -> None:
    documents, _ = make_documents(5, seed=2)
    once, again, other = (draw_from(documents, 50, seed) for seed in (1, 1, 2))
    assert once == again and once != other
    assert (
        len({(item.document, tuple(item.asked[0].place["span"]), item.asked[0].shown) for item in once}) == 50
    )
