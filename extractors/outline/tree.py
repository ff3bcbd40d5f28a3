"""The outline of a text: its items as a tree, each with its own words and its kind."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.layout import Block, Layout
from extractors.outline.actions import is_action
from extractors.outline.closing import find_closing
from extractors.outline.kinds import section_kind
from extractors.outline.lines import JOINED, Line, find_lines
from extractors.outline.markers import Marker, MarkerStyle, find_markers
from extractors.outline.parts import Part, find_parts
from extractors.outline.sequence import accept, order_styles
from extractors.records import SectionKind
from extractors.values import value

_LONGEST_RUN_IN = 40
_HEADING_END = re.compile(r"[。\n:;]|[ ]?[(\[](?=[^()\[\]\n]{0,40}(?:单位|部门|牵头|负责))|$")
_CLAUSE_END = re.compile(r"[。\n:;,]|$")
_RUN_IN = re.compile(r"(?m:^)[ \t]*([^\n。:;,、()]{2,16})[:。](?=[^\n])")
_ASIDE = re.compile(
    r"(?m:^) *(?:(?:注|注释|备注|附注|说明):[^\n]*"
    r"|附件? ?: ?1?[.、][^\n]*(?:\n *\d{1,2}[.、][^\n]{2,70}(?=\n|$))*)"
)
"""Notes, and the list of annexes under a notice (GB/T 9704-2012, 7.3.4): their numbers open no items."""
_MEASURES = re.compile(r"(?:具体|主要|工作|重点|相关|有关)(?:措施|举措|任务|内容):")
_INDICATOR = re.compile(r"[^\n]{0,60}(?:预期|约束)性[ \t]*[\d<>≥≤\[-]| *[系是]指")
"""A row of a table of indicators that has lost its lines, or a note on one: no item begins there."""
_LEADS_IN = re.compile(r"其中|[^\n]{0,10}我们|[^\n]{0,6}(?<![主重需纲摘简概首紧必次])要(?![求点素闻件务])")
"""Words that lead in what follows: 今年我们要做好十方面工作."""
_ACTIONS = (None, "tasks", "safeguards")
"""Kinds of the items in which a run-in heading (目标:) is part of the words, no section."""
_TITLED = MarkerStyle("titled", "", 0, False)
_RUN_IN_STYLE = MarkerStyle("run-in", "", 99, True)
_MEASURE_STYLE = MarkerStyle("measure", "", 98, True)


@value
class Item:
    """A numbered or titled item of the outline."""

    number: str | None
    style: str
    level: int
    """Depth, 1 at the top of its part."""
    parent: int | None
    """Index of the item that it stands in."""
    part: int
    """Index of the document that it stands in."""
    start: int
    body: int
    """Where its words begin, after the marker."""
    own_end: int
    """End of its own words, before its first child."""
    end: int
    kind: SectionKind | None
    """None where no heading above tells."""
    title: tuple[int, int]
    opens_line: bool
    has_children: bool


@value
class Outline:
    """Items in order of place, and the documents that they stand in."""

    lines: list[Line]
    parts: tuple[Part, ...]
    items: tuple[Item, ...]
    starts: tuple[int, ...]
    """Of the items."""
    part_starts: tuple[int, ...]

    def item_at(self, place: int) -> int | None:
        """Return the index of the deepest item that a place stands in, None outside all items."""
        at: int | None = bisect_right(self.starts, place) - 1
        while at is not None and at >= 0 and self.items[at].end <= place:
            at = self.items[at].parent
        return at if at is not None and at >= 0 else None

    def part_at(self, place: int) -> int:
        """Return the index of the document that a place stands in."""
        return max(0, bisect_right(self.part_starts, place) - 1)


def build_outline(layout: Layout) -> Outline:
    """Return the outline of the text: depth is told by the document's own sequence of numbers."""
    lines = find_lines(layout)
    parts = find_parts(layout, lines)
    joined = tuple((b.start, b.end) for b in layout.blocks if len(b.text) > JOINED and b.kind != "table")
    tables = [(b.start, b.end) for b in layout.blocks if b.kind == "table"]
    asides = [match.span() for match in _ASIDE.finditer(layout.folded)]
    markers = _outside(find_markers(layout.folded, joined), sorted(tables + asides))
    marker_starts = [marker.start for marker in markers]
    block_starts = [block.start for block in layout.blocks]
    line_starts = [line.start for line in lines]
    items: list[Item] = []
    for index, part in enumerate(parts):
        own_lines = lines[bisect_left(line_starts, part.title_end) : bisect_left(line_starts, part.end)]
        end = find_closing(own_lines, part.end)
        after = bisect_left(tables, (end, 0))
        if after < len(tables) and tables[after][0] < part.end:
            end = part.end
        own = markers[bisect_left(marker_starts, part.title_end) : bisect_left(marker_starts, end)]
        body = _after_contents(own, layout.folded, part)
        own = [m for m in own if m.start >= body and not _INDICATOR.match(layout.folded, m.end)]
        numbered = accept(own, layout.folded)
        blocks = layout.blocks[bisect_left(block_starts, body) : bisect_left(block_starts, end)]
        unnumbered = list(_unnumbered(layout.folded, blocks, (body, end), numbered))
        own = sorted(numbered + unnumbered, key=lambda m: m.start)
        items.extend(_nest(own, order_styles(own), layout.folded, end, index, len(items)))
    starts = tuple(item.start for item in items)
    return Outline(lines, parts, tuple(items), starts, tuple(part.start for part in parts))


def _outside(markers: list[Marker], spans: list[tuple[int, int]]) -> list[Marker]:
    if not spans:
        return markers
    kept = []
    at = 0
    for marker in markers:
        while at < len(spans) and spans[at][1] <= marker.start:
            at += 1
        if at == len(spans) or marker.start < spans[at][0]:
            kept.append(marker)
    return kept


def _heading(folded: str, start: int, limit: int) -> str:
    match = _HEADING_END.search(folded, start, min(limit, start + 3 * _LONGEST_RUN_IN))
    return folded[start : match.start()].strip() if match else ""


def _after_contents(markers: list[Marker], folded: str, part: Part) -> int:
    """Return where the body begins: after a list of contents, whose headings all stand there again."""
    lines = [m for m in markers if m.opens_line]
    if len(lines) < 6:
        return part.title_end
    key = _line_key(folded, lines[0])
    for marker in lines[2:]:
        if (
            marker.ordinals == lines[0].ordinals
            and marker.style == lines[0].style
            and key == _line_key(folded, marker)
        ):
            return marker.start
    return part.title_end


def _line_key(folded: str, marker: Marker) -> str:
    end = folded.find("\n", marker.end)
    line = folded[marker.end : min(end if end >= 0 else len(folded), marker.end + 60)]
    return re.sub(r"[\s.…·\d-]+$", "", line).replace(" ", "")


def _unnumbered(
    folded: str, blocks: Sequence[Block], span: tuple[int, int], numbered: list[Marker]
) -> Iterator[Marker]:
    """Yield headings without a number: marked by the format, or named by the lexicon of section kinds."""
    taken = {marker.start for marker in numbered}
    counts: dict[str, int] = {}
    repeated = _repeated(folded, blocks)
    for block in blocks:
        if block.kind == "table" or block.start in taken:
            continue
        head = folded[block.start : min(block.end, block.start + _LONGEST_RUN_IN)]
        style = _style_of(block.level, len(block.text), head)
        if style is None or (block.start + len(head) - len(head.lstrip())) in taken:
            continue
        if style is _TITLED and head.strip(" :") in repeated:
            continue
        counts[style.name] = counts.get(style.name, 0) + 1
        yield Marker(style, (counts[style.name],), block.start, block.start, "", True)
    for match in _MEASURES.finditer(folded, *span):
        governed = folded[max(0, match.start() - 4) : match.start()].rstrip(" \n。;").endswith((")", "]"))
        if governed and taken.isdisjoint(range(match.end(), match.end() + 3)):
            yield Marker(_MEASURE_STYLE, (1,), match.start(), match.end(), "", False)


def _repeated(folded: str, blocks: Sequence[Block]) -> frozenset[str]:
    """Return the short lines that stand more than once: labels of a form (整改措施), no sections."""
    short = [folded[block.start : block.end].strip(" :") for block in blocks if len(block.text) <= 20]
    return frozenset(line for line, count in Counter(short).items() if count > 1)


def _style_of(level: int, length: int, head: str) -> MarkerStyle | None:
    if level > 1:
        return MarkerStyle(f"heading-{level}", "", level, False)
    named = length <= 20 and not head.rstrip().endswith("。") and not _LEADS_IN.match(head)
    if named and section_kind(head):
        return _TITLED
    match = _RUN_IN.match(head) if not head.startswith("其中") else None
    return _RUN_IN_STYLE if match and section_kind(match[1]) not in (None, "annex") else None


def _nest(
    markers: list[Marker], order: dict[str, int], folded: str, end: int, part_index: int, base: int
) -> list[Item]:
    order |= {style.name: len(order) + style.rank for style in (_RUN_IN_STYLE, _MEASURE_STYLE)}
    nodes: list[_Node] = []
    stack: list[_Node] = []
    for position, marker in enumerate(markers):
        following = markers[position + 1].start if position + 1 < len(markers) else end
        while stack and order[stack[-1].marker.style.name] >= order[marker.style.name]:
            stack.pop().end = marker.start
        parent = stack[-1] if stack else None
        if marker.style is _RUN_IN_STYLE and parent is not None and parent.kind in _ACTIONS:
            continue
        heading = _heading(folded, marker.end, following)
        kind = section_kind(heading)
        if parent is not None:
            parent.own_end = min(parent.own_end, marker.start)
            parent.has_children = True
            mixed = parent.kind == "goals" and "任务" in _heading(folded, parent.marker.end, marker.start)
            kind = "tasks" if kind is None and mixed and is_action(heading) else _inherited(parent.kind, kind)
        node = _Node(marker, len(nodes), parent, len(stack) + 1, following, end, kind)
        nodes.append(node)
        stack.append(node)
    return [_item(node, folded, part_index, base) for node in nodes]


@dataclass(slots=True)
class _Node:
    """An item while its end is not known yet."""

    marker: Marker
    index: int
    parent: "_Node | None"
    level: int
    own_end: int
    end: int
    kind: SectionKind | None
    has_children: bool = False


def _item(node: _Node, folded: str, part: int, base: int) -> Item:
    marker = node.marker
    return Item(
        number=marker.number or None,
        style=marker.style.name,
        level=node.level,
        parent=base + node.parent.index if node.parent else None,
        part=part,
        start=marker.start,
        body=marker.end,
        own_end=node.own_end,
        end=node.end,
        kind=node.kind,
        title=title_span(folded, marker.end, node.own_end),
        opens_line=marker.opens_line,
        has_children=node.has_children,
    )


def _inherited(above: SectionKind | None, own: SectionKind | None) -> SectionKind | None:
    """Return the kind of an item by its own heading and the section that it stands in.

    Work that is looked back on, or that only carries the plan out, stays so under any heading of tasks.
    """
    if own is None or (own == "tasks" and above in ("review", "safeguards")):
        return None if above == "contents" else above
    return own


def title_span(folded: str, start: int, limit: int) -> tuple[int, int]:
    """Return the span of an item's title: its run-in heading where it reads as one, else its first clause."""
    while start < limit and folded[start] in " \t\n":
        start += 1
    match = _HEADING_END.search(folded, start, limit)
    end = match.start() if match else limit
    if end - start > _LONGEST_RUN_IN or ("," in folded[start:end] and end - start > 30):
        match = _CLAUSE_END.search(folded, start, limit)
        end = match.start() if match else limit
    return start, end
