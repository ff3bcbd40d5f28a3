"""Papers that a text names 引用文件, and what it has to do with them: 根据《…》, 国发〔2010〕12号文件精神.

A text implements a paper where a verb of basis or of carrying out governs its name; several names in a row
share their verb. What the text makes, repeals, studies or points to for another matter it does not implement.
The words stand in ``citations.toml``. All places are in the folded text, which is as long as the text itself.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from extractors.document_numbers import find_number
from extractors.lexicons import load
from extractors.values import value

Frame = Literal["basis", "carried", "passed", "referred", "named"]
"""Of `referred` something is done as it says, within a matter of its own: 由省财政厅按照《…》核定."""
IMPLEMENTING: frozenset[Frame] = frozenset(("basis", "carried", "passed"))
"""Frames of what the document implements."""
_FRAMES: dict[str, Frame] = {
    "basis": "basis",
    "carried": "carried",
    "passed": "passed",
    "referred": "referred",
}

_PAPER = re.compile(r"《([^《》\n]{2,200}(?:[《〈<][^《》\n]{2,80}[》〉>][^《》\n]{0,60})?)》")
_NUMBER = re.compile(r"[\[(<{] ?(?:19|20)\d\d ?年?[\])>}] ?(?:第 ?)?\d{1,5} ?号")
_BEHIND = re.compile(r" ?\(([^()\n]{4,60})\)")
"""What stands in brackets behind a name: its number, its short name."""
_SENTENCE_ENDS = "。;!?\n"
_REACH = 60
"""Characters before a name within which its verb stands."""
_FAR = 26
"""Characters between a verb and the name that it governs: whose paper it is."""
_BETWEEN = 24
"""Characters between two names of one list: the body of the second."""
_LISTED = re.compile(r"[、和及与,]|以及|或")
_BROKEN = re.compile("[。;!?\n:]")
_LIST_FOLLOWS = re.compile("(?:依据|根据|按照)[^。;《》]{0,24}(?:(?:以下|下列|如下)[^。;《》]{0,24}[:,]?|:)$")
_LONGEST = 400
"""Characters of a sentence that are looked through on either side of a name."""
_HOW_IT_WENT = re.compile("的?(?:情况|以来|成效|效果|评估)")
_OPENING = re.compile(r"(?:^|[,:、)\s]|为|现|严格|认真|全面|切实|坚决|深入|贯彻|\d[.、]?)$")
"""What stands before a verb that opens its clause: nobody else is the one who does it."""
_ORDERED = re.compile(
    "[^,。;《》]{0,8}(?:要求|精神|部署|安排|决策|目标|分工|任务|指示|通知|[^,。;]{0,10}文件)"
)
_MADE_FOR = re.compile(
    "制[定订]本|特制[定订]|制[定订]|结合|现[就将]|如下|经研究|特此|编制本|起草|为进一步|为[了切深全]"
)
_ARTICLE = re.compile(r"第[一二三四五六七八九十百\d]+条")
_FIRST_ARTICLES = re.compile("第[一二三1-3]条")
_IN_NAME = re.compile("部|院|局|厅|处|委|室|中心|社|司|组|所")
"""What follows a verb that stands in the name of a body: 宣传部, 研究院, 审批局."""
_ISSUER = re.compile("(?:院|部|厅|局|委|会|府|办|室|司|组|中央|公司|[省市县])(?:联合|共同|日前|近日|统一)?$")
_ISSUED = frozenset(("印发", "发布", "公布", "下发", "颁布", "颁发", "制发", "出台", "制定"))
"""Verbs that say with a body before them whose paper it is: 根据国务院印发《…》."""
_HAN_BEFORE = re.compile("[一-鿿]{2,}$")
_OF_IT = re.compile("了?的(?!决定|部署|要求|意见)")
_SHORT_NAME = re.compile("(?:以下|下)?(?:统称|简称|合称)为?$")
_HOLDS = re.compile("(?:的|中|有关|相关|各项|上述|以上|等|文件|通知|意见|精神|系列)*")
_MORE = re.compile("等[^,。;《》]{0,16}")
_IN_TITLE = re.compile(
    "(?P<verb>批?转发?|贯彻(?:落实|执行|实施)?|落实|执行|实施)(?P<paper>[^《》]{0,30}关于[^《》]{4,80}?的"
    "(?:通知|意见|决定|通告|公告|批复|函|规定|办法|方案|决议))"
)


@value
class Cited:
    """A paper that a text names."""

    start: int
    end: int
    """With its brackets 《》, without the number behind it."""
    title: str
    """Empty where a number alone names it."""
    number: str
    """Empty where none is printed."""
    frame: Frame
    body: str = ""
    """Whose paper it is, as printed before the name: 省政府《…》; empty where nobody is."""


def find_citations(folded: str) -> Iterator[Cited]:
    """Yield the papers that the text names, in its order; a short name 以下简称《…》 is none.

    >>> [(each.title, each.frame) for each in find_citations("根据《水法》和《节水条例》,制定《实施细则》。")]
    [('水法', 'basis'), ('节水条例', 'basis'), ('实施细则', 'named')]
    """
    before: Cited | None = None
    reach = 0
    for start, end, title, number, last in _names(folded):
        if _SHORT_NAME.search(folded, max(0, start - 6), start):
            continue
        frame = _listed_frame(folded, reach, start, before) or _frame_before(folded, start, reach)
        frame = _frame_behind(folded, last, frame)
        reach = last
        body = _body_before(folded, start)
        before = Cited(start, end, title, number, _FRAMES.get(frame, "named"), body)
        yield before


def _names(folded: str) -> Iterator[tuple[int, int, str, str, int]]:
    """Yield place, title and number of what names a paper, and where what belongs to the name ends."""
    at = 0
    for match in _PAPER.finditer(folded):
        yield from _bare(folded, at, match.start())
        behind = _BEHIND.match(folded, match.end())
        found = _NUMBER.search(behind[1]) if behind else None
        number = _number_within(behind[1]) if behind and found else ""
        at = behind.end() if behind else match.end()
        yield match.start(), match.end(), " ".join(match[1].split()), number, at
    yield from _bare(folded, at, len(folded))


def _bare(folded: str, start: int, end: int) -> Iterator[tuple[int, int, str, str, int]]:
    """Yield the numbers that stand alone in running text, and not on the line of the document's own."""
    for match in _NUMBER.finditer(folded, start, end):
        number = find_number(folded, max(start, match.start() - 42), match.end())
        if number is None or number.start == match.start():
            continue
        line = folded.rfind("\n", 0, number.start) + 1
        if not folded[line : number.start].strip() and folded[number.end : number.end + 1] in ("", "\n"):
            continue
        joined = _verbs().match(folded, number.start, number.end)
        begin = joined.end() if joined else number.start
        yield begin, number.end, "", folded[begin : number.end], number.end


def _number_within(words: str) -> str:
    """Return the number that stands in the words of a bracket."""
    found = find_number(words, 0, len(words))
    return words[found.start : found.end] if found else ""


def _listed_frame(folded: str, reach: int, start: int, before: Cited | None) -> str | None:
    """Return the frame of the name before, where the two are of one list."""
    between = folded[reach:start]
    if before is None or len(between) > _BETWEEN or _BROKEN.search(between):
        return None
    words = between.strip()
    if words and not _LISTED.search(words):
        return None
    return None if _verbs().search(words) else before.frame


def _body_before(folded: str, start: int) -> str:
    """Return the body that stands before a name: behind the verb, without what says that it issued it."""
    match = _HAN_BEFORE.search(folded, max(0, start - _FAR), start)
    words = match[0] if match else ""
    for verb in reversed(list(_verbs().finditer(words))):
        if verb.end() == len(words) or _OF_IT.fullmatch(words, verb.end()):
            words = words[: verb.start()]
        elif not _IN_NAME.match(words, verb.end()):
            words = words[verb.end() :]
            break
    return words if _ISSUER.search(words) else ""


def _frame_before(folded: str, start: int, reach: int) -> str:
    """Return the frame of the last verb before a name that can govern it."""
    low = max(reach, start - _REACH)
    low = max([low, *(folded.rfind(sign, low, start) + 1 for sign in _SENTENCE_ENDS)])
    lead = folded[low:start]
    if _LIST_FOLLOWS.search(lead):
        return "basis"
    for match in reversed(list(_verbs().finditer(lead))):
        if _OF_IT.match(lead, match.end()) or _IN_NAME.match(lead, match.end()):
            continue
        if match[0] in _ISSUED and match.end() == len(lead) and _ISSUER.search(lead, 0, match.start()):
            continue
        between = lead[match.end() :]
        if len(between) > _FAR or "," in between or ":" in between:
            break
        frame = _frame_of(match[0])
        return frame if frame != "basis" or _is_basis(folded, low + match.start(), start) else "referred"
    return "named"


def _is_basis(folded: str, verb: int, name: int) -> bool:
    """Tell whether a document rests on what the verb governs, told from what is done by rules of others.

    The verb opens its clause, orders follow the name, or the sentence says what is made; in the articles of a
    rule, but for the first ones, such words point to other rules.
    """
    low, end = max(0, verb - _LONGEST), _sentence_end(folded, name)
    line = max(low, folded.rfind("\n", low, verb) + 1)
    first = max(line, *(folded.rfind(sign, low, verb) + 1 for sign in _SENTENCE_ENDS))
    close = folded.find("》", name, name + _LONGEST)
    points = int(_OPENING.search(folded[first:verb].rstrip()) is not None)
    points += close < 0 or _ORDERED.match(_BEHIND.sub("", folded[close + 1 : end], count=1)) is not None
    points += _MADE_FOR.search(folded, first, end) is not None
    article = _ARTICLE.match(folded[line:verb].lstrip())
    if article and not _FIRST_ARTICLES.match(article[0]):
        points -= 2
    return points > 0


def _frame_behind(folded: str, end: int, frame: str) -> str:
    """Return the frame with what stands behind the name."""
    rest = _MORE.match(folded, end)
    at = rest.end() if rest else end
    behind = folded[at : min(_sentence_end(folded, at), at + 60)]
    if _behind("mended").match(behind):
        return "named"
    if frame in ("basis", "referred") and _behind("pointed").match(behind):
        return "named"
    if frame == "made" or frame == "named":
        if _passed_on(behind):
            return "passed"
        if frame == "named" and (done := _behind("done").match(behind)):
            return "named" if _told().match(behind, done.end()) else "carried"
    return "named" if frame == "carried" and _HOW_IT_WENT.match(behind) else frame


def _sentence_end(folded: str, start: int) -> int:
    """Return where the sentence ends that goes on at a place."""
    most = min(len(folded), start + _LONGEST)
    return min((at for sign in _SENTENCE_ENDS if (at := folded.find(sign, start, most)) >= 0), default=most)


def _passed_on(behind: str) -> bool:
    """Tell whether 转发给你们 follows, with what is to be done with it."""
    return bool(re.match("[^,。;《》]{0,6}(?:转发|批转)", behind))


def cited_in_title(title: str) -> Cited | None:
    """Return the paper that a title passes on or carries out without 《》; its place is that in the title.

    >>> cited_in_title("云岭省水利厅转发水利部关于节约用水的通知").title
    '水利部关于节约用水的通知'
    """
    match = None if "《" in title else _IN_TITLE.search(title)
    if match is None or (match["verb"] in ("转", "批转") and "转发" not in title and "批转" not in title):
        return None
    frame: Frame = "passed" if "转" in match["verb"] else "carried"
    return Cited(match.start("paper"), match.end("paper"), match["paper"], "", frame)


@cache
def _verbs() -> re.Pattern[str]:
    """Return the pattern of the verbs before a name, long ones first."""
    entries = [
        entry for entry in load("citations") if entry["frame"] in ("basis", "carried", "passed", "made")
    ]
    forms = [form for entry in entries for form in entry.get("forms", ())]
    words = sorted({word for entry in entries for word in entry.get("words", ())}, key=len, reverse=True)
    return re.compile("|".join((*forms, *map(re.escape, words))))


def _frame_of(verb: str) -> str:
    return _frames().get(verb, "made")


@cache
def _frames() -> dict[str, str]:
    return {word: entry["frame"] for entry in load("citations") for word in entry.get("words", ())}


@cache
def _behind(frame: str) -> re.Pattern[str]:
    forms = (form for entry in load("citations") if entry["frame"] == frame for form in entry["forms"])
    return re.compile("|".join(forms))


@cache
def _told() -> re.Pattern[str]:
    words = (word for entry in load("citations") if entry["frame"] == "told" for word in entry["words"])
    return re.compile(f"(?:{'|'.join(map(re.escape, words))})")
