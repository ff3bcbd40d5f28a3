"""Whether a document may be used as it is, and why not: named signs, weighed by [decision.grade].

The score is the log-odds that the tasks or units of a document with these signs are under 0.8 F1.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from extractors.audit.nature import Nature
from extractors.audit.seen import Doubt
from extractors.evidence import score_of, terms_of
from extractors.outline.kinds import issued_title
from extractors.records import Coverage, Document, Grade, Share
from extractors.values import value

_FEW = 4
"""What was not read, from which its share tells something."""
_MOST, _GOOD = 0.7, 0.95
"""Shares read below which most of a kind, and some of it, is lost."""
_ALONE = 3
"""Goals from which a plan that states nothing else is odd."""
_PROBLEMS = (
    "unread-table",
    "implausible-value",
    "joined-tasks",
    "unpaired-values",
)
_ODD = 0.1
"""Share of the tasks that may be unlike their siblings: officials make an exception here and there."""
_OF_UNITS = 0.25
"""Share of the units from which roles that are not known are a habit of the document."""
_LONG = 800
"""Characters of a notice from which the plan that it issues stands in it."""


@value
class Signs:
    """What a grade is told by."""

    document: Document
    coverage: Coverage
    natures: Sequence[Nature]
    doubts: tuple[Doubt, ...] = ()


@value
class Graded:
    """The grade of a document, its reasons, and the score that it was told by."""

    level: Grade
    reasons: tuple[str, ...]
    """Those that weigh most first."""
    score: float
    """Log-odds that its tasks or units are under 0.8 F1."""


def grade(signs: Signs) -> Graded:
    """Return the grade of a document."""
    terms = terms_of("grade")
    found = {doubt.name: doubt for doubt in (*_findings(signs), *signs.doubts)}
    other = _other(signs)
    score = score_of("grade", found) - terms["threshold"]
    level: Grade = "good" if score < 0 else "check" if score < terms["sure"] else "poor"
    if other == "empty":
        level = "poor"
    elif other == "script" and level == "good":  # a damaged encoding looks like one
        level = "check"
    reasons = [f"not-a-plan: {other}"] if other else []
    for name in sorted(found, key=lambda name: -terms.get(name, 0.0)):
        detail = found[name].detail
        reasons.append(f"{name}: {detail}" if detail else name)
    return Graded(level, tuple(reasons), score)


def _other(signs: Signs) -> str | None:
    """Return what the document is, where it is no plan."""
    if any(nature.is_plan for nature in signs.natures):
        return None
    natures = signs.natures or [Nature(False, "empty")]
    return Counter(nature.what for nature in natures).most_common(1)[0][0]


def _findings(signs: Signs) -> Iterator[Doubt]:
    document, coverage = signs.document, signs.coverage
    codes = Counter(problem.code for problem in document.problems)
    titled = any(nature.is_plan and nature.titled for nature in signs.natures)
    is_plan = any(nature.is_plan for nature in signs.natures)
    reports = any(nature.reports for nature in signs.natures)
    if codes["no-tasks"]:
        lost = coverage.items[1] - coverage.items[0] + coverage.numbers[1] - coverage.numbers[0]
        yield Doubt("no-tasks" if lost > 1 or (titled and not _only_issues(document)) else "no-tasks-alone")
    elif is_plan and not document.tasks and not reports and len(document.goals) >= _ALONE:
        yield Doubt("goals-alone", str(len(document.goals)))
    elif titled and _is_short_of_tasks(document):
        yield Doubt("few-tasks")
    if codes["uncertain-kind"] and not document.tasks and not document.goals:
        yield Doubt("uncertain-and-empty")
    if reports and not document.goals:
        yield Doubt("no-goals")
    if codes["no-title"] and (is_plan or document.tasks):
        yield Doubt("no-title")
    if codes["endless-numbering"] or codes["ocr-doubt"]:
        yield Doubt("doubtful-source")
    if not is_plan and document.tasks:
        yield Doubt("tasks-in-no-plan")
    for name in ("items", "units", "numbers"):
        yield from _by_share(name, getattr(coverage, name))
    yield from (Doubt(code) for code in _PROBLEMS if codes[code])
    units = sum(len(task.assignments) for task in document.tasks)
    if codes["unknown-role"]:
        many = codes["unknown-role"] >= max(_FEW - 1, _OF_UNITS * units)
        yield Doubt("many-unknown-roles" if many else "unknown-role", f"{codes['unknown-role']} of {units}")
    if codes["unlike-siblings"] > max(1, _ODD * len(document.tasks)):
        yield Doubt("unlike-siblings")


def _only_issues(document: Document) -> bool:
    """Tell whether the document is a notice alone, whose plan is in another file."""
    issues = issued_title((document.document.title or "").replace("\n", "")) is not None
    return issues and len(document.document.text) < _LONG


def _is_short_of_tasks(document: Document) -> bool:
    """Tell whether a plan states more outside its tasks and its sections of goals than in the tasks."""
    stating = {section.id for section in document.sections if section.kind == "goals"}
    astray = sum(goal.section not in stating for goal in document.goals)
    return not document.tasks or (astray >= _FEW and astray > len(document.tasks))


def _by_share(name: str, share: Share) -> Iterator[Doubt]:
    """Yield how much of a kind was not read: little, some, or most of it; numbers are many and weigh less."""
    read, seen = share
    lost = seen - read
    if lost <= 0:
        return
    numbers = name == "numbers"
    if lost >= (2 * _FEW if numbers else _FEW) and read < (_MOST / 2 if numbers else _MOST) * seen:
        how = "most-"
    else:
        how = "few-" if read >= _GOOD * seen or (numbers and lost < _FEW) else ""
    yield Doubt(f"{how}unread-{name}", f"{lost} of {seen}")
