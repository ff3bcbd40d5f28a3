"""A stand-in for reading a file: what the file says is what happens."""

import os
import shutil
import time
from hashlib import sha256
from pathlib import Path

from extractors.records import Document
from pipeline.formats import UnreadableFile
from tests.factory import make_document


def fake_build(location: Path, path: str, digest: str) -> Document:
    """Return a document, or fail in the way that the text of the file names."""
    text = location.read_text(encoding="utf-8")
    if text.startswith("refuse"):
        raise UnreadableFile("binary-file", "Neither text nor a known format.")
    if text.startswith("crash"):
        raise KeyError(text)
    if text.startswith("eat"):
        raise MemoryError
    if text.startswith("dig"):
        return fake_build(location, path, digest)
    if text.startswith("vanish"):
        shutil.rmtree(text.split()[1])
    if text.startswith("move"):
        Path(text.split()[1]).rename(text.split()[2])
    if text.startswith("die"):
        os._exit(9)
    if text.startswith("sleep"):
        time.sleep(float(text.split()[1]))
    return make_fake(path, digest)


def make_fake(path: str, digest: str) -> Document:
    """Return a document of two tasks for a file with this path and digest."""
    document = make_document(1, tasks=2)
    source = document.document.source.changed(path=path, sha256=digest)
    info = document.document.changed(id=digest[:16], source=source)
    return document.changed(document=info)


def digest_of(text: str) -> str:
    """Return the SHA-256 of a file that holds the text."""
    return sha256(text.encode()).hexdigest()
