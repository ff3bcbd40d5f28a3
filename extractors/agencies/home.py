"""Where a document speaks from 发文地: told by several signs with their weights, by no word alone."""

from extractors.agencies import regions
from extractors.agencies.owners import Owner
from extractors.agencies.regions import Region
from extractors.agencies.signs import SIGNS, Said, Sign, find_in_places
from extractors.values import value

_ENOUGH = 3
"""Weight that makes a home: one clear sign, or two that are each open to doubt."""
_BEYOND_DOUBT = 10
"""Weight from which no other sign is looked for: issuer and title agree."""
_AGAINST = 4
"""What units of a bare level say against a central document: as much as a letterhead says for it."""


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
    signs = _gather(said)
    if sum(sign.weight for sign in signs) < _ENOUGH:
        signs += find_in_places(said)
    national = sum(sign.weight for sign in signs if sign.region is None) - _AGAINST * said.is_local
    region, weight = _heaviest([sign for sign in signs if sign.region], said)
    if national >= _ENOUGH and national > weight:
        return Home(None, True, said.owner)
    return Home(region if weight >= _ENOUGH else None, False, said.owner)


def _gather(said: Said) -> list[Sign]:
    """Return the signs, the first ones only where these agree and leave no doubt."""
    signs: list[Sign] = []
    for find in SIGNS:
        signs += find(said)
        if sum(sign.weight for sign in signs) >= _BEYOND_DOUBT and len({sign.region for sign in signs}) == 1:
            break
    return signs


def _heaviest(signs: list[Sign], said: Said) -> tuple[Region | None, int]:
    """Return the region that most speaks for, a wider one before a narrower of equal weight."""
    weights: dict[Region, int] = {}
    for sign in signs:
        if sign.region:
            weights[sign.region] = weights.get(sign.region, 0) + sign.weight
    exact = {sign.region for sign in signs if not sign.within}
    for sign in signs:
        for region in exact if sign.within else ():
            if region and sign.region and _lies_in(region, sign.region):
                weights[region] += sign.weight
    for region in weights:
        weights[region] += region.level == said.level
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
