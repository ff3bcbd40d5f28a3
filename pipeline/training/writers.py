"""Formats of the examples: a file for each part of the data in a folder, or one list of words."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from extractors.records import Document
from pipeline.export import clean, replacing, replacing_folder
from pipeline.offline import no_probing
from pipeline.training.examples import GROUPS, SPLITS, Example, find_examples, flat
from pipeline.training.words import find_words

SUFFIXES = {"docbin": "spacy", "conll": "conll", "jsonl": "jsonl"}


def write_jsonl(documents: Iterable[Document], path: Path, least: float) -> Counter[str]:
    """Write an object a line, in the form of Prodigy and `spacy-annotator`s: text, spans, meta."""
    return _write_lines(documents, path, least, "jsonl", _json_line)


def _json_line(example: Example) -> str:
    spans = [{"start": each.start, "end": each.end, "label": each.label} for each in example.spans]
    meta = {"document": example.document, "path": example.path, "start": example.start}
    return json.dumps({"text": example.text, "spans": spans, "meta": meta}, ensure_ascii=False) + "\n"


def write_conll(documents: Iterable[Document], path: Path, least: float) -> Counter[str]:
    """Write a sign and its tag a line (IOB2), an empty line behind each paragraph; blanks are left out.

    Of spans that lie in each other the longest stands.
    """
    return _write_lines(documents, path, least, "conll", lambda example: "".join(_tagged(example)))


def _tagged(example: Example) -> Iterator[str]:
    tags = ["O"] * len(example.text)
    for each in flat(example.spans):
        tags[each.start : each.end] = [f"I-{each.label}"] * (each.end - each.start)
        first = next((n for n in range(each.start, each.end) if _shows(example.text[n])), each.start)
        tags[first] = f"B-{each.label}"
    for sign, tag in zip(example.text, tags, strict=True):
        if _shows(sign):
            yield f"{sign}\t{tag}\n"
    yield "\n"


def _shows(sign: str) -> bool:
    return not sign.isspace() and bool(clean(sign))


def _write_lines(
    documents: Iterable[Document], path: Path, least: float, name: str, line: Callable[[Example], str]
) -> Counter[str]:
    counts: Counter[str] = Counter(dict.fromkeys(SPLITS, 0))
    with replacing_folder(path) as folder, ExitStack() as stack:
        files: dict[str, IO[str]] = {
            split: stack.enter_context(
                (folder / f"{split}.{SUFFIXES[name]}").open("w", encoding="utf-8", newline="\n")
            )
            for split in SPLITS
        }
        for example in _examples(documents, least):
            counts[example.split] += 1
            files[example.split].write(line(example))
    return counts


def write_docbin(documents: Iterable[Document], path: Path, least: float) -> Counter[str]:
    """Write a DocBin for each part, of Docs that spaCy's blank `zh` pipeline cuts into signs.

    Units, targets and deadlines stand as span groups, all of them in ``sc`` as well, where spancat looks;
    entities are those of which none meets another.
    """
    with no_probing():
        import spacy
        from spacy.tokens import Doc, DocBin, Span

    nlp = spacy.blank("zh")
    bins = {split: DocBin(store_user_data=True) for split in SPLITS}
    counts: Counter[str] = Counter(dict.fromkeys(SPLITS, 0))
    for example in _examples(documents, least):
        doc = Doc(nlp.vocab, words=list(example.text), spaces=[False] * len(example.text))
        made = {each: Span(doc, each.start, each.end, each.label) for each in example.spans}
        for group, labels in GROUPS.items():
            doc.spans[group] = [span for each, span in made.items() if each.label in labels]
        doc.spans["sc"] = list(made.values())
        doc.set_ents(
            [made[each] for each in flat(example.spans) if _is_entity(example, each.start, each.end)]
        )
        doc.user_data = {"document": example.document, "path": example.path, "start": example.start}
        bins[example.split].add(doc)
        counts[example.split] += 1
    with replacing_folder(path) as folder:
        for split, each in bins.items():
            each.to_disk(folder / f"{split}.{SUFFIXES['docbin']}")
    return counts


def _is_entity(example: Example, start: int, end: int) -> bool:
    """Return whether spaCy takes the span for an entity: it neither begins nor ends with a blank."""
    text = example.text[start:end]
    return text == text.strip()


def write_jieba(documents: Iterable[Document], path: Path, least: float) -> Counter[str]:
    """Write a word, how often it is met and its tag a line."""
    words = list(find_words(documents))
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{clean(word)} {count} {tag}\n" for word, count, tag in words)
    return Counter(words=len(words))


def _examples(documents: Iterable[Document], least: float) -> Iterator[Example]:
    for document in documents:
        yield from find_examples(document, least)


WRITERS: dict[str, Callable[[Iterable[Document], Path, float], Counter[str]]] = {
    "docbin": write_docbin,
    "conll": write_conll,
    "jsonl": write_jsonl,
    "jieba": write_jieba,
}
"""Each writes documents to a path and returns how many examples, or words, stand in which part.

All but ``jieba`` take the path for a folder.
"""
FOLDERS = frozenset(SUFFIXES)
