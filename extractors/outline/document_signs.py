"""What of a document can be a task (CONTRACT section 2): its signs, weighed; no word of the title settles it."""

import re
from collections.abc import Iterable, Sequence
from typing import Protocol

from extractors.evidence import Verdict, weigh
from extractors.outline.actions import is_action
from extractors.outline.carriers import carrier
from extractors.outline.kinds import DocumentKind, Tasks, issued_title, title_kinds
from extractors.outline.parts import Part
from extractors.records import SectionKind
from extractors.values import value

_WORDS = {
    # What a law, a ruling or a decision that amends one says of itself and orders.
    "in-force": r"自[^。\n]{1,24}起(?:施行|实施|执行|生效)|本(?:法|条例|办法|规定|细则|解释|决定|修正案|规则)自",
    "amends": r"修改为[:\"“]|增加[一二两三][条款项]|删去第|作为第[^。\n]{1,12}[条款项]|改为第",
    "penal": r"有期徒刑|罚金|拘役|罚款|责令[^。\n]{0,6}(?:改正|停止|限期)|构成犯罪|刑事责任|予以处分|人民法院应[予当]",
    "enacts": r"制定本(?:法|条例|办法|规定|细则|解释|决定|规则|规范|标准)"
    r"|作(?:出)?如下(?:决定|决议|修改|解释|规定)|特作(?:出)?(?:如下)?决定",
    "passed": r"\([^()\n]{4,60}(?:通过|批准|公告公布|修正|修订)\)",
    "articles-cited": r"(?:本法|本条例|法|条例|规定)》?第[一二三四五六七八九十百零\d]+条",
    "answers": r"来函收悉|收悉。|此复|答复如下|批复如下|函复如下",
    "recruits": r"报名(?:时间|方式|条件|地点)|应聘|笔试|面试|投标|招标文件|采购人|中标|资格审查|竞买|开标",
    # What a plan says of itself and orders.
    "plans-itself": r"制定本(?:方案|计划|要点|意见|措施|规划|行动|清单|工作)|制定(?:如下|以下)(?:方案|措施|意见)"
    r"|提出(?:如下|以下)(?:实施)?(?:意见|措施)",
    "orders": r"通知如下|要求如下|提出(?:如下|以下)?要求|下一?步(?:工作|打算|任务|整改)|下一?阶段|议定|贯彻(?:落实|执行)|认真组织"
    r"|抓好落实|公示如下|责任书",
}
_SIGN = re.compile("|".join(f"(?P<{name.replace('-', '_')}>{words})" for name, words in _WORDS.items()))
_ENOUGH = 3
"""Items that a share of them needs to say something."""


class Entry(Protocol):
    """What is asked of an item of the outline."""

    @property
    def number(self) -> str | None: ...
    @property
    def style(self) -> str: ...
    @property
    def body(self) -> int: ...
    @property
    def own_end(self) -> int: ...
    @property
    def kind(self) -> SectionKind | None: ...
    @property
    def title(self) -> tuple[int, int]: ...
    @property
    def has_children(self) -> bool: ...


@value
class Decision:
    """What of a document can be a task, and the evidence for it."""

    kind: DocumentKind
    verdicts: tuple[Verdict, ...]


def decide(folded: str, part: Part, items: Sequence[Entry], following: Part | None) -> Decision:
    """Return what of a document with these items can be a task."""
    signs = set(_of_title(part)) | set(_of_text(folded, part)) | set(_of_items(folded, items))
    if part.is_annex:
        signs.add("annex")
    if part.title and issued_title(part.title) and following and not following.is_annex:
        signs.add("issues")
    rules, plans, told = (weigh(decision, signs) for decision in ("rules", "plans", "prose"))
    tasks: Tasks = "none" if rules.holds else "all" if plans.holds else "prose" if told.holds else "assigned"
    name = part.kind.name if part.kind else "unknown"
    return Decision(DocumentKind(name, tasks), (rules, plans, told))


def _of_title(part: Part) -> Iterable[str]:
    title = (part.title or "").replace(" ", "")
    kinds = title_kinds(title)
    yield from (f"title-{kind.replace(' ', '-')}" for kind in kinds)
    if title.endswith("通知") and not kinds:
        yield "title-notice"
    if not title:
        yield "title-none"
    if re.match(r"中华人民共和国[^。]{1,30}(?:法|法典|条例|修正案)", title):
        yield "title-state-law"
    if re.search(r"20\d\d年|五年|三年行动|十[一二三四五六]五", title):
        yield "title-period"


def _of_text(folded: str, part: Part) -> Iterable[str]:
    counts: dict[str, int] = {}
    for match in _SIGN.finditer(folded, part.title_end, part.end):
        name = (match.lastgroup or "").replace("_", "-")
        counts[name] = counts.get(name, 0) + 1
    for name, count in counts.items():
        yield name
        if count > _ENOUGH and f"{name}-often" in _OFTEN:
            yield f"{name}-often"


_OFTEN = frozenset(["amends-often", "penal-often", "articles-cited-often"])


def _of_items(folded: str, items: Sequence[Entry]) -> Iterable[str]:
    numbered = [item for item in items if item.number]
    leaves = [item for item in numbered if not item.has_children and item.kind not in _STATING]
    articles = sum(item.style == "article" for item in numbered)
    if articles >= _ENOUGH and articles * 4 >= len(numbered):
        yield "articles"
    kinds = {item.kind for item in items}
    yield from (f"section-{kind}" for kind in kinds & {"tasks", "goals", "safeguards", "review"})
    if not leaves:
        yield "no-items"
        return
    carriers = [carrier(folded, item.body, item.own_end) for item in leaves]
    printed = sum(how in ("label", "bracket") for how in carriers)
    said = carriers.count("prose")
    actions = sum(is_action(folded[item.title[0] : item.title[1]]) for item in leaves)
    for name, count in (("carriers", printed), ("prose-units", said), ("actions", actions)):
        if count:
            yield f"{name}-some"
        if count * 2 >= len(leaves):
            yield f"{name}-half"


_STATING = frozenset(["review", "principles", "goals", "contents", "safeguards"])
"""Kinds of section whose items are no measure of what the document asks for."""
