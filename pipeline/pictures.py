"""What every picture needs: suffixes, a font with Chinese letters, a figure that is the same each time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pipeline.language import _

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SUFFIXES: Final = (".svg", ".png")
FONTS: Final = (
    *("Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "Microsoft YaHei", "PingFang SC", "SimHei"),
    *("WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Noto Sans CJK JP", "Noto Serif CJK SC"),
    "Arial Unicode MS",
)
"""Fonts with Chinese letters of the usual systems; the first that is there is drawn with."""


class NoPictureError(Exception):
    """Nothing that can be drawn, or nothing to draw with."""


@contextmanager
def drawing(width: float, height: float, suffix: str, path: Path) -> Iterator[Figure]:
    """Give a figure of so many inches, written to the path at the end; `NoPictureError` if none can be."""
    try:
        import matplotlib

        matplotlib.use("agg")
        from matplotlib.figure import Figure
    except ImportError as error:
        raise NoPictureError(
            _("pictures are drawn with matplotlib: pip install 'zeren[pictures]'")
        ) from error
    settings: Any = {
        "font.family": [*_find_fonts(), "DejaVu Sans"],
        "svg.fonttype": "none",
        "svg.hashsalt": "zeren",
        "axes.unicode_minus": False,
    }
    with matplotlib.rc_context(settings):
        figure = Figure(figsize=(width, height), layout="constrained")
        yield figure
        stamp: dict[str, Any] = {"Date": None} if suffix == ".svg" else {"Software": None}
        figure.savefig(path, format=suffix.removeprefix("."), dpi=144, metadata=stamp)


def _find_fonts() -> list[str]:
    from matplotlib import font_manager

    there = {font.name for font in font_manager.fontManager.ttflist}
    found: list[str] = [name for name in FONTS if name in there]
    if not found:
        said = _("no font with Chinese letters is installed, such as {font}")
        raise NoPictureError(said.format(font=FONTS[0]))
    return found
