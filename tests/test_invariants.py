"""The contract's invariants, over every sample, every real document, and documents that a grammar makes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.layout import Block, Cell
from extractors.records import Document
from pipeline.batch import load
from tests.conftest import ROOT
from tests.documents import outcome_at
from tests.invariants import find_broken
from tests.texts import build, document_of, tasks_of
from tests.write_golden import find_samples

SAMPLES = find_samples()
REAL = sorted((ROOT.parent / "shared" / "corpus").glob("*"))


def read_at_once(name: str) -> bool:
    """Tell whether a file needs no reading of pictures, which takes minutes."""
    return "scan" not in name


def check(path: Path) -> None:
    document = outcome_at(path)
    if not isinstance(document, Document):
        pytest.skip(f"not read: {document.code}")
    assert find_broken(document) == []
    again = load(path)
    assert isinstance(again, Document)
    assert again.to_json() == document.to_json()


@pytest.mark.parametrize("name", [*filter(read_at_once, sorted(SAMPLES))])
def test_samples(name: str) -> None:
    check(SAMPLES[name])


@pytest.mark.parametrize("path", [p for p in REAL if read_at_once(p.name)], ids=lambda p: p.name)
def test_real_documents(path: Path) -> None:
    check(path)


def test_the_order_of_sets_does_not_show() -> None:
    """A process with another seed of hashes writes the same bytes."""
    names = ["danwei-zhize-2024.txt", "neilao-zhili-2022.txt", "yingshang-sannian-2023.md"]
    program = (
        "import sys, pathlib; from pipeline.batch import load\n"
        "from hashlib import sha256\n"
        "for p in map(pathlib.Path, sys.argv[1:]):\n"
        "    print(sha256(load(p).to_json().encode()).hexdigest())"
    )
    paths = [str(SAMPLES[name]) for name in names]
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program, *paths],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
    assert outputs.pop().count(b"\n") == len(paths)


# A grammar of documents: numberings, sentences, carriers of units, tables, and junk.

HAN = [*"一二三四五六七八九", *(f"十{ones}" for ones in ["", *"一二三四五六七八九"])]
STYLES = (
    "{han}、",
    "（{han}）",
    "({han})",
    "{n}.",
    "{n}．",
    "{n}、",
    "（{n}）",
    "{n}）",
    "{circled}",
    "任务{han}：",
    "第{han}章 ",
)
HEADINGS = (
    "总体要求",
    "发展目标",
    "重点任务",
    "保障措施",
    "工作回顾",
    "市水利局",
    "推进管网改造",
    "加快河道整治，改善水质",
)
SENTENCES = (
    "更换旧管120公里。",
    "建成水厂2座，供水率达到95%以上。",
    "2025年底前完成。",
    "投入1.5亿元。",
    "一是清淤，二是护岸。",
    "落实《云岭省节水条例》。",
    "按照（三）项办理。",
    "由市水利局牵头，市财政局参加。",
    "各县（市、区）要抓好落实。",
    "具体措施：",
)
NAMES = (
    *("市水利局", "市财政局", "省发展改革委", "各县（市、区）政府"),
    *("市住建局（市人防办）", "有关部门", "国网青石供电公司", "公安局"),
)
SEPARATORS = ("、", "，", "；", "和", " ")
SAYINGS = (
    *("{}负责", "{}牵头", "{}配合", "责任单位：{}", "{}"),
    *("牵头单位：{}；责任单位：市公安局", "{}等单位按职责分工负责，6月底前完成"),
)
CARRIERS = ("（{}）", "\n（{}）", "\n{}", "［{}］", "【{}】", "{}", "({}")
JUNK = (
    *("（", "）", "[", "：", "\u3000\u3000", "\t", "1.", "一、", "《"),
    *("。。", "ABC", "１２．５％", "责任单位：", "…", "\u200b", "😀"),
)
TITLES = (
    *("", "青石市节水行动方案\n", "青石市2023年统计公报\n"),
    "关于印发青石市节水行动方案的通知\n各区人民政府：\n",
)
SIGNS = "一二（）()[]【】、，。；：:1.2３牵头责任单位市局\n \t"

pick = st.sampled_from
junk = st.one_of(
    pick(JUNK), st.text(alphabet="一二（）()[]【】、，。；：:1.2３牵头责任单位市局\n \t", max_size=12)
)
lists = st.lists(pick(NAMES), min_size=1, max_size=4)
units = st.builds(lambda names, by: by.join(names), lists, pick(SEPARATORS))
carriers = st.builds(
    lambda carrier, saying, names: carrier.format(saying.format(names)), pick(CARRIERS), pick(SAYINGS), units
)
tables = st.lists(st.tuples(*[pick([*HEADINGS[4:], "1", "", "市水利局、市财政局"])] * 3), max_size=4).map(
    lambda rows: [("序号", "工作任务", "责任单位"), *rows]
)


def number(style: str, count: int) -> str:
    at = min(count, 18)
    return style.format(han=HAN[at], n=count + 1, circled=chr(0x2460 + at))


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Return a text whose items are numbered in up to three styles, with junk here and there."""
    styles = draw(st.lists(pick(STYLES), min_size=1, max_size=3, unique=True))
    pieces = [draw(pick(TITLES))]
    counts = [0] * len(styles)
    for _ in range(draw(st.integers(0, 9))):
        depth = draw(st.integers(0, len(styles) - 1))
        counts = [*counts[: depth + 1], *[0] * (len(styles) - depth - 1)]
        pieces.append(number(styles[depth], counts[depth]))
        counts[depth] += 1
        parts = st.one_of(pick(HEADINGS), pick(SENTENCES), carriers, junk)
        pieces += draw(st.lists(parts, max_size=4))
        pieces.append(draw(pick(["\n", "\n", "\n", "", "。"])))
    return "".join(pieces)


@st.composite
def block_lists(draw: st.DrawFn) -> list[Block]:
    """Return the paragraphs of a text, with tables and headings between them."""
    blocks: list[Block] = []
    for line in draw(texts()).split("\n"):
        level = draw(st.integers(0, 3))
        blocks.append(Block("heading" if level else "paragraph", line, level=level))
        if draw(st.integers(0, 5)) == 0:
            rows = draw(tables)
            cells = tuple(Cell(words, y, x) for y, row in enumerate(rows) for x, words in enumerate(row))
            blocks.append(Block("table", cells=cells))
    return blocks


SETTINGS = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


ONCE_BROKEN = [
    "青石市节水行动方案\n1.市水利局\n2.市财政局",
    "青石市节水行动方案\n改造管网。\n（市水利局负责）整治河道（市公安局负责）",
]


@pytest.mark.parametrize("text", ONCE_BROKEN)
def test_what_once_broke(text: str) -> None:
    assert find_broken(document_of(text)) == []


@SETTINGS
@given(texts())
def test_texts(text: str) -> None:
    document = document_of(text)
    assert find_broken(document) == []
    assert document_of(text) == document


@SETTINGS
@given(block_lists())
def test_blocks(blocks: list[Block]) -> None:
    assert find_broken(build(blocks)) == []


@SETTINGS
@given(texts())
def test_texts_with_the_language_tools(text: str) -> None:
    document = document_of(text, nlp=True)
    assert find_broken(document) == []
    assert document_of(text, nlp=True).to_json() == document.to_json()


@SETTINGS
@given(st.text(max_size=200))
def test_any_characters(text: str) -> None:
    assert find_broken(build([Block("paragraph", line) for line in text.splitlines()])) == []


ROLES = {"牵": "{}牵头", "责": "{}负责", "配": "{}配合", "督": "{}指导"}
BODIES = (
    "市水利局",
    "市财政局",
    "市公安局",
    "各县（市、区）政府",
    "国网青石供电公司",
    "市委宣传部",
    "高新区管委会",
)
TOPICS = ("改造管网", "整治河道", "建设水厂", "推广节水器具", "完善台账")
PAIRS = (
    ("{han}、", "（{han}）"),
    ("（{han}）", "{n}."),
    ("{n}.", "（{n}）"),
    ("{han}、", "{n}．"),
    ("第{han}章 ", "{n}、"),
)


@st.composite
def plans(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Return a plan in a regular style, and its tasks."""
    outer, inner = draw(pick(PAIRS))
    lines, expected = ["青石市节水行动方案"], []
    for chapter in range(draw(st.integers(1, 4))):
        lines.append(f"{number(outer, chapter)}推进供水保障工程{chapter + 1}")
        for item in range(draw(st.integers(2, 5))):
            topic = draw(pick(TOPICS))
            bodies = draw(st.lists(pick(BODIES), min_size=1, max_size=4, unique=True))
            roles = [draw(pick(list(ROLES))) for _ in bodies]
            said = "，".join(ROLES[role].format(body) for role, body in zip(roles, bodies, strict=True))
            lines.append(f"{number(inner, item)}{topic}。抓好日常巡查。（{said}）")
            units = " ".join(f"{role}:{body}" for role, body in zip(roles, bodies, strict=True))
            printed = number(inner, item).rstrip("、.．")
            expected.append(f"{printed} {topic} [{units}]")
    return "\n".join(lines), expected


@SETTINGS
@given(plans())
def test_plans_come_back(plan: tuple[str, list[str]]) -> None:
    text, expected = plan
    assert tasks_of(text) == expected
