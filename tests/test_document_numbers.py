"""Document numbers: in every printing, and told from what is joined to them."""

import pytest

from extractors.document_numbers import find_number, is_number, without_number
from extractors.folding import fold

JOINED = [
    ("云溪市财政局文件云财会〔2021〕13号云溪市财政局关于", "云财会[2021]13号"),
    ("云溪供电公司特急办值通〔2021)135号关于", "办值通[2021)135号"),
    ("云溪供电公司办公室办函〔2021〕19号关于", "办函[2021]19号"),
    ("关于印发方案的通知云政办发〔2026〕15号各县", "云政办发[2026]15号"),
    ("特急·明电云办发电〔2022〕20号云机发454号", "云办发电[2022]20号"),
    ("后勤中心办〔2021〕13号", "后勤中心办[2021]13号"),
    ("总经理办公会议纪要〔2021〕11号", "[2021]11号"),
    ("（2026）云教字第5号云溪市教育局", "(2026)云教字第5号"),
    ("云溪市规划〔2021〕修编", None),
]


@pytest.mark.parametrize(("text", "expected"), JOINED)
def test_number_in_a_joined_line(text: str, expected: str | None) -> None:
    folded = fold(text)
    found = find_number(folded, 0, len(folded))
    assert (found and folded[found.start : found.end]) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("云政发〔2026〕5号", True),
        ("文号：云政发〔2026〕5号", True),
        ("（2026年第6号）", True),
        ("云溪市人民政府令（第48号）", True),
        ("第12号楼改造", False),
        ("按云政发〔2026〕5号办理。", False),
        ("（第9期）", False),
    ],
)
def test_a_line_that_is_a_number(line: str, expected: bool) -> None:
    assert is_number(fold(line)) is expected


def test_a_title_without_its_number() -> None:
    assert without_number("节水方案(云政发[2026]5号)") == "节水方案"
    assert without_number("节水方案(试行)") == "节水方案(试行)"
