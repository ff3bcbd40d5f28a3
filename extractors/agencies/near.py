"""The one known name that a mistyped one is close to."""

from collections.abc import Mapping


def nearest(name: str, known: Mapping[str, object]) -> str | None:
    """Return the known name that one typing error away stands alone, None where two do or none.

    A missing, doubled or swapped character in a name of five or more, a wrong one in a name of six
    or more: shorter names are different bodies (水务局 is no mistyped 水利局). The last character,
    which tells the kind of body, must be right.

    >>> nearest("农业农厅", {"农业农村厅": 1}), nearest("水务局", {"水利局": 1}), nearest("应急急管理局", {"应急管理局": 1})
    ('农业农村厅', None, '应急管理局')
    """
    size = len(name)
    if size < 4:
        return None
    found = {
        other if (value := known[other]) is None else id(value): other
        for other in known
        if abs(len(other) - size) <= 1 and other[-1] == name[-1] and _close(name, other)
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _close(name: str, other: str) -> bool:
    """Return whether one edit makes one of the other, by the lengths that allow it."""
    size = len(name)
    at = next((i for i, (a, b) in enumerate(zip(name, other, strict=False)) if a != b), min(size, len(other)))
    if len(other) == size:
        swapped = name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :]
        return (size > 4 and swapped == other[at:]) or (size > 5 and name[at + 1 :] == other[at + 1 :])
    longer, shorter = (name, other) if size > len(other) else (other, name)
    return len(longer) > 4 and longer[at + 1 :] == shorter[at:]
