"""Which parts and items only say how the plan is carried out 保障措施, 工作要求: signs, weighed.

No word settles it: 加强组织领导 is a safeguard at the end of a plan, and something to do among things to do.
Heard are each clause of the heading, what stands above, beside and below, and how the words under it speak.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractors.evidence import Verdict, judge
from extractors.outline.actions import is_action
from extractors.outline.carriers import has_units
from extractors.outline.entries import Entry
from extractors.outline.kinds import heading_kind, section_kind
from extractors.outline.parts import Part
from extractors.records import SectionKind
from extractors.values import value

OPEN = (None, "tasks", "safeguards")
"""Kinds between which the signs decide; the others are told by their headings."""
_TOLD_BY_STYLE = ("stage", "article")
_VERBS = (
    "加强|强化|健全|完善|严格|做好|狠抓|抓好|抓实|抓细|明确|注重|切实|落实|压紧|压实|夯实|细化|建立|严肃|严明"
    "|营造|形成|统一|提高|规范|扎实"
)
_NOUNS = (
    "监督|组织|领导|考核|督查|督导|督促|督办|落实|实施|保障|宣传|引导|指导|协调|统筹|调度|协作|机制|评估"
    "|组织管理|监督管理|责任制?|氛围|考评|检查|问效|问责|追究|奖惩|纪律|合力|要求"
)
_CLOSES = re.compile(rf"(?:{_VERBS})*(?P<of>[^,。]{{0,12}}?)(?:{_NOUNS})+(?:工作)?$")
_OWN = 2
"""Characters of an object that still are of the plan itself: 强化|责任|落实, not 加强|学校后勤|保障."""
_LEADS = re.compile(rf"(?:{_VERBS}|坚持)*(?:党的|党对|对)[^,。]{{0,24}}领导")
_NAMED_BY_VERB = re.compile(rf"(?:{_VERBS})")
_TOLD_ALL = re.compile(r"(?:各|全体)[^。;,]{1,24},?[^。;,]{0,16}?[要应须](?![求素点])")
"""A sentence that all are told: 各地各部门要…."""
_EXHORTS = re.compile(
    r"高度重视|站位|形成(?:工作)?合力|摆[上在]|落到实处|主要负责(?:人|同志)|第一责任人|责任到人|专人负责|统一思想"
)
_AMOUNT = re.compile(r"\d[\d.,]*(?:[%万亿]|[个项家处座条所套人户亩台辆吨次场公平千支](?!月|分))")
_ISSUES = re.compile(r"(?:现|已经?)[^。]{0,90}(?:印发|转发|下发|发给)[^。:]{0,30}[。:]")
"""How a covering notice 通知 begins: 现将《…》印发给你们,请认真贯彻执行。"""
_READ, _FAR = 300, 3000
"""Characters of an item that are read, and in which units are looked for."""
_CLOSING = frozenset(["named", "named-by-verb", "closes"])
"""Signs of a heading that alone would be one of safeguards."""
_LONGEST = 40
"""Characters of a heading."""


def weigh_carried(
    folded: str, parts: Sequence[Part], items: Sequence[Entry]
) -> Iterator[tuple[SectionKind | None, Verdict | None]]:
    """Yield for each item its kind, with what decided whether it only says how the plan is carried out."""
    heads = [frozenset(heading_signs(_heading(folded, item))) for item in items]
    closing = [
        item.kind == "safeguards" or not head.isdisjoint(_CLOSING)
        for item, head in zip(items, heads, strict=True)
    ]
    lists = _lists(items, closing)
    read = _Read(folded, items, heads, lists, _covering(folded, parts, items), _named(items, heads))
    kinds: list[SectionKind | None] = []
    for index, item in enumerate(items):
        above = kinds[item.parent] if item.parent is not None else None
        if item.kind not in OPEN or item.style in _TOLD_BY_STYLE or above not in OPEN:
            kinds.append(item.kind)
            yield item.kind, None
            continue
        verdict = judge("carried", read.signs(index, above, closes=closing[index]))
        told = above if item.kind == "safeguards" else item.kind
        kinds.append("safeguards" if verdict.holds else told)
        yield kinds[-1], verdict


def _heading(folded: str, item: Entry) -> str:
    start, end = item.title
    return folded[start : min(end, start + _LONGEST)].strip(" ")


@dataclass(slots=True)
class _List:
    """Numbered items that follow each other under one item, or at the top of a document."""

    first: int
    last: int
    count: int = 1
    closing: int = 0
    """Those whose heading, alone, would be one of safeguards."""
    parted: int = 0
    """Those that have items below them."""


def _lists(items: Sequence[Entry], closing: Sequence[bool]) -> dict[tuple[int, int | None], list[_List]]:
    """Return the lists under each item or document: a list begins where the numbers begin anew."""
    lists: dict[tuple[int, int | None], list[_List]] = defaultdict(list)
    for index, item in enumerate(items):
        if not item.number:
            continue
        under = lists[item.part, item.parent]
        if not under or items[under[-1].first].number == item.number:
            under.append(_List(index, index, 0))
        under[-1].last = index
        under[-1].count += 1
        under[-1].closing += closing[index]
        under[-1].parted += item.has_children
    return lists


def _named(items: Sequence[Entry], heads: Sequence[frozenset[str]]) -> Mapping[int, int]:
    """Return the last item of each document whose heading is the name of such a part: 保障措施."""
    return {
        item.part: index
        for index, item in enumerate(items)
        if item.parent is None and "named" in heads[index]
    }


def _covering(folded: str, parts: Sequence[Part], items: Sequence[Entry]) -> frozenset[int]:
    """Return the documents that issue another: what they say before their first item tells."""
    first: dict[int, int] = {}
    chapters: set[int] = set()
    for item in items:
        first.setdefault(item.part, item.start)
        if item.parent is None and (item.has_children or item.kind in ("principles", "goals")):
            chapters.add(item.part)
    return frozenset(
        part
        for part, start in first.items()
        if part not in chapters and _ISSUES.search(folded, parts[part].title_end, start)
    )


@value
class _Read:
    """The items of a text, and what is asked of them."""

    folded: str
    items: Sequence[Entry]
    heads: Sequence[frozenset[str]]
    lists: Mapping[tuple[int, int | None], list[_List]]
    covers: frozenset[int]
    named: Mapping[int, int]

    def signs(self, index: int, above: SectionKind | None, *, closes: bool) -> Iterator[str]:
        """Yield the signs of an item that stands in a section of the kind `above`."""
        item = self.items[index]
        if item.parent is not None:
            yield "above-carries" if above == "safeguards" else "above-acts"
        yield from self.heads[index]
        yield from self._words(item)
        yield from self._beside(index, closes)
        if below := self.lists.get((item.part, index)):
            close = sum(each.closing for each in below)
            yield "below-close" if 2 * close > sum(each.count for each in below) else "below-acts"
        named = self.named.get(item.part)
        if named is not None and item.end <= self.items[named].start:
            yield "named-behind"
        if item.part in self.covers:
            yield "covering"

    def _words(self, item: Entry) -> Iterator[str]:
        end = min(item.end, item.title[1] + _READ)
        if _TOLD_ALL.search(self.folded, item.title[1], end):
            yield "told-all"
        if _EXHORTS.search(self.folded, item.title[1], end):
            yield "exhorts"
        if _AMOUNT.search(self.folded, item.title[0], end):
            yield "amounts"
        if has_units(self.folded, item.title[1], min(item.end, item.title[1] + _FAR)):
            yield "units"

    def _beside(self, index: int, closes: bool) -> Iterator[str]:
        """Yield what the other items of its list are, and where it stands among them."""
        item = self.items[index]
        under = self.lists.get((item.part, item.parent), []) if item.number else []
        at = bisect_right(under, index, key=lambda each: each.first) - 1
        beside = under[at] if at >= 0 and index <= under[at].last else None
        if beside is None or beside.count < 2:
            return
        others, close = beside.count - 1, beside.closing - closes
        if 2 * close >= others:
            yield "beside-close"
        elif 3 * close < others:
            yield "beside-acts"
        if index == beside.last:
            yield "last"
            if not item.has_children and beside.parted == others:
                yield "only-one-unparted"
        elif index == beside.first:
            yield "first"


def heading_signs(heading: str) -> Iterator[str]:
    """Yield what a heading (folded, without its number) says by its clauses.

    >>> list(heading_signs("保障措施")), list(heading_signs("强化要素支撑,健全保障机制"))
    (['named'], ['clause-acts', 'clause-named'])
    """
    if heading_kind(heading) == "safeguards":
        several = section_kind(heading) is None
        yield "named" if several or not _NAMED_BY_VERB.match(heading) else "named-by-verb"
        return
    clauses = [clause for clause in re.split("[,、;]", heading) if clause]
    for clause in clauses:
        if section_kind(clause) == "safeguards":
            yield "clause-named" if len(clauses) > 1 else "named-by-verb"
        elif _LEADS.fullmatch(clause):
            yield "clause-leads"
        elif closes := _CLOSES.fullmatch(clause):
            yield "closes" if len(closes["of"]) <= _OWN else "closes-of-matter"
        elif is_action(clause):
            yield "clause-acts"
