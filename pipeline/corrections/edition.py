"""One document with its corrections: they are applied while it is made, so that all that follows sees them.

`Edition.metadata` and `Edition.home` come before the agencies and the years, `Edition.changed` before the
audit. What a person has removed goes after the audit (`Edition.finished`): it was read, and set aside.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from extractors.agencies import regions
from extractors.agencies.home import Home
from extractors.header import Metadata
from extractors.records import Document, Problem, Span
from pipeline.corrections.anchors import Anchor, find_anchor
from pipeline.corrections.form import Correction
from pipeline.corrections.making import RefusedError, Resolve, find_clash, make, with_field
from pipeline.corrections.removal import remove
from pipeline.corrections.shelf import Mark, Position, Shelf, Slot

_METADATA = ("title", "document_number", "issuers", "recipients", "issued_on", "period")
_LAST = ("agency", "normalized")
"""Fields that follow others, unless they are set themselves."""
_QUOTED = 30
"""Characters of the words that a problem quotes."""


@dataclass(slots=True)
class Said:
    """What is said of one record, in the order of time, and the record before it was."""

    mark: Mark
    base: Any
    corrections: list[Correction] = field(default_factory=list)

    @property
    def is_gone(self) -> bool:
        return self.mark.slot is not None and self.mark.slot.gone


class NoTaskError(LookupError):
    """The task that holds a record is not there; `span` is where the record's words are."""

    def __init__(self, span: Span) -> None:
        super().__init__(span)
        self.span = span


@dataclass(slots=True)
class Edition:
    """The corrections of one document, while it is made."""

    corrections: Sequence[Correction] = ()
    sha256: str = ""
    """Of the document's file: a correction of another one was made before its bytes changed."""
    problems: list[Problem] = field(default_factory=list)
    _fields: list[str] = field(default_factory=list)
    _gone: list[Mark] = field(default_factory=list)
    _removed: list[Position] = field(default_factory=list)
    _said: dict[int, Said] = field(default_factory=dict)
    """What is said of a record, by the id of its slot."""
    _named_anew: bool = False

    def metadata(self, metadata: Metadata) -> Metadata:
        """Return the elements of the document as corrected."""
        for each in self._of_document(_METADATA):
            read = _as_json(str(each.field), getattr(metadata, str(each.field)))
            if self._still_reads(each, read):
                self._fields.append(str(each.field))
                metadata = replace(metadata, **{str(each.field): _as_metadata(each.new)})
        return metadata

    def home(self, home: Home) -> Home:
        """Return where the document speaks from as corrected."""
        for each in self._of_document(("region",)):
            code = home.region.code if home.region else ""  # of a place in no table
            read = {"code": code, "name": home.region.name} if home.region and code else None
            if self._still_reads(each, read):
                self._fields.append("region")
                region = regions.region(each.new["code"]) if each.new else None
                home = replace(home, region=region, national=region is None)
        return home

    def _of_document(self, fields: Sequence[str]) -> Iterator[Correction]:
        return (each for each in self.corrections if each.record == "document" and each.field in fields)

    def _still_reads(self, correction: Correction, read: Any) -> bool:
        """Return whether the file is the same, or the same is read in it as when it was corrected."""
        if correction.document == self.sha256 or read in (correction.old, correction.new):
            return True
        self._tell("stale", correction, "the file has changed, and reads otherwise there")
        return False

    def changed(self, document: Document, resolve: Resolve) -> Document:
        """Return the document with its records changed and added to, the names in them resolved.

        What was said first is done first: a later word may be about what an earlier one has left.
        """
        ours = sorted((each for each in self.corrections if each.record != "document"), key=_in_order)
        if not ours:
            return document
        shelf = Shelf(document)
        waiting = []
        for each in ours:
            try:
                self._take(each, shelf, resolve)
            except NoTaskError:
                waiting.append(each)
        for each in waiting:  # of a task that a later correction has added
            try:
                self._take(each, shelf, resolve)
            except NoTaskError as error:
                self._tell("stale", each, "its task is not there any more", error.span)
        self._tell_without_task()
        self._refuse_clashes(shelf)
        self._removed = [shelf.position(mark) for mark in self._gone]
        self._named_anew |= any(mark.kind in ("task", "assignment") for mark in self._gone)
        return shelf.document()

    def _take(self, correction: Correction, shelf: Shelf, resolve: Resolve) -> None:
        """Do what one correction says; `NoTaskError` where the task that holds its record is not there."""
        if (place := _place(correction, shelf, correction.document != self.sha256)) is None:
            self._tell("stale", correction, "its words are not there any more")
        elif correction.change == "add":
            self._add(correction, place, shelf, resolve)
        elif mark := self._find(correction, place, shelf):
            if correction.change == "remove":
                assert mark.slot
                mark.slot.gone = True
                self._gone.append(mark)
                return
            said = self._said_of(mark)
            said.corrections.append(correction)
            if correction.change == "set":
                self._set(said, shelf, resolve)

    def _find(self, correction: Correction, place: tuple[Span, Slot | None], shelf: Shelf) -> Mark | None:
        """Return the record, None, with a problem where it is missed, if it is not there."""
        found = shelf.find(correction, *place)
        if len(found) > 1:
            self._tell("stale", correction, "several records stand there", place[0])
        elif not found and correction.change != "remove":
            self._tell("stale", correction, "no such record is read there any more", place[0])
        return found[0] if len(found) == 1 else None

    def _said_of(self, mark: Mark) -> Said:
        assert mark.slot
        return self._said.setdefault(id(mark.slot), Said(mark, mark.slot.record))

    def _tell_without_task(self) -> None:
        """Tell what is said of records of tasks that are removed."""
        for said in self._said.values():
            if said.mark.task and said.mark.task.gone and not said.is_gone:
                self._refuse(said, said.corrections, "its task is removed")

    def _refuse_clashes(self, shelf: Shelf) -> None:
        """Take back what leaves records that cannot stand beside the others, the last words first."""
        left = [said for said in self._said.values() if said.corrections and not said.is_gone]
        left.sort(key=lambda said: _in_order(said.corrections[-1]), reverse=True)
        refused = 1
        while refused:  # what is taken back may clash in turn
            refused = sum(self._refuse_clash(said, shelf) for said in left)

    def _refuse_clash(self, said: Said, shelf: Shelf) -> bool:
        """Take back what is set of a record, or adds it, if it cannot stand so; return whether it is."""
        slot = said.mark.slot
        assert slot
        doubted = [each for each in said.corrections if each.change != "confirm"]
        clash = find_clash(slot.record, said.mark.kind, said.mark, shelf) if doubted else None
        if clash is None:
            return False
        sets = [each for each in doubted if each.change == "set"]
        shelf.drop(said.mark)
        self._refuse(said, sets if sets and slot.added else doubted, clash)
        return True

    def _refuse(self, said: Said, corrections: Sequence[Correction], why: str) -> None:
        for each in corrections:
            self._tell("refused", each, why, said.mark.span)
        said.corrections = [each for each in said.corrections if each not in corrections]

    def finished(self, document: Document) -> Document:
        """Return the document, its audit done, without what was removed; what is corrected is sure."""
        if not self.corrections:
            return document
        info = document.document.changed(corrected=tuple(dict.fromkeys(self._fields)))
        left = remove(document.changed(document=info), self._removed, self._named_anew)
        return left.changed(problems=(*left.problems, *self.problems))

    def _set(self, said: Said, shelf: Shelf, resolve: Resolve) -> None:
        """Set all fields of a record that were said so far, what follows from others last."""
        record, mark = said.base, said.mark
        sets = (each for each in said.corrections if each.change == "set")
        for each in sorted(sets, key=lambda each: each.field in _LAST):
            record = with_field(record, each.record, str(each.field), each.new)
            if mark.kind == "assignment" and each.field in ("name", "agency"):
                record = record.changed(agency=resolve(each.new, mark.span))
                self._named_anew = True
        shelf.put(mark, record)

    def _add(
        self, correction: Correction, place: tuple[Span, Slot | None], shelf: Shelf, resolve: Resolve
    ) -> None:
        mark = shelf.find_same(correction.record, *place, correction.new)
        try:
            if mark.task and mark.task.gone:
                raise RefusedError("its task is removed")
            record = make(correction, mark, shelf, resolve)
        except RefusedError as error:
            self._tell("refused", correction, str(error), mark.span)
            return
        self._named_anew |= mark.kind == "assignment"
        mark = shelf.put(mark, record)
        assert mark.slot
        self._said[id(mark.slot)] = Said(mark, mark.slot.record, [correction])

    def _tell(self, how: str, correction: Correction, why: str, span: Span | None = None) -> None:
        """Note a correction that was not applied."""
        who, when, change = correction.who or "?", correction.when, correction.change
        what, words = correction.field or correction.record, (correction.words or "")[:_QUOTED]
        if words:
            message = (
                f"The correction by {who} of {when}, {change} {what} at “{words}”, is not applied: {why}."
            )
        else:
            message = f"The correction by {who} of {when}, {change} {what}, is not applied: {why}."
        self.problems.append(
            Problem(code=f"correction-{how}", severity="warning", message=message, span=span)
        )


def _in_order(correction: Correction) -> tuple[datetime, int]:
    """Return the key of the order in which corrections are done.

    Of one moment: what is said of records first, so that one may be put in the place of another; then
    sections and tasks that are added, then what they hold.
    """
    if correction.change != "add":
        return correction.moment, 0
    return correction.moment, 1 if correction.record in ("section", "task") else 2


def _place(correction: Correction, shelf: Shelf, edited: bool) -> tuple[Span, Slot | None] | None:
    """Return where a record stands now, and the task that holds it, None if its words are not there."""
    place = Anchor(correction.span or (0, 0), correction.words or "", correction.before, correction.after)
    span = find_anchor(place, shelf.text, edited)
    if span is None or correction.task is None:
        return (span, None) if span else None
    task = shelf.find_task(correction.task, correction.task_words, span, correction.span)
    if task is None:
        raise NoTaskError(span)
    return span, task


def _as_json(name: str, value: Any) -> Any:
    """Return an element of the metadata as the document's JSON has it."""
    if name == "period" and value:
        return {"start": value[0], "end": value[1]}
    return list(value) if isinstance(value, tuple) else value


def _as_metadata(value: Any) -> Any:
    if isinstance(value, dict):
        return value["start"], value["end"]
    return tuple(value) if isinstance(value, list) else value
