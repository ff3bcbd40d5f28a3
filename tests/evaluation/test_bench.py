"""The benchmark measures what it says."""

import sys
from pathlib import Path

import pytest

from pipeline.evaluation.bench import (
    Usage,
    measure_fresh,
    measure_growth,
    measure_help,
    measure_pages,
    measure_pdf,
    measure_warm,
    run_process,
)
from tests.formats.makers import make_pdf

pytestmark = pytest.mark.long
TEXT = "临溪市2024年工作要点\n一、重点任务\n1.建设水库。（牵头单位：市水利局；责任单位：市财政局）\n" * 20


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_each_figure_has_a_value(file: Path) -> None:
    figures = [*measure_warm(file, TEXT, rounds=1), *measure_fresh(file, rounds=1), *measure_help(rounds=1)]
    assert [figure.asked for figure in figures if figure.asked] == [0.6, 0.5, 0.6, 100, 0.25]
    assert all(figure.value > 0 for figure in figures)


def test_growth_is_measured_at_each_doubling() -> None:
    sizes = [figure.name.split()[1] for figure in measure_growth("任务。\n" * 6000, megabytes=0.2)]
    assert sizes == ["48,001"]


def test_pdfs_are_measured_against_their_text_alone(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(make_pdf("BT /F1 10 Tf 72 700 Td (Plan of 2025) Tj ET", pages=3))
    figures = [*measure_pdf(file, rounds=1), *measure_pages(file)]
    assert [figure.asked or figure.least for figure in figures if figure.asked or figure.least] == [15, 4, 2]
    assert all(figure.value > 0 for figure in figures)
    assert figures[-1].value < 2


@pytest.mark.timed
def test_a_process_is_measured_alone() -> None:
    small = run_process([sys.executable, "-c", "pass"])
    large = run_process(
        [sys.executable, "-c", "import time; x = bytes(range(256)) * 800_000; time.sleep(0.5)"]
    )
    assert isinstance(small, Usage)
    assert large.megabytes - small.megabytes > 100
    assert large.seconds - small.seconds > 0.3


def test_a_process_that_fails_is_no_figure() -> None:
    with pytest.raises(RuntimeError, match="exit code 3"):
        run_process([sys.executable, "-c", "raise SystemExit(3)"])
