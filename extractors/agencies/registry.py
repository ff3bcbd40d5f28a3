"""Who a printed name means: one id for each body, over all its names."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from extractors.agencies import regions
from extractors.agencies.answers import Question, Resolution
from extractors.agencies.bodies import LEXICONS, Knowledge, build, knowledge
from extractors.agencies.reading import READINGS
from extractors.agencies.regions import NATION, Region
from extractors.lexicons import load

__all__ = ["Registry", "Resolution"]

_CLEAN = str.maketrans(
    {
        "（": "(",
        "）": ")",
        "〔": "(",
        "〕": ")",
        " ": None,
        "\u3000": None,
        "\n": None,
        "\r": None,
        "\t": None,
    }
)


@dataclass(frozen=True, eq=False)
class Registry:
    """All that is known of bodies; `load` builds it once.

    >>> registry = Registry.load()
    >>> registry.resolve("省发改委", regions.region("630000")).id
    '630000-青海省发展和改革委员会'
    """

    known: Knowledge

    @staticmethod
    def load(extra: Path | None = None) -> "Registry":
        """Return the registry of the package's lexicons, and of an analyst's own TOML file.

        The file has the form of the lexicons: `[[entry]]` tables for a body of one seat (name,
        names, region, superior, successor), a function (name, forms, kinds) or a kind of local
        body (a name with {place}, forms). Its entries go before the package's.
        """
        return _load(extra)

    @staticmethod
    def of_entries(entries: Iterable[dict[str, Any]]) -> "Registry":
        """Return a registry that knows these entries only."""
        return Registry(build(entries))

    def resolve(
        self, name: str, home: Region | None = None, national: bool = False, scope: str = ""
    ) -> Resolution:
        """Return the body or group that a printed name means in a document of region `home`.

        `scope` goes into the id of a local body whose place is in no table, so that documents of
        different places never share it. A name that nothing explains stands for itself.
        """
        return _resolve(self, name, home, national, scope)

    def by_id(self, agency_id: str) -> Resolution:
        """Return the agency of an id, as a parent, a successor or a member is given."""
        key, _, name = agency_id.partition("-")
        return self.resolve(name, regions.region(key), national=key == NATION, scope=key)


@cache
def _load(extra: Path | None) -> Registry:
    if extra is None:
        return Registry(knowledge())
    own = tomllib.loads(extra.read_text(encoding="utf-8"))["entry"]
    return Registry(build([*(entry for name in LEXICONS for entry in load(name)), *own]))


@lru_cache(maxsize=1 << 16)
def _resolve(registry: Registry, name: str, home: Region | None, national: bool, scope: str) -> Resolution:
    text = name.translate(_CLEAN).strip("、,，;；。:：").removeprefix("原").removesuffix("等")
    ask = Question(text or name, home, national, scope)
    answers = (reading(registry.known, ask) for reading in READINGS)
    return next(answer for answer in answers if answer is not None)
