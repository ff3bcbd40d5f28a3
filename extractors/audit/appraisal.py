"""One document appraised: problems, coverage, grade, and a confidence for each record."""

from collections import Counter

from extractors.audit import problems as tell
from extractors.audit.confidence import make_rater, rate
from extractors.audit.coverage import Look
from extractors.audit.doubts import as_problem, find_doubts
from extractors.audit.grading import Signs, grade
from extractors.audit.likeness import find_open_brackets, find_unlike
from extractors.audit.listed import Listing
from extractors.layout import Layout
from extractors.outline.tree import Outline
from extractors.records import Appraisal, Coverage, Document, Problem, Share


def audit(document: Document, layout: Layout, outline: Outline, *, numbers: bool = True) -> Document:
    """Return the document with what was not read among its problems, its grade, and how sure each record is.

    It looks at text and records alone: what the rules did on the way is not asked. Without `numbers` it
    misses none of them, as for records made without targets.
    """
    look = Look(layout, outline, document)
    is_plan = any(nature.is_plan for nature in look.natures)
    figures = list(look.numbers()) if numbers else []
    listing = Listing(look)
    units_read, units_unread = look.units()
    items = list(listing.items())
    doubts = tuple(find_doubts(look))
    found: list[Problem] = [
        *tell.missing_title(document, is_plan),
        *tell.missing_tasks(document, is_plan),
        *tell.unread_items(seen.span for seen, why in items if not why),
        *tell.missing_items(listing.gaps()),
        *tell.uneven_items(listing.uneven()),
        *tell.unread_units(units_unread),
        *tell.unread_numbers(seen for seen, read in figures if not read),
        *tell.unread_tables(listing.lost_tables()),
        *tell.implausible_values(document),
        *tell.broken_figures(layout.folded),
        *find_unlike(document),
        *find_open_brackets(document.document.text),
        *filter(None, map(as_problem, doubts)),
    ]
    coverage = Coverage(
        items=_share([bool(why) for _, why in items]),
        units=(units_read, units_read + len(units_unread)),
        numbers=_share([read for _, read in figures]),
    )
    problems = (*document.problems, *tell.without_told(found, document.problems))
    document = document.changed(problems=problems)
    graded = grade(Signs(document, coverage, look.natures, doubts))
    rated = rate(make_rater(document, coverage, graded.score, look.acting))
    aside = [f"item: {why}" for _, why in items if why not in ("", "task", "section", "goals")]
    aside += [f"number: {seen.aside}" for seen, _ in figures if seen.aside]
    reading = Appraisal(
        grade=graded.level,
        reasons=graded.reasons,
        coverage=coverage,
        set_aside=dict(sorted(Counter(aside).items())),
    )
    info = rated.document.changed(reading=reading)
    return rated.changed(document=info, problems=tuple(tell.gathered_by_code(problems)))


def _share(read: list[bool]) -> Share:
    return sum(read), len(read)
