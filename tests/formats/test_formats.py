"""The same two documents in every format: the same blocks, whatever the file."""

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest

from extractors.layout import Block
from pipeline.formats import Reading, find_reader, read
from tests.formats.makers import make_docx

PROSE, TABLE = "gongshui-baozhang-2025", "minsheng-shishi-2025"
NEEDS = {"doc": "doc2docx", "-scan.pdf": "rapidocr"}
SCAN = pytest.param("-scan.pdf", marks=pytest.mark.long)
FORMATS = ["html", "doc", "pdf", "ofd", SCAN]


@cache
def read_once(path: Path) -> Reading:
    """Return the reading of a file that no test changes."""
    return read(path)


def need(ending: str) -> None:
    if ending in NEEDS and not find_spec(NEEDS[ending]):
        pytest.skip(f"needs {NEEDS[ending]}")


def path_of(root: Path, name: str, ending: str) -> Path:
    return root / "corpus" / "formats" / (f"{name}{ending}" if ending[0] == "-" else f"{name}.{ending}")


def words(blocks: tuple[Block, ...]) -> str:
    """Return all that is printed, without spaces, line ends and the red head."""
    text = "".join(block.text or "".join(cell.text for cell in block.cells) for block in blocks)
    return re.sub(r"\s", "", text).removeprefix("澜溪市人民政府办公室文件")


def tasks(blocks: tuple[Block, ...]) -> list[str]:
    return [re.sub(r"\s", "", b.text) for b in blocks if re.match("（[一二三四五六七八九]）", b.text)]


def cells(blocks: tuple[Block, ...]) -> list[tuple[int, int, int, int, str]]:
    (table,) = [block for block in blocks if block.kind == "table"]
    return [(c.row, c.column, c.rowspan, c.colspan, re.sub(r"\s", "", c.text)) for c in table.cells]


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("name", [PROSE, TABLE])
def test_same_words(root: Path, name: str, ending: str) -> None:
    need(ending)
    assert words(read_once(path_of(root, name, ending)).blocks) == words(
        read_once(path_of(root, name, "docx")).blocks
    )


@pytest.mark.parametrize("ending", ["txt", *FORMATS])
def test_same_paragraphs(root: Path, ending: str) -> None:
    need(ending)
    expected = tasks(read_once(path_of(root, PROSE, "docx")).blocks)
    assert len(expected) == 9
    assert tasks(read_once(path_of(root, PROSE, ending)).blocks) == expected


@pytest.mark.parametrize("ending", FORMATS)
def test_same_cells(root: Path, ending: str) -> None:
    need(ending)
    expected = cells(read_once(path_of(root, TABLE, "docx")).blocks)
    assert len(expected) == 6 + 18 * 5 + 7
    assert cells(read_once(path_of(root, TABLE, ending)).blocks) == expected


@pytest.mark.parametrize("ending", ["pdf", "ofd", SCAN])
def test_every_block_has_its_page_and_box(root: Path, ending: str) -> None:
    need(ending)
    reading = read_once(path_of(root, TABLE, ending))
    assert reading.pages and reading.pages > 2
    for block in reading.blocks:
        assert block.page and block.box
        left, top, right, bottom = block.box
        assert 0 <= left < right <= 596 and 0 <= top < bottom <= 843


@pytest.mark.parametrize("ending", ["docx", "doc", "pdf", "ofd", "html"])
def test_content_decides_the_format(root: Path, tmp_path: Path, ending: str) -> None:
    need(ending)
    renamed = tmp_path / "a.txt"
    renamed.write_bytes(path_of(root, PROSE, ending).read_bytes())
    assert find_reader(renamed).format == ending
    assert read(renamed).problems[0].code == "wrong-suffix"


@pytest.mark.parametrize(
    "name",
    [
        *("jx-dagang1-2022.docx", "luqiao-weisheng-test.ofd", "moe-zhuanye-table.docx"),
        *("ndrc-geshui-xinyong-2019.pdf", "sr-tineng-tongzhi-2019.doc", "sz-ai-manuf-2026.pdf"),
    ],
)
def test_real_files_are_read_without_a_finding(shared: Path, name: str) -> None:
    need(name.rsplit(".", 1)[1])
    reading = read(shared / "corpus" / name)
    assert reading.problems == ()
    assert sum(len(words((block,))) for block in reading.blocks) > 200


@pytest.mark.long
def test_real_scan(shared: Path) -> None:
    need("-scan.pdf")
    reading = read(shared / "corpus" / "ps-shiti-jingji-scan.pdf")
    starts = [block.text for block in reading.blocks if re.match("第[一二三四五六七八九十]+条", block.text)]
    assert len(starts) == 22
    assert all(problem.code == "read-by-ocr" for problem in reading.problems)


FRAMED = "| 专栏1 供水工程 |\n|---|\n| 1.新建水厂2座。<br>2.改造管网30公里。 |\n"


def test_a_box_between_the_items_is_its_paragraphs(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"# 云溪市水利工作要点\n\n一、供水\n\n{FRAMED}\n二、防汛\n")
    texts = [block.text for block in read(tmp_path / "a.md").blocks]
    assert texts[2:] == ["专栏1 供水工程", "1.新建水厂2座。", "2.改造管网30公里。", "二、防汛"]


def test_what_a_site_prints_around_a_document_goes_from_a_pasted_page(tmp_path: Path) -> None:
    lines = [
        "当前位置：首页 > 政务公开 > 政策文件",
        "关于开展节水督查的通知",
        "各县：请认真自查。",
        "相关阅读",
        "网站地图",
    ]
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    (tmp_path / "a.docx").write_bytes(make_docx(body.replace(" > ", " &gt; ")))
    reading = read(tmp_path / "a.docx")
    assert [block.text for block in reading.blocks] == lines[1:3]
    assert [problem.code for problem in reading.problems] == ["boilerplate"]
