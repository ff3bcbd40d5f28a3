"""What an item's heading and words show of whether it is something to do or what is so: signs, weighed.

A document that asks for work also says for whom, when and with what papers, under numbers of the same style.
No noun settles it: the heading, the words under it, what stands above and beside it are each heard.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from extractors.lexicons import load
from extractors.outline.actions import is_action
from extractors.outline.entries import Entry
from extractors.outline.kinds import section_kind
from extractors.values import value

MARKS = " \t\n\u3000:。;,、.()[]【】*"
"""Signs that are no words."""
_LONGEST_NAME = 20
"""Characters of a heading that names a fact."""
_READ = 200
"""Characters of an item that are read."""
_JOINTS = ("和", "与", "及", "、", "以及", "及其", "或")
_MODAL = re.compile(r"(?:要|应当?|须|必须|务必|严禁|不得|请)(?![求素点来军为是有具])")
_QUALIFIES = re.compile(
    r"(?:应当?|须|需|必须|原则上)(?:是|为|具有|具备|满足|符合|在\d)|周岁|[以之]上学历|[以之]上职称"
    r"|(?:具有|具备|拥有|持有|取得)[^,。;]{2,30}(?:资格|资质|学历|能力|经验|证书?|条件|资格的)|(?:无|没有)[^,。;]{2,12}(?:记录|行为|处分)"
    r"|(?:注册|成立|从业|从事)[^,。;]{0,12}[年月]以上"
    r"|^[一-鿿]{2,8}(?:坚定|较高|较强|突出|优秀|良好|端正|过硬|健康|正派|齐全|合法|清晰|明确)(?=[。,;]|$)"
)
"""What somebody or something must be to be chosen: 年龄不超过55周岁, 政治立场坚定."""
_WHERE = re.compile(r"[^,。;]{3,40}(?<![目旨有])的[,。;]")
"""A case that a rule is for: 考核期间出国的,回国后补充考核."""
_NOUN = re.compile("在[^,。;]{2,20}的[一-鿿]{2,16}")
"""A clause that only says who: 在我县从事生产的个人."""
_VALID = re.compile(
    r"(?:本|该)(?:若干)?(?:措施|办法|意见|方案|通知|政策|规定|细则|计划|规划|预案|制度|条|文件)[^。;]{0,30}"
    r"(?:解释|施行|实施之日|执行之日|有效期|试行期|生效|为准)"
    r"|自(?:印发|发布|公布|下发|发文|\d{4}年[^,。;]{2,8})(?:之日)?起[^,。;]{0,6}(?:施行|实施|执行|生效)|就高不重复|不重复享受|有效期[^,。;]{0,6}[年月]"
    r"|(?:最终|负责)解释"
)
_LISTS = re.compile(r"(?:重点|范围|对象|情形|时段|部位)[:。]?$")
"""A heading under which bare nouns say only what is looked at: 执法重点 (一)老旧小区 (二)建筑工地."""
_ASKED_OF = re.compile(r"(?:情况|程度)[,。;:]?$")
_WHETHER = re.compile(r"是否|有无|能否|会不会|如何|哪些|怎样|怎么")
_SENTENCE = re.compile("[,。;:]")
_FEWEST = 2


def _either(words: Sequence[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _ends(entry: dict[str, Any]) -> str:
    """Return the end of a heading that an entry reads."""
    heads = _either(entry["heads"])
    before = f"(?:{_either(entry['before'])})[^,。;]{{0,6}}?" if "before" in entry else ""
    more = _either([*entry["heads"], *entry.get("joins", ()), *_JOINTS])
    return f"{before}(?:{heads})(?:{more})*"


@cache
def _subjects() -> re.Pattern[str]:
    """Return the pattern of words that open with a verb and name who or what it is of: 申报单位, 考核期间."""
    verbs = _either([word for entry in load("facts") for word in entry.get("of", ())])
    return re.compile(
        rf"(?:{verbs})(?:期间|期限|单位|人选|人员|人(?![一-鿿])|材料|表|者|书|方(?![式法案向])|对象|机构|企业|负责人|结果|时[,间])"
    )


def acts(words: str) -> bool:
    """Tell whether words say that something is to be done, and do not only name whom or what it is of.

    >>> [acts(words) for words in ("申报重点项目", "申报单位须为本市企业", "考核期间出国的")]
    [True, False, False]
    """
    return is_action(words) and _subjects().match(words.strip(MARKS)) is None


@cache
def _facts() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the pattern of any heading of a fact, and of one that opens with the verb of what it is of."""
    entries = load("facts")
    ends = "|".join(_ends(entry) for entry in entries if "of" not in entry)
    opened = (
        f"(?:{_either(entry['of'])})+(?:工作|活动|项目)?的?{_ends(entry)}"
        for entry in entries
        if "of" in entry
    )
    return re.compile(rf"[^,。;:]{{0,14}}?(?:{ends})"), re.compile("|".join(opened))


def names_fact(heading: str) -> bool:
    """Tell whether a heading names a fact of what is arranged, and nothing to do.

    >>> [names_fact(words) for words in ("补贴对象", "报送时间和方式", "明确改造范围", "重点任务")]
    [True, True, False, False]
    """
    heading = heading.strip(MARKS).replace(" ", "")
    if not 2 <= len(heading) <= _LONGEST_NAME:
        return False
    named, of = _facts()
    return of.fullmatch(heading) is not None or (
        named.fullmatch(heading) is not None and not is_action(heading)
    )


_GOES_ON = re.compile(r"[和与及、的内外上中之表书化人]|要求|安排|工作")
"""How words go on in which a fact's name is only a part: 申报条件的, 改造范围内."""


def opens_with_fact(words: str) -> bool:
    """Tell whether words open with the name of a fact to which a crawler joined what it says.

    >>> opens_with_fact("调研时间12月7日至15日"), opens_with_fact("整治范围内的企业")
    (True, False)
    """
    match = _facts()[1].match(words.strip(MARKS))
    return match is not None and _GOES_ON.match(words.strip(MARKS), match.end()) is None


def sign_items(folded: str, items: Sequence[Entry]) -> Iterator[frozenset[str]]:
    """Yield for each item the signs of its heading, its words, and of what stands above and beside it."""
    own = [frozenset(_own(folded, item)) for item in items]
    beside: dict[tuple[int, int | None], list[frozenset[str]]] = defaultdict(list)
    for each, item in zip(own, items, strict=True):
        if item.number:
            beside[item.part, item.parent].append(each)
    groups = {
        place: _Group(len(these), sum("acts" in s for s in these), sum(bool(s & _FACTUAL) for s in these))
        for place, these in beside.items()
    }
    for index, item in enumerate(items):
        signs = set(own[index])
        if item.parent is not None:
            signs.update(_above(signs, own[item.parent], folded, items[item.parent]))
        if group := groups.get((item.part, item.parent)):
            signs.update(_of_group(own[index] if item.number else None, group))
        yield frozenset(signs)


def _own(folded: str, item: Entry) -> Iterator[str]:
    """Yield the signs of an item's own heading and words."""
    start, end = item.title
    heading = folded[start : min(end, start + _READ)]
    words = folded[item.body : min(item.own_end, item.body + _READ)].strip(MARKS)
    below = folded[end : min(item.own_end, end + _READ)].strip(MARKS)
    if item.kind not in (None, "tasks"):
        yield f"kind-{item.kind}"
    yield "numbered" if item.number else "unnumbered"
    if item.has_children:
        yield "parted"
    if item.style == "spoken" and item.parent is not None:
        yield "spoken-below"
    if not words:
        yield "wordless"
    fact = section_kind(heading) != "tasks" and (names_fact(heading) or opens_with_fact(heading))
    does = not fact and (acts(heading) or (item.number or "").endswith("要"))
    if fact:
        yield "names-fact"
    elif does:
        yield "acts"
    if _orders(below or words):
        yield "orders"
    elif below:
        yield "orders-nothing"
    elif not does and len(words) <= _LONGEST_NAME:
        yield "noun-alone"
    if _QUALIFIES.search(words):
        yield "qualifies"
    if not does and _WHERE.match(words):
        yield "case-of-a-rule"
    if _VALID.search(words[:80]):
        yield "validity"
    if _ASKED_OF.search(heading.strip()) or _WHETHER.search(words[:80]):
        yield "asks-whether"


def _orders(words: str) -> bool:
    """Tell whether a clause opens with something to do, or says that somebody must."""
    return any(
        (acts(clause) and not _NOUN.fullmatch(clause)) or _MODAL.search(clause, 0, 24) is not None
        for clause in _SENTENCE.split(words)
        if clause
    )


def _above(own: set[str], above: frozenset[str], folded: str, parent: Entry) -> Iterator[str]:
    """Yield what the heading above an item, with signs of its own, tells of it."""
    heading = folded[parent.title[0] : parent.title[1]]
    if "noun-alone" in own and _LISTS.search(heading):
        yield "listed"
    if "names-fact" in above:
        yield "above-names-fact"
    elif "acts" in above:
        yield "above-acts"
    elif section_kind(heading) == "tasks":
        yield "above-names-tasks"


def _of_group(own: frozenset[str] | None, group: "_Group") -> Iterator[str]:
    """Yield what most of the items beside one are; `own` are its signs if it is of the group itself."""
    others = group.items - (own is not None)
    if others < _FEWEST - 1:
        return
    if 2 * (group.acting - ("acts" in (own or ()))) >= others:
        yield "beside-acts"
    if 2 * (group.factual - bool(own and own & _FACTUAL)) >= others:
        yield "beside-facts"


@value
class _Group:
    """How many items stand side by side, and how many of them act or are facts."""

    items: int
    acting: int
    factual: int


_FACTUAL = frozenset(["names-fact", "qualifies", "case-of-a-rule", "asks-whether", "noun-alone", "validity"])
"""Signs of what is so, or asked about."""
