"""What holds for any file: nothing printed is lost, and nothing but `UnreadableFile` is raised."""

import re
import tempfile
from html import escape
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.layout import Block
from pipeline.formats.characters import clean
from pipeline.formats.facts import Facts, Flowing, Markup, TextLine, UnreadableFile
from pipeline.formats.html import read_fragment, read_page
from pipeline.reading import read
from pipeline.structure.boilerplate import find_document
from pipeline.structure.spread import split_spread
from pipeline.structure.steps import build_blocks
from pipeline.structure.wrapping import join_wrapped

UNITS = (
    "省教育厅",
    "各县（区）人民政府",
    "一、总体要求",
    "（一）加强领导。",
    "1.5亿元",
    "　　",
    "\xa0",
    "，",
    "。",
    "：",
    "58%",
)
WORDS = (
    "\n",
    "\t",
    " ",
    "首页",
    "责任单位：",
    "|",
    "#",
    "**",
    "<b>",
    "到2025年",
    "２０２０",
    "— 1 —",
    "《方案》的通知",
)
BEFORE = "云岭省人民政府办公厅应当加强领导。" * 9
"""Enough Chinese for the encoding to be known."""
printed = st.lists(st.sampled_from(UNITS + WORDS) | st.text(max_size=6), max_size=60).map("".join)
lines = st.lists(
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp")), max_size=30), max_size=40
)


def ink(text: str) -> str:
    """Return the text without white space."""
    return re.sub(r"\s", "", clean(text)[0])


def shown(blocks: tuple[object, ...]) -> str:
    pieces = (block.text or "".join(cell.text for cell in block.cells) for block in blocks)  # type: ignore[attr-defined]
    return ink("".join(pieces))


def structured(content: tuple[Flowing, ...] | Markup) -> tuple[Block, ...]:
    return build_blocks(Facts("html", None, content, site=False))[0]


def read_bytes(data: bytes, name: str) -> str:
    """Return what the file shows, empty if it is refused."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        try:
            return shown(read(path).blocks)
        except UnreadableFile as error:
            assert error.code
            return ""


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a"])
@given(data=st.binary(max_size=600))
@settings(deadline=None)
def test_any_bytes_give_a_reading_or_are_refused(name: str, data: bytes) -> None:
    read_bytes(data, name)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
@given(text=printed)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_is_read(name: str, text: str) -> None:
    read_bytes(text.encode("utf-8", "surrogatepass"), name)


@given(printed, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]))
def test_plain_text_loses_nothing_but_the_page(text: str, codec: str) -> None:
    text = clean(text)[0]
    kept = [line.strip() for line in text.split("\n")]
    expected = ink("".join(kept[at] for at in find_document(kept)))
    data = f"{BEFORE}\n{text}".encode(codec)
    assert read_bytes(data, "a.txt").removeprefix(BEFORE) in (expected, ink(text))


@given(st.lists(printed, max_size=20))
def test_paragraphs_of_a_page_lose_nothing(paragraphs: list[str]) -> None:
    markup = "".join(f"<p>{escape(clean(text)[0])}</p>" for text in paragraphs)
    assert shown(structured(read_fragment(markup))) == ink("".join(paragraphs))


@given(st.lists(st.lists(printed, min_size=2, max_size=4), min_size=2, max_size=6))
def test_cells_of_a_page_lose_nothing(rows: list[list[str]]) -> None:
    cells = "".join(
        "<tr>" + "".join(f"<td>{escape(clean(c)[0])}</td>" for c in row) + "</tr>" for row in rows
    )
    assert shown(structured(read_fragment(f"<table>{cells}</table>"))) == ink("".join(map("".join, rows)))


MARKUP = (
    "<p>",
    "</p>",
    "<div class='nav'>",
    "</div>",
    "<table>",
    "<tr>",
    "<td rowspan=2>",
    "</table>",
    "<ol>",
    "<li>",
)
MORE = (
    "<br>",
    "<h2>",
    "<div id='zoom'>",
    "<script>",
    "<!--",
    "-->",
    "<b",
    ">",
    "甲。",
    "&#xfdd1;1&#xfdd4;",
    "<pre>",
    "<a>",
)


@given(st.lists(st.sampled_from(MARKUP + MORE) | st.text(max_size=4), max_size=80).map("".join))
def test_any_markup_is_read(markup: str) -> None:
    structured(read_page(clean(markup)[0])[0])


@given(printed)
def test_split_lines_are_the_line(text: str) -> None:
    line = clean(text)[0].replace("\n", "").strip()
    assert ink("".join(split_spread(line))) == ink(line)


@given(lines)
def test_joined_lines_are_the_lines(texts: list[str]) -> None:
    stripped = [text.strip() for text in texts if text.strip()]
    joined = join_wrapped([TextLine(text) for text in stripped])
    assert ink("".join(block.text for block in joined)) == ink("".join(stripped))


@given(lines)
def test_document_is_part_of_the_lines_in_order(texts: list[str]) -> None:
    stripped = [text.strip() for text in texts]
    kept = find_document(stripped)
    assert kept == sorted(set(kept))
    assert all(stripped[at] for at in kept)
