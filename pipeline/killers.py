"""Files that are not tried again unasked: those that ended their process, or whole runs, in this version."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pipeline.begun import Begun
from pipeline.index import Failure, IndexLine, Key, read_index
from pipeline.sources import Known, SourceFile
from pipeline.version import program_version

KILLERS = frozenset({"process-died", "time-limit", "memory-limit"})
"""Codes of failures that cost time or memory."""
_KILLED = "Two runs were killed while they read it."
_PASSED_OVER = " Not tried again: --retry does."


def find_known(output: Path, begun: Begun, additions: str = "") -> Known:
    """Return what gives the failure of a file that is not to be tried again, by the index in a folder.

    The index is read when an archive asks: a run without one reads it once, when it begins.
    """

    @cache
    def by_index() -> Known:
        return known_of(read_index(output)[0], program_version(additions=additions), begun)

    return lambda file, sha256: by_index()(file, sha256)


def known_of(lines: Mapping[Key, IndexLine], version: str, begun: Begun) -> Known:
    """Return what gives that failure by the lines of an index and by what killed runs had in hand."""

    ended = {
        line.sha256: line.error
        for line in lines.values()
        if line.error and line.error.code in KILLERS and line.program == version
    }

    def known(file: SourceFile, sha256: str) -> Failure | None:
        if begun.convicts(sha256):
            return Failure(code="process-died", message=f"{_KILLED}{_PASSED_OVER}")
        error = ended.get(sha256)
        if error is None:
            return None
        said = error.message.removesuffix(_PASSED_OVER)
        return Failure(code=error.code, message=f"{said}{_PASSED_OVER}")

    return known


def nothing_known(file: SourceFile, sha256: str) -> None:
    """Return that nothing is known of the file: it is tried whatever it did."""
