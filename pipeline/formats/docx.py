"""DOCX: the paragraphs and tables of the XML, with the numbers that Word makes itself."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO
from zipfile import ZipFile

from lxml import etree

from extractors.layout import Block
from pipeline.formats import Reading, UnreadableFile
from pipeline.formats.docx_body import Body
from pipeline.formats.docx_styles import build_styles
from pipeline.formats.numbering import Counters, build_lists
from pipeline.formats.zipped import open_package, parse_xml, read_member
from pipeline.structure.titles import join_titles

_MAIN = "officeDocument"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NOTES = ("footnotes.xml", "endnotes.xml")


def read(path: Path) -> Reading:
    """Return the blocks of a DOCX file, footnotes last."""
    return Reading("docx", None, None, tuple(read_blocks(path, path.name)))


def read_blocks(source: Path | IO[bytes], name: str) -> list[Block]:
    """Return the blocks of a DOCX package."""
    with open_package(source, name) as package:
        main = _main_part(package)
        document = _part(package, main)
        if document is None:
            raise UnreadableFile("damaged-file", f"No document part in {name}")
        folder = str(PurePosixPath(main).parent)
        styles = build_styles(_part(package, f"{folder}/styles.xml"))
        lists = build_lists(_part(package, f"{folder}/numbering.xml"), styles.lists)
        body = Body(styles, Counters(lists))
        blocks = list(join_titles(body.read(document)))
        for part in _NOTES:
            blocks.extend(_notes(_part(package, f"{folder}/{part}"), body))
    return blocks


def _main_part(package: ZipFile) -> str:
    """Return the name of the document part, as the package's relationships give it."""
    relationships = _part(package, "_rels/.rels")
    for relationship in relationships if relationships is not None else ():
        target = relationship.get("Target", "").lstrip("/")
        if relationship.get("Type", "").endswith(_MAIN) and target in package.namelist():
            return str(target)
    return "word/document.xml"


def _part(package: ZipFile, name: str) -> etree._Element | None:
    """Return the root of a part, None if the package has none of that name."""
    if name not in package.namelist():
        return None
    data = read_member(package, name).replace(_STRICT, _TRANSITIONAL)
    return parse_xml(data, name)


def _notes(root: etree._Element | None, body: Body) -> Iterator[Block]:
    """Yield the footnotes: separators, which have a type, left out."""
    for note in root if root is not None else ():
        if not any(name.endswith("}type") for name in note.attrib):
            yield from body.read(note)
