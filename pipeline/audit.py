"""What was not read, of finished documents: a listing for people, as CSV, as JSON."""

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from shutil import get_terminal_size

from extractors.records import Appraisal, Document, Problem
from pipeline.export import clean, defuse, json_text, printable
from pipeline.language import _, told
from pipeline.places import find_place
from pipeline.widths import cut_to, pad, width

_GRADES = ("poor", "check", "good")
"""The worst first."""
_SEVERITIES = ("error", "warning", "info")
_AROUND = 16
"""Characters before and after a place that are shown with it."""
_SHOWN = 40
"""Characters of the place itself."""
_NARROWEST = 60
"""Columns of a terminal; in a narrower one lines are broken."""
COLUMNS = (
    "document",
    "path",
    "grade",
    "code",
    "severity",
    "message",
    "before",
    "printed",
    "after",
    "start",
    "page",
)


@dataclass(frozen=True, slots=True)
class Place:
    """A problem with the words around it."""

    problem: Problem
    before: str
    printed: str
    after: str
    page: int | None


@dataclass(frozen=True, slots=True)
class Audit:
    """What one document is fit for, and what of it was not read."""

    document: str
    """Its id."""
    path: str
    title: str | None
    reading: Appraisal
    places: tuple[Place, ...]


def gather(documents: Iterable[Document]) -> list[Audit]:
    """Return the audits of the documents, the worst first: by grade, then by the number of places."""
    audits = [
        Audit(
            document.document.id,
            document.document.source.path,
            document.document.title,
            document.document.reading,
            tuple(sorted(_places(document), key=_rank)),
        )
        for document in documents
    ]
    return sorted(
        audits,
        key=lambda each: (_GRADES.index(each.reading.grade), -len(each.places), each.path, each.document),
    )


def _places(document: Document) -> Iterator[Place]:
    text = document.document.text
    for problem in document.problems:
        start, end = problem.span or (0, 0)
        page = find_place(document, problem.span) if problem.span else None
        yield Place(
            problem,
            text[max(0, start - _AROUND) : start],
            text[start : min(end, start + _SHOWN)],
            text[end : end + _AROUND] if problem.span and end - start <= _SHOWN else "",
            page.page if page else None,
        )


def _rank(place: Place) -> tuple[int, str, int]:
    problem = place.problem
    return _SEVERITIES.index(problem.severity), problem.code, problem.span[0] if problem.span else -1


def list_table(audits: Iterable[Audit]) -> Iterator[str]:
    """Yield the lines for people: each document that has something to look at, then the totals by kind.

    Lines fit the terminal: of the words around a place, those nearest to it are shown.
    """
    columns = max(_NARROWEST, get_terminal_size().columns)
    codes: Counter[str] = Counter()
    grades: Counter[str] = Counter()
    aside: Counter[str] = Counter()
    for audit in audits:
        grades[audit.reading.grade] += 1
        codes.update(place.problem.code for place in audit.places)
        aside.update(audit.reading.set_aside)
        if audit.places or audit.reading.reasons:
            yield from _lines(audit, columns)
    yield f"{'  '.join(f'{told(grade)} {grades[grade]}' for grade in _GRADES)}\n"
    yield from (f"{count:7}  {told(code)}\n" for code, count in codes.most_common())
    if aside:
        head = _("in no record, knowingly:")
        yield f"\n{head}\n"
        yield from (f"{count:7}  {told(reason)}\n" for reason, count in aside.most_common())


def _lines(audit: Audit, columns: int) -> Iterator[str]:
    reading = audit.reading
    grade = pad(told(reading.grade).upper(), 5)
    yield f"{cut_to(printable(f'{grade} {audit.path}  {audit.title or str()}'), columns)}\n"
    if reading.reasons:
        yield f"      {cut_to(printable('; '.join(map(told, reading.reasons))), columns - 6)}\n"
    for place in audit.places:
        page = _(" p. {page}").format(page=place.page) if place.page else ""
        head = f"      {told(place.problem.code)}{page}: "
        yield f"{head}{_words(place, columns - width(head))}\n"
    yield "\n"


def _words(place: Place, room: int) -> str:
    """Return the place with the words around it in so many columns; what it says where it has no place."""
    if not place.problem.span:
        return cut_to(printable(told(place.problem.message)), room)
    printed = cut_to(printable(place.printed), room - 4 if room < 2 * _AROUND else room - _AROUND)
    left = room - 4 - width(printed)
    before = cut_to(printable(place.before)[::-1], left // 2, "")[::-1]
    return f"{before}【{printed}】{cut_to(printable(place.after), left - width(before), '')}"


def list_csv(audits: Iterable[Audit]) -> Iterator[str]:
    """Yield CSV with a head, a line for each place; a document without one has none."""
    file = StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for audit in audits:
        for place in audit.places:
            problem = place.problem
            start = problem.span[0] if problem.span else None
            row = (
                audit.document,
                audit.path,
                audit.reading.grade,
                problem.code,
                problem.severity,
                problem.message,
            )
            words = (place.before, place.printed, place.after, start, place.page)
            writer.writerow(defuse(clean(c)) if isinstance(c, str) else c for c in (*row, *words))
    yield file.getvalue()


def list_json(audits: Iterable[Audit]) -> Iterator[str]:
    """Yield a list of documents, each with its reading and its problems, as JSON."""
    values = [
        {
            "document": audit.document,
            "path": audit.path,
            "title": audit.title,
            "reading": audit.reading.to_value(),
            "problems": [
                place.problem.to_value()
                | {"before": place.before, "printed": place.printed, "after": place.after, "page": place.page}
                for place in audit.places
            ],
        }
        for audit in audits
    ]
    yield json_text(values)


LISTINGS: dict[str, Callable[[Iterable[Audit]], Iterator[str]]] = {
    "table": list_table,
    "csv": list_csv,
    "json": list_json,
}
