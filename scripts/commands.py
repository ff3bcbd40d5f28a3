"""The commands with their options, in both languages: ``python -m scripts.commands > docs/commands.md``."""

from argparse import SUPPRESS, Action, ArgumentParser, _SubParsersAction
from collections.abc import Iterator

from pipeline.cli import build_parser
from pipeline.language import LANGUAGES, Language, speak

HEAD = """\
# Commands 命令

What `zeren COMMAND --help` says, in both languages. Every command also takes `--lang zh|en`.
各命令的选项，与 `--help` 一致。

This file is written by `python -m scripts.commands`.
"""
COMMON = ("help", "lang", "version")
"""Options of every command."""


def write_commands() -> str:
    """Return ``docs/commands.md``."""
    found = {language: dict(_commands(language)) for language in LANGUAGES}
    speak("en")
    parts = [HEAD]
    for name, english in found["en"].items():
        chinese = found["zh"][name]
        parts.append(f"\n## zeren {name}\n\n{_line(english.description)} {_line(chinese.description)}\n")
        pairs = list(zip(_options(english), _options(chinese), strict=True))
        if pairs:
            parts.append("\n| | | |\n|---|---|---|\n")
            parts += (f"| {_name(one)} | {_line(one.help)} | {_line(other.help)} |\n" for one, other in pairs)
    return "".join(parts)


def _commands(language: Language) -> Iterator[tuple[str, ArgumentParser]]:
    """Yield the commands that do something, by their names."""
    speak(language)
    yield from _within(build_parser(), "")


def _within(parser: ArgumentParser, name: str) -> Iterator[tuple[str, ArgumentParser]]:
    inner = [action for action in parser._actions if isinstance(action, _SubParsersAction)]
    if not inner:
        yield name.strip(), parser
    for action in inner:
        for each, command in action.choices.items():
            yield from _within(command, f"{name} {each}")


def _options(parser: ArgumentParser) -> list[Action]:
    return [action for action in parser._actions if action.dest not in COMMON and action.help != SUPPRESS]


def _name(action: Action) -> str:
    """Return an option as it is typed, its value behind it."""
    value = str(action.metavar or action.dest.upper())
    if action.choices is not None:
        value = " ".join(map(str, action.choices))
    if not action.option_strings:
        return f"`{value}`"
    typed = ", ".join(f"`{option}`" for option in action.option_strings)
    return (typed if action.nargs == 0 else f"{typed} {value}").replace("|", "\\|")


def _line(text: str | None) -> str:
    return " ".join((text or "").split()).replace("|", "\\|").replace("%%", "%")


if __name__ == "__main__":
    print(write_commands(), end="")
