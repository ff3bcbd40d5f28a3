"""What each rule of target finding is good for: ``make support``.

Silences each construction, each pattern and each lexicon entry of `extractors.targets` in turn, and counts
the sentences (of the rows in tests/targets and of the cases) and the documents (samples, and the real ones
where they lie beside the project) in which something changes. What changes nothing has no support.
"""

import ast
import re
import sys
import tomllib
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

import extractors.targets
from extractors.folding import fold
from extractors.lexicons import load
from extractors.nlp import tag_words
from extractors.records import Document
from extractors.targets import TargetContext, constructions, find_targets
from pipeline import batch
from pipeline.evaluation.gold import read_gold
from pipeline.evaluation.score import FOLDERS

ROWS = (Path("tests/targets"), Path("tests/cases"))
LEXICONS = ("measures", "comparators", "predicates", "indicators", "aspect")
NEVER = re.compile("(?!)()()()")
_COUNTED = re.compile("[0-9一二两三四五六七八九十百千万半]")
_CONTEXT = TargetContext(year=2024, period_end="2026-12-31", tag_words=tag_words)


def main() -> None:
    """Print what changes when each rule is silent, those without support first."""
    parser = ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--all", action="store_true", help="print the rules that have support too")
    parser.add_argument("names", nargs="*", help="only rules that have one of these in their names")
    options = parser.parse_args()
    sentences, documents = tuple(_sentences()), tuple(_documents())
    rows, files = tuple(map(_read, sentences)), tuple(map(_read, documents))
    found = []
    for rule, silence in _switches():
        if options.names and not any(name in rule for name in options.names):
            continue
        with silence:
            changed = _differ(sentences, rows), 0
            if options.all or not changed[0]:
                changed = changed[0], _differ(documents, files)
        found.append((*changed, rule))
        print(".", end="", file=sys.stderr, flush=True)
    print(f"\n{len(sentences)} sentences, {len(documents)} documents, {len(found)} rules")
    for said, told, rule in sorted(found):
        if options.all or not (said or told):
            print(f"{said:5} sentences {told:4} documents  {rule}")


def _differ(texts: Sequence[str], before: Sequence[str]) -> int:
    """Return how many of the texts are read in another way than before."""
    return sum(_read(text) != old for text, old in zip(texts, before, strict=True))


def _sentences() -> Iterator[str]:
    """The sentences that stand as strings in the tests, and the lines of the cases."""
    for folder in ROWS:
        for path in sorted(folder.glob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield from _lines(node.value)
        for path in sorted(folder.glob("*.toml")):
            for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
                yield from _lines(case["text"])


def _lines(text: str) -> Iterator[str]:
    parts = (line.partition("=>")[0].strip() for line in text.splitlines())
    yield from (part for part in parts if len(part) > 5 and _COUNTED.search(part))


def _documents() -> Iterator[str]:
    """The lines with numbers of the documents with gold."""
    for folder, gold in FOLDERS:
        for file in sorted(entry.file for entry in read_gold(gold)):
            document = batch.load(folder / file)
            if isinstance(document, Document):
                yield "\n".join(_lines(document.document.text))


def _read(text: str) -> str:
    return repr([find_targets(line, fold(line), 0, len(line), _CONTEXT) for line in text.splitlines()])


def _modules() -> Sequence[ModuleType]:
    names = sorted(module.name for module in iter_modules(extractors.targets.__path__))
    return [import_module(f"extractors.targets.{name}") for name in names]


def _forget() -> None:
    """Empty what the modules have compiled."""
    for module in _modules():
        for thing in vars(module).values():
            if hasattr(thing, "cache_clear"):
                thing.cache_clear()


def _switches() -> Iterator[tuple[str, Any]]:
    """Each rule's name, and a context in which it is silent."""
    rows = constructions.CONSTRUCTIONS
    for row in rows:
        rest = tuple(other for other in rows if other is not row)
        yield f"construction {row.name}", _changed((constructions,), "CONSTRUCTIONS", rest)
    for module in _modules():
        for name, thing in list(vars(module).items()):
            if isinstance(thing, re.Pattern):
                yield f"{module.__name__.rpartition('.')[2]}.{name}", _changed((module,), name, NEVER)
    users = tuple(module for module in _modules() if hasattr(module, "load"))
    for lexicon in LEXICONS:
        for number, entry in enumerate(load(lexicon)):
            named = entry.get("kind") or entry.get("dimension") or entry.get("comparator")
            silenced = _without(lexicon, number)
            yield f"{lexicon}.toml {number + 1} {named}", _changed(users, "load", silenced, _forget)


def _without(lexicon: str, number: int) -> Callable[[str], tuple[dict[str, Any], ...]]:
    def others(name: str) -> tuple[dict[str, Any], ...]:
        entries = load(name)
        return entries if name != lexicon else entries[:number] + entries[number + 1 :]

    return others


@contextmanager
def _changed(
    modules: Sequence[ModuleType], name: str, thing: object, forget: Callable[[], None] = lambda: None
) -> Iterator[None]:
    """Let the modules have another thing by the name, as long as the context lasts."""
    kept = [getattr(module, name) for module in modules]
    for module in modules:
        setattr(module, name, thing)
    forget()
    try:
        yield
    finally:
        for module, old in zip(modules, kept, strict=True):
            setattr(module, name, old)
        forget()


if __name__ == "__main__":
    main()
