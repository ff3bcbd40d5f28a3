"""What a document says of itself 公文要素, after GB/T 9704-2012: null where the text does not say."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.date_forms import PlanYear, plan_years
from extractors.dates import find_period, find_printed_date, find_term, find_years_from
from extractors.document_numbers import find_number, number_on, without_number
from extractors.folding import fold
from extractors.layout import Layout
from extractors.outline.addressees import find_addressees
from extractors.outline.kinds import issued_title
from extractors.outline.lines import Line
from extractors.outline.parts import Part
from extractors.outline.signature import split_bodies
from extractors.outline.titles import LONGEST, names_plan
from extractors.outline.tree import Outline
from extractors.page_fields import find_page_fields
from extractors.signing import (
    find_enacted_day,
    find_order,
    find_printing_day,
    find_red_heads,
    find_session,
    find_signature,
    fullest,
)
from extractors.values import value

_HEAD = 30
"""Lines; title, number, recipients and issuers stand in the first ones (GB/T 9704-2012, 7.2)."""
_FORM = re.compile(r"^.{0,30}?(?:公文|发文|拟文|文件)?(?:稿纸|处理单|签发单|阅办单)(?=.{6})")
"""The form on which a draft goes round: 某局公文稿纸."""
_SHORTEST_TITLE = 6
_HEADLINES = 4
"""Lines in which a page prints its headline twice."""
_AIMS = 600
"""Characters from the first item on in which a plan says from which year on its years are counted."""
_LONGEST_LINE = 200
_FROM_TITLE = re.compile(r"^(.{2,60}?)(?:关于|印发|转发|批转)")
_BEFORE_YEAR = re.compile(
    r"^([一-鿿]{4,30}?(?<![省市县区州盟旗镇乡村]))(?=(?:19|20)\d\d(?:[年—–-]|至)|[“\"]?十[一二三四五六]五)"
)
"""The body whose plan for a year it is: 云溪市水利局2025年工作要点."""
_ENDS_IN_YEAR = re.compile(r"[\[(](?:19|20)\d\d[\])]$")
_ISSUES = re.compile(
    r"(?:(?:将|把)(?:修订后的)? *|^)《([^》]{5,80})》(?: ?\(以下简称[^()]{2,30}\))?"
    r"[^《》。]{0,60}?(?:印发|发布|下发|转发)"
    r"|(?:印发|发布|公布)了?《([^》]{5,80})》[^。《]{0,12}(?:发出通知|全文)"
)
_PLACE_TAG = re.compile("^【[^】]{2,12}】")
"""What a portal puts before a title."""
_QUOTED = re.compile("《([^《》]+)》")
_ANNEX_MARK = re.compile(r"附(?:件|表|录)\s?[\d一二三四五六七八九十]{0,3}:?\s*")
_PLAN_NAMED = re.compile('[“"]((?:十[一二三四五]?|[六七八九])五)[”"]')
_YEAR_OF_NUMBER = re.compile(r"[\[(〔]((?:19|20)\d\d)")
_DUE = re.compile(r"((?:19|20)\d\d)年 ?\d{1,2}月(?:\d{1,2}日)?[底末]?前")
_YEAR_OF_WORK = re.compile(
    r"(?:做好|抓好|完成)[^,。;]{0,8}?(?:今年|本年度|(?P<year>(?:19|20)\d\d)年度?)(?!前)"
    r"(?![^,。;]{0,16}(?:会议|报告|基础))[^,。;]{0,16}(?:工作|任务|目标|实事)"
)
"""为做好今年政府工作: the year of a plan whose title bears none."""


@value
class Metadata:
    """The elements that the text states."""

    title: str | None
    document_number: str | None
    issuers: tuple[str, ...]
    recipients: tuple[str, ...]
    issued_on: str | None
    period: tuple[str, str] | None
    named_year: int | None = None
    """Where no day and no period is printed: the year of its number, of a day in its head, or the first
    one of the five-year plan that it names most."""
    assembly: str | None = None
    """The assembly before which a report was read, as printed (海南省第七届人民代表大会第五次会议)."""
    head: str = ""
    """The words over the first item: of whom the document is may be told by them."""

    @property
    def first_year(self) -> PlanYear | None:
        """The first year of the plan's period, else that of its date, else the year that its head names.

        Dates without a year are counted from the day of issue that it bears, unless the plan is over by then.
        """
        over = self.period is not None and (self.issued_on or "") > self.period[1]
        said = self.period[0] if self.period else self.issued_on
        year = int(said[:4]) if said else self.named_year
        return PlanYear(year, None if over else self.issued_on) if year is not None else None


def find_metadata(layout: Layout, outline: Outline) -> Metadata:
    """Return the document's elements."""
    lines, parts = outline.lines, outline.parts
    first_item = min((item.start for item in outline.items if item.number), default=len(layout.text))
    head = [line for line in lines if line.start < max(first_item, parts[0].title_end + 1)][:_HEAD]
    said = "\n".join(line.folded[:_LONGEST_LINE] for line in head)
    fields = find_page_fields(layout, head)
    title = _whole(_title(layout, parts), _squeezed(fields.get("title"))) or _named_in(layout, head)
    title = title or _printed_twice(layout, head)
    signature = find_signature(layout, lines, said)
    session = find_session(head)
    printed = split_bodies(_before_about(layout, parts[0]))
    noted = split_bodies(fields.get("issuers", "").removesuffix("机构沿革"))
    heads = find_red_heads(layout, head)
    own = split_bodies(match[1]) if (match := _BEFORE_YEAR.match(title or "")) else ()
    issuers = fullest(signature.names or printed or noted or heads or own, (*printed, *noted, *heads), said)
    issued_on = (
        (session[0] if session else None)
        or (signature.day if signature.names else None)
        or find_enacted_day(head, parts[0].start)
        or signature.day
        or find_printed_date(fields.get("issued_on", ""))
        or find_printing_day(lines)
    )
    period = (
        _period(lines, parts, title)
        or _year_of_work(head, title, issued_on)
        or find_years_from(layout.folded[: first_item + _AIMS])
        or find_term(layout.folded)
    )
    number = _document_number(layout, head) or _number_of(fields.get("document_number", ""))
    return Metadata(
        title=title,
        document_number=number,
        issuers=issuers,
        recipients=_recipients(layout, lines, parts),
        issued_on=issued_on,
        period=period,
        named_year=None if period or issued_on else _named_year(number, said, layout.folded),
        assembly=session[1] if session else None,
        head=said,
    )


def _period(lines: list[Line], parts: tuple[Part, ...], title: str | None) -> tuple[str, str] | None:
    """Return the plan's period, from its title or the bracket under it, else from a notice's title."""
    under = {part.title_end: part for part in parts if part.title}
    brackets = [
        line.folded
        for before, line in pairwise(lines)
        if before.end in under and re.fullmatch(r"\([^日]{4,20}\)", line.folded)
    ]
    said = [title or "", *brackets, parts[0].title or ""]
    return next((period for words in said if (period := find_period(words))), None)


def _year_of_work(head: list[Line], title: str | None, issued_on: str | None) -> tuple[str, str] | None:
    """Return the year whose work the preamble or the title says that the document is for."""
    said = next((match for line in head if (match := _YEAR_OF_WORK.search(line.folded))), None)
    year = said["year"] if said else None
    if year is None and issued_on and (said or "工作报告" in (title or "")):
        year = issued_on[:4]
    if year is None or (issued_on and year < issued_on[:4]):
        return None
    return f"{year}-01-01", f"{year}-12-31"


def _named_year(number: str | None, head: str, folded: str) -> int | None:
    """Return the year of a document that bears no day: of its number, of a day in its head, of its plan.

    The plan is the five-year plan that the text names most, at least twice; without one, the first month
    tells by which something is due.
    """
    if year := _YEAR_OF_NUMBER.search(fold(number or "")):
        return int(year[1])
    if day := find_printed_date(head):
        return int(day[:4])
    named = Counter(_PLAN_NAMED.findall(folded)).most_common(1)
    years = plan_years(named[0][0]) if named and named[0][1] > 1 else None
    if years:
        return years[0]
    due = _DUE.search(folded)
    return int(due[1]) if due else None


def _squeezed(words: str | None) -> str | None:
    return re.sub(r"\s+", "", words) or None if words else None


def _title(layout: Layout, parts: tuple[Part, ...]) -> str | None:
    """Return the printed title: where a letter issues or encloses a plan, the plan's (CONTRACT, 1)."""
    own = [part for part in parts if part.title and not part.is_annex]
    named = [part for part in parts[1:] if part.title and part.is_named]
    if not own or (parts[0].title is None and own[0] is not parts[0]):
        return None
    others = (part for part in (*named, *own[1:]) if _is_plan(part.title or ""))
    chosen = next(others, own[0])
    mark = _ANNEX_MARK.match(layout.folded, chosen.title_start) if chosen.is_annex else None
    start = mark.end() if mark else chosen.title_start
    printed = layout.text[start : chosen.title_end]
    title = _squeezed(printed[: len(without_number(fold(printed)))])
    title = (
        _without_junk(title, layout.text[chosen.title_end : chosen.title_end + LONGEST]) if title else None
    )
    quoted = _QUOTED.fullmatch(title or "")
    return quoted[1] if quoted else title


def _printed_twice(layout: Layout, head: Sequence[Line]) -> str | None:
    """Return the headline that a page marks as such and prints once more below, whatever its words."""
    for line, below in pairwise(head[:_HEADLINES]):
        if line.level and line.folded == below.folded and _SHORTEST_TITLE < len(line.folded) <= LONGEST:
            return _squeezed(layout.text[line.start : line.end])
    return None


def _without_junk(title: str, below: str) -> str:
    """Return a title without the name of a form before it, or as the line below prints it once more.

    >>> _without_junk("政策文件关于节水的意见", "关于节水的意见(试行)")
    '关于节水的意见(试行)'
    >>> _without_junk("某局公文稿纸关于节水的意见", "")
    '关于节水的意见'
    """
    again = next((line.strip() for line in below.split("\n") if line.strip()), "")
    name = re.sub(r"[(（][^()（）]*[)）]$", "", re.sub(r"\s", "", again))
    if len(name) > _SHORTEST_TITLE and title != name and title.endswith(name):
        return again
    return _FORM.sub("", title)


def _whole(title: str | None, field: str | None) -> str | None:
    """Return a title, or the page field of that name where the title is only a part of it or none."""
    if title is None or (
        field and len(field) > len(title) and title in field and not issued_title(fold(field))
    ):
        title = field
    return _PLACE_TAG.sub("", title) if title else None


def _is_plan(title: str) -> bool:
    return names_plan(title) and not issued_title(title)


def _named_in(layout: Layout, head: list[Line]) -> str | None:
    """Return the name of what a notice without a title of its own says that it issues."""
    for line in head:
        match = _ISSUES.search(line.folded)
        if match:
            low, high = match.span(1 if match[1] else 2)
            return _squeezed(layout.text[line.start + low : line.start + high])
    return None


def _document_number(layout: Layout, head: Sequence[Line]) -> str | None:
    """Return the number of the head, also where it goes over two lines or an order enacts the rule."""
    for index, line in enumerate(head):
        if len(line.folded) > _LONGEST_LINE:
            continue
        end = line.end
        if _ENDS_IN_YEAR.search(line.folded) and index + 1 < len(head):
            end = head[index + 1].end
        words = layout.folded[line.start : end].replace("\n", "")
        number = number_on(words)
        if number and (number.end >= len(words) - 1 or len(words) < 120):
            printed = layout.text[line.start : end].replace("\n", "")
            return _squeezed(printed[number.start : number.end])
    return _squeezed(find_order(head))


def _number_of(value: str) -> str | None:
    """Return the document number that a cell holds, as printed."""
    printed = _squeezed(value)
    return printed if printed and re.search(r"\d{1,5}号$", printed) else None


def _before_about(layout: Layout, part: Part) -> str:
    """Return the words of a title before 关于: those who issue it."""
    printed = layout.text[part.title_start : part.title_end].replace("\n", " ")
    match = _FROM_TITLE.match(printed)
    return match[1] if match else ""


def _until_sentence(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines of a head: up to the first sentence."""
    for line in lines[:_HEAD]:
        if line.folded.endswith("。") and len(line.folded) > 20:
            return
        yield line


def _recipients(layout: Layout, lines: Sequence[Line], parts: tuple[Part, ...]) -> tuple[str, ...]:
    after = [line for line in lines if line.start >= parts[0].title_end]
    for line in (
        *_until_sentence(after),
        *lines[:8],
    ):  # a notice may stand before the title of what it issues
        number = find_number(line.folded, 0, len(line.folded))
        at = number.end if number else 0  # title and number on the same line
        match = find_addressees(line.folded, at, len(line.folded))
        if match and match.end() == len(line.folded):
            start = _start_of_names(layout.folded, line.start + match.start("names"))
            names = re.split(r"[，,；;]", layout.text[start : line.start + match.end("names")])
            return tuple(re.sub(r"\s+", "", name) for name in names if name.strip())
    return ()


def _start_of_names(folded: str, start: int) -> int:
    """Return where the names of those addressed begin that go on at a place: perhaps a line above."""
    above = folded.rfind("\n", 0, max(0, start - 1)) + 1
    line = folded[above : start - 1]
    goes_on = line.startswith("各") and len(line) < _LONGEST_LINE and not re.search(r"[。:;]", line)
    return above if goes_on else start
