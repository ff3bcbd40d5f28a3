"""What of an outline was decided close to the line: a person may want to look at it."""

from collections.abc import Iterator

from extractors.evidence import Verdict
from extractors.outline.tree import Outline
from extractors.records import Problem, Span

_OTHERWISE = {
    "rules": "give tasks, or rule and tell only",
    "plans": "have tasks in its numbered items also where no unit is named",
    "review": "look back on what was done, or say what is to be done",
    "carried": "only say how the plan is carried out, or what is to be done",
    "goals": "only state goals, or say what is to be done",
}
"""By decision, what the text may do."""


def find_doubts(outline: Outline) -> Iterator[Problem]:
    """Yield a problem for each document and each part whose kind is uncertain."""
    for part, verdicts in zip(outline.parts, outline.verdicts, strict=True):
        numbered = any(part.start <= item.start < part.end and item.number for item in outline.items)
        for verdict in verdicts if numbered else ():
            if verdict.is_near and verdict.decision in _OTHERWISE:
                span = (part.title_start, part.title_end) if part.title else None
                yield _doubt("uncertain-kind", "This document", verdict, span)
    ruling = [part.kind is not None and part.kind.tasks == "none" for part in outline.parts]
    for item in outline.items:
        if item.verdict is not None and item.verdict.is_near and not ruling[item.part]:
            span = item.title if item.title[0] < item.title[1] else (item.start, item.body)
            yield _doubt("uncertain-part", "This part", item.verdict, span)


def _doubt(code: str, what: str, verdict: Verdict, span: Span | None) -> Problem:
    signs = ", ".join(verdict.signs) or "none"
    message = f"{what} may {_OTHERWISE[verdict.decision]} (signs: {signs})."
    return Problem(code=code, severity="warning", message=message, span=span)
