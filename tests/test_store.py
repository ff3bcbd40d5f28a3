"""The folder that a run writes."""

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from extractors.records import Appraisal, Document
from pipeline.index import Counts, IndexLine, Status
from pipeline.keeping import documents_of
from pipeline.keeping.base import encode
from pipeline.scratch import BusyError
from pipeline.store import Store, count, open_store
from tests.factory import make_document

COUNTS = Counts(tasks=1, assignments=2, targets=3, goals=4, problems=5)


def make_line(path: str, document: str | None = "00ff", status: Status = "done") -> IndexLine:
    program = "v1" if document else None
    return IndexLine(folder="in", path=path, document=document, status=status, counts=COUNTS, program=program)


def index_of(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "index.jsonl").read_text(encoding="utf-8").splitlines()]


def close(store: Store, lines: Iterable[IndexLine], folders: Iterable[str] = ()) -> None:
    """End a run that gave these lines."""
    for line in lines:
        store.append(line)
    store.close(folders)


def document_path(folder: Path, document_id: str) -> Path:
    return documents_of(folder).path_of(document_id)


def write(store: Store, document: Document) -> None:
    store.documents.write(document.document.id, encode(document))


def put(folder: Path, *ids: str) -> None:
    for document_id in ids:
        document_path(folder, document_id).write_text("{}")


def test_a_document_is_written_as_it_reads_back(tmp_path: Path) -> None:
    document = make_document(3)
    with open_store(tmp_path) as opened:
        write(opened, document)
    path = document_path(tmp_path, document.document.id)
    assert type(document).from_json(path.read_bytes()) == document
    assert path.read_bytes().endswith(b"}\n")
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_counts_are_those_of_the_document() -> None:
    document = make_document(3, tasks=5, units=4)
    targets = sum(len(task.targets) for task in document.tasks)
    assert count(document) == Counts(
        tasks=5, assignments=20, targets=targets, goals=len(document.goals), problems=len(document.problems)
    )


def test_lines_are_there_at_once_and_in_order_at_the_end(tmp_path: Path) -> None:
    with open_store(tmp_path) as opened:
        for path in ("b.txt", "a.txt"):
            opened.append(make_line(path))
        assert [line["path"] for line in index_of(tmp_path)] == ["b.txt", "a.txt"]
        opened.close()
    assert [line["path"] for line in index_of(tmp_path)] == ["a.txt", "b.txt"]


def test_what_a_killed_run_left_is_cleared_and_its_lines_are_kept(tmp_path: Path) -> None:
    with open_store(tmp_path) as opened:
        opened.append(make_line("a.txt"))
    with (tmp_path / "index.jsonl").open("a") as file:
        file.write('{"folder": "in", "pa')
    (tmp_path / "documents" / ".00ff.json.12.tmp").touch()
    (tmp_path / ".index.jsonl.12.tmp").touch()
    with open_store(tmp_path) as opened:
        assert list(opened.lines) == [("in", "a.txt")]
    assert len(index_of(tmp_path)) == 1
    assert {path.name for path in tmp_path.rglob("*")} == {"documents", "index.jsonl"}


def test_the_last_line_of_a_file_holds(tmp_path: Path) -> None:
    with open_store(tmp_path) as opened:
        opened.append(make_line("a.txt", "0001"))
        opened.append(make_line("a.txt", "0002"))
    with open_store(tmp_path) as opened:
        assert [line.document for line in opened.lines.values()] == ["0002"]


@pytest.mark.parametrize(
    ("new", "folders", "index", "documents"),
    [
        pytest.param([], [], ["a", "b"], ["1", "2"], id="files of other runs stay"),
        pytest.param([("a", "1")], ["in"], ["a"], ["1"], id="gone from the folder"),
        pytest.param([("a", "3")], [], ["a", "b"], ["2", "3"], id="changed"),
        pytest.param([("a", None)], [], ["a", "b"], ["1", "2"], id="failed now: the document stays"),
        pytest.param([("c", "1")], ["in"], ["c"], ["1"], id="moved"),
        pytest.param([("a", "2")], [], ["a", "b"], ["2"], id="now equal to another"),
    ],
)
def test_index_and_documents_agree_after_a_run(
    tmp_path: Path,
    new: list[tuple[str, str | None]],
    folders: list[str],
    index: list[str],
    documents: list[str],
) -> None:
    with open_store(tmp_path) as opened:
        close(opened, [make_line("a", "1"), make_line("b", "2")])
        put(tmp_path, "1", "2", *(document for _, document in new if document))
    with open_store(tmp_path) as opened:
        close(opened, [make_line(p, d, "done" if d else "failed") for p, d in new], folders)
    assert [line["path"] for line in index_of(tmp_path)] == index
    assert sorted(path.stem for path in (tmp_path / "documents").iterdir()) == documents


def test_a_file_that_is_not_ours_is_never_removed(tmp_path: Path) -> None:
    with open_store(tmp_path) as opened:
        put(tmp_path, "notes")
        close(opened, [make_line("a", "1")], ["in"])
    assert document_path(tmp_path, "notes").exists()


def test_only_the_file_that_a_document_was_written_from_vouches_for_it(tmp_path: Path) -> None:
    with open_store(tmp_path) as opened:
        close(opened, [make_line("a", "1")])
    with open_store(tmp_path) as opened:
        close(opened, [make_line("b", "1")])
    assert [(line["path"], line["program"]) for line in index_of(tmp_path)] == [("a", None), ("b", "v1")]


def test_one_run_at_a_time(tmp_path: Path) -> None:
    with open_store(tmp_path), pytest.raises(BusyError), open_store(tmp_path):
        pass
    with open_store(tmp_path):
        pass


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    document = make_document(1)
    with open_store(tmp_path) as opened:
        write(opened, document)
        before = document_path(tmp_path, document.document.id).read_bytes()
        broken = document.changed(tasks=object())
        with pytest.raises(Exception, match="object"):
            write(opened, broken)
    assert document_path(tmp_path, document.document.id).read_bytes() == before
    assert len(list((tmp_path / "documents").iterdir())) == 1


@pytest.mark.parametrize(
    "name", ["../../victim", "/victim", "..", "", "0123456789abcdeF", "0123456789abcdef.", 7]
)
def test_what_an_index_says_is_no_path(tmp_path: Path, name: object) -> None:
    victim = tmp_path / "victim.json"
    victim.write_text("mine")
    folder = tmp_path / "a" / "out"
    with open_store(folder) as store:
        close(store, [make_line("a", "0123456789abcdef")])
    index = folder / "index.jsonl"
    index.write_text(index.read_text().replace('"0123456789abcdef"', json.dumps(name)))
    with open_store(folder) as store:
        assert not store.lines
        close(store, [], ["in"])
    assert victim.read_text() == "mine"


def test_a_line_comes_back_whole(tmp_path: Path) -> None:
    reading = Appraisal(grade="good", reasons=("few",), set_aside={"number: date": 2})
    line = make_line("a.txt").changed(reading=reading)
    with open_store(tmp_path) as store:
        store.append(line)
    with open_store(tmp_path) as store:
        assert store.lines == {line.key: line}


def test_only_what_a_run_leaves_of_its_own_is_cleared(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    (folder / "documents").mkdir(parents=True)
    (folder / ".notes.tmp").write_text("mine")
    (folder / ".precious.tmp").mkdir()
    left = folder / "documents" / ".0123456789abcdef.json.4711.tmp"
    left.write_text("half")
    with open_store(folder):
        pass
    assert (folder / ".notes.tmp").exists() and (folder / ".precious.tmp").exists()
    assert not left.exists()
