"""Corrections by hand: a file of them, read and settled here, and applied in every run by `edition`.

What applies them knows the extractors, which a run's own process has no need to load.
"""

from pipeline.corrections.anchors import anchor
from pipeline.corrections.book import read_corrections, write_corrections
from pipeline.corrections.form import Correction
from pipeline.corrections.settling import Book

__all__ = ["Book", "Correction", "anchor", "read_corrections", "write_corrections"]
