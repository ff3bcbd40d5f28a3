"""One's own documents are kept apart from the samples: by make, and by a word where they are not."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.test_analysis_cli import run

PLAN = "云溪省2025年工作要点\n\n一、重点任务\n（一）推进治理。完成治理面积20万亩。（省水利厅负责）\n"


@pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
@pytest.mark.parametrize(
    ("files", "given", "asked"),
    [
        ([], [], '"corpus" --output "outputs"'),
        (["papers/a.txt"], [], '"papers" --output "outputs/papers"'),
        (["papers/a.txt"], ["CORPUS=corpus"], '"corpus" --output "outputs"'),
        (["papers/a.txt"], ["OUTPUT=out"], '"papers" --output "out"'),
        ([], ["CORPUS=/mine", "OUTPUT=out"], '"/mine" --output "out"'),
    ],
)
def test_make_reads_papers_alone_as_soon_as_they_are_there(
    files: list[str], given: list[str], asked: str, root: Path, tmp_path: Path
) -> None:
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        shutil.copy(root / name, tmp_path / name)
    for name in files:
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(PLAN, encoding="utf-8")
    command = ["make", "-n", "extract", "VENV=v", "-o", "v/.installed", *given]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert f"zeren extract {asked}" in done.stdout


@pytest.mark.usefixtures("in_process")
def test_documents_of_another_folder_in_the_output_are_told(tmp_path: Path) -> None:
    for name in ("samples", "papers"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(PLAN.replace("云溪", name), encoding="utf-8")
    out = tmp_path / "out"
    assert "of other folders" not in run("extract", tmp_path / "samples", "--output", out).stderr
    said = run("extract", tmp_path / "papers", "--output", out).stderr
    assert f"{out} holds 1 documents of other folders as well, of …" in said and "samples;" in said
    assert (
        "of other folders"
        not in run("extract", tmp_path / "samples", tmp_path / "papers", "--output", out).stderr
    )
