"""Documents that stand whole in a shard and that its index does not name, found by how their frames begin."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.keeping.base import MAX_BYTES

_MAGIC = b"\x28\xb5\x2f\xfd"
"""With which a Zstandard frame begins (RFC 8878, 3.1.1)."""
_CHUNK = 2**16


def find_gaps(named: Iterable[tuple[int, int]], size: int, inner: bool) -> Iterator[tuple[int, int]]:
    """Yield where a file of a size holds what nothing names: at its end, and with `inner` before it too.

    >>> list(find_gaps([(5, 9), (2, 3)], 12, True)), list(find_gaps([(5, 9), (2, 3)], 12, False))
    ([(0, 2), (3, 5), (9, 12)], [(9, 12)])
    """
    at = 0
    for start, end in sorted(named):
        if inner and start > at:
            yield at, start
        at = max(at, end)
    if size > at:
        yield at, size


def find_documents(shard: Path, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Yield the ids of the documents that are whole between two places of a shard, with start and length."""
    with shard.open("rb") as file:
        file.seek(start)
        data = file.read(end - start)
    at = data.find(_MAGIC)
    while at >= 0:
        content, length = _frame(memoryview(data)[at:])
        if content is not None and (document := _id_of(content)):
            yield document, start + at, length
        at = data.find(_MAGIC, at + length)


def _frame(data: memoryview) -> tuple[bytes | None, int]:
    """Return what the frame at the beginning holds, and its length; None and 1 of one that is damaged."""
    import zstandard

    unpack = zstandard.ZstdDecompressor().decompressobj()
    parts: list[bytes] = []
    used = size = 0
    try:
        while not unpack.eof and used < len(data) and size <= MAX_BYTES:
            chunk = data[used : used + _CHUNK]
            used += len(chunk)
            parts.append(unpack.decompress(chunk))
            size += len(parts[-1])
    except zstandard.ZstdError:
        return None, 1
    if not unpack.eof or size > MAX_BYTES:
        return None, 1
    return b"".join(parts), used - len(unpack.unused_data)


def _id_of(content: bytes) -> str | None:
    try:
        return str(json.loads(content)["document"]["id"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
