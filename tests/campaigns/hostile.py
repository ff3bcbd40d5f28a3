"""`make hostile`: how time grows with a text that repeats two tokens, for all ordered pairs of fifty.

`python -m tests.campaigns.hostile` writes each pair again and again, to two lengths, as a part that sets
goals and as one that sets tasks, and compares the processor time. Linear work gives 2 for each doubling,
quadratic work 4; asked is at most 2.3. What lies above is measured again, then at four times the lengths,
where what is fixed weighs less, and is believed if it still does.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import product
from math import sqrt
from os import cpu_count
from time import monotonic

from tests.growth import no_collection, seconds
from tests.texts import document_of

MOST = 2.3
"""Growth for each doubling that is asked at most."""
SHORT = 2_000
"""Characters of the shorter text; the longer has four times as many."""
_ENOUGH = 0.02
"""Seconds of the longer text below which its growth is not told from chance."""
_ATTEMPTS = 5
PARTS = {"tasks": "一、改造管网\n", "goals": "一、发展目标\n"}
_TITLE = "青石市节水行动方案\n"
_SIGNS = "（ ） 、 ， 。 ； ： 《 “ | 1. （一） 一、 第一条 ① 一是 〔2023〕5号"
_NUMBERS = "2025年 12年 6月底前 同比 增长 不低于 达到 3% 5公里 九亿 万元 以上"
_WORDS = "和 等 由 到 为 A 牵头 负责 会同 改造管网 新建 用水总量 其中 附件"
_UNITS = "市水利局 各县（市、区） 责任单位： 完成时限： （市水利局牵头）"
TOKENS = (*f"{_SIGNS} {_NUMBERS} {_WORDS} {_UNITS}".split(" "), "\n", "\u3000")


@dataclass(frozen=True, order=True)
class Growth:
    """How much longer a text takes for each doubling, and the seconds of the longer one."""

    times: float
    seconds: float
    part: str
    tokens: tuple[str, str]


def text_of(part: str, tokens: tuple[str, str], size: int) -> str:
    """Return a plan whose one part repeats the tokens up to a length."""
    unit = "".join(tokens)
    return _TITLE + PARTS[part] + unit * (size // len(unit))


def measure(part: str, tokens: tuple[str, str]) -> Growth:
    """Return the growth of a pair; 0 where it is too fast to tell."""
    with no_collection():
        for size in (SHORT, 4 * SHORT):
            times, long = _compare(part, tokens, size)
            if times < MOST:
                break
    return Growth(times, long, part, tokens)


def _compare(part: str, tokens: tuple[str, str], size: int) -> tuple[float, float]:
    texts = text_of(part, tokens, size), text_of(part, tokens, 4 * size)
    short, long = (seconds(document_of, text) for text in texts)
    for _ in range(_ATTEMPTS):
        if long < _ENOUGH or long < MOST**2 * short:
            break
        short = min(short, seconds(document_of, texts[0]))
        long = min(long, seconds(document_of, texts[1]))
    return (sqrt(long / short) if long >= _ENOUGH else 0.0), long


def pairs() -> list[tuple[str, tuple[str, str]]]:
    """Return each part with each ordered pair of tokens."""
    return list(product(PARTS, product(TOKENS, TOKENS)))


def measure_all(todo: Sequence[tuple[str, tuple[str, str]]], jobs: int) -> Iterator[Growth]:
    """Yield the growth of each, measured in so many processes."""
    document_of(text_of("goals", ("1.", "3%"), SHORT))
    with ProcessPoolExecutor(jobs) as processes:
        yield from processes.map(measure, *zip(*todo, strict=True), chunksize=20)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the fastest growing pairs; return 1 if one is above what is asked."""
    parser = ArgumentParser(prog="python -m tests.campaigns.hostile", description=__doc__)
    parser.add_argument("--jobs", type=int, default=cpu_count() or 1)
    parser.add_argument("--every", type=int, default=1, help="take one pair of so many (1)")
    parser.add_argument("--first", type=int, default=0, help="pairs to leave out before the first (0)")
    options = parser.parse_args(arguments)
    start = monotonic()
    todo = pairs()[options.first :: options.every]
    found = sorted(measure_all(todo, options.jobs), reverse=True)
    for growth in found[:10]:
        print(f"{growth.times:.2f} a doubling, {growth.seconds:.2f} s: {growth.part}, {growth.tokens}")
    slow = max(found, key=lambda growth: growth.seconds)
    above = sum(growth.times > MOST for growth in found)
    print(f"slowest: {slow.seconds:.2f} s, {slow.part}, {slow.tokens}")
    print(f"{len(found)} texts in {monotonic() - start:.0f} s: {above} grow by more than {MOST} a doubling")
    return 1 if above else 0


if __name__ == "__main__":
    sys.exit(main())
