"""The names that no registry knows, as entries that can be copied into a file for `--registry`."""

from collections import Counter
from collections.abc import Iterable
from difflib import get_close_matches

from extractors.agencies.registry import Registry
from extractors.records import Agency, Document
from pipeline.export import clean, json_text, printable
from pipeline.language import _, listed

_LONGEST = 100
"""Characters of a name that near ones are looked for: longer ones are sentences."""
_NEAR = 3
"""Known names shown beside an unknown one: of those that difflib finds alike, its cutoff being 0.6."""


def list_unresolved(documents: Iterable[Document], limit: int | None = None) -> str:
    """Return TOML with an entry for each unknown body, those named most first, near known names beside."""
    count: Counter[str] = Counter()
    bodies: dict[str, Agency] = {}
    known: dict[str, None] = dict.fromkeys(Registry.load().known.bodies)
    for document in documents:
        for agency in document.agencies:
            if agency.kind == "agency" and agency.resolved:
                known[agency.name] = None
            elif agency.kind == "agency" and agency.mentions:
                count[agency.id] += len(agency.mentions)
                bodies[agency.id] = agency
    rows = sorted(count, key=lambda own: (-count[own], own))[:limit]
    return "\n".join(_entry(bodies[own], count[own], known) for own in rows)


def _entry(agency: Agency, count: int, known: Iterable[str]) -> str:
    near = get_close_matches(agency.name[:_LONGEST], known, _NEAR)
    said = _("times named: {count}; nearest known: {names}")
    lines = ["# " + said.format(count=count, names=printable(listed(near)) or _("none"))]
    lines += ["[[entry]]", f"name = {_quoted(agency.name)}"]
    if agency.region:
        lines.append(f"region = {_quoted(agency.region)}")
    lines.append(f"examples = [{_quoted(f'{agency.name} = {agency.name}')}]")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """Return the text as TOML and JSON alike quote it, without the signs that no file holds."""
    return json_text(clean(text)).rstrip("\n")
