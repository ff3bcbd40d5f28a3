"""Targets 量化目标: committed numbers bound to what they measure."""

from extractors.targets.binding import find_targets
from extractors.targets.model import DeadlineHint, Finding, Found, TargetContext

__all__ = ["DeadlineHint", "Finding", "Found", "TargetContext", "find_targets"]
