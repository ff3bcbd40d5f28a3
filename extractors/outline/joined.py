"""A line that holds several elements of a document 公文 (GB/T 9704-2012), parted where they meet.

Crawlers join the lines of a page. The head is read in the order in which offices print it: agency, urgency,
number, signer, title, those addressed; a signature is a body before a date; behind it a plan may begin.
"""

import re
from collections.abc import Iterator, Sequence

from extractors.date_forms import PRINTED_DAY, YEAR
from extractors.document_numbers import find_number
from extractors.outline.addressees import find_addressees
from extractors.outline.signature import split_bodies
from extractors.outline.titles import ENOUGH, LONGEST, noun_ends, title_weight

_HEAD = 300
"""Characters from the start of a line in which a number or a title begins."""
_ADDRESSED = 400
"""Characters that the names of those addressed take, at most."""
_SAME = 8
"""Characters of a title with which the text begins again: 某公司职责分工某公司在…."""
_FOLLOWS = 2
"""Least weight of what follows a title in a joined line."""
_PAGES = re.compile(r" *第 ?\d{1,3} ?页(?:,? ?共 ?\d{1,3} ?页)? *")
_NO_HEAD = re.compile(r"[。;:,《》]|关于|根据|按照")
_CITES = re.compile("关于|根据|按照|依据|落实|贯彻|执行|转发|印发|修订|废止")
_TWICE = re.compile(r"([一-鿿]{4,30})(?=\1)")
"""A head that names the body which the title begins with."""
_TELEGRAM = re.compile(r"[一-鿿]{1,3}机发 ?\d{0,5} ?号 ?")
"""The number that the sending office 机要 gives a telegram, behind which the title begins."""
_RED = re.compile(r"(?:(?!关于|印发|\d号)[^。;:,]){3,60}?文件(?![》的精和])")
_SIGNER = re.compile(
    r" *签发人? ?: ?"
    "(?:[A-Zx×*]{1,4}|[一-鿿]{2,4}?(?=关于)|[一-鿿]某{1,2}|[一-鿿]{2,3}(?= |[一-鿿]{2,30}关于))?"
)
_URGENCY = re.compile(
    "(?:(?:[绝机秘]密|[特加平]急|特提|急件|内部(?:事项|资料|文件)|普通事项|商密[一-鿿]{0,4})"
    r"(?:[★☆ ]|\d{1,2}年)*)+"
)
_ANNEX = re.compile(r" *附(?:件|表|录) ?(?:\d{1,2}?(?=(?:19|20)\d\d年|[^\d:.、])|(?![:.、\d])) ?")
_ITEM = re.compile(r" *(?:一、|第[一1][章条部编节]|\(一\)|[1一][.、] ?|目 ?录|前 ?言|总 ?则|序 ?言|引 ?言)")
_OPENER = re.compile(
    r" ?(?:为[^期]|根据|按照|依据|遵照|近年|近期|近日|今年|去年|当前|目前|甲方|各位|经[^济营贸]|现[将就]|"
    r"(?:19|20)\d\d年|习近平|"
    r"党的|自从|随着|本(?:办法|方案|规定)|\d{1,2}月\d|我[省市县区局公]|全[省市县区]|在.{2,20}下,|《|尊敬的|同志们|[为]了)"
)
_DAY = re.compile(PRINTED_DAY)
_BRACKET_DAY = re.compile(rf" *\({PRINTED_DAY}(?:[^()]{{0,60}}(?:通过|批准|发布|公布))?\)")
_NOTE = re.compile(
    r" ?[(\[]此[件文][^()\[\]]{2,160}(?:\([^()]*\)[^()\[\]]*)?[)\]]"
    r"| ?\((?:此件)?(?:公开|主动|依申请)[^()]{1,12}\)"
)
_AFTER_DAY = re.compile(
    r" *(?P<printed>印[发制])?(?:$|\n)"
    r"| *(?:\((?!星期|周)|附(?:件|表)|抄[送报]|主送|分送|联系人|信息公开|公开|【|\[此|第[一1][篇章编部])"
)
_SIGNED_BEHIND = re.compile(rf" ?([一-鿿]{{3,30}}) ?{PRINTED_DAY}")
"""The body and the day that stand under the title of a bulletin."""
_LONGEST_NAMES, _LONGEST_NAME = 90, 40
_ENDS_BEFORE = re.compile(
    r"(?:图|表|清单|名单|模板|方案|通知|办法|目录|汇总|附件|特此(?:通知|报告|公告|函[告复达]|批复|通报))\)?(?=[一-鿿])"
)
_CLOSES = re.compile(
    r"(?<=[。!)\d])(?=附件 ?\d?[:﹕]|抄送:|主送:|\(?联系人:|\(联系人)|(?<=[一-鿿。)])(?=抄送:)"
)
_NAME = re.compile(
    r"[一-鿿·]{2,60}(?:\([一-鿿]{1,6}\)[一-鿿]{2,30})?(?: +[一-鿿·]{4,30}){0,4}(?:\([一-鿿]{1,12}\))? *$"
)
_YEAR = re.compile(f"{YEAR} ?年")


def part_line(folded: str, start: int, end: int, *, opens: bool) -> list[int]:
    """Return where the printed lines of folded[start:end] begin, `start` first.

    `opens` says that the line may hold the head of a document.
    """
    breaks = {start, *_closing(folded, start, end)}
    at = start
    head: list[int] = []
    if opens:
        head = [start, *_head(folded, start, end)]
        breaks.update(head)
        at = max(head)
    breaks.update(_signatures(folded, at, end, head))
    return sorted(place for place in breaks if start <= place < end)


def _head(folded: str, start: int, end: int) -> Iterator[int]:
    """Yield where the elements of a head begin: after each the next, last the text."""
    at = start
    for element in (_PAGES, _ANNEX, _URGENCY):
        if match := element.match(folded, at, end):
            at = match.end()
            yield at
    if telegram := _TELEGRAM.search(folded, at, min(end, at + _HEAD)):
        number = find_number(folded, at, telegram.end())
        yield from (number.start, number.end) if number else ()
        at = telegram.end()
        yield at
    number = find_number(folded, at, min(end, at + _HEAD))
    if number and (folded[number.start - 1 : number.start] == "(" or _CITES.match(folded, number.start)):
        number = None  # it belongs to the title before it, or to what the title cites
    if number and (title := _title_end(folded, at, number.start)) == number.start and title > at:
        yield from (at, number.start, number.end)
        title = _title_end(folded, number.end, end)  # minutes bear their name in the head, and a title
        yield from (number.end, title)
        yield from _addressed(folded, title, end)
        return
    red = _RED.match(folded, at, min(end, at + _HEAD))
    if number and _is_joined_head(folded, at, number.start) and _follows_number(folded, number.end, end):
        yield from (at, *_before_number(folded, at, number.start), number.start, number.end)
        at = number.end
    elif red and split_bodies(red[0].removesuffix("文件")) and _title_end(folded, red.end(), end) > red.end():
        yield from (at, red.end())
        at = red.end()
    if signer := _SIGNER.match(folded, at, end):
        at = signer.end()
        yield at
    if (urgent := _URGENCY.search(folded, at, min(end, at + 40))) and split_bodies(
        folded[at : urgent.start()]
    ):
        at = urgent.end()
        yield from (urgent.start(), at)
    if twice := _TWICE.match(folded, at, end):
        at = twice.end()
        yield at
    title = _title_end(folded, at, min(end, at + LONGEST + 20))
    if title > at and title < end:
        yield from (at, title)
        yield from _behind_title(folded, title, end)


def _is_joined_head(folded: str, start: int, number: int) -> bool:
    """Tell whether only names of bodies and words of urgency stand before a number."""
    words = folded[start:number]
    return len(words) <= 120 and _NO_HEAD.search(words) is None


def _follows_number(folded: str, at: int, end: int) -> bool:
    """Tell whether what stands behind a number goes on with the head: 号文件要求 does not."""
    if at == end or folded[at] in " \n" or _SIGNER.match(folded, at, end):
        return True
    return (
        _title_end(folded, at, end) > at
        or find_addressees(folded, at, min(end, at + _ADDRESSED), behind_title=True) is not None
    )


def _before_number(folded: str, start: int, number: int) -> Iterator[int]:
    words = folded[start:number]
    if urgent := re.search(_URGENCY.pattern + "$", words):
        yield start + urgent.start()
    if urgent := _URGENCY.match(words):
        yield start + urgent.end()


def _behind_title(folded: str, title: int, end: int) -> Iterator[int]:
    number = find_number(folded, title, min(end, title + 40))
    if number and number.start - title <= 1:
        yield number.end
        title = number.end
    signed = _SIGNED_BEHIND.match(folded, title, end)
    if signed and split_bodies(signed[1]):
        yield from (title, signed.end(1), signed.end())
        title = signed.end()
    if day := _BRACKET_DAY.match(folded, title, end):
        yield from (title, day.end())
        title = day.end()
    yield from _addressed(folded, title, end)


def _addressed(folded: str, at: int, end: int) -> Iterator[int]:
    if match := find_addressees(folded, at, min(end, at + _ADDRESSED), behind_title=True):
        yield match.end()


def _title_end(folded: str, start: int, limit: int) -> int:
    """Return where the title that begins at `start` ends, or `start` where none does."""
    best, at = 0, start
    for match in noun_ends().finditer(folded, start, min(limit, start + LONGEST)):
        for stop in {match.end(), _without_bracket(match)}:
            follows = _weight_behind(folded, start, stop, limit)
            if not follows:
                continue
            weight = title_weight(folded[start:stop])
            if weight >= ENOUGH - 1 and weight + follows >= ENOUGH + _FOLLOWS and weight + follows > best:
                best, at = weight + follows, stop
    return at


def _without_bracket(match: re.Match[str]) -> int:
    return match.start() + len(match[0].split("(")[0])


def _weight_behind(folded: str, start: int, at: int, limit: int) -> int:
    """Return how much what stands at a place speaks for a title from `start` that ends there."""
    if at == limit:
        return 2
    number = find_number(folded, at, min(len(folded), at + 40))
    if number and number.start == at:
        return 3 if folded[at] not in "[(<{" else 1
    if signed := _SIGNED_BEHIND.match(folded, at):
        return 2 if split_bodies(signed[1]) else 0
    if _BRACKET_DAY.match(folded, at) or folded.startswith(folded[start : start + _SAME], at):
        return 2
    if _ITEM.match(folded, at) or find_addressees(
        folded, at, min(len(folded), at + _ADDRESSED), behind_title=True
    ):
        return 3
    if _DAY.match(folded, at) or _OPENER.match(folded, at) or _YEAR.match(folded, at):
        return 2
    return 0


def _signatures(folded: str, start: int, end: int, head: Sequence[int]) -> Iterator[int]:
    """Yield where the lines of signatures begin: bodies, the day, the note, and what stands behind them."""
    for day in _DAY.finditer(folded, start, end):
        low = max(start, day.start() - _LONGEST_NAMES)
        name = _NAME.search(folded[low : day.start()])
        if name is None:
            continue
        begin = _skip_to_name(folded, low + name.start(), day.start(), head)
        after = _after(folded, day.end(), end)
        bodies = folded[begin : day.start()].strip()
        if after is None or not (split_bodies(bodies) or _begins_one(folded, begin, day.start(), head)):
            continue
        printed = folded.startswith("印", day.end(), end)
        yield from (begin, begin if printed else day.start(), after)
        if note := _NOTE.match(folded, after, end):
            after = note.end()
            yield after
        yield from _enclosed(folded, after, end)


def _after(folded: str, at: int, end: int) -> int | None:
    """Return where a signature whose day ends at a place ends, None where the day signs nothing."""
    match = _AFTER_DAY.match(folded, at, end)
    if match:
        return match.end() if match["printed"] else at
    return at if _title_end(folded, at, end) > at else None


def _begins_one(folded: str, start: int, end: int, head: Sequence[int]) -> bool:
    """Tell whether an element of the head begins with the words of folded[start:end], behind it."""
    words = folded[start:end].strip()
    return len(words) > 3 and any(place < start and folded.startswith(words, place) for place in head)


def _skip_to_name(folded: str, start: int, end: int, head: Sequence[int]) -> int:
    """Return where the bodies begin before a day: with words that an element of the head begins with."""
    for at in range(max(start, end - _LONGEST_NAME), end - 3):
        if _begins_one(folded, at, end, head):
            return at
    ends = [match.end() for match in _ENDS_BEFORE.finditer(folded, start, end)]
    return ends[-1] if ends and split_bodies(folded[ends[-1] : end]) else start


def _enclosed(folded: str, at: int, end: int) -> Iterator[int]:
    """Yield where the title of what a letter encloses begins and ends, at the place behind the letter."""
    if annex := _ANNEX.match(folded, at, end):
        yield annex.end()
        at = annex.end()
    title = _title_end(folded, at, end)
    if title > at:
        yield title


def _closing(folded: str, start: int, end: int) -> Iterator[int]:
    if end - start > 60:
        yield from (match.start() for match in _CLOSES.finditer(folded, start, end))
