"""The command line in this process: for what a command says and writes, not how its work is kept apart."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from pipeline import batch, cli
from pipeline.language import speak


def zeren(*arguments: str | Path, folder: Path | None = None, columns: int = 100) -> CompletedProcess[str]:
    """Run the command here, and what it would give a process of its own."""
    out, err = StringIO(), StringIO()
    words = [str(argument) for argument in arguments]
    with pytest.MonkeyPatch.context() as patch, chdir(folder or "."):
        patch.setattr(batch, "run_each", _run_each)
        patch.setenv("COLUMNS", str(columns))
        with redirect_stdout(out), redirect_stderr(err):
            try:
                code = cli.run(words)
            except SystemExit as stop:
                code = int(stop.code or 0)
            finally:
                speak("en")
    return CompletedProcess(words, code, out.getvalue(), err.getvalue())


def _run_each(
    function: Callable[[Any], Any], items: Iterable[Any], *_: object, **__: object
) -> Iterator[tuple[Any, Any]]:
    return ((item, function(item)) for item in items)
