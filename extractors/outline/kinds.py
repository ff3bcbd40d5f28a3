"""What kind of section a heading opens, and what kind of document a title names."""

import re
from functools import cache, lru_cache
from typing import cast

from extractors.lexicons import load
from extractors.records import SectionKind
from extractors.values import value

_LONGEST_HEADING = 36
"""Characters; a longer run of words is a sentence, not the name of a kind of section."""
_YEARS = re.compile(
    r"^(?:到|至)?(?:\d{4}(?:-\d{4})?年度?(?:以来)?|[\"“”]?[一二三四五六七八九十]+五[\"”]?(?:时期|期间)?(?:以来)?)的?"
)


@value
class DocumentKind:
    """A kind of document 文种 and what of it can be a task."""

    name: str
    tasks: str
    """``all``: numbered items of action parts; ``assigned``: only items with units; ``none``."""


@value
class _KindRule:
    kind: str
    pattern: re.Pattern[str]
    needs: re.Pattern[str] | None


@cache
def _rules() -> tuple[_KindRule, ...]:
    return tuple(
        _KindRule(e["kind"], re.compile(e["pattern"]), re.compile(e["needs"]) if "needs" in e else None)
        for e in load("section_kinds")
    )


@lru_cache(maxsize=4096)
def section_kind(heading: str) -> SectionKind | None:
    """Return the kind of section that a heading (folded, without its number) opens, None if it does not tell.

    >>> section_kind("发展目标。"), section_kind("2020年工作总体思路"), section_kind("推进国土整治")
    ('goals', 'principles', None)
    """
    heading = _YEARS.sub("", heading.strip(" 。:;*").replace(" ", ""))
    if not heading or len(heading) > _LONGEST_HEADING:
        return None
    for rule in _rules():
        if rule.pattern.fullmatch(heading) and (rule.needs is None or rule.needs.search(heading)):
            return cast(SectionKind, rule.kind)
    return None


@cache
def _titles() -> tuple[tuple[re.Pattern[str], DocumentKind], ...]:
    return tuple(
        (re.compile(e["pattern"]), DocumentKind(e["kind"], e["tasks"])) for e in load("document_kinds")
    )


_NOTICE = re.compile(r"的(?:紧急|补充|预备)?(?:通知|函)$")
_PRINTED = re.compile(r"印发《(.{4,100})》$")
_ISSUED = re.compile(
    r"(?:印发|转发|发布|公布|批转|下发)(?:了)?[《〈<]?(.{4,100}?)[》〉>]?(?:的(?:紧急|补充)?(?:通知|函))?$"
)


def document_kind(title: str) -> DocumentKind | None:
    """Return the kind of document that a folded title names, None where it does not tell.

    A notice that issues something is of the kind of what it issues.

    >>> document_kind("关于印发望江县城市管理办法的通知").name, document_kind("关于做好防汛工作的通知")
    ('regulation', None)
    """
    title = title.replace(" ", "").replace("\n", "")
    issued = issued_title(title)
    if issued is None and (holiday := _titles()[0])[0].search(title):
        return holiday[1]
    name = issued or title
    for pattern, kind in _titles():
        if pattern.search(name):
            return kind
    return None


def issued_title(title: str) -> str | None:
    """Return the name of the document that a notice issues, None if the title is of no such notice.

    >>> issued_title("青石市人民政府关于印发青石市节水行动方案的通知")
    '青石市节水行动方案'
    """
    match = _ISSUED.search(title) if _NOTICE.search(title) else _PRINTED.search(title)
    return match[1] if match else None
