"""What a document is, told by several signs: whether it looks like a plan, and what it is if it does not."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from extractors.layout import Layout
from extractors.outline.actions import is_action
from extractors.outline.parts import Part
from extractors.outline.tree import Item, Outline
from extractors.values import value

_LEAST_HAN = 0.3
"""Share of Chinese among all letters; text in another language has less."""
_LEAST_TEXT = 40
"""Characters; less is a picture, an empty form or a cover."""
_HEAD = 1500
"""Characters that tell the language."""
_LETTERS = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z]+")
_CHINESE = re.compile(r"[一-鿿]+")
_ARTICLE = re.compile(r"第[一二三四五六七八九十百零〇0-9]{1,5}条(?=[ \t:一-鿿])")
"""Anywhere: what is looked for first, as it is found by its first sign."""
_ARTICLES = re.compile(r"(?:(?m:^)[ \t#*]*|(?<=。) ?)第[一二三四五六七八九十百零〇0-9]{1,5}条(?=[ \t:一-鿿])")
_LINES = re.compile(r"(?m:^)[ \t]*(?:[(]?[一二三四五六七八九十]{1,3}[)、]|[(]?\d{1,2}[).、])")
_LABELS = (
    *(
        "牵头单位",
        "责任单位",
        "责任部门",
        "牵头部门",
        "配合单位",
        "配合部门",
        "主办单位",
        "承办单位",
        "协办单位",
    ),
    *("责任处室", "责任主体", "落实单位", "参与单位", "牵头)", "负责)", "牵头负责", "分工负责"),
)
_PROMISES = ("力争", "确保", "达到", "提高到", "不低于", "控制在", "年底前", "月底前")
_ORDERED = re.compile(
    r"[。;\n] {0,2}(?:进一步|大力|积极|全面|深入|持续)?"
    r"(?:加快|加强|推进|推动|完善|建设|实施|开展|健全|支持|提升|强化|优化|建立|落实|深化|扩大|鼓励|严格|组织|做好|实现)"
)
_TRADE = ("采购人", "投标", "中标", "成交", "招标", "开标", "竞买", "评标", "报价", "拍卖")
_NEWS = ("记者", "本报讯", "新华社", "责编", "编辑:", "摄影", "通讯员")
_TOLD = ("以来", "荣获", "获得", "被授予", "取得", "累计", "同比", "圆满", "先后")
_BUDGET = ("预算数", "决算数", "收入合计", "支出合计", "收支总", "总计", "拨款收入")
_ROLL = (
    "姓名",
    "准考证",
    "身份证",
    "录取",
    "拟聘",
    "公示期",
    "体检",
    "岗位代码",
    "报名",
    "学历",
    "周岁",
    "职位",
)
_ORDERS = {"all": 3, "prose": 0, "assigned": 0, "none": -3}
"""What the kind that the title names adds, by what of such a document can be a task."""
_SURE = 5
"""Score of title, records and labels from which the other signs are not looked for."""
_MARGIN = 1.0
"""How far a document must lie from the line between plans and others to be clearly one of these."""
_PLAN = 2
"""Score from which a document looks like a plan."""


@value
class Nature:
    """What a document looks like."""

    is_plan: bool
    what: str
    """What it is if it is no plan: law, bulletin, language, notice of trade, news, list, …"""
    titled: bool = False
    """Whether its title is that of a plan."""
    reports: bool = False
    """Whether it is the work report of a government, which states the goals of the year."""


def natures(layout: Layout, outline: Outline, tasks: Iterable[int], goals: Iterable[int]) -> list[Nature]:
    """Return what each document of the text looks like, by its words and the places of records in it.

    `tasks` are those with units.
    """
    assigned, stated = Counter(map(outline.part_at, tasks)), Counter(map(outline.part_at, goals))
    own: dict[int, list[Item]] = defaultdict(list)
    for item in outline.items:
        if item.number:
            own[item.part].append(item)
    found = []
    for index, part in enumerate(outline.parts):
        records = {
            "units": min(assigned[index], 2),
            "goals": min(stated[index], 2 - min(assigned[index], 2)),
            "decided": -1 if not assigned[index] and is_no_plan(outline, index) else 0,
        }
        found.append(_nature(layout, part, own[index], records))
    return found


def is_no_plan(outline: Outline, index: int) -> bool:
    """Tell whether a document was clearly found to be no plan by its own signs, not for want of a title."""
    plans = (verdict.score for verdict in outline.verdicts[index] if verdict.decision == "plans")
    part = outline.parts[index]
    return (bool(part.title) or part.is_annex) and min(plans, default=0.0) <= -_MARGIN


def _nature(layout: Layout, part: Part, own: list[Item], records: dict[str, int]) -> Nature:
    words = layout.folded[part.start : part.end]
    if other := _no_chinese(words):
        return Nature(False, other)
    signs = records | _plain_signs(words, part)
    against = signs["law"] or signs["budget"]
    if against or sum(signs.values()) < _SURE:  # else no other sign would turn it
        labels = _count(words, _LABELS)
        signs["labels"] = 3 if labels >= 2 else labels
    if not against and sum(signs.values()) < _SURE:
        signs |= _more_signs(words, own, layout)
    worst = min(signs, key=lambda name: signs[name])
    kind = part.kind.name if part.kind and part.kind.tasks == "none" else "other"
    return Nature(
        sum(signs.values()) >= _PLAN,
        worst if signs[worst] < 0 and worst not in ("title", "decided") else kind,
        signs["title"] > 0,
        part.kind is not None and part.kind.name == "work report",
    )


def _no_chinese(words: str) -> str | None:
    """Return ``language``, ``script`` for a text in another one, ``empty`` where there is hardly any text."""
    head = words[:_HEAD]
    letters, han = _length(_LETTERS, head), _length(_CHINESE, head)
    if letters < _LEAST_TEXT:
        return "figures" if len(head) > 4 * _LEAST_TEXT else "empty"
    if han >= _LEAST_HAN * letters:
        return None
    return "language" if 2 * _length(_LATIN, head) > letters else "script"


def _length(pattern: re.Pattern[str], words: str) -> int:
    """Return how many characters the matches of a pattern have together."""
    return sum(map(len, pattern.findall(words)))


def _plain_signs(words: str, part: Part) -> dict[str, int]:
    """Return how much title and articles speak for a plan (above 0) or against it."""
    return {
        "title": _ORDERS[part.kind.tasks] if part.kind else 0,
        "law": -6 if _is_law(words) else 0,
        "budget": -6 if _count(words, _BUDGET) >= max(2, len(words) // 1000) else 0,
    }


def _is_law(words: str) -> bool:
    """Tell whether its articles are a quarter of the numbers that open lines, or more."""
    if len(_ARTICLE.findall(words)) < 3:
        return False
    articles = len(_ARTICLES.findall(words))
    return articles >= 3 and articles * 4 >= len(_LINES.findall(words))


def _more_signs(words: str, own: list[Item], layout: Layout) -> dict[str, int]:
    """Return the same of what takes longer: the style of the sentences, words of other texts."""
    per = max(1, len(words) // 1000)
    leaves = [item for item in own if not item.has_children]
    acting = sum(is_action(layout.folded[item.title[0] : item.title[1]]) for item in leaves)
    return {
        "orders": 2 if acting >= 3 and acting * 2 >= len(leaves) else 0,
        "style": 2 if len(_ORDERED.findall(words)) >= max(4, 4 * per) else 0,
        "promises": 1 if _count(words, _PROMISES) >= 2 * per else 0,
        "trade": -3 if _count(words, _TRADE) >= 2 * per else 0,
        "news": -2 if _count(words, _NEWS) >= 2 else 0,
        "report": -2 if _count(words, _TOLD) >= 3 * per else 0,
        "list": -3 if _count(words, _ROLL) >= 3 * per else 0,
    }


def _count(words: str, sought: tuple[str, ...]) -> int:
    """Return how often any of the words stands there: ten times as fast as one pattern of all of them."""
    return sum(map(words.count, sought))
