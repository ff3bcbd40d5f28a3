"""Who has to do what, how much of it, and by when: Chinese policy documents as data.

`extract` reads one document, `read` streams those of a finished run, `graph` and `frames` make of them what
the commands write. All that is heavy is imported where it is used: ``import zeren`` costs some milliseconds.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Literal, overload

from zeren.errors import ParameterError, ResultError, SourceError, ZerenError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from typing import IO

    import networkx as nx
    import pandas as pd

    from extractors.records import Document as Document
    from extractors.records import Role
    from pipeline.lineage import Link
    from pipeline.track import Row

__all__ = [
    "Document",
    "ParameterError",
    "ResultError",
    "SourceError",
    "ZerenError",
    "__version__",
    "extract",
    "frames",
    "graph",
    "lineage",
    "read",
    "track",
]

__version__: str
_PathLike = os.PathLike[str]


def extract(
    source: str | bytes | _PathLike,
    *,
    name: str | None = None,
    registry: _PathLike | None = None,
    corrections: _PathLike | None = None,
    apart: bool = False,
) -> Document:
    """Return the document of a text, of a file at a path, or of the bytes of a file.

    A `str` is a text and never a path. The format of bytes and files is told by their content. `name` is
    what the record calls its source. `registry` names a file of bodies to add, `corrections` one of what
    people have corrected. With `apart` a process that may die reads it, with limits of time and memory, as
    `zeren extract` does; else this one. Raises `SourceError` where there is no document in it.
    """
    from zeren.reading import extract_one

    return extract_one(source, name, registry, corrections, apart)


def read(
    source: str | _PathLike | IO[bytes],
    *,
    documents: str | Iterable[str] = (),
    regions: str | Iterable[str] = (),
    years: int | Iterable[int] = (),
    skip: Callable[[ResultError], object] | None = None,
) -> Iterator[Document]:
    """Yield the finished documents of a folder that `zeren extract` wrote, or of JSON Lines, one at a time.

    Lines may come from a file or a stream, as `zeren extract --output -` writes them. Of documents of equal
    text in a folder one stands for all, as in the commands. `documents` (beginnings of ids), `regions` (names
    or codes of GB/T 2260) and `years` select. What holds no document raises `ResultError`, or goes to `skip`.
    """
    from zeren.reading import read_all

    return read_all(source, documents, regions, years, skip)


@overload
def graph(
    documents: Document | Iterable[Document],
    *,
    view: Literal["responsibility", "hierarchy", "lineage"] = "responsibility",
    roles: Collection[Role] | None = None,
    expand_groups: bool = False,
    min_confidence: float = 0.0,
    roll_up: Literal["government", "sector", "level"] | None = None,
    ties: Literal["lead"] = "lead",
    drop_isolates: bool = False,
    join_reforms: bool = False,
) -> nx.MultiDiGraph[str]: ...
@overload
def graph(
    documents: Document | Iterable[Document],
    *,
    view: Literal["cooperation"],
    roles: Collection[Role] | None = None,
    expand_groups: bool = False,
    min_confidence: float = 0.0,
    roll_up: Literal["government", "sector", "level"] | None = None,
    ties: Literal["lead"] = "lead",
    drop_isolates: bool = False,
    join_reforms: bool = False,
) -> nx.DiGraph[str]: ...
@overload
def graph(
    documents: Document | Iterable[Document],
    *,
    view: Literal["cooperation"],
    roles: Collection[Role] | None = None,
    expand_groups: bool = False,
    min_confidence: float = 0.0,
    roll_up: Literal["government", "sector", "level"] | None = None,
    ties: Literal["all"],
    drop_isolates: bool = False,
    join_reforms: bool = False,
) -> nx.Graph[str]: ...
def graph(
    documents: Document | Iterable[Document],
    *,
    view: str = "responsibility",
    roles: Collection[Role] | None = None,
    expand_groups: bool = False,
    min_confidence: float = 0.0,
    roll_up: Literal["government", "sector", "level"] | None = None,
    ties: Literal["lead", "all"] = "lead",
    drop_isolates: bool = False,
    join_reforms: bool = False,
) -> nx.Graph[str]:
    """Return the graph of who answers for what, as `zeren graph` writes it (``docs/data-dictionary.md``).

    `view` is ``responsibility`` (the whole graph), ``cooperation`` (who works with whom), ``hierarchy`` or
    ``lineage`` (what implements and continues what).
    `roles` and `min_confidence` leave out assignments; with `expand_groups` the members of a group answer in
    its place. `roll_up` makes one node of the bodies of a government, a sector or a level. With `ties` of
    ``all`` cooperation has no direction and ties every two bodies of a task. `drop_isolates`, and `roles`,
    leave out nodes without an edge. `join_reforms` makes one node of the bodies that a reform renamed or
    merged.
    """
    from zeren.giving import make_graph

    return make_graph(
        documents, view, roles, expand_groups, min_confidence, roll_up, ties, drop_isolates, join_reforms
    )


def frames(documents: Document | Iterable[Document]) -> dict[str, pd.DataFrame]:
    """Return the tables by name, as `zeren tables` writes them (``docs/data-dictionary.md``)."""
    from zeren.giving import make_frames

    return make_frames(documents)


def track(
    documents: Document | Iterable[Document],
    *,
    indicators: str | Iterable[str] = (),
    regions: str | Iterable[str] = (),
    agency: str = "",
    years: tuple[int, int] | None = None,
    verdicts: str | Iterable[str] = (),
    paired: bool = False,
    named: bool = False,
) -> list[Row]:
    """Return what was promised beside what was delivered, as `zeren track`: by indicator, place and year.

    What is empty asks nothing: `indicators` are words or ids, `regions` names or codes of GB/T 2260, `years`
    the first and the last one. `paired` leaves out what is only promised or only told, `named` what has no
    id in the lexicon.
    """
    from zeren.giving import make_rows

    return make_rows(documents, indicators, regions, agency, years, verdicts, paired, named)


def lineage(documents: Document | Iterable[Document], *, min_score: float = 0.5) -> list[Link]:
    """Return which document implements which, and which task continues or details which, as `zeren lineage`.

    Links less sure than `min_score` (from 0 to 1) are left out.
    """
    from zeren.giving import make_links

    return make_links(documents, min_score)


def __getattr__(name: str) -> Any:
    """Return what is looked up only when it is asked for."""
    if name == "Document":
        from extractors.records import Document

        return Document
    if name == "__version__":
        from importlib.metadata import version

        return version("zeren")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
