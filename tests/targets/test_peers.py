"""What other programs get wrong on such texts, each as a test of ours."""

import pytest

from extractors.dates import find_dates, find_deadline, find_printed_date
from extractors.targets import TargetContext
from tests.targets.reading import lines, read

PLAN = TargetContext(year=2020, period_end="2020-12-31")


def test_2000_kilometres_are_no_year() -> None:
    text = "全年新改建农村公路2000公里。"
    assert find_dates(text, 0, len(text), 2020)[0].raw == "全年"
    assert lines(text, PLAN) == ["农村公路 eq 2000公里"]


@pytest.mark.parametrize("number", ["1120.3", "214.2", "31.95", "12.31"])
def test_decimals_are_no_dates(number: str) -> None:
    text = f"林地保有量不低于{number}万公顷。"
    assert find_dates(text, 0, len(text), 2020) == []
    assert lines(text) == [f"林地保有量 ge {number}万公顷"]


def test_wanyuan_in_an_indicator_is_no_money() -> None:
    found = read("万元国内生产总值用水量较2015年降低18%。", PLAN)
    assert [(t.indicator, t.value, t.unit) for t in found.targets] == [("万元国内生产总值用水量", "18", "%")]
    assert not found.quantities


def test_the_base_year_is_no_deadline() -> None:
    (target,) = read("到2020年底，单位能耗较2015年下降10%。", PLAN).targets
    assert target.deadline is not None and target.deadline.date == "2020-12-31"
    assert (target.baseline_raw, target.baseline_year) == ("2015年", 2015)


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("年内建成", "年内"),
        ("力争到年底建成", "到年底"),
        ("2020年末建成", "2020年末"),
        ("三季度末建成", "三季度末"),
    ],
)
def test_words_of_the_year_are_kept(text: str, raw: str) -> None:
    hit = find_deadline(text, 0, len(text), 2020)
    assert hit is not None and hit.raw == raw and hit.date


def test_full_width_digits_are_their_digits() -> None:
    assert lines("覆盖率达到９０．５％。") == ["覆盖率 eq 90.5%"]
    assert find_printed_date("２０２０年５月１９日") == "2020-05-19"


def test_offsets_are_characters_of_the_text() -> None:
    text = "𠮷岭县：到2025年，全县森林覆盖率达到４５％以上。"
    (target,) = read(text).targets
    assert text[target.value_start : target.value_end] == "４５％"


def test_names_with_numerals_stay_names() -> None:
    text = "三江源二期、“三北”防护林和十四五规划编制完成，造林3万亩。"
    assert lines(text) == ["造林 eq 3万亩"]
