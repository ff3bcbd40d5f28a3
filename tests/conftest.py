"""What many tests share: where the project is, and the real documents beside it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import settings

from extractors.lexicons import load
from pipeline import batch
from pipeline.language import speak

# The same examples in every run: what another run finds becomes a row, not a red build of another change.
settings.register_profile("steady", derandomize=True, deadline=None, max_examples=20)
settings.register_profile("thorough", derandomize=True, deadline=None, max_examples=150)
settings.register_profile("search", deadline=None)
settings.load_profile("steady")

os.environ["ZEREN_LANG"] = "en"  # whatever the locale of who runs the tests
ROOT = Path(__file__).parent.parent
Entry = dict[str, Any]
Know = Callable[[ModuleType, str, tuple[Entry, ...]], None]


@pytest.fixture
def spoken_chinese() -> Iterator[None]:
    """Lets what is shown in the test be Chinese."""
    speak("zh")
    yield
    speak("en")


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared(root: Path) -> Path:
    """The folder of real documents with gold; tests that need it are skipped where it is not."""
    folder = root.parent / "shared"
    if not (folder / "gold").is_dir():
        pytest.skip("needs ../shared")
    return folder


def forget(module: ModuleType) -> None:
    """Empty what the module has compiled out of its lexicons."""
    for value in vars(module).values():
        if hasattr(value, "cache_clear"):
            value.cache_clear()


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Know]:
    """Makes a module know the given entries of a lexicon, and no others."""
    touched: list[ModuleType] = []

    def know(module: ModuleType, name: str, entries: tuple[Entry, ...]) -> None:
        monkeypatch.setattr(module, "load", lambda asked: entries if asked == name else load(asked))
        touched.append(module)
        forget(module)

    yield know
    monkeypatch.undo()
    for module in touched:
        forget(module)


@pytest.fixture
def in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reads files in the process of the test: for tests of what comes of them, not of what they can do."""

    def run_each(work: Any, todo: Any, jobs: int, seconds: float, begin: Callable[[Any], None]) -> Any:
        for item in todo:
            begin(item)
            yield item, work(item)

    monkeypatch.setattr(batch, "run_each", run_each)
