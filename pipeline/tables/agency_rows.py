"""The agencies over all documents, gathered while the documents go by."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from sys import intern

from extractors.records import Agency, Document
from pipeline.tables.rows import SEPARATOR, Row


@dataclass(slots=True)
class Entry:
    """What the documents say of one agency."""

    agency: Agency
    """As the first document has it, without its mentions."""
    documents: int = 0
    assignments: int = 0
    tasks_led: int = 0
    printed: Counter[str] = field(default_factory=Counter)
    members: dict[str, None] = field(default_factory=dict)


class Roster:
    """The agencies of the documents that were added."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}

    def add(self, document: Document) -> None:
        """Count in the agencies of the document."""
        for agency in document.agencies:
            entry = self.entries.get(agency.id)
            if entry is None:
                entry = Entry(agency.changed(mentions=()))
                self.entries[intern(agency.id)] = entry
            entry.documents += 1
            entry.members.update(dict.fromkeys(map(intern, agency.members)))
        for task in document.tasks:
            for assignment in task.assignments:
                entry = self.entries[assignment.agency]
                entry.assignments += 1
                entry.printed[intern(assignment.name)] += 1
            for led in {a.agency for a in task.assignments if a.role == "lead"}:
                self.entries[led].tasks_led += 1

    def rows(self) -> Iterator[Row]:
        """Yield a row for each agency, by id."""
        for _, entry in sorted(self.entries.items()):
            agency = entry.agency
            yield {
                "agency": agency.id,
                "name": agency.name,
                "printed": next((form for form, _ in entry.printed.most_common(1)), None),
                "kind": agency.kind,
                "level": agency.level,
                "region": agency.region,
                "parent": agency.parent,
                "successor": agency.successor,
                "members": SEPARATOR.join(entry.members),
                "resolved": agency.resolved,
                "documents": entry.documents,
                "assignments": entry.assignments,
                "tasks_led": entry.tasks_led,
            }
