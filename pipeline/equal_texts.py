"""One paper in files of several formats: told by its words, whatever stands between them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

from extractors.records import Document, Grade, Problem
from pipeline.index import IndexLine, read_index

if TYPE_CHECKING:
    from pipeline.results import Selection

_SHORTEST = 40
"""Characters of words that two papers do not share by chance."""
_GRADES: tuple[Grade, ...] = ("good", "check", "poor")


@dataclass(frozen=True, slots=True)
class Paper:
    """Documents of equal text: the one that counts, and the others."""

    kept: IndexLine
    others: tuple[IndexLine, ...]


def digests_of(document: Document) -> tuple[str, ...]:
    """Return what a paper shares with itself in another format: a digest of its words, and of its tasks.

    Formats differ in spaces, line ends, punctuation and width (NFKC), so that letters and digits alone count.
    A page that a browser printed has words of its own around the paper; what counts in graph and tables is
    the same where title, number, region and the words of all tasks are. Of four samples in 14 forms each all
    share one of the two, but those in which a merged cell is printed anew in each row.
    """
    info, tasks = document.document, document.tasks
    said = [info.title or "", info.document_number or "", info.region.code if info.region else ""]
    parts = [*said, *(task.text for task in tasks)]
    records = "|".join(map(_letters, parts)) if info.title and len(tasks) > 1 else ""
    found = {"words": _letters(info.text), "tasks": records}
    return tuple(f"{kind} {_digest(words)}" for kind, words in found.items() if len(words) >= _SHORTEST)


def _letters(text: str) -> str:
    return "".join(sign for sign in normalize("NFKC", text) if sign.isalnum())


def _digest(words: str) -> str:
    return blake2b(words.encode(errors="replace"), digest_size=12).hexdigest()


def find_papers(lines: Iterable[IndexLine]) -> list[Paper]:
    """Return the papers that are there as several documents.

    Of these the one counts whose words stand in its file, not in a picture that OCR read; then the one that
    is graded best, then the one with most tasks, then the first by its path.
    """
    first: dict[str, str] = {}
    same: dict[str, dict[str, IndexLine]] = {}
    for line in lines:
        if not line.document or line.document in same:
            continue
        own = same[line.document] = {line.document: line}
        for other in {first.setdefault(text, line.document) for text in line.texts}:
            if same[other] is not own:
                own |= same[other]
                for document in own:
                    same[document] = own
    return [_paper(group) for document, group in same.items() if len(group) > 1 and document == min(group)]


def _paper(group: dict[str, IndexLine]) -> Paper:
    kept, *others = sorted(group.values(), key=_rank)
    return Paper(kept, tuple(others))


def _rank(line: IndexLine) -> tuple[bool, int, int, str, str]:
    grade = _GRADES.index(line.reading.grade) if line.reading else len(_GRADES)
    return line.recognised, grade, -(line.counts.tasks if line.counts else 0), line.path, str(line.document)


class Papers:
    """The papers of a folder that `zeren extract` wrote, by the documents that stand for them."""

    def __init__(self, folder: Path) -> None:
        papers = find_papers(read_index(folder)[0].values())
        self._others = {str(paper.kept.document): paper.others for paper in papers}
        self._kept = {str(each.document): paper.kept for paper in papers for each in paper.others}

    def kept_for(self, document: Document) -> str | None:
        """Return the path of the document that counts in place of this one, None where this one does."""
        kept = self._kept.get(document.document.id)
        return kept.path if kept else None

    def chosen(
        self,
        documents: Iterable[Document],
        selection: "Selection",
        passed_over: Callable[[Document, str], object] = lambda document, path: None,
    ) -> Iterator[Document]:
        """Yield the selected documents, of those of equal text one, unless they are asked for by their ids.

        The others go to `passed_over`, each with the path of the one that counts.
        """
        for document in documents:
            kept = None if selection.documents else self.kept_for(document)
            if kept is not None:
                passed_over(document, kept)
            elif selection.admits(document):
                yield self.noted(document)

    def noted(self, document: Document) -> Document:
        """Return the document with a problem that names those of equal text, where there are any."""
        others = self._others.get(document.document.id)
        if not others:
            return document
        names = ", ".join(line.path for line in others)
        message = f"Its text is that of {names} too: one paper, which counts once, as this document."
        problem = Problem(code="equal-text", severity="info", message=message)
        return document.changed(problems=(*document.problems, problem))
