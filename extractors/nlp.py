"""Units in running text, found with spaCy's matchers and jieba's words; the only home of both.

Loading the two takes seconds, so nothing here is imported before a document needs it. What comes
back are character offsets; no `Doc` and no token leaves this module.
"""

from __future__ import annotations

import logging
import re
import tempfile
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors.agencies.units import is_unit
from extractors.lexicons import load

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import PhraseMatcher

_LAST_SIGNS = "台馆校园部委局厅办署院行会社团司府组处站所队关区县市州旗镇乡联位门构"
"""Last signs of the names of bodies; longer endings are in `_ENDINGS`."""
_ENDINGS = ("中心", "学校", "总工会", "专班", "集团", "公司", "街道", "园区", "高校", "企业", "机关")
_LONGEST = 24
"""Characters of a unit's name in running text; longer runs are clauses."""
_INSIDE_NO_UNIT = re.compile(
    r"会同|牵头|主办|协办|承办|负责|配合|参加|联合(?![会社体国])|由(?!省)|[,，。;；:：、]|\((?![^()]*\))|和各"
)
_OPENS = frozenset("，,、；;。：:由和及与同以请经\n（( ")
_CLOSES = frozenset("，,、；;。：:和及与要应等牵参配负会主承协\n（(）) ")


@cache
def _endings() -> tuple[Language, PhraseMatcher]:
    import spacy
    from spacy.matcher import PhraseMatcher

    language = spacy.blank("zh")  # its default segmenter makes each character a token
    matcher = PhraseMatcher(language.vocab)
    matcher.add("ending", [language.make_doc(words) for words in (*_LAST_SIGNS, *_ENDINGS)])
    return language, matcher


@cache
def _segmenter() -> Any:
    """Words of jieba and the measured things of the lexicon; not the tokenizer that a process shares."""
    import jieba

    jieba.setLogLevel(logging.ERROR)
    tokenizer = jieba.Tokenizer()
    # jieba's default cache is one file in a folder that all users share.
    folder = Path(tempfile.gettempdir()) / f"zeren-{_user()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    tokenizer.tmp_dir = str(folder)
    for entry in load("indicators"):
        if entry["kind"] in ("head", "written"):  # measured things, each one noun
            for word in entry["words"]:
                tokenizer.add_word(word, tag="n")
    return tokenizer


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def word_bounds(text: str) -> frozenset[int]:
    """Return the offsets at which jieba begins or ends a word."""
    bounds = [0]
    for word in _segmenter().cut(text):
        bounds.append(bounds[-1] + len(word))
    return frozenset(bounds)


def tag_words(phrase: str) -> list[tuple[str, str]]:
    """Return the words of a phrase with their parts of speech, in the tags of ICTCLAS: n… nouns, v verbs.

    >>> tag_words("布设监测点")
    [('布设', 'v'), ('监测点', 'n')]
    """
    return list(_tag(phrase))


@lru_cache(maxsize=4096)
def _tag(phrase: str) -> tuple[tuple[str, str], ...]:
    return tuple((word.word, word.flag) for word in _tagger().cut(phrase))


@cache
def _tagger() -> Any:
    from jieba import posseg

    return posseg.POSTokenizer(_segmenter())


def find_units(text: str) -> list[tuple[int, int]]:
    """Return the spans of the units that a sentence names, in order, none inside another.

    An ending gives where a name may stop; the words of the sentence give where it may begin.
    """
    language, matcher = _endings()
    doc = language.make_doc(text)
    ends = {doc[end - 1].idx + 1 for _, _, end in matcher(doc)}
    bounds = word_bounds(text) if ends else frozenset()
    units = [
        (start, end)
        for end in ends
        for start in range(max(0, end - _LONGEST), end - 1)
        if _bounded(text, start, end, bounds) and not _INSIDE_NO_UNIT.search(text, start, end)
    ]
    chosen = sorted(_longest(unit for unit in units if is_unit(text[unit[0] : unit[1]])))
    return list(_with_notes(text, chosen))


def _bounded(text: str, start: int, end: int, bounds: frozenset[int]) -> bool:
    opens = start in bounds or text[start - 1] in _OPENS
    return opens and (end in bounds or text[end] in _CLOSES)


def _with_notes(text: str, units: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the units, one in a bracket right behind another as part of it: 中央宣传部(新闻办)."""
    held: tuple[int, int] | None = None
    for start, end in units:
        if held and start == held[1] + 1 and text[held[1]] in "(（" and text[end : end + 1] in ("）", ")"):
            held = held[0], end + 1
            continue
        if held:
            yield held
        held = start, end
    if held:
        yield held


def _longest(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    chosen: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        if all(end <= other[0] or start >= other[1] for other in chosen):
            chosen.append((start, end))
    return chosen
