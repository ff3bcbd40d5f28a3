"""Sound JSON of this program, damaged as a row of a table says."""

import json
from typing import Any

from tests.inventory.makers import NAMES

_MARK = "@raw {}@"


def damaged(sound: bytes, row: dict[str, Any], name: str) -> bytes:
    """Return the JSON with the row's damage; `name` is what its expression calls the sound one."""
    if "bytes" in row:
        data: bytes = eval(row["bytes"], dict(NAMES) | {name: sound, "twice": twice})
        return data
    content = json.loads(sound)
    raw = row.get("raw", {})
    marks = {place: _MARK.format(number) for number, place in enumerate(raw)}
    for place, value in (row.get("set", {}) | marks).items():
        holder, last = _find(content, place)
        holder[last] = value
    if "drop" in row:
        holder, last = _find(content, row["drop"])
        del holder[last]
    text = json.dumps(content, ensure_ascii=False)
    for place, mark in marks.items():
        text = text.replace(json.dumps(mark), raw[place])
    return text.encode()


def twice(sound: bytes, name: str) -> bytes:
    """Return the document with the first of its records there twice."""
    content = json.loads(sound)
    content[name] = [*content[name], content[name][0]]
    return json.dumps(content, ensure_ascii=False).encode()


def _find(content: Any, place: str) -> tuple[Any, Any]:
    *way, last = (int(step) if step.isdecimal() else step for step in place.split("."))
    for step in way:
        content = content[step]
    return content, last
