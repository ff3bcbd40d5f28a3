"""Promised and delivered: one indicator through years, places and levels of government."""

from pipeline.track.series import Asked, Row, find_rows

__all__ = ["Asked", "Row", "find_rows"]
