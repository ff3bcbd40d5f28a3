"""`import zeren`: what its names give, and that it is what the commands write."""

import io
import json
import pickle
from pathlib import Path

import pandas as pd
import pytest

import zeren
from pipeline.batch import load
from pipeline.graph import EXPORTERS
from pipeline.lineage.listing import link_cells
from pipeline.tables import WRITERS
from tests.factory import make_document, write_documents
from tests.here import zeren as command

PLAN = """临溪市2024年重点工作要点

一、重点任务

（一）加快水利设施建设。新建小型水库3座。（牵头单位：市水利局；责任单位：市财政局、市发展改革委）

（二）提升林业治理能力。完善林长制。（牵头单位：市林业局；责任单位：市公安局）
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as `zeren extract` writes it."""
    return write_documents(tmp_path_factory.mktemp("made"), map(make_document, range(1, 5)))


def test_a_text_gives_what_its_file_gives(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text(PLAN, encoding="utf-8")
    document = zeren.extract(PLAN)
    assert document == load(path) == zeren.extract(path) == zeren.extract(PLAN.encode(), name="text.txt")
    assert [task.number for task in document.tasks] == ["（一）", "（二）"]


def test_bytes_are_read_by_their_content() -> None:
    page = f"<html><body><p>{PLAN.replace(chr(10) * 2, '</p><p>')}</p></body></html>"
    document = zeren.extract(page.encode("gb18030"))
    assert (document.document.source.format, len(document.tasks)) == ("html", 2)
    assert document.document.source.path == "document"


def test_it_may_be_read_apart(tmp_path: Path) -> None:
    assert zeren.extract(PLAN, apart=True) == zeren.extract(PLAN)


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("", "empty-file"),
        (" \n ", "no-text"),
        (b"%PDF-1.4\n", "damaged-file"),
        (Path("nowhere.txt"), "missing-file"),
        (b"PK\x03\x04", "damaged-file"),
    ],
)
def test_what_gives_no_document_says_why(source: str | bytes | Path, code: str) -> None:
    with pytest.raises(zeren.SourceError) as caught:
        zeren.extract(source)
    error = caught.value
    assert isinstance(error, zeren.ZerenError)
    assert error.code == code
    assert str(error).startswith(f"{error.path}: ")


@pytest.mark.parametrize("name", ["../../x.txt", "..", "a" * 400, "a\0b.txt", "", "目录/名.md"])
def test_a_name_is_no_place(name: str) -> None:
    assert zeren.extract(PLAN, name=name).document.source.path == (name or "text.txt")


def test_lone_surrogates_are_no_text_of_a_file() -> None:
    assert len(zeren.extract(f"\ud800{PLAN}").tasks) == 2


def test_a_text_is_not_taken_for_a_path() -> None:
    with pytest.raises(zeren.ParameterError, match="Path"):
        zeren.extract("papers/plan.PDF")
    with pytest.raises(TypeError):
        zeren.extract(5)  # type: ignore[arg-type]


def test_a_finished_document_is_not_read_again(made: Path) -> None:
    with pytest.raises(zeren.ParameterError, match=r"zeren\.read"):
        zeren.extract(next((made / "documents").iterdir()))


def test_registry_and_corrections_are_files(tmp_path: Path) -> None:
    names = tmp_path / "names.toml"
    names.write_text("[[", encoding="utf-8")
    with pytest.raises(zeren.ParameterError, match=r"names\.toml"):
        zeren.extract(PLAN, registry=names)
    with pytest.raises(zeren.ParameterError, match="nowhere"):
        zeren.extract(PLAN, corrections=Path("nowhere"))


def test_reading_streams_the_documents_of_a_folder(made: Path) -> None:
    documents = zeren.read(made)
    assert next(iter(documents)).tasks
    assert {d.document.id for d in zeren.read(str(made))} == {
        make_document(n).document.id for n in range(1, 5)
    }
    one = make_document(2)
    assert list(zeren.read(made, documents=one.document.id)) == [one]
    years = {d.document.issued_on for d in zeren.read(made, years=2020)}
    assert years == {"2020-03-01"}
    assert len(list(zeren.read(made, regions=["900100", "900200"]))) == 2


def test_reading_takes_json_lines_from_files_and_streams(tmp_path: Path) -> None:
    documents = [make_document(n) for n in range(3)]
    lines = "".join(f"{document.to_json()}\n\n" for document in documents)
    path = tmp_path / "all.jsonl"
    path.write_text(lines, encoding="utf-8")
    assert list(zeren.read(path)) == documents == list(zeren.read(io.BytesIO(lines.encode())))


def test_what_is_no_document_is_raised_or_told(made: Path, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{}")
    (tmp_path / "b.json").write_text(make_document().to_json(), encoding="utf-8")
    with pytest.raises(zeren.ResultError, match=r"a\.json: no document file"):
        list(zeren.read(tmp_path))
    told: list[zeren.ResultError] = []
    assert len(list(zeren.read(tmp_path, skip=told.append))) == 1
    assert [error.reason for error in told] == ["no document file"]
    with pytest.raises(zeren.ResultError, match="no such"):
        zeren.read(tmp_path / "nowhere")
    lines = io.BytesIO(b"{}\n" + make_document().to_json().encode() + b"\n{")
    assert len(list(zeren.read(lines, skip=told.append))) == 1
    assert [error.reason.partition(":")[0] for error in told[1:]] == ["line 1", "line 3"]


def test_equal_texts_count_once_as_in_the_commands(tmp_path: Path, in_process: None) -> None:
    text = f"{PLAN}\n特此通知。请各有关单位结合实际认真组织实施，并于每季度末报送进展情况。\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "b.txt").write_text(text.replace("\n\n", "\n\n\n"), encoding="utf-8")
    command("extract", tmp_path, "--output", tmp_path / "out")
    (document,) = zeren.read(tmp_path / "out")
    assert "equal-text" in {problem.code for problem in document.problems}


def test_the_graph_is_what_the_command_writes(made: Path, tmp_path: Path) -> None:
    for view in ("responsibility", "cooperation", "hierarchy", "lineage"):
        ours, theirs = tmp_path / "ours.graphml", tmp_path / "theirs.graphml"
        command("graph", made, "--view", view, "--output", theirs)
        EXPORTERS["graphml"](zeren.graph(zeren.read(made), view=view), ours)  # type: ignore[call-overload]
        assert ours.read_bytes() == theirs.read_bytes()
    leads = zeren.graph(make_document(), roles=["lead"])
    assert {kind for *_, kind in leads.edges(data="kind")} & {"responsible", "cooperating"} == set()


def test_the_links_are_what_the_command_lists(made: Path) -> None:
    listed = json.loads(command("lineage", made, "--format", "json", "--min-score", "0.1").stdout)
    assert [link_cells(link) for link in zeren.lineage(zeren.read(made), min_score=0.1)] == listed
    with pytest.raises(zeren.ParameterError, match="min_score"):
        zeren.lineage([], min_score=2)


def test_the_frames_are_what_the_command_writes(made: Path, tmp_path: Path) -> None:
    command("tables", made, "--output", tmp_path / "theirs")
    frames = zeren.frames(zeren.read(made))
    WRITERS["csv"](frames.items(), tmp_path / "ours")
    for name in frames:
        assert (tmp_path / "ours" / f"{name}.csv").read_bytes() == (
            tmp_path / "theirs" / f"{name}.csv"
        ).read_bytes()
    each = [zeren.frames(document)["tasks"] for document in zeren.read(made)]
    assert frames["tasks"].equals(pd.concat(each, ignore_index=True))


def test_what_was_promised_is_what_the_command_tells(made: Path) -> None:
    told = json.loads(command("track", made, "--json").stdout)
    rows = zeren.track(zeren.read(made))
    assert len(rows) == len(told) > 0
    assert [row.indicator for row in rows] == [each["indicator"] for each in told]
    chosen = zeren.track(zeren.read(made), indicators=rows[0].indicator, years=(2000, 2030))
    assert {row.indicator for row in chosen} == {rows[0].indicator}
    assert zeren.track(zeren.read(made), verdicts=["met"]) == [row for row in rows if row.verdict == "met"]
    with pytest.raises(zeren.ParameterError, match="verdict"):
        zeren.track([], verdicts="fine")


def test_what_is_no_choice_is_refused() -> None:
    with pytest.raises(zeren.ParameterError, match="view"):
        zeren.graph([], view="star")  # type: ignore[call-overload]
    with pytest.raises(zeren.ParameterError, match="role"):
        zeren.graph([], roles=["boss"])  # type: ignore[list-item]


def test_nothing_gives_nothing() -> None:
    assert len(zeren.graph([])) == 0
    frames = zeren.frames([])
    assert {len(frame) for name, frame in frames.items() if name != "indicators"} == {0}  # of the lexicon


def test_all_names_are_there_and_no_other() -> None:
    assert all(getattr(zeren, name) for name in zeren.__all__)
    assert dir(zeren) == sorted(zeren.__all__)
    with pytest.raises(AttributeError, match="nothing"):
        zeren.nothing  # noqa: B018


def test_errors_travel_between_processes() -> None:
    for error in (zeren.SourceError("empty-file", "Empty.", "a"), zeren.ResultError("a", "b")):
        assert str(pickle.loads(pickle.dumps(error))) == str(error)
