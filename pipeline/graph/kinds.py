"""Kinds of nodes and edges: what is a body, who answers how, what ties bodies to each other."""

from typing import get_args

from extractors.records import Role

ROLES: tuple[Role, ...] = get_args(Role)
"""From who answers to the task."""
BODIES = frozenset({"agency", "group"})
SUCCESSION = "succeeded_by"
"""From a former body to the one that took its work over. It has no time: no document tells the day."""
BONDS = frozenset({"member_of", "subordinate_to", SUCCESSION})
"""Between bodies."""
LINKS = ("implements", "continues")
"""Between documents, and between tasks (docs/lineage.md)."""
