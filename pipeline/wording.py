"""Roles, targets and deadlines in the words of a Chinese table."""

from extractors.records import Deadline, Role, Target

ROLES: dict[Role, str] = {"lead": "牵头", "responsible": "责任", "cooperating": "配合", "supervising": "督导"}
"""In the order in which they are shown."""
SIGNS = {"eq": "", "ge": "≥", "le": "≤", "gt": "＞", "lt": "＜", "approx": "约", "between": ""}
CHANGES = {"increase": "增加", "decrease": "下降"}


def word_target(target: Target) -> str:
    """Return the target as a short phrase: 全省森林覆盖率≥45%; 化肥使用量较2015年下降18%.

    What nothing changed against its base is the base's own value: 农产品冷链流通率2022年18%.
    """
    upper = f"—{target.upper}" if target.upper is not None else ""
    own = not target.change and target.comparator in ("eq", "approx")
    base = f"{'' if own else '较'}{target.baseline.raw}" if target.baseline else ""
    rate = "年均" if target.rate else ""
    change = CHANGES[target.change] if target.change else ""
    value = f"{SIGNS[target.comparator]}{target.value}{upper}{target.unit}"
    return f"{target.applies_to or ''}{target.indicator}{base}{rate}{change}{value}"


def word_deadline(deadline: Deadline | None) -> str | None:
    """Return the last day, or the printed words where they give none."""
    if deadline is None:
        return None
    return deadline.date or deadline.raw
