"""A component for spaCy: ``nlp.add_pipe("zeren")`` on any pipeline of the language ``zh``.

Sets the groups of spans ``units``, ``targets``, ``deadlines`` and ``tasks``; `doc._.zeren`, the document as
JSON values, None where there is none; `doc._.tasks`, its tasks; and `span._.task` of a span of ``tasks``.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.records import Document
from pipeline.training.alignment import Alignment
from pipeline.training.examples import GROUPS, find_labelled
from zeren.errors import SourceError
from zeren.reading import extract_one

TASKS = "tasks"
"""The group of the spans of tasks."""


class Zeren:
    """Reads the text of a Doc; what it finds stands in the Doc's own tokens."""

    def __init__(self, registry: str | None, corrections: str | None) -> None:
        self.registry = Path(registry) if registry else None
        self.corrections = Path(corrections) if corrections else None

    def __call__(self, doc: Doc) -> Doc:
        document = self._read(doc.text)
        doc._.zeren = json.loads(document.to_json()) if document else None
        for group in (*GROUPS, TASKS):
            doc.spans[group] = []
        if document:
            _mark(doc, document)
        return doc

    def _read(self, text: str) -> Document | None:
        try:
            return extract_one(text, "doc.txt", self.registry, self.corrections, False, any_text=True)
        except SourceError:  # an empty text, or one that holds none: nothing is found in it
            return None


def _mark(doc: Doc, document: Document) -> None:
    """Set the groups; a span that is not in the text as it was given is left out."""
    alignment = Alignment(document.document.text, doc.text)
    labelled = find_labelled(document)
    for group, labels in GROUPS.items():
        places = [(alignment.find((each.start, each.end)), each) for each in labelled if each.label in labels]
        spans = [
            doc.char_span(*place, each.label, alignment_mode="expand") for place, each in places if place
        ]
        doc.spans[group] = [span for span in spans if span]
    tasks = [(alignment.find(task.span), task) for task in document.tasks]
    doc.spans[TASKS] = [
        span
        for place, task in tasks
        if place and (span := doc.char_span(*place, "TASK", alignment_mode="expand", span_id=task.id))
    ]


def _tasks_of(doc: Doc) -> list[dict[str, Any]]:
    return list(doc._.zeren["tasks"]) if doc._.zeren else []


def _task_of(span: Span) -> dict[str, Any] | None:
    return next((task for task in _tasks_of(span.doc) if task["id"] == span.id_), None)


@Language.factory("zeren", default_config={"registry": None, "corrections": None})
def make_component(nlp: Language, name: str, registry: str | None, corrections: str | None) -> Zeren:
    """Return the component; `registry` and `corrections` are paths, as the options of `zeren extract`."""
    return Zeren(registry, corrections)


for _name, _options in (("zeren", {"default": None}), ("tasks", {"getter": _tasks_of})):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, **_options)
if not Span.has_extension("task"):
    Span.set_extension("task", getter=_task_of)
