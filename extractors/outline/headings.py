"""Headings without a number: marked by the format, named by their words, or told by their shape."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence, Set

from extractors.layout import Block
from extractors.outline.kinds import section_kind
from extractors.outline.markers import Marker, MarkerStyle
from extractors.outline.part_signs import last_year

TITLED = MarkerStyle("titled", "", 0, False)
RUN_IN_STYLE = MarkerStyle("run-in", "", 99, True)
MEASURE_STYLE = MarkerStyle("measure", "", 98, True)
LONGEST_RUN_IN = 40
_LONGEST_TITLED = 24
_RUN_IN = re.compile(r"(?m:^)[ \t]*([^\n。:;,、()]{2,16})[:。](?=[^\n])")
_MEASURES = re.compile(r"(?:具体|主要|工作|重点|相关|有关)(?:措施|举措|任务|内容):")
_LEADS_IN = re.compile(
    r"其中|首先|现在|下面|[^\n]{0,10}我们|[^\n]{0,6}(?<![主重需纲摘简概首紧必次])要(?![求点素闻件务])"
    r"|[^\n]{0,24}(?:以下|如下|下列|(?:几|[一二三四五六七八九十\d])个?(?:方面|项|件))"
)
"""Words that lead in what follows: 今年我们要做好十方面工作."""
_STOPS = re.compile(r"[。;:,!?、》\])]$")
_NAMES = re.compile(r"[一-鿿][^\n。;:,!?、]{0,15}[^\n。;:,!?、)\]》]")
_FEWEST_LISTS = 2
_ENDS = re.compile(r"[。:!?)\"”]$|^.{0,40}$")
"""How the line above a heading ends: with its sentence, or it is no paragraph itself."""


def unnumbered(
    folded: str, blocks: Sequence[Block], span: tuple[int, int], numbered: list[Marker], title: str
) -> Iterator[Marker]:
    """Yield headings without a number, each as a marker of no length; a line of the title is none."""
    taken = {marker.start for marker in numbered}
    counts: Counter[str] = Counter()
    repeated = _repeated(folded, blocks)
    over_lists = _over_lists(folded, blocks, numbered, taken)
    for index, block in enumerate(blocks):
        if block.kind == "table" or block.start in taken:
            continue
        head = folded[block.start : min(block.end, block.start + LONGEST_RUN_IN)]
        style = TITLED if index in over_lists else _style_of(folded, blocks, index, head)
        if style is None or (block.start + len(head) - len(head.lstrip())) in taken:
            continue
        if style is TITLED and (head.strip(" :") in repeated or head.strip() == title):
            continue
        counts[style.name] += 1
        yield Marker(style, (counts[style.name],), block.start, block.start, "", True)
    for match in _MEASURES.finditer(folded, *span):
        governed = folded[max(0, match.start() - 4) : match.start()].rstrip(" \n。;").endswith((")", "]"))
        if governed and taken.isdisjoint(range(match.end(), match.end() + 3)):
            yield Marker(MEASURE_STYLE, (1,), match.start(), match.end(), "", False)


def _over_lists(
    folded: str, blocks: Sequence[Block], numbered: Sequence[Marker], taken: Set[int]
) -> frozenset[int]:
    """Return the blocks that are headings by the numbers below them: each list that begins has one.

    三月 over 1. to 3., 四月 over 1. and 2.: where no other number parts two lists, a short line must, and
    does so over all of them or over none.
    """
    starts = [block.start for block in blocks]
    over: list[int] = []
    for before, marker in zip([None, *numbered], numbered, strict=False):
        if marker.ordinals != (1,) or not marker.opens_line:
            continue
        again = before is not None and before.style.name == marker.style.name
        at = bisect_right(starts, marker.start) - 2
        if at >= 0 and _heads(folded, blocks, at, taken):
            over.append(at)
        elif again:
            return frozenset()
    return frozenset(over if len(over) >= _FEWEST_LISTS else ())


def _heads(folded: str, blocks: Sequence[Block], index: int, taken: Set[int]) -> bool:
    """Tell whether a block can head a list: a short line of words alone, and no item."""
    block = blocks[index]
    words = folded[block.start : block.end].strip()
    if block.kind == "table" or block.start in taken or not _NAMES.fullmatch(words):
        return False
    return not _LEADS_IN.match(words)


def _repeated(folded: str, blocks: Sequence[Block]) -> frozenset[str]:
    """Return the short lines that stand more than once: labels of a form (整改措施), no sections."""
    short = [folded[block.start : block.end].strip(" :") for block in blocks if len(block.text) <= 20]
    return frozenset(line for line, count in Counter(short).items() if count > 1)


def _style_of(folded: str, blocks: Sequence[Block], index: int, head: str) -> MarkerStyle | None:
    block = blocks[index]
    if block.level > 1:
        return MarkerStyle(f"heading-{block.level}", "", block.level, False)
    if _stands_alone(folded, blocks, index, head.strip()):
        return TITLED
    match = _RUN_IN.match(head) if not head.startswith("其中") else None
    return RUN_IN_STYLE if match and section_kind(match[1]) not in (None, "annex") else None


def _stands_alone(folded: str, blocks: Sequence[Block], index: int, words: str) -> bool:
    """Tell whether a line is a heading: short, without a stop, between paragraphs, named or dated as one."""
    block = blocks[index]
    if not 2 <= len(words) <= _LONGEST_TITLED or len(block.text) > LONGEST_RUN_IN or _LEADS_IN.match(words):
        return False
    kind = section_kind(words)
    if words.endswith(":") and kind:
        return len(words) <= 20
    if _STOPS.search(words) or words.startswith(("《", "》", "、", "—", "-", '"', ",", "(")):
        return False
    if kind is None and not (last_year(words) and re.search(r"工作|任务|目标|计划|安排|成[就效]", words)):
        return False
    above = folded[blocks[index - 1].start : blocks[index - 1].end].strip() if index else ""
    return not above or _ENDS.search(above) is not None
