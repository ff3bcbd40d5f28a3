"""What the documents say of commands and options is what `--help` says today."""

import re
from pathlib import Path

import pytest

from scripts.commands import write_commands
from tests.test_language import helps


def test_every_option_of_every_command_is_told_in_both_languages(root: Path) -> None:
    text = (root / "docs" / "commands.md").read_text(encoding="utf-8")
    assert text == write_commands(), "python -m scripts.commands > docs/commands.md"
    for language in ("en", "zh"):
        for name, said in helps(language).items():
            part = text.partition(f"## zeren {name}\n")[2].partition("\n## ")[0] if name else text
            options = set(re.findall(r"^ {2}(?:-\w.*?, )?(--[a-z-]+)", said, re.MULTILINE))
            if part:  # but for groups of commands
                assert options - {"--help", "--lang", "--version"} <= set(re.findall(r"--[a-z-]+", part)), (
                    name
                )


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
def test_readmes_name_every_command_and_no_option_that_is_none(readme: str, root: Path) -> None:
    text = (root / readme).read_text(encoding="utf-8")
    known = helps("en")
    names = {name.split()[0] for name in known if name}
    assert [name for name in sorted(names) if f"zeren {name}" not in text] == []
    options = {option for said in known.values() for option in re.findall(r"--[a-z][a-z-]+", said)}
    assert sorted(set(re.findall(r"(?<![\w=-])--[a-z][a-z-]+", text)) - options) == []
    assert "docs/commands.md" in text
