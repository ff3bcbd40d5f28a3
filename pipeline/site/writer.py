"""The report as files: one page with all in it, or a page and its pieces beside it in a folder."""

import gettext
import re
import tomllib
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal

from pipeline.export import replacing, replacing_folder
from pipeline.language import DOMAIN, FIELD, FOLDER, TERM
from pipeline.site.gather import Gathered
from pipeline.site.spool import script_json

Form = Literal["auto", "file", "folder"]
LARGEST = 64 * 2**20
"""Bytes of data above which a folder is written.

In Chromium on two cores under a load of nine, a page of 21 MB opens in 1.2 s, of 61 MB in 2.4 s, of 121 MB in
3.5 s; as folders the latter two open in 1.5 s and 2.1 s.
"""
ENTRY = "index.html"
"""The page to open, in a folder."""
_ASSETS = files("pipeline.site") / "assets"
_LIBRARIES = ("cytoscape.min", "layout-base", "cose-base", "cytoscape-fcose")
"""In the order in which they need each other."""
_IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./([a-z_]+\.js)";$', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function|const|class) (\w+)", re.MULTILINE)


def write_site(gathered: Gathered, path: Path, form: Form) -> Path:
    """Write the report and return the file to open: `path`, or one in the folder named after it."""
    if form == "folder" or (form == "auto" and gathered.spool.size > LARGEST):
        folder = path.with_suffix("")
        _write_folder(gathered, folder)
        return folder / ENTRY
    with replacing(path) as temporary:
        _write_page(temporary, gathered.core, gathered.spool)
    return path


def _write_folder(gathered: Gathered, folder: Path) -> None:
    with replacing_folder(folder) as temporary:
        _write_page(temporary / ENTRY, gathered.core, None)
        for name, piece in gathered.spool:
            (temporary / f"{name}.js").write_text(f'zerenPiece("{name}",{piece})\n', encoding="utf-8")


def _write_page(path: Path, core: Any, pieces: Any) -> None:
    """Write the page; without pieces it loads them as scripts that bear its nonce."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=PackageLoader("pipeline.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    data = script_json(core)
    nonce = None if pieces is not None else _digest(data)
    styles = [_read("style.css")]
    scripts = [*(_read(f"vendor/{name}.js") for name in _LIBRARIES), bundle("main.js")]
    template = environment.get_template("report.html.j2")
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(
            template.generate(
                policies=policies(styles, scripts, nonce),
                styles=[Markup(style) for style in styles],
                scripts=[Markup(script) for script in scripts],
                words=load_words(),
                data={
                    "core": Markup(data),
                    "words": Markup(script_json(load_words())),
                    "nonce": Markup(script_json(nonce)),
                },
                pieces=((name, Markup(piece)) for name, piece in pieces or ()),
            )
        )


def policies(styles: list[str], scripts: list[str], nonce: str | None) -> list[str]:
    """Return Content-Security-Policies that allow what is in the page, by its digest, and nothing else.

    A folder's page also loads scripts that bear its nonce; a second policy lets them come from beside it
    only, as all policies must allow what is loaded (https://www.w3.org/TR/CSP3/#multiple-policies).
    """
    by_nonce = [f"'nonce-{nonce}'"] if nonce else []
    first = (
        "default-src 'none'",
        f"script-src {' '.join([*map(_hash_source, scripts), *by_nonce])}",
        f"style-src {' '.join(map(_hash_source, [*styles, '']))}",
        "img-src data: blob:",
        "base-uri 'none'",
        "form-action 'none'",
    )
    beside = ["script-src 'self' file: 'unsafe-inline'"] if nonce else []
    return ["; ".join(first), *beside]


def _hash_source(text: str) -> str:
    return f"'sha256-{_digest(text)}'"


def _digest(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()


@cache
def load_words() -> dict[str, list[str]]:
    """Return what the page says, by key, in Chinese and in English; terms are those of all commands."""
    chinese = gettext.translation(DOMAIN, FOLDER, ["zh"])
    words: dict[str, list[str]] = {}
    for group in tomllib.loads((files("pipeline.site") / "words.toml").read_text(encoding="utf-8")).values():
        for key, said in group.items():
            words[key] = [_term(chinese, key), said] if isinstance(said, str) else said
    return words


def _term(chinese: gettext.NullTranslations, key: str) -> str:
    """Return the Chinese of a word of the contract, of a field its own where it has one."""
    kind, _, term = key.partition(".")
    own = chinese.pgettext(FIELD, term) if kind == "field" else term
    said = chinese.pgettext(TERM, term) if own == term else own
    return chinese.gettext(term) if said == term else said


def bundle(name: str) -> str:
    """Return a module with all that it imports as one script, each module in a function of its own.

    The modules keep to `import { a, b } from "./x.js";`, to `export` before a declaration, and to no circles.
    """
    modules = "".join(f"modules[{module!r}] = (() => {{\n{text}}})();\n" for module, text in _modules(name))
    return f'"use strict";\n(() => {{\nconst modules = {{}};\n{modules}}})();\n'


def _modules(name: str) -> Iterator[tuple[str, str]]:
    """Yield the modules, each after all that it needs, with what they import and give in plain words."""
    waiting, seen = [name], set[str]()
    while waiting:
        text = _read(waiting[-1])
        needed = [module for _, module in _IMPORT.findall(text) if module not in seen]
        if needed:
            waiting.append(needed[0])
            continue
        module = waiting.pop()
        seen.add(module)
        given = ", ".join(found[2] for found in _EXPORT.finditer(text))
        text = _EXPORT.sub(r"\1 \2", _IMPORT.sub(r'const \1 = modules["\2"];', text))
        yield module, f"{text}return {{ {given} }};\n"


def _read(name: str) -> str:
    place: Traversable = _ASSETS
    for part in name.split("/"):
        place /= part
    return place.read_text(encoding="utf-8")
