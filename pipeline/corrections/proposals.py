"""What is corrected often, as entries to copy: names for ``--registry``, words for the lexicons."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator

from extractors.agencies.additions import AdditionsError, parse_additions
from pipeline.corrections.form import Correction
from pipeline.export import clean, json_text, printable

_NAMES = 200
"""Characters of a heading or a name that is proposed: longer ones are sentences."""
_SHOWN = 6
Proposal = Callable[[list[Correction], int], Iterator[str]]


def propose(corrections: Iterable[Correction], least: int = 2) -> str:
    """Return TOML with an entry for each body that was put right so often, and remarks on other words."""
    known = list(corrections)
    return "\n".join(part for find in PROPOSALS for part in find(known, least))


def _bodies(corrections: list[Correction], least: int) -> Iterator[str]:
    """Yield an entry for each full name that printed names were said to stand for."""
    printed: dict[str, Counter[str]] = defaultdict(Counter)
    for each in corrections:
        if each.record == "assignment" and each.change == "set" and each.field in ("name", "agency"):
            as_printed = "".join((each.words or "").split())
            if as_printed != each.new:
                printed[each.new][as_printed] += 1
    for name, words in sorted(printed.items(), key=lambda item: (-item[1].total(), item[0])):
        if words.total() >= least and len(name) <= _NAMES:
            yield _body(name, words)


def _body(name: str, words: Counter[str]) -> str:
    names = [word for word, _ in words.most_common()]
    entry = "\n".join(
        (
            "[[entry]]",
            f"name = {_quoted(name)}",
            f"names = [{', '.join(map(_quoted, names))}]",
            f"examples = [{', '.join(_quoted(f'{word} = {name}') for word in names)}]",
        )
    )
    head = f"# times corrected: {words.total()}"
    try:
        parse_additions(entry)
    except AdditionsError as error:
        commented = "\n".join(f"# {line}" for line in entry.splitlines())
        return f"{head}; not an entry as it is: {printable(str(error))}\n{commented}\n"
    return f"{head}\n{entry}\n"


def _no_units(corrections: list[Correction], least: int) -> Iterator[str]:
    """Yield what was taken for a unit and removed."""
    words = Counter(
        printable(each.words or "")
        for each in corrections
        if each.record == "assignment" and each.change == "remove"
    )
    found = [(word, n) for word, n in words.most_common() if n >= least]
    if found:
        listed = ", ".join(f"{word} ({n})" for word, n in found)
        yield f"# removed as no units, times: {listed}\n# rejects for extractors/lexicons/unit_forms.toml\n"


def _roles(corrections: list[Correction], least: int) -> Iterator[str]:
    """Yield the words before units whose role was put right."""
    seen: dict[tuple[str, str], list[str]] = defaultdict(list)
    for each in corrections:
        if each.record == "assignment" and each.change == "set" and each.field == "role":
            seen[str(each.old), each.new].append(printable(each.before[-_SHOWN * 2 :] + (each.words or "")))
    for (old, new), places in sorted(seen.items(), key=lambda item: -len(item[1])):
        if len(places) >= least:
            shown = "; ".join(f"…{place}" for place in places[:_SHOWN])
            yield (
                f"# role {old} put right as {new}, times: {len(places)}: {shown}\n"
                "# a word of extractors/lexicons/labels.toml or roles.toml, if these have one in common\n"
            )


def _sections(corrections: list[Correction], least: int) -> Iterator[str]:
    """Yield an entry for each kind of section that headings were said to be of."""
    heads: dict[str, Counter[str]] = defaultdict(Counter)
    for each in corrections:
        if each.record == "section" and each.change == "set" and each.field == "kind":
            heads[each.new][printable((each.words or "").splitlines()[0][:_NAMES])] += 1
    for kind, words in sorted(heads.items()):
        if words.total() >= least:
            yield "\n".join(
                (
                    f"# extractors/lexicons/section_kinds.toml, times corrected: {words.total()}",
                    f"# kind = {_quoted(kind)}; examples = [{', '.join(map(_quoted, words))}]",
                    "",
                )
            )


def _indicators(corrections: list[Correction], least: int) -> Iterator[str]:
    """Yield what indicators were called, and what they are."""
    pairs = Counter(
        (printable(str(each.old)), printable(each.new))
        for each in corrections
        if each.change == "set" and each.field == "indicator"
    )
    for (old, new), times in pairs.most_common():
        if times >= least:
            said = f"# indicator {old} put right as {new}, times: {times}"
            yield f"{said}: extractors/lexicons/indicators.toml\n"


PROPOSALS: tuple[Proposal, ...] = (_bodies, _no_units, _roles, _sections, _indicators)


def _quoted(text: str) -> str:
    return json_text(clean(text)).rstrip("\n")
