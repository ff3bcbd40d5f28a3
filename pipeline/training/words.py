"""Words that jieba does not know: names of bodies and of what is measured (``jieba.load_userdict``)."""

from collections import Counter
from collections.abc import Iterable, Iterator

from extractors.lexicons import load
from extractors.records import Document

AGENCY, INDICATOR = "nt", "n"
"""Tags of jieba for a body and for a noun."""
LONGEST = 40
"""Signs of a word; what is longer is a phrase that a cutter is not to keep whole."""


def find_words(documents: Iterable[Document]) -> Iterator[tuple[str, int, str]]:
    """Yield each word with how often it is met and jieba's tag, by the words themselves.

    Bodies of the registry and words of the indicator lexicon, and what the documents name beside them.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for name in ("central_bodies", "organisations"):
        for entry in load(name):
            names = (entry["name"], *entry.get("names", ()), *entry.get("forms", ()))
            counts.update((word, AGENCY) for word in names if "{" not in word)
    for entry in load("indicators"):
        if entry["kind"] in ("head", "written"):
            counts.update((word, INDICATOR) for word in entry["words"])
    for document in documents:
        counts.update((agency.name, AGENCY) for agency in document.agencies if agency.kind == "agency")
        for task in document.tasks:
            counts.update((unit.name, AGENCY) for unit in task.assignments)
            counts.update((target.indicator, INDICATOR) for target in task.targets)
        counts.update((goal.indicator, INDICATOR) for goal in document.goals)
    tags: dict[str, tuple[int, str]] = {}
    for (word, tag), count in counts.items():
        if 1 < len(word) <= LONGEST and word.isprintable() and not any(map(str.isspace, word)):
            tags[word] = max(tags.get(word, (0, "")), (count, tag))
    yield from ((word, count, tag) for word, (count, tag) in sorted(tags.items()))
