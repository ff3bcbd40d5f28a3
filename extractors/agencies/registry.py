"""Who a printed name means: one id for each body, over all its names."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache, lru_cache

from extractors.agencies import regions
from extractors.agencies.bodies import Knowledge, of_package, using
from extractors.agencies.reading import READINGS
from extractors.agencies.regions import NATION, Region
from extractors.agencies.resolution import Issuer, Question, Resolution

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
    """All that is known of bodies.

    >>> registry = Registry.load()
    >>> registry.resolve("省发改委", regions.region("630000")).id
    '630000-青海省发展和改革委员会'
    """

    known: Knowledge

    @staticmethod
    @cache
    def load() -> "Registry":
        """Return the registry of the package's lexicons."""
        return Registry(of_package())

    def in_use(self) -> AbstractContextManager[None]:
        """Let the names that it knows be units within the block."""
        return using(self.known)

    def resolve(
        self,
        name: str,
        home: Region | None = None,
        national: bool = False,
        scope: str = "",
        issuer: Issuer | None = None,
    ) -> Resolution:
        """Return the body or group that a printed name means in a document of region `home`.

        `scope` goes into the id of a local body whose place is in no table, so that documents of
        different places never share it. Bare departments are those of `issuer`, where it has any of its own.
        A name that nothing explains stands for itself.
        """
        return _resolve(self, name, home, national, scope, issuer)

    def by_id(self, agency_id: str, home: Region | None = None) -> Resolution:
        """Return the agency of an id that it gave: a parent, a successor or a member, with the same id.

        `home` is the document's region, for an id that is not of a listed region.

        >>> Registry.load().by_id("630000-中共青海省委员会").parent
        '000000-中共中央'
        """
        return _by_id(self, agency_id, home)


@lru_cache(maxsize=1 << 16)
def _resolve(
    registry: Registry, name: str, home: Region | None, national: bool, scope: str, issuer: Issuer | None
) -> Resolution:
    ask = Question(_cleaned(name), home, national, scope, issuer)
    answers = (reading(registry.known, ask) for reading in READINGS)
    return next(answer for answer in answers if answer is not None)


@lru_cache(maxsize=1 << 16)
def _by_id(registry: Registry, agency_id: str, home: Region | None) -> Resolution:
    key, _, name = agency_id.partition("-")
    ask = Question(_cleaned(name), regions.region(key) or home, key == NATION, key)
    answers = (reading(registry.known, ask) for reading in READINGS)
    given = next((answer for answer in answers if answer and answer.id == agency_id), None)
    return given or Resolution(agency_id, name, resolved=False)


def _cleaned(name: str) -> str:
    """Return the name, on half-width brackets, without blanks, signs and words that are no part of it."""
    text = name.translate(_CLEAN).strip("、,，;；。:：").removeprefix("原").removesuffix("等")
    return text or name
