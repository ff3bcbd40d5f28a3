"""The agencies of one document: each name resolved once, its mentions collected."""

from extractors.metadata import Metadata
from extractors.records import Agency, Problem, Region, Span


class Roster:
    """Collects the agencies that a document names."""

    def __init__(self, metadata: Metadata, scope: str) -> None:
        self._scope = scope
        self._mentions: dict[str, list[Span]] = {}

    def region(self) -> Region | None:
        return None

    def resolve(self, name: str, span: Span, *, known: bool) -> str:
        """Return the id of the agency that the name stands for, and note the mention."""
        own = f"{self._scope}-{name}"
        self._mentions.setdefault(own, []).append(span)
        return own

    def agencies(self) -> tuple[Agency, ...]:
        """Return the agencies in order of their first mention."""
        return tuple(
            Agency(
                id=own, name=own.split("-", 1)[1], kind="agency", level=None, region=None, parent=None, members=(),
                resolved=False, mentions=tuple(spans),
            )
            for own, spans in self._mentions.items()
        )  # fmt: skip

    def problems(self) -> tuple[Problem, ...]:
        return ()
