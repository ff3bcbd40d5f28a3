"""What the commands write, as objects: the graph, the tables, series and links."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, get_args

from extractors.records import Document, Role
from zeren.errors import ParameterError

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from pipeline.lineage import Link
    from pipeline.track import Row


def make_graph(
    documents: Document | Iterable[Document],
    view: str,
    roles: Collection[Role] | None,
    expand_groups: bool,
    min_confidence: float,
    roll_up: str | None,
    ties: str,
    drop_isolates: bool,
    join_reforms: bool,
) -> nx.Graph[str]:
    """Return what `zeren.graph` does."""
    from pipeline.graph import VIEWS, Choice
    from pipeline.graph.rollup import ROLL_UPS
    from pipeline.graph.views import TIES

    known = get_args(Role)
    if view not in VIEWS:
        raise ParameterError(f"there is no view {view!r}: {', '.join(VIEWS)}")
    if wrong := [role for role in roles or () if role not in known]:
        raise ParameterError(f"there is no role {wrong[0]!r}: {', '.join(known)}")
    if roll_up not in (None, *ROLL_UPS):
        raise ParameterError(f"there is no roll-up {roll_up!r}: {', '.join(ROLL_UPS)}")
    if ties not in TIES:
        raise ParameterError(f"there are no ties {ties!r}: {', '.join(TIES)}")
    choice = Choice(view, roles, expand_groups, min_confidence, roll_up, ties, drop_isolates, join_reforms)
    return choice.look(choice.build(_each(documents)))


def make_frames(documents: Document | Iterable[Document]) -> dict[str, pd.DataFrame]:
    """Return what `zeren.frames` does."""
    from pipeline.tables import build_frames

    return build_frames(_each(documents))


def make_rows(
    documents: Document | Iterable[Document],
    indicators: str | Iterable[str],
    regions: str | Iterable[str],
    agency: str,
    years: tuple[int, int] | None,
    verdicts: str | Iterable[str],
    paired: bool,
    named: bool,
) -> list[Row]:
    """Return what `zeren.track` does."""
    from pipeline.track import Asked, find_rows
    from pipeline.track_cli import VERDICT_NAMES, places

    wanted = tuple(name.replace("-", " ") for name in _several(verdicts))
    known = [name.replace("-", " ") for name in VERDICT_NAMES]
    if wrong := [name for name in wanted if name not in known]:
        raise ParameterError(f"there is no verdict {wrong[0]!r}: {', '.join(known)}")
    asked = Asked(
        indicators=_several(indicators),
        regions=places(list(_several(regions))),
        agency=agency,
        years=years,
        verdicts=wanted,
        paired=paired,
        named=named,
    )
    return list(find_rows(_each(documents), asked))


def make_links(documents: Document | Iterable[Document], min_score: float) -> list[Link]:
    """Return what `zeren.lineage` does."""
    from pipeline.lineage import find_links

    if not 0 <= min_score <= 1:
        raise ParameterError(f"min_score is a share from 0 to 1: {min_score}")
    return list(find_links(_each(documents), min_score))


def _several(value: str | Iterable[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _each(documents: Document | Iterable[Document]) -> Iterable[Document]:
    return [documents] if isinstance(documents, Document) else documents
