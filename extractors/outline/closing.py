"""What closes a document 公文 after its last item (GB/T 9704-2012, 7.3.4 to 7.4): annexes, signature."""

import re
from collections.abc import Sequence

from extractors.date_forms import DAY, MONTH, YEAR
from extractors.outline.lines import Line
from extractors.outline.signature import SIGNED_LINE, split_bodies

_LONGEST, _MOST = 90, 24
"""Characters of a line and lines that close a document, at most: joint documents have many signatures."""
_DAY = rf"{YEAR} ?年 ?{MONTH} ?月(?: ?{DAY} ?日)?"
_DATE = re.compile(rf"\(?{_DAY}\)?(?: ?印发)?")
_NOTE = re.compile(
    r"\(?此(?:件|文)[^。]{2,20}\)?|\(此(?:件|文)[^()]{2,160}\)|(?:信息)?公开(?:方式|属性|形式|选项|类别):.*|主办:.*"
    rf"|(?:.{{2,30}}? ?{_DAY} ?(?:印发|翻印|印制)){{1,3}}"
    r"|(?:抄[送报]|分送|发送|出席|参加|列席|缺席|请假|记录|整理|参会|与会)(?:人员?|会议|单位|领导|同志|会议人员)?(?:名单)?:.*"
    r"|\(?(?:工作|业务|技术)?(?:联系人|联系电话|联系方式)[^。:]{0,8}:[^。]{2,160}。?\)?"
    r"|(?:联系人|联系电话|责任编辑|来源|附件(?:下载|详?见|原网址)[^:。]{0,20}|相关附件|扫一扫.*|打印)(?::.*)?|[^。]{1,80}\.(?:pdf|docx?|xlsx?|zip|wps|ofd|rar)"
)
_ANNEX = re.compile(r"附件?(?: ?[1一])? ?:.*|附件 ?[1一][.、].{2,70}")
_ANNEXES = re.compile(r"附件 ?: ?1[.、](?=.{2,70}2[.、])[^。;]{8,300}")
"""Several annexes in one line."""
_LISTED = re.compile(r"\d{1,2}[.、][^。]{2,70}|(?:附件)? ?\d{1,2} ?:.{2,70}")
"""An annex in the list of them, under the first."""
_FIRST_OF_HAN = re.compile(r"附件 ?:? ?一、.{2,70}")
_LISTED_HAN = re.compile(r"[一二三四五六七八九十]{1,3}、[^。]{2,70}")
"""The same with Han numerals, which number measures as well: the first stands behind 附件 itself."""


def find_closing(lines: Sequence[Line], end: int) -> int:
    """Return where the closing elements begin of the document whose lines these are, or its `end`.

    >>> from extractors.layout import Block, build_layout
    >>> from extractors.outline.lines import find_lines
    >>> text = ["1.修订办法。", "附件:1.名单", "2.样表", "青石市人民政府", "2024年5月6日", "(此件公开发布)"]
    >>> layout = build_layout([Block("paragraph", line) for line in text])
    >>> layout.text[: find_closing(find_lines(layout), len(layout.text))]
    '1.修订办法。\\n'
    """
    listed = closed = han = False
    for line in reversed(lines[-_MOST:]):
        words = line.folded
        if len(words) > _LONGEST and not is_note(words) and not _ANNEXES.fullmatch(words):
            break
        annex = (_FIRST_OF_HAN if han else _ANNEX).fullmatch(words)
        if annex or (not listed and _closes(words, closed)):
            end, closed, listed, han = line.start, True, False, False
        elif _LISTED.fullmatch(words):
            listed = True
        elif _LISTED_HAN.fullmatch(words):
            listed = han = True
        else:
            break
    return end


_NAMES = "(?:若干|行动|实施|工作)*(?:方案|措施|意见|政策|计划|规划|细则|办法|通知|要点|文件|清单)"
_OF_ALL = re.compile(
    rf"(?:上述|以上)(?:[一二三四五六七八九十\d]+[项条个]|各[项条]|{_NAMES}|任务|工作|目标|事项|指标)"
    r"|(?:特此|专此)(?:通知|通报|函告|报告)"
    rf"|本{_NAMES}(?:自|由|从|所|有效|中|未|印发|施行)"
)
"""How a paragraph begins that speaks of all items above it, not of the last."""
_ASKED = re.compile("请(?:各|你|认真|严格|结合|遵照|贯彻)")
_STOPPED = ("。", ";", ")", "!")
"""How a paragraph asks something of all where the words above have ended: not under a heading."""
_IN_FORCE = re.compile(rf"(?<=[。;)\n])本{_NAMES}自[^。;\n]{{2,40}}起(?:施行|实施|执行|生效|试行)")
_OWN_LINE = re.compile(r"[ \t]*(?:[(\[【<*#•●◆\-]|[^\n。,;]{1,14}[:：]|注)")
"""How a line begins that belongs to what stands above it: a bracket, a label, a note."""
_LONGEST_TITLED, _FEWEST = 20, 3


def find_tail(folded: str, start: int, end: int, *, one_paragraph: bool) -> int:
    """Return where the words end of the last item of a list, before a paragraph that speaks of all, or `end`.

    With `one_paragraph`, every other item of the list is one paragraph: a further one is no part of the last.

    >>> text = "3.建设基地3个。\\n上述三项任务要在五年内完成。"
    >>> find_tail(text, 0, len(text), one_paragraph=False)
    10
    """
    if in_force := _IN_FORCE.search(folded, start, end):
        end = in_force.start()
    at = folded.find("\n", start, end)
    one_paragraph &= at - start > _LONGEST_TITLED
    while at >= 0:
        begin = at + 1
        while begin < end and folded[begin] in " \t\n":
            begin += 1
        if begin >= end:
            break
        ended = folded[max(start, at - 4) : at].rstrip()[-1:]
        further = one_paragraph and ended in ("。", ")")
        asked = ended in _STOPPED and _ASKED.match(folded, begin, end)
        if asked or _OF_ALL.match(folded, begin, end) or (further and _is_paragraph(folded, begin, end)):
            return at + 1
        at = folded.find("\n", begin, end)
        one_paragraph = False
    return end


def _is_paragraph(folded: str, start: int, end: int) -> bool:
    """Tell whether a line is a paragraph of sentences, neither a label nor a heading."""
    stop = folded.find("\n", start, end)
    line = folded[start : stop if stop >= 0 else end].strip()
    return len(line) > _LONGEST_TITLED and line.endswith("。") and not _OWN_LINE.match(line)


def are_one_paragraph(folded: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Tell whether some items, each from its number to the next, are one paragraph each."""
    return len(spans) >= _FEWEST and all("\n" not in folded[a:b].strip() for a, b in spans)


def is_note(words: str) -> bool:
    """Tell whether a line (folded) is a note behind a document's words: to whom it goes, who met.

    >>> is_note("出席:王某(市财政局)"), is_note("出席会议的单位要报送方案。")
    (True, False)
    """
    return _NOTE.fullmatch(words) is not None


def _closes(words: str, closed: bool) -> bool:
    """Tell whether a line over the closing elements, or over nothing, is one itself."""
    if _DATE.fullmatch(words) or is_note(words) or (closed and split_bodies(words)):
        return True
    signed = SIGNED_LINE.fullmatch(words)
    return signed is not None and bool(split_bodies(signed[1]))
