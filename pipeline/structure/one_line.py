"""A page that was saved as one line: broken where its head, the letter and the page's end meet.

Only breaks are made here; what the lines between them are is judged as in any other text.
"""

import re
from collections.abc import Sequence

from pipeline.formats.facts import Flowing, TextLine
from pipeline.structure.boilerplate import is_number, is_title

LONGEST_HEAD, LONGEST_END = 400, 300
"""Characters in which a page's head and end are looked for."""
LONG = 300
"""Length from which a line alone in its file is a whole page."""
_MAX_LETTER = 1500
_POSITION = re.compile(
    r"(?:您?的?(?:当前|现在|目前)?(?:所在)?的?位置)[：:] ?(?:网站)?首页"
    r"(?: ?[>＞»›] ?[^ >＞»›，。；]{2,20}){1,6}(?= |$)"
)
_SITE = re.compile(r"(?=[_|][^ _|，。；]{2,20}$)")
_END = re.compile(r"责任编辑[：:]|网络编辑[：:]|责编[：:]|分享到[：:]|版权所有[：: ]|主办单位[：:]")
_BUTTON = re.compile(r" (?=【?(?:打印|关闭|分享|收藏|版权所有|网站标识码|[^ ]{1,2}ICP备))")
_SIGNED = re.compile(r"(?<=[。！]) ?((?:[^ ，。；：]{4,40} )?\d{4}年\d{1,2}月\d{1,2}日)(?: |$)")


def part_pages(flow: Sequence[Flowing]) -> Sequence[Flowing]:
    """Return the flow, a line that is alone in its file and a whole page parted."""
    lines = [element for element in flow if not isinstance(element, TextLine) or element.text]
    if len(lines) == 1 and isinstance(lines[0], TextLine) and len(lines[0].text) > LONG:
        return [TextLine(line) for line in part_page(lines[0].text)]
    return flow


def part_page(line: str) -> list[str]:
    """Return the lines of a page that was saved as one.

    >>> part_page("关于节水的通知_青石市 当前位置：首页 > 通知 各县：请执行。责任编辑：王某 打印")
    ['关于节水的通知', '_青石市', '当前位置：首页 > 通知', '各县：请执行。', '责任编辑：王某', '打印']
    """
    head, body = _part_head(line)
    body, end = _part_end(body)
    return [text for piece in (*head, *_part_letter(body), *end) if (text := piece.strip())]


def _part_head(line: str) -> tuple[list[str], str]:
    position = _POSITION.search(line, 0, LONGEST_HEAD)
    if not position:
        return [], line
    return [*_SITE.split(line[: position.start()].strip()), position[0]], line[position.end() :].lstrip()


def _part_end(line: str) -> tuple[str, list[str]]:
    """Return the text and the lines of the page below it: no sentence ends there."""
    at = max(line.rfind("。", -LONGEST_END), line.rfind("；", -LONGEST_END), len(line) - LONGEST_END, 0)
    end = _END.search(line, at)
    if not end:
        return line, []
    pieces = re.split(r" (?=责任编辑|网络编辑|责编|分享到)", line[end.start() :])
    return line[: end.start()], [part for piece in pieces for part in _BUTTON.split(piece)]


def _part_letter(text: str) -> list[str]:
    """Return the number, the letter, its date and the title of what it issues, each on its own line."""
    number, _, rest = text.partition(" ")
    lines = [number] if is_number(number) else []
    rest = rest if lines else text
    signed = _SIGNED.search(rest, 0, _MAX_LETTER)
    if not signed:
        return [*lines, rest]
    title, blank, body = rest[signed.end() :].lstrip().partition(" ")
    below = [title, body] if blank and is_title(title) else [rest[signed.end() :]]
    return [*lines, rest[: signed.start()], *signed[1].split(" "), *below]
