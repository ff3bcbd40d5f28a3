"""Records of one document: the JSON contract, version 1.1.

The JSON Schema in ``docs/schema.json`` is generated from these classes, field docstrings
becoming the descriptions. A span is ``[start, end)`` into ``document.text``, in code points.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, ClassVar, Final, Literal, Self, cast

SCHEMA_VERSION: Final = "1.1"

Span = tuple[int, int]
"""[start, end) into document.text, in code points."""
Role = Literal["lead", "responsible", "cooperating", "supervising"]
Evidence = Literal["label", "bracket", "table", "heading", "prose"]
SectionKind = Literal["review", "principles", "goals", "tasks", "safeguards", "annex", "contents", "other"]
Comparator = Literal["eq", "ge", "le", "gt", "lt", "approx", "between"]
Change = Literal["increase", "decrease"]
Status = Literal["achieved", "baseline", "condition", "planned_elsewhere"]
AgencyKind = Literal["agency", "group"]
Severity = Literal["info", "warning", "error"]
Grade = Literal["good", "check", "poor"]
Origin = Literal["rules", "corrected"]
"""Who says what the record says: the program, or a person who changed or added it."""
Share = tuple[int, int]
"""How many were read, of how many were seen."""


@cache
def _copier(kind: type, changes: tuple[str, ...]) -> Callable[..., Any]:
    """Return what copies a record of a class with other values of some fields, past its being frozen.

    Written out field by field, as `dataclasses` writes its methods: each record of a document is copied so.
    """
    fields = kind.__dataclass_fields__  # type: ignore[attr-defined]
    if unknown := [name for name in changes if name not in fields]:
        raise TypeError(f"{kind.__name__} has no {', '.join(unknown)}")
    known = {f"put_{name}": getattr(kind, name).__set__ for name in fields} | {"kind": kind}
    lines = [f"put_{name}(made, {name if name in changes else f'record.{name}'})" for name in fields]
    head = f"def copy({', '.join(['record', *changes])}):"
    exec("\n ".join([head, "made = object.__new__(kind)", *lines, "return made"]), known)
    copier: Callable[..., Any] = known["copy"]
    return copier


class Record:
    """A frozen record; an unknown field is an error.

    Records are made by the thousand, so they are plain dataclasses; pydantic checks what is read
    back and writes the schema, and is loaded only for that.
    """

    __slots__ = ()
    __dataclass_fields__: ClassVar[dict[str, Any]]
    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid", "use_attribute_docstrings": True}

    def changed(self, **changes: Any) -> Self:
        """Return the record with these fields in place of its own; TypeError for a field that it has not.

        A tenth of the time of `dataclasses.replace`, as each record of a document gets its confidence so.
        """
        made: Self = _copier(type(self), tuple(changes))(self, *changes.values())  # type: ignore[arg-type]
        return made

    def values(self) -> dict[str, Any]:
        """Return the fields by name, records within as they are."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}

    def to_json(self) -> str:
        """Return the record as JSON, fields in their order."""
        return json.dumps(self, default=_values, ensure_ascii=False, separators=(",", ":"))

    def to_value(self) -> Any:
        """Return the record as JSON values: dicts, lists, strings, numbers."""
        return json.loads(self.to_json())

    @classmethod
    def from_json(cls, content: bytes | str) -> Self:
        """Return the record that JSON holds; `pydantic.ValidationError` if it holds no such record."""
        record: Self = adapter(cast(Any, cls)).validate_json(content)
        return record

    @classmethod
    def from_value(cls, value: Any) -> Self:
        """Return the record that JSON values hold; `pydantic.ValidationError` if they hold no such record."""
        return cls.from_json(json.dumps(value, default=_values))


def _values(record: Record) -> dict[str, Any]:
    return record.values()


@cache
def adapter(kind: Any) -> Any:
    """Return pydantic's adapter of a kind of record, which validates and gives the schema."""
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem(Record):
    """A finding about the document that a person may want to look at."""

    code: str
    """Stable identifier of the kind of finding, such as ``duplicate-unit``."""
    severity: Severity
    """``error``: part of the document could not be read; ``warning``: a person should look; ``info``."""
    message: str
    """One English sentence that names what was found."""
    span: Span | None = None
    """Place of the finding, null where it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period(Record):
    """The plan's own period 规划期, both days included."""

    start: str
    """First day, ISO 8601."""
    end: str
    """Last day, ISO 8601."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Region(Record):
    """An administrative division 行政区划."""

    code: str
    """GB/T 2260 code, six digits."""
    name: str
    """Full name, such as 青海省."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Record):
    """The file that the document was read from."""

    path: str
    """Path below the folder that was asked for, with forward slashes."""
    sha256: str
    """Hex digest of the file's bytes."""
    format: str
    """Format decided by the content: txt, html, md, …"""
    encoding: str | None = None
    """Character encoding of a text format, null for binary formats."""
    pages: int | None = None
    """Number of pages, null where the format has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage(Record):
    """What was seen where tasks or goals can stand, and how much of it is in a record or set aside."""

    items: Share = (0, 0)
    """Numbered items: read, seen."""
    units: Share = (0, 0)
    """Names of bodies with a role word, label, bracket or unit column near them: read, seen."""
    numbers: Share = (0, 0)
    """Numbers with a unit: read, seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appraisal(Record):
    """Whether the document may be used as it is."""

    grade: Grade
    """``poor``: not to be used unseen; ``check``: a person should look; ``good`` otherwise."""
    reasons: tuple[str, ...] = ()
    """Why it is not good, or why it has no tasks: a stable word and, after a colon, what it was told by."""
    coverage: Coverage = Coverage()
    """How much of what was seen is in a record or set aside."""
    set_aside: dict[str, int] = field(default_factory=dict)
    """How many items and numbers are in no record, knowingly, by kind and reason: ``number: date``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentInfo(Record):
    """What the document says of itself 公文要素, after GB/T 9704-2012."""

    id: str
    """First 16 hex digits of the SHA-256 of the file's bytes: the same content has the same id."""
    title: str | None
    """标题; where a notice issues a plan, the plan's."""
    document_number: str | None
    """发文字号."""
    issuers: tuple[str, ...]
    """发文机关."""
    recipients: tuple[str, ...]
    """主送机关."""
    issued_on: str | None
    """成文日期, ISO 8601."""
    period: Period | None
    """The plan's own period, null if the text states none."""
    region: Region | None
    """The region that the document is for; null for central documents."""
    source: Source
    """The file that it was read from."""
    text: str
    """The one canonical text, as printed."""
    reading: Appraisal = Appraisal(grade="check", reasons=("not-audited",))
    """How far the reading can be trusted."""
    corrected: tuple[str, ...] = ()
    """Which of these fields a person has corrected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Record):
    """A numbered or titled part of the text 章节."""

    id: str
    """Unique in the document."""
    number: str | None
    """As printed, brackets kept."""
    level: int
    """Depth, 1 at the top."""
    title: str
    """Title, or the first clause of its first line."""
    parent: str | None
    """Id of the section that this one stands in."""
    kind: SectionKind
    """What it is about: ``review`` of what was done, ``principles``, ``goals``, ``tasks``, …"""
    span: Span
    """The whole section, with what stands below it."""
    source: Origin = "rules"
    """`corrected` where a person changed or added it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment(Record):
    """One unit's answer for one task 责任分工."""

    role: Role
    """牵头, 责任, 配合, 督导."""
    label: str
    """The words that gave the role: 牵头单位, 负责, 按职责分工负责, …"""
    name: str
    """The unit 单位 as printed, coordination and elision undone."""
    agency: str
    """Id into ``agencies``."""
    evidence: Evidence
    """How the text says it."""
    span: Span
    """The mention."""
    scope: Span
    """The text that this assignment governs: the task, or one clause of it."""
    confidence: float = 1.0
    """Share of records like it that were right on gold, 0 to 1."""
    source: Origin = "rules"
    """`corrected` where a person changed or added it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline(Record):
    """The base that a change is measured against 基期."""

    raw: str
    """As printed; empty where the sentence only says that there is one."""
    year: int | None
    """Its year, null where the text gives none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline(Record):
    """完成时限."""

    raw: str
    """As printed."""
    date: str | None
    """Last day, ISO 8601; null where the text gives no day (长期坚持)."""
    inherited: bool = False
    """True where the plan's period gave it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Normalized(Record):
    """A quantity with its scale words resolved: 24.8万亩 -> 248000 亩."""

    value: str
    """Decimal string."""
    upper: str | None
    """Upper end as a decimal string, with ``between`` only."""
    unit: str
    """Unit without its scale words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Record):
    """A quantified commitment 量化目标."""

    indicator: str
    """指标: the noun phrase that is measured."""
    applies_to: str | None
    """范围: 全省, 监测城市, …"""
    comparator: Comparator
    """=, ≥, ≤, >, <, ≈, or from `value` to `upper`."""
    value: str
    """Decimal string."""
    upper: str | None
    """Upper end, with ``between`` only."""
    unit: str
    """As printed; empty if dimensionless."""
    normalized: Normalized
    """Value and unit with the scale words resolved."""
    change: Change | None
    """Null for a level."""
    rate: Literal["annual"] | None = None
    """``annual`` for a yearly rate (年均, 每年)."""
    baseline: Baseline | None
    """What a change is measured against, null if the text names nothing."""
    deadline: Deadline | None
    """By when; null if neither the text nor the plan's period says it."""
    part_of: int | None
    """Index of the target in the same list that this one is a part of."""
    ambiguous: bool
    """True where the text itself does not settle the reading."""
    span: Span
    """From indicator to unit, with what stands between."""
    value_span: Span
    """The number with its unit."""
    confidence: float = 1.0
    """Share of records like it that were right on gold, 0 to 1."""
    indicator_id: str | None = None
    """Id of the indicator in the lexicon, null where it names none like it."""
    source: Origin = "rules"
    """`corrected` where a person changed or added it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal(Target):
    """A target stated outside the tasks 发展目标."""

    section: str | None
    """Id of the section."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity(Target):
    """A measured number that is no target."""

    status: Status
    """``achieved`` already, ``baseline`` of a target, ``condition`` of one, or ``planned_elsewhere``."""
    told_for: Period | None = None
    """The year or period that an achieved number speaks of, null if not told; its deadline is null."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation(Record):
    """A document that a task names 《…》."""

    title: str
    """Without the signs 《》."""
    span: Span
    """With these signs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Record):
    """A numbered item of an action part, or an item that has units 任务."""

    id: str
    """Unique in the document."""
    number: str | None
    """As printed, brackets kept; null if the task bears none."""
    title: str
    """Title, or first clause."""
    text: str
    """As printed: `span` of the document's text."""
    section: str | None
    """Id of the section that the task stands in."""
    parent: str | None
    """Id of the task that this one details."""
    span: Span
    """The whole task."""
    assignments: tuple[Assignment, ...]
    """Who answers for it, in printed order."""
    targets: tuple[Target, ...]
    """How much of it, in printed order."""
    deadline: Deadline | None
    """Of the task as a whole 完成时限."""
    citations: tuple[Citation, ...]
    """Documents that it names."""
    confidence: float = 1.0
    """Share of records like it that were right on gold, 0 to 1."""
    source: Origin = "rules"
    """`corrected` where a person changed or added it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency(Record):
    """One body 机构 over all its names, or a group of bodies."""

    id: str
    """GB/T 2260 code of its region (000000: the nation) and canonical name: stable over documents."""
    name: str
    """Canonical name."""
    kind: AgencyKind
    """One body, or a group of bodies (各市人民政府)."""
    level: str | None
    """central, province, city, county, township; null if not settled."""
    region: str | None
    """GB/T 2260 code."""
    parent: str | None
    """Id of the body that it is subordinate to."""
    members: tuple[str, ...]
    """Of a group: ids of its members, where document or registry settles them."""
    successor: str | None = None
    """Id of the body that took its work over in an institutional reform."""
    resolved: bool
    """False where the registry does not know the body: it then stands for itself."""
    mentions: tuple[Span, ...]
    """Where the text names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Record):
    """Where a line of the text is printed in the file."""

    span: Span
    """The line."""
    page: int
    """Number of the page, from 1."""
    box: tuple[float, float, float, float]
    """x0, y0, x1, y1 in PDF points (1/72 inch), origin at the top left of the page as it is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Record):
    """One document as JSON."""

    schema_version: Literal["1.1"] = SCHEMA_VERSION
    """Version of this contract; its changes are told in ``docs/contract.md``."""
    document: DocumentInfo
    """What it says of itself, and its text."""
    sections: tuple[Section, ...]
    """Its parts, in order."""
    tasks: tuple[Task, ...]
    """Its tasks, in order."""
    goals: tuple[Goal, ...]
    """Targets that stand outside the tasks."""
    quantities: tuple[Quantity, ...]
    """Numbers with a unit that are no targets."""
    agencies: tuple[Agency, ...]
    """The bodies that it names, each once."""
    problems: tuple[Problem, ...]
    """What a person may want to look at."""
    places: tuple[Place, ...] = ()
    """Of a format with pages, the place of every line in order: page and box of any span by one look-up."""
