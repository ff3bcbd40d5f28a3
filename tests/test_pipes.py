"""Commands among others: what comes through a pipe, what goes into one, and what is for programs."""

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

import zeren as library
from pipeline import streams
from pipeline.cli import build_parser
from pipeline.corrections import Correction, write_corrections
from tests.factory import make_document, write_documents
from tests.here import zeren
from tests.test_cli import PLAN
from tests.test_offline import commands_of

Give = Callable[[bytes], None]

ROOT = Path(__file__).parent.parent


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Give:
    """Gives bytes to standard input."""

    def give(content: bytes) -> None:
        stream = io.TextIOWrapper(io.BufferedReader(io.BytesIO(content)))  # type: ignore[arg-type]
        monkeypatch.setattr(sys, "stdin", stream)

    return give


@pytest.fixture
def made(tmp_path: Path) -> Path:
    return write_documents(tmp_path / "made", map(make_document, range(1, 4)))


def archive(**members: str) -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w") as zipped:
        for name, text in members.items():
            zipped.writestr(name.replace("_", "."), text)
    return file.getvalue()


def test_a_document_comes_through_a_pipe(given: Give, tmp_path: Path) -> None:
    given(PLAN.encode("gb18030"))
    result = zeren("extract", "-", "--output", tmp_path / "out")
    assert (result.returncode, result.stderr) == (0, "")
    (line,) = (tmp_path / "out" / "index.jsonl").read_text(encoding="utf-8").splitlines()
    entry = json.loads(line)
    assert (entry["folder"], entry["path"], entry["status"]) == ("-", "stdin", "done")
    (document,) = library.read(tmp_path / "out")
    assert (document.document.source.path, len(document.tasks)) == ("stdin", 2)
    given(PLAN.encode("gb18030"))
    result = zeren("extract", "-", "--output", tmp_path / "out", "--json")
    assert json.loads(result.stdout)["unchanged"] == 1


def test_its_format_is_told_by_its_content_and_its_name_may_be_given(given: Give, tmp_path: Path) -> None:
    given(f"<html><body><p>{PLAN}</p></body></html>".encode())
    zeren("extract", "-", "--name", "../../目录/要点.htm", "--output", tmp_path / "out")
    (document,) = library.read(tmp_path / "out")
    assert (document.document.source.format, document.document.source.path) == ("html", "要点.htm")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]


def test_an_archive_comes_through_a_pipe(given: Give, tmp_path: Path) -> None:
    given(archive(a_txt=PLAN, b_txt=PLAN + "\n附注"))
    result = zeren("extract", "-", "--output", tmp_path / "out")
    assert result.returncode == 0, result.stderr
    assert {document.document.source.path for document in library.read(tmp_path / "out")} == {
        "stdin.zip/a.txt",
        "stdin.zip/b.txt",
    }


@pytest.mark.parametrize(("content", "code"), [(b"", "empty-file"), (b"\0\1\2\3" * 999, "binary-file")])
def test_what_is_no_document_in_a_pipe_is_said(
    given: Give, tmp_path: Path, content: bytes, code: str
) -> None:
    given(content)
    result = zeren("extract", "-", "--output", tmp_path / "out")
    assert result.returncode == 1
    assert f"({code})" in result.stderr
    given(content)
    shown = zeren("show", "-")
    assert (shown.returncode, shown.stdout) == (1, "")
    assert shown.stderr.startswith("stdin: ") and f"({code})" in shown.stderr


def test_an_input_without_end_is_cut(given: Give, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.formats.MAX_BYTES", 2000)
    given("责任".encode() * 2**20)
    path = streams.spool_input(tmp_path, "stdin")
    assert path.stat().st_size == 2001


def test_documents_go_into_a_pipe(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(f"{PLAN}\n附注{number}", encoding="utf-8")
    (folder / "2b.txt").write_bytes((folder / "2.txt").read_bytes())
    (folder / "empty.txt").touch()
    before = sorted(tmp_path.rglob("*"))
    result = zeren("extract", folder, "--output", "-", folder=tmp_path)
    assert result.returncode == 1
    assert "empty.txt: The file is empty" in result.stderr and "documents" in result.stderr
    documents = list(library.read(io.BytesIO(result.stdout.encode())))
    assert [document.document.source.path for document in documents] == ["0.txt", "1.txt", "2.txt"]
    zeren("extract", folder, "--output", tmp_path / "out")
    assert {d.to_json() for d in documents} == {d.to_json() for d in library.read(tmp_path / "out")} | {
        documents[2].to_json()
    }
    shutil.rmtree(tmp_path / "out")
    assert sorted(tmp_path.rglob("*")) == before


def test_a_file_called_dash_is_a_file(given: Give, tmp_path: Path) -> None:
    (tmp_path / "-").write_text(PLAN, encoding="utf-8")
    given(b"")
    assert zeren("show", "./-", folder=tmp_path).returncode == 0


def test_show_takes_what_extract_gives(given: Give, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "b.txt").write_text(PLAN.replace("临溪", "临江"), encoding="utf-8")
    lines = zeren("extract", tmp_path, "--output", "-", "--quiet").stdout
    given(lines.encode())
    result = zeren("show", "-")
    assert (result.returncode, result.stderr) == (0, "")
    assert "临溪市2024年" in result.stdout and "临江市2024年" in result.stdout
    given(lines.encode())
    assert zeren("show", "-", "--json").stdout == lines
    (tmp_path / "all.jsonl").write_text(lines + "{}\n", encoding="utf-8")
    result = zeren("show", tmp_path / "all.jsonl")
    assert result.returncode == 1 and "line 3: no document file" in result.stderr
    given(lines.encode())
    assert zeren("show", "-", "--corrections", tmp_path / "all.jsonl").returncode == 2


def test_show_takes_what_a_shell_puts_in_place_of_a_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = subprocess.Popen([sys.executable, "-c", f"open({str(pipe)!r}, 'w').write({PLAN!r})"])
    result = zeren("show", pipe)
    writer.wait(timeout=60)
    assert result.returncode == 0 and "临溪市2024年" in result.stdout


def test_documents_for_an_output_that_is_closed_are_not_lost_silently(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PLAN, encoding="utf-8")
    code = "import sys; sys.stdout = None; from pipeline.start import main; main()"
    result = subprocess.run(
        [sys.executable, "-c", code, "extract", "a.txt", "--output", "-"],
        cwd=tmp_path,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert (result.returncode, result.stderr) == (1, b"-: Bad file descriptor\n")


def test_quiet_says_only_what_failed(tmp_path: Path, made: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("关于放假的通知\n放假三天。", encoding="utf-8")
    (tmp_path / "in" / "a.xyz").touch()
    result = zeren("extract", tmp_path / "in", "-o", tmp_path / "out", "--quiet")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    for words in (("graph",), ("tables",), ("ledger",), ("report",), ("review", "sample")):
        result = zeren(*words, made, "-q")
        assert (result.returncode, result.stdout, result.stderr) == (0, "", ""), words
    (tmp_path / "in" / "b.txt").touch()
    result = zeren("--quiet", "extract", tmp_path / "in", "-o", tmp_path / "out")
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [f"{tmp_path}/in/b.txt: The file is empty: b.txt (empty-file)"]
    assert zeren("tasks", made, "-q").stdout != ""


JSON = (
    ("show", "{document}"),
    ("audit", "{made}"),
    ("status", "{made}"),
    ("export", "{made}", "--format", "jieba"),
    ("schema",),
    ("graph", "{made}"),
    ("agencies", "{made}"),
    ("tables", "{made}", "--format", "jsonl"),
    ("report", "{made}"),
    ("ledger", "{made}"),
    ("tasks", "{made}"),
    ("targets", "{made}"),
    ("track", "{made}"),
    ("lineage", "{made}"),
    ("track", "{made}"),
    ("review", "sample", "{made}"),
    ("corrections", "list", "{corrections}"),
    ("corrections", "check", "{corrections}", "--against", "{made}"),
    ("corrections", "merge", "{corrections}", "--output", "{made}/merged.jsonl"),
)
"""Commands that print; `review import`, `agree` and `report` need a sample that came back."""


def words_of(command: tuple[str, ...], made: Path) -> list[str]:
    corrections = made.parent / "corrections.jsonl"
    (made / "index.jsonl").touch()
    source = make_document(1).document.source
    title = Correction(
        document=source.sha256,
        path=source.path,
        record="document",
        change="set",
        field="title",
        new="要点",
        who="甲",
        when="2026-01-02T03:04:05+08:00",
    )
    write_corrections([title], corrections)
    document = next((made / "documents").iterdir())
    return [word.format(made=made, document=document, corrections=corrections) for word in command]


@pytest.mark.parametrize("command", JSON, ids=lambda command: " ".join(command[:2]))
def test_what_is_printed_is_json_if_asked(made: Path, command: tuple[str, ...]) -> None:
    result = zeren(*words_of(command, made), "--json")
    assert result.returncode == 0, result.stderr
    json.loads(result.stdout)
    assert result.stderr == ""


def test_the_figures_of_a_run_as_json(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "in" / "b\x1b.txt").touch()
    result = zeren("extract", tmp_path / "in", "-o", tmp_path / "out", "--json")
    said = json.loads(result.stdout)
    assert result.returncode == 1 and "\x1b" not in result.stdout
    assert (said["documents"], said["tasks"], said["failures"]) == (1, 2, 1)
    assert [(each["path"], each["code"]) for each in said["failed"]] == [("b\x1b.txt", "empty-file")]


@pytest.mark.parametrize(
    ("words", "suffixes"),
    [
        (("graph",), (".gif", ".bmp", ".csv", ".txt")),
        (("tables",), (".csv", ".parquet", ".jsonl", ".docx", ".xls")),
        (("agencies",), (".xlsx", ".png")),
        (("tasks",), (".xlsx", ".jsonl")),
        (("targets",), (".xlsx",)),
        (("report",), (".pdf", ".png")),
        (("review", "sample"), (".pdf", ".json")),
    ],
)
def test_a_suffix_that_no_format_has_is_refused(
    made: Path, tmp_path: Path, words: tuple[str, ...], suffixes: tuple[str, ...]
) -> None:
    for suffix in suffixes:
        result = zeren(*words, made, "--output", tmp_path / f"x{suffix}")
        assert result.returncode == 2
        said = " ".join(result.stderr.split())
        assert f"suffix {suffix}: " in said or f"output: {suffix[1:]} is a folder" in said
        assert not (tmp_path / f"x{suffix}").exists()


def test_a_suffix_of_another_format_is_refused(made: Path, tmp_path: Path) -> None:
    result = zeren("graph", made, "--format", "gexf", "--output", tmp_path / "x.json")
    assert result.returncode == 2 and "--format says gexf" in result.stderr


def test_a_folder_with_the_name_of_a_file_is_refused(made: Path, tmp_path: Path) -> None:
    (tmp_path / "x.sqlite").mkdir()
    result = zeren("tables", made, "--output", tmp_path / "x.sqlite")
    assert result.returncode == 2 and list((tmp_path / "x.sqlite").iterdir()) == []


def test_the_suffix_tells_the_format(made: Path, tmp_path: Path) -> None:
    for words, name, start in (
        (("graph",), "x.graphml", b"<?xml"),
        (("graph",), "x.GEXF", b"<?xml"),
        (("tables",), "x.xlsx", b"PK"),
        (("tasks",), "x.csv", b"\xef\xbb\xbf"),
        (("targets",), "x.json", b"["),
        (("agencies",), "y.csv", b"\xef\xbb\xbf"),
        (("review", "sample"), "s.jsonl", b"{"),
    ):
        result = zeren(*words, made, "--output", tmp_path / name)
        assert result.returncode == 0, result.stderr
        assert (tmp_path / name).read_bytes().startswith(start), name
    for name in ("v1.2", "plan.2024", "bare"):  # no suffixes of formats
        assert zeren("tables", made, "--output", tmp_path / name).returncode == 0
        assert (tmp_path / name).is_dir()


def piped(*arguments: object, given: bytes | None = None, **environment: str) -> tuple[int, bytes]:
    """Run a command whose reader goes away at once; return its exit code and what it says of that."""
    process = subprocess.Popen(
        [sys.executable, "-c", "from pipeline.start import main; main()", *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )
    assert process.stdout and process.stderr and process.stdin
    process.stdout.close()
    with process.stdin as stdin:
        stdin.write(given or b"")
    said = process.stderr.read()
    return process.wait(timeout=120), said


def test_a_closed_pipe_is_no_error_to_speak_of(made: Path, tmp_path: Path) -> None:
    assert piped("schema") == (1, b"")
    (tmp_path / "a.txt").write_text(PLAN, encoding="utf-8")
    assert piped("extract", "-", "--output", "-", given=PLAN.encode()) == (1, b"")


@pytest.mark.long
@pytest.mark.parametrize("command", [*JSON, ("completion", "bash"), ("--help",)], ids=lambda each: each[0])
def test_no_command_minds_a_closed_pipe(made: Path, command: tuple[str, ...]) -> None:
    words = words_of(command, made)
    for more in ((), ("--json",)) if command[0] not in ("--help",) else ((),):
        assert piped(*words, *more) == (1, b"")


def test_all_commands_are_tried(made: Path) -> None:
    tried = {words[:2] if words[0] in ("review", "corrections") else words[:1] for words in JSON}
    apart = {
        ("extract",),
        ("cascade",),
        ("merge",),
        ("convert",),
        ("page",),
        ("completion",),
        ("corrections", "propose"),
    }
    apart |= {("review", name) for name in ("import", "agree", "report")}
    assert set(commands_of(build_parser())) == tried | apart


def test_verbose_tells_what_is_done(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PLAN, encoding="utf-8")
    command = [sys.executable, "-m", "pipeline.start", "extract", "a.txt", "-o", "out", "--verbose"]
    result = subprocess.run(
        command,
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert result.returncode == 0
    assert "zeren: begun a.txt" in result.stderr and "zeren: done ./a.txt" in result.stderr
    assert "begun" not in result.stdout


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("zeren gra", {"graph"}),
        ("zeren graph --fo", {"--format"}),
        ("zeren graph --format g", {"graphml", "gexf"}),
        ("zeren review s", {"sample"}),
        ("zeren tasks --role le", {"lead"}),
    ],
)
def test_a_shell_completes_words(tmp_path: Path, line: str, words: set[str]) -> None:
    answer = tmp_path / "answer"
    environment = {
        "_ARGCOMPLETE": "1",
        "_ARGCOMPLETE_IFS": "\n",
        "_ARGCOMPLETE_STDOUT_FILENAME": str(answer),
        "COMP_LINE": line,
        "COMP_POINT": str(len(line)),
    }
    subprocess.run(
        [sys.executable, "-c", "from pipeline.start import main; main()"],
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        check=True,
    )
    assert {word.strip() for word in answer.read_text().splitlines()} == words


def test_the_code_for_a_shell(tmp_path: Path) -> None:
    for shell in ("bash", "zsh", "fish"):
        assert "zeren" in zeren("completion", shell).stdout
    if bash := shutil.which("bash"):
        script = zeren("completion", "bash").stdout
        assert subprocess.run([bash, "-n"], input=script, encoding="utf-8", check=True).returncode == 0
