"""What a small text's home and names are read to be."""

from extractors.agencies.registry import Registry
from extractors.agency_index import Home, Roster, build_roster
from extractors.header import find_metadata
from extractors.outline.tree import build_outline
from tests.texts import document_of, layout_of


def read_roster(text: str) -> Roster:
    """Return the roster of the document that the lines of a text make."""
    layout = layout_of(text)
    names = [tuple(unit.name for unit in task.assignments) for task in document_of(text).tasks]
    metadata = find_metadata(layout, build_outline(layout))
    return build_roster(metadata, layout.folded, names, "d", Registry.load())


def read_home(text: str) -> Home:
    """Return where the document speaks from."""
    return read_roster(text).home
