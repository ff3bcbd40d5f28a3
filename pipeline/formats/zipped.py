"""Zip containers read with limits: no bomb, no path that climbs out, no XML that declares entities."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO
from zipfile import ZipFile, ZipInfo

from lxml import etree

from pipeline.formats import UnreadableFile
from pipeline.formats.sniff import ZIP_DAMAGE

MAX_MEMBER = 256 * 2**20
"""Bytes of one unpacked member: the largest real document part that is known has 40 MB."""
MAX_RATIO = 300
"""Unpacked size by packed size; real XML reaches 60, a bomb a thousand."""
MAX_PARTS, MAX_PACKAGE = 50_000, 2**30
"""Members of the package of one document, and their bytes unpacked: an OFD of 4,000 scans has 8,000."""
_RATIO_FROM = 8 * 2**20
"""Unpacked size from which the ratio counts."""
_ENCRYPTED = 0x1


def open_zip(source: Path | IO[bytes], name: str) -> ZipFile:
    """Return the open archive; names in it that are not UTF-8 are read as GB18030."""
    try:
        return ZipFile(source, metadata_encoding="gb18030")
    except ZIP_DAMAGE as error:
        raise UnreadableFile("damaged-file", f"Truncated or damaged archive: {name}") from error


def read_member(archive: ZipFile, member: str | ZipInfo) -> bytes:
    """Return the bytes of a member; UnreadableFile if it is too large, packed like a bomb, or damaged."""
    try:
        info = archive.getinfo(member) if isinstance(member, str) else member
    except KeyError as error:
        raise UnreadableFile("damaged-file", f"{member} is not in the archive") from error
    if info.flag_bits & _ENCRYPTED:
        raise UnreadableFile("password", f"The file wants a password: {info.filename}")
    _check_size(info)
    try:
        with archive.open(info) as file:
            return file.read()
    except ZIP_DAMAGE as error:
        raise UnreadableFile("damaged-file", f"Damaged member {info.filename}: {error}") from error


@contextmanager
def open_package(source: Path | IO[bytes], name: str) -> Iterator[ZipFile]:
    """Give the open archive of one document; `UnreadableFile` where its members are more than one holds."""
    with open_zip(source, name) as package:
        infos = package.infolist()
        total = sum(info.file_size for info in infos)
        if len(infos) > MAX_PARTS or total > MAX_PACKAGE:
            raise UnreadableFile("zip-bomb", f"{len(infos)} parts, {total >> 20} MiB unpacked: {name}")
        for info in infos:
            _check_size(info)
        yield package


def _check_size(info: ZipInfo) -> None:
    """Raise `UnreadableFile` for a member that is too large or packed like a bomb."""
    if info.file_size > MAX_MEMBER or is_bomb(info.file_size, info.compress_size):
        raise UnreadableFile("zip-bomb", f"{info.filename} unpacks to {info.file_size >> 20} MiB")


def is_bomb(unpacked: int, packed: int) -> bool:
    """Return True if so much comes out of so little that no document explains it.

    >>> is_bomb(10 * 2**20, 2**20), is_bomb(2**30, 2**20), is_bomb(2**20, 10)
    (False, True, False)
    """
    return unpacked > _RATIO_FROM and unpacked > MAX_RATIO * max(packed, 1)


def is_safe_name(name: str) -> bool:
    r"""Return True for a path that stays below the folder it is unpacked in.

    >>> is_safe_name("附件/表1.docx"), is_safe_name("../x"), is_safe_name("C:\\x"), is_safe_name("/etc/x")
    (True, False, False, False)
    """
    path = PurePosixPath(name.replace("\\", "/"))
    return not path.is_absolute() and ".." not in path.parts and ":" not in name and "\0" not in name


def parse_xml(data: bytes, name: str) -> etree._Element:
    """Return the root element; UnreadableFile for damaged XML, and for any that declares entities."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile("damaged-file", f"Damaged XML in {name}: {error}") from error
    if root.getroottree().docinfo.doctype:
        raise UnreadableFile("xml-entity", f"{name} declares a document type, which its format forbids")
    return root
