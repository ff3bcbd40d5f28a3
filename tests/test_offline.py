"""No command looks up a name, opens a socket, or writes anywhere but to its output and temporary folders."""

import os
import re
import shutil
import subprocess
import sys
from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from pipeline.analysis_cli import GRAPH_FORMATS, LIST_FORMATS, TABLE_FORMATS, VIEWS_OF_GRAPH
from pipeline.cli import build_parser
from pipeline.export_cli import FORMATS as EXPORT_FORMATS
from pipeline.review_cli import FORMATS as REVIEW_FORMATS
from pipeline.track_cli import TRACK_FORMATS
from tests.campaigns.seeds import KINDS, UNPACK, seeds, suffix_of

ROOT = Path(__file__).parent.parent
CALLS = "%network,open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2"
CALLS += ",link,linkat,symlink,symlinkat,unlink,unlinkat"
PICTURES = ("png", "jpg", "tif")
STRACE = ("strace", "-f", "--seccomp-bpf", "-s", "1000", "-e", f"trace={CALLS}")
SOCKET = re.compile(r"\b(?:socket|connect|bind|sendto|sendmsg|getaddrinfo)\(")
WRITTEN = re.compile(
    r'\b(?:open|openat)\([^"]*"(?P<opened>[^"]*)"[^)]*O_(?:WRONLY|RDWR|CREAT)'
    r'|\b(?:creat|mkdir|mkdirat|rename\w*|link|linkat|symlink\w*|unlink\w*)\(.*"(?P<made>[^"]*)"'
)
"""A file that is opened to be written, or the last place that a call makes or removes."""
SUFFIXES = {"label-studio": "json", "doccano": "jsonl"}
COMMANDS = (
    ("report", "{out}"),
    ("page", "{corpus}/a.pdf", "--page", "1", "--facts", "{out}", "--output", "{out}/page.png"),
    ("schema",),
    ("completion", "bash"),
    *(("audit", "{out}", "--format", chosen) for chosen in LIST_FORMATS),
    *(("graph", "{out}", "--format", chosen) for chosen in GRAPH_FORMATS),
    *(("graph", "{out}", "--view", view) for view in VIEWS_OF_GRAPH),
    *(("agencies", "{out}", "--format", chosen) for chosen in LIST_FORMATS),
    ("agencies", "{out}", "--unresolved"),
    *(("tables", "{out}", "--format", chosen) for chosen in TABLE_FORMATS),
    ("ledger", "{out}", "--all", "--output", "{out}/ledgers"),
    ("report", "{out}", "--output", "{out}/report.html"),
    ("report", "{out}", "--form", "folder", "--output", "{out}/report"),
    ("status", "{out}", "{corpus}"),
    ("extract", "{corpus}", "--output", "{out}/shared", "--part", "1/1"),
    ("merge", "{out}/shared"),
    ("convert", "{out}", "--output", "{out}/in-shards"),
    *(("export", "{out}", "--format", chosen) for chosen in EXPORT_FORMATS),
    ("tasks", "{out}"),
    ("targets", "{out}"),
    *(("track", "{out}", "--format", chosen) for chosen in TRACK_FORMATS),
    ("cascade", "{out}", "--indicator", "覆盖率"),
    *(("lineage", "{out}", "--format", chosen) for chosen in LIST_FORMATS),
    *(
        (
            "review",
            "sample",
            "{out}",
            "--format",
            chosen,
            "--output",
            f"{{out}}/sample-{chosen}.{SUFFIXES.get(chosen, chosen)}",
        )
        for chosen in REVIEW_FORMATS
    ),
    ("review", "import", "{out}/sample-csv.csv", "--output", "{out}/corrections.jsonl"),
    ("corrections", "list", "{out}/corrections.jsonl"),
    ("corrections", "check", "{out}/corrections.jsonl", "--against", "{out}"),
    ("corrections", "merge", "{out}/corrections.jsonl", "--output", "{out}/merged.jsonl"),
    ("corrections", "propose", "{out}/corrections.jsonl"),
)
NOTHING_JUDGED = (
    ("review", "agree", "{out}/sample-csv.csv", "{out}/sample-xlsx.xlsx"),
    ("review", "report", "{out}/sample-csv.csv"),
)
"""Commands that end with 1, as nobody has answered the sample."""
"""What reads the output of `extract`, in each of its forms; `extract` and `show` read every format."""


def can_trace() -> bool:
    """Return whether strace may watch a process here."""
    if not shutil.which("strace"):
        return False
    return subprocess.run([*STRACE, "-o", os.devnull, "true"], capture_output=True).returncode == 0


pytestmark = pytest.mark.skipif(not can_trace(), reason="needs strace, and leave to use it")


def watched(folder: Path, *arguments: str, code: int = 0) -> tuple[list[str], list[str]]:
    """Return the calls of a command that open sockets, and the places that it wrote outside its folders."""
    trace, temporary = folder / "trace", folder / "tmp"
    temporary.mkdir(exist_ok=True)
    home = folder / "home"
    home.mkdir(exist_ok=True)
    places = {"corpus": folder / "corpus", "out": folder / "out"}
    command = [sys.executable, "-B", "-c", "from pipeline.cli import main; main()"]
    command += [argument.format(**places) for argument in arguments]
    result = subprocess.run(
        [*STRACE, "-o", str(trace), *command],
        capture_output=True,
        cwd=folder / "out" if (folder / "out").is_dir() else folder,
        env={
            **{name: value for name, value in os.environ.items() if name != "CI"},  # which onnxruntime heeds
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
            "TMPDIR": str(temporary),
            "HOME": str(home),
        },
    )
    assert result.returncode == code, result.stderr.decode()[-2000:]
    calls = trace.read_text(errors="replace").splitlines()
    sockets = [line for line in calls if SOCKET.search(line)]
    done = [line for line in calls if " = -1 " not in line]
    written = [match["opened"] or match["made"] for line in done if (match := WRITTEN.search(line))]
    allowed = (str(temporary), str(folder / "out"), "/dev/null", "/dev/tty")
    outside = {path for path in written if path.startswith("/") and not path.startswith(allowed)}
    return sockets, sorted(outside)


def write_corpus(folder: Path, kinds: tuple[str, ...]) -> None:
    corpus = folder / "corpus"
    corpus.mkdir()
    for kind in kinds:
        for number, data in enumerate(seeds(kind)[:1]):
            (corpus / f"{'a' if number == 0 else number}{suffix_of(kind)}").write_bytes(data)


def commands_of(parser: ArgumentParser) -> Iterator[tuple[str, ...]]:
    """Yield the words of each command, those with commands of their own by these."""
    groups = [each for each in parser._actions if isinstance(each, _SubParsersAction)]
    if not groups:
        yield ()
    for name, inner in (item for group in groups for item in group.choices.items()):
        yield from ((name, *words) for words in commands_of(inner))


def test_every_command_is_watched() -> None:
    watched_ones = (("extract",), ("show",), *COMMANDS, *NOTHING_JUDGED)
    for words in commands_of(build_parser()):
        assert any(command[: len(words)] == words for command in watched_ones), words


def test_reading_reaches_out_no_further(tmp_path: Path) -> None:
    write_corpus(tmp_path, tuple(kind for kind in KINDS if kind not in PICTURES))
    code = 0 if find_spec("doc2docx") else 1
    assert watched(tmp_path, "extract", "{corpus}", "--output", "{out}", code=code) == ([], [])


@pytest.mark.long
def test_no_other_command_reaches_out(tmp_path: Path) -> None:
    write_corpus(tmp_path, ("txt", "pdf"))
    assert watched(tmp_path, "extract", "{corpus}", "--output", "{out}") == ([], [])
    for command in COMMANDS:
        assert watched(tmp_path, *command) == ([], []), command
    for command in NOTHING_JUDGED:
        assert watched(tmp_path, *command, code=1) == ([], []), command


@pytest.mark.long
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in (*PICTURES, UNPACK)])
def test_showing_reaches_out_no_further(tmp_path: Path, kind: str) -> None:
    write_corpus(tmp_path, (kind,))
    code = 1 if suffix_of(kind) == ".doc" and not find_spec("doc2docx") else 0
    assert watched(tmp_path, "show", f"{{corpus}}/a{suffix_of(kind)}", code=code) == ([], [])


@pytest.mark.long
def test_reading_a_scan_reaches_out_no_further(tmp_path: Path) -> None:
    pytest.importorskip("rapidocr")
    write_corpus(tmp_path, PICTURES)
    assert watched(tmp_path, "extract", "{corpus}", "--output", "{out}") == ([], [])
