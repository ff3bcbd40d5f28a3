"""DOCX: what Word prints, out of what it stores."""

from pathlib import Path

import pytest

from extractors.layout import Block
from pipeline.formats import docx
from pipeline.formats.facts import UnreadableFile
from pipeline.formats.numbering import FORMATS, chinese
from pipeline.reading import read as read_file
from tests.formats.makers import W, make_docx, make_zip, numbered, p

ENTITY = '<!DOCTYPE w [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE w [<!ENTITY b SYSTEM "file:///etc/hostname">]>'


def read(folder: Path, data: bytes) -> tuple[Block, ...]:
    path = folder / "a.docx"
    path.write_bytes(data)
    return read_file(path).blocks


def texts(folder: Path, body: str, **parts: str) -> list[str]:
    return [block.text for block in read(folder, make_docx(body, **parts))]


def level(number: int, text: str, kind: str = "decimal", more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def lists(*levels: str, override: str = "", second: str = "") -> str:
    return (
        f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="7"/>{override}</w:num>{second}'
    )


OFFICIAL = (level(0, "%1、", "chineseCounting"), level(1, "（%2）", "chineseCounting"), level(2, "%3."))


def test_word_numbers_are_printed_and_restart_below_each_parent(tmp_path: Path) -> None:
    items = [("总则", 0), ("目标", 1), ("任务", 1), ("略", 2), ("措施", 0), ("机制", 1)]
    body = "".join(numbered(text, at) for text, at in items)
    assert texts(tmp_path, body, numbering=lists(*OFFICIAL)) == [
        "一、总则",
        "（一）目标",
        "（二）任务",
        "1.略",
        "二、措施",
        "（一）机制",
    ]


@pytest.mark.parametrize(
    ("levels", "override", "body", "expected"),
    [
        ((level(0, "第%1条", "chineseCounting"),), "", numbered("略"), ["第一条 略"]),
        ((level(0, "%1"), level(1, "%1.%2")), "", numbered("甲") + numbered("乙", 1), ["1 甲", "1.1 乙"]),
        ((level(0, "%1."), level(1, "%1.%2.")), "", numbered("乙", 1), ["1.1.乙"]),
        ((level(0, "%1、"),), "", numbered("甲") + numbered("乙", 0, 2), ["1、甲", "2、乙"]),
        (
            (level(0, "%1、"),),
            '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>',
            numbered("甲") + numbered("乙", 0, 2) + numbered("丙", 0, 2),
            ["1、甲", "1、乙", "2、丙"],
        ),
        ((level(0, "●", "bullet"),), "", numbered("甲"), ["●甲"]),
        ((level(0, "\uf0b7", "bullet"),), "", numbered("甲"), ["●甲"]),
        (
            (level(0, "%1、", "chineseCounting"), level(1, "%1.%2", "decimal", "<w:isLgl/>")),
            "",
            numbered("甲") + numbered("乙", 1),
            ["一、甲", "1.1 乙"],
        ),
        ((level(0, "%1、"),), "", numbered("甲", 0, 0) + numbered("乙", 0, 9), ["甲", "乙"]),
        ((level(0, "%1、"),), "", numbered("甲") + numbered("") + numbered("乙"), ["1、甲", "3、乙"]),
    ],
)
def test_numbering(
    tmp_path: Path, levels: tuple[str, ...], override: str, body: str, expected: list[str]
) -> None:
    assert texts(tmp_path, body, numbering=lists(*levels, override=override)) == expected


@pytest.mark.parametrize(
    ("name", "number", "text"),
    [
        ("chineseCounting", 10, "十"),
        ("chineseCountingThousand", 215, "二百一十五"),
        ("ideographTraditional", 2, "乙"),
        ("chineseLegalSimplified", 3, "叁"),
        ("decimalEnclosedCircleChinese", 12, "⑫"),
        ("upperRoman", 14, "XIV"),
        ("lowerLetter", 28, "bb"),
        ("decimalZero", 7, "07"),
        ("decimalFullWidth", 12, "１２"),
        ("ideographDigital", 20, "二〇"),
    ],
)
def test_number_formats(name: str, number: int, text: str) -> None:
    assert FORMATS[name](number) == text


@pytest.mark.parametrize(
    ("number", "text"), [(0, "零"), (1001, "一千零一"), (1010, "一千零一十"), (110, "一百一十"), (19, "十九")]
)
def test_chinese_numerals(number: int, text: str) -> None:
    assert chinese(number) == text


def test_style_gives_number_and_heading(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="heading 2"/>'
        '<w:pPr><w:outlineLvl w:val="1"/><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    )
    numbering = lists(level(0, "%1、"), level(1, "（%2）", "chineseCounting", '<w:pStyle w:val="b"/>'))
    data = make_docx(
        p("任务", '<w:pStyle w:val="b"/>') + p("长" * 70, '<w:pStyle w:val="a"/>'),
        styles=styles,
        numbering=numbering,
    )
    heading, paragraph = read(tmp_path, data)
    assert (heading.kind, heading.level, heading.text) == ("heading", 2, "（一）任务")
    assert paragraph.kind == "paragraph"


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        (
            f"{run('由')}<w:ins>{run('市水利局')}</w:ins><w:del><w:r><w:delText>市供水办</w:delText></w:r></w:del>{run('负责')}",
            ["由市水利局负责"],
        ),
        (f"<w:moveFrom>{run('旧')}</w:moveFrom><w:moveTo>{run('新')}</w:moveTo>", ["新"]),
        (f"{run('甲')}<w:r><w:br/></w:r>{run('乙')}", ["甲", "乙"]),
        (f"{run('甲')}<w:r><w:br w:type='page'/></w:r>{run('乙')}", ["甲乙"]),
        (f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>{run('显')}", ["显"]),
        (f"{run('第')}<w:r><w:instrText>PAGE</w:instrText></w:r>{run('页')}", ["第页"]),
        (f"<w:hyperlink>{run('链')}</w:hyperlink><w:smartTag>{run('接')}</w:smartTag>", ["链接"]),
        (f"{run('甲')}<w:r><w:footnoteReference w:id='2'/></w:r>", ["甲"]),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>yin</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>音</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            ["音"],
        ),
        (f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{run('控件')}</w:sdtContent></w:sdt>", ["控件"]),
    ],
    ids=[
        "ins and del",
        "move",
        "line break",
        "page break",
        "hidden",
        "field",
        "link",
        "footnote",
        "ruby",
        "control",
    ],
)
def test_runs(tmp_path: Path, inner: str, expected: list[str]) -> None:
    assert texts(tmp_path, f"<w:p>{inner}</w:p>") == expected


def test_paragraph_mark_deleted_by_a_tracked_change(tmp_path: Path) -> None:
    assert texts(tmp_path, p("市水利", "<w:rPr><w:del/></w:rPr>") + p("局负责")) == ["市水利局负责"]


def test_text_box_once_although_stored_twice(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{p('框中')}</w:txbxContent>"
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    both = (
        f'<mc:AlternateContent xmlns:mc="{mc}"><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert texts(tmp_path, f"<w:p><w:r>{both}<w:t>正文</w:t></w:r></w:p>") == ["正文", "框中"]


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ("margin-left:300pt;margin-top:-30pt", ["框中", "正文"]),
        ("margin-left:-30pt;margin-top:30pt", ["正文", "框中"]),
        ("margin-top:-30pt;mso-position-vertical-relative:page", ["正文", "框中"]),
    ],
)
def test_text_box_above_its_paragraph_comes_first(tmp_path: Path, shape: str, expected: list[str]) -> None:
    box = f'<v:shape xmlns:v="urn:v" style="{shape}"><w:txbxContent>{p("框中")}</w:txbxContent></v:shape>'
    assert texts(tmp_path, f"<w:p><w:r><w:t>正文</w:t><w:pict>{box}</w:pict></w:r></w:p>") == expected


@pytest.mark.parametrize(("offset", "expected"), [(-9, ["框中", "正文"]), (9, ["正文", "框中"])])
def test_drawing_above_its_paragraph_comes_first(tmp_path: Path, offset: int, expected: list[str]) -> None:
    wp = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    place = f'<positionV relativeFrom="paragraph"><posOffset>{offset}</posOffset></positionV>'
    box = f'<anchor xmlns="{wp}">{place}<w:txbxContent>{p("框中")}</w:txbxContent></anchor>'
    assert texts(tmp_path, f"<w:p><w:r><w:t>正文</w:t><w:drawing>{box}</w:drawing></w:r></w:p>") == expected


def test_footnotes_come_last_and_separators_not_at_all(tmp_path: Path) -> None:
    separator = f'<w:footnote w:type="separator" w:id="0">{p("线")}</w:footnote>'
    notes = f'{separator}<w:footnote w:id="2">{p("注释")}</w:footnote>'
    assert texts(tmp_path, p("正文"), footnotes=notes) == ["正文", "注释"]


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str, properties: str = "") -> str:
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{''.join(rows)}</w:tbl>"


RESTART, GO_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((row(cell("甲"), cell("乙")),), [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙")]),
        (
            (row(cell("甲", RESTART), cell("乙")), row(cell("", GO_ON), cell("丙"))),
            [(0, 0, 2, 1, "甲"), (0, 1, 1, 1, "乙"), (1, 1, 1, 1, "丙")],
        ),
        (
            (row(cell("题", '<w:gridSpan w:val="2"/>')), row(cell("甲"), cell("乙"))),
            [(0, 0, 1, 2, "题"), (1, 0, 1, 1, "甲"), (1, 1, 1, 1, "乙")],
        ),
        (
            (row(cell("甲"), cell("乙")), row(cell("丙"), properties='<w:gridBefore w:val="1"/>')),
            [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙"), (1, 1, 1, 1, "丙")],
        ),
        (
            (row(cell("甲"), cell("乙")), row(cell("丙"), cell("丁"), properties="<w:del/>")),
            [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙")],
        ),
        (
            (row(cell("甲"), f"<w:tc>{p('一')}{p('二')}</w:tc>"),),
            [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "一\n二")],
        ),
    ],
    ids=["plain", "rows merged", "columns merged", "left out", "row deleted", "paragraphs"],
)
def test_tables(
    tmp_path: Path, rows: tuple[str, ...], expected: list[tuple[int, int, int, int, str]]
) -> None:
    (block,) = read(tmp_path, make_docx(table(*rows)))
    assert [(c.row, c.column, c.rowspan, c.colspan, c.text) for c in block.cells] == expected


def test_numbers_in_cells_are_printed(tmp_path: Path) -> None:
    body = table(*(row(f"<w:tc>{numbered('')}</w:tc>", cell("略")) for _ in range(2)))
    (block,) = read(tmp_path, make_docx(body, numbering=lists(level(0, "%1"))))
    assert [c.text for c in block.cells] == ["1", "略", "2", "略"]


def test_table_of_one_cell_is_a_frame(tmp_path: Path) -> None:
    assert texts(tmp_path, table(row(cell("正文")))) == ["正文"]


def test_floating_table_stands_below_its_paragraph(tmp_path: Path) -> None:
    place = '<w:tblpPr w:vertAnchor="text" w:tblpY="620"/>'
    blocks = read(tmp_path, make_docx(table(row(cell("甲"), cell("乙")), properties=place) + p("表题")))
    assert [block.kind for block in blocks] == ["paragraph", "table"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (make_docx(p("x"))[:-30], "damaged-file"),
        (make_zip({"word/document.xml": "<w:document"}), "damaged-file"),
        (make_zip({"word/other.xml": "<a/>"}), "damaged-file"),
        (make_docx("<w:sdt><w:sdtContent>" * 9000), "damaged-file"),
        (
            make_zip({"word/document.xml": f'{ENTITY}<w:document xmlns:w="{W}">&b;</w:document>'}),
            "xml-entity",
        ),
        (
            make_zip({"word/document.xml": f'{OUTSIDE}<w:document xmlns:w="{W}">&b;</w:document>'}),
            "xml-entity",
        ),
        (make_zip({"word/document.xml": b"<a>" + b" " * 40_000_000}), "zip-bomb"),
    ],
    ids=["truncated", "xml", "no part", "deep", "entity", "outside", "bomb"],
)
def test_unreadable(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    with pytest.raises(UnreadableFile) as error:
        docx.read(path)
    assert error.value.code == code


def test_relationship_without_a_part(shared: Path) -> None:
    blocks = read_file(shared / "corpus" / "jx-dagang1-2022.docx").blocks
    assert [b.text for b in blocks if b.text.startswith(("一、", "二、", "三、"))][:2] == [
        "一、笔试内容",
        "二、行政职业能力测验",
    ]


def test_a_notice_in_a_layout_table_is_read_as_its_paragraphs_and_its_table(tmp_path: Path) -> None:
    inner = table(row(cell("序号"), cell("任务")), row(cell("1"), cell("改造管网" * 40)))
    frame = table(
        row(cell("云政发〔2026〕1号")), row(f"<w:tc>{p('现印发给你们。')}{inner}{p('请执行。')}</w:tc>")
    )
    blocks = read(tmp_path, make_docx(frame))
    assert [block.kind for block in blocks] == ["paragraph", "paragraph", "table", "paragraph"]
