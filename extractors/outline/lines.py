"""The printed lines of a text; in joined texts a notice's elements (GB/T 9704-2012) are parted."""

import re

from extractors.layout import Layout
from extractors.values import value

JOINED = 600
"""Characters; a longer line may hold many printed paragraphs (the longest one measured has 580)."""
_LONGEST_TITLE = 120
_HEAD = 1500
"""Characters from the start of a joined line in which title, number, recipients and signature stand."""
_KINDS = "通知|意见|方案|计划|要点|规划|纲要|措施|办法|规定|条例|预案|决定|批复|公告|公报|函"
_BREAKS = re.compile(
    # after the number; after the recipients; around the signature; after the plan's title
    r"(?<=号)(?=各|(?:信息)?来源:|发布(?:时间|日期):|[一-鿿]{2,12}(?:政府|部门|委员会|局|厅)[,、:])"
    r"|(?<=通知|意见|方案|批复|决定|的函)(?=[一-鿿]{1,10}\[(?:19|20)\d\d\]\d+号)"
    r"|(?<=部门:|单位:|机构:|政府:|公司:|院校:|组织:|团体:|大队:|企业:)"
    r"|(?<=[。])(?=[一-鿿\"“”]{4,30}(?:19|20)\d\d年\d{1,2}月\d{1,2}日)"
    r"|(?<=[府厅室会委局部院])(?=(?:19|20)\d\d年\d{1,2}月\d{1,2}日(?:\(此|[一-鿿]))"
    r"|(?<=月\d日|\d\d日)(?=(?!电|起|前|至|国务院|李|习)[一-鿿\"“(]{4,60}?(?:"
    + _KINDS
    + r")(?:为|根据|按照|一、|第一|\())"
    r"|(?<=发布\))|(?<=公开\))"
)
_TITLE_END = re.compile(
    rf"(?:关于)?[^。;:\n]{{4,70}}?(?:{_KINDS})(?:\([^()]{{2,20}}\))?(?=。|为(?:深入|进一步|贯彻|全面|落实|了|加|做|切)|根据|按照|近年|一、|第一)"
)


@value
class Line:
    """A printed line: its words in the folded text, without blanks at its ends."""

    start: int
    end: int
    folded: str
    level: int
    """Of a heading that the format marks as such, else 0."""


def find_lines(layout: Layout) -> list[Line]:
    """Return the lines of all blocks that are no table, in order."""
    lines: list[Line] = []
    for block in layout.blocks:
        if block.kind == "table":
            continue
        if len(block.text) > (JOINED if lines else _LONGEST_TITLE):
            lines.extend(_unjoined(layout.folded, block.start, block.end))
        else:
            lines.append(_line(layout.folded, block.start, block.end, block.level))
    return lines


def _line(folded: str, start: int, end: int, level: int = 0) -> Line:
    words = folded[start:end]
    start += len(words) - len(words.lstrip())
    return Line(start, start + len(words.strip()), words.strip(), level)


def _unjoined(folded: str, start: int, end: int) -> list[Line]:
    stops = [start]
    for match in _BREAKS.finditer(folded, start, min(end, start + _HEAD)):
        if match.start() > stops[-1]:
            stops.append(match.start())
    parted: list[Line] = []
    for begin, stop in zip(stops, [*stops[1:], end], strict=True):
        title = _TITLE_END.match(folded, begin, stop)
        if title:
            parted.append(_line(folded, begin, title.end()))
            begin = title.end()
        parted.append(_line(folded, begin, stop))
    return parted
