"""A second reader of units, trained on what the rules are sure of: does it see what they do not?

A small model of characters (spaCy: hash embeddings, four convolutions, named entities with the roles as
labels) learns from the units that the rules read with confidence in documents without gold, and in the
samples and documents with gold. What it then proposes in documents outside its training is held against
their gold: units of a task that the rules do not have, and whether units that it does not see are wrong.
docs/second-reader.md has the figures, and why the program is shipped without it. It needs spaCy.

    python scripts/second_reader.py train LIST FOLDER MODEL   # LIST: files of FOLDER, a line each
    python scripts/second_reader.py measure MODEL DOCUMENTS GOLD
"""

import random
import re
import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from time import process_time
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))

from extractors.records import Assignment, Document, Task
from pipeline.batch import load
from pipeline.evaluation.comparison import Finding, compare
from pipeline.evaluation.gold import Gold, read_gold
from pipeline.evaluation.score import FOLDERS

SURE = 0.9
"""Confidence from which a unit is learned from."""
OTHERS = 3
"""Lines without a unit, for each with one."""
LONGEST = 240
"""Characters of a line; a longer one is cut at its sentences."""
FORGOTTEN = 0.4
"""Share of the lines with units that are learned once more with their words of duty left out."""
_DUTY = re.compile(r"(?:牵头|责任|配合|主办|承办|协办|负责|参与)(?:单位|部门|处室)?[：:]?")
_SENTENCE = re.compile(r"[^\n。；]*[。；]?")
CONFIG = {
    "width": 96,
    "depth": 4,
    "window_size": 2,
    "rows": 6000,
}
Line = tuple[int, str]
Entity = tuple[int, int, str]


def lines_of(text: str) -> Iterator[Line]:
    """Yield the lines of a text with their places, long ones by their sentences."""
    at = 0
    for line in text.split("\n"):
        if len(line) <= LONGEST:
            yield at, line
        else:
            held, begin = "", at
            for match in _SENTENCE.finditer(line):
                if held and len(held) + len(match[0]) > LONGEST:
                    yield begin, held
                    begin, held = begin + len(held), ""
                held += match[0]
            if held:
                yield begin, held
        at += len(line) + 1


def examples(documents: Iterable[Document], chance: random.Random) -> Iterator[tuple[str, list[Entity]]]:
    """Yield lines with the units in them that the rules are sure of, and lines without any."""
    for document in documents:
        units = [unit for task in document.tasks for unit in task.assignments]
        spans = {unit.span: (unit.role, unit.confidence >= SURE) for unit in units}
        others: list[str] = []
        count = 0
        for start, line in lines_of(document.document.text):
            held = {
                (low - start, high - start): role
                for (low, high), role in spans.items()
                if start <= low and high <= start + len(line)
            }
            if not held and line.strip():
                others.append(line)
            elif held and all(role[1] for role in held.values()):
                entities = _apart((low, high, role[0]) for (low, high), role in held.items())
                count += 1
                yield line, entities
                if chance.random() < FORGOTTEN:
                    yield _without_duty(line, entities)
        chance.shuffle(others)
        for line in others[: max(20, OTHERS * count)] if document.document.reading.grade != "poor" else ():
            yield line, []


def _apart(entities: Iterable[Entity]) -> list[Entity]:
    """Return the entities, of those that share characters the first."""
    kept: list[Entity] = []
    for entity in sorted(entities):
        if not kept or entity[0] >= kept[-1][1]:
            kept.append(entity)
    return kept


def _without_duty(line: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Return a line and its entities without the words that say who answers."""
    gone = [
        match.span()
        for match in _DUTY.finditer(line)
        if all(match.end() <= low or high <= match.start() for low, high, _ in entities)
    ]

    def moved(place: int) -> int:
        return place - sum(high - low for low, high in gone if high <= place)

    kept = list(line)
    for low, high in gone:
        kept[low:high] = [""] * (high - low)
    return "".join(kept), [(moved(low), moved(high), role) for low, high, role in entities]


def make_model() -> Any:
    """Return an empty model of characters with a recogniser of units."""
    import spacy

    nlp = spacy.blank("zh")  # which parts a text into its characters
    nlp.add_pipe(
        "ner",
        config={
            "model": {
                "@architectures": "spacy.TransitionBasedParser.v2",
                "state_type": "ner",
                "extra_state_tokens": False,
                "hidden_width": 64,
                "maxout_pieces": 2,
                "use_upper": True,
                "nO": None,
                "tok2vec": {
                    "@architectures": "spacy.Tok2Vec.v2",
                    "embed": {
                        "@architectures": "spacy.MultiHashEmbed.v2",
                        "width": CONFIG["width"],
                        "attrs": ["ORTH"],
                        "rows": [CONFIG["rows"]],
                        "include_static_vectors": False,
                    },
                    "encode": {
                        "@architectures": "spacy.MaxoutWindowEncoder.v2",
                        "width": CONFIG["width"],
                        "depth": CONFIG["depth"],
                        "window_size": CONFIG["window_size"],
                        "maxout_pieces": 3,
                    },
                },
            }
        },
    )
    return nlp


def train(options: Namespace) -> None:
    """Train a model for so many minutes of a processor, write it, and print what it learned from."""
    from spacy.training import Example
    from spacy.util import compounding, minibatch

    chance = random.Random(0)
    paths = [options.folder / name for name in options.list.read_text(encoding="utf-8").split("\n") if name]
    paths += [corpus / gold.file for corpus, folder in FOLDERS for gold in read_gold(folder)]
    documents = (document for path in paths if isinstance(document := load(path), Document))
    rows = list(examples(documents, chance))
    nlp = make_model()
    learned = []
    for text, entities in rows:
        doc = nlp.make_doc(text)
        spans = [span for low, high, role in entities if (span := doc.char_span(low, high, label=role))]
        learned.append(
            Example.from_dict(doc, {"entities": [(s.start_char, s.end_char, s.label_) for s in spans]})
        )
    chance.shuffle(learned)
    held, learned = learned[: len(learned) // 20], learned[len(learned) // 20 :]
    counts = Counter(role for _, entities in rows for *_, role in entities)
    print(f"{len(paths)} documents, {len(rows)} lines, {counts.total()} units: {dict(counts)}", flush=True)
    optimizer = nlp.initialize(lambda: learned)
    begun = process_time()
    epoch = 0
    while process_time() - begun < 60 * options.minutes:
        epoch += 1
        chance.shuffle(learned)
        losses: dict[str, float] = {}
        for batch in minibatch(learned, size=compounding(16, 64, 1.01)):
            nlp.update(batch, sgd=optimizer, drop=0.2, losses=losses)
            if process_time() - begun > 60 * options.minutes:
                break
        score = nlp.evaluate(held)
        print(
            f"{epoch}: {process_time() - begun:.0f} s, loss {losses['ner']:.0f}, F {score['ents_f']:.3f}",
            flush=True,
        )
        with nlp.use_params(optimizer.averages):
            nlp.to_disk(options.model)


class Proposal(NamedTuple):
    """A name that the model takes for a unit, with its role and its place."""

    start: int
    end: int
    role: str


def propose(nlp: Any, text: str) -> list[Proposal]:
    """Return what the model takes for units in a text."""
    lines = list(lines_of(text))
    docs = zip(lines, nlp.pipe(line for _, line in lines), strict=True)
    return [
        Proposal(at + each.start_char, at + each.end_char, each.label_)
        for (at, _), doc in docs
        for each in doc.ents
    ]


def with_proposals(document: Document, proposals: list[Proposal]) -> tuple[Document, int]:
    """Return the document whose tasks have the proposals that they lack, and how many these are."""
    added = 0
    tasks: list[Task] = []
    for task in document.tasks:
        own = list(task.assignments)
        for start, end, role in proposals:
            name = document.document.text[start:end]
            inside = task.span[0] <= start and end <= task.span[1]
            if inside and all(name != u.name and (u.span[1] <= start or end <= u.span[0]) for u in own):
                unit = Assignment(
                    name=name,
                    role=role,  # type: ignore[arg-type]
                    label="",
                    evidence="label",
                    span=(start, end),
                    agency="",
                    scope=task.span,
                )
                own.append(unit)
                added += 1
        tasks.append(task.changed(assignments=tuple(own)))
    return document.changed(tasks=tuple(tasks)), added


def measure(options: Namespace) -> None:
    """Print what the model adds to the rules in documents with gold, and what it costs."""
    import spacy

    nlp = spacy.load(options.model)
    tallies: Counter[str] = Counter()
    rows: list[tuple[float, bool, bool]] = []
    for gold in read_gold(options.gold):
        begun = process_time()
        document = load(options.documents / gold.file)
        tallies["ms of the rules"] += round(1000 * (process_time() - begun))
        if not isinstance(document, Document):
            continue
        begun = process_time()
        proposals = propose(nlp, document.document.text)
        tallies["ms of the model"] += round(1000 * (process_time() - begun))
        changed, added = with_proposals(document, proposals)
        before, after = _units(gold, document), _units(gold, changed)
        tallies.update(f"units of the rules, {finding.kind}" for finding in before)
        tallies.update(f"units of both, {finding.kind}" for finding in after)
        tallies["units proposed in tasks"] += added
        held = [unit.span for task in document.tasks for unit in task.assignments]
        news = [p for p in proposals if all(high <= p.start or p.end <= low for low, high in held)]
        names = {unit.name for task in gold.tasks for unit in task.units}
        words = [document.document.text[p.start : p.end] for p in news]
        tallies["names proposed that the rules have nowhere"] += len(words)
        tallies["  of which name a unit of gold"] += sum(word in names for word in words)
        seen = {(each.start, each.end) for each in proposals}
        rows += [
            (finding.record.confidence, finding.kind == "hit", finding.record.span in seen)
            for finding in before
            if isinstance(finding.record, Assignment)
        ]
    for name, count in sorted(tallies.items()):
        print(f"{name:46}{count:6}")
    size = sum(path.stat().st_size for path in Path(options.model).rglob("*") if path.is_file())
    print(f"model: {size / 2**20:.1f} MB")
    for name, at in (("confidence", 0), ("being seen by the model", 2)):
        print(f"area under the curve of {name}: {area([(row[at], row[1]) for row in rows]):.3f}")
    for told in (True, False):
        own = [right for _, right, agrees in rows if agrees is told]
        print(f"units that the model {'sees' if told else 'does not see'}: {sum(own)} of {len(own)} right")


def _units(gold: Gold, document: Document) -> list[Finding]:
    return [finding for finding in compare(gold, document) if finding.measure == "units"]


def area(rows: list[tuple[float, bool]]) -> float:
    """Return how often a right record has the higher score than a wrong one, half where they tie."""
    good, bad = ([score for score, right in rows if right is told] for told in (True, False))
    wins = sum((g > b) + 0.5 * (g == b) for g in good for b in bad)
    return wins / max(1, len(good) * len(bad))


def main() -> None:
    """Train or measure."""
    parser = ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(required=True)
    learn = commands.add_parser("train")
    for name in ("list", "folder", "model"):
        learn.add_argument(name, type=Path)
    learn.add_argument("--minutes", type=float, default=9)
    learn.set_defaults(run=train)
    judge = commands.add_parser("measure")
    for name in ("model", "documents", "gold"):
        judge.add_argument(name, type=Path)
    judge.set_defaults(run=measure)
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
