"""What of a saved page is the document: the site's lines at both ends are left out.

The lines are known by ``extractors/lexicons/boilerplate.toml``. Inside the document nothing is
dropped but page numbers: a line is judged only where no line of the document is beyond it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extractors import document_numbers
from extractors.folding import fold
from extractors.layout import Block
from extractors.lexicons import load
from extractors.outline.titles import is_title_line
from extractors.records import Problem

HEAD_LINES = 60
"""Number of lines that may belong to the head of a page."""
TAIL_LINES = 80
"""Number of lines that may belong to its end."""
MAX_LENGTH = 500
"""Length from which a line is no boilerplate."""
_PARAGRAPH = 200
"""Length from which sentences are the text's, however they end."""
MAX_SENTENCES = 6
"""Number of whole sentences that a page has around a document, at most: disclaimers, a news item's lead."""
MAX_PAGE_NUMBER = 20
TABLE_LINE = " "
"""What stands for a table among the lines: it is the document's."""
_SCRAP = 4
"""Length up to which an unknown line between known ones at the end is a counter or a button."""
_MAX_SCRAPS = 4
_LEAD_LINES = 6
"""Number of lines that may stand between the head of a page and the title of the document."""

_DOCUMENT = re.compile(
    r"[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十百\d]{1,4}[编篇章节条]"
    r"|附件|附表|(?:责任|牵头|配合|主管|承办|协办)(?:单位|部门)?:|(?:抄送|主送|联系人|完成时限):"
)
"""The start of a line that no site adds below a document."""
_IDENTITY = re.compile(
    r"(?:\d{4}|[二〇○零一九]{4}) ?年 ?[\d一二三四五六七八九十]{1,3} ?月 ?[\d一二三四五六七八九十]{1,3} ?日"
)
"""成文日期 alone on its line, on the folded text."""
_STOP = re.compile(
    r"[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|第[一\d]{1,2}[编篇章节条]"
    r"|\d{1,2}(?:[.、]| {1,2}\D)"
)
_LISTED = re.compile(r".{2,80}[\[(](?:\d{4}[-/.])?\d{1,2}[-/.]\d{1,2}[\])]")
"""A headline in a list of the site's, with its day: 3.12值日安排 [03-12]."""
_BULLET = re.compile(r"^(?:[•·●*]|-(?= )) *")
_FIELD_INSIDE = re.compile(r"(?:成文日期|发文日期|发文字号|文 *号|发文机关|发布机构) ?: ?[^ :]{2,40}(?: |$)")
"""A field of the table above a document, beside others of the page: 浏览次数: 12 成文日期: 2023-03-06."""
_ENDS = tuple("。;,:!?")
_SENTENCE_ENDS = ("。", "；", "！", "？")
_PAGE_ENDS = tuple("-—–－·.．页")


@dataclass(frozen=True, slots=True)
class Rules:
    """The patterns of the lexicon, one for each kind of line."""

    head: re.Pattern[str]
    lead: re.Pattern[str]
    tail: re.Pattern[str]
    after: re.Pattern[str]
    page: re.Pattern[str]
    metadata: re.Pattern[str]


def build_rules(entries: Iterable[dict[str, str]]) -> Rules:
    """Return the patterns that find what any of the entries describes."""
    patterns: dict[str, list[str]] = {}
    for entry in entries:
        if "pattern" in entry:
            patterns.setdefault(entry["kind"], []).append(entry["pattern"])
    kinds = ("head", "lead", "tail", "after", "page", "metadata")
    return Rules(*(re.compile("|".join(patterns.get(kind, ["(?!)"]))) for kind in kinds))


@cache
def _rules() -> Rules:
    return build_rules(load("boilerplate"))


def find_document(lines: Sequence[str]) -> list[int]:
    """Return the indices of the lines, stripped at both ends, that belong to the document.

    >>> find_document(["首页 > 正文", "关于开展督查的通知", "", "各县（区）：", "请自查。", "返回顶部"])
    [1, 3, 4]
    """
    rules = _rules()
    kept = [at for at, line in enumerate(lines) if line and not _is_page_number(line, rules)]
    head = _take(lines, kept[:HEAD_LINES], lambda line: _begins_text(line, rules))
    start = list(_find_start(head, rules))
    kept = [kept[at] for at in start] + kept[len(head) :]
    tail = _take(lines, kept[: -TAIL_LINES - 1 : -1], _DOCUMENT.match)
    return kept[: len(kept) - _count_end(tail, rules)]


def keep_document(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """Return the blocks of a page that belong to the document, and the finding on the others."""
    kept = find_document([block.text or TABLE_LINE for block in blocks])
    return tuple(blocks[at] for at in kept), note_dropped(len(blocks), len(kept))


def note_dropped(total: int, kept: int) -> tuple[Problem, ...]:
    """Return the finding that lines of the page were left out, if any were."""
    if total == kept:
        return ()
    message = f"Lines left out around the document as the page's own: {total - kept}."
    return (Problem(code="boilerplate", severity="info", message=message),)


def is_title(line: str) -> bool:
    """Return True for a line that can be the title of an official document.

    >>> is_title("关于印发《青石市养老服务实施方案》的通知"), is_title("现将方案印发给你们，请执行。")
    (True, False)
    """
    return is_title_line(fold(line))


def is_documentary(line: str) -> bool:
    """Return True for a line that a site does not print around an article: title, number, date, item.

    >>> is_documentary("云岭政发〔2021〕7号"), is_documentary("网站地图")
    (True, False)
    """
    folded = fold(line)
    return bool(
        is_title_line(folded) or _DOCUMENT.match(folded) or _IDENTITY.fullmatch(folded) or is_number(line)
    )


def is_number(line: str) -> bool:
    """Return True for a line that is a 发文字号.

    >>> is_number("文号：云岭政发〔2021〕7号"), is_number("按云岭政发〔2021〕7号办理。")
    (True, False)
    """
    return document_numbers.is_number(fold(line).strip())


def is_label(text: str) -> bool:
    """Return True for a label of the table that government pages print above a document.

    >>> is_label("索 引 号"), is_label("责任单位")
    (True, False)
    """
    return bool(_rules().metadata.fullmatch(fold(text).strip()))


def _is_page_number(line: str, rules: Rules) -> bool:
    if len(line) > MAX_PAGE_NUMBER or not line.endswith(_PAGE_ENDS):
        return False
    return bool(rules.page.fullmatch(fold(line)))


def _take(lines: Sequence[str], places: Iterable[int], is_beyond: Callable[[str], object]) -> list[str]:
    """Return the folded lines at the places, up to one that only a document has."""
    taken: list[str] = []
    sentences = 0
    for at in places:
        sentences += lines[at].endswith(_SENTENCE_ENDS)
        line = _BULLET.sub("", fold(lines[at]).strip()) if len(lines[at]) <= MAX_LENGTH else ""
        if not line or sentences > MAX_SENTENCES or is_beyond(line):
            break
        taken.append(line)
    return taken


def _begins_text(line: str, rules: Rules) -> bool:
    """Return True for a line above which the head of a page has ended: an item, a sentence, recipients."""
    if _STOP.match(line):
        return _LISTED.fullmatch(line) is None
    if not line.endswith(_ENDS) and not (len(line) > _PARAGRAPH and "。" in line):
        return False
    return not any(rule.fullmatch(line) for rule in (rules.head, rules.lead, rules.metadata))


def _find_start(head: Sequence[str], rules: Rules) -> Iterator[int]:
    """Yield the indices of the first lines that belong to the document."""
    junk = [at for at, line in enumerate(head) if rules.head.fullmatch(line)]
    low = junk[-1] + 1 if junk else _find_lead(head, rules)
    start = _find_title(head, low, rules)
    if start is None:
        start = junk[-1] + 1 if junk else 0
        yield from _keep_before(head, junk, rules)
    else:
        yield from _find_labels(head, range(start), rules)
    if start + 1 < len(head) and head[start] == head[start + 1] and is_title_line(head[start]):
        start += 1
    yield from range(start, len(head))


def _find_lead(head: Sequence[str], rules: Rules) -> int:
    """Return the index after the sentence that announces the document, 0 if none begins the text."""
    return next((at + 1 for at, line in enumerate(head[:_LEAD_LINES]) if rules.lead.fullmatch(line)), 0)


def _find_title(head: Sequence[str], low: int, rules: Rules) -> int | None:
    """Return the index of the document's title below the head of the page or its lead, or None."""
    for at in range(low, min(len(head), low + _LEAD_LINES) if low else 0):
        if is_title_line(head[at]):
            while at > low and _may_be_title(head[at - 1], rules):
                at -= 1
            return at
        if not (rules.lead.fullmatch(head[at]) or _may_be_title(head[at], rules)):
            return None
    return None


def _may_be_title(line: str, rules: Rules) -> bool:
    return 1 < len(line) <= 60 and not line.endswith(_ENDS) and not rules.lead.fullmatch(line)


def _find_labels(head: Sequence[str], places: Iterable[int], rules: Rules) -> Iterator[int]:
    """Yield the places at which a label of the table above a document stands, or the value of one."""
    for at in places:
        value = at > 0 and ":" not in head[at - 1][:-1] and rules.metadata.fullmatch(head[at - 1])
        if value or rules.metadata.fullmatch(head[at]) or _FIELD_INSIDE.search(head[at]):
            yield at


def _keep_before(head: Sequence[str], junk: Sequence[int], rules: Rules) -> Iterator[int]:
    """Yield the lines over the last one of the page's head that are the document's: labels, title and on."""
    if not junk:
        return
    others = [at for at in range(junk[-1]) if at not in junk]
    labels = list(_find_labels(head, range(junk[-1] + 1), rules))
    titles = [at for at in others if at not in labels and _may_be_title(head[at], rules)]
    named = [at for at in titles if is_title_line(head[at])]
    below = [
        at
        for at in others
        if named and at > named[-1] and head[at][:1] not in "_|" and not rules.lead.fullmatch(head[at])
    ]
    yield from sorted({*labels, *(named or titles)[-1:], *below})


def _count_end(tail: Sequence[str], rules: Rules) -> int:
    """Return how many of the last lines, given from the end, are the page's."""
    end = scraps = 0
    after = max((at for at, line in enumerate(tail) if rules.after.fullmatch(line)), default=-1)
    for at, line in enumerate(tail):
        if at <= after or rules.tail.fullmatch(line):
            end, scraps = at + 1, 0
        elif len(line) <= _SCRAP and scraps < _MAX_SCRAPS:
            scraps += 1
        else:
            break
    return end
