"""Expectations of a case, a line each: what a small document must and must not give.

A line is a verb with words: ``unit 1 lead 市教育局``, ``target 1 绿地率 ge 38 % deadline=2026-12-31``,
``goal …``, ``achieved 投资 42 亿元``, ``notarget 8``, ``tasks 2``, ``problem unread``, ``… || …`` for either.
Tasks are named by their number without brackets and stops, ``*`` names all of them.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

Json = dict[str, Any]
SCALES = {"万亿": 10**12, "千万": 10**7, "百万": 10**6, "十万": 10**5, "亿": 10**8, "万": 10**4}
SCALES |= {"千": 1000, "百": 100}
UNSCALED = ("千瓦", "千米", "千克", "百分点")
STATUSES = ("achieved", "baseline", "condition")


def plain(text: str | None) -> str:
    """Return the text without spaces, punctuation and full-width forms."""
    return re.sub(r"[\s\W_]+", "", unicodedata.normalize("NFKC", text or "")).lower()


def is_alike(wanted: str, found: str) -> bool:
    """Tell whether one name contains the other and is not much longer."""
    short, long = sorted((plain(wanted), plain(found)), key=len)
    near = len(short) >= 0.6 * len(long) or (short == plain(wanted) and len(long) - len(short) <= 2)
    return bool(short) and short in long and near


def amount(value: str, unit: str) -> tuple[Decimal, str]:
    """Return value and unit with the scale word resolved: 1.5 万张 is 15000 张."""
    unit = unicodedata.normalize("NFKC", unit or "").replace(" ", "")
    for word, factor in SCALES.items():
        if unit.startswith(word) and unit != word and unit not in UNSCALED:
            return Decimal(value) * factor, unit.removeprefix(word)
    return Decimal(value), {"百分点": "个百分点"}.get(unit, unit)


def fits(words: list[str], item: Json) -> bool:
    """Tell whether a target is the one that the words ask for."""
    indicator, comparator, value, unit, *more = words
    low, _, high = value.partition("-")
    named = any(is_alike(name, item["indicator"]) for name in indicator.split("|"))
    if not named or item["comparator"] != comparator or bool(high) != bool(item["upper"]):
        return False
    ends = [(low, item["value"]), *([(high, item["upper"])] if high else [])]
    unit = "" if unit == "-" else unit
    same = all(amount(wanted, unit) == amount(found, item["unit"]) for wanted, found in ends)
    return same and all(_has(part, item) for part in more)


def _has(part: str, item: Json) -> bool:
    key, _, wanted = part.partition("=")
    if key == "deadline":
        return (item[key] or {}).get("date") == wanted
    if key == "baseline":
        return wanted in ((item[key] or {}).get("raw") or "\0")
    return str(item.get(key)) == wanted


def holds(line: str, document: Json) -> bool:
    """Tell whether a line of a case holds for the JSON of its document."""
    if " || " in line:
        return any(holds(part, document) for part in line.split(" || "))
    verb, *rest = line.split()
    return VERBS[verb](rest, document)


def _named(name: str, document: Json) -> Iterator[Json]:
    for task in document["tasks"]:
        number = re.sub(r"[^\w]", "", unicodedata.normalize("NFKC", task["number"] or ""))
        if name in ("*", number) or plain(name) == plain(task["title"]):
            yield task


def _units(name: str, document: Json) -> list[Json]:
    return [unit for task in _named(name, document) for unit in task["assignments"]]


def _targets(name: str, document: Json) -> list[Json]:
    return [target for task in _named(name, document) for target in task["targets"]]


def _status(status: str) -> Callable[[list[str], Json], bool]:
    def holds(words: list[str], document: Json) -> bool:
        return any(
            item["status"] == status
            and any(is_alike(name, item["indicator"]) for name in words[0].split("|"))
            and amount(item["value"], item["unit"]) == amount(words[1], words[2])
            and all(_has(part, item) for part in words[3:])
            for item in document["quantities"]
        )

    return holds


def _no_target(words: list[str], document: Json) -> bool:
    items = [*_targets("*", document), *document["goals"]]
    return all(Decimal(item["value"]) != Decimal(words[0]) for item in items)


VERBS: dict[str, Callable[[list[str], Json], bool]] = {
    "tasks": lambda words, d: len(d["tasks"]) == int(words[0]),
    "task": lambda words, d: any(plain(task["title"]) == plain(words[1]) for task in _named(words[0], d)),
    "targets": lambda words, d: len(_targets("*", d)) == int(words[0]),
    "goals": lambda words, d: len(d["goals"]) == int(words[0]),
    "units": lambda words, d: len(_units(words[0], d)) == int(words[1]),
    "unit": lambda words, d: any(
        unit["role"] == words[1] and plain(unit["name"]) == plain(words[2]) for unit in _units(words[0], d)
    ),
    "nounit": lambda words, d: all(plain(unit["name"]) != plain(words[1]) for unit in _units(words[0], d)),
    "body": lambda words, d: any(
        unit["agency"] == words[1] for unit in _units("*", d) if plain(unit["name"]) == plain(words[0])
    ),
    "target": lambda words, d: any(fits(words[1:], item) for item in _targets(words[0], d)),
    "goal": lambda words, d: any(fits(words, item) for item in d["goals"]),
    "notarget": _no_target,
    "deadline": lambda words, d: any(
        (task["deadline"] or {}).get("date") == words[1] for task in _named(words[0], d)
    ),
    "title": lambda words, d: plain(d["document"]["title"]) == plain(" ".join(words)),
    "number": lambda words, d: plain(d["document"]["document_number"]) == plain(words[0]),
    "issuer": lambda words, d: plain(words[0]) in map(plain, d["document"]["issuers"]),
    "recipient": lambda words, d: plain(words[0]) in map(plain, d["document"]["recipients"]),
    "region": lambda words, d: plain((d["document"]["region"] or {}).get("name")) == plain(words[0]),
    "date": lambda words, d: d["document"]["issued_on"] == words[0],
    "problem": lambda words, d: any(words[0] in problem["code"] for problem in d["problems"]),
    **{status: _status(status) for status in STATUSES},
}
