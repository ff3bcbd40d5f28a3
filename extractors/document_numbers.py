"""Document numbers 发文字号 (GB/T 9704-2012, 7.2.5): sign of the agency, year in brackets, running number.

One home for their build. Offices also print the year before the sign and a 第 before the number; minutes
have a year and a number without a sign; orders and announcements the running number of their kind (令第3号).
All patterns are for folded text.
"""

import re

from extractors.agencies.units import is_unit
from extractors.values import value

_OPEN, _CLOSE = r"[\[(<{]", r"[\])>}]"
"""A typist or a scan may close a bracket with one of another kind: 〔2021)."""
_YEAR = rf"{_OPEN} ?(?:19|20)\d\d ?年?{_CLOSE}"
_SHORT_YEAR = rf"{_OPEN} ?[4-9]\d ?{_CLOSE}"
"""The year of a number before 2000: (86)云政字第12号."""
_SERIAL = r"(?:第 ?)?\d{1,5}(?:[-_]\d{1,3})? ?号"
_ORDINAL = r"\(?第? ?(?:\d{1,5}|[一二三四五六七八九十百零〇]{1,6}) ?号\)?"
_SIGN = r"[一-鿿][一-鿿·A-Z]{0,13}(?:\([一-鿿]{1,4}\))?"
_KINDS = "令|公告|通告|决定"
_BRACKETED = (
    rf"(?:{_SIGN} ?(?:{_YEAR}|{_SHORT_YEAR}) ?{_SERIAL}|{_YEAR} ?(?:{_SIGN} ?)?{_SERIAL}"
    rf"|{_SHORT_YEAR} ?{_SIGN} ?{_SERIAL})"
)
_ORDER = (
    rf"[一-鿿]{{0,24}}(?:{_KINDS}) ?\(?(?:(?:19|20)\d\d ?年? ?)?{_ORDINAL}"
    r"|(?:(?:19|20)\d\d ?年 ?)?第 ?(?:\d{1,5}|[一二三四五六七八九十百零〇]{1,6}) ?号(?:令|公告|通告)?"
)
_FIELD = r"(?:发文字号|发文号|文件编号|文件号|文 *号|字号|编号)[ \t]*:?[ \t]*"

_LINE = re.compile(rf"(?:{_FIELD})?\(?({_BRACKETED}|{_ORDER})\)?(?=[ \t]|$)")
_AT_END = re.compile(rf"\(({_BRACKETED}|{_ORDER})\)$")
_BRACKET = re.compile(rf"{_YEAR} ?(?:{_SIGN} ?)?{_SERIAL}")
_BEFORE = re.compile(r"[一-鿿·A-Z]{1,40} ?$")
_REACH = 42
"""Characters before the year's bracket in which the sign stands, with what is joined to it."""
_STRONG = re.compile(
    "文件|事项|·明电|明电(?=[一-鿿]{2,6}发?电)|[特加平]急|急件|特提|[绝机秘]密|通知|纪要|报告|批复|意见|方案|规划|计划|要点|决定|措施|公告|通告|的函|条例|办法"
)
_BODY = re.compile("公司|办公[室厅]|政府|委员会|[厅局]|法院|检察院|指挥部|领导小组|[监检督][察查]组|党[委组]")
_LONGEST_SIGN = 14
_SHORT = 9
"""Characters of a sign that may end as a body does (后勤中心办) and is whole nonetheless."""


@value
class DocumentNumber:
    """A document number in a text."""

    start: int
    end: int


_SPACED = re.compile(r"(?:\S ){6,}\S")
"""Letters set apart: 云 政 发 〔 2 0 2 6 〕 5 号."""


def number_on(line: str) -> DocumentNumber | None:
    """Return the number that a line begins with, or ends with in brackets, None where it has none.

    >>> [bool(number_on(line)) for line in ("云政发[2026]5号", "(86)云政字第2号", "第12号楼改造")]
    [True, True, False]
    """
    if _SPACED.fullmatch(line):
        return DocumentNumber(0, len(line)) if _LINE.fullmatch(line.replace(" ", "")) else None
    match = _LINE.match(line) or _AT_END.search(line)
    return DocumentNumber(*match.span(1)) if match else None


def is_number(line: str) -> bool:
    """Tell whether a line is a number and nothing else.

    >>> is_number("文号:云岭政发[2021]7号"), is_number("按云岭政发[2021]7号办理。")
    (True, False)
    """
    if _SPACED.fullmatch(line):
        line = line.replace(" ", "")
    match = _LINE.match(line)
    return match is not None and match.end() == len(line)


def without_number(title: str) -> str:
    """Return a title without the number in brackets behind it.

    >>> without_number("关于节水的通知(云政发[2026]5号)")
    '关于节水的通知'
    """
    match = _AT_END.search(title) if ")" in title[-2:] else None
    return title[: match.start()].rstrip() if match else title


def find_number(folded: str, start: int, end: int) -> DocumentNumber | None:
    """Return the first number with its year in brackets, told from what is joined to it.

    >>> text = "云溪市人民政府文件云政发[2026]5号各县:"
    >>> found = find_number(text, 0, len(text))
    >>> text[found.start : found.end]
    '云政发[2026]5号'
    """
    match = _BRACKET.search(folded, start, end)
    if match is None:
        return None
    low = max(start, match.start() - _REACH)
    before = _BEFORE.search(folded[low : match.start()])
    sign = _sign_of(before[0]) if before else ""
    return DocumentNumber(match.start() - len(sign), match.end())


def _is_apart(run: str, end: int) -> bool:
    """Tell whether a body stands before a sign: not in 后勤中心办, whose sign ends as a body does."""
    return len(run) > _SHORT or (len(run) - end > 1 and is_unit(run[:end]))


def _sign_of(run: str) -> str:
    """Return the agency's sign at the end of a run of words: what stands behind the element before it.

    The number of minutes 纪要 bears no sign.
    """
    for boundary in (_STRONG, _BODY):
        last = len(run.rstrip())
        ends = [match.end() for match in boundary.finditer(run) if match.end() < last or match[0] == "纪要"]
        if ends and (boundary is _STRONG or _is_apart(run, ends[-1])):
            run = run[ends[-1] :]
    return run if len(run) <= _LONGEST_SIGN else ""
