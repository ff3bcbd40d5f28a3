"""A text whose line ends a crawler took out, parted into its printed lines before the rooms ask for them.

Elements of the head and the signature (`joined`), numbers in sequence (`seams`), headings without an end,
labels, and what stands behind a list of units in brackets begin lines.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.agencies.units import is_unit, level_prefix
from extractors.assignments.labels import find_labels, read_label
from extractors.folding import fold
from extractors.layout import Block
from extractors.outline.carriers import carrier
from extractors.outline.joined import part_line
from extractors.outline.kinds import is_one_action, joined_heading, section_kind
from extractors.outline.markers import Marker
from extractors.outline.seams import find_seams
from extractors.values import value

JOINED = 1500
"""Characters; a longer line holds many printed paragraphs (the longest one measured has 580)."""
_SHORT, _SHARE = 60, 0.5
"""Characters of a shorter line that holds at least this share of its text and may be joined as well."""
_LONGEST_HEADING = 24
_SHORTEST_HEADING = 4
_HEADING = re.compile(rf"[^\d]{{0,{_LONGEST_HEADING}}}")
"""Words that are a heading where 。 ends them: they state no number."""
_STYLES = ("book", "chapter", "part", "han", "bracketed-han", "decimal-2", "spaced-decimal")
"""Styles of headings; a line end may be lost behind one."""
_CLAUSE = re.compile(r"[。;:,!?(\[\n]")
_BRACKET = re.compile(
    r"[(\[][^()\[\]\n]{2,200}(?:\([^()\n]{1,30}\)[^()\[\]\n]{0,160}){0,6}[)\]](?=[一-鿿“\"(\[])"
)
_STOPPED = "。;!"
_BEFORE_COLON = re.compile(r"(?<=[。;])([一-鿿、]{3,40}):(?=[一-鿿])")
_JOINED_BODY = re.compile(r"(?:^|[。;])[^。;:]{0,12}?([一-鿿]{4,40}):[^。;:]{6,}[。;]$")
"""A heading with the first of some bodies: 二、部门分工|市水利局:巡查堤防。"""
_FEWEST_BODIES, _REACH = 3, 240
_STANDARD = re.compile(
    r"(?<=[^\n(《“])(?=(?:附件 ?\d{0,2} ?:|注 ?:|备注:)|"
    r"本(?:方案|措施|办法|意见|计划|通知|规划|细则|规定)自.{0,12}(?:印发|发布|公布|下发)之日|"
    r"目 *录1|目 *录第?[一(]|[·●◆■□▪➢] ?[一-鿿]{2,20}:|[·●◆■□▪➢] [一-鿿])"
)
"""What opens a line in every document: a list of annexes, a note, the last sentence, the contents."""
_OPENS = re.compile(
    r"到(?:19|20)\d\d年|(?<!\d)(?:1[0-2]|[1-9])月(?:\d{1,2}日|底|[上中下]旬)|[“\"]?十[一二三四五]五|从|(?:19|20)\d\d年|各(?:级|地|县|区|市|乡|部门|单位|有关|责任|成员|分|镇|街|二级)|力争|年底前|"
    r"全[市省县区]|我[市省县区局]|坚持|为[了进更确]|按照|根据|依据|针对|依托|围绕|以(?=[^下上内外来及后前])|通过|对(?=[^接标])|"
    r"新增|新改?建|改扩建|累计|上线|举办|充分|由[市省县区]|成立|每[年季月]"
)
_GLUE = "和与及、的并或对以为等于在向将把不其所之各有从"
_HEADS = re.compile(
    r"(?:目标|任务|要求|措施|保障|安排|回顾|原则|思想|内容|步骤|情况|分工|思路|问题|时间|范围|对象|重点|基础|形势)"
    r"(?!责任|管理|考核|体系|完成|分解|清单|任务|[的和与及、])"
)
"""How the names of sections end."""
_BEGINS = re.compile(
    r"(?:加快|加强|推进|推动|完善|建立|健全|实施|开展|支持|鼓励|扩大|增加|组织|制定|编制|出台|深化|做好|办好|抓好|强化|"
    r"打造|培育|构建|促进|提高|提升|落实(?=[^牢]..)|优化|规范|严格|牢固|全面|积极|认真|大力|持续|进一步|切实|稳步|着力|扎实|"
    r"广泛|深入|依法|完成|更新|安装|配备|梳理|统筹|创建|建成|聚焦|发挥|利用|使用|"
    r"稳定|压减|降低|减少|引导|改善|增强|突出|坚决|探索|开通|巩固|拓展|拓宽|畅通|盘活|关停|清理|严守|建好|用好|整合|牢记)"
    r"(?=[一-鿿\d“\"])(?!水平|能力|体系|工作|机制|质量|效能|效率|情况|程度|方案)"
)
"""Verbs and adverbs that open sentences; those that compounds end in as well (项目|建设) are no sign."""
_AMOUNT = re.compile(
    r"(?:发展|建设|改造|管理|服务|保护|治理|整治|监测|改革|创新|应用|引进|投放|排查|检查)(?=[^\d的和与及、]{2,10}\d)"
)
"""Verbs of what is counted; in a heading they are what it is about."""
_DIGITS = "0123456789"
_OF_DATES = frozenset("年月日号")
"""Letters that no line begins with behind a digit: 工作安排|5月10日前."""
_NOMINAL = ("落实", "优化", "利用", "使用", "更新", "规范", "提升", "监管", "实施", "配备")
"""Of those, what a heading ends in where a stop or a further verb comes next."""


def part_blocks(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks, one whose line ends were taken out as its printed lines."""
    total = sum(len(block.text) for block in blocks)
    for block in blocks:
        if block.kind == "paragraph" and block.page is None and _is_joined(block, total):
            yield from (replace(block, text=line) for line in part_text(block.text))
        else:
            yield block


def _is_joined(block: Block, total: int) -> bool:
    length = len(block.text)
    if "\t" in block.text:
        return False
    return length > JOINED or (length > _SHORT and length >= _SHARE * total)


def part_text(text: str) -> list[str]:
    """Return the printed lines of a text without line ends.

    >>> part_text("一、重点工作（一）更换设备。责任单位：市电力公司完成时限：5月底（二）完善台账。")
    ['一、重点工作', '（一）更换设备。', '责任单位：市电力公司', '完成时限：5月底', '（二）完善台账。']
    """
    starts = find_starts(fold(text))
    lines = (text[start:end].strip() for start, end in zip(starts, [*starts[1:], len(text)], strict=True))
    return [line for line in lines if line]


def find_starts(folded: str) -> list[int]:
    """Return where the printed lines of a folded text without line ends begin, in order."""
    breaks = {0, *part_line(folded, 0, len(folded), opens=True)}
    breaks.update(match.start() for match in _STANDARD.finditer(folded))
    breaks.update(_labels(folded))
    breaks.update(_bodies(folded))
    breaks.update(_behind_brackets(folded))
    seams = [m for m in find_seams(folded, sorted(breaks)) if not _is_annexed(folded, m)]
    breaks.update(marker.start for marker in seams)
    breaks.update(_heading_ends(folded, seams, sorted(breaks)))
    return sorted(breaks)


def _is_annexed(folded: str, marker: Marker) -> bool:
    """Tell whether a number is that of the first annex, which stands in the line of the word."""
    return folded[max(0, marker.start - 4) : marker.start].rstrip().endswith(("附件:", "附:", "注:"))


def _labels(folded: str) -> Iterator[int]:
    """Yield where labels of units, persons and times begin, but for those in a bracket or a list."""
    for hit in find_labels(folded, 0, len(folded)):
        before = folded[max(0, hit.start - 2) : hit.start].rstrip()
        inside = before[-1:] in ("(", "[", ";", ",", "、", "〔")
        if not inside and not _in_bracket(folded, hit.start) and hit.label.role != "other":
            yield hit.start


def _bodies(folded: str) -> list[int]:
    """Return where bodies stand before a colon that say what each does, several in a row: 市水利局:…

    The first of them may have a heading joined before it.
    """
    found = [
        match.start(1)
        for match in _BEFORE_COLON.finditer(folded)
        if all(is_unit(name) for name in match[1].split("、"))
    ]
    if len(found) < _FEWEST_BODIES:
        return []
    heading = _JOINED_BODY.search(folded, max(0, found[0] - _REACH), found[0])
    words = heading[1] if heading else ""
    ends = range(len(words) - 3, _SHORTEST_HEADING - 1, -1)
    first = next((at for at in ends if level_prefix(words[at:]) and is_unit(words[at:])), None)
    return found if heading is None or first is None else [heading.start(1) + first, *found]


def _in_bracket(folded: str, at: int) -> bool:
    opened = max(folded.rfind("(", max(0, at - 300), at), folded.rfind("[", max(0, at - 300), at))
    closed = max(folded.rfind(")", max(0, at - 300), at), folded.rfind("]", max(0, at - 300), at))
    return opened > closed and "。" not in folded[opened:at]


def _behind_brackets(folded: str) -> Iterator[int]:
    """Yield where the words behind a bracket begin that says who answers."""
    for match in _BRACKET.finditer(folded):
        label = read_label(match[0]) if match[0][0] == "[" else None
        if label is not None:
            if label.role != "other":
                yield match.start()
        elif folded[match.start() - 1 : match.start()] in _STOPPED or carrier(folded, *match.span()):
            yield match.end()


def _heading_ends(folded: str, seams: Sequence[Marker], breaks: Sequence[int]) -> Iterator[int]:
    """Yield where headings end in which words run on: by their name, or as those of their style do."""
    follow = dict(zip(breaks, [*breaks[1:], len(folded)], strict=True))
    of_style: dict[str, list[_Opening]] = defaultdict(list)
    for marker in seams:
        if marker.style.name not in _STYLES:
            continue
        opening = _opening(folded, marker.end, follow[marker.start])
        if opening.named:
            yield opening.named
        else:
            of_style[marker.style.name].append(opening)
    for openings in of_style.values():
        yield from _as_others(openings)


@value
class _Opening:
    """What stands behind a number up to the first stop, and where its heading may end."""

    named: int = 0
    """End of the name of a section, 0 where the words begin with none."""
    alone: bool = False
    """Whether a line begins where the words end: nothing is joined to them."""
    stopped: bool = False
    """Whether they read as a heading that 。 ends."""
    end: int = 0
    """Where a sentence may begin in them, 0 where none does."""
    may: int = 0
    """The same, where a noun may go on as well: 项目|建设."""


def _opening(folded: str, start: int, limit: int) -> _Opening:
    while start < limit and folded[start] == " ":
        start += 1
    clause = _CLAUSE.search(folded, start, min(limit, start + 4 * _LONGEST_HEADING))
    end = clause.start() if clause else min(limit, start + 4 * _LONGEST_HEADING)
    words = folded[start:end]
    named = _named(words)
    if named:
        return _Opening(named=start + named)
    if end == limit:
        return _Opening(alone=True) if len(words) <= _LONGEST_HEADING else _Opening()
    stopped = clause is not None and clause[0] == "。" and _HEADING.fullmatch(words) is not None
    begins, may = _sentence_in(words)
    return _Opening(stopped=stopped, end=start + begins if begins else 0, may=start + may if may else 0)


def _as_others(openings: Sequence[_Opening]) -> Iterator[int]:
    """Yield the ends of headings of one style, where most of them have lost theirs or stand alone."""
    run_on = [opening for opening in openings if opening.end and not opening.stopped]
    alone = sum(opening.alone for opening in openings)
    asked = sum(not (opening.may and not opening.end) for opening in openings)
    if not run_on or (len(run_on) + alone) * 5 < asked * 3:
        return
    for opening in openings:
        if not (opening.alone or (opening.stopped and len(run_on) <= alone)) and (opening.end or opening.may):
            yield opening.end or opening.may


def _named(words: str) -> int:
    """Return the length of the name of a section that the words begin with, 0 where they begin with none."""
    if section_kind(words):
        return 0
    if length := joined_heading(words):
        return len(words[:length].rstrip(_DIGITS)) if words[length : length + 1] in _OF_DATES else length
    ends = [match.end() for match in _HEADS.finditer(words, 0, _LONGEST_HEADING)]
    opened = [match.start() for match in _OPENS.finditer(words, _SHORTEST_HEADING, _LONGEST_HEADING)]
    for length in sorted({*ends, *opened}, reverse=True):
        if length + 2 < len(words) and words[length - 1] not in _GLUE and section_kind(words[:length]):
            return 0 if is_one_action(words, length) else length
    return 0


def _sentence_in(words: str) -> tuple[int, int]:
    """Return where a sentence begins in words that open with a heading, and where one may; 0 for nowhere."""
    may = 0
    for at in range(_SHORTEST_HEADING, min(len(words) - 3, _LONGEST_HEADING)):
        if words[at - 1] in _GLUE:
            continue
        repeated = words[at : at + at] == words[:at]
        begins = _BEGINS.match(words, at)
        if begins and words.startswith(_NOMINAL, at) and _BEGINS.match(words, begins.end()):
            continue
        if repeated or begins or _OPENS.match(words, at):
            return at, may
        if not may and _AMOUNT.match(words, at):
            may = at
    return 0, may
