"""What kind of section a heading names, and what kind of document a title names."""

import re
from functools import cache, lru_cache
from typing import Any, Literal, cast

from extractors.lexicons import load
from extractors.outline.actions import is_action
from extractors.records import SectionKind
from extractors.values import value

Tasks = Literal["all", "assigned", "prose", "none"]
"""``all``: numbered items of action parts; ``prose``: only items that a label, bracket, table or sentence
gives units; ``assigned``: those without the sentences; ``none``."""

_LONGEST_HEADING = 36
"""Characters; a longer run of words is a sentence, not the name of a kind of section."""
_LEADS = re.compile(
    r"^(?:关于|对|到|至|20\d\d年及|19\d\d年及|(?:19|20)\d\d(?:-(?:19|20)?\d\d)?年度?(?:和|及|、|以来)?"
    r"|[\"“”]?[一二三四五六七八九十]+五[\"“”]?(?:时期|期间|规划)?(?:以来)?(?:和|及|、)?|今年|明年|的)+"
)
_DOES = re.compile(r"超过|实现|达到|解决|圆满|考评|考核|评价|评分|预警|监测|诊断")
"""Verbs after which a head noun is what is done, not what the heading is about: 就业超过预期目标."""


@value
class DocumentKind:
    """A kind of document 文种 and what of it can be a task."""

    name: str
    tasks: Tasks = "prose"


@value
class _KindRule:
    kind: SectionKind
    pattern: re.Pattern[str]


def _either(words: list[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _compose(entry: dict[str, Any]) -> re.Pattern[str]:
    """Return the pattern of a heading that the words of an entry build."""
    opens = f"(?={_either(entry['opens'])})" if "opens" in entry else ""
    verbs = f"(?:{_either(entry['verbs'])})*" if "verbs" in entry else ""
    free = f"(?P<free>[^,;。]{{0,{entry['before']}}}?)的?" if "before" in entry else "(?P<free>)"
    qualifiers = entry.get("qualifiers", [])
    qualified = f"(?:{_either(qualifiers)}){'+' if entry.get('needs') else '*'}" if qualifiers else ""
    heads = entry["heads"]
    more = _either([*qualifiers, *heads, *entry.get("joins", []), "和", "与", "及", "、", "以及", ",", "的"])
    after = f"[^。]{{0,{entry['after']}}}" if "after" in entry else ""
    return re.compile(f"{opens}{verbs}{free}{qualified}(?:{_either(heads)})(?:{more})*{after}")


@cache
def _rules() -> tuple[_KindRule, ...]:
    return tuple(_KindRule(cast(SectionKind, e["kind"]), _compose(e)) for e in load("section_kinds"))


@lru_cache(maxsize=4096)
def section_kind(heading: str) -> SectionKind | None:
    """Return the kind of section that a heading (folded, without its number) names, None if it does not tell.

    >>> section_kind("发展目标。"), section_kind("2020年工作总体思路"), section_kind("推进国土整治")
    ('goals', 'principles', None)
    """
    heading = heading.strip(" 。:;*-—").replace(" ", "")
    if not heading or len(heading) > _LONGEST_HEADING:
        return None
    return _kind_of(heading)


_STATES = re.compile(
    r"[^,;:。是]{2,16}(?<![一二三四五六七八九十还但可只就也都若凡总更不要])是(?!否|一是)[^;:。]{3,40}"
)
_ORDERING = re.compile(
    r"(?:进一步|切实|牢牢|充分|深刻)*(?:强化|加强|明确|把握|贯彻|坚持|落实|统一|提高|领会|端正)"
)
_SAYS_WHY = ("review", "principles")
_ATTITUDE = re.compile(
    r"(?:进一步|切实|不断|全面|深入|认真|坚决|牢固|持续|着力)*(?:"
    r"(?:统一|提高|提升|增强|树立|坚定|深化|强化)(?:政治|思想|大局|全局|责任)*(?:站位|思想|认识|觉悟|意识|责任感|自觉|信心)"
    r"|(?:学习|领会|贯彻|落实|践行)+.{2,24}(?:精神|思想|讲话|指示|部署))"
)
"""A clause that only says in what spirit; it counts for nothing beside one that names a kind."""


@lru_cache(maxsize=4096)
def heading_kind(heading: str) -> SectionKind | None:
    """Return the kind that a heading names as a whole, or by all of its clauses; a statement orders nothing.

    >>> heading_kind("加强组织领导,强化制度保障"), heading_kind("提高思想认识,强化总体要求")
    ('safeguards', 'review')
    >>> heading_kind("贯彻会议精神,推进全民阅读的总体要求"), heading_kind("贯彻会议精神,制定清单")
    ('principles', None)
    >>> heading_kind("人才是发展的重要支撑"), heading_kind("加强要素保障,推动项目落地")
    ('principles', None)
    """
    if whole := section_kind(heading):
        return whole
    heading = heading.strip(" 。:;*-—").replace(" ", "")
    if _STATES.fullmatch(heading) and not is_action(heading):
        return "principles"
    clauses = [clause for clause in re.split("[,;]", heading) if clause]
    if len(clauses) < 2:
        return None
    named = {clause: section_kind(clause) or _aim_of(clause) for clause in clauses}
    kinds = [kind for clause, kind in named.items() if kind or not _ATTITUDE.fullmatch(clause)]
    if len(kinds) < len(named):
        return "principles" if kinds and set(kinds) <= set(_SAYS_WHY) else None
    return kinds[0] if len(set(kinds)) == 1 or set(kinds) <= set(_SAYS_WHY) else None


def _aim_of(clause: str) -> SectionKind | None:
    """Return the kind of what a clause says to keep to, where that only says why and how: 强化总体要求."""
    kind = section_kind(_ORDERING.sub("", clause, count=1))
    return kind if kind in _SAYS_WHY else None


def section_kinds(heading: str) -> list[SectionKind]:
    """Return the kinds that a heading names: of each of its coordinate halves, else of the whole.

    >>> section_kinds("2020年工作回顾和2021年经济社会发展主要目标"), section_kinds("总体要求和主要目标")
    (['review', 'goals'], ['principles'])
    """
    first, joint, second = heading.replace(" ", "").partition("和")
    halves = [section_kind(first), section_kind(second)] if joint else []
    if "review" in halves and None not in halves:
        return list(dict.fromkeys(kind for kind in halves if kind))
    whole = section_kind(heading)
    return [whole] if whole else []


def _kind_of(heading: str) -> SectionKind | None:
    words = _LEADS.sub("", heading).rstrip("0123456789")
    if not words and heading.endswith("以来"):
        return "review"
    for rule in _rules():
        match = rule.pattern.fullmatch(words)
        if match and not _is_done(match["free"], words[match.end("free") :]):
            return rule.kind
    return None


_JOINED_AFTER = re.compile(
    r"(?:到|至|力争|通过|全年|年底|年内|今年|以[^为]|坚持|为[^主]|各|按照|根据|围绕|贯彻|成立|加强|建立|切实|(?:19|20)\d\d年)"
)
"""How the first sentence under a heading begins, where a crawler joined the two lines."""
_LONGEST_NAME = 12
_OPENS_NAME = re.compile(
    r"(?:总体|指导|基本|工作|主要|重点|发展|预期|保障|组织|实施|时间|进度|有关|相关|目标|活动|会议|参加|参会|人员|报名)"
)
"""How the names of sections open that a crawler joined to any words: 工作目标履行…"""
_LONGEST_NAMED = 8
_UNDERTAKING = re.compile("(?:行动|工程|计划|项目|战略|改革|攻坚|整治|治理|改造|建设|培训|培育)$")
"""What is carried out, where words that open as a section's name does end in it."""
_VERB_AND_NOUN = 4


def joined_heading(words: str) -> int:
    """Return the length of the section's name that joined words begin with, 0 where they begin with none.

    >>> joined_heading("工作目标到2027年,改造管网12公里"), joined_heading("改造管网12公里")
    (4, 0)
    """
    if len(words) > _LONGEST_NAMED and _OPENS_NAME.match(words):
        for length in range(_LONGEST_NAMED, 3, -1):
            if section_kind(words[:length]) and not section_kinds(words):
                if is_one_action(words, length):
                    return 0
                counted = words[length].isdecimal() or words[length - 1].isdecimal()
                return 0 if counted else length  # 实施重点项目|360个 counts them
    for match in _JOINED_AFTER.finditer(words, 2, _LONGEST_NAME + 2):
        name = words[: match.start()]
        if name[-1] not in "和与及、的对" and section_kind(name):
            return 0 if section_kinds(words) else match.start()
    return _opens_body(words)


def is_one_action(words: str, length: int) -> bool:
    """Tell whether words that open as a section's name of this length does are one action none the less.

    >>> is_one_action("实施重点问题攻坚行动", 4), is_one_action("实施步骤开展专项整治", 4)
    (True, False)
    """
    rest = words[length:]
    orders = len(rest) > _VERB_AND_NOUN and is_action(rest)
    return not orders and _UNDERTAKING.search(words) is not None and is_action(words)


_BODY = re.compile(
    r"(?P<listed>(?<![第惟唯统单专同万])一[是要](?![否求素点]))"
    r"|各(?:[地级]|部门|单位|[县市区乡镇]+)[^,。]{0,24}?[要应须](?![求素点])|党的|近年来|(?:近期|近日|当前|目前)(?=,|[^,。]{2,30},)|习近平|为(?:进一步|深入|全面|切实|了)"
    r"|做好[^,。]{2,24}(?:是|,)"
)
"""How what stands under a heading begins: what a sentence lists, all who are told, why it is done."""
_SHORTEST_NAME, _LONGEST_NAMES = 4, 32


def _opens_body(words: str) -> int:
    """Return the length of a heading of one or more clauses by how the words joined to it begin, else 0."""
    match = _BODY.search(words, _SHORTEST_NAME, _LONGEST_NAMES + 2)
    if match is None or words[match.start() - 1] in "和与及、的对由让使向为,":
        return 0
    name = words[: match.start()]
    if len(name.rpartition(",")[2]) < _SHORTEST_NAME or (match.lastgroup is None and not heading_kind(name)):
        return 0
    return match.start()


def _is_done(free: str, noun: str) -> bool:
    """Tell whether words name something to do with a noun: 夯实|发展基础, not 实现计划|的保证措施."""
    return not noun.startswith("的") and (is_action(free) or _DOES.search(free) is not None)


@value
class _TitleRule:
    kind: str
    pattern: re.Pattern[str]


def _title_pattern(entry: dict[str, Any]) -> re.Pattern[str]:
    """Return what finds the words of an entry in a title."""
    ends = rf"(?:{_either(entry['ends'])})(?:表|书)?(?:\([^()]{{0,20}}\))*$" if "ends" in entry else ""
    if "opens" in entry:
        return re.compile(rf"(?:{_either(entry['opens'])}).{{2,40}}{ends}")
    return re.compile("|".join(filter(None, [ends, _either(entry.get("holds", []))])))


@cache
def _titles() -> tuple[_TitleRule, ...]:
    return tuple(_TitleRule(entry["kind"], _title_pattern(entry)) for entry in load("document_kinds"))


_NOTICE = re.compile(r"的(?:紧急|补充|预备)?(?:通知|函)$")
_PRINTED = re.compile(r"印发《(.{4,100})》$")
_ISSUED = re.compile(
    r"(?:印发|转发|发布|公布|批转|下发)(?:了)?[《〈<]?(.{4,100}?)[》〉>]?(?:的(?:紧急|补充)?(?:通知|函))?$"
)


def title_kinds(title: str) -> list[str]:
    """Return the kinds of document that the words of a folded title name, in the order of the lexicon.

    A notice that issues something is of the kind of what it issues.

    >>> title_kinds("关于印发望江县城市管理办法的通知"), title_kinds("关于做好防汛工作的通知")
    (['regulation'], [])
    """
    title = title.replace(" ", "").replace("\n", "")
    name = issued_title(title) or title
    return [rule.kind for rule in _titles() if rule.pattern.search(name)]


def document_kind(title: str) -> DocumentKind | None:
    """Return the first kind of document that a folded title names, None where it does not tell.

    >>> document_kind("关于印发望江县城市管理办法的通知").name, document_kind("关于做好防汛工作的通知")
    ('regulation', None)
    """
    kinds = title_kinds(title)
    return DocumentKind(kinds[0]) if kinds else None


def issued_title(title: str) -> str | None:
    """Return the name of the document that a notice issues, None if the title is of no such notice.

    >>> issued_title("青石市人民政府关于印发青石市节水行动方案的通知")
    '青石市节水行动方案'
    """
    match = _ISSUED.search(title) if _NOTICE.search(title) else _PRINTED.search(title)
    return match[1] if match else None
