"""The language in which commands speak: how it is chosen, and that nothing is left without Chinese."""

import ast
import json
import re
import tomllib
from pathlib import Path
from typing import TypeGuard

import pytest

from pipeline.language import CODES, LANGUAGES, choose_language, speak, told, told_field
from pipeline.widths import width
from scripts import messages
from tests.here import zeren

GAP = re.compile(r"\{\w*(?:!r)?\}|%\(\w+\)[rs]|%[rs]")


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "en"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "zh_TW"}, "zh"),
        ([], {"LANG": "de_DE.UTF-8"}, "en"),
        ([], {"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ([], {"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh"),
        ([], {"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN.GB18030"}, "zh"),
        ([], {"LANG": "zh_CN.UTF-8", "LANGUAGE": "en"}, "en"),
        ([], {"LANG": "en_US.UTF-8", "LANGUAGE": "de:zh_CN:en"}, "zh"),
        ([], {"LANG": "C.UTF-8", "LANGUAGE": "zh"}, "en"),
        ([], {"LANG": "en_US.UTF-8", "ZEREN_LANG": "zh"}, "zh"),
        ([], {"LC_ALL": "zh_CN.UTF-8", "LANGUAGE": "zh", "ZEREN_LANG": "en"}, "en"),
        (["--lang", "zh", "show"], {}, "zh"),
        (["show", "--lang=zh", "a"], {"LANG": "en_US"}, "zh"),
        (["show", "--lang", "en"], {"ZEREN_LANG": "zh"}, "en"),
        (["show", "--", "--lang", "zh"], {}, "en"),
        (["show", "--lang"], {}, "en"),
        (["show", "--lang", "klingon"], {"LANG": "zh_CN"}, "zh"),
    ],
)
def test_the_language(arguments: list[str], environment: dict[str, str], language: str) -> None:
    assert choose_language(arguments, environment) == language


@pytest.mark.long
def test_no_file_of_the_catalogue_is_stale() -> None:
    catalog = messages.brought_up(messages.read(), messages.gather())
    said = {message.id for message in catalog if message.id}
    assert {message.id for message in messages.read() if message.id} == said
    assert messages.TEMPLATES.read_text(encoding="utf-8").splitlines() == messages.find_templates()
    assert messages.PO.with_suffix(".mo").read_bytes() == messages.as_mo(messages.read())


def test_every_message_has_chinese() -> None:
    empty = [message.id for message in messages.read() if message.id and not any(strings(message.string))]
    assert empty == []


def strings(string: str | tuple[str, ...]) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else string


def test_no_translation_breaks_what_is_put_into_it() -> None:
    for message in messages.read():
        assert list(message.check()) == []
        if message.id and isinstance(message.id, str):
            assert set(GAP.findall(message.id)) == set(GAP.findall(str(message.string))), message.id


def helps(language: str, *command: str) -> dict[str, str]:
    """Return what `--help` of the command and of those within it says, at 80 columns."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ZEREN_LANG", language)
        said = zeren(*command, "--help", columns=80).stdout
    found = {" ".join(command): said}
    inner = said.partition("\n  COMMAND\n")[2].split("\n")
    for name in (line.split()[0] for line in inner if line.startswith("    ") and line[4] != " "):
        found |= helps(language, *command, name)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_helps_fit_a_terminal(language: str) -> None:
    found = helps(language)
    assert len(found) > 9
    for name, text in found.items():
        lines = text.splitlines()
        assert lines[0].startswith(f"{'usage:' if language == 'en' else '用法：'} zeren {name}"), name
        assert max(map(width, lines)) <= 80, name


def test_helps_are_chinese() -> None:
    for name, text in helps("zh").items():
        for line in text.splitlines():
            prose = re.sub(r"`[^`]*`|[\w./-]*[./-][\w./-]*|\b[A-Z|]{2,}\b", "", line)
            assert not re.search(r"\b[a-z]{3,} [a-z]{2,}\b", re.sub(r"zeren \w+", "", prose)), (name, line)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["show"], "错误：缺少参数：FILE"),
        (["show", "nowhere"], "错误：没有 nowhere"),
        (["what"], "不在可选项之内"),
        (["graph", ".", "--limit"], "不认识的参数：--limit"),
        (["agencies", ".", "--limit", "x"], "参数 --limit：'x' 不是 1 以上的整数"),
    ],
)
def test_wrong_usage_is_told_in_chinese(arguments: list[str], said: str) -> None:
    result = zeren(*arguments, "--lang", "zh")
    assert result.returncode == 2
    assert said in result.stderr and result.stderr.startswith("用法： zeren")
    assert zeren("show").stderr.startswith("usage: zeren show [-h]")


@pytest.mark.parametrize(
    ("message", "chinese"),
    [
        ("Number 3 of a sequence was not found.", "连续编号中缺第 3 项。"),
        ("3 names of bodies beside a role word: in no record.", "在角色用语旁的3个单位名称没有提取。"),
        ("unread-items: 2 of 3", "有条目没有读出：3 中有 2"),
        ("not-a-plan: notice of an event", "不是部署性文件：活动通知"),
        ("number: date", "数字：日期"),
        ("lead", "牵头"),
        ("The correction by 甲 of 2026-01-01, add task at “推进”, is not applied: its task is removed.",
         "甲于 2026-01-01 在“推进”处的更正（增补任务）没有应用：所属任务已删去。"),
        ("The correction by ? of 2026-01-01, set title, is not applied: its words are not there any more.",
         "?于 2026-01-01 的更正（改正标题）没有应用：原文中已没有这些文字。"),
        ("牵头单位 is built as a label, and its role is not known: read as responsible.",
         "“牵头单位”形似责任标签，但角色不明，按责任单位读取。"),
        ("something that nobody says", "something that nobody says"),
        ("", ""),
    ],
)  # fmt: skip
def test_what_was_read_is_told_in_chinese(message: str, chinese: str, spoken_chinese: None) -> None:
    assert told(message) == chinese


def test_messages_are_told_as_they_are_in_english() -> None:
    assert told("lead") == "lead"
    assert told("Number 3 of a sequence was not found.") == "Number 3 of a sequence was not found."


def test_codes_are_told_in_words_in_english() -> None:
    codes = {term for term in messages.find_terms() if "-" in term}
    assert codes == set(tomllib.loads(CODES.read_text(encoding="utf-8")))
    assert told("few-unread-units: 1 of 27") == "a few units were not read: 1 of 27"
    assert told("not-a-plan: notice of an event") == "no plan: notice of an event"
    assert told("no-such-code: 1") == "no-such-code: 1"


def test_show_speaks_chinese_and_files_english(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "临溪市2024年工作要点\n\n一、重点任务\n\n1.新建水库3座。（牵头单位：市水利局；责任单位：市财政局）\n\n"
        "3.改造老旧小区20个。（牵头单位：市住房城乡建设局）",
        encoding="utf-8",
    )
    shown = zeren("show", tmp_path / "a.txt", "--lang", "zh").stdout
    assert all(
        word in shown
        for word in ("任务", "牵头", "责任", "读取结果：", "没有读出的内容", "连续编号中缺第 2 项")
    )
    assert not re.search(r"[a-z]{3,} [a-z]{3,}", shown)
    zeren("extract", tmp_path / "a.txt", "--output", tmp_path / "out", "--lang", "zh")
    (path,) = (tmp_path / "out" / "documents").iterdir()
    problems = json.loads(path.read_text(encoding="utf-8"))["problems"]
    assert any(problem["message"] == "Number 2 of a sequence was not found." for problem in problems)


def test_no_message_is_hidden_from_those_who_gather_them(root: Path) -> None:
    for path in (root / "pipeline").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                assert not any(map(is_marked, ast.walk(node))), f"{path}, {node.lineno}: within an f-string"
            assert not (is_call(node) and isinstance(node.args[0], ast.JoinedStr)), f"{path}, {node.lineno}"


def is_call(node: ast.AST) -> TypeGuard[ast.Call]:
    """Return whether something passes gettext here."""
    named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in messages.MARKS
    return named and bool(node.args)


def is_marked(node: ast.AST) -> bool:
    return is_call(node) and isinstance(node.args[0], ast.Constant)


def test_a_field_and_a_word_of_the_contract_of_one_name_are_told_apart() -> None:
    speak("zh")
    try:
        names = [told_field(name) for name in ("baseline", "baseline.raw", "told_for", "number", "title")]
        words = [told(word) for word in ("baseline", "empty")]
    finally:
        speak("en")
    assert names == ["基期", "基期·原文", "所属期间", "序号", "标题"]
    assert words == ["基数", "文字过少"] and told_field("baseline.raw") == "baseline.raw"
