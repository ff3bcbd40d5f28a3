"""The version that a line of the index bears: a digest of what changes results, and of nothing else.

A change in a writer, a command or the page makes no document again; one in a reader, a rule, a lexicon or
a library that reads does.
"""

import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

import extractors
import pipeline

_EXTRACTORS, _PIPELINE = Path(extractors.__path__[0]), Path(pipeline.__path__[0])
MAKERS: tuple[Path, ...] = (
    _EXTRACTORS,
    *(
        _PIPELINE / name
        for name in (
            "formats",
            "structure",
            "reading.py",
            "encodings.py",
            "document.py",
            "equal_texts.py",
            *(
                f"corrections/{name}.py"
                for name in ("anchors", "edition", "form", "making", "removal", "shelf")
            ),
        )
    ),
)
"""What makes a document, and what its line of the index tells of its text: a test follows the imports."""
LIBRARIES = re.compile(
    r"(charset_normalizer|jieba|lxml|ofdkit|pypdfium2|python_calamine|selectolax|striprtf)-([^-]+)\.dist-info"
)
"""Libraries whose answers stand in documents, as installers name their folders (PEP 427); those of the extras
for scans and Word are not among them: what they read is a small part, and ``--force`` does it again."""


def program_version(makers: Iterable[Path] = MAKERS, additions: str = "") -> str:
    """Return a digest of the code, lexicons and libraries that make results, and of what was added."""
    digest = blake2b(additions.encode(), digest_size=8)
    for root in makers:
        for path in sorted(root.rglob("*.*")) if root.is_dir() else [root]:
            if path.suffix in (".py", ".toml", ".tsv"):
                digest.update(path.relative_to(root.parent).as_posix().encode())
                digest.update(path.read_bytes())
    digest.update("\n".join(sorted(set(_installed()))).encode())
    return digest.hexdigest()


def _installed() -> Iterator[str]:
    """Yield the libraries that read, with their versions; importlib.metadata takes ten times as long."""
    for place in sys.path:
        with suppress(OSError):
            yield from (name for name in os.listdir(place or ".") if LIBRARIES.fullmatch(name))  # noqa: PTH208
