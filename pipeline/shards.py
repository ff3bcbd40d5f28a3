"""Documents in few files: ``shards/00000.jsonl.zst``, and ``shards/index.tsv``, which says where each one is.

A shard is JSON Lines, each line a Zstandard frame of its own (RFC 8878, 3: frames follow each other), so that
`zstd -dc` gives all lines and a document is read without those before it. A folder is of one kind: it holds
``documents`` or ``shards``; ``index.jsonl`` is the same in both.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import IO

FOLDER, INDEX = "shards", "index.tsv"
LARGEST = 64 * 2**20
"""Bytes of a shard, from which on the next one begins."""
_LEVEL = 9
"""Of compression: a third less than level 3 on JSON of plans, at 40 MB/s."""
_LINE = re.compile(r"([0-9a-f]{1,16})\t([0-9]{5,7}\.jsonl\.zst)\t([0-9]{1,15})\t([0-9]{1,10})\n?")


class ShardError(ValueError):
    """A shard, or the index of shards, that is damaged."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a document is."""

    document: str
    shard: str
    start: int
    length: int


def has_shards(folder: Path) -> bool:
    """Return whether the documents of a folder lie in shards."""
    return (folder / FOLDER).is_dir()


def find_shards(folder: Path) -> list[Path]:
    """Return the shards of a folder, by name."""
    return sorted((folder / FOLDER).glob("*.jsonl.zst"))


def read_entries(folder: Path) -> list[Entry]:
    """Return where the documents are, by id; `ShardError` for an index that is damaged or not there."""
    path = folder / FOLDER / INDEX
    entries = []
    try:
        with path.open(encoding="ascii") as file:
            for number, line in enumerate(file, 1):
                match = _LINE.fullmatch(line)
                if not match:
                    raise ShardError(f"{INDEX} is damaged: line {number}")
                entries.append(Entry(match[1], match[2], int(match[3]), int(match[4])))
    except (OSError, UnicodeDecodeError) as error:
        raise ShardError(f"{INDEX} cannot be read: {getattr(error, 'strerror', None) or error}") from error
    return entries


def read_contents(folder: Path) -> Iterator[tuple[Entry, bytes | ShardError]]:
    """Yield each document's bytes, or why they cannot be had, by id; each shard is opened once."""
    for shard, group in groupby(read_entries(folder), key=lambda entry: entry.shard):
        entries = list(group)
        try:
            file = (folder / FOLDER / shard).open("rb")
        except OSError as error:
            yield from ((entry, ShardError(error.strerror or str(error))) for entry in entries)
            continue
        with file:
            yield from ((entry, _read(file, entry)) for entry in entries)


def read_content(folder: Path, document: str) -> bytes:
    """Return the bytes of one document; FileNotFoundError if it is in no shard, `ShardError` if damaged."""
    entry = _places(folder, (folder / FOLDER / INDEX).stat().st_mtime_ns).get(document)
    if entry is None:
        raise FileNotFoundError(document)
    with (folder / FOLDER / entry.shard).open("rb") as file:
        content = _read(file, entry)
    if isinstance(content, ShardError):
        raise content
    return content


@lru_cache(maxsize=2)
def _places(folder: Path, _: int) -> dict[str, Entry]:
    return {entry.document: entry for entry in read_entries(folder)}


def _read(file: IO[bytes], entry: Entry) -> bytes | ShardError:
    try:
        file.seek(entry.start)
        return _unpack(file.read(entry.length), entry)
    except OSError as error:
        return ShardError(error.strerror or str(error))


def _unpack(data: bytes, entry: Entry) -> bytes | ShardError:
    import zstandard

    from pipeline.store import MAX_BYTES

    if len(data) < entry.length:
        return ShardError("the shard is cut")
    try:
        size = zstandard.frame_content_size(data)
        if not 0 <= size <= MAX_BYTES:
            return ShardError("damaged, or larger than any document")
        return zstandard.ZstdDecompressor().decompress(data)
    except zstandard.ZstdError:
        return ShardError("damaged")


def write_shards(folder: Path, documents: Iterator[tuple[str, bytes]], largest: int = LARGEST) -> int:
    """Write documents, which come by id, as shards of a folder; return how many they are."""
    import zstandard

    packer = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True)
    (folder / FOLDER).mkdir()
    number, count, size, shard = -1, 0, largest, None
    with (folder / FOLDER / INDEX).open("w", encoding="ascii", newline="\n") as index:
        try:
            for document, content in documents:
                if shard is None or size >= largest:
                    if shard:
                        shard.close()
                    number, size = number + 1, 0
                    shard = (folder / FOLDER / f"{number:05}.jsonl.zst").open("wb")
                packed = packer.compress(content)
                index.write(f"{document}\t{number:05}.jsonl.zst\t{size}\t{len(packed)}\n")
                size += shard.write(packed)
                count += 1
        finally:
            if shard:
                shard.close()
    return count


def write_files(folder: Path, documents: Iterator[tuple[str, bytes]]) -> int:
    """Write documents as a file each; return how many they are."""
    from pipeline.store import document_path

    (folder / "documents").mkdir()
    count = 0
    for document, content in documents:
        with document_path(folder, document).open("xb") as file:
            file.write(content)
        count += 1
    return count
