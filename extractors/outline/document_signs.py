"""What of a document can be a task (CONTRACT section 2): signs, weighed; no word of the title settles it."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from extractors.evidence import Verdict, judge, terms_of
from extractors.lexicons import load
from extractors.outline.actions import is_action
from extractors.outline.carriers import carrier
from extractors.outline.entries import Entry
from extractors.outline.item_signs import MARKS, acts
from extractors.outline.kinds import DocumentKind, Tasks, issued_title, title_kinds
from extractors.outline.part_signs import done_share
from extractors.outline.parts import Part
from extractors.values import value

_ENOUGH = 3
"""Items that a share of them needs to say something."""
_OFTEN = 3
_FEW = 6
"""One item in so many that names something to do is few."""


@value
class Decision:
    """What of a document can be a task, and the evidence for it."""

    kind: DocumentKind
    verdicts: tuple[Verdict, ...]


def decide(folded: str, part: Part, items: Sequence[Entry], following: Part | None) -> Decision:
    """Return what of a document with these items can be a task."""
    signs = (
        set(_of_title(part))
        | set(text_signs(folded[part.title_end : part.end]))
        | set(_of_items(folded, items))
        | set(_of_words(folded, items))
        | set(_of_preface(folded[part.title_end : items[0].start if items else part.end]))
    )
    if "title-work-report" in signs:
        signs.discard("words-told")  # its review may stand under headings of any kind
    if part.is_annex:
        signs.add("annex")
    if part.title and issued_title(part.title) and following and not following.is_annex:
        signs.add("issues")
    if {"asks-at-once", "charges-half"} <= signs:
        signs.add("asks-bodies")
    rules, plans, told = (judge(decision, signs) for decision in ("rules", "plans", "prose"))
    tasks: Tasks = "none" if rules.holds else "all" if plans.holds else "prose" if told.holds else "assigned"
    name = part.kind.name if part.kind else "unknown"
    if tasks == "all" and name != "work report":  # whatever its title calls it
        name = "plan"
    if name == "statistics":  # a bulletin, and surer to be one
        name = "bulletin"
    return Decision(DocumentKind(name, tasks), (rules, plans, told))


def _of_title(part: Part) -> Iterable[str]:
    title = (part.title or "").replace(" ", "")
    kinds = title_kinds(title)
    yield from (f"title-{kind.replace(' ', '-')}" for kind in kinds)
    if title.endswith("通知") and not kinds:
        yield "title-notice"
        if _ORDERS.search(title):
            yield "title-orders"
        if _CALLS.search(title):
            yield "title-calls"
    if not title:
        yield "title-none"
    if re.match(r"中华人民共和国[^。]{1,30}(?:法|法典|条例|修正案)", title):
        yield "title-state-law"
    if re.search(r"20\d\d年|五年|三年行动|十[一二三四五六]五", title):
        yield "title-period"
    if _AHEAD.search(title):
        yield "title-ahead"


_AHEAD = re.compile(
    r"(?:[和与及、暨]|下一?步|下一?阶段|明年|20\d\d年)[^和与及、]{0,10}(?:安排|计划|打算|思路)"
)
"""A title of what was done and what is to come: 2022年执行情况和2023年安排的报告."""


def _of_words(folded: str, items: Sequence[Entry]) -> Iterable[str]:
    """Yield the sign of a document that reports more than it asks, also outside the parts that look back."""
    words = "\n".join(folded[item.title[0] : item.own_end] for item in items if item.kind != "review")
    told, count = done_share(words[:_FIRST])
    if any(told >= share and count >= fewest for share, fewest in _TELLS):
        yield "words-told"


_FIRST = 12_000
_TELLS = ((0.6, 10), (0.45, 20))
"""Share of words of what is done, and of how many words; plans with gold have .39 at most."""


def _of_preface(words: str) -> Iterable[str]:
    """Yield the signs of what stands before the first item of a document."""
    if _ASKS.search(words):
        yield "asks-at-once"
    if _RESOLVED.search(words):
        yield "matters-resolved"
    if _BOX.match(words.lstrip()):
        yield "box"


_ASKS = re.compile(
    r"请(?!示|你[院局厅]核)[^。:]{0,24}(?:立即|迅速|抓紧|尽快|认真|严格|切实|做好|开展|落实|执行|组织)"
    r"|(?:立即|迅速|抓紧|尽快)(?:开展|组织|落实|部署|排查|行动)|(?:决定|拟)(?:在|于|对|组织|集中)?[^。]{0,24}开展"
    r"|[提明]出(?:如下|以下)(?:工作)?(?:要求|任务|意见)"
)
"""How a letter or notice asks for what its items say."""
_RESOLVED = re.compile(
    r"(?:议定|议决|决定|商定|确定|明确)了?(?:如下|以下)(?:[^。,;]{0,6}(?:事项|意见|内容))?|(?:议定|议决|决定|商定)(?:的)?(?:有关)?事项[^。]{0,4}(?:如下|纪要)"
)
"""How minutes lead in what a meeting resolved: 议定以下事项 (GB/T 9704-2012, 10.3)."""
_ORDERS = re.compile(
    r"关于(?!.*(?:调研|调查|评选|竞赛|大赛|征集|申报|推荐|选拔|招聘|培训|评审)(?:活动|工作)?的通知$)(?:进一步|切实|全面|持续|深入|扎实|全力|统筹|大力|立即|集中|认真|继续|组织|严格)*"
    r"(?:做好|抓好|加强|开展|推进|落实|规范|强化|完善|深化|促进|加快|实施|建立|健全|提升|改进|推动|扩大|防范"
    r"|整治|加大|解决|贯彻|保障|办好|坚决|严禁|打击)"
)
"""What a notice is for, where it orders work: 关于做好防汛工作的通知."""
_CALLS = re.compile(
    r"(?:评选|竞赛|大赛|征集|申报|推荐|选拔|招聘|评审|报名|征订)(?:活动|工作|事宜|有关事项|有关工作)*的(?:补充)?通知$"
)
"""What a notice is for, where it calls for entries: 关于开展项目申报工作的通知."""
_BOX = re.compile(r"专栏 ?\d{1,2}")
"""The box of a plan in which its projects stand, each a numbered item."""


@cache
def _words() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((entry["name"], tuple(entry["words"])) for entry in load("document_signs"))


_TURNS = 3
_QUESTION = re.compile(
    r"(?m:^)[ \t*#\d.、]*(?:[一-鿿·]{2,12}|问|Q\d*|\[[^\]\n]{1,12}\]) ?:[^\n]{4,400}\?[ \t”\"*]*$", re.M
)
"""A turn of who asks: 新华社:…? 记者:…? 问:…?"""


def text_signs(words: str) -> Iterable[str]:
    """Yield the signs that the words of a document (folded) show.

    >>> sorted(text_signs("制定本条例。违反的,处罚款。本条例自2026年1月1日起施行。"))
    ['enacts', 'in-force', 'penal']
    """
    if words.count("?") >= _TURNS and len(_QUESTION.findall(words)) >= _TURNS:
        yield "dialogue"
    for name, needles in _words():
        count = sum(map(words.count, needles))
        if count:
            yield name
        if count > _OFTEN and f"{name}-often" in terms_of("rules"):
            yield f"{name}-often"


def _of_items(folded: str, items: Sequence[Entry]) -> Iterable[str]:
    numbered = [item for item in items if item.number]
    leaves = [item for item in numbered if not item.has_children and item.kind not in _STATING]
    articles = sum(item.style == "article" for item in numbered)
    if articles >= _ENOUGH and articles * 4 >= len(numbered):
        yield "articles"
        return
    if any(item.number is None and _BOX.match(folded, *item.title) for item in items):
        yield "box"
    kinds = {item.kind for item in items}
    yield from (f"section-{kind}" for kind in kinds & {"tasks", "goals", "safeguards", "review"})
    if 2 * sum(item.kind == "review" for item in numbered) >= len(numbered) >= _ENOUGH:
        yield "mostly-told"
    if not leaves:
        yield "no-items"
        return
    carriers = [carrier(folded, item.body, item.own_end) for item in leaves]
    printed = sum(how in ("label", "bracket") for how in carriers)
    said = carriers.count("prose")
    actions = sum(orders(folded, item) for item in leaves)
    charged = sum(charges(folded, item) for item in leaves)
    counts = (("carriers", printed), ("prose-units", said), ("actions", actions), ("charges", charged))
    for name, count in counts:
        if count:
            yield f"{name}-some"
        if count * 2 >= len(leaves):
            yield f"{name}-half"
    if len(leaves) >= _ENOUGH and actions * _FEW < len(leaves):
        told = sum(directs(folded, item) for item in leaves)
        yield "directed-most" if told * 4 >= 3 * len(leaves) else "actions-few"


_BODY_END = re.compile(
    r"[局委办厅部院府会校队组科室站处市县区镇乡街司企业)](?![一-鿿]?[、和及或])|部门|单位|中心|教师|主任"
)
"""How the name of who is to do something ends."""
_MODAL = re.compile(r"[^,。;:]{0,12}?(?:要|应|须|必须)(?![求素点来军])")
_LONGEST_SUBJECT = 40
_CLAUSE = re.compile("[,。;:]")
_COVERB = re.compile(
    r"(?:要|应)?(?:会同|配合|结合|会商|依托|对|分别|共同|定期|及时|汇总|随机|逐[一个户车项级月]|每(?:年|月|季|周|日|天|学期|半年)|于[\d每本次当])"
)
_READ_BELOW = 120
"""Characters under a heading in which what is asked for begins."""


def orders(folded: str, item: Entry) -> bool:
    """Tell whether an item says that something is to be done: by its number (一要) or its first words."""
    return (item.number or "").endswith("要") or is_action(folded[item.title[0] : item.title[1]])


def charges(folded: str, item: Entry) -> bool:
    """Tell whether an item says who is to do something: in its first words, or under its heading."""
    start, end = item.title
    below = folded[end : min(item.own_end, end + 2 * _LONGEST_SUBJECT)].strip("。: \n")
    return _charges(folded[start : start + _LONGEST_SUBJECT]) or _charges(below)


def directs(folded: str, item: Entry) -> bool:
    """Tell whether an item that begins with whom or what it is about goes on with what is to be done."""
    start, end = item.title
    below = folded[end : min(item.own_end, end + _READ_BELOW)].strip(MARKS)
    if orders(folded, item) or charges(folded, item) or _does_by(folded[start:end]) or _does_by(below):
        return True
    return any(acts(clause) for clause in _CLAUSE.split(below) if clause)


def _does_by(words: str) -> bool:
    """Tell whether words begin with a body and how, when or with whom it acts: 各校每月组织演练."""
    clause = _CLAUSE.split(words, maxsplit=1)[0]
    return any(_COVERB.match(clause, match.end()) for match in _BODY_END.finditer(clause, 1))


def _charges(words: str) -> bool:
    clause = re.split("[,。;:]", words, maxsplit=1)[0]
    ends = (match.end() for match in _BODY_END.finditer(clause, 1))
    return any(is_action(words[end:]) or _MODAL.match(words, end) is not None for end in ends)


_STATING = frozenset(["review", "principles", "goals", "contents", "safeguards"])
"""Kinds of section whose items are no measure of what the document asks for."""
