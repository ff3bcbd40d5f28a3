"""Page numbers glued to the first lines of their pages."""

import pytest

from pipeline.structure.page_numbers import strip_page_numbers

PAGE = ["加强河道管理和水源保护，完善水网布局", *["推进节水改造，更换老旧管线，优化调度"] * 14]


def paged(numbers: list[str], last: str = "完善") -> list[str]:
    """Return pages of wrapped lines, each number glued to the first line of its page."""
    return [line for number in numbers for line in (number + PAGE[0], *PAGE[1:-1], last)]


def test_numbers_that_count_up_a_page_apart_are_taken_off() -> None:
    lines = paged(["9", "10", "11"])
    assert strip_page_numbers(lines) == paged(["", "", ""])


def test_a_number_before_the_number_of_a_section() -> None:
    lines = paged(["105", "106", "10713.3 "])
    assert strip_page_numbers(lines) == paged(["", "", "13.3 "])


@pytest.mark.parametrize(
    "lines",
    [
        paged(["9", "10"]),
        paged(["9", "11", "13"]),
        paged(["1.", "2.", "3."]),
        paged(["2020年", "2021年", "2022年"]),
        paged(["1", "2", "3"], last="完善。"),
        paged(["2个县级", "3个县级", "4个县级"]),
        paged(["12.5亿元", "13.5亿元", "14.5亿元"]),
        ["1推进", "2完善", "3加强"],
        [],
    ],
)
def test_what_is_no_page_number_stays(lines: list[str]) -> None:
    assert strip_page_numbers(lines) == lines
