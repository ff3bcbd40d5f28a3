"""The audit: what was seen in a document and is in no record, how sure the rest is, its grade."""

from extractors.audit.appraisal import audit

__all__ = ["audit"]
