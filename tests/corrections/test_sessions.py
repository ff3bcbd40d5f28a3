"""People who correct, read again and correct what they see: the file gives what their page showed."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from extractors.records import Document, Span
from pipeline.batch import build_from_file
from pipeline.corrections import Correction
from pipeline.corrections.form import MEASURED
from pipeline.corrections.shelf import place_of
from pipeline.corrections.writing import Found, correct, place, records_of
from pipeline.sources import digest_file
from tests.corrections.making import book_of

PLAN = """云溪省2025年水土保持工作要点

一、重点任务
（一）推进水土治理。完成治理面积20万亩以上，建设示范点12个。（牵头单位：省水利厅；责任单位：省财政厅、省林草局）
（二）加强监测。到2025年底监测覆盖率达到95%以上。（省生态环境厅负责）
"""
START = datetime(2026, 11, 29, 8, tzinfo=UTC)
ROLES = ("lead", "responsible", "cooperating", "supervising")


@dataclass
class Shown:
    """A record as a page shows it."""

    kind: str
    span: Span
    task: Span | None
    fields: dict[str, Any]
    found: Found | None = None
    """As the page was made of it; None for one that was added since."""
    gone: bool = False

    def told(self) -> tuple[Any, ...]:
        return self.kind, self.span, self.task or (), tuple(sorted(self.fields.items()))


@dataclass
class Page:
    """What one person sees, and has said."""

    path: Path
    shown: list[Shown] = field(default_factory=list)
    said: list[Correction] = field(default_factory=list)
    clock: int = 0

    def shows(self, each: Shown) -> bool:
        """Return whether it is there: neither it nor its task was removed."""
        return not each.gone and not any(
            task.gone for task in self.shown if task.kind == "task" and task.span == each.task
        )

    def now(self) -> str:
        self.clock += 1
        return (START + timedelta(seconds=self.clock)).isoformat()

    def build(self, said: Iterable[Correction]) -> Document:
        digest = str(digest_file(self.path))
        book = book_of(said)
        assert not book.flaws
        ours = book.by_document({digest: [self.path.name]}).get(digest, ())
        return build_from_file(self.path, self.path.name, digest, nlp=False, corrections=ours)


def fields_of(found: Found) -> dict[str, Any]:
    names = {"assignment": ("role", "name"), "task": ("title",)}.get(found.kind, ("indicator", "value"))
    return {name: getattr(found.record, name) for name in names}


def records(document: Document) -> Iterator[Shown]:
    for found in records_of(document):
        if found.kind in ("task", "assignment", *MEASURED):
            at = place_of(found.kind, found.record)
            yield Shown(found.kind, at, found.task.span if found.task else None, fields_of(found), found)


def read_again(page: Page, rng: random.Random) -> None:
    """Make the page anew of the file, its lines in any order: it shows what it showed."""
    document = page.build(rng.sample(page.said, len(page.said)))
    told = [each.message for each in document.problems if each.code.startswith("correction")]
    assert [each for each in told if "its task is removed" not in each] == []
    found = sorted(records(document), key=Shown.told)
    wanted = sorted(filter(page.shows, page.shown), key=Shown.told)
    assert [each.told() for each in found] == [each.told() for each in wanted]
    page.shown = found


def say_something(page: Page, rng: random.Random) -> None:
    """Correct one record that the page shows, or add one in its place or beside it."""
    of_page = [each for each in page.shown if each.found]
    if not of_page:
        return
    shown = rng.choice(of_page)
    assert shown.found
    options = ["set", "set", "remove", "confirm"]
    if shown.kind in ("assignment", *MEASURED):
        options += ["add"]
    change = rng.choice(options)
    if change == "add":
        _add(page, shown, rng)
        return
    if shown.task and any(each.gone for each in page.shown if each.span == shown.task):
        return  # the page shows nothing of a task that is removed
    if change == "set":
        name, new = _other(page, shown, rng)
        if name is None:
            return
        shown.fields[name] = new
        page.said.append(correct(shown.found, "set", field=name, new=new, who="甲", when=page.now()))
    else:
        page.said.append(correct(shown.found, change, who="甲", when=page.now()))
    shown.gone = change == "remove"


def _other(page: Page, shown: Shown, rng: random.Random) -> tuple[str | None, Any]:
    """Return a field and a value that the record has not, and may have."""
    name = rng.choice(list(shown.fields))
    if name == "role":
        taken = {e.fields["role"] for e in page.shown if (e.kind, e.task) == (shown.kind, shown.task)}
        free = [role for role in ROLES if role not in taken]
        return ("role", rng.choice(free)) if free else (None, None)
    return name, str(rng.randrange(100, 999)) if name == "value" else f"某{name}{page.clock}"


def _add(page: Page, beside: Shown, rng: random.Random) -> None:
    assert beside.found
    task = next((each for each in page.shown if each.kind == "task" and each.span == beside.task), None)
    if task and task.gone:
        return
    here = [e for e in page.shown if (e.kind, e.span, e.task) == (beside.kind, beside.span, beside.task)]
    new: dict[str, Any]
    if beside.kind == "assignment":
        free = [role for role in ROLES if role not in {each.fields["role"] for each in here if not each.gone}]
        if not free:
            return
        new = {"role": rng.choice(free), "name": f"某单位{page.clock}"}
    else:
        same = beside.gone and all(each.gone for each in here)  # put another in its place, of the same name
        name = beside.fields["indicator"] if same and rng.random() < 0.5 else f"某指标{page.clock}"
        new = {"indicator": name, "comparator": "eq", "value": str(page.clock), "unit": "个"}
        if beside.kind == "quantity":
            new["status"] = "achieved"
    said = Correction(
        **place(beside.found) | {"indicator": None, "role": None},
        change="add", new=new, who="甲", when=page.now(),
    )  # fmt: skip
    page.said.append(said)
    fields = {name: new[name] for name in beside.fields}
    page.shown.append(Shown(beside.kind, beside.span, beside.task, fields))


@pytest.mark.parametrize(
    "seeds", [range(15), pytest.param(range(15, 400), marks=pytest.mark.long)], ids=["some", "many"]
)
def test_the_file_gives_what_the_page_showed(seeds: range, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(PLAN, encoding="utf-8")
    first = list(records(Page(path).build(())))
    assert len(first) > 8
    for seed in seeds:
        rng = random.Random(seed)
        page = Page(path, list(records(Page(path).build(()))))
        for _ in range(3):
            for _ in range(rng.randrange(1, 6)):
                say_something(page, rng)
            read_again(page, rng)
