"""A graph for each year, all written or none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.export import replacing_folder
from pipeline.graph.exporters import FOLDERS, write_graph
from pipeline.pictures import SUFFIXES

if TYPE_CHECKING:
    import networkx as nx

MOST_YEARS = 200
"""Slices of one command: a period of more years is a mistake."""


@dataclass(frozen=True, slots=True)
class Slice:
    """A graph that was written."""

    year: int
    path: Path
    """Of a format of several files, their folder."""
    nodes: int
    edges: int

    def told(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return asdict(self) | {"path": str(self.path)}


def write_slices(slices: Iterable[tuple[int, nx.Graph[str]]], chosen: str, path: Path) -> list[Slice]:
    """Write ``graph-2021.gexf`` for ``graph.gexf``; into a folder of tables ``nodes-2021.csv``.

    There is no picture of a year without a node.
    """
    is_folder = chosen in FOLDERS
    written = []
    with replacing_folder(path if is_folder else path.parent) as folder:
        for year, graph in slices:
            if not graph and f".{chosen}" in SUFFIXES:
                continue
            name = f"{path.stem}-{year:04}{path.suffix}"
            write_graph(graph, chosen, folder / name)
            if is_folder:
                _spread(folder / name, year)
            place = path if is_folder else path.with_name(name)
            written.append(Slice(year, place, graph.number_of_nodes(), graph.number_of_edges()))
    return written


def _spread(folder: Path, year: int) -> None:
    """Put the files of the folder beside it, named with the year."""
    for file in folder.iterdir():
        file.replace(folder.parent / f"{file.stem}-{year:04}{file.suffix}")
    folder.rmdir()
