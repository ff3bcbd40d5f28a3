"""What a part of a document is: looked back on or asked for, by its heading, its years and its words."""

import re
from collections.abc import Iterable

from extractors.evidence import Verdict, judge
from extractors.outline.actions import is_action
from extractors.outline.carriers import has_units
from extractors.outline.kinds import heading_kind, section_kinds
from extractors.records import SectionKind

_TOLD = re.compile(
    r"(?<!为)了(?!解)|已[^久知]|过去|[一五两三]年来|累计|先后|连续|同比|比上年|[加高升少低]到|荣获|获评|获得|圆满|突破\d"
    r"|位居|跃居|跃升|显著|明显|取得|全年|新成效|新进展|迈上|迈出"
)
_DONE = re.compile(
    r"(?<!为)了(?!解)|已[^久知]|过去|[一五两三]年来|累计|先后|连续|同比|比上年|荣获|获评|获得|圆满|位居|显著|明显|取得"
)
_ASKED = re.compile(
    r"要(?![求素点闻件么])|将(?!军)|力争|确保|必须|务必|力求|争取|着力|加快|大力|进一步|深入实施|全面推进|持续|坚持"
    r"|今年|明年|今后|努力"
)
"""Words of report and words of promise; in 90 parts of work reports of 1978-2026 those of report are 43 to 84
of 100 in parts that look back, 0 to 34 in parts that ask."""
_READ = 6000
"""Characters of a part whose words are counted."""
_FEWEST = 5
_LONGEST = 40
"""Characters of a heading; more are a sentence."""
_LONG = 1500
"""Characters; the passages of work reports that only state goals have 150 to 1,300."""
_MUCH, _MORE, _LITTLE = 0.55, 0.4, 0.2
_ACHIEVED = re.compile(
    r"取得|(?:成效|成就|成果|进展|突破|进步|佳绩|变化)$|显著|明显(?:增强|提升|改善)|迈上|跃上|跃升|有序推进|稳步推进"
)
_ENDS_IN_RESULT = re.compile(r"(?:增强|提升|改善|巩固|向好|提高|优化|推进|加强|一新|夯实)$")
_YEAR = re.compile(r"(?:19|20)\d\d|([一二三四五六七八九十]+)五[\"”]?(?:时期|期间|以来|规划)")
_PAST = re.compile(r"过去|去年|上年|[一两三五]年来|本届|上一?阶段|前一阶段|以来|上半年|回顾|总结")
_AHEAD = re.compile(r"今年|今后|未来|明年|下一?步|下一?阶段|新一年|新一届|下半年|奋力|乘势|展望")
_NAMES_TASKS = re.compile(r"目标[^任]{1,8}(?:任务|措施|举措|工作)")
"""A heading of goals and of tasks: 主要目标和重点任务."""
_EXPECTED = re.compile(r"(?:预期|奋斗|主要|发展|总体)目标(?:是|为|:|建议)|目标(?:是|为):")
_SIZE = re.compile(
    r"面积(?:约|为|达|共|\d|[^,。;]{0,6}\d)|位于|地处|[东南西北]至|(?:全长|总长|户籍人口|常住人口|总人口|规划范围)[^。]{0,8}\d"
)
_PLANS = re.compile(
    r"(?:^|[,。;:]|要|应|将)(?:到20|力争|确保|打造|建设|新建|推进|推动|加快|完成|实现|达到)"
    r"|(?:稳定|保持|控制|巩固|提高|增加|扩大|提升|下降|降低)[在到至]|不[低少高多]于|达到|\d[^,。;\d]{0,6}(?:以上|以内|以下|左右)(?=[,。;])"
)
_LONGEST_NOUN = 12
"""Characters of a heading that names what is described: 空间布局."""
_LEADS_IN = re.compile(
    r"(?:总体|发展|奋斗|战略|主要|中长期|长远|总的?)(?:发展|工作|奋斗)?(?:目标|任务目标)(?:是|为|:)"
)
_REACHES = re.compile(r"\d[\d.,]*(?:[%万亿个米元人家张座平公])")
_FEWEST_GOALS, _LONG_LEAD = 2, 60
"""Values that follow 总体目标是:, and characters in which those words stand."""
_FIRST_PLAN = 1953
"""Year in which the first five-year plan began (中华人民共和国第一个五年计划)."""
_DIGITS = {sign: number for number, sign in enumerate("一二三四五六七八九", 1)}


def last_year(words: str) -> list[int]:
    """Return the years that words name, of a five-year plan its last one.

    >>> last_year("“十四五”时期和2025年工作回顾")
    [2025, 2025]
    """
    years = []
    for match in _YEAR.finditer(words):
        if match[1] is None:
            years.append(int(match[0]))
            continue
        tens, _, ones = match[1].rpartition("十")
        number = (10 * _DIGITS.get(tens, 1) if "十" in match[1] else 0) + _DIGITS.get(ones, 0)
        years.append(_FIRST_PLAN + 5 * number - 1 + (3 if number > 2 else 0))
    return years


def signs_of_heading(heading: str, year: int | None) -> Iterable[str]:
    """Yield the signs of a part that its heading (folded) bears, in a document of that year."""
    named = section_kinds(heading)
    yield from (f"named-{kind if kind in ('review', 'goals') else 'other'}" for kind in named)
    if _NAMES_TASKS.search(heading):
        yield "names-tasks"
    acts = is_action(heading)
    achieved = _ACHIEVED.search(heading) or (_ENDS_IN_RESULT.search(heading) and not acts)
    if not named and len(heading) <= _LONGEST and achieved:
        yield "heading-achieved"
    elif not named and acts:
        yield "heading-acts"
    if years := last_year(heading):
        if year and max(years) < year:
            yield "year-past"
        elif year and min(years) >= year:
            yield "year-ahead"
    if _PAST.search(heading):
        yield "words-past"
    if _AHEAD.search(heading):
        yield "words-ahead"


_CALLED = re.compile("(?:任务|目标|指标|计划|要求)(?:如下|分解|分配|为)*$")


def describes(heading: str, body: str) -> bool:
    """Tell whether words under a noun only say what is there: how large it is, where it lies.

    >>> describes("空间布局", "新区面积约35平方公里,东至青河。")
    True
    >>> describes("空间布局", "打造片区,总面积30公顷。")
    False
    """
    first = re.split("[,。;]", body, maxsplit=1)[0]
    if not 2 <= len(heading) <= _LONGEST_NOUN or is_action(heading) or is_action(first):
        return False
    if _CALLED.search(heading):
        return False
    return _SIZE.search(body[:_LONG_LEAD]) is not None and _PLANS.search(body) is None


def leads_in_goals(body: str) -> bool:
    """Tell whether an item, behind its heading, leads in what is aimed at in all, and several values follow.

    >>> leads_in_goals("今后五年的总体目标是:到2030年,面积达到3万亩,产值达到45亿元。")
    True
    """
    match = _LEADS_IN.search(body[:_LONG_LEAD])
    return match is not None and len(_REACHES.findall(body, match.end())) >= _FEWEST_GOALS


def share_sign(told: float) -> str:
    """Return the sign of the share of words of report among those of report and promise.

    >>> [share_sign(share) for share in (0.6, 0.45, 0.3, 0.1)]
    ['told-much', 'told-more', 'asked-more', 'asked-much']
    """
    if told >= _MORE:
        return "told-much" if told >= _MUCH else "told-more"
    return "asked-more" if told >= _LITTLE else "asked-much"


def done_share(words: str) -> tuple[float, int]:
    """Return the share of words of what is done among those and the ones of promise, and how many there are.

    What a plan says as well (提高到, 全年) does not count.

    >>> done_share("新建了公园9个,获评文明城市。今年要加快建设,全年提高到9%。")
    (0.4, 5)
    """
    done, asked = len(_DONE.findall(words)), len(_ASKED.findall(words))
    return (done / (done + asked) if done + asked else 0.0), done + asked


def _of_words(words: str, *, holds_items: bool) -> Iterable[str]:
    if holds_items:
        yield "holds-items"
    if has_units(words, 0, min(len(words), _READ)):
        yield "holds-units"
    if len(words) > _LONG:
        yield "long"
    words = words[:_READ]
    told, asked = len(_TOLD.findall(words)), len(_ASKED.findall(words))
    if told + asked >= _FEWEST:
        yield share_sign(told / (told + asked))
    if _EXPECTED.search(words):
        yield "expected"


def weigh_part(
    heading: str, body: str, year: int | None, *, holds_items: bool
) -> tuple[SectionKind | None, Verdict]:
    """Return the kind of a part at the top of a document, None where nothing tells, with what decided it.

    >>> words = "一年来,新建公园9个,获评了文明城市。"
    >>> weigh_part("一年接着一年干,城乡建设取得新成效", words, 2026, holds_items=False)[0]
    'review'
    """
    named = heading_kind(heading)
    several = set(section_kinds(heading))
    signs = {*signs_of_heading(heading, year), *_of_words(body, holds_items=holds_items)}
    review = judge("review", signs)
    if (several <= {"tasks", "goals", "review"} or "review" in several) and review.holds:
        return "review", review
    goals = judge("goals", signs)
    if named != "safeguards" and named != "annex" and goals.holds:
        return "goals", goals
    return ("tasks" if named in ("review", "goals") else named), review
