"""The examples of the documentation of the library: they are run, and give what they say."""

import doctest
import re
import shutil
from pathlib import Path

import pytest

from tests.here import zeren as command

BLOCK = re.compile(r"^```python\n(.*?)^```$", re.M | re.S)


@pytest.fixture(scope="module")
def made(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the samples read below `outputs`."""
    folder = tmp_path_factory.mktemp("page")
    result = command("extract", root / "corpus", "--output", folder / "outputs")
    assert result.returncode == 0, result.stderr
    return folder


@pytest.fixture
def outputs(made: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, to stand in."""
    monkeypatch.chdir(made)
    return made


@pytest.mark.long
def test_the_page_gives_what_it_says(root: Path, outputs: Path) -> None:
    page = (root / "docs" / "python.md").read_text(encoding="utf-8")
    examples = "\n".join(BLOCK.findall(page))
    test = doctest.DocTestParser().get_doctest(examples, {}, "python.md", "docs/python.md", 0)
    said: list[str] = []
    found = doctest.DocTestRunner(optionflags=doctest.REPORT_NDIFF).run(test, out=said.append)
    assert found.attempted > 15
    assert not found.failed, "".join(said)


def test_the_names_of_the_page_are_those_of_the_package(root: Path) -> None:
    import zeren

    page = (root / "docs" / "python.md").read_text(encoding="utf-8")
    assert all(name in page for name in zeren.__all__ if name != "__version__")


@pytest.mark.long
def test_the_notebook_runs(root: Path, outputs: Path) -> None:
    nbformat, nbclient = pytest.importorskip("nbformat"), pytest.importorskip("nbclient")
    notebook = nbformat.read(root / "docs" / "zeren.ipynb", as_version=4)
    nbformat.validate(notebook)
    assert not any(cell.get("outputs") for cell in notebook.cells), "cleared before it is committed"
    shutil.copytree(root / "corpus", outputs / "corpus")
    nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(outputs)}}).execute()
    shown = [each for cell in notebook.cells if cell.cell_type == "code" for each in cell.outputs]
    assert len(shown) > 3
