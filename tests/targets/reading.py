"""Short ways to read a sentence, and to say in one line what was found in it."""

import re

from extractors.folding import fold
from extractors.targets import Finding, Found, TargetContext, find_targets

_SIGNS = {"increase": "+", "decrease": "-", None: ""}


def read(text: str, context: TargetContext | None = None) -> Found:
    """Return what the text says in numbers."""
    return find_targets(text, fold(text), 0, len(text), context or TargetContext())


def line(finding: Finding) -> str:
    """Return indicator, comparator and signed value of a finding.

    >>> [line(target) for target in read("全县能耗下降3%—5%。").targets]
    ['能耗 between -3~5%']
    """
    upper = f"~{finding.upper}" if finding.upper else ""
    value = f"{_SIGNS[finding.change]}{finding.value}{upper}{finding.unit}"
    return f"{finding.indicator} {finding.comparator} {value}"


def lines(text: str, context: TargetContext | None = None) -> list[str]:
    """Return the targets of a text, a line each."""
    return [line(target) for target in read(text, context).targets]


def rows(table: str) -> list[tuple[str, list[str]]]:
    """Return sentence and targets of each row ``sentence => target / target``, long rows over several lines.

    >>> rows("产量达到5吨。 => 产量 eq 5吨")
    [('产量达到5吨。', ['产量 eq 5吨'])]
    """
    split = (row.partition("=>") for row in re.sub(r"\n +(?==>|/)", " ", table.strip()).splitlines())
    return [
        (text.strip(), [t.strip() for t in wanted.split(" / ") if t.strip()]) for text, _, wanted in split
    ]
