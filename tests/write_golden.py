"""The golden files: what comes out of each sample, in few words. ``make golden`` writes them.

They show what a change changes: read their diff before it is committed. CI only compares.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

from extractors.records import Document
from pipeline.batch import load
from pipeline.formats import READERS
from pipeline.index import Failure
from pipeline.show import describe
from pipeline.sources import find_sources

CORPUS = Path(__file__).parent.parent / "corpus"
GOLDEN = Path(__file__).parent / "golden"
EXAMPLE = CORPUS.parent / "pipeline" / "example.json"


def find_samples() -> dict[str, Path]:
    """Return the samples by name, as a run over the folder takes them.

    Not those below it: they are the same documents in other formats, compared with their text elsewhere.
    """
    suffixes = {suffix for reader in READERS for suffix in reader.suffixes}
    files = find_sources([CORPUS], suffixes).files
    return {file.path: file.location for file in files if file.location.parent == CORPUS}


def render(document: Document | Failure) -> str:
    """Return the golden file of a sample as text."""
    content = project(document) if isinstance(document, Document) else document.to_value()
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def project(document: Document) -> dict[str, Any]:
    """Return what a reader of a diff wants to see of the document."""
    info = document.document
    return {
        "title": info.title,
        "document_number": info.document_number,
        "issuers": info.issuers,
        "issued_on": info.issued_on,
        "period": f"{info.period.start} – {info.period.end}" if info.period else None,
        "region": info.region.name if info.region else None,
        "tasks": [
            {
                "task": f"{task.number or '–'} {task.title}",
                "units": [f"{unit.role}: {unit.name}" for unit in task.assignments],
                "targets": [describe(target) for target in task.targets],
                "deadline": task.deadline.raw if task.deadline else None,
            }
            for task in document.tasks
        ],
        "goals": [describe(goal) for goal in document.goals],
        "problems": [
            f"{problem.code} 「{info.text[slice(*problem.span)]}」" if problem.span else problem.code
            for problem in document.problems
        ],
    }


def render_example() -> str:
    """Return the document that the JSON Schema gives as its example."""
    document = load(EXAMPLE.with_suffix(".txt"))
    assert isinstance(document, Document), document
    return json.dumps(document.to_value(), ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    """Write a golden file for each sample, and remove those of samples that are gone."""
    if os.environ.get("CI"):
        sys.exit("CI compares golden files and writes none.")
    GOLDEN.mkdir(exist_ok=True)
    samples = find_samples()
    for name, location in samples.items():
        (GOLDEN / f"{name}.json").write_text(render(load(location)), encoding="utf-8")
    EXAMPLE.write_text(render_example(), encoding="utf-8")
    for path in GOLDEN.glob("*.json"):
        if path.stem not in samples:
            path.unlink()


if __name__ == "__main__":
    main()
