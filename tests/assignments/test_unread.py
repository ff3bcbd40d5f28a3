"""Bodies behind a word and a colon that is no label."""

import pytest

from extractors.assignments.unread import find_unread_units

PLACES = [
    ("第一批,驻点帮衬:市教育局、市卫健委;第二批", "市教育局、市卫健委"),
    ("扎口:市城管局", "市城管局"),
    ("责任单位:市城管局", ""),
    ("挂点单位:市城管局", ""),
    ("抄送:市委办公室、市人大办公室", ""),
    ("市教育局:市卫健委", ""),
    ("工作要点:加强巡查", ""),
    ("版权所有:市教育局", ""),
]


@pytest.mark.parametrize(("text", "place"), PLACES)
def test_place(text: str, place: str) -> None:
    found = [text[start:end] for start, end in find_unread_units(text, text, 0, len(text))]
    assert found == [place] * bool(place)
