"""Files of corrections: what is wrong is named by its line, the rest holds."""

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.corrections import anchor, read_corrections, write_corrections
from pipeline.corrections.anchors import find_anchor
from pipeline.corrections.settling import settle

BASE: dict[str, Any] = {
    "schema_version": "1",
    "document": "ab" * 32,
    "path": "a.txt",
    "record": "assignment",
    "span": [10, 14],
    "words": "省财政厅",
    "before": "由",
    "after": "牵头",
    "task": [0, 30],
    "task_words": "由省财政厅牵头",
    "change": "set",
    "field": "name",
    "new": "省水利厅",
    "who": "甲",
    "when": "2026-11-29T10:00:00+08:00",
}


def line(**changes: Any) -> str:
    row = BASE | changes
    return json.dumps({name: value for name, value in row.items() if value is not ...}, ensure_ascii=False)


WRONG = [
    ("{", "damaged: no JSON object"),
    ("[]", "damaged: no JSON object"),
    ("<<<<<<< HEAD", "damaged: no JSON object"),
    ("[" * 100_000, "damaged: no JSON object"),
    (line(old="DEEP").replace('"DEEP"', "[" * 900 + "]" * 900), "is damaged: no valid JSON"),
    (line(old="HIGH").replace("HIGH", r"\ud800"), "is damaged: no valid JSON"),
    (line(new="HIGH").replace("HIGH", r"\ud800"), "is damaged: no valid JSON"),
    (line(schema_version="2"), "is of schema version 2; this program reads 1"),
    (line(schema_version=...), "is of schema version None"),
    (line(colour="red"), "colour is no field of a correction"),
    (line(path=7), "path is not of its type"),
    (line(who=...), "has no who"),
    (line(record="person"), "record is none of 'document'"),
    (line(change="improve"), "change is none of 'set'"),
    (line(document="AB" * 32), "document is no SHA-256"),
    (line(document="ab"), "document is no SHA-256"),
    (line(span=None), "needs span and words"),
    (line(words="省财政"), "differ in length"),
    (line(span=[14, 10]), "differ in length"),
    (line(span=[-4, 0]), "differ in length"),
    (line(task=None), "task is needed for assignment and target"),
    (line(record="goal", field="unit", new="个"), "and for nothing else"),
    (line(when="gestern"), "when is no moment"),
    (line(when="2026-11-29T10:00:00"), "when has no zone"),
    (line(field="colour"), "colour is no field of a assignment that may be set; those are role"),
    (line(field=None), "None is no field"),
    (line(field="span", new=[1, 2]), "span is no field"),
    (line(field="role", new="boss"), 'new does not suit role: "boss"'),
    (line(new=""), "name: is empty"),
    (line(new=7), "new does not suit name: 7"),
    (line(new="长" * 20_000), "is longer than 10000"),
    (line(record="target", field="value", new="many"), "is no decimal"),
    (line(record="target", field="value", new="1e9"), "is no decimal"),
    (line(record="target", field="deadline.date", new="2025-02-30"), "is no day"),
    (line(record="target", field="deadline", new={"raw": "年底", "day": 3}), "new does not suit deadline"),
    (line(record="target", field="baseline.year", new=-5), "is out of range"),
    (line(change="add", field=None, new={"role": "lead"}), "new has no name"),
    (line(change="add", field=None, new={"role": "lead", "name": "省水利厅", "id": 3}), "id is no field"),
    (line(change="add", field=None, new="省水利厅"), "new is no object"),
    (line(change="remove"), "field and new have no meaning with remove"),
    (line(record="document", task=None, field="title"), "span and words are for records within"),
    (
        line(record="document", task=None, span=None, words=None, change="remove", field=None, new=None),
        "no document can be removed",
    ),
    (
        line(
            record="document", task=None, span=None, words=None, field="region",
            new={"code": "999999", "name": "x"},
        ),
        "no division has the code 999999",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("wrong", "says"), WRONG, ids=[says[:40] for _, says in WRONG])
def test_a_wrong_line_is_named_and_the_rest_holds(wrong: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "corrections.jsonl"
    path.write_text(f"{line()}\n{wrong}\n\n{line(span=[30, 34])}\n", encoding="utf-8")
    book = read_corrections([path])
    assert [entry.line for entry in book.entries] == [1, 4]
    assert [flaw.line for flaw in book.flaws] == [2]
    assert says in book.flaws[0].reason, book.flaws[0].reason
    assert len(str(book.flaws[0])) < 600


def test_bytes_that_are_no_text_are_named(tmp_path: Path) -> None:
    path = tmp_path / "corrections.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + line().encode() + b"\r\n\xff\xfe\x00\n" + line(span=[30, 34]).encode())
    book = read_corrections([path])
    assert [entry.line for entry in book.entries] == [1, 3] and [flaw.line for flaw in book.flaws] == [2]


LATER, LAST = "2026-11-29T11:00:00+08:00", "2026-11-29T12:00:00+08:00"


def target(change: str, indicator: str = "", **more: Any) -> str:
    """Return a line on the target 达标率, or one that adds a target of this name at its number."""
    new = {"indicator": indicator, "comparator": "ge", "value": "7", "unit": "个"} if indicator else None
    read = None if indicator else "达标率"
    return line(record="target", change=change, field=None, new=new, indicator=read, **more)


TOGETHER = [
    ("twice", [line(), line()], [2], []),
    ("later, by the same person", [line(), line(new="省林草局", when=LATER)], [2], []),
    ("earlier, by the same person", [line(when=LATER), line(new="省林草局")], [1], []),
    ("another zone is no later moment", [line(), line(when="2026-11-29T02:00:00Z")], [2], []),
    ("two values at one moment", [line(), line(new="省林草局")], [], [1, 2]),
    ("two people, one value", [line(), line(who="乙", when=LATER)], [2], []),
    ("two people, two values", [line(), line(who="乙", new="省林草局", when=LATER)], [], [1, 2]),
    ("two people, two fields", [line(), line(who="乙", field="role", new="lead")], [1, 2], []),
    ("two people, two records", [line(), line(who="乙", span=[30, 34], new="省林草局")], [1, 2], []),
    ("one removes, one changes", [line(), line(who="乙", change="remove", field=None, new=None)], [], [1, 2]),
    ("one confirms, one sets", [line(), line(who="乙", change="confirm", field=None, new=None)], [], [1, 2]),
    ("set, then removed", [line(), line(change="remove", field=None, new=None, when=LATER)], [1, 2], []),
    (
        "removed, and another put in its place",
        [target("remove"), target("add", "达标率", when=LATER)],
        [1, 2],
        [],
    ),
    ("the same, told backwards", [target("add", "达标率", when=LATER), target("remove")], [1, 2], []),
    (
        "added again after it was removed",
        [target("add", "达标率"), target("remove", when=LATER), target("add", "达标率", when=LAST)],
        [2, 3],
        [],
    ),
    (
        "what is said of the one that was put there leaves the removal of the first",
        [target("remove"), target("add", "达标率", when=LATER), target("confirm", when=LAST)],
        [1, 2, 3],
        [],
    ),
    ("one adds what the other removes", [target("remove"), target("add", "达标率", who="乙")], [], [1, 2]),
    ("one adds beside what another removes", [target("remove"), target("add", "面积", who="乙")], [1, 2], []),
    ("two roles at one place", [line(role="lead"), line(role="responsible", new="省林草局")], [1, 2], []),
    ("the role is not said", [line(role="lead"), line(new="省林草局", who="乙")], [], [1, 2]),
    ("removed, then set", [line(when=LATER), line(change="remove", field=None, new=None)], [1], []),
    ("set, then confirmed", [line(), line(change="confirm", field=None, new=None, when=LATER)], [1, 2], []),
    (
        "all of a deadline, and its day",
        [
            line(record="target", field="deadline", new=None),
            line(record="target", field="deadline.date", new="2025-12-31", who="乙"),
        ],
        [],
        [1, 2],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "hold", "flawed"), [row[1:] for row in TOGETHER], ids=[r[0] for r in TOGETHER]
)
def test_what_holds_of_several(lines: list[str], hold: list[int], flawed: list[int], tmp_path: Path) -> None:
    path = tmp_path / "corrections.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    book = read_corrections([path])
    assert [entry.line for entry in book.entries] == hold
    assert [flaw.line for flaw in book.flaws] == flawed
    assert all("line " in flaw.reason for flaw in book.flaws)


def test_the_latest_settles_what_people_disagree_on(tmp_path: Path) -> None:
    path = tmp_path / "corrections.jsonl"
    path.write_text(f"{line()}\n{line(who='乙', new='省林草局', when=LATER)}", encoding="utf-8")
    book = read_corrections([path])
    assert not book.entries
    again = settle(book.disputed, latest=True)
    assert [entry.correction.who for entry in again.entries] == ["乙"] and not again.flaws


def test_what_is_written_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "corrections.jsonl"
    path.write_text(f"{line()}\n{line(span=[30, 34])}", encoding="utf-8")
    book = read_corrections([path])
    write_corrections((entry.correction for entry in book.entries), tmp_path / "again.jsonl")
    assert read_corrections([tmp_path / "again.jsonl"]).entries[0].correction == book.entries[0].correction


TEXT = "一、财政。由省财政厅牵头，省水利厅配合。二、水利。由省财政厅牵头，省教育厅配合，抓好落实工作。"
PLACES = [
    ("as it was", TEXT, (6, 10)),
    ("moved as a whole", "各市：" + TEXT, (9, 13)),
    ("changed elsewhere", TEXT.replace("抓好", "做好有关"), (6, 10)),
    ("what follows closely is gone", TEXT.partition("二、")[0], None),
    ("gone, its like left", TEXT[20:], None),
    ("its surroundings changed", TEXT.replace("省水利厅配合", "省林草局配合"), None),
    ("twice now", TEXT + TEXT, (6, 10)),
    ("twice, and moved", "各市：" + TEXT + TEXT, None),
]


@pytest.mark.parametrize(("text", "place"), [row[1:] for row in PLACES], ids=[row[0] for row in PLACES])
def test_words_are_found_again_in_their_surroundings_alone(text: str, place: tuple[int, int] | None) -> None:
    assert find_anchor(anchor(TEXT, (6, 10)), text, edited=True) == place
