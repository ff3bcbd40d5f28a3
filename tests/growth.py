"""How time grows with the length of a text, measured the same way in every test of it.

Growth is judged, not seconds, and over four times the length: linear work gives 2 for each doubling,
quadratic work 4, and what a busy machine adds lies far from the bound between them.
"""

import gc
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from math import sqrt
from typing import TypeVar

T = TypeVar("T")

MOST = 2.6
"""Growth for each doubling from which work is not linear."""
ENOUGH = 0.005
"""Seconds that a run must take to be judged."""
LONGEST = 1 << 16
"""Units of size; what takes less than `ENOUGH` at that size is fast however it grows."""
ATTEMPTS = 12
"""Times that a growth above the bound is measured again before it is believed."""


@contextmanager
def no_collection() -> Iterator[None]:
    """Keep the collector of garbage, whose work is not that of the function, out of the time."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@cache
def caches() -> list[Callable[[], None]]:
    """Return what empties the caches of strings, all modules being loaded."""
    modules = [module for name, module in sys.modules.items() if name.startswith("extractors")]
    values = [value for module in modules for value in vars(module).values()]
    cached = [value for value in values if hasattr(value, "cache_parameters")]
    return [value.cache_clear for value in cached if value.cache_parameters()["maxsize"]]


def seconds(run: Callable[[T], object], work: T) -> float:
    """Return the processor time of one run, in which nothing is remembered of an earlier one."""
    for clear in caches():
        clear()
    start = time.process_time()
    run(work)
    return time.process_time() - start


def growth(
    run: Callable[[T], object], make: Callable[[int], T], size: int = 1 << 10, enough: float = ENOUGH
) -> float:
    """Return how much longer a run takes for each doubling of its work; 0 where it is too fast to tell.

    `make` writes work of a size. A growth above `MOST` is measured again, the least time of each length
    counting, until it falls below or `ATTEMPTS` are used up. One that stays above is measured over the next
    four times of length too, and the lesser counts: memory that outgrows a cache costs once, quadratic work
    always.
    """
    with no_collection():
        seconds(run, make(size))  # what is compiled at the first call
        while (short := seconds(run, make(size))) < enough:
            size *= 2
            if size > LONGEST:
                return 0
        short_work, long_work = make(size), make(4 * size)
        long = seconds(run, long_work)
        for _ in range(ATTEMPTS):
            if long < MOST**2 * short:
                break
            short = min(short, seconds(run, short_work))
            long = min(long, seconds(run, long_work))
        else:
            return sqrt(min(long / short, seconds(run, make(16 * size)) / long))
    return sqrt(long / short)
