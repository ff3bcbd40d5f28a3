"""Invariance: the same document in other printings must give the same records.

Each sample that needs no table is written anew with another numbering, with synonyms of its labels, under a
title of another kind (other forms of the file are measured by `parity`). What is compared is what the
records say: tasks by their words, units by role and name, targets by value, unit,
comparator and indicator. The rate is the share of the records of either side that both have.
"""

import re
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from unicodedata import normalize

from extractors.records import Document
from pipeline.batch import load

SAMPLES = Path("corpus")
Change = Callable[[str], str]
Record = tuple[str, ...]

_HAN = "一二三四五六七八九十"
_NUMBERS = {
    "full-width stop": (r"(?m)^(\s*)(\d{1,2})[.．](?!\d)", r"\1\2．"),
    "small stop": (r"(?m)^(\s*)(\d{1,2})[.．](?!\d)", r"\1\2﹒"),
    "enumeration comma": (r"(?m)^(\s*)(\d{1,2})[.．](?!\d)", r"\1\2、"),
}
_LABELS = {
    "office": {"牵头单位": "牵头部门", "责任单位": "责任部门", "配合单位": "配合部门"},
    "level": {"牵头单位": "市级牵头单位", "责任单位": "具体责任单位", "配合单位": "协同配合单位"},
    "deed": {"牵头单位": "主办单位", "责任单位": "落实单位", "配合单位": "协办单位"},
}
_TITLES = ("工作要点", "行动方案", "实施方案", "工作方案", "实施意见", "三年行动计划", "若干措施")
_KINDS = ("重点任务分解", "目标责任书", "工作安排")
"""Kinds of document that a title may name instead: they hint, and settle nothing (CONTRACT, section 2)."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the records of one variant of one sample agree with those of the sample."""

    file: str
    variant: str
    same: int
    all: int
    missing: tuple[Record, ...]
    extra: tuple[Record, ...]


def variants() -> Iterator[tuple[str, Change]]:
    """Yield the name of each way to print a text anew, and the function that does it."""
    for name, (pattern, printed) in _NUMBERS.items():
        yield f"numbering: {name}", _substitution(pattern, printed)
    yield "numbering: enclosed", _enclosed
    for name, words in _LABELS.items():
        yield f"labels: {name}", _replacement(words)
    for kind in _KINDS:
        yield f"title: {kind}", _retitled(kind)


def measure(path: Path, folder: Path) -> Iterator[Outcome]:
    """Yield the outcome of each variant of the document at `path`; files are written below `folder`."""
    original = load(path)
    if not isinstance(original, Document) or _has_table(original):
        return
    text = original.document.text
    for number, (name, change) in enumerate(variants()):
        changed = change(text)
        if changed == text:
            continue
        written = folder / f"{path.stem}-{number}.txt"
        written.write_text(changed, encoding="utf-8")
        found = load(written)
        yield _outcome(path.name, name, records(original), records(found))


def _has_table(document: Document) -> bool:
    """Tell whether units stand in a table, which a text without its cells does not show."""
    return any(unit.evidence == "table" for task in document.tasks for unit in task.assignments)


def records(document: object) -> Counter[Record]:
    """Return what the records of a document say, without what printing decides."""
    found: Counter[Record] = Counter()
    if not isinstance(document, Document):
        return found
    for task in document.tasks:
        words = _plain(task.title)[:12]
        found["task", words] += 1
        found.update(("unit", words, unit.role, _plain(unit.name)) for unit in task.assignments)
        found.update(("target", words, *_amount(target)) for target in task.targets)
    found.update(("goal", *_amount(goal)) for goal in document.goals)
    return found


def _amount(target: object) -> Record:
    value, unit, comparator, indicator = (
        str(getattr(target, name)) for name in ("value", "unit", "comparator", "indicator")
    )
    return value, _plain(unit), comparator, _plain(indicator)


def _outcome(file: str, variant: str, wanted: Counter[Record], found: Counter[Record]) -> Outcome:
    same = (wanted & found).total()
    missing, extra = wanted - found, found - wanted
    return Outcome(
        file, variant, same, (wanted | found).total(), tuple(missing.elements()), tuple(extra.elements())
    )


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", normalize("NFKC", text)).lower()


def _substitution(pattern: str, printed: str) -> Change:
    compiled = re.compile(pattern)
    return lambda text: compiled.sub(printed, text)


def _enclosed(text: str) -> str:
    """Return the text with （一） as ㈠ and 1. as ⒈, where one sign can stand for the number."""
    text = re.sub(
        rf"(?m)^(\s*)[(（]([{_HAN}])[)）]", lambda m: m[1] + chr(ord("㈠") + _HAN.index(m[2])), text
    )
    return re.sub(r"(?m)^(\s*)([1-9])[.．](?!\d)", lambda m: m[1] + chr(ord("⒈") + int(m[2]) - 1), text)


def _replacement(words: dict[str, str]) -> Change:
    either = re.compile("|".join(words))
    return lambda text: either.sub(lambda match: words[match[0]], text)


def _retitled(kind: str) -> Change:
    """Return a change of the kind of document in the title's own lines and wherever it is named."""
    either = re.compile("(?:" + "|".join(_TITLES) + r")(?=(?:（[^（）\n]{2,16}）)?(?:\n|》|的通知))")
    return lambda text: either.sub(kind, text)


def main() -> None:
    """Print the rate of each variant over the samples, and of all of them."""
    parser = ArgumentParser(prog="python -m pipeline.evaluation.invariance", description=__doc__)
    parser.add_argument("--misses", action="store_true", help="name each record that differs")
    options = parser.parse_args()
    outcomes: list[Outcome] = []
    with TemporaryDirectory(prefix="zeren-") as folder:
        for path in sorted(path for path in SAMPLES.glob("*-*") if path.is_file()):
            outcomes += measure(path, Path(folder))
    print(format_outcomes(outcomes, misses=options.misses))


def format_outcomes(outcomes: list[Outcome], *, misses: bool) -> str:
    """Return a table of the share of records that agree, by variant and in all."""
    lines = []
    for variant in dict.fromkeys(outcome.variant for outcome in outcomes):
        own = [outcome for outcome in outcomes if outcome.variant == variant]
        lines.append(f"{variant:34}{_rate(own):10.3f}")
        for outcome in own:
            if outcome.same < outcome.all:
                lines.append(f"  {outcome.file:32}{outcome.same / outcome.all:10.3f}")
            if misses:
                lines += [f"    lost  {' '.join(record)}" for record in outcome.missing]
                lines += [f"    extra {' '.join(record)}" for record in outcome.extra]
    lines.append(f"{'all: records that agree':34}{_rate(outcomes):10.3f}")
    return "\n".join(lines)


def _rate(outcomes: list[Outcome]) -> float:
    of = sum(outcome.all for outcome in outcomes)
    return sum(outcome.same for outcome in outcomes) / of if of else 1.0


if __name__ == "__main__":
    main()
