"""HTML pages: the article, its paragraphs and tables, and what the page says of it."""

from pathlib import Path

import pytest

from extractors.layout import Block
from pipeline.formats.facts import Facts
from pipeline.formats.html import find_label, read_fragment, read_page
from pipeline.reading import read
from pipeline.structure.steps import build_blocks

TITLE = "青石市人民政府关于印发《青石市节水行动方案》的通知"
LETTER = ["各县（区）人民政府：", "现将方案印发给你们，请认真贯彻执行。", "一、总体要求", "（一）加强领导。"]
BODY = "".join(f"<p>　　{line}</p>" for line in LETTER)


def blocks_of(markup: str) -> tuple[Block, ...]:
    return build_blocks(Facts("html", None, read_page(markup)[0]))[0]


def texts(markup: str) -> list[str]:
    return [block.text for block in blocks_of(markup)]


def tables(markup: str) -> list[list[tuple[str, int, int, int, int]]]:
    blocks = blocks_of(markup)
    found = (block.cells for block in blocks if block.cells)
    return [[(c.text, c.row, c.column, c.rowspan, c.colspan) for c in cells] for cells in found]


INLINE = [
    # markup within the body, paragraphs
    ("<p>一、<b>总</b><span>则</span></p><p>第一条</p>", ["一、总则", "第一条"]),
    ("<p>1<span>.</span><font>2</font>　编制依据</p>", ["1.2　编制依据"]),
    ("甲<br>乙<br/><br />丙", ["甲", "乙", "丙"]),
    ("<p>&emsp;&emsp;一、总则&nbsp;&nbsp;</p>", ["一、总则"]),
    ("<p>青石市\n      人民政府</p>", ["青石市人民政府"]),
    ("<p>Open\n Data  平台</p>", ["Open Data 平台"]),
    ("<div>甲<div>乙</div>丙</div>", ["甲", "乙", "丙"]),
    ("<p>甲<p>乙<p>丙", ["甲", "乙", "丙"]),
    ("<div><p>甲</div></span></p>乙</td>", ["甲", "乙"]),
    ("<ul><li>甲</li><li>乙</li></ul>", ["甲", "乙"]),
    ("<ol><li>建设</li><li><p>改造</p></li></ol>", ["1. 建设", "2. 改造"]),
    ("<ol start=3><li>建设</li></ol>", ["3. 建设"]),
    ("<ol><li>（一）建设</li><li>（二）改造</li></ol>", ["（一）建设", "（二）改造"]),
    ("<ol style='list-style: none'><li>建设</li></ol>", ["建设"]),
    ("<pre>甲\n乙</pre>", ["甲", "乙"]),
    ("<p>甲<script>var a = '乙';</script><style>p {}</style><!-- 丙 --></p>", ["甲"]),
    ("<p>甲</p><p style='display: none'>乙</p><p hidden>丙</p>", ["甲"]),
    ("<p>3 &lt; 5 &amp; ４＞２</p>", ["3 < 5 & ４＞２"]),
    ("<p>甲&#0;&#8203;&#2;乙&#xfdd0;丙</p>", ["甲\ufffd乙", "丙"]),
    ("<p><b>二、部门自查</b>\n各乡镇逐项检查。</p>", ["二、部门自查", "各乡镇逐项检查。"]),
    ("<p><strong>（一）自查。</strong>\n各乡镇逐项检查。</p>", ["（一）自查。各乡镇逐项检查。"]),
    ("<p>推进<b>二、三</b>\n产业发展。</p>", ["推进二、三产业发展。"]),
    ("<p>PM<sub>2.5</sub>浓度</p>", ["PM2.5浓度"]),
    ("<p>现印发给你们，请执行。　　一、总则</p>", ["现印发给你们，请执行。", "一、总则"]),
    ("<p>国家</p>\n<p>&nbsp;</p>\n<p>　</p>", ["国家"]),
]


@pytest.mark.parametrize(("markup", "paragraphs"), INLINE)
def test_block_elements_and_breaks_part_paragraphs(markup: str, paragraphs: list[str]) -> None:
    assert texts(f"<html><body>{markup}</body></html>") == paragraphs
    assert texts(f"<html><body><div id='zoom'>{markup}</div></body></html>") == paragraphs


def test_headings_keep_their_level() -> None:
    page = "<h1>方案</h1><h3><span>一、总则</span></h3><h2><p>二、任务</p></h2><p>甲</p>"
    blocks = blocks_of(f"<body>{page}</body>")
    assert [(block.kind, block.level, block.text) for block in blocks] == [
        ("heading", 1, "方案"),
        ("heading", 3, "一、总则"),
        ("heading", 2, "二、任务"),
        ("paragraph", 0, "甲"),
    ]


PAGES = {
    "system": f"<div class='nav'>首页</div><h1>{TITLE}</h1><div id='UCAP-CONTENT'>{BODY}</div>"
    "<div>友情链接</div>",
    "editor": f"<div class='header'>青石市政府网</div><div class='title'>{TITLE}</div>"
    f"<div class='info'>发布时间：2021-03-02 10:00 来源：市政府办</div>"
    f"<div class='TRS_Editor'><div class='Custom_UnionStyle'>{BODY}</div></div>"
    "<div class='share'>分享到：</div>",
    "general": f"<div class='content'><h1>{TITLE}</h1>{BODY}</div>"
    "<div class='right'><a href='#'>通知</a></div>",
    "layout table": "<table><tr><td>首页</td></tr><tr><td><table><tr><td class='b12c'>"
    f"<p>{TITLE}</p>{BODY}</td></tr></table></td></tr></table><div class='footer'>网站地图</div>",
    "unknown": f"<div class='a1'><a href='#'>首页</a><a href='#'>要闻</a><a href='#'>政策</a></div>"
    f"<div class='a2'><div class='a3'><h1>{TITLE}</h1>{BODY}</div>"
    f"<div class='a4'><ul><li><a href='#'>召开会议</a></li><li><a href='#'>开展调研</a></li>"
    f"<li><a href='#'>举办活动</a></li></ul></div></div><div class='footer'>版权所有：青石市人民政府</div>",
    "bare": f"<h1>{TITLE}</h1>{BODY}",
    "crumb": f"<div>当前位置：<a href='#'>首页</a> &gt; <a href='#'>政策</a> &gt; 正文</div><h1>{TITLE}</h1>"
    f"<div>2021-03-02 10:00 来源：市政府办 【字体：大 中 小】</div>{BODY}<div>【打印】 【关闭】</div>"
    "<div>扫一扫在手机打开当前页</div>",
    "swallowed": f"<div class='nav'>首页<h1>{TITLE}</h1>{BODY}",
    "hidden whole": f"<div style='display:none'><h1>{TITLE}</h1>{BODY}</div>",
    "title in the head": f"<title>{TITLE}_青石市人民政府</title><div id='zoom'>{BODY}</div>",
    "title for machines": f"<meta name='ArticleTitle' content='{TITLE}'><div id='zoom'>{BODY}</div>",
    "share inside": f"<div id='zoom'><h1>{TITLE}</h1>{BODY}<div class='bdsharebuttonbox'>微信</div>"
    "<div class='related'><a href='#'>解读</a></div></div>",
    "two parts": f"<div class='TRS_Editor'><h1>{TITLE}</h1><p>{LETTER[0]}</p></div>"
    + "<div class='TRS_Editor'>"
    + "".join(f"<p>{line}</p>" for line in LETTER[1:])
    + "</div>",
}


@pytest.mark.parametrize("markup", PAGES.values(), ids=PAGES)
def test_article_is_found_on_the_page(markup: str) -> None:
    assert texts(f"<!DOCTYPE html><html><body>{markup}</body></html>") == [TITLE, *LETTER]


def test_title_of_the_article_is_not_given_twice() -> None:
    split = TITLE[:9], TITLE[9:]
    page = f"<h1>{TITLE}</h1><div id='zoom'><p>{split[0]}</p><p>{split[1]}</p>{BODY}</div>"
    assert texts(page) == [*split, *LETTER]


def test_title_of_no_known_kind_is_the_one_that_the_page_bears() -> None:
    page = (
        "<html><head><title>青石市2021年十件民生实事 - 青石市人民政府</title></head>"
        "<body><h1>青石市人民政府</h1><h2>青石市2021年十件民生实事</h2>"
        f"<div id='zoom'>{BODY}</div></body></html>"
    )
    assert texts(page) == ["青石市2021年十件民生实事", *LETTER]


OUTSIDE = [
    # page without its article, what it gives as title and number
    (f"<p class=xl_title>{TITLE}</p><p>青石政发〔2023〕7号</p>", [TITLE, "青石政发〔2023〕7号"]),
    (
        f"<table><tr><td class=title>{TITLE}<tr><td>文号：青石政发〔2023〕7号</table>",
        [TITLE, "文号：青石政发〔2023〕7号"],
    ),
    (f"<title>{TITLE}_青石市人民政府</title>", [TITLE]),
    (
        "<title>节水工作新闻发布会_青石市人民政府</title><h1>节水工作新闻发布会实录</h1>",
        ["节水工作新闻发布会实录"],
    ),
]


@pytest.mark.parametrize(("head", "lines"), OUTSIDE)
def test_title_and_number_outside_the_article_are_kept(head: str, lines: list[str]) -> None:
    enclosure = "<p>青石市节水行动方案</p>"
    found = texts(f"<html>{head}<div id=zoom>{BODY}{enclosure}</div></html>")
    assert found == [*lines, *LETTER, "青石市节水行动方案"]


def test_number_that_the_article_bears_is_not_given_twice() -> None:
    number = "青石政发〔2023〕7号"
    page = f"<html><p class=title>{TITLE}</p><p>{number}</p><div id=zoom><p>{number}</p>{BODY}</div></html>"
    assert texts(page) == [TITLE, number, *LETTER]


METADATA = {
    "table": "<table><tr><td>索 引 号：</td><td>0000/2021-1</td>"
    "<td>发文字号：</td><td>青政发〔2021〕7号</td></tr><tr><td>发布机构：</td><td>青石市人民政府</td><td>成文日期：</td><td>2021-03-02</td></tr></table>",
    "list": "<ul><li>索 引 号：0000/2021-1</li><li>发文字号：青政发〔2021〕7号</li>"
    "<li>发布机构：青石市人民政府</li><li>成文日期：2021-03-02</li></ul>",
    "definitions": "<dl><dt>索 引 号：</dt><dd>0000/2021-1</dd><dt>发文字号：</dt><dd>青政发〔2021〕7号</dd>"
    "<dt>发布机构：</dt><dd>青石市人民政府</dd><dt>成文日期：</dt><dd>2021-03-02</dd></dl>",
}


@pytest.mark.parametrize("markup", METADATA.values(), ids=METADATA)
def test_index_table_of_the_page_is_kept(markup: str) -> None:
    page = f"<body>{markup}<h1>{TITLE}</h1><div id='zoom'>{BODY}</div></body>"
    blocks = blocks_of(page)
    assert [cell.text for cell in blocks[0].cells] == [
        "索 引 号：",
        "0000/2021-1",
        "发文字号：",
        "青政发〔2021〕7号",
        "发布机构：",
        "青石市人民政府",
        "成文日期：",
        "2021-03-02",
    ]
    assert [block.text for block in blocks[1:]] == [TITLE, *LETTER]


TASKS = (
    "<table><caption>任务分解表</caption><tr><th>序号</th><th>任务</th><th colspan=2>单位</th></tr>"
    "<tr><td rowspan=2>1</td><td><p>建设水库。</p><p>改造管网。</p></td><td>市水利局</td><td></td></tr>"
    "<tr><td>推广<br>滴灌</td><td>市农业农村局</td><td>2025年</td></tr></table>"
)


def test_cells_stand_at_the_top_left_of_what_they_cover() -> None:
    assert tables(f"<body><p>{TITLE}</p>{TASKS}</body>") == [
        [
            ("序号", 0, 0, 1, 1),
            ("任务", 0, 1, 1, 1),
            ("单位", 0, 2, 1, 2),
            ("1", 1, 0, 2, 1),
            ("建设水库。\n改造管网。", 1, 1, 1, 1),
            ("市水利局", 1, 2, 1, 1),
            ("", 1, 3, 1, 1),
            ("推广\n滴灌", 2, 1, 1, 1),
            ("市农业农村局", 2, 2, 1, 1),
            ("2025年", 2, 3, 1, 1),
        ]
    ]


def test_caption_stands_before_its_table() -> None:
    assert texts(f"<body>{TASKS}</body>")[0] == "任务分解表"


def test_data_table_in_layout_tables_is_found() -> None:
    inner = f"<table><tr><td><p>{TITLE}</p>{TASKS}</td></tr></table>"
    page = f"<body><table><tr><td>{inner}</td></tr></table></body>"
    assert len(tables(page)) == 1
    assert texts(page)[:2] == [TITLE, "任务分解表"]


LAYOUTS = [
    "<table><tr><td>{}</td></tr></table>",
    "<table><tr><td>{}</td></tr><tr><td></td></tr></table>",
    "<table role='presentation'><tr><td>{}</td><td>甲</td></tr><tr><td>乙</td><td>丙</td></tr></table>",
    "<table><tr><td>{}</td><td></td></tr></table>",
]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layout_table_is_what_it_holds(layout: str) -> None:
    page = f"<body>{layout.format(BODY)}</body>"
    assert tables(page) == []
    assert texts(page)[:4] == LETTER


def test_table_beside_an_article_is_layout() -> None:
    article = "".join(f"<p>第{number}段。{'推进高质量发展。' * 20}</p>" for number in range(12))
    page = f"<table><tr><td>栏目</td><td>服务</td></tr><tr><td>{article}</td><td>导航</td></tr></table>"
    assert tables(f"<body>{page}</body>") == []


def test_absurd_spans_are_cut() -> None:
    row = "<tr><td rowspan=99999 colspan=99999>甲</td><td rowspan=0>乙</td><td colspan='x'>丙</td></tr>"
    (cells,) = tables(f"<body><table>{row * 3}</table></body>")
    assert [cell[0] for cell in cells] == ["甲", "乙", "丙"] * 3
    assert all(row + rowspan <= 3 and colspan <= 200 for _, row, _, rowspan, colspan in cells)


def test_section_row_keeps_its_width() -> None:
    rows = "<tr><td>1</td><td>甲</td></tr><tr><td>2</td><td>乙</td></tr>"
    page = f"<table><tr><td colspan=2>一、水利</td></tr>{rows}</table>"
    assert tables(f"<body>{page}</body>")[0][0] == ("一、水利", 0, 0, 1, 2)


LABELS = [
    (b'<meta charset="GBK">', "GBK"),
    (b"<META HTTP-EQUIV='Content-Type' CONTENT='text/html;charset = gb2312'>", "gb2312"),
    (b'<?xml version="1.0" encoding="utf-8"?><html>', "utf-8"),
    (b"<html>", None),
]


@pytest.mark.parametrize(("head", "label"), LABELS)
def test_label_of_the_page(head: bytes, label: str | None) -> None:
    assert find_label(head) == label


@pytest.mark.parametrize("written", ["gb18030", "utf-8", "utf-16"])
@pytest.mark.parametrize("label", ["gb2312", "utf-8", "big5"])
def test_bytes_win_over_the_label(tmp_path: Path, written: str, label: str) -> None:
    path = tmp_path / "a.html"
    page = f"<html><head><meta charset='{label}'></head><body><h1>{TITLE}</h1>{BODY}</body></html>"
    path.write_bytes(page.encode(written))
    reading = read(path)
    assert (reading.format, reading.encoding) == ("html", written)
    assert [block.text for block in reading.blocks] == [TITLE, *LETTER]


def test_fragment_keeps_all_it_holds() -> None:
    flow = read_fragment("<table><tr><td>首页</td></tr></table><p>返回顶部</p>")
    blocks = build_blocks(Facts("md", None, flow, site=False))[0]
    assert [block.text for block in blocks] == ["首页", "返回顶部"]


BROKEN = [
    ("<html", []),
    ("<html><frameset>", []),
    ("<html><body><table><tr><td>甲", ["甲"]),
    ("<p>甲</b></i></div></p>", ["甲"]),
    ("<a<b<c>甲", ["甲"]),
    ("<body><table><p>甲</p><tr>乙<td>丙", ["甲", "乙", "丙"]),
    ("<body><p>甲<", ["甲<"]),
]


@pytest.mark.parametrize(("markup", "paragraphs"), BROKEN)
def test_broken_markup_is_read(markup: str, paragraphs: list[str]) -> None:
    assert texts(markup) == paragraphs


def test_markup_without_an_end_is_read_as_text() -> None:
    content, problems = read_page(
        "<body>" + "<div>" * 5000 + "<p>一、<b>总则</b></p><script>x</script>第一条"
    )
    assert isinstance(content, tuple) and [block.text for block in content] == ["一、总则", "第一条"]
    assert [problem.code for problem in problems] == ["broken-markup"]


def test_tag_of_a_million_attributes() -> None:
    page = "<body><p " + " ".join(f"a{number}=1" for number in range(200_000)) + ">甲</p></body>"
    assert texts(page) == ["甲"]
