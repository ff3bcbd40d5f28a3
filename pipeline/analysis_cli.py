"""The commands on finished documents: graph, agencies, tables.

Exit code 0 if all was read, 1 if a file was skipped or nothing could be written, 2 for wrong usage.
"""

import argparse
from collections.abc import Container, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.chosen import Chosen, choose_output, format_of, give_up, read_chosen, tell, writing
from pipeline.export import clear_left
from pipeline.language import _
from pipeline.usage import (
    Commands,
    UsageError,
    add_command,
    count_from_one,
    note,
    share,
    tell_done,
    whole_number,
)

if TYPE_CHECKING:
    import networkx as nx

    from pipeline.graph import Choice

VIEWS_OF_GRAPH = ("responsibility", "cooperation", "hierarchy", "lineage")
GRAPH_FORMATS = ("graphml", "gexf", "json", "cytoscape", "csv", "neo4j")
GRAPH_SUFFIXES = {
    ".graphml": "graphml",
    ".gexf": "gexf",
    ".json": "json",
    ".cyjs": "cytoscape",
    ".svg": "svg",
    ".png": "png",
}
TABLE_FORMATS = ("csv", "parquet", "duckdb", "sqlite", "xlsx", "jsonl")
TABLE_SUFFIXES = {".duckdb": "duckdb", ".sqlite": "sqlite", ".db": "sqlite", ".xlsx": "xlsx"}
PARTITIONS = ("year", "region", "year,region")
TIES = ("lead", "all")
ROLL_UPS = ("government", "sector", "level")
LIST_FORMATS = ("table", "csv", "json")
ROLE_NAMES = ("lead", "responsible", "cooperating", "supervising")


def add_commands(commands: Commands) -> None:
    """Add graph, agencies and tables."""
    command = add_command(
        commands,
        "graph",
        _graph,
        _("Write the graph of who answers for what."),
        _("Options that select may be repeated."),
    )
    command.add_argument(
        "--view", choices=VIEWS_OF_GRAPH, default="responsibility", help=_("what to look at (responsibility)")
    )
    command.add_argument(
        "--format",
        choices=GRAPH_FORMATS,
        help=_("csv, neo4j: a folder (as --output ends, which may be .svg or .png: a picture; else graphml)"),
    )
    add_output(command)
    command.add_argument(
        "--by", choices=("year",), help=_("write a graph for each year of the documents, named with the year")
    )
    command.add_argument(
        "--ties",
        choices=TIES,
        default="lead",
        help=_("of cooperation: from the lead to the others, or between all that answer for a task (lead)"),
    )
    command.add_argument(
        "--roll-up",
        choices=ROLL_UPS,
        help=_("bodies of one government, sector or level as one node"),
    )
    command.add_argument(
        "--drop-isolates",
        action="store_true",
        help=_("leave out what has no edge; so does --role"),
    )
    _add_roles(command)
    add_selection(command)
    command = add_command(
        commands,
        "agencies",
        _agencies,
        _("List the agencies with what they lead and share, and their place in the agency network."),
    )
    add_listing(command)
    command.add_argument("--limit", metavar="N", type=count_from_one, help=_("show the first ones only"))
    command.add_argument(
        "--unresolved",
        action="store_true",
        help=_("list the names that no registry knows, most frequent first, as entries for --registry"),
    )
    _add_roles(command)
    add_selection(command)
    command = add_command(
        commands,
        "tables",
        _tables,
        _("Write documents, tasks, targets, agencies, problems, series of indicators and lineage as tables."),
    )
    command.add_argument(
        "--format",
        choices=TABLE_FORMATS,
        help=_(
            "csv, parquet, jsonl: a folder (as --output ends, else csv); xlsx has headings in the language, "
            "csv with --lang"
        ),
    )
    add_output(command)
    command.add_argument(
        "--partition",
        choices=PARTITIONS,
        help=_("parquet in folders by the year or region of the documents, long texts in a table apart"),
    )
    add_selection(command)


def add_output(command: argparse.ArgumentParser) -> None:
    """Add the option of where to write."""
    command.add_argument(
        "--output", "-o", metavar="PATH", type=Path, help=_("where to write; a place in DIR if not given")
    )


def add_listing(command: argparse.ArgumentParser) -> None:
    """Add the options of what is listed: how, and where."""
    command.add_argument(
        "--format", choices=LIST_FORMATS, help=_("how to show it (as --output ends, else table)")
    )
    command.add_argument(
        "--output", "-o", metavar="FILE", type=Path, help=_("file to write; else the terminal")
    )


def format_of_list(options: argparse.Namespace) -> str:
    """Return how to show a list."""
    if options.json and options.output is None and not options.format:
        return "json"
    return format_of(options, "table", {".csv": "csv", ".json": "json", ".txt": "table"})


def _add_roles(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--role", choices=ROLE_NAMES, action="append", help=_("only assignments in this role")
    )
    command.add_argument(
        "--expand-groups", action="store_true", help=_("let the known members of a group answer in its place")
    )
    command.add_argument(
        "--min-confidence",
        metavar="SHARE",
        type=share,
        default=0.0,
        help=_("only assignments that are at least so sure, from 0 to 1 (0)"),
    )
    command.add_argument(
        "--join-reforms",
        action="store_true",
        help=_("bodies that reforms renamed or merged as one, named as the last (国土资源部: 自然资源部)"),
    )


def add_selection(command: argparse.ArgumentParser) -> None:
    """Add the folder to read, and the options that select documents of it."""
    command.add_argument("folder", metavar="DIR", type=Path, help=_("folder that `zeren extract` wrote"))
    command.add_argument(
        "--document", metavar="ID", action="append", help=_("only documents whose id begins so")
    )
    command.add_argument(
        "--region",
        metavar="NAME|CODE",
        action="append",
        help=_("only documents for this region and those within it"),
    )
    command.add_argument(
        "--year",
        metavar="YEAR",
        type=whole_number,
        action="append",
        help=_("only documents for the year; without a period, issued in it"),
    )


def _graph(options: argparse.Namespace) -> int:
    from pipeline.graph import FOLDERS, Choice, write_graph
    from pipeline.graph.choice import count_untimed

    if options.ties != "lead" and options.view != "cooperation":
        raise UsageError(_("--ties is of --view cooperation"))
    chosen = format_of(options, "graphml", GRAPH_SUFFIXES, FOLDERS)
    stem = "graph" if options.view == "responsibility" else options.view
    path = choose_output(options, _default_name(stem, chosen, FOLDERS), chosen in FOLDERS)
    reading = read_chosen(options)
    choice = Choice(
        options.view,
        options.role,
        options.expand_groups,
        options.min_confidence,
        options.roll_up,
        options.ties,
        options.drop_isolates,
        options.join_reforms,
    )
    graph = choice.build(reading.documents)
    if options.by:
        _write_slices(options, choice, graph, chosen, path)
        return reading.finish()
    found = choice.look(graph)
    with _writing(path):
        write_graph(found, chosen, path)
    if chosen == "gexf":
        _note_untimed(count_untimed(found))
    said = _("{path}: {nodes} nodes, {edges} edges")
    nodes, edges = found.number_of_nodes(), found.number_of_edges()
    line = said.format(path=path, nodes=nodes, edges=edges)
    tell_done(options, line, path=str(path), format=chosen, nodes=nodes, edges=edges)
    return reading.finish()


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """End the command, with the reason, where the path cannot be written or the graph not drawn."""
    from pipeline.pictures import NoPictureError

    try:
        with writing(path):
            yield
    except NoPictureError as error:
        give_up(f"{path}: {error}")


def _note_untimed(number: int) -> None:
    if number:
        note(_("edges without a time, as their documents tell no day: {number}").format(number=number))


def _write_slices(
    options: argparse.Namespace, choice: "Choice", graph: "nx.MultiDiGraph[str]", chosen: str, path: Path
) -> None:
    from pipeline.graph.choice import count_untimed, list_years, slice_years
    from pipeline.graph.slices import MOST_YEARS, write_slices

    known = list_years(graph)
    asked = sorted(set(options.year or known))
    for year in asked:
        if year not in known:
            note(_("no document is of {year}").format(year=year))
    years = [year for year in asked if year in known]
    if not years:
        give_up(_("{folder}: no document tells its year").format(folder=options.folder))
    if len(years) > MOST_YEARS:
        said = _("{number} years are more than {most}: choose by --year")
        give_up(said.format(number=len(years), most=MOST_YEARS))
    clear_left(path.parent)
    slices = ((year, choice.look(part)) for year, part in slice_years(graph, years))
    with _writing(path):
        told = write_slices(slices, chosen, path)
    for year in sorted(set(years) - {each.year for each in told}):
        note(_("{year}: there is nothing to draw").format(year=year))
    if not told:
        why = _("there is nothing to draw")
        give_up(f"{path}: {why}")
    _note_untimed(count_untimed(graph))
    said = _("{path}: {nodes} nodes, {edges} edges")
    lines = [said.format(path=each.path, nodes=each.nodes, edges=each.edges) for each in told]
    if options.json:
        tell_done(options, "", format=chosen, slices=[each.told() for each in told])
    else:
        for line in lines:
            tell_done(options, line)


def _agencies(options: argparse.Namespace) -> int:
    from pipeline.export import replacing

    output: Path | None = options.output
    options.format = "toml" if options.unresolved else format_of_list(options)
    if output:
        choose_output(options, "", False)
    reading = read_chosen(options)
    text = _list_unresolved(options, reading) if options.unresolved else _list_agencies(options, reading)
    if output is None:
        print(text, end="")
    else:
        with writing(output), replacing(output) as temporary:
            temporary.write_text(text, encoding="utf-8-sig" if options.format == "csv" else "utf-8")
    return reading.finish()


def _list_unresolved(options: argparse.Namespace, reading: "Chosen") -> str:
    from pipeline.unresolved import list_unresolved

    return list_unresolved(reading.documents, options.limit)


def _list_agencies(options: argparse.Namespace, reading: "Chosen") -> str:
    from pipeline.graph import Choice
    from pipeline.graph.listing import LISTINGS
    from pipeline.graph.measures import measure_agencies

    choice = Choice(
        roles=options.role,
        expand_groups=options.expand_groups,
        min_confidence=options.min_confidence,
        join_reforms=options.join_reforms,
    )
    measures = measure_agencies(choice.build(reading.documents))
    if measures.sample and options.format == "csv":
        note(_("betweenness_centrality is sampled: k={sample}").format(sample=measures.sample))
    answering = tuple(row for row in measures.agencies if row.tasks)
    return LISTINGS[options.format](replace(measures, agencies=answering[: options.limit]))


def _tables(options: argparse.Namespace) -> int:
    from pipeline.tables import FOLDERS, WRITERS, stream_frames, with_headings, write_partitioned

    keys = options.partition.split(",") if options.partition else None
    chosen = format_of(options, "parquet" if keys else "csv", TABLE_SUFFIXES, FOLDERS)
    if keys and chosen != "parquet":
        raise UsageError(_("--partition is of --format parquet"))
    name = "tables-partitioned" if keys else _default_name("tables", chosen, FOLDERS)
    path = choose_output(options, name, chosen in FOLDERS)
    reading = read_chosen(options)
    frames = stream_frames(reading.documents, apart=bool(keys))
    if chosen == "csv" and getattr(options, "lang", "") == "zh":  # asked for, not the locale's
        frames = with_headings(frames)
    with writing(path):
        notes = write_partitioned(frames, path, keys) if keys else WRITERS[chosen](frames, path)
    tell(path, notes)
    tell_done(options, str(path), path=str(path), format=chosen, notes=list(notes))
    return reading.finish()


def _default_name(stem: str, file_format: str, folders: Container[str]) -> str:
    """Return graph.gexf for a file, graph-csv for a folder."""
    suffix = {"cytoscape": "cyjs"}.get(file_format, file_format)
    return f"{stem}-{suffix}" if file_format in folders else f"{stem}.{suffix}"
