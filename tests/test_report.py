"""What a run tells."""

import csv
import os
import pty
import sys
from collections import Counter
from pathlib import Path

import pytest

from extractors.records import Appraisal, Grade
from pipeline.index import Counts, Failure, IndexLine, Status
from pipeline.report import LIST, print_report, progress, summarize
from pipeline.widths import width

COUNTS = Counts(tasks=2, assignments=5, targets=3, goals=1, problems=4)


def make_line(path: str, document: str | None, status: Status = "done") -> IndexLine:
    error = None if document else Failure(code="empty-file", message="The file is empty.")
    counts = COUNTS if document else None
    grade: Grade = "poor" if document == "2" else "good"
    reading = Appraisal(grade=grade, reasons=("no-tasks",) if document == "2" else ()) if document else None
    return IndexLine(
        folder="in",
        path=path,
        document=document,
        status=status,
        counts=counts,
        reading=reading,
        error=error,
    )


LINES = (
    make_line("a.txt", "1"),
    make_line("b.txt", "1"),
    make_line("c.txt", "2", "unchanged"),
    make_line("d.txt", None, "failed"),
)


def test_figures_count_a_document_once() -> None:
    assert summarize(LINES) == {
        "documents": 2,
        "unchanged": 1,
        "tasks": 4,
        "assignments": 10,
        "targets": 6,
        "problems": 8,
        "poor": 1,
        "failures": 1,
    }


def test_a_run_without_documents_is_all_zero() -> None:
    assert set(summarize(()).values()) == {0}


def test_the_table_goes_out_and_failures_to_errors(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    print_report(LINES, Counter({".pdf": 2, "": 1}), tmp_path)
    out, err = capsys.readouterr()
    names, figures = out.splitlines()
    assert dict(zip(names.split(), map(int, figures.split()), strict=True)) == summarize(LINES)
    assert err.splitlines() == [
        "in/d.txt: The file is empty. (empty-file)",
        "passed over, no documents by their names: no suffix 1, .pdf 2",
        "not to be used unseen (1):",
        "- in/c.txt: no tasks",
        f"all 1 of them with their reasons: {tmp_path / LIST}",
        f"what in them was not read: zeren audit {tmp_path}",
    ]


def graded(number: int, grade: Grade, path: str = "一份很长很长的文件名称之一") -> list[IndexLine]:
    return [
        make_line(f"子目录/{path}{n:03}.docx", f"{grade}{n}").changed(
            reading=Appraisal(grade=grade, reasons=("no-tasks", "units-outside-tasks: 7", "尚未读完" * 20))
        )
        for n in range(number)
    ]


def test_what_is_not_good_is_named_in_eighty_columns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    lines = graded(30, "poor") + graded(25, "check") + graded(9, "good")
    print_report(lines, Counter(), Path("out"))
    said = capsys.readouterr().err.splitlines()
    assert said[0] == "not to be used unseen (30):" and said[21] == "… and 10 more"
    assert said[22] == "to be looked at (25):" and said[43] == "… and 5 more"
    assert said[44:] == [
        "all 55 of them with their reasons: out/to-check.csv",
        "what in them was not read: zeren audit out",
    ]
    assert all(width(line) <= 80 for line in said)
    assert said[1].startswith("- …") and "000.docx: no tasks; units-outside" in said[1] and said[1][-1] == "…"
    rows = list(csv.DictReader((tmp_path / "out" / LIST).open(encoding="utf-8-sig", newline="")))
    assert [row["grade"] for row in rows] == ["poor"] * 30 + ["check"] * 25
    assert rows[0]["reasons"] == f"no tasks; units-outside-tasks: 7; {'尚未读完' * 20}"
    assert (rows[29]["file"], rows[29]["items"]) == (lines[29].path, "0 of 0")


def test_the_list_is_in_the_language_and_no_formula_to_a_spreadsheet(
    tmp_path: Path, spoken_chinese: None
) -> None:
    print_report([graded(1, "check")[0].changed(path="=甲")], Counter(), tmp_path)
    head, row = csv.reader((tmp_path / LIST).open(encoding="utf-8-sig", newline=""))
    assert head == ["可用程度", "文件夹", "文件", "理由", "条目", "单位", "数字"]
    assert row[0] == "需核对" and row[2] == "'=甲" and row[3].startswith("没有任务；") and row[4] == "0/0"


def test_a_run_without_any_leaves_no_list_of_an_earlier_one(tmp_path: Path) -> None:
    print_report(graded(1, "check", "甲"), Counter(), tmp_path)
    assert (tmp_path / LIST).exists()
    print_report(graded(9, "good"), Counter(), tmp_path)
    assert not (tmp_path / LIST).exists()


def test_a_list_that_cannot_be_written_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / LIST).mkdir()
    print_report(graded(1, "check", "甲"), Counter(), tmp_path)
    assert f"{tmp_path / LIST}: " in capsys.readouterr().err


def test_papers_in_several_files_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [make_line(f"{n}.{suffix}", f"a{n}{suffix[0]}") for n in range(30) for suffix in ("html", "pdf")]
    lines = [line.changed(texts=(line.path.split(".")[0],)) for line in lines]
    print_report(lines, Counter(), tmp_path)
    said = capsys.readouterr().err.splitlines()
    assert said[0] == "one paper in several files, counts once in graph and tables (30):"
    assert said[1] == "- in/0.html = 0.pdf" and said[21].startswith("… and 10 more")


def test_no_bar_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    with progress(len(LINES)) as tell:
        for line in LINES:
            tell(line)
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("total", [1, 4])
def test_a_bar_in_a_terminal_for_several_files(total: int, monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w") as terminal:
        monkeypatch.setattr(sys, "stderr", terminal)
        monkeypatch.setenv("TERM", "xterm")
        with progress(total) as tell:
            tell(LINES[0])
            terminal.write("end")
            terminal.flush()
            written = b""
            while b"end" not in written:  # a terminal gives what is there so far
                written += os.read(ours, 10_000)
            shown = written.decode(errors="replace")
    os.close(ours)
    assert ("documents" in shown) == (total > 1)


def test_a_table_is_drawn_in_a_terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w") as terminal:
        monkeypatch.setattr(sys, "stdout", terminal)
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.setenv("COLUMNS", "100")
        print_report(LINES, Counter(), tmp_path)
        terminal.flush()
        shown = os.read(ours, 10_000).decode()
    os.close(ours)
    assert "documents" in shown and "┃" in shown
