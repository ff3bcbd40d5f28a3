"""The agencies of one document: where it speaks from, each name resolved once, its mentions collected."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from extractors.agencies.clues import Said
from extractors.agencies.home import Home, find_home
from extractors.agencies.names import find_aliases, settle
from extractors.agencies.registry import Registry
from extractors.agencies.resolution import Issuer, Resolution
from extractors.header import Metadata
from extractors.records import Agency, Problem, Region, Span

__all__ = ["Home", "Roster", "build_roster"]


@dataclass(slots=True)
class Roster:
    """Collects the agencies that a document names."""

    home: Home
    scope: str
    """Goes into the ids of local bodies whose place the registry does not know."""
    registry: Registry
    issuer: Issuer | None
    """Whose departments the bare ones are."""
    settled: dict[str, Resolution]
    """What the document's names mean, told by all of them together."""
    _found: dict[str, Resolution] = field(default_factory=dict)
    _mentions: dict[str, list[Span]] = field(default_factory=dict)
    _problems: dict[str, Problem] = field(default_factory=dict)

    def region(self) -> Region | None:
        """Return the document's region, None where GB/T 2260 has none for it."""
        home = self.home.region
        return Region(code=home.code, name=home.name) if home and home.code else None

    def resolve(self, name: str, span: Span) -> str:
        """Return the id of the agency that the name stands for, and note the mention."""
        found = self.settled.get(name) or self.ask(name)
        if found.id not in self._found:
            self._found[found.id] = found
            self._mentions[found.id] = []
        self._mentions[found.id].append(span)
        if found.problem and name not in self._problems:
            code, message = found.problem
            self._problems[name] = Problem(code=code, severity="warning", message=message, span=span)
        return found.id

    def ask(self, name: str) -> Resolution:
        """Return what a name means by itself in a document of this home."""
        return self.registry.resolve(name, self.home.region, self.home.national, self.scope, self.issuer)

    def agencies(self) -> tuple[Agency, ...]:
        """Return the agencies in order of their first mention, then those that they point at."""
        known = dict(self._found)
        if self.issuer and any(body.parent == self.issuer.body.id for body in known.values()):
            known.setdefault(self.issuer.body.id, self.issuer.body)
        queue = list(known.values())
        while queue:
            body = queue.pop(0)
            for other in (*body.members, body.parent, body.successor):
                if other and other not in known:
                    known[other] = self.registry.by_id(other, self.home.region)
                    queue.append(known[other])
        return tuple(self._agency(own, body) for own, body in known.items())

    def _agency(self, own: str, body: Resolution) -> Agency:
        return Agency(
            id=own,
            name=body.name,
            kind=body.kind,
            level=body.level,
            region=body.region,
            parent=body.parent,
            members=body.members,
            successor=body.successor,
            resolved=body.resolved,
            mentions=tuple(self._mentions.get(own, ())),
        )

    def problems(self) -> tuple[Problem, ...]:
        """Return what was found odd about the names, in order."""
        return tuple(self._problems.values())


def build_roster(
    metadata: Metadata,
    folded: str,
    lists: Iterable[tuple[str, ...]],
    scope: str,
    registry: Registry,
    correct: Callable[[Home], Home] = lambda home: home,
) -> Roster:
    """Return the roster of a document that prints these lists of units, its home and its names settled.

    `correct` gives where a person says that the document speaks from.
    """
    lists = list(lists)
    names = tuple(dict.fromkeys(name for each in lists for name in each))
    said = Said(
        metadata.title or "", metadata.document_number or "", metadata.issuers, folded, names, registry
    )
    home = correct(find_home(said))
    issuer = None
    if home.owner:
        body = registry.resolve(home.owner.name, home.region, home.national, scope)
        issuer = Issuer(body, home.owner.enterprise)
    roster = Roster(home, scope, registry, issuer, {})
    roster.settled.update(settle(lists, find_aliases(folded, names), roster.ask))
    return roster
