"""One document with its corrections: they are applied while it is made, so that all that follows sees them.

`Edition.metadata` and `Edition.home` come before the agencies and the years, `Edition.changed` before the
audit. What a person has removed goes after the audit (`Edition.finished`): it was read, and set aside.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
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
_QUOTED = 30
"""Characters of the words that a problem quotes."""


@dataclass(slots=True)
class Edition:
    """The corrections of one document, while it is made."""

    corrections: Sequence[Correction] = ()
    sha256: str = ""
    """Of the document's file: a correction of another one was made before its bytes changed."""
    problems: list[Problem] = field(default_factory=list)
    _fields: list[str] = field(default_factory=list)
    _gone: set[int] = field(default_factory=set)
    """The slots of records that are removed."""
    _removed: list[Position] = field(default_factory=list)
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
        """Return the document with its records changed and added to, the names in them resolved."""
        ours = [each for each in self.corrections if each.record != "document"]
        if not ours:
            return document
        shelf = Shelf(document)
        new = {id(each) for each in ours if each.change == "add" and each.record in ("section", "task")}
        for each in ours:
            if id(each) in new:
                self._add(each, shelf, resolve)
        marks = [(each, self._find(each, shelf)) for each in ours if each.change != "add"]
        gone = [mark for each, mark in marks if mark and each.change == "remove"]
        self._gone = {id(mark.slot) for mark in gone}
        for mark, changes in self._changes(marks):
            self._set(mark, changes, shelf, resolve)
        for each in ours:
            if each.change == "add" and id(each) not in new:
                self._add(each, shelf, resolve)
        self._removed = [shelf.position(mark) for mark in gone]
        self._named_anew |= any(mark.kind in ("task", "assignment") for mark in gone)
        return shelf.document()

    def _changes(
        self, marks: Iterable[tuple[Correction, Mark | None]]
    ) -> Iterable[tuple[Mark, list[Correction]]]:
        """Return the records of which fields are set, each with all that is set of it."""
        found: dict[int, tuple[Mark, list[Correction]]] = {}
        for each, mark in marks:
            if mark and each.change != "remove" and id(mark.task) in self._gone:
                self._tell("refused", each, "its task is removed", mark.span)
            elif mark and each.change == "set":
                found.setdefault(id(mark.slot), (mark, []))[1].append(each)
        return found.values()

    def finished(self, document: Document) -> Document:
        """Return the document, its audit done, without what was removed; what is corrected is sure."""
        if not self.corrections:
            return document
        info = document.document.changed(corrected=tuple(dict.fromkeys(self._fields)))
        left = remove(document.changed(document=info), self._removed, self._named_anew)
        return left.changed(problems=(*left.problems, *self.problems))

    def _place(self, correction: Correction, shelf: Shelf) -> tuple[Span, Slot | None] | None:
        """Return where a record stands now, and the task that holds it; None, with a problem, if nowhere."""
        place = Anchor(correction.span or (0, 0), correction.words or "", correction.before, correction.after)
        span = find_anchor(place, shelf.text, correction.document != self.sha256)
        if span is None:
            self._tell("stale", correction, "its words are not there any more")
            return None
        if correction.task is None:
            return span, None
        task = shelf.find_task(correction.task, correction.task_words, span, correction.span)
        if task is None:
            self._tell("stale", correction, "its task is not there any more", span)
            return None
        return span, task

    def _find(self, correction: Correction, shelf: Shelf) -> Mark | None:
        """Return the record, None, with a problem where it is missed, if it is not there."""
        if correction.record == "document" or (place := self._place(correction, shelf)) is None:
            return None
        found = shelf.find(correction.record, *place, correction.indicator)
        if found is None and correction.change != "remove":
            self._tell("stale", correction, "no such record is read there any more", place[0])
        return found

    def _set(self, mark: Mark, changes: Sequence[Correction], shelf: Shelf, resolve: Resolve) -> None:
        """Set the fields of one record, all of them or, where the record could not stand so, none."""
        assert mark.slot
        record = mark.slot.record
        changes = sorted(changes, key=lambda each: (each.field == "agency", each.moment))
        for each in changes:
            record = with_field(record, each.record, str(each.field), each.new)
            if mark.kind == "assignment" and each.field in ("name", "agency"):
                record = record.changed(agency=resolve(each.new, mark.span))
                self._named_anew = True
        if clash := find_clash(record, mark.kind, mark, shelf):
            for each in changes:
                self._tell("refused", each, clash, mark.span)
        else:
            shelf.put(mark, record)

    def _add(self, correction: Correction, shelf: Shelf, resolve: Resolve) -> None:
        if (place := self._place(correction, shelf)) is None:
            return
        mark = shelf.find_same(correction.record, *place, correction.new)
        try:
            if id(mark.task) in self._gone:
                raise RefusedError("its task is removed")
            record = make(correction, mark, shelf, resolve)
            if clash := find_clash(record, mark.kind, mark, shelf):
                raise RefusedError(clash)
        except RefusedError as error:
            self._tell("refused", correction, str(error), mark.span)
            return
        self._named_anew |= mark.kind == "assignment"
        shelf.put(mark, record)

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


def _as_json(name: str, value: Any) -> Any:
    """Return an element of the metadata as the document's JSON has it."""
    if name == "period" and value:
        return {"start": value[0], "end": value[1]}
    return list(value) if isinstance(value, tuple) else value


def _as_metadata(value: Any) -> Any:
    if isinstance(value, dict):
        return value["start"], value["end"]
    return tuple(value) if isinstance(value, list) else value
