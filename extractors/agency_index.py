"""The agencies of one document: where it speaks from, each name resolved once, its mentions collected."""

from dataclasses import dataclass, field

from extractors.agencies import regions
from extractors.agencies.answers import Resolution
from extractors.agencies.registry import Registry
from extractors.header import Metadata
from extractors.records import Agency, Problem, Region, Span
from extractors.values import value

_OF_THE_NATION = ("国务院", "国家", "全国", "中共中央", "中央", "中华人民共和国")


@value
class Home:
    """Where a document speaks from: its 省财政厅 is that province's."""

    region: regions.Region | None
    """None for central documents and where the text does not say."""
    national: bool


def find_home(metadata: Metadata, registry: Registry) -> Home:
    """Return where a document speaks from, told by its issuers, else by its title."""
    for issuer in metadata.issuers:
        if registry.resolve(issuer, None, True).level == "central":
            return Home(None, True)
    title = metadata.title or ""
    if not metadata.issuers and title.startswith(_OF_THE_NATION):
        return Home(None, True)
    said = [*metadata.issuers, title]
    found = next((region for words in said if (region := regions.find_region(words))), None)
    found = found or next((region for words in said if (region := regions.unlisted_region(words))), None)
    return Home(found, found is None and not metadata.issuers and not title)


@dataclass(slots=True)
class Roster:
    """Collects the agencies that a document names."""

    home: Home
    scope: str
    """Goes into the ids of local bodies whose place the registry does not know."""
    registry: Registry = field(default_factory=Registry.load)
    _found: dict[str, Resolution] = field(default_factory=dict)
    _mentions: dict[str, list[Span]] = field(default_factory=dict)
    _problems: dict[str, Problem] = field(default_factory=dict)

    def region(self) -> Region | None:
        """Return the document's region, None where GB/T 2260 has none for it."""
        home = self.home.region
        return Region(code=home.code, name=home.name) if home and home.code else None

    def resolve(self, name: str, span: Span) -> str:
        """Return the id of the agency that the name stands for, and note the mention."""
        found = self.registry.resolve(name, self.home.region, self.home.national, self.scope)
        if found.id not in self._found:
            self._found[found.id] = found
            self._mentions[found.id] = []
        self._mentions[found.id].append(span)
        if found.problem and name not in self._problems:
            code, message = found.problem
            self._problems[name] = Problem(code=code, severity="warning", message=message, span=span)
        return found.id

    def agencies(self) -> tuple[Agency, ...]:
        """Return the agencies in order of their first mention, then those that they point at."""
        known = dict(self._found)
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
