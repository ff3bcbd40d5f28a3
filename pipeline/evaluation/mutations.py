"""Documents with something deleted at random: what shows that the audit sees what the rules no longer do."""

import re
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from extractors.records import Document, Problem, Task
from extractors.values import value
from pipeline.batch import load

TEXTS = (".txt", ".md", ".html")
"""Formats whose files are text."""
FOLDERS = (Path("corpus"), Path("../shared/corpus"))
"""Samples, and where they lie beside the project the documents with gold, seen from the project's root."""
_HAN = "[一二三四五六七八九十]"
_KINDS = {
    "label": re.compile(
        r"(?:牵头|责任|配合|主办|承办|协办|负责|参与|督办)(?:单位|部门|处室|科室)[：:]"
        r"|(?<=[局委厅部府办院])(?:负责|牵头|配合)(?=[）)])"
    ),
    "bracket": re.compile(
        r"[（(](?=[^（()）\n]{2,80}(?:牵头|负责|配合|单位|部门|[局委厅府])[^（()）\n]{0,80}[)）])"
    ),
    "number": re.compile(
        rf"(?m)^[ \t\u3000#*>]*(?:{_HAN}{{1,3}}、|[（(](?:{_HAN}|\d){{1,3}}[)）]|\d{{1,2}}[.．、])"
    ),
}
"""What is deleted: a label or role word, an opening bracket with the closing one, the number of an item."""


@value
class Mutation:
    """A text with something deleted."""

    kind: str
    text: str
    place: int
    """Where it was deleted."""
    deleted: str


def mutate(text: str, chance: Random) -> Mutation:
    """Return the text without one label, pair of brackets or number at random; as it is if it has none."""
    kinds = {kind: found for kind, pattern in _KINDS.items() if (found := list(pattern.finditer(text)))}
    if not kinds:
        return Mutation("none", text, 0, "")
    kind = chance.choice(sorted(kinds))
    match = chance.choice(kinds[kind])
    start, end = match.span()
    if kind == "bracket":
        close = min(at for mark in ")）" if (at := text.find(mark, end)) >= 0)
        inner = text[end:close]
        return Mutation(kind, text[:start] + inner + text[close + 1 :], start, match[0])
    return Mutation(kind, text[:start] + text[end:], start, match[0])


@value
class Loss:
    """A mutation that lost a record, and whether the document tells of it."""

    file: str
    mutation: Mutation
    lost: tuple[str, ...]
    told: bool


def find_losses(folders: Iterable[Path], wanted: int, seed: int = 0) -> Iterator[Loss]:
    """Yield mutations of the text samples of some folders that lose a record, as many as wanted at most."""
    chance = Random(seed)
    found_in = (path for folder in folders if folder.is_dir() for path in folder.iterdir())
    paths = sorted(path for path in found_in if path.suffix in TEXTS and path.stem != "README")
    whole = {path: document for path in paths if isinstance(document := load(path), Document)}
    texts = {
        path: path.read_text(encoding=document.document.source.encoding or "utf-8", errors="replace")
        for path, document in whole.items()
    }
    tried: set[tuple[Path, int]] = set()
    found = tries = 0
    with TemporaryDirectory() as scratch:
        while found < wanted and tries < 20 * wanted:
            tries += 1
            path = chance.choice(sorted(whole))
            mutation = mutate(texts[path], chance)
            if (path, mutation.place) in tried or mutation.kind == "none":
                continue
            tried.add((path, mutation.place))
            copy = Path(scratch) / path.name
            copy.write_text(mutation.text, encoding="utf-8")
            changed = load(copy)
            if not isinstance(changed, Document):
                continue
            if lost := sorted(_records(whole[path]) - _records(changed)):
                found += 1
                yield Loss(path.name, mutation, tuple(lost), _is_told(whole[path], changed, mutation, lost))


def _records(document: Document) -> set[str]:
    """Return the tasks and assignments in words; a task is known by the beginning of its title."""
    records = set()
    for task in document.tasks:
        name = _name(task)
        records.add(name)
        records.update(f"{name} {unit.role} {unit.name}" for unit in task.assignments)
    return records


def _name(task: Task) -> str:
    return re.sub(r"\W+", "", task.title)[:16]


def _is_told(whole: Document, changed: Document, mutation: Mutation, lost: list[str]) -> bool:
    """Tell whether the grade fell, or a new problem stands where it was changed or at what was lost."""
    grades = ("good", "check", "poor")
    if grades.index(changed.document.reading.grade) > grades.index(whole.document.reading.grade):
        return True
    text = changed.document.text
    behind = re.sub(r"<[^>]*>.*", "", mutation.text[mutation.place :].lstrip(), flags=re.DOTALL)[:10]
    names = {record.split()[0] for record in lost}
    titles = [task.title for task in whole.tasks if _name(task) in names]
    words = [word for word in (behind, *(title[:10] for title in titles)) if word]
    places = [match.start() for word in words for match in re.finditer(re.escape(word), text)]
    old = {(p.code, _printed(whole, p)) for p in whole.problems}
    new = [p.span for p in changed.problems if p.span and (p.code, _printed(changed, p)) not in old]
    lines = [
        (text.rfind("\n", 0, at) + 1, (text.find("\n", at) + len(text) + 1) % (len(text) + 1))
        for at in places
    ]
    return any(start <= high and low <= end for low, high in lines for start, end in new)


def _printed(document: Document, problem: Problem) -> str:
    return document.document.text[slice(*problem.span)] if problem.span else ""


def main() -> None:
    """Print how many of the losses are told, by kind, and the losses that are not."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=500, help="losses to look at (500)")
    parser.add_argument("--seed", type=int, default=0, help="of what is deleted at random (0)")
    parser.add_argument(
        "--folder", type=Path, action="append", default=[], help="one more folder of documents"
    )
    parser.add_argument("--misses", action="store_true", help="name the losses that nothing tells of")
    options = parser.parse_args()
    counts: Counter[tuple[str, bool]] = Counter()
    for loss in find_losses((*FOLDERS, *options.folder), options.count, options.seed):
        counts[loss.mutation.kind, loss.told] += 1
        if options.misses and not loss.told:
            print(f"{loss.file} {loss.mutation.kind} {loss.mutation.deleted!r}: {'; '.join(loss.lost[:3])}")
    for kind in sorted({kind for kind, _ in counts}):
        told, silent = counts[kind, True], counts[kind, False]
        print(f"{kind:10} {told}/{told + silent} losses are told")
    told = sum(count for (_, is_told), count in counts.items() if is_told)
    print(f"{'all':10} {told}/{counts.total()} = {told / max(1, counts.total()):.3f}")


if __name__ == "__main__":
    main()
