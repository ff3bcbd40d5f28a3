"""Names of indicators in one way of writing, so that equal strings name the same."""

import re
from functools import cache, lru_cache

from extractors.folding import fold
from extractors.lexicons import load

_BRACKET = re.compile(r"\([A-Za-z0-9.&%‰/]*\)|\([^()]{1,8}\)$")
_LED_IN = re.compile("^.{0,24}(?:目标|指标)[是为:]+(?=.)|^(?:到|至)?(?:19|20)[0-9]{2}年(?:末|底|度)?(?=.)")
"""今年的主要预期目标是, 2025年: what brings an indicator in."""


@cache
def _same() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return a pattern of the words that stand for one another, and what stands for each."""
    stands = {
        word: entry["as"] for entry in load("indicator_words") if "as" in entry for word in entry["words"]
    }
    return re.compile("|".join(map(re.escape, sorted(stands, key=len, reverse=True)))), stands


@cache
def words_of(kind: str) -> tuple[str, ...]:
    """Return the words of a kind, the longest first."""
    words = (w for entry in load("indicator_words") if entry["kind"] == kind for w in entry["words"])
    return tuple(sorted(words, key=len, reverse=True))


@lru_cache(maxsize=8192)
def canonical(name: str) -> str:
    """Return the name in the one way in which names are compared.

    >>> canonical("全社会研究与试验发展（R&D）经费投入占地区生产总值的比例")
    '全社会研发经费投入占GDP比重'
    """
    pattern, stands = _same()
    text = pattern.sub(lambda match: stands[match[0]], fold(name))
    return pattern.sub(
        lambda match: stands[match[0]], text
    )  # 万元生产总值: what is put in one way makes a word


def without_bracket(name: str) -> str:
    """Return the name without what is only its sign or its unit in brackets: 广义货币(M2), 产量(万吨)."""
    return _BRACKET.sub("", name)


def stripped(name: str) -> str:
    """Return the name without what leads it in, the place and the light words before it."""
    before = ""
    while name != before:
        before, name = name, _LED_IN.sub("", name)
        for kind in ("scope", "light"):
            name = next((name[len(w) :] for w in words_of(kind) if name.startswith(w) and name != w), name)
    return name


def cut_end(name: str, kind: str) -> str | None:
    """Return the name without a word of the kind at its end, None if it has none."""
    return next((name[: -len(w)] for w in words_of(kind) if name.endswith(w) and name != w), None)
