"""Lineage 沿革: which document implements which, and which task continues or details which."""

from pipeline.lineage.links import Link
from pipeline.lineage.search import DEFAULT, Lineage, find_links

__all__ = ["DEFAULT", "Lineage", "Link", "find_links"]
