"""Hostile texts: time grows as their length does."""

from collections.abc import Callable

import pytest

from extractors.dates import find_dates, find_deadline, find_period, find_printed_date
from extractors.folding import fold
from extractors.targets import TargetContext, find_targets
from tests.growth import MOST, growth

pytestmark = pytest.mark.timed

PLAN = TargetContext(year=2021, period_end="2025-12-31")
HOSTILE = {
    "digits": "1",
    "commas": "1,",
    "thousands": "1,000,",
    "spaces": "1 0 0 ",
    "numerals": "一二三十百千万亿",
    "ranges": "1-2-3至4到",
    "years": "2020年",
    "half dates": "2020年1月2020-",
    "open titles": "《到2025年达到5%",
    "open quotes": "“达到5%",
    "open brackets": "(达到5%",
    "closed brackets": "达到5%)",
    "list without end": "化学、氨氮、",
    "values without end": "5%、6%和",
    "pairs without end": "分别达到5%、",
    "verbs": "力争确保加快建设完成",
    "adverbs": "年均累计分别再继续",
    "clauses": "覆盖率达到5%,",
    "sentences": "到2025年,新建学校5所。",
    "one clause": "其中学校5所",
    "of of": "的5%的",
    "from to": "由5%提高到6%",
    "each": "均达到各5%",
    "shares": "占比重的5%",
    "units": "万亿万亿立方米/亩/人",
    "after": "5个以上以内左右",
    "results": "据累计完成了预计目前共有首次",
    "reports": "据统计据监测据调查提前两年",
    "levels and growth": "5元,增长5%、",
    "fronted": "将对把5个全市",
    "chained bounds": "大于等于5亩、小于6亩的",
    "years and averages": "5年平均年均增长",
    "asides": "产量,扣除,在执行中,达到5万吨",
    "described pasts": "已建成的5个",
}


Work = tuple[str, str]
"""A text and the same folded."""


def run_targets(work: Work) -> None:
    text, folded = work
    find_targets(text, folded, 0, len(text), PLAN)


def run_dates(work: Work) -> None:
    _, folded = work
    find_dates(folded, 0, len(folded), 2021)
    find_deadline(folded, 0, len(folded), 2021)
    find_period(folded)
    find_printed_date(folded)


@pytest.mark.parametrize("run", [run_targets, run_dates], ids=["targets", "dates"])
@pytest.mark.parametrize("seed", HOSTILE.values(), ids=HOSTILE)
def test_time_grows_with_the_text(run: Callable[[Work], None], seed: str) -> None:
    def make(size: int) -> Work:
        text = seed * (size // len(seed) + 1)
        return text, fold(text)

    assert growth(run, make, 2000) < MOST
