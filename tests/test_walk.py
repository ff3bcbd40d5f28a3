"""What all commands say in Chinese holds no English, and in English no code stands alone."""

import io
import re
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path

import pytest

from pipeline import cli
from scripts import messages
from tests.here import zeren
from tests.test_language import helps

pytestmark = pytest.mark.usefixtures("in_process")
PLAN = """临溪市2024年{0}工作要点

一、重点任务
1.推进{0}治理。新建水库3座，到2024年底覆盖率达到95%以上。（牵头单位：市水利局；责任单位：市财政局、桐岭甲乙公司）
2.完善{0}制度。（市水利局牵头，市教育局、市交通局按职责分工负责）
4.改造老旧小区20个。市文旅集团抓好落实。
"""
CORRECTIONS = [
    "{",
    "[]",
    '{"schema_version": "2"}',
    '{"schema_version": "1"}',
    '{"schema_version": "1", "colour": 1}',
    '{"schema_version": "1", "document": "x", "record": "task", "change": "set", "who": "", "when": "x"}',
    '{"schema_version": "1", "document": 7, "record": "who", "change": "set", "who": "", "when": "x"}',
]
WRONG = """
what|show|show nowhere|extract|graph|graph . --format x|tasks . --due x|tasks . --limit x|tables . --year x
tables nowhere|review|review sample . --n 0|agencies . --min-confidence 7|page x.pdf --page 1 --output y
audit nowhere|review sample . --seed x|extract x --jobs 9999|corrections check nowhere
"""
"""Commands as people give them wrongly."""
ALLOWED = frozenset(
    re.findall(
        r"\w+",
        """
    agencies agree all alpha audit auto bash bodies central check cohen completion confidence config
    cooperating cascade conll convert cooperation dev docbin eval export fish iob jieba merge
    files shards source spacy status stdin test track train
    corrections csv cytoscape doccano document documents docx duckdb entry excel extract extractors file
    folder gexf git graph graphml graubard hierarchy html import index iso json jsonl kappa kind kish
    korn krippendorff label lead ledger ledgers lexicons libreoffice list louvain markdown merge month
    lineage implements continues
    name names neo nltk nowhere ods ofd outputs page papers parquet pdf png propose python quarter
    region registry report responsibility responsible review rtf sample schema sha show studio
    supervising table tables targets tasks text toml unicode url utf what wilson wps xls xlsx xml zeren
    """,
    )
)
"""Names of formats, programs, files, commands and people; words that a person types."""
WORD = re.compile(r"[A-Za-z]{3,}")
TYPED = re.compile(
    r"\([a-z]+(?:-[a-z]+)*\)|`[^`]*`|--[a-z-]+|\{[a-z0-9_,-]+\}|'[^'\s]*'|“[^”]*”|"
    r"[\w./…-]*[./…\\][\w./…-]*|\b[A-Z|\[\]-]{1,}\b|[0-9a-f]{16}\S*"
)
"""What stands for itself: a code in brackets, quoted, an option, choices, a path, capitals, an id."""


def said(language: str, *arguments: object) -> str:
    """Return all that a command says."""
    out = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(out):
        patch.setenv("ZEREN_LANG", language)
        patch.setenv("COLUMNS", "100")
        with suppress(SystemExit):
            cli.run([str(argument) for argument in arguments])
        cli.speak("en")
    return out.getvalue()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("walk")
    (folder / "in").mkdir()
    for name in ("水土", "湿地"):
        (folder / "in" / f"{name}.txt").write_text(PLAN.format(name), encoding="utf-8")
    (folder / "in" / "同文.md").write_text(PLAN.format("水土"), encoding="utf-8")
    (folder / "in" / "空.txt").write_text("", encoding="utf-8")
    (folder / "in" / "公告.txt").write_text("关于放假的通知\n\n各科室：\n\n10月1日放假。", encoding="utf-8")
    (folder / "坏.jsonl").write_text("\n".join(CORRECTIONS), encoding="utf-8")
    return folder


def commands(corpus: Path, out: Path) -> Iterator[tuple[object, ...]]:
    """Yield commands as people give them, right and wrong."""
    yield "extract", corpus / "in", "--output", out
    yield "extract", corpus / "in", "--output", out, "--corrections", corpus / "坏.jsonl"
    yield from (("show", path) for path in sorted((out / "documents").iterdir()))
    yield from (
        (name, out) for name in ("audit", "agencies", "tasks", "targets", "graph", "tables", "ledger")
    )
    yield "ledger", out
    yield "ledger", out, "--agency", "市水力局"
    yield "ledger", out, "--agency", "市水利局", "--by", "month"
    yield "agencies", out, "--unresolved"
    yield "tables", out, "--format", "xlsx"
    yield "review", "sample", out, "--format", "csv", "--output", out / "s.csv"
    yield "review", "import", out / "s.csv", "--output", out / "c.jsonl"
    yield "review", "report", out / "s.csv"
    yield "review", "agree", out / "s.csv", out / "s.csv"
    yield from (("corrections", each, corpus / "坏.jsonl") for each in ("list", "check", "propose"))
    yield "report", out, "--output", out / "r.html"
    yield ()
    yield from (tuple(each.split()) for line in WRONG.split("\n") for each in line.split("|") if each)


def english_in(text: str) -> set[str]:
    """Return the words of English that are no names."""
    return {word for word in WORD.findall(TYPED.sub(" ", text)) if word.lower() not in ALLOWED}


@pytest.mark.long
def test_chinese_holds_no_english(corpus: Path, tmp_path: Path) -> None:
    found = []
    for arguments in commands(corpus, tmp_path / "out"):
        text = said("zh", *arguments).replace(str(tmp_path), "").replace(str(corpus), "")
        text = re.sub(r"^(用法：.*\n)( {4,}.*\n)*", "", text, flags=re.MULTILINE)
        text = re.sub(r"^(name|names|region|examples) = .*", "", text, flags=re.MULTILINE)
        found += [f"{arguments[:3]}: {english_in(text)}"] if english_in(text) else []
    assert not found, "\n".join(found)


def test_helps_hold_no_english_either() -> None:
    found = []
    for name, text in helps("zh").items():
        text = re.sub(r"^(用法：.*\n)( {4,}\S.*\n)*", "", text)
        found += [f"{name}: {english_in(text)}"] if english_in(text) else []
    assert not found, "\n".join(found)


@pytest.mark.long
def test_english_shows_no_code_alone(corpus: Path, tmp_path: Path) -> None:
    """A code is told in words, or stands before its message, or in brackets after it."""
    codes = sorted((code for code in messages.find_terms() if "-" in code), key=len, reverse=True)
    alone = re.compile(rf"(?<![\w-])({'|'.join(codes)})(?![\w-])(?!: [A-Z0-9])(?!\))")
    for arguments in commands(corpus, tmp_path / "out"):
        text = said("en", *arguments).replace("problem equal-text", "")
        assert not alone.findall(text), arguments


def test_a_process_of_its_own_speaks_chinese_too(tmp_path: Path) -> None:
    last = zeren("tables", tmp_path / "不在", "--lang", "zh").stderr.splitlines()[-1]
    assert "错误" in last and not english_in(last)
