"""What was not read, as problems: each at its place, or one with a count where a kind comes very often."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from extractors.audit.seen import Seen
from extractors.audit.spans import Spans
from extractors.records import Document, Problem, Span, Target

MOST = 20
"""Problems of one code that are told one by one; more are one problem with their count."""
_NEXT = 3
"""Characters between two names of one list."""
_WHERE = {
    "label": "after a label",
    "word": "after a word and a colon that is no label",
    "bracket": "in a bracket with a role word",
    "row": "in a bracket",
    "table": "in a column of units",
    "prose": "beside a role word",
    "list": "in a line of their own",
    "tail": "in a sentence of their own",
    "printed": "of a label that names nobody",
}
_SHARES = re.compile(r"(?:率|比重|占比|比例|份额|覆盖面|合格|达标)$")
_GROWS = re.compile(
    r"增|涨|升|降|减|利用率|负荷|周转|产能|回报|速度|完成率|储蓄率|拨备|杠杆|负债|偿债|流动性"
)
_MISREAD = re.compile(r"[OolI|](?<=[0-9].)[0-9OolI|]*[%万亿]")
"""From the first letter on: figures stand in every line, such letters in few."""
_BROKEN = re.compile(r"\d[OolI|]\d|\d\.\d+\.\d+(?=[%万亿个])|\d,\d{1,2}(?=[%万亿])|\d,\d{4,}(?=[%万亿])")


def unread_items(places: Iterable[Span]) -> Iterator[Problem]:
    """Yield a problem for each numbered item in no record."""
    for span in places:
        yield _warn("unread-item", "A numbered item is in no record.", span)


def missing_items(gaps: Iterable[tuple[Span, str]]) -> Iterator[Problem]:
    """Yield a problem for each number that a sequence leaves out."""
    for span, missing in gaps:
        yield _warn("unread-item", f"Number {missing} of a sequence was not found.", span)


def uneven_items(places: Iterable[Span]) -> Iterator[Problem]:
    """Yield a problem for each item that is a task where those beside it hold several."""
    for start, end in places:
        message = "This item is a task, and nearly all beside it hold several."
        yield Problem(
            code="unlike-siblings", severity="info", message=message, span=(start, max(end, start + 1))
        )


def unread_units(unread: Iterable[tuple[Seen, str]]) -> Iterator[Problem]:
    """Yield a problem for each row of names that no record holds."""
    names = sorted({seen.span: how for seen, how in unread}.items())
    row: list[tuple[Span, str]] = []
    for (span, how), (after, _) in pairwise([*names, ((1 << 60, 1 << 60), "")]):
        row.append((span, how))
        if after[0] - span[1] > _NEXT:
            count = f"{len(row)} names" if len(row) > 1 else "A name"
            message = f"{count} of bodies {_WHERE[row[0][1]]}: in no record."
            yield _warn("unread-unit", message, (row[0][0][0], row[-1][0][1]))
            row = []


def unread_numbers(unread: Iterable[Seen]) -> Iterator[Problem]:
    """Yield a problem for each number with a unit that no record holds."""
    for seen in unread:
        yield _warn("unread-number", "A number with a unit is in no record.", seen.span)


def unread_tables(places: Iterable[Span]) -> Iterator[Problem]:
    """Yield a problem for each table that looks like tasks or indicators and gave no record."""
    for start, end in places:
        message = "A table with the head of tasks or indicators gave no record."
        yield _warn("unread-table", message, (start, min(end, start + 60)))


def implausible_values(document: Document) -> Iterator[Problem]:
    """Yield a problem for each share above 100 %, and for each figure with a broken sign in it."""
    tasks = (target for task in document.tasks for target in task.targets)
    for target in (*tasks, *document.goals, *document.quantities):
        if _is_implausible(target, document.document.text):
            name = f"{target.indicator} {target.value} {target.unit}".strip()
            yield _warn(
                "implausible-value", f"{name}: the value cannot be right as printed.", target.value_span
            )


def broken_figures(folded: str) -> Iterator[Problem]:
    """Yield a problem for each figure with a letter in it, as OCR reads 0 and 1."""
    for match in _MISREAD.finditer(folded):
        start = len(folded[: match.start()].rstrip("0123456789"))
        printed = folded[start : match.end()]
        yield _warn("implausible-value", f"{printed}: a figure with a letter in it.", (start, match.end()))


def _is_implausible(target: Target, text: str) -> bool:
    low, high = target.value_span
    if _BROKEN.search(text, max(0, low - 2), min(len(text), high + 2)):
        return True
    if target.unit not in ("%", "％") or target.change or target.rate:
        return False
    share = _SHARES.search(target.indicator) and not _GROWS.search(target.indicator)
    try:
        return bool(share) and float(target.upper or target.value) > 100
    except ValueError:
        return True


def missing_title(document: Document, is_plan: bool) -> Iterator[Problem]:
    """Yield the problem of a document without a title."""
    if not document.document.title and document.document.text:
        severity = "warning" if is_plan or document.tasks else "info"
        yield Problem(code="no-title", severity=severity, message="No title was found.")  # type: ignore[arg-type]


def missing_tasks(document: Document, is_plan: bool) -> Iterator[Problem]:
    """Yield the problem of a document that looks like a plan and gives nothing."""
    if is_plan and not document.tasks and not document.goals:
        yield _warn("no-tasks", "This looks like a plan and gave neither tasks nor goals.", None)


def without_told(found: Iterable[Problem], before: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the problems that none of the same code stood at before."""
    places: dict[str, list[Span]] = defaultdict(list)
    for problem in before:
        if problem.span:
            places[problem.code].append(problem.span)
    told = {code: Spans(spans) for code, spans in places.items()}
    for problem in found:
        own = told.get(problem.code)
        if own is None or problem.span is None or not own.meets(*problem.span):
            yield problem


def gathered_by_code(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the problems of each code one by one where they are few, else one with their count."""
    rows: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        rows[problem.code].append(problem)
    for row in rows.values():
        if len(row) <= MOST:
            yield from row
        else:
            kind = row[0].message.removesuffix(".")
            yield row[0].changed(message=f"{kind}, the first of {len(row)} such places.")


def _warn(code: str, message: str, span: Span | None) -> Problem:
    held = (span[0], max(span[1], span[0] + 1)) if span else None
    return Problem(code=code, severity="warning", message=message, span=held)
