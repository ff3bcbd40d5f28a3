"""Pages as a scan: each one a gray picture. Needs a font with Chinese signs, which not every machine has."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from pipeline.evaluation.printings.pages import HEIGHT, WIDTH, Sheet, advance
from pipeline.evaluation.printings.pdf import pictures_pdf

DPI = 200
FONT = "ZEREN_FONT"
"""Variable that names the file of a font with Chinese signs; else fontconfig is asked for one."""
_INK = 40
_FACES = 8
"""Faces of a collection that are looked at."""


def scan(sheets: Sequence[Sheet]) -> bytes:
    """Return the pages as pictures of 200 dots an inch, the grain of a scanner over them."""
    size = (round(WIDTH * DPI / 72), round(HEIGHT * DPI / 72))
    return pictures_pdf([_picture(sheet, size) for sheet in sheets], size)


@cache
def find_font() -> Path | None:
    """Return the file of a font with Chinese signs, None where there is none."""
    if named := os.environ.get(FONT):
        return Path(named)
    if not shutil.which("fc-list"):
        return None
    found = subprocess.run(
        ["fc-list", ":lang=zh-cn", "--format", "%{file}\n"], capture_output=True, encoding="utf-8"
    ).stdout.splitlines()
    serif = [name for name in found if "serif" in name.lower() and "regular" in name.lower()]
    return next(map(Path, [*serif, *sorted(found)]), None)


def _picture(sheet: Sheet, size: tuple[int, int]) -> bytes:
    import numpy as np
    from PIL import Image, ImageDraw

    picture = Image.new("L", size, 250)
    pen = ImageDraw.Draw(picture)
    scale = DPI / 72
    for rule in sheet.rules:
        pen.line([(rule.x0 * scale, rule.y0 * scale), (rule.x1 * scale, rule.y1 * scale)], _INK, 2)
    fonts = {words.size: _font(words.size * scale) for words in sheet.words}
    for words in sheet.words:
        x = words.x
        for sign in words.text:
            pen.text((x * scale, words.y * scale), sign, _INK, fonts[words.size], anchor="ls")
            x += advance(sign, words.size) + words.gap
    grain = np.random.default_rng(Random(0).randrange(2**32)).normal(0, 6, (size[1], size[0]))
    return np.clip(np.asarray(picture) + grain, 0, 255).astype("uint8").tobytes()


@cache
def _font(size: float) -> Any:
    """Return the font in a size; of a collection the face for simplified Chinese."""
    from PIL import ImageFont

    faces = [ImageFont.truetype(str(find_font()), size)]
    with suppress(OSError):
        while len(faces) < _FACES:
            faces.append(ImageFont.truetype(str(find_font()), size, index=len(faces)))
    return next((face for face in faces if "SC" in str(face.getname()[0])), faces[0])
