"""A sample as tasks of Label Studio with predictions and a labelling config, and its export (JSON).

Their forms: https://labelstud.io/guide/tasks and https://labelstud.io/guide/export. Offsets are those of
JavaScript: code units of UTF-16.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from extractors.records import Span
from pipeline.export import replacing_folder
from pipeline.review.answers import Answer, ItemError, Judgement, Missed, Reviewed, read_item
from pipeline.review.items import LABELS, MEANINGS, Item, kind_of, named_field
from pipeline.wording import ROLES

_COLOURS = ("#5b8ff9", "#cf1322", "#d46b08", "#389e0d", "#722ed1", "#08979c", "#c41d7f")


def config() -> str:
    """Return the labelling config."""
    labels = "\n".join(
        f"    <Label value={quoteattr(label)} background={quoteattr(colour)}/>"
        for label, colour in zip(LABELS.values(), _COLOURS, strict=True)
    )
    return f"""<View>
  <Header value="$ask"/>
  <Header value="$task" size="5"/>
  <Labels name="label" toName="text">
{labels}
  </Labels>
  <Text name="text" value="$text" granularity="symbol"/>
  <TextArea name="name" toName="text" perRegion="true" maxSubmissions="1" rows="1"
            placeholder="单位全称、指标或标题（与原文不同时填写）"/>
  <TextArea name="why" toName="text" maxSubmissions="1" rows="1" placeholder="说明"/>
</View>
"""


def write(items: Iterable[Item], folder: Path) -> list[str]:
    """Write ``tasks.json`` and ``config.xml`` into the folder; returns what there is to say."""
    tasks = [_task(item) for item in items]
    with replacing_folder(folder) as temporary:
        (temporary / "tasks.json").write_text(
            json.dumps(tasks, ensure_ascii=False, indent=1), encoding="utf-8"
        )
        (temporary / "config.xml").write_text(config(), encoding="utf-8")
    return []


def _task(item: Item) -> dict[str, Any]:
    if item.kind == "record":
        ask = f"{LABELS[item.asked[0].label]}：对则保留，错则删去，应为别的则改标签或填写名称"
    else:
        ask = "漏了的补标，多了的删去"
    prediction = {
        "model_version": "zeren",
        "score": min((asked.confidence for asked in item.asked), default=1.0),
        "result": [_region(item, n) for n in range(len(item.asked))],
    }
    data = {
        "text": item.text,
        "ask": ask,
        "task": item.asked[0].task if item.kind == "record" else "",
        "title": item.title or item.path,
        "zeren": item.to_json(),
    }
    return {"data": data, "predictions": [prediction]}


def _region(item: Item, number: int) -> dict[str, Any]:
    asked = item.asked[number]
    start, end = (_units(item.text[:place]) for place in asked.span)
    words = item.text[slice(*asked.span)]
    return {
        "id": f"a{number}",
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "value": {"start": start, "end": end, "text": words, "labels": [LABELS[asked.label]]},
    }


def _units(text: str) -> int:
    """Return how many code units of UTF-16 the text takes."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def read(path: Path) -> Reviewed:
    """Return the answers of an export (JSON, not JSON-MIN); ValueError for another file."""
    tasks = json.loads(path.read_bytes())
    if not isinstance(tasks, list) or not all(isinstance(task, dict) and "data" in task for task in tasks):
        raise ValueError("is no export of Label Studio in its JSON format")
    answers: list[Answer] = []
    flaws: list[str] = []
    empty = 0
    for number, task in enumerate(tasks, 1):
        own = task.get("id", number)
        annotations = task.get("annotations") or []
        if not isinstance(annotations, list) or not all(isinstance(each, dict) for each in annotations):
            flaws.append(f"task {own}: damaged")
            continue
        done = [each for each in annotations if not each.get("was_cancelled")]
        empty += not done
        for annotation in done:
            try:
                answers.append(_answer(read_item(task["data"].get("zeren")), annotation))
            except (ItemError, KeyError, TypeError, IndexError, AttributeError) as error:
                flaws.append(f"task {own}: {error if isinstance(error, ItemError) else 'damaged'}")
    return Reviewed(tuple(answers), empty, tuple(flaws))


def _answer(item: Item, annotation: dict[str, Any]) -> Answer:
    names: dict[str, str] = {}
    regions: dict[str, tuple[Span, str]] = {}
    why = ""
    for result in annotation["result"]:
        if result["type"] == "labels":
            value = result["value"]
            regions[result["id"]] = _span(item.text, value), MEANINGS[value["labels"][0]]
        elif result["from_name"] == "name":
            names[result["id"]] = " ".join(result["value"]["text"]).strip()
        elif result["from_name"] == "why":
            why = " ".join(result["value"]["text"]).strip()
    spans = [(span, label, names.get(own, "")) for own, (span, label) in regions.items()]
    judgements, missed = compare(item, spans)
    return Answer(item, judgements, missed, why, _who(annotation))


def _who(annotation: dict[str, Any]) -> str:
    by = annotation.get("completed_by")
    return str(by.get("email", by.get("id", ""))) if isinstance(by, dict) else str(by or "")


def _span(text: str, value: dict[str, Any]) -> Span:
    """Return a place in code points of one in code units; `ItemError` where it holds other words."""
    units = text.encode("utf-16-le", "surrogatepass")
    start, end = (
        len(units[: 2 * value[name]].decode("utf-16-le", "surrogatepass")) for name in ("start", "end")
    )
    if not 0 <= start < end <= len(text) or (
        "text" in value and value["text"].strip() != text[start:end].strip()
    ):
        raise ItemError(f"a label stands at other words than {str(value.get('text'))[:30]}")
    return start, end


def compare(
    item: Item, spans: Iterable[tuple[Span, str, str]]
) -> tuple[tuple[Judgement, ...], tuple[Missed, ...]]:
    """Return what spans that came back, each with its label and name, say of what was asked.

    What stands as it was is right, with another role or a name it is changed, what is gone is wrong; what
    is new is missed.
    """
    left = list(spans)
    judgements: list[Judgement] = []
    for asked in item.asked:
        same = [each for each in left if each[0] == asked.span and _alike(each[1], asked.label)]
        if not same:
            judgements.append(Judgement(asked, "wrong"))
            continue
        best = min(same, key=lambda each: each[1] != asked.label)
        left.remove(best)
        changes = tuple(_changes(asked.label, best[1], best[2]))
        judgements.append(Judgement(asked, "changed" if changes else "right", changes))
    return tuple(judgements), tuple(Missed(label, span, name) for span, label, name in left)


def _alike(one: str, other: str) -> bool:
    return one == other or (one in ROLES and other in ROLES)


def _changes(asked: str, label: str, name: str) -> Iterable[tuple[str, str]]:
    if label != asked:
        yield "role", label
    if name:
        yield named_field(kind_of(asked)), name
