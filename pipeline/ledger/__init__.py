"""The ledger 督办台账 of an agency: what it holds, how it looks, and how it is kept while it is filled in."""

from pipeline.ledger.entries import Entry, Ledger, Origin, UnknownAgencyError, find_agency, gather_ledgers
from pipeline.ledger.update import Outcome, Refused, keep_ledgers

__all__ = [
    "Entry",
    "Ledger",
    "Origin",
    "Outcome",
    "Refused",
    "UnknownAgencyError",
    "find_agency",
    "gather_ledgers",
    "keep_ledgers",
]
