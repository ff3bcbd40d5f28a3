"""Numbers with a unit, seen by their shape alone, and the ones that measure nothing that a plan promises."""

import re
from collections.abc import Iterator

from extractors.numerals import to_int
from extractors.records import Span

_HAN = "[零〇一二两三四五六七八九十百千]"
_COUNTERS = (
    *(
        "座",
        "套",
        "所",
        "辆",
        "台",
        "艘",
        "处",
        "口",
        "眼",
        "户",
        "株",
        "棵",
        "头",
        "只",
        "件",
        "门",
        "床",
        "栋",
        "幢",
    ),
    *(
        "间",
        "场",
        "人",
        "名",
        "份",
        "个",
        "家",
        "项",
        "元",
        "亩",
        "公顷",
        "公里",
        "平方",
        "立方",
        "吨",
        "斤",
        "千瓦",
    ),
)
_COUNTED = "|".join(_COUNTERS)
_FIGURES = re.compile(
    r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?(?: ?[-—至到] ?[0-9]+(?:\.[0-9]+)?)? ?[十百千万亿]{0,3}[多余]?"
    r"(?=[ ]?[%‰℃㎡㎥一-鿿A-Za-zμ(])"
)
_WORDS = re.compile(
    rf"[一二两三四五六七八九十](?<!{_HAN}.)"
    rf"(?:(?:{_HAN}*[十百千万]{_HAN}*|(?<=十){_HAN}?)[万亿]{{0,2}}[多余]?(?=(?:{_COUNTED})(?!以上的))"
    rf"|(?<![一十])(?=(?:座|辆|台|艘|户|亩|公里|吨|幢|栋)(?![年类级])))"
)
"""Words for numbers count before a counter only, as they make other words too; figures before any letter."""
_REACH = 14
"""Characters on either side in which what a number belongs to is told."""
_NAMED = re.compile(r"[A-Za-z][A-Za-z.]{0,5}[-.]?$|[+/\\~][ ]?$|№ ?$|号-$|附件[0-9],$|[\"“‘]$")
_CALLS = re.compile(
    r"[^,。;、]{0,6}(?:热线|服务台|平台|报警|维权|电话)|台|强(?![度化])|国集团|型(?![钢材])|千?伏|房间|号楼"
)
"""What follows a number that is a name: of a line to call, a rank among firms, a class of voltage."""
_HEADS = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}")
_HEADS_WITHIN = 6000
"""Characters between two headings of one sequence."""
_DESCRIBES = re.compile(r"(?:户|万?人口?|[万亿]?元|米|公里|吨)(?:\(含\))?以上(?=[一-鿿])(?!的?[用投]于|用于)")
"""What follows a number that says which things are counted, as 10亿元以上项目 (CONTRACT, section 4)."""
_NOT_LISTED = re.compile(r"[,。;:\n0-9]")
_LONGEST_LIST = 120
"""Characters of a list before its count."""
_DATED = re.compile(
    r"(?:年|两年|点(?=[前钟半到至,。)0-9])|[./-][0-9]{1,2}[./-][0-9]{1,2}|月(?!度)|日(?![处均产])|号|时(?!长)|[:.][0-9]{2}|世纪|[-至到][0-9]{1,4}[年月日])"
)
_CLOCK = re.compile(r"(?<![0-9])[0-9]{1,2}:$|(?:19|20)[0-9]{2}-$|从[0-9]?$")
"""What stands before minutes, before a month, and before the first of two ends (从0到1)."""
_LASTING = re.compile(r"个?(?:工作日|小时|分钟|秒钟?|天|周(?!岁)|个月|学时|课时|学年|学期|季度|周岁|岁)")
_RANKED = re.compile(
    r"(?:[类等期批轮号楼路栋室条款版届级届章节排星A]|次[会全常党]|大(?![专学棚型于中])|[+＋]|[Gg](?![bw])|[Dd](?![b])|维|条线|法|层(?:前台|大厅|会议|报告))"
)
_LISTED = re.compile(
    r"(?:大|个|项|类|条|种|方面|大类|张|块|位)(?:一批|结合|方面|重点|关键|专项|主要|确保|坚持|统一|到位|必须|率先|阶段|环节"
    r"|层面|维度|领域|行动|工程|任务|体系|举措|措施|攻坚|步骤|严禁|不|没有|不得|优先|意识|自信|维护|凡是|要素|关系|全面|清单"
    r"|惠?民?生?实事|内容|机制|问题|原则|要求|部分|文件|制度|革命|战略|基地|中心|示范|高地|一)"
)
_PRECEDED = re.compile(
    r"(?:第|前|top ?|TOP ?|附件|附表|专栏|表|图|[(\[]|[^每][名列居进]第?|等|以下|下列|上述"
    r"|述|这|那|该|其他|另外|其余|和?党的|的?[“\"《]|连续"
    r"|历时|近|这|[上下]|周|星期|正文|号|卷|共|全国|分|电话|邮编|编码|代码|信用代码) ?:?$"
)
_OFTEN = re.compile(r"每(?:次|半?[年月季周天日旬]|个?(?:季度|月|学期|工作日|星期|年度))[^,。;\d]{0,8}$")
_TERMS = re.compile(
    r"罚款|罚金|处[^。]{0,6}[元倍]|拘留|徒刑|给予|予以|一次性[奖补资]|(?:奖励|奖补|补助|补贴|资助)(?:标准|金额|额度)?[为达最高不超过按每人元]{0,5}[0-9]|贴息|等奖|减免|优惠|返还|不予|符合|条件|具备|申报|注册资"
    r"|年龄|的[,，;；。]|可[按享予]|最高|封顶|扣[0-9]|得[0-9]|加[0-9]|满分|计[0-9]|分值|标准为|按照?.{0,10}标准|收费|缴纳|征收|税率"
)
_PEOPLE = re.compile(r"亿(?:多)?(?:人口|人民|中国|各族|中华|农民|群众)")
_POINTS = re.compile(r"分(?![钟贝之类别期批散布级公行局店厂院校])")


def see_numbers(folded: str, start: int, end: int) -> Iterator[Span]:
    """Yield where numbers with a unit stand between start and end.

    >>> list(see_numbers("第3条规定建成35座水厂", 0, 13))
    [(1, 2), (7, 9)]
    """
    words = list(_WORDS.finditer(folded, start, end))
    figures = list(_FIGURES.finditer(folded, start, end))
    for match in sorted(figures + words, key=re.Match.start) if words else figures:
        first, last = match.span()
        if not first or folded[first - 1] not in "0123456789.":
            yield first, last


def why_aside(folded: str, first: int, last: int) -> str | None:
    """Return why a number measures nothing that a plan promises, None where it may.

    >>> text = "第3条规定建成35座水厂"
    >>> why_aside(text, 1, 2), why_aside(text, 7, 9)
    ('rank', None)
    """
    before = folded[max(0, first - _REACH) : first]
    after = folded[last : last + _REACH].lstrip()
    printed = folded[first:last]
    if _LASTING.match(after):
        return "duration"
    if after.startswith("年") or (_DATED.match(after) and not printed.endswith(tuple("十百千万亿多余"))):
        return "date"
    if _CLOCK.search(before):
        return "date"
    if _NAMED.search(before):
        return "name"
    if _PRECEDED.search(before) or _RANKED.match(after) or _is_heading(folded, first, last):
        return "rank"
    if before.endswith(("(含", "(不含")) or _DESCRIBES.match(after):
        return "attribute"
    if _CALLS.match(after):
        return "name"
    if _PEOPLE.search(folded, last - 2, last + 3):
        return "name"
    if len(printed) <= 3 and (_LISTED.match(after) or _counts_list(folded, first, printed)):
        return "list"
    return _aside_by_sentence(folded, first, last, before, after)


def _counts_list(folded: str, first: int, printed: str) -> bool:
    """Tell whether a number is that of the things listed before it: A、B、C三个…, A、B等12个…."""
    row = _NOT_LISTED.split(folded[max(0, first - _LONGEST_LIST) : first])[-1]
    if "、" not in row:
        return False
    count = row.count("、") + 1
    try:
        number = to_int(printed)
    except ValueError:
        return False
    return number >= count if row.endswith("等") else number == count


def _is_heading(folded: str, first: int, last: int) -> bool:
    """Tell whether a number such as 2.3 numbers a heading: after 2.2, before 2.2 if it is 2.1; or is 02."""
    printed = folded[first:last].strip()
    if printed.isdecimal() and printed[0] == "0":
        return True
    if folded[first - 1 : first] in ("。", ";", "\n") and folded[last - 1] == " ":
        return True
    if not _HEADS.fullmatch(printed):
        return False
    whole, _, part = printed.partition(".")
    if part[0] == "0":
        return False
    before, after = f"{whole}.{int(part) - 1}", f"{whole}.{int(part) + 1}"
    if int(part) > 1 and folded.find(before, max(0, first - _HEADS_WITHIN), first) >= 0:
        return True
    return int(part) == 1 and folded.find(after, last, last + _HEADS_WITHIN) >= 0


def _aside_by_sentence(folded: str, first: int, last: int, before: str, after: str) -> str | None:
    if _OFTEN.search(before):
        return "frequency"
    if _POINTS.match(after):
        return "points"
    if (after[:1].isascii() and after[:1].isalpha()) or (
        after[:1] == "(" and not after.startswith(("(套", "(人"))
    ):
        return "name"
    if last - first >= 7 and folded[first:last].isdecimal():
        return "name"
    low = max(
        folded.rfind("。", max(0, first - 60), first),
        folded.rfind("\n", max(0, first - 60), first),
        first - 60,
    )
    clause = folded[max(0, low) : last + 30]
    if _TERMS.search(clause):
        return "condition"
    return None
