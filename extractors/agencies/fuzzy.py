"""The one known name that a mistyped one is close to."""

from collections.abc import Mapping


def nearest(name: str, known: Mapping[str, object]) -> str | None:
    """Return the known name that one typing error away stands alone, None where two do or none.

    A doubled, missing or swapped character in a name of five or more, a wrong one in a name of six
    or more: shorter names are different bodies (水务局 is no mistyped 水利局). So are names that
    differ at the front (中医药, 医药) or in the last character, which tells the kind of body.

    >>> nearest("农业农厅", {"农业农村厅": 1}), nearest("水务局", {"水利局": 1})
    ('农业农村厅', None)
    """
    size = len(name)
    if size < 4:
        return None
    found = {
        id(value): other
        for other, value in known.items()
        if abs(len(other) - size) <= 1
        and other[-1] == name[-1]
        and other[0] == name[0]
        and is_close(name, other)
    }
    return next(iter(found.values())) if len(found) == 1 else None


def is_close(name: str, other: str) -> bool:
    """Return whether one edit makes one of the other, in names long enough for it."""
    at = next((i for i, (a, b) in enumerate(zip(name, other, strict=False)) if a != b), len(name))
    if len(other) == len(name):
        swapped = name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :]
        wrong = len(name) > 5 and name[at + 1 :] == other[at + 1 :]
        return wrong or (len(name) > 4 and swapped == other[at:])
    longer, shorter = (name, other) if len(name) > len(other) else (other, name)
    return len(longer) > 4 and longer[at + 1 :] == shorter[at:]
