"""Where a document speaks from 发文地: told by several signs with their weights, by no word alone."""

from extractors.agencies import regions
from extractors.agencies.clues import CLUES, Clue, Said, find_in_places
from extractors.agencies.owners import Owner
from extractors.agencies.regions import Region
from extractors.evidence import terms_of
from extractors.values import value


@value
class Home:
    """Where a document speaks from: its 省财政厅 is that province's."""

    region: Region | None
    """None for central documents and where the text does not say."""
    national: bool
    owner: Owner | None = None
    """The enterprise, school, hospital or agency that issues: bare departments are its own."""


def find_home(said: Said) -> Home:
    """Return where a document speaks from: the place, or the nation, that the most weight speaks for.

    Issuers of two provinces settle nothing; without enough weight there is no home, and no nation either.
    """
    if _is_joint(said):
        return Home(None, False, said.owner)
    enough = terms_of("home")["threshold"]
    clues = _gather(said)
    if sum(clue.weight for clue in clues) < enough:
        clues += find_in_places(said)
    national = sum(clue.weight for clue in clues if clue.region is None)
    if said.is_local:
        national += terms_of("home")["bare levels, for the nation"]
    region, weight = _heaviest([clue for clue in clues if clue.region], said)
    if national >= enough and national > weight:
        return Home(None, True, said.owner)
    return Home(region if weight >= enough else None, False, said.owner)


def _gather(said: Said) -> list[Clue]:
    """Return the signs, the first ones only where these agree and leave no doubt."""
    clues: list[Clue] = []
    for find in CLUES:
        clues += find(said)
        if len({clue.region for clue in clues}) == 1 and _is_sure(clues):
            break
    return clues


def _is_sure(clues: list[Clue]) -> bool:
    return sum(clue.weight for clue in clues) >= terms_of("home")["sure"]


def _heaviest(clues: list[Clue], said: Said) -> tuple[Region | None, float]:
    """Return the region that most speaks for, a wider one before a narrower of equal weight."""
    weights: dict[Region, float] = {}
    for clue in clues:
        if clue.region:
            weights[clue.region] = weights.get(clue.region, 0) + clue.weight
    exact = {clue.region for clue in clues if not clue.within}
    for clue in clues:
        for region in exact if clue.within else ():
            if region and clue.region and _lies_in(region, clue.region):
                weights[region] += clue.weight
    for region in weights:
        if region.level == said.level:
            weights[region] += terms_of("home")["level of the bare words"]
    width = ("county", "city", "province")
    best = max(weights, key=lambda region: (weights[region], width.index(region.level)), default=None)
    return (best, weights[best]) if best else (None, 0)


def _lies_in(inner: Region, outer: Region) -> bool:
    if not inner.code or not outer.code or inner == outer:
        return False
    return inner.code.startswith(outer.code[:2] if outer.level == "province" else outer.code[:4])


def _is_joint(said: Said) -> bool:
    """Return whether bodies of two provinces issue together."""
    found = {
        region.code[:2] for issuer in said.issuers if (region := regions.find_region(issuer)) and region.code
    }
    return len(found) > 1
