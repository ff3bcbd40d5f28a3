"""The page around a document: each entry of the lexicon by its own examples, and what is dropped where."""

import re
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from extractors.folding import fold
from extractors.lexicons import load
from pipeline.structure.boilerplate import build_rules, find_document, is_documentary, is_title

ENTRIES = load("boilerplate")
PATTERNS = [entry for entry in ENTRIES if "pattern" in entry]
MARKUP = [entry for entry in ENTRIES if "selectors" in entry]
TITLE = "青石市人民政府关于印发《青石市数字经济发展行动方案》的通知"
LETTER = [
    TITLE,
    "各县（区）人民政府：",
    "现将方案印发给你们，请认真贯彻执行。",
    "青石市人民政府",
    "2021年3月2日",
]


def name(entry: dict[str, Any]) -> str:
    return f"{entry['kind']} {entry['name']}"


def reads(entry: dict[str, Any], text: str) -> bool:
    """Return True if the entry, alone, matches the line or an element of the markup."""
    if "pattern" in entry:
        rules = build_rules([entry])
        return bool(getattr(rules, entry["kind"]).fullmatch(fold(text).strip()))
    return bool(LexborHTMLParser(text).css(",".join(entry["selectors"])))


@pytest.mark.parametrize("entry", ENTRIES, ids=name)
def test_entry_reads_its_examples_alone(entry: dict[str, Any]) -> None:
    assert [text for text in entry["examples"] if not reads(entry, text)] == []
    assert [text for text in entry["rejects"] if reads(entry, text)] == []


def test_entries_are_named_once() -> None:
    assert len({name(entry) for entry in ENTRIES}) == len(ENTRIES)


@pytest.mark.parametrize("entry", PATTERNS, ids=name)
def test_patterns_take_linear_time(entry: dict[str, Any]) -> None:
    """No repetition within a repetition without a bound."""
    assert not re.search(r"[*+][)][*+]", entry["pattern"])


DROPPED = [
    # what stands around, where the letter begins
    (["首页 > 政务公开 > 正文"], ["返回顶部"]),
    (["首页 要闻 政策 服务", "当前位置：首页>政策", "发布时间：2021-03-03 10:22 来源：市政府办"], []),
    (["【字体：大 中 小】", "浏览次数：31"], ["【打印本页】 【关闭窗口】", "扫一扫在手机打开当前页"]),
    ([], ["责任编辑：王某", "相关阅读：", "青石市数字经济发展图解", "青石市召开数字经济推进会"]),
    ([], ["上一篇：关于开展督查的通知", "下一篇：没有了", "版权所有：青石市人民政府", "云ICP备00000000号"]),
    (
        [],
        [
            "免责声明：本站转载出于传递信息之目的。",
            "凡来源注明本站的内容，未经授权不得转载。",
            "展开全文",
            "3",
            "收藏",
        ],
    ),
    (["【法宝引证码】 CLI.00.000", "原文链接：https://law.example.org/0.html", TITLE], []),
    (
        [
            "首页 > 市场 > 正文",
            "重磅!青石市发布数字经济方案",
            "2021-03-05 08:00 来源: 某网",
            "近日，青石市人民政府印发《青石市数字经济发展行动方案》，提出到2025年规模翻番。",
        ],
        ["特别声明:本网转载其他网站内容，仅供参考。", "打开某某新闻APP，看本地要闻", "今日", "新闻排行榜"],
    ),
    (["日前，青石市人民政府印发了行动方案，全文如下："], []),
]


@pytest.mark.parametrize(("above", "below"), DROPPED)
def test_lines_of_the_page_are_dropped(above: list[str], below: list[str]) -> None:
    lines = [*above, *LETTER, *below]
    assert [lines[at] for at in find_document(lines)] == LETTER


KEPT = [
    LETTER,
    # a document that ends in its last task
    [*LETTER, "一、加强领导", "责任单位：市财政局"],
    [*LETTER, "附件：1.任务清单", "2.联系表"],
    # what only looks like a page's
    [
        *LETTER,
        "（联系人：王某；电话：0000-123）",
        "抄送：市委办公室",
        "青石市人民政府办公室　2021年3月2日印发",
    ],
    ["近日，青石市", "一、总则", "二、任务"],
]


@pytest.mark.parametrize("lines", KEPT)
def test_lines_of_the_document_are_kept(lines: list[str]) -> None:
    assert [lines[at] for at in find_document(lines)] == lines


def test_title_above_the_source_line_is_kept() -> None:
    lines = ["首页 > 正文", TITLE, "2021-03-03 10:22 来源：市政府办", *LETTER[1:]]
    assert [lines[at] for at in find_document(lines)] == LETTER


def test_title_over_two_lines_is_kept_whole() -> None:
    title = ["青石市人民政府关于印发", "青石市数字经济发展行动方案的通知"]
    lines = ["首页 > 正文", "2021-03-03 10:22", *title, *LETTER[1:]]
    assert [lines[at] for at in find_document(lines)] == [*title, *LETTER[1:]]


def test_labels_of_the_page_are_kept() -> None:
    labels = ["索 引 号：0000/2021-1", "发布机构：青石市人民政府"]
    lines = ["首页 > 正文", *labels, "浏览次数：1", *LETTER]
    assert [lines[at] for at in find_document(lines)] == [*labels, *LETTER]


def test_items_after_a_list_of_links_are_kept() -> None:
    lines = [*LETTER, "相关链接：", "二、重点任务", "（一）加强领导。"]
    assert [lines[at] for at in find_document(lines)] == lines


def test_page_numbers_go_anywhere() -> None:
    lines = [*LETTER[:3], "— 1 —", *LETTER[3:], "第2页 共2页"]
    assert [lines[at] for at in find_document(lines)] == LETTER


TITLES = [
    ("关于印发《青石市养老服务体系建设规划》的通知", True),
    ("青石市2021年工作要点", True),
    ("青石市节约用水条例（试行）", True),
    ("各县（区）人民政府：", False),
    ("请认真贯彻执行本方案。", False),
    ("网站地图", False),
]


@pytest.mark.parametrize(("line", "expected"), TITLES)
def test_titles_end_in_a_kind_of_document(line: str, expected: bool) -> None:
    assert is_title(line) is expected


LINES = [
    ("青政发〔2021〕7号", True),
    ("二〇二一年三月二日", True),
    ("（一）加强领导", True),
    ("网站帮助", False),
]


@pytest.mark.parametrize(("line", "expected"), LINES)
def test_documentary_lines(line: str, expected: bool) -> None:
    assert is_documentary(line) is expected
