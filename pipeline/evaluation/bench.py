"""Time and memory against jieba on the same text, in one run: ``make bench``.

Ratios, not seconds: both sides run in turns on the same machine, and the medians are compared.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import chain
from pathlib import Path
from statistics import median
from subprocess import check_output
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any
from unittest.mock import patch

from extractors.audit import audit
from extractors.records import Document
from pipeline.batch import build_from_file

REAL = Path("../shared/corpus/qinghai-shengtai-2020.txt")
SAMPLES = Path("corpus")
REAL_PDF = Path("../shared/corpus/ndrc-geshui-xinyong-2019.pdf")
PROSE, TABLE = (
    SAMPLES / "formats" / name for name in ("gongshui-baozhang-2025.pdf", "minsheng-shishi-2025.pdf")
)
_SHORT, _LONG = 30, 331
"""Pages of a PDF."""
_LEAST = 20_000
"""Characters from which growth is measured: below, what a document costs by itself counts most."""
_ZEREN = "from pipeline.cli import main; main()"
_CUT = "import sys, pathlib, jieba; jieba.lcut(pathlib.Path(sys.argv[1]).read_text('utf-8', 'replace'))"
_READ_PDF = "import sys, pathlib; from pipeline.reading import read; read(pathlib.Path(sys.argv[1]))"
# A small process between: to a child is also counted what its parent held when it was started.
_LAUNCHER = """
import os, subprocess, sys, time
start = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
print(time.perf_counter() - start, usage.ru_maxrss, os.waitstatus_to_exitcode(status))
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing measured."""

    name: str
    value: float
    unit: str
    asked: float | None = None
    """The most that it may be."""
    least: float | None = None
    """The least that it may be."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process took."""

    seconds: float
    megabytes: float


def measure_warm(file: Path, text: str, rounds: int = 9) -> Iterator[Figure]:
    """Yield the time from file to document, against the time in which jieba cuts the text.

    Also without the targets: the bound of the stages before them is the lower one.
    """
    import jieba

    jieba.setLogLevel("WARNING")

    def build(targets: bool) -> None:
        build_from_file(file, file.name, sha256(file.read_bytes()).hexdigest(), targets=targets)

    sides = [lambda: build(True), lambda: build(False), lambda: jieba.lcut(text)]
    ours, tasks, theirs = map(median, _times(sides, rounds))
    yield Figure("warm: file to document", ours * 1000, "ms")
    yield Figure("warm: / jieba.lcut", ours / theirs, "x", 0.6)
    yield Figure("warm: without targets / jieba.lcut", tasks / theirs, "x", 0.5)


def measure_audit(files: Iterable[Path], rounds: int = 7) -> Iterator[Figure]:
    """Yield the share of audit and confidence in the time of documents: of each, the fastest of some rounds.

    Both are measured in the same calls, in time of the processor.
    """
    spent = [0.0]

    def timed(*arguments: Any, **named: Any) -> Document:
        begun = process_time()
        document = audit(*arguments, **named)
        spent[0] = process_time() - begun
        return document

    whole = own = 0.0
    with patch("pipeline.document.audit", timed):
        for file in files:
            times = []
            for _ in range(rounds):
                begun = process_time()
                build_from_file(file, file.name, "0" * 64)
                times.append((process_time() - begun, spent[0]))
            whole += min(time for time, _ in times)
            own += min(time for _, time in times)
    if whole:
        yield Figure("audit and confidence / document", own / whole, "x", 0.1)


def measure_fresh(file: Path, rounds: int = 5) -> Iterator[Figure]:
    """Yield time and memory of a process for one document, against one that only cuts it."""
    with TemporaryDirectory() as folder:
        ours = [sys.executable, "-c", _ZEREN, "extract", str(file), "--force", "--output", folder]
        theirs = [sys.executable, "-c", _CUT, str(file)]
        runs = [(run_process(ours), run_process(theirs)) for _ in range(rounds + 1)][1:]
    seconds = median(our.seconds for our, _ in runs)
    yield Figure("fresh process", seconds, "s")
    yield Figure("fresh process: / jieba", seconds / median(their.seconds for _, their in runs), "x", 0.6)
    yield Figure("fresh process: memory", max(our.megabytes for our, _ in runs), "MB", 100)


def measure_help(rounds: int = 5) -> Iterator[Figure]:
    """Yield the time of ``zeren --help``, against the time to import spaCy."""
    ours, theirs = [sys.executable, "-c", _ZEREN, "--help"], [sys.executable, "-c", "import spacy"]
    runs = [(run_process(ours).seconds, run_process(theirs).seconds) for _ in range(rounds + 1)][1:]
    ratio = median(our for our, _ in runs) / median(their for _, their in runs)
    yield Figure("--help: / import spacy", ratio, "x", 0.25)


def measure_growth(text: str, megabytes: float) -> Iterator[Figure]:
    """Yield how much longer each doubling of the text takes, up to a size."""
    before = None
    while len(text) < _LEAST:
        text = f"{text}\n{text}"
    with TemporaryDirectory() as folder:
        file = Path(folder) / "text.txt"
        while len(text.encode()) <= megabytes * 2**20:
            file.write_text(text, encoding="utf-8")
            seconds = min(_times([lambda: build_from_file(file, file.name, "0" * 64)], rounds=3)[0])
            if before:
                yield Figure(f"growth: {len(text):,} characters", seconds / before, "x", 2.2)
            before = seconds
            text = f"{text}\n{text}"


def measure_pdf(file: Path, rounds: int = 5) -> Iterator[Figure]:
    """Yield the time to read a PDF, against the text alone by pdfplumber and by bare pdfium."""
    import pdfplumber
    import pypdfium2

    from pipeline.reading import read

    def plumb() -> None:
        with pdfplumber.open(file) as opened:
            for page in opened.pages:
                page.extract_text()

    def take() -> None:
        opened = pypdfium2.PdfDocument(file)
        for page in opened:
            page.get_textpage().get_text_range()
            page.close()
        opened.close()

    ours, plumbed, bare = map(median, _times([lambda: read(file), plumb, take], rounds))
    yield Figure("pdf: reading", ours * 1000, "ms")
    yield Figure("pdf: faster than pdfplumber's text", plumbed / ours, "x", least=15)
    yield Figure("pdf: / pypdfium2's bare text", ours / bare, "x", 4)
    yield Figure("bare text: faster than pdfplumber's", plumbed / bare, "x")


def measure_pages(source: Path) -> Iterator[Figure]:
    """Yield the memory that a long PDF takes, against a shorter one with the same pages."""
    with TemporaryDirectory() as folder:
        files = [repeat_pages(source, count, Path(folder) / f"{count}.pdf") for count in (_SHORT, _LONG)]
        short, long = (run_process([sys.executable, "-c", _READ_PDF, str(file)]) for file in files)
    yield Figure(f"pdf: memory, {_LONG} pages", long.megabytes, "MB")
    yield Figure(f"pdf: memory, {_LONG} / {_SHORT} pages", long.megabytes / short.megabytes, "x", 2)


def repeat_pages(source: Path, count: int, target: Path) -> Path:
    """Write a PDF with that many pages, those of another one in turn; return where it is."""
    import pypdfium2

    opened, made = pypdfium2.PdfDocument(source), pypdfium2.PdfDocument.new()
    made.import_pages(opened, [number % len(opened) for number in range(count)])
    made.save(target)
    made.close()
    opened.close()
    return target


def _times(functions: list[Callable[[], object]], rounds: int) -> list[list[float]]:
    """Return the seconds of each function; they run in turns, after one that does not count."""
    times: list[list[float]] = [[] for _ in functions]
    for _ in range(rounds + 1):
        for function, seconds in zip(functions, times, strict=True):
            start = perf_counter()
            function()
            seconds.append(perf_counter() - start)
    return [seconds[1:] for seconds in times]


def run_process(command: list[str]) -> Usage:
    """Return what the process of a command takes."""
    launcher = [sys.executable, "-S", "-c", _LAUNCHER, *command]
    seconds, memory, code = check_output(launcher, encoding="ascii").split()
    if int(code):
        raise RuntimeError(f"exit code {code}: {command}")
    scale = 2**20 if sys.platform == "darwin" else 2**10  # ru_maxrss counts bytes there, KiB elsewhere
    return Usage(float(seconds), int(memory) / scale)


def main() -> None:
    """Print the figures of all text samples as one document, and of the real plan where it is."""
    parser = ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--megabytes", type=float, default=2, help="size up to which growth is measured")
    options = parser.parse_args()
    _print("command line", measure_help())
    _measure_pdfs()
    for folder in (SAMPLES, REAL.parent):
        if folder.is_dir():
            _print(
                f"texts of {folder}", measure_audit(sorted([*folder.glob("*.txt"), *folder.glob("*.html")]))
            )
    with TemporaryDirectory() as scratch:
        samples = Path(scratch) / "samples.txt"
        samples.write_text("\n".join(map(_text, sorted(SAMPLES.glob("*.txt")))), encoding="utf-8")
        for file in (samples, REAL):
            if file.is_file():
                text = _text(file)
                figures: Iterable[Figure] = chain(measure_warm(file, text), measure_fresh(file))
                if file is samples:  # dense with targets and sentences: the bounds are those of the plan
                    figures = (replace(figure, asked=None) for figure in figures)
                growth = measure_growth(text, options.megabytes)
                _print(f"{file.name}, {len(text):,} characters", chain(figures, growth))


def _measure_pdfs() -> None:
    with TemporaryDirectory() as folder:
        _print(
            f"{PROSE.name}, as {_SHORT} pages",
            measure_pdf(repeat_pages(PROSE, _SHORT, Path(folder) / "a.pdf")),
        )
    if REAL_PDF.is_file():
        _print(REAL_PDF.name, measure_pdf(REAL_PDF))
    for file in (PROSE, TABLE):
        _print(file.name, measure_pages(file))


def _text(file: Path) -> str:
    return build_from_file(file, file.name, "0" * 64).document.text


def _print(title: str, figures: Iterable[Figure]) -> None:
    print(title)
    for figure in figures:
        asked = f"  (asked: {figure.asked:g} or less)" if figure.asked else ""
        asked = f"  (asked: {figure.least:g} or more)" if figure.least else asked
        missed = not (figure.least or 0) <= figure.value <= (figure.asked or figure.value)
        verdict = "  MISSED" if missed else ""
        print(f"  {figure.name:36}{figure.value:10.2f} {figure.unit:3}{asked}{verdict}", flush=True)


if __name__ == "__main__":
    main()
