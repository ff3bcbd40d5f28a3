"""What titles have in common: the paper that they name, its subject, the series that it is one of."""

import re
from collections.abc import Iterator
from functools import cache

from extractors.agencies.regions import prefixes
from extractors.folding import fold
from extractors.lexicons import load

GENERAL = 6
"""Letters up to which a title names too many papers to be known by: 政府工作报告, 实施方案."""
_EDITION_YEAR = re.compile(r"\(((?:19|20)\d\d)年?(?:版|修订|修正|修改)[^()]{0,4}\)$")
_DROPPED = re.compile(r"[\s《》〈〉<>\"“”'‘’·,、:;.\-—-]")
_EDITION = re.compile(
    r"\((?:试行|暂行|修订|修订版|修订稿|征求意见稿|送审稿|草案|印发稿|以下[^()]*|[^()]{0,12}年(?:版|修订|修正)?)\)$"
)
_ISSUING = re.compile(r"^(.{0,40}?)关于(?:印发|公布|发布|下发|颁布)(.{4,}?)的?(?:通知|批复|公告|函|决定)$")
_PASSING = re.compile(r"(?:转发|批转)")
_ABOUT = re.compile(r"^.{2,40}?(?=关于.)")
_YEARS = re.compile(
    r"(?:19|20)\d\d年?度?(?:[-至到—]+(?:19|20)?\d\d年?度?)?|十[一二三四五六]?五(?=规划|时期|期间|[^年])"
    r"|第[一二三四五六七八九十\d]+(?:批|次|期|轮|个)|[一二三四]季度|\d{1,2}月份?"
)
_BODY = re.compile(
    r"^(?:中华人民共和国|中共中央办公厅|中共中央|国务院办公厅|国务院|(?:省|市|县|区|自治区|州)(?:委|人民政府|政府(?!工作报告))(?:办公[厅室])?"
    r"|(?:委|人民政府)(?:办公[厅室])?|全国人民代表大会(?:常务委员会)?)"
)
_PREFIX = re.compile(
    r"^(?:关于|贯彻落实|贯彻|落实|进一步|切实|全面|深入|大力|加快|加强|促进|推进|推动|做好|开展|实施|组织)+"
)
_NAMED_YEAR = re.compile(r"((?:19|20)\d\d) ?年?的?$")


def keys_of(title: str) -> Iterator[str]:
    """Yield what a title is known by, the whole first: also what it issues, and without the body before 关于.

    >>> list(keys_of("云岭省人民政府关于印发节水行动方案的通知"))
    ['云岭省人民政府关于印发节水行动方案的通知', '节水行动方案', '关于印发节水行动方案的通知']
    """
    whole = _plain(title)
    found = [whole]
    if (issued := _ISSUING.match(whole)) and not _PASSING.search(whole):
        found.append(_plain(issued[2]))
    if about := _ABOUT.match(whole):
        found.append(whole[about.end() :])
    for key in dict.fromkeys(found):
        if len(key) >= GENERAL:
            yield key


def edition_of(title: str) -> int:
    """Return the year of the edition that a title names, 0 for none.

    >>> edition_of("青海省节约用水管理办法（2021年修订）"), edition_of("青海省节水条例（2021—2025年）")
    (2021, 0)
    """
    match = _EDITION_YEAR.search(fold(title).strip())
    return int(match[1]) if match else 0


def body_of(title: str) -> str:
    """Return the body that a title begins with, before 关于; empty where it names none."""
    about = _ABOUT.match(_plain(title))
    return about[0] if about else ""


def stem_of(title: str) -> str:
    """Return what the titles of a series share: without years, place, body and wrapping.

    Empty for a title that names no kind of document: 内部事项.

    >>> stem_of("2025年青海省人民政府工作要点"), stem_of("青海省水利厅关于印发2024年节水工作要点的通知")
    ('工作要点', '节水工作要点')
    """
    whole = _plain(title)
    if not _named_kind().search(whole):
        return ""
    issued = _ISSUING.match(whole)
    words = _plain(issued[2]) if issued and not _PASSING.search(whole) else whole
    about = _ABOUT.match(words)
    words = words[about.end() :] if about else words
    return _without_place(_YEARS.sub("", words)).removesuffix("的通知").removeprefix("关于")


def subject_of(title: str) -> str:
    """Return what a title is about: its stem without kind of document and verbs.

    >>> subject_of("青海省人民政府关于促进快递业发展的实施意见"), subject_of("关于促进快递业发展的若干意见")
    ('快递业发展', '快递业发展')
    """
    words = _kinds().sub("", stem_of(title)).removesuffix("的")
    return _PREFIX.sub("", words)


def year_before(folded: str, start: int) -> int:
    """Return the year that is printed before a name, 0 for none: 2014年的《政府工作报告》."""
    match = _NAMED_YEAR.search(folded, max(0, start - 8), start)
    return int(match[1]) if match else 0


def number_key(number: str) -> str:
    """Return a document number without its variants of print.

    >>> number_key("国发〔2010〕12 号"), number_key("国发[2010]第12号")
    ('国发[2010]12号', '国发[2010]12号')
    """
    folded = fold(number).replace(" ", "").replace("第", "")
    return re.sub(r"[(<{\[]((?:19|20)\d\d)年?[)>}\]]", r"[\1]", folded)


def _plain(title: str) -> str:
    folded = fold(title)
    for _ in range(2):
        folded = _EDITION.sub("", folded.strip())
    return _DROPPED.sub("", folded)


def _without_place(words: str) -> str:
    for _ in range(4):
        found = next(((end, where) for end, where in prefixes(words)), None)
        rest = words[found[0] :] if found else _BODY.sub("", words)
        if rest == words or len(rest) < 4:
            break
        words = rest
    return words


@cache
def _kinds() -> re.Pattern[str]:
    words = _nouns(weak=True)
    return re.compile(
        rf"(?:的?(?:实施|若干|指导|具体|工作|行动|重点|任务|三年|专项|总体|配套|贯彻|落实|政策|\d+条)*(?:{words}))+$"
    )


@cache
def _named_kind() -> re.Pattern[str]:
    return re.compile(f"(?:{_nouns(weak=False)})$")


def _nouns(*, weak: bool) -> str:
    """Return the nouns that titles end in, long ones first; the weak ones too, which also end headings."""
    entries = (entry for entry in load("title_nouns") if weak or not entry["kind"].startswith("weak"))
    nouns = {word for entry in entries for word in entry["words"]}
    return "|".join(map(re.escape, sorted(nouns, key=len, reverse=True)))
