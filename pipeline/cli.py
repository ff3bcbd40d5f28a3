"""The command line. What a command needs is imported in it, so that ``--help`` answers at once."""

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.analysis_cli import register

if TYPE_CHECKING:
    from pipeline.sources import Sources
    from pipeline.store import IndexLine

app = typer.Typer(
    name="zeren",
    help="Who has to do what, how much of it, and by when: Chinese policy documents as data.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
_DONE, _FAILED, _INTERRUPTED = 0, 1, 130
"""Exit codes; wrong usage is 2."""


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    # Nearly all that a run makes is kept to its end: looking for garbage costs a fifth of a short run.
    gc.set_threshold(100_000)
    try:
        app()
    finally:
        gc.freeze()


def _print_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        print(f"zeren {version('zeren')}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


@app.command()
def extract(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="Files, and folders with files.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", file_okay=False, help="Folder to write to.")
    ] = Path("outputs"),
    force: Annotated[bool, typer.Option("--force", help="Do unchanged documents again.")] = False,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, metavar="N", help="Number of processes.")] = 1,
) -> None:
    """Turn documents into JSON.

    Writes DIR/documents/ID.json for each document, and DIR/index.jsonl with a line for each file. What is
    unchanged is not done again. Exit code 1 if a document failed, 2 for wrong usage.
    """
    from tempfile import TemporaryDirectory

    from pipeline.readers import READERS
    from pipeline.report import print_report
    from pipeline.sources import find_sources

    for path in paths:
        if not os.path.lexists(path):
            raise typer.BadParameter(f"there is no {path}", param_hint="PATH")
    suffixes = {suffix for reader in READERS for suffix in reader.suffixes}
    with TemporaryDirectory(prefix="zeren-") as scratch:
        sources = find_sources(paths, suffixes, output, Path(scratch))
        lines = _extract(sources, output, force, jobs)
    print_report(lines, sources.passed_over)
    raise typer.Exit(_FAILED if any(line.status == "failed" for line in lines) else _DONE)


def _extract(sources: "Sources", output: Path, force: bool, jobs: int) -> "tuple[IndexLine, ...]":
    from pipeline.batch import extract
    from pipeline.report import progress
    from pipeline.store import BusyError

    try:
        with progress(len(sources.files)) as tell:
            return extract(sources, output, force=force, jobs=jobs, tell=tell)
    except KeyboardInterrupt:
        print("Interrupted. The same command goes on from here.", file=sys.stderr)
        raise typer.Exit(_INTERRUPTED) from None
    except (BusyError, OSError) as error:
        print(f"{output}: {error}", file=sys.stderr)
        raise typer.Exit(_FAILED) from None


@app.command()
def show(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False, help="JSON, or a document to read.")
    ],
) -> None:
    """Show the tasks of one document as a table.

    With who leads and who answers for each, its targets, and the problems of the document.
    """
    from pipeline.batch import load
    from pipeline.show import print_document
    from pipeline.store import Failure

    document = load(file)
    if isinstance(document, Failure):
        print(f"{file}: {document.message} ({document.code})", file=sys.stderr)
        raise typer.Exit(_FAILED)
    print_document(document)


@app.command()
def schema() -> None:
    """Print the JSON Schema of a document."""
    from pipeline.schema import schema_text

    print(schema_text(), end="")


register(app)
