"""The outline of a text: its items as a tree, each with its own words and its kind."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, replace

from extractors.document_numbers import is_number
from extractors.evidence import Verdict
from extractors.layout import Layout
from extractors.outline.actions import is_action
from extractors.outline.carried import weigh_carried
from extractors.outline.closing import are_one_paragraph, find_closing, find_tail
from extractors.outline.depths import depths_of, ends_of
from extractors.outline.document_signs import decide
from extractors.outline.headings import RUN_IN_STYLE, TITLED, unnumbered
from extractors.outline.item_signs import sign_items
from extractors.outline.kinds import heading_kind, joined_heading, section_kind
from extractors.outline.lines import Line, find_lines
from extractors.outline.markers import Marker, find_markers
from extractors.outline.part_signs import describes, last_year, leads_in_goals, weigh_part
from extractors.outline.parts import Part, find_parts
from extractors.outline.sequence import accept
from extractors.records import SectionKind
from extractors.values import value

_LONGEST_RUN_IN = 40
_LONG_PART = 1500
"""Characters from which an item below an untold part is judged as a part itself."""
_LONG_ITEM = 300
"""Characters from which a numbered item behind a line 预期目标 is work, not one more goal."""
_FIRST_YEAR = re.compile(r"((?:19|20)\d\d)年")
_HEADING_END = re.compile(
    r"[。\n:;]|(?<=[一-鿿])(?<!副)(?=(?:总指挥|召集人|主 {0,4}任|组 {0,4}长|成 {0,4}员|职 {0,4}责) {0,2}:)"
    r"|[ ]?[(\[](?=[^()\[\]\n]{0,40}(?:单位|部门|牵头|负责))|$"
)
_LAST_WORDS = re.compile(r"[,;。][ \t]*[^,;。:\n]{1,6}$")
"""A label behind a title: 第12号建议《…》,主办:市城管局."""
_FIELD = re.compile(r"[ \t]*([^\n:,。;]{2,10}):")
_ONLY_WHEN = re.compile(
    r"(?:力争|确保)?[到至]?(?:[\d一二三四上下半今本年月日季度底末前内]{3,14}|[“\"]?十[一二三四五六]五[”\"]?(?:期间|时期|末))"
)
"""A first clause that only says by when: 到2025年,培育企业30家."""
_CLAUSE_END = re.compile(r"[。\n:;,]|$")
_ASIDE = re.compile(
    r"(?m:^) *(?:(?:注|注释|备注|附注|说明):[^\n]*"
    r"|附件? ?: ?1?[.、][^\n]*(?:\n *\d{1,2}[.、][^\n]{2,70}(?=\n|$))*)"
)
"""Notes, and the list of annexes under a notice (GB/T 9704-2012, 7.3.4): their numbers open no items."""
_INDICATOR = re.compile(r"[^\n]{0,60}(?:预期|约束)性[ \t]*[\d<>≥≤\[-]| *[系是]指")
"""A row of a table of indicators that has lost its lines, or a note on one: no item begins there."""
_AIMED = ("review", "goals")
"""An item of goals whose heading says what will have been achieved: 产业体系建设取得决定性进展."""
_ACTIONS = (None, "tasks", "safeguards")
"""Kinds of the items in which a run-in heading (目标:) is part of the words, no section."""


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
    verdict: Verdict | None
    """Of a part at the top, what decided its kind; None for those that have it from above."""
    signs: frozenset[str] = frozenset()
    """What its heading, its words and what stands around it show of whether it is something to do."""


@value
class Outline:
    """Items in order of place, and the documents that they stand in."""

    lines: list[Line]
    parts: tuple[Part, ...]
    items: tuple[Item, ...]
    starts: tuple[int, ...]
    """Of the items."""
    part_starts: tuple[int, ...]
    verdicts: tuple[tuple[Verdict, ...], ...]
    """Of each document, what decided what of it can be a task."""

    def item_at(self, place: int) -> int | None:
        """Return the index of the deepest item that a place stands in, None outside all items."""
        at: int | None = bisect_right(self.starts, place) - 1
        while at is not None and at >= 0 and self.items[at].end <= place:
            at = self.items[at].parent
        return at if at is not None and at >= 0 else None

    def next_start(self, place: int) -> int:
        """Return where the next item behind a place begins, or the end of the last part."""
        after = bisect_right(self.starts, place)
        return self.starts[after] if after < len(self.starts) else self.parts[-1].end

    def part_at(self, place: int) -> int:
        """Return the index of the document that a place stands in."""
        return max(0, bisect_right(self.part_starts, place) - 1)


def build_outline(layout: Layout) -> Outline:
    """Return the outline of the text: depth is told by the document's own sequence of numbers."""
    lines = find_lines(layout)
    parts = find_parts(layout, lines)
    tables = [(b.start, b.end) for b in layout.blocks if b.kind == "table"]
    asides = [match.span() for match in _ASIDE.finditer(layout.folded)]
    asides += [
        (line.start, line.end) for line in lines if line.folded.startswith("(") and is_number(line.folded)
    ]
    markers = _outside(find_markers(layout.folded), sorted(tables + asides))
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
        numbered = _without_fields(accept(own, layout.folded), layout.folded)
        blocks = layout.blocks[bisect_left(block_starts, body) : bisect_left(block_starts, end)]
        titled = unnumbered(layout.folded, blocks, (body, end), numbered, part.title or "")
        own = sorted([*numbered, *titled], key=lambda m: m.start)
        end = _before_tail(layout.folded, own, end)
        nest = _Nest(layout.folded, end, index, len(items), _year_of(layout.folded, part))
        items.extend(nest.items(own))
    weighed = weigh_carried(layout.folded, parts, items)
    items = [
        replace(item, kind=kind, verdict=verdict or item.verdict)
        for item, (kind, verdict) in zip(items, weighed, strict=True)
    ]
    signed = zip(items, sign_items(layout.folded, items), strict=True)
    items = [replace(item, signs=signs) for item, signs in signed]
    return _outline(layout.folded, lines, parts, items)


def _outline(folded: str, lines: list[Line], parts: tuple[Part, ...], items: list[Item]) -> Outline:
    """Return the outline with what of each document can be a task, as its items tell."""
    of_part: list[list[Item]] = [[] for _ in parts]
    for item in items:
        of_part[item.part].append(item)
    decisions = [
        decide(folded, part, own, following)
        for part, own, following in zip(parts, of_part, [*parts[1:], None], strict=True)
    ]
    decided = tuple(
        replace(part, kind=decision.kind) for part, decision in zip(parts, decisions, strict=True)
    )
    verdicts = tuple(decision.verdicts for decision in decisions)
    starts = tuple(item.start for item in items)
    return Outline(lines, decided, tuple(items), starts, tuple(part.start for part in parts), verdicts)


def _year_of(folded: str, part: Part) -> int | None:
    """Return the year that a document is of: the last that its title names, else the first under it."""
    title = last_year((part.title or "").replace(" ", ""))
    dated = _FIRST_YEAR.search(folded, part.title_end, min(part.end, part.title_end + 400))
    return max(title) if title else int(dated[1]) if dated else None


def _before_tail(folded: str, markers: list[Marker], end: int) -> int:
    """Return where the items of a document end: before the paragraph that speaks of all, behind the last."""
    if not markers or not markers[-1].number:
        return end
    last = markers[-1]
    stops = [*(marker.start for marker in markers[1:]), end]
    beside = [
        (marker.start, stop)
        for marker, stop in zip(markers, stops, strict=True)
        if marker.style == last.style and marker is not last
    ]
    return find_tail(folded, last.end, end, one_paragraph=are_one_paragraph(folded, beside))


def _without_fields(markers: list[Marker], folded: str) -> list[Marker]:
    """Return the markers without those of fields, which stand under every item: (一)建设内容:… (二)责任单位:…

    Their number and name are the same each time, so that they are a form and no list.
    """
    names = [
        match[1] if marker.opens_line and (match := _FIELD.match(folded, marker.end)) else ""
        for marker in markers
    ]
    seen = Counter((m.style.name, m.ordinals, name) for m, name in zip(markers, names, strict=True) if name)
    styles = Counter(m.style.name for m in markers)
    fields = Counter(
        m.style.name
        for m, name in zip(markers, names, strict=True)
        if name and seen[m.style.name, m.ordinals, name] > 1
    )
    forms = {style for style, count in fields.items() if count == styles[style]}
    return [marker for marker in markers if marker.style.name not in forms]


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
    heading = folded[start : match.start()].strip() if match else ""
    return heading[: joined_heading(heading) or None]


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
    verdict: Verdict | None
    has_children: bool = False


@dataclass(slots=True)
class _Nest:
    """Makes the tree of the markers of one document."""

    folded: str
    end: int
    part: int
    base: int
    """Items of the documents before it."""
    year: int | None

    def items(self, markers: list[Marker]) -> list[Item]:
        """Return the markers as items, each with what stands above it and its kind."""
        order = depths_of(markers)
        ends = ends_of(markers, order, self.end)
        nodes: list[_Node] = []
        stack: list[_Node] = []
        for position, marker in enumerate(markers):
            following = markers[position + 1].start if position + 1 < len(markers) else self.end
            while stack and order[stack[-1].marker.style.name] >= order[marker.style.name]:
                stack.pop().end = marker.start
            parent = stack[-1] if stack else None
            if parent is not None and self._is_part_of_words(marker, parent, following):
                if nodes[-1].own_end == marker.start:
                    nodes[-1].own_end = following
                continue
            kind, verdict = self._kind(marker, parent, following, ends[position])
            if parent is not None:
                parent.own_end = min(parent.own_end, marker.start)
                parent.has_children = True
            node = _Node(marker, len(nodes), parent, len(stack) + 1, following, self.end, kind, verdict)
            nodes.append(node)
            stack.append(node)
        return [self._item(node) for node in nodes]

    def _kind(
        self, marker: Marker, parent: _Node | None, following: int, end: int
    ) -> tuple[SectionKind | None, Verdict | None]:
        if marker.style.name == "stage":
            return "safeguards", None
        if marker.style.name == "article":
            return parent.kind if parent else None, None
        heading = _heading(self.folded, marker.end, following)
        if end == following and marker.number:
            words = self.folded[marker.end : end].strip()[len(heading) :].strip(" 。:\n*")
            if section_kind(heading) is None and describes(heading.strip("* "), words):
                return "review", None
            if leads_in_goals(words):
                return "goals", None
        if parent is None or (parent.kind is None and end - marker.end > _LONG_PART):
            return weigh_part(heading, self.folded[marker.end : end], self.year, holds_items=end > following)
        kind = heading_kind(heading)
        above = _heading(self.folded, parent.marker.end, marker.start)
        if kind is None and parent.kind == "goals" and "任务" in above and is_action(heading):
            return "tasks", None
        if parent.kind == "goals" and parent.marker.style is TITLED and end - marker.end > _LONG_ITEM:
            return "tasks", None
        return _inherited(parent.kind, kind), None

    def _is_part_of_words(self, marker: Marker, parent: _Node, following: int) -> bool:
        """Tell whether a heading without a number only labels some of the words of the item above it."""
        if parent.kind not in _ACTIONS:
            return False
        if marker.style is TITLED and parent.marker.number:
            above = self.folded[parent.marker.end : marker.start]
            chapter = parent.parent is None and len(above.partition("\n")[0]) <= _LONGEST_RUN_IN
            return not chapter or section_kind(_heading(self.folded, marker.end, following)) in _ACTIONS
        return marker.style is RUN_IN_STYLE

    def _item(self, node: _Node) -> Item:
        marker = node.marker
        return Item(
            number=marker.number or None,
            style=marker.style.name,
            level=node.level,
            parent=self.base + node.parent.index if node.parent else None,
            part=self.part,
            start=marker.start,
            body=marker.end,
            own_end=node.own_end,
            end=node.end,
            kind=node.kind,
            title=title_span(self.folded, marker.end, node.own_end),
            opens_line=marker.opens_line,
            has_children=node.has_children,
            verdict=node.verdict,
        )


def _inherited(above: SectionKind | None, own: SectionKind | None) -> SectionKind | None:
    """Return the kind of an item by its own heading and the section that it stands in.

    Work that is looked back on, or that only carries the plan out, stays so under any heading of tasks.
    """
    if own is None or (own == "tasks" and above in ("review", "safeguards")) or (own, above) == _AIMED:
        return None if above == "contents" else above
    return own


def title_span(folded: str, start: int, limit: int) -> tuple[int, int]:
    """Return the span of an item's title: its run-in heading where it reads as one, else its first clause."""
    while start < limit and folded[start] in " \t\n":
        start += 1
    match = _HEADING_END.search(folded, start, limit)
    end = match.start() if match else limit
    if joined := joined_heading(folded[start:end]):
        return start, start + joined
    if folded[end : end + 1] == ":" and (label := _LAST_WORDS.search(folded, start + 2, end)):
        return start, label.start()
    if end - start > _LONGEST_RUN_IN or ("," in folded[start:end] and end - start > 30):
        match = _CLAUSE_END.search(folded, start, limit)
        if match and _ONLY_WHEN.fullmatch(folded, start, match.start()):
            match = _CLAUSE_END.search(folded, match.end(), limit)
        end = match.start() if match else limit
    return start, end
