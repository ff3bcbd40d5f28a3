"""The commands on finished documents: graph, agencies, tables, ledger.

Exit code 0 if all was read, 1 if a file was skipped or nothing could be written, 2 for wrong usage.
"""

import sys
from collections.abc import Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn

import typer

if TYPE_CHECKING:
    from extractors.records import Document
    from pipeline.results import Skipped

FAILED = 1

View = Literal["responsibility", "cooperation", "hierarchy"]
GraphFormat = Literal["graphml", "gexf", "json", "cytoscape", "csv", "neo4j"]
TableFormat = Literal["csv", "parquet", "duckdb", "xlsx", "jsonl"]
ListFormat = Literal["table", "csv", "json"]


class RoleName(StrEnum):
    """Roles of an assignment, as an option that may be given several times."""

    lead = "lead"
    responsible = "responsible"
    cooperating = "cooperating"
    supervising = "supervising"


Folder = Annotated[
    Path,
    typer.Argument(metavar="DIR", exists=True, file_okay=False, help="Folder that `zeren extract` wrote."),
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="PATH", help="Where to write; a place in DIR if not given."),
]
Documents = Annotated[
    list[str] | None, typer.Option("--document", metavar="ID", help="Only documents whose id begins so.")
]
Regions = Annotated[
    list[str] | None,
    typer.Option("--region", metavar="NAME|CODE", help="Only documents for this region and those within it."),
]
Years = Annotated[
    list[int] | None,
    typer.Option(
        "--year",
        metavar="YEAR",
        help="Only documents for the year; without a period, issued in it.",
    ),
]
Roles = Annotated[list[RoleName] | None, typer.Option("--role", help="Only assignments in this role.")]
ExpandGroups = Annotated[
    bool, typer.Option("--expand-groups", help="Let the known members of a group answer in its place.")
]


def register(app: typer.Typer) -> None:
    """Add the commands to the app."""
    for command in (graph, agencies, tables, ledger):
        app.command()(command)


def graph(
    folder: Folder,
    view: Annotated[View, typer.Option(help="What to look at.")] = "responsibility",
    file_format: Annotated[GraphFormat, typer.Option("--format", help="csv, neo4j: a folder.")] = "graphml",
    output: Output = None,
    role: Roles = None,
    region: Regions = None,
    year: Years = None,
    document: Documents = None,
    expand_groups: ExpandGroups = False,
) -> None:
    """Write the graph of who answers for what.

    Options that select may be given several times.
    """
    from pipeline.graph import EXPORTERS, FOLDERS, VIEWS, build_graph
    from pipeline.graph.build import ROLES

    path = _choose_output(
        output, folder, _default_name("graph", file_format, FOLDERS), file_format in FOLDERS
    )
    reading = _read(folder, document, region, year)
    found = VIEWS[view](build_graph(reading.documents, role or ROLES, expand_groups))
    with _writing(path):
        EXPORTERS[file_format](found, path)
    print(f"{path}: {found.number_of_nodes()} nodes, {found.number_of_edges()} edges")
    reading.finish()


def agencies(
    folder: Folder,
    file_format: Annotated[ListFormat, typer.Option("--format", help="How to show it.")] = "table",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="File to write; the terminal if not given."),
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Show the first ones only.")] = None,
    role: Roles = None,
    region: Regions = None,
    year: Years = None,
    document: Documents = None,
    expand_groups: ExpandGroups = False,
) -> None:
    """List the agencies with what they lead and share, and their place in the agency network."""
    from pipeline.export import replacing
    from pipeline.graph.build import ROLES, build_graph
    from pipeline.graph.listing import LISTINGS
    from pipeline.graph.measures import measure_agencies

    if output:
        _choose_output(output, folder, "", False)
    reading = _read(folder, document, region, year)
    measures = measure_agencies(build_graph(reading.documents, role or ROLES, expand_groups))
    text = LISTINGS[file_format](replace(measures, agencies=measures.agencies[:limit]))
    if output is None:
        print(text, end="")
    else:
        with _writing(output), replacing(output) as temporary:
            temporary.write_text(text, encoding="utf-8-sig" if file_format == "csv" else "utf-8")
    if measures.sample and file_format == "csv":
        print(f"betweenness_centrality is sampled: k={measures.sample}", file=sys.stderr)
    reading.finish()


def tables(
    folder: Folder,
    file_format: Annotated[
        TableFormat, typer.Option("--format", help="csv, parquet, jsonl: a folder.")
    ] = "csv",
    output: Output = None,
    region: Regions = None,
    year: Years = None,
    document: Documents = None,
) -> None:
    """Write documents, tasks, assignments, targets, goals, agencies and problems as tables."""
    from pipeline.tables import FOLDERS, WRITERS, stream_frames

    path = _choose_output(
        output, folder, _default_name("tables", file_format, FOLDERS), file_format in FOLDERS
    )
    reading = _read(folder, document, region, year)
    with _writing(path):
        WRITERS[file_format](stream_frames(reading.documents), path)
    print(path)
    reading.finish()


def ledger(
    folder: Folder,
    agency: Annotated[
        str | None, typer.Option(metavar="NAME", help="Name, as printed or in full, or id of an agency.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Write one for each agency, into a folder.")] = False,
    output: Output = None,
    region: Regions = None,
    year: Years = None,
    document: Documents = None,
) -> None:
    """Write the ledger 督办台账 of an agency: its tasks by role, with columns for their progress."""
    from pipeline.ledger import UnknownAgencyError, find_agency, gather_ledgers
    from pipeline.ledger_sheet import write_ledger, write_ledgers

    if bool(agency) == every:
        raise typer.BadParameter("give either --agency or --all")
    path = _choose_output(output, folder, "ledgers" if every else "ledger.xlsx", every)
    wanted = None
    if agency:
        try:
            wanted = [find_agency(_read(folder, document, region, year, quiet=True).documents, agency)]
        except UnknownAgencyError as error:
            raise typer.BadParameter(str(error), param_hint="--agency") from None
    reading = _read(folder, document, region, year)
    ledgers = gather_ledgers(reading.documents, wanted)
    with _writing(path):
        if every:
            print(f"{path}: {len(write_ledgers(ledgers, path))} ledgers")
        else:
            write_ledger(ledgers[0], path)
            print(f"{path}: {ledgers[0].name}, {len(ledgers[0].entries)} entries")
    reading.finish()


@dataclass(slots=True)
class _Reading:
    """Documents as they are read, and how many files were skipped."""

    documents: "Iterator[Document]" = field(default_factory=lambda: iter(()))
    skipped: int = 0
    quiet: bool = False

    def skip(self, skipped: "Skipped") -> None:
        self.skipped += 1
        if not self.quiet:
            print(f"skipped {skipped.path}: {skipped.reason}", file=sys.stderr)

    def finish(self) -> NoReturn:
        raise typer.Exit(FAILED if self.skipped else 0)


def _read(
    folder: Path,
    documents: list[str] | None,
    regions: list[str] | None,
    years: list[int] | None,
    quiet: bool = False,
) -> _Reading:
    """Return the selected documents of the folder; ends the command if not one can be read."""
    from itertools import chain

    from pipeline.results import Selection, find_code, find_files, read_documents

    selection = Selection(tuple(documents or ()), tuple(map(find_code, regions or ())), tuple(years or ()))
    reading = _Reading(quiet=quiet)
    found = read_documents(folder, reading.skip)
    first = next(found, None)
    if first is None:
        _give_up(f"{folder}: no document could be read" if find_files(folder) else f"{folder}: no documents")
    reading.documents = (item for item in chain([first], found) if selection.admits(item))
    return reading


def _default_name(stem: str, file_format: str, folders: Container[str]) -> str:
    """Return graph.gexf for a file, graph-csv for a folder."""
    suffix = {"cytoscape": "cyjs"}.get(file_format, file_format)
    return f"{stem}-{suffix}" if file_format in folders else f"{stem}.{suffix}"


def _choose_output(output: Path | None, folder: Path, name: str, is_folder: bool) -> Path:
    path = output or folder / name
    if path.exists() and path.is_dir() != is_folder:
        kind = "a folder" if is_folder else "a file"
        raise typer.BadParameter(f"{path} is not {kind}", param_hint="--output")
    return path


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        _give_up(f"{path}: {error.strerror or error}")


def _give_up(message: str) -> NoReturn:
    print(message, file=sys.stderr)
    raise typer.Exit(FAILED)
