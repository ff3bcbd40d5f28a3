"""What reviewers answer, whatever program they answered in; and as corrections."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import inf
from typing import Any, Literal

from extractors.folding import fold
from extractors.records import Span
from pipeline.corrections.anchors import HEAD
from pipeline.corrections.form import Correction, FormError, find_flaws
from pipeline.review.items import Asked, Item, kind_of, named_field

Verdict = Literal["right", "wrong", "changed", "unjudged"]
"""`unjudged`: a record in a passage of which only what is missed was asked."""
_ANY_MOMENT = "2000-01-01T00:00:00Z"
_NUMBER = re.compile(r"(?P<value>\d[\d,]{0,20}(?:\.\d{1,10})?)[^\d,。；;，]{0,12}")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a reviewer says of a record that was asked about: `changes` are fields with their right values."""

    asked: Asked
    verdict: Verdict
    changes: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Missed:
    """What a reviewer found in a passage that no record tells."""

    label: str
    span: Span
    """Within the passage."""
    name: str = ""
    """Unit, indicator or title, where it is not the words themselves."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one reviewer says of one item."""

    item: Item
    judgements: tuple[Judgement, ...]
    missed: tuple[Missed, ...] = ()
    why: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A file that came back: answers, how many items have none, and what could not be read, by its place."""

    answers: tuple[Answer, ...]
    open: int = 0
    flaws: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    """What there is to say of the file as a whole."""


def to_corrections(answers: Iterable[Answer], who: str, when: str) -> Iterator[Correction | str]:
    """Yield the corrections that the answers make, and sentences on those that make none."""
    for answer in answers:
        by = answer.who or who
        common: dict[str, Any] = {"who": by, "when": when, "why": answer.why}
        for judgement in answer.judgements:
            yield from _of_judgement(judgement, common)
        for missed in answer.missed:
            yield from _of_missed(missed, answer.item, common)


def _of_judgement(judgement: Judgement, common: dict[str, Any]) -> Iterator[Correction | str]:
    place = _as_fields(judgement.asked.place)
    if judgement.verdict == "changed":
        for field, new in judgement.changes:
            old = _old(judgement.asked, field)
            yield _checked(Correction(**place, **common, change="set", field=field, old=old, new=new))
    elif judgement.verdict != "unjudged":
        change: Literal["confirm", "remove"] = "confirm" if judgement.verdict == "right" else "remove"
        yield Correction(**place, **common, change=change)


def _old(asked: Asked, field: str) -> Any:
    if field == "role":
        return asked.label
    return asked.shown.partition("：")[2] if field == "name" else None


def _of_missed(missed: Missed, item: Item, common: dict[str, Any]) -> Iterator[Correction | str]:
    kind = kind_of(missed.label)
    name = missed.name or item.text[slice(*missed.span)]
    if kind in ("target", "goal"):
        yield _measured(missed, item, common)
        return
    new: dict[str, Any] = {named_field(kind): name}
    if kind == "assignment":
        new["role"] = missed.label
    if kind == "assignment" and item.task is None:
        task = (0, len(item.text))
        title = item.text.split("。")[0][:HEAD]
        yield _added("task", task, item, {"title": title}, common, None)
        within = (item.start, item.start + len(item.text)), item.text[:HEAD]
        yield _added(kind, missed.span, item, new, common, within)
        return
    within_task = (item.task, item.task_words) if kind == "assignment" else None
    yield _added(kind, missed.span, item, new, common, within_task)


def _measured(missed: Missed, item: Item, common: dict[str, Any]) -> Correction | str:
    """Return a target that is missed, its number and unit being those of its words."""
    words = item.text[slice(*missed.span)]
    number = _NUMBER.search(fold(words))
    if not number or not missed.name:
        return f"{item.id}: {words}: a target is missed there; it needs a number, and an indicator beside it"
    start, end = missed.span[0] + number.start(), missed.span[0] + number.end()
    new = {
        "indicator": missed.name,
        "comparator": "eq",
        "value": number["value"].replace(",", ""),
        "unit": item.text[missed.span[0] + number.end("value") : end].strip(),
    }
    task = (item.task, item.task_words) if missed.label == "target" else None
    if missed.label == "target" and item.task is None:
        return f"{item.id}: {words}: a target is missed there, outside all tasks; add the task first"
    return _added(missed.label, (start, end), item, new, common, task)


def _added(
    kind: Any, span: Span, item: Item, new: dict[str, Any], common: dict[str, Any], task: Any
) -> Correction | str:
    start, end = span
    around = f"{item.before}{item.text}{item.after}"
    offset = len(item.before)
    return _checked(
        Correction(
            document=item.document,
            path=item.path,
            record=kind,
            span=(item.start + start, item.start + end),
            words=item.text[start:end],
            before=around[max(0, offset + start - 48) : offset + start],
            after=around[offset + end : offset + end + 48],
            task=task[0] if task else None,
            task_words=task[1] if task else None,
            change="add",
            new=new,
            **common,
        )
    )


def _checked(correction: Correction) -> Correction | str:
    flaw = next(find_flaws(correction), None)
    return correction if flaw is None else f"{correction.words}: {flaw}"


def _as_fields(place: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a place as a correction has them, after a way through JSON."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in place.items()}


class ItemError(ValueError):
    """What came back holds no item of a sample."""


def read_item(payload: Any) -> Item:
    """Return the item that a file brought back; `ItemError` if it is damaged."""
    from pydantic import ValidationError

    try:
        item = Item.from_json(payload) if isinstance(payload, str | bytes) else Item.from_value(payload)
        if item.kind == "record" and len(item.asked) != 1:
            raise ItemError("it asks about no record, or about several")
        if not 0 < item.weight < inf or item.start < 0:
            raise ItemError("its weight or its place is below zero")
        for asked in item.asked:
            place = Correction(
                **_as_fields(asked.place), change="confirm", who="", when="2000-01-01T00:00:00Z"
            )
            checked = Correction.from_json(place.to_json())
            if flaw := next(find_flaws(checked), None):
                raise ItemError(flaw)
            if not 0 <= asked.span[0] < asked.span[1] <= len(item.text):
                raise ItemError("a record stands outside its passage")
    except (ValidationError, FormError, TypeError, ValueError) as error:
        if isinstance(error, ItemError):
            raise
        raise ItemError("its data is no item of a sample") from None
    return item
