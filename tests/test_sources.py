"""Which files are read."""

import errno
import os
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.sources import Sources, _as_text, find_failure, find_sources

SUFFIXES = (".txt", ".html")


def make_files(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(os.fsencode(name))


def paths_of(sources: Sources) -> list[str]:
    return [file.path for file in sources.files if not file.failure]


def codes_of(sources: Sources) -> dict[str, str]:
    return {file.path: file.failure.code for file in sources.files if file.failure}


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("a.txt", True),
        ("A.TXT", True),
        ("省/市/计划.html", True),
        ("a.json", False),
        ("gold/a.json", False),
        ("no suffix", False),
        (".hidden.txt", False),
        (".git/a.txt", False),
        ("~$lock.txt", False),
        ("README.txt", False),
        ("readme.html", False),
        ("README/a.txt", True),
    ],
)
def test_what_counts_in_a_folder(tmp_path: Path, name: str, taken: bool) -> None:
    make_files(tmp_path, name, "always.txt")
    assert paths_of(find_sources([tmp_path], SUFFIXES)) == sorted(["always.txt"] + [name] * taken)


def test_others_are_counted_by_suffix(tmp_path: Path) -> None:
    make_files(tmp_path, "a.txt", "b.json", "c.JSON", "d", ".hidden")
    assert find_sources([tmp_path], SUFFIXES).passed_over == {".json": 2, "": 1}


def test_a_named_file_is_taken_whatever_its_name(tmp_path: Path) -> None:
    make_files(tmp_path, "README.json")
    (file,) = find_sources([tmp_path / "README.json"], SUFFIXES).files
    assert (file.folder, file.path, file.failure) == (tmp_path.as_posix(), "README.json", None)


def test_each_file_is_taken_once_and_in_order(tmp_path: Path) -> None:
    make_files(tmp_path, "b/2.txt", "b/1.txt", "a.txt", "b.txt")
    sources = find_sources([tmp_path / "b", tmp_path / "b.txt", tmp_path, tmp_path / "a.txt"], SUFFIXES)
    assert paths_of(sources) == ["a.txt", "b.txt", "b/1.txt", "b/2.txt"]
    assert {file.folder for file in sources.files} == {tmp_path.as_posix()}


def test_the_output_is_left_out(tmp_path: Path) -> None:
    make_files(tmp_path, "a.txt", "out/b.txt")
    assert paths_of(find_sources([tmp_path], SUFFIXES, tmp_path / "out")) == ["a.txt"]


def test_links_that_loop_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    make_files(tmp_path, "in/a.txt")
    (tmp_path / "in" / "up").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to("self.txt")
    (tmp_path / "gone.txt").symlink_to("nowhere.txt")
    sources = find_sources([tmp_path], SUFFIXES)
    assert paths_of(sources) == ["in/a.txt"]
    assert codes_of(sources) == {"gone.txt": "missing-file", "in/up": "link-loop", "self.txt": "link-loop"}
    assert sources.folders == frozenset()


def test_a_folder_behind_links_is_read_once(tmp_path: Path) -> None:
    make_files(tmp_path, "in/b/a.txt", "out/c.txt")
    for name in ("in/a", "in/z"):
        (tmp_path / name).symlink_to(tmp_path / "out")
    (tmp_path / "in" / "c").symlink_to(tmp_path / "in" / "b")
    assert paths_of(find_sources([tmp_path / "in"], SUFFIXES)) == ["a/c.txt", "b/a.txt"]


def test_links_between_folders_end(tmp_path: Path) -> None:
    for number in range(12):
        make_files(tmp_path, f"{number}/a.txt")
        for other in range(12):
            (tmp_path / f"{number}" / f"to{other}").symlink_to(tmp_path / f"{other}")
    assert len(paths_of(find_sources([tmp_path], SUFFIXES))) == 12


def test_a_folder_without_documents_is_named(tmp_path: Path) -> None:
    make_files(tmp_path, "a.json")
    sources = find_sources([tmp_path], SUFFIXES)
    assert codes_of(sources) == {".": "no-documents"}
    assert sources.folders == frozenset()


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    make_files(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    assert paths_of(find_sources([tmp_path], SUFFIXES)) == ["a.txt"]
    assert codes_of(find_sources([tmp_path / "pipe.txt"], SUFFIXES)) == {"pipe.txt": "no-file"}


def test_names_from_chinese_windows_are_text(tmp_path: Path) -> None:
    name = os.fsdecode("工作要点.txt".encode("gb18030"))
    make_files(tmp_path, name)
    (file,) = find_sources([tmp_path], SUFFIXES).files
    assert (file.path, file.location.name) == ("工作要点.txt%GB18030", name)


NAMES = {
    b"\xd2\xaa\xb5\xe3.txt": "要点.txt%GB18030",
    "要点.txt".encode(): "要点.txt",
    "要点.txt%GB18030".encode(): "要点.txt%25GB18030",
    b"\xff\xfe.txt": "%FF%FE.txt",
    b"%FF%FE.txt": "%25FF%25FE.txt",
    b"%25FF%FE.txt": "%2525FF%25FE.txt",
    b"%FF\xff.txt": "%25FF%FF.txt",
    b"100%25.txt": "100%25.txt",
    "增长5%.txt".encode(): "增长5%.txt",
}


@pytest.mark.parametrize(("name", "path"), NAMES.items())
def test_a_name_is_the_same_whatever_lies_beside_it(tmp_path: Path, name: bytes, path: str) -> None:
    make_files(tmp_path / "alone", os.fsdecode(name))
    assert paths_of(find_sources([tmp_path / "alone"], ["", ".txt", ".txt%gb18030"])) == [path]
    make_files(tmp_path / "all", *map(os.fsdecode, NAMES))
    files = find_sources([tmp_path / "all"], ["", ".txt", ".txt%gb18030"]).files
    assert {file.path: os.fsencode(file.location.name) for file in files} == {p: n for n, p in NAMES.items()}


@given(st.lists(st.binary(min_size=1, max_size=12), max_size=8, unique=True))
def test_no_two_names_read_alike(names: list[bytes]) -> None:
    signs = b"%25FGB18030A\xff\xd2\xaa"
    paths = {Path(os.fsdecode(bytes(signs[byte % len(signs)] for byte in name))) for name in names}
    assert len({_as_text(path) for path in paths}) == len(paths)


def make_archive(path: Path, *names: str) -> Path:
    with ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, name)
    return path


def test_what_is_in_an_archive_is_read(tmp_path: Path) -> None:
    make_files(tmp_path, "in/a.txt")
    make_archive(tmp_path / "in" / "省.zip", "市/b.txt", "c.json", "README.txt", "d.HTML")
    (tmp_path / "scratch").mkdir()
    sources = find_sources([tmp_path / "in"], (*SUFFIXES, ".zip"), scratch=tmp_path / "scratch")
    assert paths_of(sources) == ["a.txt", "省.zip/d.HTML", "省.zip/市/b.txt"]
    assert [file.location.read_text() for file in sources.files] == ["in/a.txt", "d.HTML", "市/b.txt"]


def test_of_a_folder_with_a_torn_archive_not_every_file_is_known(tmp_path: Path) -> None:
    make_files(tmp_path, "in/a.txt", "in/torn.zip")
    suffixes = (*SUFFIXES, ".zip")
    assert find_sources([tmp_path / "in"], suffixes).folders == {(tmp_path / "in").as_posix()}
    assert find_sources([tmp_path / "in"], suffixes, scratch=tmp_path).folders == frozenset()


def test_archives_that_give_nothing_are_named(tmp_path: Path) -> None:
    make_archive(tmp_path / "climbs.zip", "/etc/a.txt", "b.txt")
    make_archive(tmp_path / "empty.zip", "a.json")
    (tmp_path / "torn.zip").write_bytes((tmp_path / "climbs.zip").read_bytes()[:40])
    (tmp_path / "scratch").mkdir()
    archives = [tmp_path / f"{name}.zip" for name in ("climbs", "empty", "torn")]
    sources = find_sources(archives, SUFFIXES, scratch=tmp_path / "scratch")
    assert paths_of(sources) == ["climbs.zip/b.txt"]
    assert codes_of(sources) == {
        "climbs.zip//etc/a.txt": "unsafe-path", "empty.zip": "no-documents", "torn.zip": "damaged-file"
    }  # fmt: skip


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_closed_folder_is_named(tmp_path: Path) -> None:
    make_files(tmp_path, "a.txt", "closed/b.txt")
    (tmp_path / "closed").chmod(0)
    sources = find_sources([tmp_path], SUFFIXES)
    (tmp_path / "closed").chmod(0o700)
    assert (paths_of(sources), codes_of(sources)) == (["a.txt"], {"closed": "no-permission"})


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (PermissionError(errno.EACCES, "Permission denied"), "no-permission"),
        (OSError(errno.ELOOP, "Too many levels of symbolic links"), "link-loop"),
        (FileNotFoundError(errno.ENOENT, "No such file or directory"), "missing-file"),
        (OSError(errno.EIO, "Input/output error"), "unreadable-file"),
        (OSError("odd"), "unreadable-file"),
    ],
)
def test_errors_of_the_file_system_have_codes(error: OSError, code: str) -> None:
    failure = find_failure(error)
    assert failure.code == code
    assert failure.message == f"{error.strerror or 'odd'}."
