"""Titles 标题: whether words read as the title of a document, told by several signs that are weighed.

No single sign settles it. A title is a noun phrase that ends in a kind of document 文种, often "body 关于
matter 的 kind" (GB/T 9704-2012, 7.2.6); the number, those addressed, a date or the first item follow it.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from extractors.agencies.bodies import remembered
from extractors.agencies.units import level_prefix
from extractors.document_numbers import is_number, without_number
from extractors.evidence import score_of, terms_of
from extractors.lexicons import load

LONGEST = 110
"""Characters; the longest title met has 104."""
ENOUGH = int(terms_of("title")["threshold"])
"""Weight from which words are a title."""

_KINDS = ("letter", "plan", "rule", "record", "address", "weak", "weak record")
_SUFFIX = r"(?: ?\([^()]{1,30}\)){0,3}"
_AFTER_QUOTED = (
    '(?:[》"”]?(?:等[^,。;]{1,16})?的?(?:紧急|补充|预备)?(?:通知|函|公告|决定|批复|意见|报告|通报))'
)
_BROKEN = re.compile(r"[。;!?]|^[,、)》”]|[,、]$")
_SENTENCE_MARK = re.compile("[。;,!?]")
_MARKER = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|\d{1,2}[.、]|\([一二三四五六七八九十\d]{1,3}\)"
    r"|第[一二三四五六七八九十百\d]{1,4}[章条节篇](?!关于)|[一二三四五六七八九十]是|[①-⑩]|专栏 ?\d)"
)
_LABELLED = re.compile(r"[^《]{0,12}:")
_INNER_ITEM = re.compile(r"(?<![十一二三四五六七八九、“])一、(?![二三四五六七八九十])|\(一\)")
_ABOUT = re.compile(r"关于.{2,90}的(?:[一-鿿]{2,4})?|^(?:印发|转发|批转|公布|发布)|(?:印发|转发|批转)《")
_ISSUED_BY_NAME = re.compile(r"^(?:[\"“]?十[一二三四五六]?五|(?:19|20)\d\d|[一二]〇)|^《[^》]{4,80}》")
_NAVIGATION = re.compile(
    r"首页|当前位置|返回|上一[篇页条]|下一[篇页条]|来源:|发布时间|浏览|点击|字号|打印|分享|版权|责任编辑|索引号|相关(?:链接|文档|解读|阅读)|扫一扫|一图读懂"
)
_SITE_SECTION = re.compile(
    "(?:政策|文件|法规|信息|政务|新闻|要闻|通知|公告|公示|通告|规范性|法定|主动|政府|部门|重点|领域|其他|规划|计划|工作|[市县区省级本]){0,5}"
    "(?:通知公告|公告通知|公示公告|公告公示|通告公告|通知通告|规划计划|计划总结|计划规划|文件|法规|公开|动态|新闻|要闻|专栏|专题|栏目|信息|发布|资讯|正文)"
)
"""The name of a section of a site, which a page may print as its first heading: 政策文件, 通知公告."""
_MASTHEAD = re.compile(
    r"(?<!关于)[^《》]{3,40}(?:纪要|公告|通告|简报|令)(?:第?[\d一二三四五六七八九十]+[号期])?"
)
_SENTENCE = re.compile(
    r"^(?:现将|现就|为(?!了?人民服务)|根据|按照|依据|经|请|各位|我|本|特此|如|对于?|在.{2,30}(?:下|中)|要|应|严格|认真|切实|加强|推进|坚持|制定|落实|完善|建立|修订|开展|实施)"
    r"|(?:如下|[是有了]|(?:印发|通知|转发)给?你们)$|以下简称|提出(?:如下|以下)"
)
"""How a sentence, or an item that only bears its name, begins or ends."""


@cache
def title_nouns(*, weak: bool) -> str:
    """Return the kinds of document as a pattern's alternatives, long ones first: the weak or the others."""
    return _either(kind for kind in _KINDS if kind.startswith("weak") == weak)


def _either(kinds: Iterable[str]) -> str:
    wanted = set(kinds)
    words = {word for entry in load("title_nouns") if entry["kind"] in wanted for word in entry["words"]}
    return "|".join(sorted(words, key=len, reverse=True))


@cache
def _ending(*, weak: bool) -> re.Pattern[str]:
    return re.compile(rf"(?:{title_nouns(weak=weak)})[》\"”]?{_SUFFIX}[》\"”]?$")


@cache
def noun_ends() -> re.Pattern[str]:
    """Return the pattern of a kind of document with the brackets behind it, anywhere in a text."""
    nouns = "|".join(title_nouns(weak=weak) for weak in (False, True))
    return re.compile(rf"(?:{nouns})[》\"”]?{_AFTER_QUOTED}?{_SUFFIX}")


@cache
def _plan_ending() -> re.Pattern[str]:
    return re.compile(rf"(?:{_either(('plan', 'rule', 'weak'))})[》\"”]?{_SUFFIX}$")


def names_plan(words: str) -> bool:
    """Tell whether a title names what says what is to be done or what regulates, not a list or a form.

    >>> names_plan("云溪市节水行动方案"), names_plan("先进集体名单"), names_plan("项目申报表")
    (True, False, False)
    """
    return _plan_ending().search(words) is not None


def ends_in_kind(words: str) -> bool:
    """Tell whether words end in a kind of document that ends nothing else.

    >>> ends_in_kind("云溪市节水方案(试行)"), ends_in_kind("云溪市人民政府"), ends_in_kind("抓好工作")
    (True, False, False)
    """
    return _ending(weak=False).search(words) is not None


def is_masthead(words: str) -> bool:
    """Tell whether words are the head 发文机关标志 of a serial form: body and form, and no matter.

    >>> is_masthead("云溪市水利局公告"), is_masthead("云溪市水利局关于节水的公告")
    (True, False)
    """
    return "关于" not in words and _MASTHEAD.fullmatch(words) is not None


def is_title_line(line: str) -> bool:
    """Tell whether a folded line of a page can be a title, or the last line of one.

    >>> is_title_line("云溪市节水实施方案"), is_title_line("现将方案印发给你们,请执行。")
    (True, False)
    """
    if not 4 < len(line) <= LONGEST + 10 or _SENTENCE_MARK.search(line):
        return False
    return ends_in_kind(line) or title_weight(line) >= ENOUGH


def title_weight(words: str, level: int = 0) -> int:
    """Return how much speaks for folded words being a title; `level` is that of a marked heading.

    >>> [title_weight(words) >= ENOUGH for words in ("关于做好防汛工作的通知", "现将方案印发给你们。")]
    [True, False]
    """
    return _weight_of_heading(words) if level == 1 else _weight(words)


@remembered
def _weight(words: str) -> int:
    return _sum(words, 0)


@remembered
def _weight_of_heading(words: str) -> int:
    return _sum(words, 1)


def _sum(words: str, level: int) -> int:
    words = without_number(words.replace(" ", "").replace("\n", ""))
    if not 4 <= len(words) <= LONGEST:
        return 0
    return int(score_of("title", (sign for sign, holds in _signs(words, level) if holds)))


def _signs(words: str, level: int) -> Iterator[tuple[str, object]]:
    strong = ends_in_kind(words)
    kind = strong or _ending(weak=True).search(words)
    yield "kind of document", kind
    yield "kind that ends nothing else", strong
    yield "marked heading", level == 1
    yield "about a matter", kind and _ABOUT.search(words)
    named = kind and (_ISSUED_BY_NAME.search(words) or level_prefix(words[:24]) is not None)
    yield "names who or when", named
    yield "long enough", kind and len(words) >= 8
    yield "broken", _BROKEN.search(words)
    yield "numbered", _MARKER.match(words) or _INNER_ITEM.search(words)
    yield "of a page", _NAVIGATION.search(words) or _SITE_SECTION.fullmatch(words) or is_number(words)
    yield "sentence", _SENTENCE.search(words) and level != 1
    yield "labelled", _LABELLED.match(words)
    yield "colon", ":" in words and not re.search(r"《[^》]*:[^》]*》", words)
    yield "comma", "," in words
    yield "open bracket", _unclosed(words)


def _unclosed(words: str) -> bool:
    return any(words.count(a) != words.count(b) for a, b in ("《》", "()", "“”"))
