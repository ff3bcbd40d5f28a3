"""An analyst's own names: entries in the form of the lexicons, checked before a document is read."""

import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from typing import Any

from extractors.agencies import regions
from extractors.agencies.bodies import Knowledge, build, kind_of, merge
from extractors.agencies.regions import Region
from extractors.agencies.registry import Registry
from extractors.agencies.units import is_unit

Entry = dict[str, Any]

_FIELDS: dict[str, dict[str, type]] = {
    "function": {"forms": list, "kinds": list, "also": list, "superior": str, "successor": str},
    "organ": {
        "forms": list, "patterns": list, "province": str, "city": str, "superior": str, "successor": str,
        "serves": str, "south": str,
    },
    "body": {"names": list, "national": list, "superior": str, "successor": str, "region": str},
}  # fmt: skip
_SHOWN, _SHOWN_OF_FLAW = 40, 300
"""Signs of a name, and of what is wrong with it, that a message quotes."""
_ALWAYS: dict[str, type] = {"name": str, "examples": list}
# Examples are read as in a document of an invented place, so that no real one helps them.
_PROVINCE = Region("", "云溪省", "province", short="云溪")
_CITY = Region("", "云溪市", "city", short="云溪")


class AdditionsError(ValueError):
    """A file of names that cannot be used; the message says which entry and why."""


def parse_additions(text: str) -> tuple[Entry, ...]:
    """Return the entries of an analyst's TOML file; `AdditionsError` where one is not in order.

    >>> parse_additions('entry = []')
    ()
    >>> parse_additions('[[entry]]\\nname = "云溪创新局"\\nexamples = ["创新局 = 云溪创新局"]')
    Traceback (most recent call last):
    ...
    extractors.agencies.additions.AdditionsError: entry 1, 云溪创新局: 创新局 gives 创新局, not 云溪创新局
    """
    entries = _read_entries(text)
    _refuse(entries, find_form_flaws)
    known = merge(Registry.load().known, build(entries))
    _refuse(entries, lambda entry: chain(find_flaws(entry), find_reference_flaws(entry, known)))
    return tuple(entries)


def _read_entries(text: str) -> list[Entry]:
    try:
        content = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # not TOMLDecodeError alone: numbers of 5,000 digits
        raise AdditionsError(f"no TOML: {error}") from None
    entries = content.get("entry")
    if content.keys() != {"entry"} or not isinstance(entries, list):
        raise AdditionsError("holds something else than [[entry]] tables")
    return entries


def _refuse(entries: Iterable[Entry], find: Callable[[Entry], Iterator[str]]) -> None:
    """Raise for the first entry that something is found wrong with."""
    for number, entry in enumerate(entries, 1):
        if flaw := next(find(entry), None):
            name = entry.get("name") if isinstance(entry, dict) else None
            shown = f", {str(name)[:_SHOWN]}" if name else ""
            raise AdditionsError(f"entry {number}{shown}: {flaw[:_SHOWN_OF_FLAW]}")


@lru_cache(maxsize=4)
def registry_with(additions: str) -> Registry:
    """Return the registry that knows the names of this TOML text too; its entries go before the package's."""
    if not additions:
        return Registry.load()
    known = merge(Registry.load().known, build(parse_additions(additions)))
    return Registry(replace(known, additions=additions))


def find_form_flaws(entry: object) -> Iterator[str]:
    """Yield what is wrong with the fields of an entry."""
    if not isinstance(entry, dict):
        yield "is no table"
        return
    for field in _ALWAYS.keys() - entry.keys():
        yield f"has no {field}"
    known = _ALWAYS | _FIELDS[kind_of(entry)] if isinstance(entry.get("name"), str) else _ALWAYS
    for field, value in entry.items():
        if field not in known:
            yield f"{field} is no field of such an entry; those are {', '.join(known)}"
        elif not isinstance(value, known[field]) or not value:
            yield f"{field} is no {'list of texts' if known[field] is list else 'text'}, or empty"
        elif isinstance(value, list) and not all(isinstance(item, str) and item for item in value):
            yield f"{field} holds something else than texts"


def find_flaws(entry: Entry) -> Iterator[str]:
    """Yield the examples that the entry, with no other entry known, does not read as they say."""
    if entry.get("region") and regions.region(entry["region"]) is None:
        yield f"{entry['region']} is no code of a region"
    kind = kind_of(entry)
    # Alone, the function that a department went over to is not there to be named.
    alone = build([{field: entry[field] for field in entry if kind != "function" or field != "successor"}])
    home = {"function": _CITY, "organ": _PROVINCE}.get(kind)
    for example in entry["examples"]:
        printed, _, full = example.partition(" = ")
        if not printed.strip() or not full.strip():
            yield f"{example} is no example; write: name as printed = full name"
            continue
        found = Registry(alone).resolve(printed, home, kind == "body").name
        if found != full:
            yield f"{printed} gives {found}, not {full}"
        elif not _recognised(merge(Registry.load().known, alone), printed):
            yield f"{printed} does not read as a unit"


def _recognised(known: Knowledge, printed: str) -> bool:
    with Registry(known).in_use():
        return is_unit(printed)


def find_reference_flaws(entry: Entry, known: Knowledge) -> Iterator[str]:
    """Yield the superior and the successor that nothing is known of; {place} stands for any region."""
    for field in ("superior", "successor"):
        other = entry.get(field, "")
        if not other or "{" in other:
            continue
        if kind_of(entry) == "function" and field == "successor":
            if other not in known.kinds:
                yield f"the successor {other} is no known function"
        elif other not in known.bodies and not regions.find_region(other):
            yield f"the {field} {other} is no known body"
