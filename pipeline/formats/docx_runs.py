"""The text of a DOCX paragraph: what is printed, tracked changes as accepted."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pipeline.formats.numbering import W
from pipeline.formats.spacing import clean_glyphs

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_SKIPPED = frozenset(
    W + name
    for name in (
        *("pPr", "rPr", "del", "moveFrom", "delText", "instrText", "delInstrText", "rt", "sdtPr", "sdtEndPr"),
        *("footnoteReference", "endnoteReference", "annotationRef", "footnoteRef", "endnoteRef", "fldData"),
    )
)
_TEXTS = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-"}
_BOX = W + "txbxContent"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_ANCHOR, _VERTICAL, _OFFSET = _DRAWING + "anchor", _DRAWING + "positionV", _DRAWING + "posOffset"
_WRAPPERS = frozenset(W + n for n in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"))


@dataclass(frozen=True, slots=True)
class Printed:
    """What a paragraph prints: its text, and the text boxes anchored in it."""

    text: str
    boxes: tuple[etree._Element, ...]


def read_runs(paragraph: etree._Element) -> Printed:
    """Return the text of a paragraph, line breaks as line feeds, and its text boxes."""
    texts: list[str] = []
    boxes: list[etree._Element] = []
    for piece in _pieces(paragraph):
        if isinstance(piece, str):
            texts.append(piece)
        else:
            boxes.append(piece)
    return Printed(clean_glyphs("".join(texts)), tuple(boxes))


def is_mark_deleted(paragraph: etree._Element) -> bool:
    """Return True if a tracked change takes away the end of the paragraph: the next one follows on."""
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    return mark is not None and (mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None)


def stands_above(box: etree._Element) -> bool:
    """Return True if a text box is placed above the paragraph that it is anchored in."""
    anchor = next(box.iterancestors(_ANCHOR), None)
    if anchor is not None:
        place = anchor.find(_VERTICAL)
        by_text = place is not None and place.get("relativeFrom") in ("paragraph", "line")
        return by_text and (place.findtext(_OFFSET) or "").startswith("-")
    shapes = (shape.get("style", "") for shape in box.iterancestors() if shape.get("style"))
    return any(_is_above(style) for style in shapes)


def _is_above(style: str) -> bool:
    """True for the style of a VML shape that its paragraph places, which is so where nothing else is said."""
    said = dict(part.partition(":")[::2] for part in style.replace(" ", "").split(";"))
    placed = said.get("mso-position-vertical-relative") not in ("page", "margin")
    return placed and said.get("margin-top", "").startswith("-")


def unwrap(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the children of an element, content controls and accepted insertions opened."""
    for child in root:
        if child.tag in _WRAPPERS:
            yield from unwrap(child)
        elif child.tag == _MC + "AlternateContent":
            yield from unwrap(_chosen(child))
        else:
            yield child


def _pieces(root: etree._Element) -> Iterator["str | etree._Element"]:
    for child in root:
        tag = child.tag
        if tag in (W + "t", _MATH_TEXT):
            yield child.text or ""
        elif tag in _TEXTS:
            yield _TEXTS[tag]
        elif tag == W + "br":
            yield "\n" if child.get(W + "type") in (None, "textWrapping") else ""
        elif tag == W + "sym":
            yield _symbol(child)
        elif tag == _BOX:
            yield child
        elif tag == _MC + "AlternateContent":
            yield from _pieces(_chosen(child))
        elif tag not in _SKIPPED and not (tag == W + "r" and _is_hidden(child)):
            yield from _pieces(child)


def _chosen(alternatives: etree._Element) -> etree._Element:
    """Return the first alternative that prints something: one box is stored in two ways."""
    for each in alternatives:
        if next(each.iter(W + "t"), None) is not None:
            return each
    return alternatives[0] if len(alternatives) else alternatives


def _is_hidden(run: etree._Element) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(W + "val") not in ("0", "false")


def _symbol(element: etree._Element) -> str:
    """Return the character of a symbol, empty for a code of the font's own."""
    try:
        code = int(element.get(W + "char", ""), 16)
    except ValueError:
        return ""
    return chr(code) if 0x20 <= code < 0xD800 else ""
