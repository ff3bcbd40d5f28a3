"""Damage that keeps a file's outer form: inside the members of a package, the streams of a PDF, the
chunks of a picture, so that it comes past the first check and reaches the code behind it."""

import io
import re
import zlib
from collections.abc import Callable
from random import Random
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

Inner = Callable[[bytes], bytes]
"""Damages bytes that stand for themselves."""

NUMBERS = (
    b"0",
    b"-1",
    b"1",
    b"65536",
    b"2147483647",
    b"4294967296",
    b"1e309",
    b"NaN",
    b"99999999999999999999",
    b"",
)
_MARKUP = (
    "<w:tbl><w:tr><w:tc>|</w:p>|<table>|<tr><td rowspan=65535>|<!--|<![CDATA[|&#x110000;|\\bin9 |\\u-1?"
    "|{\\*\\|endobj|endstream|<<|>>|/Kids [2 0 R]|/Filter /FlateDecode|[|]|--b\r\n"
    "|Content-Type: text/html; charset=\r\n\r\n"
)
_WORDS = (
    "# |```|（一）|第一条|一、|九亿|2025年|12年|〇|牵头单位：|由市水利局|\t|\u3000|\ufeff|\0|\x1b"
    "|\u202e|\U0001f3db|½|①|\n|\r|%|https://a.cn/|…|——"
)
TOKENS = tuple(
    token.encode() for token in (*f"{_MARKUP}|{_WORDS}".split("|"), "|", "|---|\n", "9" * 400, "（" * 40)
)
_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
_TAG = re.compile(rb"<[^<>]{1,200}>")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.S)
_NAME = re.compile(rb"/[A-Za-z][A-Za-z0-9]*")
_MOST = 1 << 18
"""Bytes that a damaged file may have: longer ones are for the tests of growth."""


def damage(data: bytes, chance: Random, plain: Inner | None = None) -> bytes:
    """Return the file with something wrong in it; `plain` may damage bytes in another way."""
    inner = plain if plain and chance.random() < 0.4 else lambda data: _edit(data, chance)
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        data = _within(data, chance, inner)
    return data[:_MOST]


def _within(data: bytes, chance: Random, inner: Inner) -> bytes:
    """Damage what the file holds, or one time in five the file itself."""
    if chance.random() < 0.2:
        return inner(data)
    if data.startswith(b"PK"):
        return _in_package(data, chance, inner)
    if b"%PDF-" in data[:1024]:
        return _in_pdf(data, chance, inner)
    if data.startswith(b"\x89PNG"):
        return _in_png(data, chance, inner)
    return inner(data)


def _edit(data: bytes, chance: Random) -> bytes:
    """Return the bytes with one edit of a random kind."""
    edits = (_flip, _cut, _repeat, _insert, _number, _word, _tag, _name)
    return chance.choice(edits)(data, chance)


def _range(data: bytes, chance: Random) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.choice((1, 2, 4, 16, 64, 512, 4096)))


def _flip(data: bytes, chance: Random) -> bytes:
    if not data:
        return b"\0"
    at = chance.randrange(len(data))
    return data[:at] + bytes((chance.randrange(256),)) + data[at + 1 :]


def _cut(data: bytes, chance: Random) -> bytes:
    start, end = _range(data, chance)
    return data[:start] + data[end:]


def _repeat(data: bytes, chance: Random) -> bytes:
    start, end = _range(data, chance)
    to = chance.randrange(len(data) + 1)
    return data[:to] + data[start:end] * chance.choice((1, 1, 2, 20)) + data[to:]


def _insert(data: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    token = chance.choice(TOKENS)
    if b"\0" in data[:64] and chance.random() < 0.3:
        token = token.decode().encode("utf-16-le")
    return data[:at] + token * chance.choice((1, 1, 1, 30)) + data[at:]


def _number(data: bytes, chance: Random) -> bytes:
    """Put an odd number in place of one that is written out."""
    if not (found := list(_NUMBER.finditer(data))):
        return _flip(data, chance)
    start, end = chance.choice(found).span()
    return data[:start] + chance.choice(NUMBERS) + data[end:]


def _word(data: bytes, chance: Random) -> bytes:
    """Put an odd number in place of one of two or four bytes."""
    size = chance.choice((2, 4, 8))
    at = chance.randrange(max(1, len(data) - size))
    value = chance.choice(
        (0, 1, 0x7F, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, chance.getrandbits(32))
    )
    packed = (value % (1 << 8 * size)).to_bytes(size, chance.choice(("little", "big")))  # fmt: skip
    return data[:at] + packed + data[at + size :]


def _tag(data: bytes, chance: Random) -> bytes:
    """Leave a tag out, write it twice or put another in its place."""
    if len(found := list(_TAG.finditer(data))) < 2:
        return _insert(data, chance)
    one, other = chance.choice(found), chance.choice(found)
    new = chance.choice((b"", one[0] * 2, other[0], one[0] * 300, one[0] + other[0]))
    return data[: one.start()] + new + data[one.end() :]


def _name(data: bytes, chance: Random) -> bytes:
    """Put one name of a PDF, or one run of bytes, in place of another."""
    if len(found := list(_NAME.finditer(data))) < 2:
        return _cut(data, chance)
    one, other = chance.choice(found), chance.choice(found)
    return data[: one.start()] + other[0] + data[one.end() :]


def _in_package(data: bytes, chance: Random, inner: Inner) -> bytes:
    """Damage a member, its name or the way it is packed, and pack all anew."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            members = [(info.filename, archive.read(info)) for info in archive.infolist()]
    except (
        BadZipFile,
        OSError,
        ValueError,
        NotImplementedError,
        EOFError,
        RuntimeError,
        zlib.error,
        IndexError,
    ):
        return inner(data)
    except Exception:  # lzma's own error
        return inner(data)
    if not members or sum(len(content) for _, content in members) > 4 * _MOST:
        return inner(data)
    at = chance.randrange(len(members))
    name, content = members[at]
    kind = chance.random()
    if kind < 0.8:
        members[at] = (name, _within(content, chance, inner)[: 4 * _MOST])
    elif kind < 0.85:
        del members[at]
    elif kind < 0.9:
        members.append((name, content))
    else:
        name = chance.choice(
            ("", "/", "..", "../x.txt", "a\\b.txt", "C:x.txt", f"{name}/", "x" * 300, "\x1b[2J.txt", "a.zip")
        )
        members[at] = (name, content)
    return _pack(members, chance)


def _pack(members: list[tuple[str, bytes]], chance: Random) -> bytes:
    buffer = io.BytesIO()
    method = chance.choice((ZIP_DEFLATED, ZIP_DEFLATED, ZIP_DEFLATED, ZIP_STORED, ZIP_BZIP2, ZIP_LZMA))
    with ZipFile(buffer, "w") as archive:
        for number, (name, content) in enumerate(members):
            info = ZipInfo(name or "x", (2025, 1, 1, 0, 0, 0))
            info.filename = name
            info.compress_type = ZIP_STORED if number == 0 and name == "mimetype" else method
            with archive.open(info, "w") as file:
                file.write(content)
    return buffer.getvalue()


def _in_pdf(data: bytes, chance: Random, inner: Inner) -> bytes:
    """Damage what a stream unpacks to, or the objects between the streams."""
    found = list(_STREAM.finditer(data))
    if not found or chance.random() < 0.5:
        return inner(data)
    match = chance.choice(found)
    try:
        content = zlib.compress(inner(zlib.decompress(match[1])))
    except zlib.error:
        content = inner(match[1])
    return data[: match.start(1)] + content + data[match.end(1) :]


def _in_png(data: bytes, chance: Random, inner: Inner) -> bytes:
    """Damage one chunk of a PNG and give it the checksum that fits (PNG, section 5)."""
    at, chunks = 8, []
    while at + 12 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        chunks.append((data[at + 4 : at + 8], data[at + 8 : at + 8 + size]))
        at += 12 + size
    if not chunks:
        return inner(data)
    number = chance.randrange(len(chunks))
    kind, body = chunks[number]
    try:
        chunks[number] = (
            kind,
            zlib.compress(inner(zlib.decompress(body))) if kind == b"IDAT" else inner(body),
        )
    except zlib.error:
        chunks[number] = (kind, inner(body))
    packed = (
        len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")
        for kind, body in chunks
    )
    return data[:8] + b"".join(packed)
