"""Knowledge as data: one TOML file for each kind, each entry with examples of its own.

A file holds one array of tables, ``[[entry]]``. Every entry has ``examples``: texts that the
entry, alone, must read; ``rejects``, where given, are texts that it must not read.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> tuple[dict[str, Any], ...]:
    """Return the entries of lexicon `name`, in the order of its file."""
    text = files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["entry"])
