"""The shapes in which a text says who answers: a label, a bracket, a sentence; no unit is read here."""

import re

_CARRIER = re.compile(
    r"(?P<label>[一-鿿]{0,6}(?:单位|部门|牵头|机构|主体|责任|科室)(?:及[^:\n]{0,8})?[:\]])"
    r"|(?P<bracket>[(\[][^()\[\]\n]{2,120}(?:负责|牵头|配合|落实|分工|参与)[)\]]"
    r"|[(\[][^()\[\]\n:]{0,12}(?:单位|部门|牵头|负责):)"
    r"|(?P<prose>由[^,。;\n]{2,30}(?:牵头|负责)|[局委办厅部院府会](?:牵头|负责|会同))"
)
_SHOWN = re.compile(
    r"(?:单位|部门|牵头|机构|主体|责任|科室)(?:及[^:\n]{0,8})?[:\]]"
    r"|(?:负责|牵头|配合|落实|分工|参与)[)\]]|(?:单位|部门|牵头|负责):"
)
"""What every label and bracket holds: a cheap look."""


def carrier(folded: str, start: int, end: int) -> str | None:
    """Return how the text first says who answers there: label, bracket or prose; None if it does not."""
    match = _CARRIER.search(folded, start, end)
    return match.lastgroup if match else None


def has_units(folded: str, start: int, end: int) -> bool:
    """Tell whether a label or bracket there says who answers.

    >>> has_units("改造桥梁8座。(责任单位:市交通局)", 0, 19), has_units("各县区要高度重视。", 0, 9)
    (True, False)
    """
    if not _SHOWN.search(folded, start, end):
        return False
    return any(match.lastgroup != "prose" for match in _CARRIER.finditer(folded, start, end))
