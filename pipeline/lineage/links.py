"""What ties two papers, or two tasks of them, together."""

from typing import Literal

from extractors.values import value

Kind = Literal["implements", "continues"]
"""It carries out what another one, mostly of an upper level, orders; it follows one of its kind and place."""
Rule = Literal["number", "title", "subject", "series", "cited", "text"]
"""How it was found: by the number or the title of a paper that is cited, by a title of the same subject, by
titles that differ in their year, by the citation of a paper that is not there;
of two tasks by their words."""


@value
class Link:
    """A tie from the later or lower one, the source, to the earlier or upper one, the target."""

    kind: Kind
    rule: Rule
    frame: str
    """What the words say of a cited paper: `basis`, `carried` out, `passed` on; empty where none is cited."""
    score: float
    """From 0 to 1: how sure, by what was right of judged pairs."""
    source: str
    source_title: str
    source_task: str
    """Task in which the citation stands, or that continues the other one; empty for the document."""
    source_task_title: str
    source_place: tuple[int, int] | None
    """Where the words stand, in code points of the text; None where it is the title that says so."""
    target: str
    """Id of the other document; empty where it is not among the documents."""
    target_title: str
    target_number: str
    target_task: str
    target_task_title: str
    target_place: tuple[int, int] | None
    words: str
    """The name that is cited, or the words in which two tasks agree, joined by ` … `."""
