"""Targets 量化目标: committed numbers bound to what they measure."""

from extractors.targets.binding import find_targets
from extractors.targets.convert import to_goal, to_quantity, to_target
from extractors.targets.model import DeadlineHint, Finding, Found, TagWords, TargetContext
from extractors.targets.tables import find_table_goals

__all__ = [
    "DeadlineHint",
    "Finding",
    "Found",
    "TagWords",
    "TargetContext",
    "find_table_goals",
    "find_targets",
    "to_goal",
    "to_quantity",
    "to_target",
]
