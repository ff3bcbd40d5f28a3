"""Tasks 任务: what is one, where it stands, and which statements of units govern it."""

from extractors.tasks.draft import TaskDraft
from extractors.tasks.find import find_tasks, without_units

__all__ = ["TaskDraft", "find_tasks", "without_units"]
