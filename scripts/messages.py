"""Collect what the commands say, for translation: ``python -m scripts.messages`` (`make messages`).

Writes ``pipeline/locale/messages.txt`` (messages of problems and failures, which are put together in
English), brings ``zeren.po`` up to what the code says (translations stay, what nobody says any more
goes), compiles ``zeren.mo``, and prints what has no Chinese yet.
"""

import argparse
import ast
import errno
import itertools
import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import get_args

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from extractors import records
from extractors.evidence import terms_of
from extractors.lexicons import load
from pipeline.corrections.form import SETTABLE, Action, Kind, fields_of
from pipeline.graph.measures import AgencyMeasures
from pipeline.language import FIELD, TERM
from pipeline.review.answers import Verdict

ROOT = Path(__file__).parent.parent
LOCALE = ROOT / "pipeline" / "locale"
TEMPLATES = LOCALE / "messages.txt"
PO = LOCALE / "zh" / "LC_MESSAGES" / "zeren.po"
MARKS = ("_", "N_", "ngettext")
"""What marks a text; of the last, two forms."""
MAKERS = ("Problem", "_warn", "_warning", "_doubt")
"""What makes a problem of a code."""
SYSTEM = (
    *(errno.ENOENT, errno.EACCES, errno.EPERM, errno.EISDIR, errno.ENOTDIR, errno.EEXIST, errno.ENOSPC),
    *(errno.EROFS, errno.EIO, errno.EBUSY, errno.ENAMETOOLONG, errno.ENOTEMPTY, errno.EMFILE, errno.ENOMEM),
    *(errno.EFBIG, errno.EINVAL, errno.ELOOP, errno.EDQUOT, errno.EXDEV),
)
"""Errors of the system that a command may meet."""
_WORDS = re.compile(r"[A-Za-z,]{2,} [a-z]{2,}")
"""Two words of English."""
_PATTERN = re.compile(r"[\\|<^]|\(\?|\btd\b")
"""Signs of a regular expression, or of a markup."""
DETAILS = (
    *(
        "{0} of {1}",
        "{0} names",
        "{0} unit",
        "entry {0}{1}: {2}",
        "damaged: {0}",
        "no TOML: {0}",
        "Page {0}: {1}",
    ),
    *("{0} may {1} (signs: {2}).", "This task has no number, and nearly all beside it have one."),
)
"""Messages of one word and gaps, which are no sentences to be known by."""
UNSAID = (
    *("evaluation", "site", "database.py", "package.py", "partitions.py", "schema.py", "sqlite.py"),
    *("proposals.py", "wording.py", "dictionary.py", "language.py"),
)
"""Rooms and modules that speak to developers only, or to databases."""
LOWER = ("additions.py", "doubts.py", "problems.py", "charges.py", "labels.py")
"""Modules of the extractors whose messages are put together of parts of sentences."""
DATE = datetime(2000, 1, 1, tzinfo=UTC)
"""The same messages give the same files."""
LITERALS = (
    *(records.Role, records.Evidence, records.SectionKind, records.Comparator, records.Change),
    *(records.Status, records.AgencyKind, records.Severity, records.Grade, records.Origin),
    *(Action, Kind, Verdict),
)
TERMS = (
    *("annual", "central", "province", "city", "county", "township", "not-a-plan", "others", "promised"),
    *(
        "item",
        "number",
        "detail",
        "fact",
        "no-plan",
        "row",
        "A name",
        "unit",
        "told",
        "attribute",
        "date",
        "duration",
    ),
    *(
        "not-audited",
        "frequency",
        "name",
        "rank",
        "empty",
        "figures",
        "language",
        "script",
        "unknown",
        "law",
        "report",
        "trade",
        "news",
    ),
    *("cooperation", "part_of", "member_of", "subordinate_to", "succeeded_by"),
)
"""Words that no list of the code holds: levels, what is set aside and why, natures told by rules."""
CODES = (
    *("duties-in-no-plan", "duties-outside-tasks", "labels-without-units", "typing-error", "damaged-page"),
    *("correction-stale", "correction-refused", "memory-limit", "converter-failed", "damaged-file"),
)
"""Codes of problems that no call names."""
ARGPARSE = "argparse"
"""The comment of what argparse says: its versions differ, and the words of each stay."""


@cache
def find_templates() -> list[str]:
    """Return the messages of problems and failures, {0}, {1}, … for what is put into them."""
    found = {os.strerror(number) for number in SYSTEM} | {*DETAILS}
    for package in ("extractors", "pipeline"):
        for path, tree in _trees(ROOT / package):
            if not set(path.relative_to(ROOT).parts) & set(UNSAID):
                some = _templates_of(tree)
                lower = package == "pipeline" or path.name in LOWER
                found.update(text for text in some if lower or not text[0].islower())
    return sorted(found)


def _templates_of(tree: ast.Module) -> Iterator[str]:
    passed = {id(node) for each in ast.walk(tree) if _is_no_message(each) for node in ast.walk(each)}
    for node in ast.walk(tree):
        if id(node) not in passed and isinstance(node, ast.Constant | ast.JoinedStr | ast.BinOp):
            passed.update(map(id, ast.walk(node)))
            text = _text(node)
            if text and _WORDS.search(text) and not _PATTERN.search(text):
                yield _numbered(text).strip()


def _is_no_message(node: ast.AST) -> bool:
    """Return whether nothing within is the message of a problem: documentation, or what is marked."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    name = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
    return name in {*MARKS, "compile", "log", "TypeError"}


def _text(value: ast.expr) -> str | None:
    """Return the text, \\0 for what is put into it; None for what is no text."""
    if isinstance(value, ast.Constant):
        return value.value if isinstance(value.value, str) else None
    if isinstance(value, ast.JoinedStr):
        return "".join(_text(part) or "\0" for part in value.values)
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add):
        parts = (_text(value.left), _text(value.right))
        return "".join("\0" if part is None else part for part in parts) if any(parts) else None
    return None


def _numbered(text: str) -> str:
    pieces = text.split("\0")
    gaps = (f"{{{number}}}" for number in range(len(pieces) - 1))
    return "".join(piece + gap for piece, gap in itertools.zip_longest(pieces, gaps, fillvalue=""))


def _marked(tree: ast.Module) -> Iterator[str | tuple[str, str]]:
    """Yield what passes gettext here, one form or two."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
            texts = [each.value for each in node.args if isinstance(each, ast.Constant)]
            if texts and texts[0]:
                yield (texts[0], texts[1]) if node.func.id == "ngettext" else texts[0]


@cache
def _trees(package: Path) -> list[tuple[Path, ast.Module]]:
    """Return the modules of a package, each read once."""
    paths = sorted(package.rglob("*.py"))
    return [(path, ast.parse(path.read_text(encoding="utf-8"))) for path in paths]


@cache
def find_codes() -> set[str]:
    """Return the codes of problems."""
    found = set(CODES)
    paths = (path for package in ("extractors", "pipeline") for path in (ROOT / package).rglob("*.py"))
    for text in (path.read_text(encoding="utf-8") for path in paths):
        if any(f"{maker}(" in text for maker in MAKERS):
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in MAKERS:
                    codes = [*node.args[:1], *(each.value for each in node.keywords if each.arg == "code")]
                    found.update(str(each.value) for each in codes if isinstance(each, ast.Constant))
    return found


def find_terms() -> list[str]:
    """Return the words of the contract that are shown: roles, grades, reasons, kinds, …"""
    found = {word for kind in LITERALS for word in get_args(kind)}
    found.update(terms_of("grade"), AgencyMeasures.__dataclass_fields__, TERMS)
    found.update(find_codes())
    found.update(entry["kind"] for entry in load("document_kinds") if "kind" in entry)
    found.update(sign for sign, weight in terms_of("plan-like").items() if weight < 0)
    return sorted(found - {"bias", "sure", "threshold"})


def find_fields() -> list[str]:
    """Return the names of the fields that a correction may set, and of what lies within them."""
    return sorted({part for kind in SETTABLE for name in fields_of(kind) for part in name.split(".")})


def gather() -> Catalog:
    """Return what the commands, problems and failures say, and argparse with the running Python."""
    found = Catalog(project="zeren", fuzzy=False)
    for path, tree in _trees(ROOT / "pipeline"):
        for text in _marked(tree):
            found.add(text, locations=[(path.relative_to(ROOT).as_posix(), 0)])
    for text in _marked(ast.parse(Path(argparse.__file__).read_text(encoding="utf-8"))):
        found.add(text, auto_comments=[ARGPARSE])
    for template in find_templates():
        found.add(template)
    for term in find_terms():
        found.add(term, context=TERM)
    for name in find_fields():
        found.add(name, context=FIELD)
    return found


def read() -> Catalog:
    """Return the catalogue as it stands in the project."""
    with PO.open("rb") as file:
        return read_po(file, locale="zh")


def brought_up(catalog: Catalog, said: Catalog) -> Catalog:
    """Return the catalogue with what is said now, each with the Chinese that it had."""
    made = Catalog(
        locale="zh", project="zeren", fuzzy=False, header_comment="# Chinese of what zeren says.",
        creation_date=DATE, revision_date=DATE, last_translator="zeren", language_team="zeren",
        copyright_holder="zeren", msgid_bugs_address="zeren", version="1",
    )  # fmt: skip
    for message in (*said, *(each for each in catalog if ARGPARSE in each.auto_comments)):
        if message.id:
            old = catalog.get(message.id, message.context)
            string, places = old.string if old else "", message.locations
            made.add(message.id, string, places, (), message.auto_comments, context=message.context)
    return made


def as_po(catalog: Catalog) -> bytes:
    """Return the catalogue as the text of ``zeren.po``."""
    file = BytesIO()
    write_po(file, catalog, width=100, sort_output=True, include_lineno=False)
    return file.getvalue()


def as_mo(catalog: Catalog) -> bytes:
    """Return the catalogue as gettext reads it."""
    file = BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def main() -> None:
    """Write the files anew."""
    PO.parent.mkdir(parents=True, exist_ok=True)
    TEMPLATES.write_text("\n".join(find_templates()) + "\n", encoding="utf-8")
    catalog = brought_up(read() if PO.exists() else Catalog(locale="zh"), gather())
    PO.write_bytes(as_po(catalog))
    PO.with_suffix(".mo").write_bytes(as_mo(catalog))
    for message in catalog:
        if message.id and not message.string:
            print(repr(message.id))


if __name__ == "__main__":
    main()
