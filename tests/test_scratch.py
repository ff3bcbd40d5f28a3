"""Folders for what is unpacked."""

import tempfile
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from pipeline import scratch
from pipeline.scratch import locked, scratch_folder


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def make(folder: Path) -> Path:
    folder.mkdir()
    (folder / "file").touch()
    return folder


def test_it_is_gone_in_the_end(temporary: Path) -> None:
    with scratch_folder() as folder:
        (folder / "a").touch()
        assert folder.parent == temporary
    assert not list(temporary.iterdir())


def test_what_a_killed_run_left_is_removed_and_nothing_else(temporary: Path) -> None:
    left, other, used = (make(temporary / f"zeren-{name}") for name in ("scratch-left", "0", "scratch-used"))
    (temporary / "zeren-scratch-link").symlink_to(other)
    with locked(used), scratch_folder():
        assert not left.exists()
        assert all((folder / "file").exists() for folder in (other, used))


def test_a_folder_that_another_run_removes_at_once_is_made_anew(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    removed = []

    def remove(folder: Path) -> AbstractContextManager[None]:
        if not removed:  # as another run does between the making and the lock
            removed.append(folder)
            folder.rmdir()
        return locked(folder)

    monkeypatch.setattr(scratch, "locked", remove)
    with scratch_folder() as folder:
        assert folder.is_dir() and folder not in removed
