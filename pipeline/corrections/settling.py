"""One word for each record: what holds of what several people, or one person twice, have said of it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, groupby

from pipeline.corrections.form import Correction
from pipeline.language import _, told

MOST_PEOPLE = 50
"""People who may differ over one record."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A correction, and the line that it stands in."""

    file: str
    line: int
    correction: Correction


@dataclass(frozen=True, slots=True)
class Flaw:
    """A line that is not applied, and why."""

    file: str
    line: int
    reason: str

    def said(self) -> str:
        """Return the place and the reason, in the language that is spoken."""
        place = _("{file}, line {line}").format(file=self.file, line=self.line) if self.line else self.file
        return _("{place}: {reason}").format(place=place, reason=told(self.reason))


@dataclass(frozen=True, slots=True)
class Book:
    """All corrections that hold, and the lines that do not."""

    entries: tuple[Entry, ...] = ()
    flaws: tuple[Flaw, ...] = ()
    replaced: tuple[Entry, ...] = ()
    """Said again, or otherwise, by the same person later."""
    disputed: tuple[Entry, ...] = ()
    """Those of the flaws that people, or one person at one moment, disagree on."""

    def by_document(self, files: Mapping[str, Collection[str]]) -> dict[str, tuple[Correction, ...]]:
        """Return the corrections of each of these documents, given its digest and its paths.

        A correction of a document that is not among them belongs to the one that has taken its path.
        """
        at_path: dict[str, list[str]] = {}
        for digest, paths in files.items():
            for path in paths:
                at_path.setdefault(path, []).append(digest)
        found: dict[str, list[Correction]] = {}
        for entry in self.entries:
            for digest in _documents_of(entry.correction, files, at_path):
                found.setdefault(digest, []).append(entry.correction)
        return {digest: tuple(each) for digest, each in found.items()}

    def without(self, files: Mapping[str, Collection[str]]) -> tuple[Entry, ...]:
        """Return the corrections of documents that are not among these."""
        paths = {path for each in files.values() for path in each}
        return tuple(
            entry
            for entry in self.entries
            if entry.correction.document not in files and entry.correction.path not in paths
        )


def _documents_of(
    correction: Correction, files: Mapping[str, Collection[str]], at_path: Mapping[str, list[str]]
) -> Iterable[str]:
    if correction.document in files:
        return (correction.document,)
    return at_path.get(correction.path, ()) if correction.path else ()


def settle(entries: Iterable[Entry], flaws: Iterable[Flaw] = (), latest: bool = False) -> Book:
    """Return the corrections without those that are said twice, replaced or contradicted.

    Of one person's the later one holds. Where two people disagree, or one says two things at one moment,
    neither does; with `latest` the later one, whoever says it.
    """
    kept: list[Entry] = []
    replaced: list[Entry] = []
    entries = list(entries)
    wrong = list(flaws)
    for group in _by_record(entries).values():
        ordered = sorted(group, key=lambda entry: (entry.correction.moment, entry.file, entry.line))
        people = [ordered] if latest else list(_by_person(ordered))
        held = [_last_words(each, replaced, wrong, latest) for each in people]
        against = _disagreeing(held)
        wrong += (Flaw(each.file, each.line, reason) for each, reason in against)
        lost = {id(each) for each, __ in against}
        kept += _once([e for each in held for e in each if id(e) not in lost], replaced)
    kept.sort(key=lambda entry: (entry.file, entry.line))
    wrong.sort(key=lambda flaw: (flaw.file, flaw.line))
    held_or_replaced = {id(entry) for entry in (*kept, *replaced)}
    disputed = tuple(entry for entry in entries if id(entry) not in held_or_replaced)
    return Book(tuple(kept), tuple(wrong), tuple(replaced), disputed)


def record_of(correction: Correction) -> tuple[object, ...]:
    """Return what tells the record that a correction is about from others.

    Several may stand at one place: a unit in two roles, two indicators with one number.
    """
    new = correction.new if correction.change == "add" else {}
    return (
        correction.document,
        correction.record,
        correction.span,
        correction.task,
        new.get("indicator", correction.indicator),
        new.get("role", correction.role),
    )


def _by_record(entries: Iterable[Entry]) -> dict[tuple[object, ...], list[Entry]]:
    """Return the corrections by record; one without a role is of the only one that stands there."""
    groups: dict[tuple[object, ...], list[Entry]] = {}
    for entry in entries:
        groups.setdefault(record_of(entry.correction), []).append(entry)
    roles: dict[tuple[object, ...], set[tuple[object, ...]]] = {}
    for key, group in groups.items():
        if any(entry.correction.change != "add" for entry in group):
            roles.setdefault(key[:-1], set()).add(key)
    for place, keys in roles.items():
        bare = (*place, None)
        if len(keys) == 2 and bare in keys:
            groups[next(iter(keys - {bare}))] += groups.pop(bare)
    return groups


def _by_person(entries: list[Entry]) -> Iterator[list[Entry]]:
    def who(entry: Entry) -> str:
        return entry.correction.who

    return (list(group) for __, group in groupby(sorted(entries, key=who), key=who))


def _last_words(entries: list[Entry], replaced: list[Entry], wrong: list[Flaw], latest: bool) -> list[Entry]:
    """Return what holds of one person's words on one record, given in the order of time."""
    held: list[Entry] = []
    for entry in entries:
        # What came before a record was added is about the one whose place it took.
        added = max((n for n, each in enumerate(held) if each.correction.change == "add"), default=0)
        over = [
            each
            for n, each in enumerate(held)
            if n >= added and _goes_over(entry.correction, each.correction)
        ]
        torn = [
            each
            for each in over
            if each.correction.moment == entry.correction.moment
            and says(each.correction) != says(entry.correction)
        ]
        if torn and not latest:
            held = [each for each in held if each not in torn]
            reason = f"contradicts {', '.join(_place(each, entry) for each in torn)}: neither is applied"
            wrong.append(Flaw(entry.file, entry.line, reason))
            wrong += (
                Flaw(each.file, each.line, f"contradicts {_place(entry, each)}: neither is applied")
                for each in torn
            )
            continue
        replaced += over
        held = [*(each for each in held if each not in over), entry]
    return held


def _goes_over(later: Correction, earlier: Correction) -> bool:
    """Return whether the later word leaves nothing of the earlier one.

    One that adds a record leaves the removal of another at its place, and what is said of the record leaves
    it; what was set of one that is removed is there again if it is to stand after all. They hold together.
    """
    if "add" in (later.change, earlier.change):
        return later.change == earlier.change
    if earlier.change == "set":
        return later.change == "set" and _within(str(earlier.field), str(later.field))
    return True


def _within(field: str, other: str) -> bool:
    return field == other or field.startswith(f"{other}.")


def says(correction: Correction) -> tuple[object, ...]:
    """Return what a correction says, whoever says it and when."""
    new = repr(correction.new)
    return correction.change, correction.field, new


def _disagreeing(held: list[list[Entry]]) -> list[tuple[Entry, str]]:
    """Return the words of different people that cannot all hold, with the reason."""
    found: dict[int, tuple[Entry, str]] = {}
    said = {tuple(says(entry.correction) for entry in ours): ours for ours in held}
    if len(said) > MOST_PEOPLE:
        reason = f"{len(held)} people say different things of it: none is applied"
        return [(entry, reason) for ours in held for entry in ours]
    for ours, theirs in combinations(held, 2) if len(said) > 1 else ():
        for one in ours:
            for other in theirs:
                if _disagree(one.correction, other.correction):
                    for entry, against in ((one, other), (other, one)):
                        reason = f"disagrees with {_place(against, entry)}: neither is applied"
                        found.setdefault(id(entry), (entry, reason))
    return list(found.values())


def _disagree(one: Correction, other: Correction) -> bool:
    if says(one) == says(other):
        return False
    if "remove" in (one.change, other.change):
        return True
    if one.change == other.change == "set":
        fields = str(one.field), str(other.field)
        return _within(*fields) or _within(*reversed(fields))
    return "add" not in (one.change, other.change) or one.change == other.change


def _place(entry: Entry, beside: Entry) -> str:
    file = f"{entry.file}, " if entry.file != beside.file else ""
    who = f" ({entry.correction.who})" if entry.correction.who else ""
    return f"{file}line {entry.line}{who}"


def _once(entries: list[Entry], replaced: list[Entry]) -> Iterator[Entry]:
    seen: set[tuple[object, ...]] = set()
    for entry in entries:
        if says(entry.correction) in seen:
            replaced.append(entry)
        else:
            seen.add(says(entry.correction))
            yield entry
