"""--registry: names that an analyst adds reach every process, and decide what is done again."""

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from extractors.records import Document
from tests.here import zeren
from tests.test_cli import zeren_apart

PLAN = """青海省2024年重点工作要点

一、重点任务

（一）加快水利设施建设。新建小型水库3座。（牵头单位：省未产局；责任单位：省财政厅、青原阿里）

（二）提升林业治理能力。完善林长制。（牵头单位：青原阿里；责任单位：省公安厅）
"""
ADDITIONS = """
[[entry]]
name = "青原数据开发有限公司"
names = ["青原阿里"]
region = "630000"
examples = ["青原阿里 = 青原数据开发有限公司"]

[[entry]]
name = "未来产业"
forms = ["未产"]
kinds = ["局"]
examples = ["市未产局 = 云溪市未来产业局"]
"""

Run = Callable[..., CompletedProcess[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for number in range(3):
        (tmp_path / "in" / f"{number}.txt").write_text(PLAN + f"\n附注{number}。\n", encoding="utf-8")
    (tmp_path / "extra.toml").write_text(ADDITIONS, encoding="utf-8")
    return tmp_path


def documents(folder: Path) -> list[Document]:
    return [Document.from_json(path.read_bytes()) for path in sorted((folder / "out/documents").iterdir())]


def statuses(folder: Path) -> set[str]:
    lines = (folder / "out/index.jsonl").read_text(encoding="utf-8").splitlines()
    return {json.loads(line)["status"] for line in lines}


def extract(folder: Path, *options: str, run: Run = zeren) -> None:
    result = run("extract", "in", "--output", "out", *options, folder=folder)
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize("jobs", ["2", pytest.param("1", marks=pytest.mark.long)])
def test_added_names_are_found_and_resolved_in_every_process(folder: Path, jobs: str) -> None:
    extract(folder, "--registry", "extra.toml", "--jobs", jobs, run=zeren_apart)
    for document in documents(folder):
        assert [[unit.agency for unit in task.assignments] for task in document.tasks] == [
            ["630000-青海省未来产业局", "630000-青海省财政厅", "630000-青原数据开发有限公司"],
            ["630000-青原数据开发有限公司", "630000-青海省公安厅"],
        ]
        assert all(agency.resolved for agency in document.agencies)


def test_other_names_are_another_version(folder: Path) -> None:
    extract(folder)
    assert [agency.resolved for agency in documents(folder)[0].agencies if "未产" in agency.id] == [False]
    for options, status in [
        (["--registry", "extra.toml"], "done"),
        (["--registry", "extra.toml"], "unchanged"),
        ([], "done"),
    ]:
        extract(folder, *options)
        assert statuses(folder) == {status}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "No such file or directory"),
        (b"\xff\xfe[", "is not UTF-8"),
        (b"[[entry", "no TOML"),
        ('[[entry]]\nname = "甲局"\nexamples = ["乙局 = 甲局"]'.encode(), "entry 1, 甲局: 乙局 gives "),
    ],
)
@pytest.mark.parametrize(
    "command",
    [["extract", "in", "--output", "out"], ["show", "in/0.txt"], ["ledger", "in", "--all"]],
    ids=lambda command: command[0],
)
def test_a_bad_file_is_named_and_nothing_is_done(
    folder: Path, command: list[str], content: bytes | None, message: str
) -> None:
    if content is not None:
        (folder / "bad.toml").write_bytes(content)
    result = zeren(*command, "--registry", "bad.toml", folder=folder)
    assert (result.returncode, result.stdout) == (2, "")
    assert f"argument --registry: bad.toml: {message}" in result.stderr
    assert not (folder / "out").exists()


def test_show_ledger_and_tasks_know_them_too(folder: Path) -> None:
    shown = zeren("show", "in/0.txt", "--registry", "extra.toml", folder=folder)
    assert "青原阿里" in shown.stdout
    extract(folder, "--registry", "extra.toml")
    asked = ["ledger", "out", "--agency", "青海省未产局", "--output", "a.xlsx"]
    assert zeren(*asked, folder=folder).returncode == 2
    found = zeren(*asked, "--registry", "extra.toml", folder=folder)
    assert found.stdout == "a.xlsx: 青海省未来产业局, 3 entries\n"
    asked = ["tasks", "out", "--agency", "青海省未产局", "--format", "csv"]
    assert zeren(*asked, folder=folder).returncode == 2
    assert len(zeren(*asked, "--registry", "extra.toml", folder=folder).stdout.splitlines()) == 4


def test_a_file_saved_with_a_byte_order_mark_is_read(folder: Path) -> None:
    (folder / "extra.toml").write_text(ADDITIONS, encoding="utf-8-sig")
    extract(folder, "--registry", "extra.toml")
