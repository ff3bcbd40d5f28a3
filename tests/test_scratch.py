"""Folders for what is unpacked."""

import os
import tempfile
from pathlib import Path

import pytest

from pipeline.scratch import locked, scratch_folder


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def make(folder: Path, age: float) -> Path:
    folder.mkdir()
    (folder / "file").touch()
    os.utime(folder, (folder.stat().st_atime - age,) * 2)
    return folder


def test_it_is_gone_in_the_end(temporary: Path) -> None:
    with scratch_folder() as folder:
        (folder / "a").touch()
        assert folder.parent == temporary
    assert not list(temporary.iterdir())


def test_what_a_killed_run_left_is_removed_and_nothing_else(temporary: Path) -> None:
    left = make(temporary / "zeren-scratch-left", 3600)
    others = make(temporary / "zeren-root", 3600), make(temporary / "zeren-scratch-fresh", 0)
    used = make(temporary / "zeren-scratch-used", 3600)
    (temporary / "zeren-scratch-link").symlink_to(others[0])
    with locked(used), scratch_folder():
        assert not left.exists()
        assert all((folder / "file").exists() for folder in (*others, used))
