"""The command completion: what a shell needs to complete the words of all commands (argcomplete)."""

import argparse
import os

from pipeline.language import _
from pipeline.usage import Commands, add_command

SHELLS = ("bash", "zsh", "fish", "powershell")
ASKED = "_ARGCOMPLETE"
"""Set in the environment by the shell's function where words are to be completed."""


def add_commands(commands: Commands) -> None:
    """Add completion."""
    command = add_command(
        commands,
        "completion",
        _completion,
        _("Print what makes a shell complete commands, options and their values."),
        _('bash: eval "$(zeren completion bash)" in ~/.bashrc; fish: zeren completion fish | source.'),
    )
    command.add_argument("shell", choices=SHELLS, help=_("the shell"))


def _completion(options: argparse.Namespace) -> int:
    from argcomplete.shell_integration import shellcode

    print(shellcode(["zeren"], shell=options.shell), end="")
    return 0


def complete(parser: argparse.ArgumentParser) -> None:
    """Answer the shell, and end, if it asks for words that fit."""
    if ASKED in os.environ:
        import argcomplete

        argcomplete.autocomplete(parser)
