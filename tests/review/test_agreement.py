"""Agreement of reviewers, by the measures of NLTK."""

import pytest

from pipeline.review.agreement import Difference, measure
from pipeline.review.answers import Answer, Judgement
from pipeline.review_cli import _in_words
from tests.review.making import draw_from, judge, make_documents

pytest.importorskip("nltk", reason="needs the extra review")


def answers(verdicts: str) -> list[Answer]:
    """Return an answer for each sign: + right, - wrong, a point for none."""
    documents, _ = make_documents(2, seed=1)
    items = draw_from(documents, len(verdicts), 1)
    return [
        Answer(item, (Judgement(item.asked[0], "right" if verdict == "+" else "wrong"),))
        for item, verdict in zip(items, verdicts, strict=True)
        if verdict != "."
    ]


def test_cohens_kappa_is_that_of_the_books() -> None:
    """20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: 0.4 (the example of many books, after Cohen 1960)."""
    one = "+" * 25 + "-" * 25
    other = "+" * 20 + "-" * 5 + "+" * 10 + "-" * 15
    found = measure({"甲": answers(one), "乙": answers(other)})
    assert found.pairs[0].items == 50 and found.pairs[0].alike == pytest.approx(0.7)
    assert found.pairs[0].kappa == pytest.approx(0.4)
    assert len(found.differing) == 15


def test_what_differs_is_told_in_words(spoken_chinese: None) -> None:
    found = measure({"甲": answers("+-"), "乙": answers("++")})
    assert [_in_words(each) for each in found.differing] == ["r2: 甲 错; 乙 对"]
    changed = Difference(
        "r1", (("甲", ("changed", (("role", "lead"), ("name", "省某局")))), ("乙", ("right", ())))
    )
    assert _in_words(changed) == "r1: 甲 改: 角色=牵头，文中单位名称=省某局; 乙 对"


def test_krippendorffs_alpha_takes_what_some_left_out() -> None:
    """By hand: 10 items, nominal; of the coincidences 6 of 22 differ."""
    found = measure({"甲": answers("++++----+."), "乙": answers("++++---++-"), "丙": answers("+++.....+-")})
    assert len(found.pairs) == 3 and found.items == 10
    # items of three: 4 (+++ x3, +++ x1), of two: 6 of which one differs
    together = [(3, 0), (3, 0), (3, 0), (2, 0), (0, 2), (0, 2), (0, 2), (1, 1), (3, 0), (0, 2)]
    total = sum(a + b for a, b in together)
    observed = sum(2 * a * b / (a + b - 1) for a, b in together) / total
    right = sum(a for a, _ in together)
    expected = 2 * right * (total - right) / (total * (total - 1))
    assert found.alpha == pytest.approx(1 - observed / expected)


def test_all_alike_has_no_measure_and_what_nobody_shares_no_items() -> None:
    same = measure({"甲": answers("+++"), "乙": answers("+++")})
    assert same.pairs[0].kappa is None and same.alpha is None and same.pairs[0].alike == 1
    documents, wrong = make_documents(2, seed=1)
    items = draw_from(documents, 4, 1)
    apart = measure({"甲": judge(items[:2], wrong), "乙": judge(items[2:], wrong)})
    assert apart.items == 0
