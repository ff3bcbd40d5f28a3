"""Corrections by hand: a file of them, read, settled and applied in every run."""

from pipeline.corrections.anchors import anchor
from pipeline.corrections.book import Book, read_corrections, write_corrections
from pipeline.corrections.edition import Edition
from pipeline.corrections.form import Correction

__all__ = ["Book", "Correction", "Edition", "anchor", "read_corrections", "write_corrections"]
