"""Gold files: what a person found in a document, to score the program by."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict

from extractors.records import Change, Comparator, Role


class GoldRecord(BaseModel):
    """A frozen record; fields that only explain are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class GoldUnit(GoldRecord):
    """A unit with its role for a task."""

    role: Role
    name: str
    optional: bool = False
    """Neither asked for nor counted against."""


class GoldTarget(GoldRecord):
    """A target; its deadline is an ISO date, its baseline as printed."""

    indicator: str
    comparator: Comparator
    value: str
    upper: str | None = None
    unit: str
    change: Change | None
    baseline: str | None
    deadline: str | None
    optional: bool = False


class GoldTask(GoldRecord):
    """A task with its units and targets."""

    number: str | None
    title: str
    units: tuple[GoldUnit, ...]
    targets: tuple[GoldTarget, ...]
    optional: bool = False


class GoldInfo(GoldRecord):
    """The document's own data; what is not named is not judged."""

    title: str | None = None
    document_number: str | None = None
    issuers: tuple[str, ...] | None = None
    issued_on: str | None = None


class Gold(GoldRecord):
    """One document as it should come out."""

    file: str
    document: GoldInfo = GoldInfo()
    tasks: tuple[GoldTask, ...]
    goals: tuple[GoldTarget, ...] = ()
    prose: bool = False
    """True if units in running text are listed too; else such a unit is not counted against."""


def read_gold(folder: Path) -> tuple[Gold, ...]:
    """Return the gold files of a folder, by name."""
    return tuple(Gold.model_validate_json(path.read_bytes()) for path in sorted(folder.glob("*.json")))
