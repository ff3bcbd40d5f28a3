"""Links as people and programs take them: a table, CSV, JSON."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from io import StringIO
from typing import Any, Final

from pipeline.export import clean, defuse, json_text, printable
from pipeline.language import N_, _
from pipeline.lineage.links import Link

_PLAIN: Final = (
    *("kind", "rule", "frame", "score", "source", "source_title", "source_task"),
    *("target", "target_title", "target_number", "target_task", "words"),
)
COLUMNS: Final = (*_PLAIN, "source_start", "source_end", "target_start", "target_end")
"""Of a table whose cells hold one value each."""
_NAMES = (
    *(
        N_("implements"),
        N_("continues"),
        N_("basis"),
        N_("carried"),
        N_("passed"),
        N_("referred"),
        N_("named"),
    ),
    *(N_("cited"), N_("subject"), N_("series")),
)
"""Kinds, frames and rules, for translation."""
_SHOWN_TITLE = 60
"""Letters of a title in the table for people."""


def link_cells(link: Link) -> dict[str, Any]:
    """Return the link with one value a cell; what does not apply is None."""
    cells: dict[str, Any] = {name: getattr(link, name) or None for name in _PLAIN}
    for side in ("source", "target"):
        start, end = getattr(link, f"{side}_place") or (None, None)
        cells |= {f"{side}_start": start, f"{side}_end": end}
    return cells


def list_table(links: Iterable[Link], columns: int) -> Iterator[str]:
    """Yield for each document what it is tied to, as wide as the terminal, and how many links there are."""
    from rich.console import Console
    from rich.padding import Padding

    console = Console(file=StringIO(), markup=False, highlight=False, width=columns)
    number, last = 0, ""
    for link in links:
        number += 1
        with console.capture() as capture:
            if link.source != last:
                console.print(f"{printable(link.source_title)[:_SHOWN_TITLE]}  {link.source}", style="bold")
            console.print(Padding(_line(link), (0, 0, 0, 2)))
        last = link.source
        yield capture.get()
    yield _("links: {number}").format(number=number) + "\n"


def _line(link: Link) -> str:
    """Return what a link says: how sure, what it is tied to, by which words."""
    own = f"{link.source_task} " if link.source_task else ""
    kind = _(link.kind)
    title = printable(link.target_title)[:_SHOWN_TITLE] or link.target_number
    number = f" ({link.target_number})" if link.target_number and title != link.target_number else ""
    where = " ".join(filter(None, (link.target, link.target_task))) or _("not here")
    how = ", ".join(_(each) for each in (link.rule, link.frame) if each)
    said = f" | {printable(link.words)}" if link.rule in ("text", "series", "subject") else ""
    return f"{link.score:.2f} {own}{kind} {title}{number} [{where}; {how}]{said}"


def list_csv(links: Iterable[Link], columns: int) -> Iterator[str]:
    """Yield CSV with a head, line by line."""
    yield _csv_line(COLUMNS)
    for link in links:
        cells = link_cells(link)
        yield _csv_line(_cell(cells[name]) for name in COLUMNS)


def _csv_line(cells: Iterable[Any]) -> str:
    file = StringIO()
    csv.writer(file, lineterminator="\n").writerow(cells)
    return file.getvalue()


def _cell(value: Any) -> Any:
    return defuse(clean(value)) if isinstance(value, str) else value


def list_json(links: Iterable[Link], columns: int) -> Iterator[str]:
    """Yield a list of objects, one by one."""
    yield "["
    for number, link in enumerate(links):
        yield f"{',' if number else ''}\n{json_text(link_cells(link)).rstrip()}"
    yield "\n]\n"


LISTINGS: Final[dict[str, Callable[[Iterable[Link], int], Iterator[str]]]] = {
    "table": list_table,
    "csv": list_csv,
    "json": list_json,
}
