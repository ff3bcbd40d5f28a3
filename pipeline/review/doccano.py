"""A sample as JSONL for a doccano project of sequence labelling, and its export.

https://doccano.github.io/doccano/tutorial: one object a line with ``text`` and ``label``, a list of
[start, end, label]; what else stands in it comes back with it. An export adds ``id``, and ``Comments``
where there are some.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from extractors.records import Span
from pipeline.export import replacing
from pipeline.review.answers import Answer, ItemError, Reviewed, read_item
from pipeline.review.items import LABELS, MEANINGS, Item
from pipeline.review.label_studio import compare

_ADDED = {"id", "Comments", "comments"}


def write(items: Iterable[Item], path: Path) -> list[str]:
    """Write the lines; returns what there is to say."""
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        for item in items:
            file.write(json.dumps(_line(item), ensure_ascii=False) + "\n")
    return []


def _line(item: Item) -> dict[str, Any]:
    return {
        "text": item.text,
        "label": [[*asked.span, LABELS[asked.label]] for asked in item.asked],
        "title": item.title or item.path,
        "task": item.asked[0].task if item.kind == "record" else "",
        "zeren": item.to_json(),
    }


def read(path: Path) -> Reviewed:
    """Return the answers of an export; all of it counts, as doccano does not say what was looked at.

    A line without what doccano adds is of a sample that nobody opened.
    """
    answers: list[Answer] = []
    flaws: list[str] = []
    for number, raw in enumerate(path.read_bytes().splitlines(), 1):
        if not raw.strip():
            continue
        try:
            row = json.loads(raw)
            item = read_item(row["zeren"])
            if not row.keys() & _ADDED:
                raise ItemError("doccano did not export it: it has no id")
            judgements, missed = compare(item, [_span(item, label) for label in row["label"]])
            comments = next((row[name] for name in ("Comments", "comments") if row.get(name)), ())
            answers.append(Answer(item, judgements, missed, " ".join(map(str, comments))))
        except ItemError as error:
            flaws.append(f"line {number}: {error}")
        except (ValueError, KeyError, TypeError, IndexError, AttributeError):
            flaws.append(f"line {number}: is no line of a sample that doccano exports")
    touched = any(map(_is_changed, answers))
    notes = ("no label in it was changed: all of it counts as right",) if answers and not touched else ()
    return Reviewed(tuple(answers), 0, tuple(flaws), notes)


def _is_changed(answer: Answer) -> bool:
    return bool(answer.missed) or any(each.verdict != "right" for each in answer.judgements)


def _span(item: Item, label: Any) -> tuple[Span, str, str]:
    start, end, name = label
    if not 0 <= start < end <= len(item.text):
        raise ItemError("a label stands outside its text")
    return (start, end), MEANINGS[name], ""
