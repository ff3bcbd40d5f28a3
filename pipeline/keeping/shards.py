"""Documents in few files: ``shards/00000.jsonl.zst``, and ``shards/index.tsv``, which says where each one is.

A shard is JSON Lines, each line a Zstandard frame of its own (RFC 8878, 3: frames follow each other), so that
`zstd -dc` gives all lines and a document is read without those before it. A run appends a frame, then its
line of the index; what no line names counts no more. Of several lines for a document the last one holds; when
the run ends the index is written anew, and the shards too, where more than half of them counts no more.
"""

import errno
import os
import re
from collections.abc import Container, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import IO, NamedTuple

from pipeline.export import discard, replacing
from pipeline.keeping.base import MAX_BYTES, Content, Documents, Pack, UnreadableError, digest_of
from pipeline.keeping.salvage import find_documents, find_gaps
from pipeline.logs import log

INDEX = "index.tsv"
LARGEST = 64 * 2**20
"""Bytes of a shard, from which on the next one begins."""
_LEVEL = 9
"""Of compression: a third less than level 3 on JSON of plans, at 40 MB/s."""
_LINE = re.compile(rb"^([0-9a-f]{1,16})\t([0-9]{5,7})\.jsonl\.zst\t([0-9]{1,15})\t([0-9]{1,10})\n", re.M)
_SHARD = re.compile(r"[0-9]{5,7}\.jsonl\.zst")
_LEFT = re.compile(r"\.index\.tsv\.\d+\.tmp")


class Place(NamedTuple):
    """Where a document is: the number of its shard, and bytes in it."""

    shard: int
    start: int
    length: int

    @property
    def end(self) -> int:
        return self.start + self.length


class ShardDocuments(Documents):
    """Documents in shards, appended one after the other by the run itself."""

    inner = "shards"
    _index = _shard = -1
    """Descriptors, to append to."""
    _number = -1
    _size = 0

    @property
    def _base(self) -> Path:
        return self.folder / self.inner

    def _path(self, number: int) -> Path:
        return self._base / f"{number:05}.jsonl.zst"

    @cached_property
    def _places(self) -> dict[str, Place]:
        """Where each document is; a hundred thousand lines take a quarter of a second."""
        path = self._base / INDEX
        try:
            if path.exists() and not path.is_file():  # a pipe would be waited at for ever
                raise UnreadableError(f"{INDEX} is no file")
            data = path.read_bytes()
        except OSError as error:
            raise UnreadableError(f"{INDEX} cannot be read: {error.strerror}") from error
        found = _LINE.findall(data)
        self.damaged = data.count(b"\n") + (not data.endswith(b"\n") and bool(data)) - len(found)
        return {
            document.decode(): Place(int(shard), int(start), int(length))
            for document, shard, start, length in found
        }

    def find_shards(self) -> dict[int, Path]:
        """Return the shards that are there, by number."""
        paths = (path for path in self._base.iterdir() if _SHARD.fullmatch(path.name) and path.is_file())
        return {number: path for path in sorted(paths) if self._path(number := _number_of(path)) == path}

    def __len__(self) -> int:
        try:
            return len(self._places) + self.damaged
        except UnreadableError:
            return 1

    def ids(self) -> list[str]:
        return sorted(self._places)

    def contents(self) -> Iterator[Content]:
        try:
            places = self._places
        except UnreadableError as error:
            yield self._base, self.inner, error
            return
        if self.damaged:
            yield self._base / INDEX, INDEX, UnreadableError(f"damaged lines: {self.damaged}")
        for document, place in sorted(places.items()):
            try:
                yield self._path(place.shard), document, self._read(place)
            except (UnreadableError, OSError) as error:
                yield self._path(place.shard), document, error

    def read(self, document: str) -> bytes:
        place = self._places.get(document)
        if place is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), document)
        return self._read(place)

    def _read(self, place: Place) -> bytes:
        with self._path(place.shard).open("rb", buffering=0) as file:
            return _unpack(_frame(file, place))

    def has(self, document: str) -> bool:
        try:
            return document in self._places
        except UnreadableError:
            return False

    def path_of(self, document: str) -> Path:
        place = self._places.get(document)
        return self._path(place.shard) if place else self._base

    def begin(self, expected: int, named: Container[str] = ()) -> None:
        self._base.mkdir(parents=True, exist_ok=True)
        for left in self._base.glob(".*.tmp"):
            if _LEFT.fullmatch(left.name):
                discard(left)
        shards = self.find_shards()
        try:
            places = self._places
        except UnreadableError:
            places = self._places = {}
            self.damaged = bool(shards)
        self._salvage(shards, places, named)
        self._write_index()
        self._cut(shards)

    def _salvage(self, shards: dict[int, Path], places: dict[str, Place], wanted: Container[str]) -> None:
        """Name the wanted documents that are there and not named; where lines are lost, before others too."""
        named: dict[int, list[tuple[int, int]]] = {}
        for place in places.values():
            named.setdefault(place.shard, []).append((place.start, place.end))
        found = {
            document: Place(number, start, length)
            for number, path in shards.items()
            for gap in find_gaps(named.get(number, ()), path.stat().st_size, bool(self.damaged))
            for document, start, length in find_documents(path, *gap)
            if document in wanted and document not in places
        }
        places |= found

    def _cut(self, shards: dict[int, Path]) -> None:
        """Cut off what no line of the index names behind the last document of each shard."""
        ends: dict[int, int] = {}
        for place in self._places.values():
            ends[place.shard] = max(ends.get(place.shard, 0), place.end)
        for number, path in shards.items():
            if number not in ends:
                path.unlink()
            elif path.stat().st_size > ends[number]:
                os.truncate(path, ends[number])
        self._number, self._size = max(ends, default=-1), LARGEST
        # Behind a shard that was cut nothing is added: what is missing in it would seem to be there again.
        if self._number in shards and shards[self._number].stat().st_size == ends[self._number]:
            self._size = ends[self._number]

    @property
    def pack(self) -> Pack:
        return _pack

    def put(self, document: str, packed: bytes) -> None:
        if self._shard < 0 or self._size >= LARGEST:
            self._open_shard()
        place = Place(self._number, self._size, len(packed))
        _append(self._shard, packed, self._size)
        try:
            _append(self._index, _line(document, place), os.fstat(self._index).st_size)
        except OSError:
            os.ftruncate(self._shard, self._size)
            raise
        self._size = place.end
        self._places[document] = place

    def take(self, document: str, source: Documents) -> None:
        """Put a document there, unless it is there already as it is."""
        content = source.read(document)
        if not self.holds(document, digest_of(content)):
            self.write(document, content)

    def _open_shard(self) -> None:
        """Open the last shard, or begin the next one."""
        _close(self._shard)
        if self._size >= LARGEST:
            self._number, self._size = self._number + 1, 0
            while self._path(self._number).exists():  # what is no shard
                self._number += 1
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
        self._shard = os.open(self._path(self._number), flags, 0o666)

    def remove(self, documents: Iterable[str]) -> None:
        gone = [document for document in documents if self._places.pop(document, None)]
        if gone:
            self._write_index()

    def finish(self) -> None:
        shards = self.find_shards()
        used = sum(place.length for place in self._places.values())
        if sum(path.stat().st_size for path in shards.values()) <= 2 * used or not self._pack_anew(shards):
            self._write_index()
            self._cut(shards)

    def _pack_anew(self, shards: dict[int, Path]) -> bool:
        """Write what counts into new shards, and remove the earlier ones when the index names the new ones.

        False where that cannot be, as on a full disk: all stays as it was.
        """
        before = self._places.copy()
        self._number, self._size = max([self._number, *shards]), LARGEST
        try:
            for document, place in sorted(before.items()):
                with self._path(place.shard).open("rb", buffering=0) as file:
                    packed = _frame(file, place)
                if self._size >= LARGEST:
                    self._open_shard()
                _append(self._shard, packed, self._size)
                self._places[document] = Place(self._number, self._size, len(packed))
                self._size += len(packed)
            self._write_index()
        except (OSError, UnreadableError) as error:
            log("shards stay as they are: %s", error)
            self._places = before
        done = self._places is not before
        for number, path in self.find_shards().items():
            if (number in shards) == done:
                path.unlink()
        return done

    def _write_index(self) -> None:
        """Write the index anew, whole or not at all, and open it to append."""
        with replacing(self._base / INDEX, make_folder=False) as path, path.open("wb") as file:
            file.writelines(_line(document, place) for document, place in sorted(self._places.items()))
        _close(self._index)
        self._index = os.open(self._base / INDEX, os.O_WRONLY | os.O_APPEND)

    def close(self) -> None:
        _close(self._index)
        _close(self._shard)
        self._index = self._shard = -1


def _line(document: str, place: Place) -> bytes:
    return f"{document}\t{place.shard:05}.jsonl.zst\t{place.start}\t{place.length}\n".encode()


def _number_of(path: Path) -> int:
    return int(path.name.partition(".")[0])


def _append(descriptor: int, data: bytes, end: int) -> None:
    """Write at the end of a file, whole or not at all; OSError."""
    try:
        written = os.write(descriptor, data)
        if written < len(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    except OSError:
        os.ftruncate(descriptor, end)
        raise


def _close(descriptor: int) -> None:
    if descriptor >= 0:
        os.close(descriptor)


def _frame(file: IO[bytes], place: Place) -> bytes:
    file.seek(place.start)
    data = file.read(place.length)
    if len(data) < place.length:
        raise UnreadableError("the shard is cut")
    return data


def _pack(document: str, content: bytes) -> bytes:
    import zstandard

    return zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True).compress(content)


def _unpack(data: bytes) -> bytes:
    import zstandard

    try:
        size = zstandard.frame_content_size(data)
        if not 0 <= size <= MAX_BYTES:
            raise UnreadableError("damaged, or larger than any document")
        return zstandard.ZstdDecompressor().decompress(data)
    except zstandard.ZstdError:
        raise UnreadableError("damaged") from None
