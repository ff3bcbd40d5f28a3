"""How the cells of a ledger look."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openpyxl.cell import Cell

SONG, FANG_SONG, HEI = "宋体", "仿宋", "黑体"
"""Of the title, the body and the heads, after GB/T 9704-2012, 5.2.2; every Chinese office has them."""
GREY, GRID = "F2F2F2", "808080"


@cache
def _styles() -> dict[str, dict[str, Any]]:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    thin = Side(style="thin", color=GRID)
    box = Border(left=thin, right=thin, top=thin, bottom=thin)
    body = Font(name=FANG_SONG, size=10.5)
    line = Border(bottom=Side(style="thin", color="000000"))
    middle = Alignment(horizontal="center", vertical="center", wrap_text=True)
    return {
        "title": {"font": Font(name=SONG, size=20, bold=True), "alignment": middle},
        "label": {
            "font": Font(name=FANG_SONG, size=11),
            "alignment": Alignment(horizontal="right", vertical="center"),
        },
        "blank": {
            "font": Font(name=FANG_SONG, size=11),
            "alignment": Alignment(vertical="center", shrink_to_fit=True),
            "border": line,
        },
        "note": {"font": Font(name=FANG_SONG, size=10.5), "alignment": Alignment(vertical="center")},
        "head": {
            "font": Font(name=HEI, size=10.5),
            "alignment": middle,
            "border": box,
            "fill": PatternFill("solid", fgColor="DDEBF7"),
        },
        "text": {"font": body, "border": box, "alignment": Alignment(vertical="center", wrap_text=True)},
        "fill": {
            "font": body,
            "border": box,
            "alignment": Alignment(vertical="center", wrap_text=True),
            "fill": PatternFill("solid", fgColor=GREY),
        },
        "centred": {"alignment": middle},
        "marked": {"font": Font(name=FANG_SONG, size=10.5, color="C00000")},
        "gone": {"font": Font(name=FANG_SONG, size=10.5, strike=True, color="7F7F7F")},
    }


def style(cell: Cell, name: str, centred: bool = False) -> None:
    """Give the cell the look of this name: `title`, `head`, `text`, `fill` (to be filled in), `gone`, …"""
    for attribute, value in (_styles()[name] | (_styles()["centred"] if centred else {})).items():
        setattr(cell, attribute, value)
