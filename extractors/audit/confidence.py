"""How sure each record is: the share of records like it that were right on gold."""

from extractors.records import Coverage, Document


def rate(document: Document, coverage: Coverage) -> Document:
    """Return the document with a confidence for each record."""
    return document
