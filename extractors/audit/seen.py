"""What an audit sees in a text: a place with its kind and why it may be passed over; a sign of doubt."""

from typing import Literal

from extractors.records import Span
from extractors.values import value

Kind = Literal["item", "unit", "number", "table"]


@value
class Seen:
    """Something that a record should hold: a numbered item, a name of a body, a number with its unit."""

    kind: Kind
    span: Span
    aside: str | None = None
    """Why no record need hold it: ``rank``, ``name``, ``date``, …; None where one should."""


@value
class Doubt:
    """A sign of a whole document that it was misread, with what tells it.

    The place is None where it is the document as a whole.
    """

    name: str
    detail: str = ""
    span: Span | None = None
