"""What the registry answers 机构归一: the body of a name, its id, level, region, superior and successor."""

import re
from typing import Literal

from extractors.agencies import places, regions
from extractors.agencies.bodies import Body, Knowledge, Organ
from extractors.agencies.places import Place
from extractors.agencies.regions import NATION, Region
from extractors.values import value

_GROUP_OF_COMPANIES = re.compile(r"集团(?:股份)?(?:有限(?:责任)?)?公司$")


@value
class Resolution:
    """What the registry says of one printed name."""

    id: str
    """Region code, 000000 for the nation, and canonical name."""
    name: str
    kind: Literal["agency", "group"] = "agency"
    level: str | None = None
    """central, province, city, county or township; None if not settled."""
    region: str | None = None
    """Code of the region; None for the nation and for unlisted places."""
    parent: str | None = None
    members: tuple[str, ...] = ()
    successor: str | None = None
    """Id of the body that took its work over by a reform."""
    resolved: bool = True
    problem: tuple[str, str] | None = None
    """Code and message of a finding about the printed name."""
    function: str = ""
    """The function of a department: 财政, 教科体."""


@value
class Issuer:
    """The body that issues the document, where bare departments are its own."""

    body: Resolution
    enterprise: bool
    """Whether it is an enterprise, school or hospital: with a Party organ, a union, an office of its own."""


@value
class Question:
    """A printed name and the document it stands in."""

    name: str
    home: Region | None
    national: bool
    scope: str
    issuer: Issuer | None = None

    def key(self, place: Place | None = None) -> str:
        """Return what goes before the name in an id."""
        for region in (place.region if place else None, self.home):
            if region and region.code:
                return region.code
        return NATION if self.national and place is None else self.scope

    @property
    def home_code(self) -> str | None:
        """Code of the document's region, None for a place in no table."""
        return (self.home.code or None) if self.home else None


def code_of(place: Place | None) -> str | None:
    """Return the code of the place's region, None for a place in no table."""
    return (place.region.code or None) if place and place.region else None


def of_body(known: Knowledge, name: str) -> Resolution:
    """Return the body of one seat with this full name."""
    body = known.bodies.get(name, Body(name))
    region = regions.region(body.region) if body.region else None
    return Resolution(
        f"{body.region or NATION}-{name}",
        name,
        level=region.level if region else "central",
        region=body.region or None,
        parent=body_id(known, body.superior),
        successor=body_id(known, body.successor),
    )


def body_id(known: Knowledge, name: str) -> str | None:
    """Return the id of a body of one seat, or of a region's body by its full name."""
    if not name:
        return None
    if name in known.bodies:
        return f"{known.bodies[name].region or NATION}-{name}"
    region = regions.find_region(name)
    return f"{region.code if region else NATION}-{name}"


def of_organ(known: Knowledge, ask: Question, organ: Organ, place: Place) -> Resolution:
    """Return the body of this kind at a place."""
    name = place.render(organ.template(place.level or "", place.region.code[:2] if place.region else ""))
    key = ask.key(place)
    if not place.settled:
        return Resolution(
            f"{key}-{name}", name, level=place.level, region=code_of(place), function=organ.function
        )
    level, region = _served(organ, place)
    return Resolution(
        f"{key}-{name}",
        name,
        level=level,
        region=region,
        parent=_parent(known, organ.superior, key, place),
        successor=_successor(known, organ, key, place),
        function=organ.function,
    )


def _served(organ: Organ, place: Place) -> tuple[str | None, str | None]:
    """Return level and region that a body serves: a capital's branch of a central body, its province.

    The level of a zone is one below that of its superior.
    """
    region = place.region
    if region and region.status == "zone":
        return places.level_below(regions.parent(region)), code_of(place)
    above = regions.province(region) if region and organ.serves and place.is_capital else None
    return (above.level, above.code) if above else (place.level, code_of(place))


def _parent(known: Knowledge, superior: str, key: str, place: Place) -> str | None:
    """Return the id of the superior that the text names for this place."""
    if "{above}" in superior:
        return _above(known, superior, place)
    name = place.render(superior)
    return body_id(known, name) if name in known.bodies or "{" not in superior else f"{key}-{name}"


def _above(known: Knowledge, superior: str, place: Place) -> str | None:
    """Return the id of the like body of the region above, a province's of the nation."""
    if not code_of(place) or place.region is None:
        return None
    above = regions.parent(place.region)
    if above is None:
        return body_id(known, "国务院" if "政府" in superior else "中共中央")
    return f"{above.code}-{places.of_region(above).render(superior.replace('{above}', '{place}'))}"


def _successor(known: Knowledge, organ: Organ, key: str, place: Place) -> str | None:
    """Return the id of the body after a reform: of the organ, or of the region."""
    later = known.local.get(organ.successor.removeprefix("{place}"))
    if heir := organ.heir or (later.function if later else ""):
        return f"{key}-{place.name}{_department(known, heir, organ, place)}"
    if organ.successor:
        name = place.render(organ.successor)
        seat = regions.province(place.region) if place.region and "{seat}" in organ.successor else None
        return f"{seat.code if seat and seat.name in name else key}-{name}"
    if place.region and place.region.status == "former" and place.region.successor:
        after = regions.region(place.region.successor)
        if after and after.name != place.name:
            # The place's own word comes back where it still has one: a prefecture 行政公署, a city 人民政府.
            template = organ.template(after.level).replace("行政公署", "人民政府")
            return f"{after.code}-{places.of_region(after).render(template)}"
    return None


def _department(known: Knowledge, function: str, former: Organ, place: Place) -> str:
    """Return the department of the function after the former one: a municipality 直辖市 has no 厅.

    Where a province has one it keeps a 委员会 (上海市农业委员会, 上海市农业农村委员会), else it has a 局.
    """
    is_municipality = place.level == "province" and place.name.endswith("市")
    if not is_municipality or known.kinds[function][0] != "厅":
        return known.department(function, place.level or "")
    kind = former.name.removeprefix("{place}" + former.function)
    return function + (kind if kind in known.kinds[function] and kind != "厅" else "局")


def spelled(name: str) -> str:
    """Return the name in the spelling of the canonical ones."""
    name = name.replace("管委会", "管理委员会").replace("(", "（").replace(")", "）")
    return _GROUP_OF_COMPANIES.sub("集团", name)
