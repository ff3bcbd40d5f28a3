"""Paragraph styles of a DOCX file: which number, and which are headings."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from lxml import etree

from pipeline.formats.numbering import W, whole_number

_BODY_LEVEL = 9
"""Word's outline level of body text."""
_TITLES = ("title", "标题")


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph has from its style, or of its own."""

    name: str = ""
    list_id: str | None = None
    list_level: int | None = None
    outline: int | None = None
    """0 at the top; None for body text."""


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document by id."""

    paragraph: Mapping[str, Style]
    lists: Mapping[str, str]
    """List ids of numbering styles."""
    default: str = ""

    def of(self, properties: etree._Element | None) -> Style:
        """Return what the style and the properties of a paragraph come to."""
        name = _value(properties, "pStyle") or self.default
        style = self.paragraph.get(name, Style(name))
        return style if properties is None else _refine(style, properties)


def build_styles(root: etree._Element | None) -> Styles:
    """Return the styles of a styles part, inheritance resolved."""
    if root is None:
        return Styles({}, {})
    elements = {e.get(W + "styleId", ""): e for e in root.findall(W + "style")}
    resolved: dict[str, Style] = {}
    for name in elements:
        _resolve(name, elements, resolved)
    lists = {}
    for name, element in elements.items():
        if element.get(W + "type") == "numbering" and (list_id := resolved[name].list_id):
            lists[name] = list_id
    return Styles(resolved, lists, _default(elements))


def _default(elements: Mapping[str, etree._Element]) -> str:
    chosen = (
        n for n, e in elements.items() if e.get(W + "default") == "1" and e.get(W + "type") == "paragraph"
    )
    return next(chosen, "")


def _resolve(name: str, elements: Mapping[str, etree._Element], resolved: dict[str, Style]) -> None:
    """Resolve a style and those it is based on; a circle of styles ends where it closes."""
    chain: list[str] = []
    while name in elements and name not in resolved and name not in chain:
        chain.append(name)
        name = _value(elements[name], "basedOn") or ""
    style = resolved.get(name, Style())
    for each in reversed(chain):
        element = elements[each]
        style = replace(style, name=each)
        properties = element.find(W + "pPr")
        if properties is not None:
            style = _refine(style, properties)
        if (_value(element, "name") or "").lower() in _TITLES:
            style = replace(style, outline=0)
        resolved[each] = style


def _refine(style: Style, properties: etree._Element) -> Style:
    """Return the style with what the paragraph properties say themselves."""
    outline = _value(properties, "outlineLvl")
    if outline and outline.isdecimal():
        level = whole_number(outline, _BODY_LEVEL)
        style = replace(style, outline=level if level < _BODY_LEVEL else None)
    numbers = properties.find(W + "numPr")
    if numbers is None:
        return style
    list_id, level_text = _value(numbers, "numId"), _value(numbers, "ilvl")
    if list_id is not None:
        style = replace(style, list_id=None if list_id == "0" else list_id, list_level=None)
    if level_text and level_text.isdecimal():
        style = replace(style, list_level=whole_number(level_text, 0))
    return style


def _value(element: etree._Element | None, child: str) -> str | None:
    found = None if element is None else element.find(W + child)
    return None if found is None else found.get(W + "val")
