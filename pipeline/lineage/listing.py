"""Links as people and programs take them: a table, CSV, JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from io import StringIO
from typing import Any, Final

from pipeline.export import csv_lines, json_lines, printable
from pipeline.language import N_, _
from pipeline.lineage.links import Link

_PLAIN: Final = (
    *("kind", "rule", "frame", "score", "source", "source_title", "source_task", "source_task_title"),
    *("target", "target_title", "target_number", "target_task", "target_task_title", "words"),
)
COLUMNS: Final = (*_PLAIN, "source_start", "source_end", "target_start", "target_end")
"""Of a table whose cells hold one value each."""
_NAMES: Final = (N_("implements"), N_("continues"))
"""Kinds, for translation."""
_RULES: Final = {
    "number": N_("by its number"),
    "title": N_("by its title"),
    "cited": N_("not here"),
    "subject": N_("by one subject"),
    "series": N_("by a series of years"),
    "text": "",
}
_FRAMES: Final = {
    "basis": N_("named as basis"),
    "carried": N_("carried out"),
    "passed": N_("passed on"),
    "referred": N_("referred to"),
    "named": N_("only named"),
    "": "",
}
"""How rules and frames are said."""
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
            if link.rule == "text":
                console.print(Padding(f"≈ {printable(link.words)}", (0, 0, 0, 7)))
        last = link.source
        yield capture.get()
    yield _("links: {number}").format(number=number) + "\n"


def _line(link: Link) -> str:
    """Return what a link says: how sure, which task, what it is tied to, and how that was known."""
    kind = _(link.kind)
    title = printable(link.target_title)[:_SHOWN_TITLE]
    of = f"{title} {link.target_number}".strip() if link.target_number != link.target_title else title
    own = _task(link.source_task, link.source_task_title)
    other = _task(link.target_task, link.target_task_title)
    how = ", ".join(_(each) for each in (_RULES[link.rule], _FRAMES[link.frame]) if each)
    where = " · ".join(filter(None, (of, link.target, how)))
    return " ".join(filter(None, (f"{link.score:.2f}", own, kind, other and f"{other} ·", where)))


def _task(task: str, title: str) -> str:
    return f"{task} {printable(title)[:_SHOWN_TITLE]}" if task else ""


def list_csv(links: Iterable[Link], columns: int) -> Iterator[str]:
    """Return CSV with a head, some lines at a time."""
    return csv_lines(COLUMNS, (tuple(link_cells(link).values()) for link in links))


def list_json(links: Iterable[Link], columns: int) -> Iterator[str]:
    """Return a list of objects, one by one."""
    return json_lines(map(link_cells, links))


LISTINGS: Final[dict[str, Callable[[Iterable[Link], int], Iterator[str]]]] = {
    "table": list_table,
    "csv": list_csv,
    "json": list_json,
}
