"""What a document is, told by several signs: whether it looks like a plan, and what it is if it does not."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from extractors.evidence import score_of, terms_of
from extractors.folding import fold
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
_HONOURS = ("称号", "表彰", "先进个人", "先进集体", "先进工作者", "通报表扬", "授予", "颁发")
_FORM = re.compile(
    r"(?:(?:申[请报]|报名|登记|推荐|审[批核]|评[估审分]|信息|统计|调查|反馈|备案|签到)表|[名登]册|名单|回执单?|承诺书|申[请报]书)"
    r"(?:[(][^()]*[)])?$"
)
"""What the title of a form, a roll or a receipt ends in; a table of tasks or of targets is neither."""
_BLANKS = (
    "____",
    "□",
    "(盖章)",
    "(公章)",
    "(签字)",
    "(签章)",
    "(签名)",
    "年 月 日",
    "年  月  日",
    "年   月   日",
)
"""What is to be filled in, ticked, stamped or signed."""
_KANA = re.compile(r"[ぁ-ゖァ-ヺ]+")
_PER_BLANK = 150
"""Characters of a form for each blank, at most."""
_LEAST_KANA = 0.1
"""Share of kana among all letters from which a text with Chinese characters is Japanese."""
_FEW_ARTICLES = _FEW_TASKS = _FEW_BLANKS = 3
_MARGIN = 1.0
"""How far a document must lie from the line between plans and others to be clearly one of these."""


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


def natures(
    layout: Layout, outline: Outline, tasks: Iterable[int], others: Iterable[int], goals: Iterable[int]
) -> list[Nature]:
    """Return what each document of the text looks like, by its words and the places of records in it.

    `tasks` are those with units, `others` those without.
    """
    assigned, alone, stated = (_by_part(outline, places) for places in (tasks, others, goals))
    own: dict[int, list[Item]] = defaultdict(list)
    for item in outline.items:
        if item.number:
            own[item.part].append(item)
    found = []
    for index, part in enumerate(outline.parts):
        records = ["unit"] * min(assigned[index], 2)
        records += ["goal"] * min(stated[index], 2 - len(records))
        records += ["tasks without units"] if alone[index] >= _FEW_TASKS and not records else []
        if not assigned[index] and is_no_plan(outline, index):
            records.append("decided")
        found.append(_nature(layout, part, own[index], records))
    return found


def _by_part(outline: Outline, places: Iterable[int]) -> Counter[int]:
    """Return how many of some places stand in each document of the text."""
    if len(outline.parts) == 1:
        return Counter({0: len(list(places))})
    return Counter(map(outline.part_at, places))


def is_no_plan(outline: Outline, index: int) -> bool:
    """Tell whether a document was clearly found to be no plan by its own signs, not for want of a title."""
    plans = (verdict.score for verdict in outline.verdicts[index] if verdict.decision == "plans")
    part = outline.parts[index]
    return (bool(part.title) or part.is_annex) and min(plans, default=0.0) <= -_MARGIN


def _nature(layout: Layout, part: Part, own: list[Item], records: list[str]) -> Nature:
    words = layout.folded[part.start : part.end]
    if other := _no_chinese(words):
        return Nature(False, other)
    terms = terms_of("plan-like")
    signs = [*records, *_plain_signs(words, part)]
    against = "law" in signs or "budget" in signs
    if against or score_of("plan-like", signs) < terms["sure"]:  # else no other sign would turn it
        labels = _count(words, _LABELS)
        signs += ["several labels" if labels > 1 else "a label"] if labels else []
    if not against and score_of("plan-like", signs) < terms["sure"]:
        signs += _more_signs(words, own, layout)
    worst = min(signs, key=lambda sign: terms.get(sign, 0), default="")
    kind = part.kind.name if part.kind and part.kind.tasks == "none" else "other"
    return Nature(
        score_of("plan-like", signs) >= terms["threshold"],
        worst if terms.get(worst, 0) < 0 and worst not in ("title of none", "decided") else kind,
        "title of a plan" in signs and "form" not in signs,
        part.kind is not None and part.kind.name == "work report",
    )


def _no_chinese(words: str) -> str | None:
    """Return ``language``, ``script`` for a text in another one, ``empty`` where there is hardly any text."""
    head = words[:_HEAD]
    han = _length(_CHINESE, head)
    japanese = _KANA.search(head) is not None
    if han >= max(_LEAST_TEXT, _LEAST_HAN * len(head)) and not japanese:
        return None
    letters = _length(_LETTERS, head)
    if letters < _LEAST_TEXT:
        return "figures" if len(head) > 4 * _LEAST_TEXT else "empty"
    if japanese and _length(_KANA, head) >= _LEAST_KANA * letters:
        return "language"
    if han >= _LEAST_HAN * letters:
        return None
    return "language" if 2 * _length(_LATIN, head) > letters else "script"


def _length(pattern: re.Pattern[str], words: str) -> int:
    """Return how many characters the matches of a pattern have together."""
    return sum(map(len, pattern.findall(words)))


def _plain_signs(words: str, part: Part) -> Iterator[str]:
    """Yield the signs of title and articles."""
    tasks = part.kind.tasks if part.kind else None
    if tasks in ("all", "none"):
        yield "title of a plan" if tasks == "all" else "title of none"
    if _is_law(words):
        yield "law"
    if _FORM.search(fold(part.title or "")) or _is_filled_in(words):
        yield "form"
    if _count(words, _BUDGET) >= max(2, len(words) // 1000):
        yield "budget"


def _is_filled_in(words: str) -> bool:
    """Tell whether much of a text is blanks to be filled in."""
    return _count(words, _BLANKS) >= max(_FEW_BLANKS, len(words) // _PER_BLANK)


def has_articles(words: str) -> bool:
    """Tell whether a text is made of articles, 第一条 and so on, wherever they stand."""
    return len(_ARTICLE.findall(words)) >= _FEW_ARTICLES


def _is_law(words: str) -> bool:
    """Tell whether its articles are a quarter of the numbers that open lines, or more."""
    if not has_articles(words):
        return False
    articles = len(_ARTICLES.findall(words))
    return articles >= _FEW_ARTICLES and articles * 4 >= len(_LINES.findall(words))


def _more_signs(words: str, own: list[Item], layout: Layout) -> Iterator[str]:
    """Yield the signs that take longer to see: the style of the sentences, words of other texts."""
    per = max(1, len(words) // 1000)
    leaves = [item for item in own if not item.has_children]
    acting = sum(is_action(layout.folded[item.title[0] : item.title[1]]) for item in leaves)
    if acting >= 3 and acting * 2 >= len(leaves):
        yield "orders"
    if len(_ORDERED.findall(words)) >= max(4, 4 * per):
        yield "style"
    if _count(words, _PROMISES) >= 2 * per:
        yield "promises"
    for sign, sought, least in (
        ("trade", _TRADE, 2 * per),
        ("news", _NEWS, 2),
        ("report", _TOLD, 3 * per),
        ("list", _ROLL, 3 * per),
        ("honours", _HONOURS, 3 * per),
    ):
        if _count(words, sought) >= least:
            yield sign


def _count(words: str, sought: tuple[str, ...]) -> int:
    """Return how often any of the words stands there: ten times as fast as one pattern of all of them."""
    return sum(map(words.count, sought))
