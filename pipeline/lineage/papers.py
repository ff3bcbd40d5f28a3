"""What is kept of a document to tie it to others: what it is known by, what it cites, what its tasks say."""

import re
from collections.abc import Iterator
from functools import cache

from extractors.agencies.bodies import knowledge
from extractors.agencies.regions import NATION
from extractors.agencies.regions import region as find_region
from extractors.agencies.registry import Registry
from extractors.citations import Cited, cited_in_title, find_citations
from extractors.folding import fold
from extractors.records import Document, Task
from extractors.values import value
from pipeline.lineage.titles import body_of, keys_of, number_key, stem_of, subject_of, year_before
from pipeline.track.facts import UNKNOWN, paper_of

_REPORT = re.compile("工作报告$")
_KINDLESS = 4
"""Letters below which a stem or a subject says too little."""


@value
class Paper:
    """One document."""

    id: str
    title: str
    number: str
    issuers: tuple[str, ...]
    place: str
    """GB/T 2260 code, 000000 for the nation; begins with ? where none is told."""
    year: int
    """Of its period, else of its issue; 0 if it tells none."""
    last: int
    """Last year of its period."""
    issued_on: str
    keys: tuple[str, ...]
    stem: str
    subject: str
    """Empty for what tells what was done: a report implements none of its subject."""


@value
class Citing:
    """A paper that a document names, with the frame of its words."""

    start: int
    end: int
    title: str
    number: str
    frame: str
    year: int
    """Printed before the name; 0 for none."""
    place: str
    """Code of the place whose paper it is, as far as a body before the name tells it; else empty."""
    task: str
    task_title: str
    in_title: bool


@value
class Piece:
    """One task, as far as it is compared."""

    id: str
    title: str
    text: str
    start: int
    end: int
    indicators: tuple[str, ...]


def read_paper(document: Document) -> Paper:
    """Return what the document is known by."""
    info = document.document
    known = paper_of(document)
    title = info.title or ""
    stem = stem_of(title) if title else ""
    subject = "" if _REPORT.search(stem) else subject_of(title)
    return Paper(
        info.id,
        title or info.source.path,
        number_key(info.document_number or ""),
        info.issuers,
        known.place,
        known.year,
        known.last,
        info.issued_on or "",
        tuple(keys_of(title)) if title else (),
        stem if len(stem) >= _KINDLESS else "",
        subject if len(subject) >= _KINDLESS else "",
    )


def read_citations(document: Document) -> Iterator[Citing]:
    """Yield the papers that the document names in other words than its own title and those of its parts."""
    info = document.document
    own = [(body_of(title), set(keys_of(title))) for title in (info.title or "", *_own_titles(document))]
    own_number, place = number_key(info.document_number or ""), paper_of(document).place
    spans = sorted((task.span[0], -task.span[1], task.id, task.title) for task in document.tasks)
    folded = fold(info.text)
    if info.title and (cited := cited_in_title(fold(info.title))):
        yield _citing(cited, folded, place, ("", ""), in_title=True)
    for cited in find_citations(folded):
        if cited.number and number_key(cited.number) == own_number:
            continue
        if cited.title and not (cited.number and own_number) and _is_own(cited.title, own):
            continue
        yield _citing(cited, folded, place, _task_at(spans, cited.start))


def _is_own(title: str, own: list[tuple[str, set[str]]]) -> bool:
    """Tell whether a title is one of the document's: the same words of another body are another paper's."""
    keys, body = set(keys_of(title)), body_of(title)
    return any(keys & known and (not body or not above or body == above) for above, known in own)


def _own_titles(document: Document) -> Iterator[str]:
    return (section.title for section in document.sections if section.parent is None)


def _citing(cited: Cited, folded: str, own: str, task: tuple[str, str], *, in_title: bool = False) -> Citing:
    year = 0 if in_title else year_before(folded, cited.start)
    place = place_of(cited.body, own)
    return Citing(
        cited.start, cited.end, cited.title, cited.number, cited.frame, year, place, *task, in_title
    )


def place_of(body: str, own: str) -> str:
    """Return the code of the place of a body that a document of a place names; empty where it tells none.

    >>> place_of("国务院办公厅", "630100"), place_of("省政府", "630100"), place_of("市人民政府", "630000")
    ('000000', '630000', '')
    """
    found = _registry().resolve(body, find_region(own)) if body else None
    if found is None or not found.resolved:
        return ""
    return NATION if found.level == "central" else found.region or ""


@cache
def _registry() -> Registry:
    return Registry(knowledge())


def places_above(code: str) -> tuple[str, ...]:
    """Return the codes of the divisions that one lies in, the nearest first (GB/T 2260-2007, 4).

    >>> places_above("630203"), places_above("630000"), places_above("?x")
    (('630200', '630000', '000000'), ('000000',), ())
    """
    if not code.isdecimal():
        return ()
    found = dict.fromkeys((f"{code[:4]}00", f"{code[:2]}0000", NATION))
    return tuple(each for each in found if lies_in(code, each))


def _task_at(spans: list[tuple[int, int, str, str]], place: int) -> tuple[str, str]:
    """Return id and title of the innermost task that holds the place; empty for none."""
    holding = ((task, title) for start, end, task, title in reversed(spans) if start <= place < -end)
    return next(holding, ("", ""))


def read_pieces(document: Document) -> Iterator[Piece]:
    """Yield the tasks: of one that others detail, its own words alone."""
    text = document.document.text
    first: dict[str, int] = {}
    for task in document.tasks:
        if task.parent is not None:
            first[task.parent] = min(first.get(task.parent, task.span[0]), task.span[0])
    for task in document.tasks:
        start, end = task.span
        own = text[start : max(start, first.get(task.id, end))] if task.id in first else task.text
        text = _UNITS.sub("", own[:_LONGEST])
        yield Piece(task.id, task.title, text, start, start + len(own), _indicators(task))


_LONGEST = 4000
"""Characters of a task that are compared."""
_UNITS = re.compile(
    r"[(（\[【][^()（）\[\]【】]{0,200}(?:牵头|负责|配合|责任|落实)[^()（）\[\]【】]{0,80}[)）\]】]"
)
"""Who answers, in brackets: that two tasks have it in common does not say that they are of one matter."""


def _indicators(task: Task) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.indicator_id for each in task.targets if each.indicator_id))


def is_known(place: str) -> bool:
    """Tell whether a document tells its place."""
    return not place.startswith(UNKNOWN)


def lies_in(place: str, above: str) -> bool:
    """Tell whether a place is below another one (GB/T 2260-2007, 4).

    >>> lies_in("630200", "630000"), lies_in("630000", "000000"), lies_in("630000", "630000")
    (True, True, False)
    """
    return place != above and place.isdecimal() and above.isdecimal() and place.startswith(_stem(above))


def _stem(code: str) -> str:
    """Return the digits of a code that those below it share."""
    if code.endswith("0000"):
        return code[:2].removesuffix("00")
    return code[:4] if code.endswith("00") else code
