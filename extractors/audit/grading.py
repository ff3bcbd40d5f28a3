"""Whether a document may be used as it is, and why not."""

from collections import Counter
from collections.abc import Iterator
from statistics import fmean

from extractors.audit.nature import Nature
from extractors.outline.kinds import issued_title
from extractors.records import Coverage, Document, Grade, Share
from extractors.values import value

_FEW = 4
"""What was not read, from which its share tells something."""
_POOR = 0.7
"""Share read below which a document is not to be used unseen."""
_GOOD = 0.95
"""Share read, and mean confidence of the records, from which a document may be used as it is."""
_DOUBTS = (
    "unread-table",
    "implausible-value",
    "joined-tasks",
    "unknown-role",
    "unpaired-values",
)
_ODD = 0.1
"""Share of the tasks that may be unlike their siblings: officials make an exception here and there."""
_LONG = 800
"""Characters of a notice from which the plan that it issues stands in it."""
_OVER = {"good": 0, "check": 1, "poor": 2}


@value
class Signs:
    """What a grade is told by."""

    document: Document
    coverage: Coverage
    natures: list[Nature]


def grade(signs: Signs) -> tuple[Grade, tuple[str, ...]]:
    """Return the grade and its reasons, the worst first."""
    other = _other(signs)
    found = sorted([*other, *_findings(signs, bool(other))], key=lambda each: -_OVER[each[0]])
    if not found:
        return "good", ()
    return found[0][0], tuple(dict.fromkeys(reason for _, reason in found))


def _other(signs: Signs) -> list[tuple[Grade, str]]:
    """Return what the document is, where it is no plan."""
    if any(nature.is_plan for nature in signs.natures):
        return []
    natures = signs.natures or [Nature(False, "empty")]
    what = Counter(nature.what for nature in natures).most_common(1)[0][0]
    if what == "empty":
        return [("poor", "not-a-plan: empty")]
    if what == "script":  # a damaged encoding looks like one
        return [("check", "not-a-plan: script")]
    return [("good", f"not-a-plan: {what}")]


def _findings(signs: Signs, other: bool) -> Iterator[tuple[Grade, str]]:
    document, coverage = signs.document, signs.coverage
    codes = Counter(problem.code for problem in document.problems)
    titled = any(nature.is_plan and nature.titled for nature in signs.natures)
    if codes["no-tasks"]:
        lost = coverage.items[1] - coverage.items[0] + coverage.numbers[1] - coverage.numbers[0]
        yield ("poor" if lost > 1 or (titled and not _only_issues(document)) else "check"), "no-tasks"
    if any(nature.reports for nature in signs.natures) and not document.goals:
        yield "check", "no-goals"
    if titled and not codes["no-tasks"] and _is_short_of_tasks(document):
        yield "check", "few-tasks"
    if codes["no-title"] and (not other or document.tasks):
        yield "check", "no-title"
    if codes["endless-numbering"] or codes["ocr-doubt"]:
        yield "check", "doubtful-source"
    if other and len(document.tasks) >= 1:
        yield "check", "tasks-in-no-plan"
    shares: list[tuple[str, Share]] = [
        ("items", coverage.items),
        ("units", coverage.units),
        ("numbers", coverage.numbers),
    ]
    for name, (read, seen) in shares:
        if seen and read < seen:
            yield _by_share(read, seen, name), f"unread-{name}: {seen - read} of {seen}"
    yield from (("check", code) for code in _DOUBTS if codes[code])
    if codes["unlike-siblings"] > max(1, _ODD * len(document.tasks)):
        yield "check", "unlike-siblings"
    sure = [task.confidence for task in document.tasks]
    sure += [unit.confidence for task in document.tasks for unit in task.assignments]
    if sure and fmean(sure) < _GOOD:
        yield "check", f"doubtful-records: {fmean(sure):.2f}"


def _only_issues(document: Document) -> bool:
    """Tell whether the document is a notice alone, whose plan is in another file."""
    issues = issued_title((document.document.title or "").replace("\n", "")) is not None
    return issues and len(document.document.text) < _LONG


def _is_short_of_tasks(document: Document) -> bool:
    """Tell whether a plan states more outside its tasks and its sections of goals than in the tasks."""
    stating = {section.id for section in document.sections if section.kind == "goals"}
    astray = sum(goal.section not in stating for goal in document.goals)
    return not document.tasks or (astray >= _FEW and astray > len(document.tasks))


def _by_share(read: int, seen: int, name: str) -> Grade:
    if seen - read >= _FEW and read < _POOR * seen and name != "numbers":
        return "poor"
    if seen >= 2 * _FEW and read < _POOR * seen / 2:
        return "poor"
    return "check" if read < _GOOD * seen or name != "numbers" else "good"
