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
    r"\(?此(?:件|文)[^。]{2,20}\)?|(?:信息)?公开(?:方式|属性|形式|选项|类别):.*|抄送:.*|主办:.*"
    rf"|.{{2,30}} ?{_DAY} ?印发"
    r"|(?:联系人|联系电话|责任编辑|来源|附件下载|相关附件|扫一扫.*|打印)(?::.*)?|[^。]{1,80}\.(?:pdf|docx?|xlsx?|zip|wps|ofd|rar)"
)
_ANNEX = re.compile(r"附件?(?: ?[1一])? ?:.*")
_LISTED = re.compile(r"\d{1,2}[.、][^。]{2,70}|(?:附件)? ?\d{1,2} ?:.{2,70}")
"""An annex in the list of them, under the first."""


def find_closing(lines: Sequence[Line], end: int) -> int:
    """Return where the closing elements begin of the document whose lines these are, or its `end`.

    >>> from extractors.layout import Block, build_layout
    >>> from extractors.outline.lines import find_lines
    >>> text = ["1.修订办法。", "附件:1.名单", "2.样表", "青石市人民政府", "2024年5月6日", "(此件公开发布)"]
    >>> layout = build_layout([Block("paragraph", line) for line in text])
    >>> layout.text[: find_closing(find_lines(layout), len(layout.text))]
    '1.修订办法。\\n'
    """
    listed = closed = False
    for line in reversed(lines[-_MOST:]):
        words = line.folded
        if len(words) > _LONGEST:
            break
        if _ANNEX.fullmatch(words) or (not listed and _closes(words, closed)):
            end, closed, listed = line.start, True, False
        elif _LISTED.fullmatch(words):
            listed = True
        else:
            break
    return end


def _closes(words: str, closed: bool) -> bool:
    """Tell whether a line over the closing elements, or over nothing, is one itself."""
    if _DATE.fullmatch(words) or _NOTE.fullmatch(words) or (closed and split_bodies(words)):
        return True
    signed = SIGNED_LINE.fullmatch(words)
    return signed is not None and bool(split_bodies(signed[1]))
