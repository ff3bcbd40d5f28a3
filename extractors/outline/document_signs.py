"""What of a document can be a task (CONTRACT section 2): signs, weighed; no word of the title settles it."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Protocol

from extractors.evidence import Verdict, judge, terms_of
from extractors.lexicons import load
from extractors.outline.actions import is_action
from extractors.outline.carriers import carrier
from extractors.outline.kinds import DocumentKind, Tasks, issued_title, title_kinds
from extractors.outline.parts import Part
from extractors.records import SectionKind
from extractors.values import value

_ENOUGH = 3
"""Items that a share of them needs to say something."""
_OFTEN = 3
_FEW = 6
"""One item in so many that names something to do is few."""


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
    signs = (
        set(_of_title(part))
        | set(text_signs(folded[part.title_end : part.end]))
        | set(_of_items(folded, items))
    )
    if part.is_annex:
        signs.add("annex")
    if part.title and issued_title(part.title) and following and not following.is_annex:
        signs.add("issues")
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
    if not title:
        yield "title-none"
    if re.match(r"中华人民共和国[^。]{1,30}(?:法|法典|条例|修正案)", title):
        yield "title-state-law"
    if re.search(r"20\d\d年|五年|三年行动|十[一二三四五六]五", title):
        yield "title-period"


@cache
def _words() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((entry["name"], tuple(entry["words"])) for entry in load("document_signs"))


def text_signs(words: str) -> Iterable[str]:
    """Yield the signs that the words of a document (folded) show.

    >>> sorted(text_signs("制定本条例。违反的,处罚款。本条例自2026年1月1日起施行。"))
    ['enacts', 'in-force', 'penal']
    """
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
    actions = sum(_orders(folded, item) for item in leaves)
    for name, count in (("carriers", printed), ("prose-units", said), ("actions", actions)):
        if count:
            yield f"{name}-some"
        if count * 2 >= len(leaves):
            yield f"{name}-half"
    if len(leaves) >= _ENOUGH and actions * _FEW < len(leaves):
        yield "actions-few"


def _orders(folded: str, item: Entry) -> bool:
    """Tell whether an item says that something is to be done: by its number (一要) or its first words."""
    return (item.number or "").endswith("要") or is_action(folded[item.title[0] : item.title[1]])


_STATING = frozenset(["review", "principles", "goals", "contents", "safeguards"])
"""Kinds of section whose items are no measure of what the document asks for."""
