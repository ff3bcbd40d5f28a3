"""A body through institutional reforms 机构改革: the names of those before it, and of those after it."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from extractors.agencies.bodies import Knowledge, Organ
from extractors.agencies.registry import Registry

_SLOT = re.compile(r"\\\{(place|short|seat)\\\}")


def names_through_reforms(name: str, told: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Return a body's full name, and those of all that led to it and of what it became, each once.

    `told` adds to the registry who became whom, by full names. Bodies that it was merged with are not
    in it.

    >>> names_through_reforms("国家卫生和计划生育委员会")[:3]
    ('国家卫生和计划生育委员会', '国家卫生健康委员会', '卫生部')
    >>> "青海省国土资源厅" in names_through_reforms("青海省自然资源厅")
    True
    """
    told = told or {}
    before: dict[str, list[str]] = {}
    for former, later in told.items():
        before.setdefault(later, []).append(former)
    names: dict[str, None] = {name: None}
    now = name
    while (now := told.get(now) or _after(now)) and now not in names:
        names[now] = None
    queue = [name]
    while queue:
        body = queue.pop(0)
        for former in (*_before(body), *before.get(body, ())):
            if former not in names:
                names[former] = None
                queue.append(former)
    return tuple(names)


def full_name(printed: str) -> str:
    """Return the full name of the body of one seat that a name means everywhere, else the name.

    >>> full_name("国家卫健委"), full_name("财政厅")
    ('国家卫生健康委员会', '财政厅')
    """
    return Registry.load().known.always.get(printed, printed)


def _after(name: str) -> str:
    """Return the full name of the successor that the registry gives, empty for none."""
    successor = Registry.load().resolve(name).successor
    return successor.partition("-")[2] if successor else ""


@cache
def _before(name: str) -> tuple[str, ...]:
    """Return the full names of those whose successor the body is, by the registry."""
    registry = Registry.load()
    found = (registry.resolve(each) for each in _candidates(registry.known, name))
    return tuple(
        dict.fromkeys(each.name for each in found if each.name != name and _after(each.name) == name)
    )


def _candidates(known: Knowledge, name: str) -> Iterator[str]:
    """Yield names of bodies that may have led to this one: all that did, and more."""
    yield from (body.name for body in known.bodies.values() if body.successor == name)
    function = Registry.load().resolve(name).function
    for organ in _organs_that_went(known):
        if organ.heir and organ.heir == function:
            place = name.rpartition(function)[0]
            yield organ.name.replace("{place}", place)
        elif organ.successor and (match := _pattern(organ.successor).fullmatch(name)):
            for own in filter(None, (organ.name, organ.province, organ.city)):
                yield own.replace("{place}", match[1]).replace("{short}", match[1])


@cache
def _organs_that_went(known: Knowledge) -> tuple[Organ, ...]:
    """Return the kinds of body that each region had, and that others took over."""
    organs = (*known.local.values(), *(organ for *_, organ in known.patterns))
    return tuple(dict.fromkeys(organ for organ in organs if organ.heir or organ.successor))


@cache
def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(_SLOT.sub("(.+)", re.escape(template)))
