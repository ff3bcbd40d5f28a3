"""The language in which commands speak to people: English as the code has it, or Chinese by gettext.

What is shown passes `_` when it is shown; what a table of a module holds is marked by `N_` and passes
`_` later. What goes into JSON, the index or other files for programs is not translated: `told` gives a
message that was read from them in the language. Chinese stands in ``locale/zh/LC_MESSAGES/zeren.po``.
"""

import gettext
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
DOMAIN = "zeren"
TERM = "term"
"""Context of the words of the contract: roles, grades, reasons."""
FIELD = "field"
"""Context of the names of fields: as a word of the contract the same may be another (基数, 基期)."""
FOLDER = Path(__file__).parent / "locale"
TEMPLATES = FOLDER / "messages.txt"
"""The messages of problems and failures, a line each, as `scripts/messages.py` finds them in the code."""
CODES = FOLDER / "codes.toml"
"""What codes of problems and reasons say in English."""
_LOCALES = ("ZEREN_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
"""Of the environment, the first that is set holds: POSIX.1-2017, XBD 8.2, and one of our own before."""

_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_spoken: Language = "en"


def speak(language: Language) -> None:
    """Speak this language from now on; argparse, whose words are in our catalogue too, speaks it as well."""
    global _catalogue, _spoken
    _spoken = language
    _catalogue = gettext.translation(DOMAIN, FOLDER, [language], fallback=True)
    gettext.bindtextdomain(DOMAIN, str(FOLDER))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = language  # where gettext looks for the language of what argparse says


def spoken() -> Language:
    """Return the language that is spoken."""
    return _spoken


def choose_language(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> Language:
    """Return the language that ``--lang`` asks for, else that of the environment.

    It is needed before the arguments are parsed, as the parser speaks already.

    >>> choose_language(["show", "--lang", "zh"], {}), choose_language([], {"LANG": "zh_CN.UTF-8"})
    ('zh', 'zh')
    >>> choose_language(["--lang=en"], {"LANG": "zh_CN.UTF-8"}), choose_language([], {})
    ('en', 'en')
    """
    return next(_asked(arguments), None) or _of_environment(environment)


def _asked(arguments: Sequence[str]) -> Iterator[Language]:
    for place, word in enumerate(arguments):
        if word == "--":
            return
        name, equals, value = word.partition("=")
        if name == "--lang":
            given = value if equals else "".join(arguments[place + 1 : place + 2])
            yield from (language for language in LANGUAGES if language == given)


def _of_environment(environment: Mapping[str, str]) -> Language:
    name, locale = next(((name, environment[name]) for name in _LOCALES if environment.get(name)), ("", ""))
    names = [locale or _of_system()]
    if name != "ZEREN_LANG" and locale.partition(".")[0] not in ("", "C", "POSIX"):
        # A list of languages in the order that is wanted (GNU gettext, "Specifying a Priority List").
        names = [*filter(None, environment.get("LANGUAGE", "").split(":")), *names]
    firsts = (re.split("[_.@-]", each)[0].lower() for each in names)
    return next((language for first in firsts for language in LANGUAGES if language == first), "en")


def _of_system() -> str:
    """Return the language of Windows, whose environment names none."""
    if sys.platform != "win32":
        return ""
    import ctypes
    from locale import windows_locale

    return windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")


def _(text: str) -> str:
    """Return the text in the language that is spoken."""
    return _catalogue.gettext(text) if text else ""


def N_(text: str) -> str:
    """Mark a text that passes `_` when it is shown."""
    return text


def ngettext(one: str, many: str, number: int) -> str:
    """Return the text for so many, in the language that is spoken."""
    return _catalogue.ngettext(one, many, number)


def told(message: str) -> str:
    """Return a word of the contract, a reason, or the message of a problem or failure, in the language.

    Codes are told in words in English as well. A message is put together in English where it arises, as
    the contract has it; here it is known again by the words that are always the same, and what was put into
    it is put into the Chinese ones.
    """
    return _in_english(message) if _spoken == "en" else _in_chinese(message)


def told_field(name: str) -> str:
    """Return the name of a field in the language, of one within another both names."""
    if _spoken == "en":
        return name
    return "·".join(_catalogue.pgettext(FIELD, part) for part in name.split("."))


def _in_english(message: str) -> str:
    head, colon, rest = message.partition(": ")
    words = _codes().get(head) if "-" in head else None
    return f"{words}{colon}{rest}" if words else message


@cache
def _codes() -> dict[str, str]:
    """Return the English words of the codes."""
    import tomllib

    return tomllib.loads(CODES.read_text(encoding="utf-8"))


@cache
def _in_chinese(message: str) -> str:
    if same := _same(message):
        return same
    head, colon, rest = message.partition(": ")
    if colon and _CODE.fullmatch(head):  # few-tasks: 1 of 3
        return f"{_in_chinese(head)}：{_in_chinese(rest)}"
    for pattern, template in _templates():
        match = pattern.fullmatch(message)
        if match:
            return _(template).format(*map(_in_chinese, match.groups()))
    return message


def _same(message: str) -> str | None:
    """Return the Chinese of a message without gaps; a full stop at its end may have come or gone."""
    bare = message.removesuffix(".")
    for text in (*(_catalogue.pgettext(context, message) for context in (TERM, FIELD)), _(message)):
        if text != message:
            return text
    other = bare if bare != message else f"{message}."
    found = _(other)
    return None if found == other else f"{found.removesuffix('。')}{'。' * (bare != message)}"


@cache
def _templates() -> list[tuple[re.Pattern[str], str]]:
    """Return the messages with gaps, those first of which more is always the same."""
    templates = sorted(TEMPLATES.read_text(encoding="utf-8").splitlines(), key=_said, reverse=True)
    return [(re.compile(_pattern(template), re.DOTALL), template) for template in templates]


_CODE = re.compile("[a-z]+(?:-[a-z]+)*")
_GAP = re.compile(r"\{\d+\}")
_LEAST = 4
"""Signs that are always the same, up to which a template would fit what it is not meant for: {0} of {1}."""


def _said(template: str) -> int:
    return len(_GAP.sub("", template))


def _pattern(template: str) -> str:
    """Return the pattern of a template; one that says next to nothing holds numbers only."""
    gap = "(.*?)" if _said(template) > _LEAST else "([0-9.]+)"
    return gap.join(map(re.escape, _GAP.split(template)))


def listed(parts: Iterable[str]) -> str:
    """Return what is listed, joined as the language does.

    >>> listed(["a", "b"])
    'a, b'
    """
    return _(", ").join(parts)
