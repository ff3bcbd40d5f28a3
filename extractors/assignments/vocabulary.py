"""Labels, role words and once-said rules, compiled from their lexicons."""

import re
from collections.abc import Iterator
from functools import cache

from extractors.lexicons import load
from extractors.values import value

_END = r"(?=[,、;。:\s)\]]|$)"
_BY_DUTY = (
    r"(?:(?:按照?|根据|依据?|在)(?:各自|部门|单位|的|有关|相关|工作|法定|规定)*(?:职责|职能|权限|分工|任务|职权)+"
    r"(?:分工|范围内?|和?权限|任务|要求)*)?(?:分别|共同|各自|统一|积极)*"
)


@value
class Vocabulary:
    """Alternatives in one pattern; the last group's index tells the role."""

    pattern: re.Pattern[str]
    roles: tuple[str, ...]

    def role(self, match: re.Match[str]) -> str:
        """Return the role that the words of the match give."""
        return self.roles[(match.lastindex or 1) - 1]


def _alternatives(name: str) -> tuple[str, tuple[str, ...]]:
    entries = load(name)
    either = "|".join(f"({entry['pattern'].replace('[E]', _END)})" for entry in entries)
    return either, tuple(entry["role"] for entry in entries)


@cache
def labels() -> Vocabulary:
    """Return the labels with their colon, bracket or blank: 牵头单位: and [责任单位]."""
    either, roles = _alternatives("labels")
    # A note may follow the word, as in 责任单位(列第一位的为牵头单位):
    either = either.replace("(?:单位|部门", " ?(?:单位|部门")
    ends = r"(?: ?:|\] ?:?|(?<=单位|部门)[为是](?=[一-鿿])|(?<=单位|部门)(?=[省市县区州国]))"
    dressed = rf"(?:(?<![一-鿿])|(?<=[局委厅办府]))(?:{either})(?:\([^()\n]{{1,40}}\))?{ends}"
    return Vocabulary(re.compile(dressed), roles)


_LABEL_ENDS = re.compile(r":|\]|单位[为是省市县区州国]|部门[为是省市县区州国]")
"""Each alternative begins with a sign of its own, so that the search skips to those signs."""
_BEFORE_LABEL = ",;。:\n["
_LONGEST_LABEL = 60
"""Characters of a label with a note: 责任单位(列第一位的为牵头单位)."""


def find_labels(folded: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the labels of folded[start:end], looked for only before the few signs that can end one."""
    pattern = labels().pattern
    at = start
    for sign in _LABEL_ENDS.finditer(folded, start, end):
        stop = sign.start()
        low = max(at, stop - _LONGEST_LABEL)
        noted = folded.rfind("(", low, stop) if folded.endswith((")", ") "), low, stop) else stop
        low = max([low, *[folded.rfind(mark, low, noted) for mark in _BEFORE_LABEL]])
        if match := pattern.search(folded, low, min(end, sign.end() + 1)):
            yield match
            at = match.end()


@cache
def bare_labels() -> Vocabulary:
    """Return the labels that open a line and end with a blank or the line: 责任单位 A、B."""
    either, roles = _alternatives("labels")
    return Vocabulary(
        re.compile(rf"\n[\W_]{{0,3}}(?:{either})(?: +(?=[一-鿿])|[为是](?=[一-鿿])|(?m:$))"), roles
    )


@cache
def role_words() -> Vocabulary:
    """Return the words that give the units before them a role, with the adverbs before them."""
    either, roles = _alternatives("roles")
    return Vocabulary(re.compile(rf"{_BY_DUTY}(?:{either})"), roles)


@value
class Rule:
    """A rule that a document says once."""

    effect: str
    pattern: re.Pattern[str]


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules of the lexicon."""
    return tuple(Rule(entry["effect"], re.compile(entry["pattern"])) for entry in load("rules"))


RULE_HINT = re.compile(r"第一|首位|最前|前面|均[需由应要须为]|都[需由应要须]")
"""What a rule said once cannot do without."""
ROLE_HINT = re.compile(
    r"牵头|负|主[办责抓]|统筹|抓总|领办|单位|部门|主体|会同|联|商|指导|[督监验]|配合|协|参|支持|会办"
    r"|落实|实施|执行|承|办理|推进|分[别工]|共同|为主"
)
"""What words that give a role cannot do without: a cheap look before the lexicon's patterns."""
