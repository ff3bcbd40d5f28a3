"""Words and their parts of speech by jieba; its only home.

jieba itself takes a second and 100 MB to load its dictionary. Here it is asked for the words of a few
phrases: it is given a dictionary in which words are looked up, and cuts and tags with it as with its own.
"""

from __future__ import annotations

import logging
import re
from bisect import bisect_left
from functools import cache, lru_cache
from io import BytesIO
from sys import intern
from typing import Any, BinaryIO
from zlib import crc32

from extractors.lexicons import load

_COUNTED = {0x1394096D: 60_101_967}
"""Sums of all frequencies, by checksum of the dictionary: that of jieba has been the same since 0.34."""
_MOST = 1 << 17
"""Answers that are remembered: those of some forty long plans."""


class _Dictionary:
    """The lines of a dictionary, sorted: a word, how often it is met, and its tag."""

    def __init__(self, file: BinaryIO) -> None:
        with file:
            data = file.read()
        self.total = _COUNTED.get(crc32(data)) or sum(map(int, re.findall(rb" ([0-9]+) ", data)))
        self._lines = data.split(b"\n")
        self._lines.sort()

    def find(self, word: str) -> tuple[int, str]:
        """Return frequency and tag of a word: 0 if it only begins others, -1 if it begins none."""
        start = word.encode()
        at = bisect_left(self._lines, start)
        line = self._lines[at] if at < len(self._lines) else b""
        if not line.startswith(start):
            return -1, ""
        if line[len(start) : len(start) + 1] != b" ":
            return 0, ""
        _, frequency, tag = line.split()
        return int(frequency), intern(tag.decode())


class _Frequencies(dict[str, int]):
    """Frequencies of words as jieba keeps them, 0 for what begins a word; each is looked up when needed."""

    def __init__(self, dictionary: _Dictionary) -> None:
        self._find = dictionary.find
        self._added: dict[str, int] = {}

    def __missing__(self, word: str) -> int:
        if len(self) > _MOST:
            self.clear()
            self.update(self._added)
        frequency = self._find(word)[0]
        super().__setitem__(word, frequency)
        return frequency

    def __setitem__(self, word: str, frequency: int) -> None:
        self._added[word] = frequency
        super().__setitem__(word, frequency)

    def __contains__(self, word: object) -> bool:
        return self[word] >= 0  # type: ignore[index]

    def get(self, word: str, default: Any = None) -> Any:
        frequency = self[word]
        return default if frequency < 0 else frequency


class _Tags(dict[str, str]):
    """Tags of words as jieba keeps them, those of added words within; others are looked up."""

    def __init__(self, dictionary: _Dictionary) -> None:
        self._find = dictionary.find

    def get(self, word: str, default: Any = None) -> Any:
        return super().get(word) or self._find(word)[1] or default


@cache
def _dictionary() -> _Dictionary:
    import jieba

    return _Dictionary(jieba.dt.get_dict_file())


@cache
def _segmenter() -> Any:
    """Words of jieba and the measured things of the lexicon; not the tokenizer that a process shares."""
    import jieba

    jieba.setLogLevel(logging.ERROR)
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = _Frequencies(_dictionary()), _dictionary().total
    tokenizer.initialized = True
    for entry in load("indicators"):
        if entry["kind"] in ("head", "written"):  # measured things, each one noun
            for word in entry["words"]:
                tokenizer.add_word(word, tag="n")
    return tokenizer


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
    import jieba

    # Importing posseg reads all tags for a tagger of its own, which nobody asks: it gets those of here.
    jieba.dt.get_dict_file = BytesIO
    try:
        from jieba import posseg
    finally:
        del jieba.dt.get_dict_file
    posseg.dt.word_tag_tab = _Tags(_dictionary())

    class Tagger(posseg.POSTokenizer):  # type: ignore[misc]
        """The tagger of jieba with tags that are looked up."""

        def load_word_tag(self, f: BinaryIO) -> None:
            f.close()
            self.word_tag_tab = _Tags(_dictionary())

    return Tagger(_segmenter())
