"""The commands of a review: sample, import, agree, report.

Exit code 0 if all was read, 1 if something was not or nothing could be written, 2 for wrong usage.
"""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.analysis_cli import add_selection
from pipeline.chosen import choose_output, format_of, give_up, read_chosen, tell, writing
from pipeline.export import json_text, printable
from pipeline.language import N_, _, listed, spoken, told, told_field
from pipeline.usage import (
    FAILED,
    Commands,
    Parser,
    UsageError,
    add_command,
    count_from_one,
    count_from_zero,
    tell_done,
    warn,
    whole_number,
)

if TYPE_CHECKING:
    from pipeline.review.agreement import Difference
    from pipeline.review.answers import Reviewed

FORMATS = ("xlsx", "csv", "label-studio", "doccano")
STRATA = ("confidence", "document", "agency")
KINDS = ("task", "assignment", "target", "goal")
MOST = 40
"""Items judged differently that are named."""
_HELP = N_("Draw a sample that people check, and tell by it how right a result is.")


def add_commands(commands: Commands) -> None:
    """Add `review` with the commands within it."""
    group = commands.add_parser("review", help=_(_HELP), description=_(_HELP))
    group.set_defaults(parser=group)
    inner = group.add_subparsers(title=_("commands"), metavar="COMMAND", parser_class=Parser, required=True)
    _add_sample(inner)
    command = add_command(
        inner,
        "import",
        _import,
        _("Make corrections of what reviewers answered."),
        _(
            "Right records are confirmed, wrong ones removed or changed, missed ones added. The file may be "
            "the workbook or CSV, an export of Label Studio (.json), or of doccano (.jsonl)."
        ),
    )
    command.add_argument("files", metavar="FILE", nargs="+", type=Path, help=_("reviewed sample"))
    command.add_argument(
        "--output", "-o", metavar="FILE", type=Path, default=Path("corrections.jsonl"),
        help=_("the file to write (corrections.jsonl); one that is there is added to"),
    )  # fmt: skip
    command.add_argument(
        "--who", metavar="NAME", help=_("who reviewed, where the file does not say (its name)")
    )
    command = add_command(
        inner,
        "agree",
        _agree,
        _("Measure how far reviewers agree: Cohen's kappa of each two, Krippendorff's alpha of more."),
        _('Needs the extra "review" (NLTK).'),
    )
    command.add_argument(
        "files", metavar="FILE", nargs="+", type=Path, help=_("one sample, reviewed by each")
    )
    command = add_command(
        inner,
        "report",
        _report,
        _("Tell precision and recall by a reviewed sample, as a paragraph and a table for a paper."),
    )
    command.add_argument(
        "files", metavar="FILE", nargs="+", type=Path, help=_("reviewed sample, or its parts")
    )
    command.add_argument(
        "--format", choices=("text", "csv", "json"), default="text", help=_("how to tell it (text: Markdown)")
    )


def _add_sample(inner: Commands) -> None:
    command = add_command(
        inner,
        "sample",
        _sample,
        _("Draw records to be judged, and passages to be searched for what was missed."),
        _("The same seed draws the same. label-studio: a folder with tasks.json and config.xml."),
    )
    add_selection(command)
    command.add_argument("--n", metavar="N", type=count_from_one, default=200, help=_("records (200)"))
    command.add_argument("--seed", metavar="SEED", type=whole_number, default=1, help=_("of the draw (1)"))
    command.add_argument(
        "--by", choices=STRATA, help=_("draw as many from each stratum; the report weights them again")
    )
    command.add_argument(
        "--kind", choices=KINDS, action="append", help=_("only these records; may be repeated")
    )
    command.add_argument(
        "--passages",
        metavar="N",
        type=count_from_zero,
        help=_("passages (a quarter of the records; 0 for none)"),
    )
    command.add_argument(
        "--format", choices=FORMATS, help=_("form of the sample (as --output ends, else xlsx)")
    )
    command.add_argument(
        "--output", "-o", metavar="PATH", type=Path, help=_("where to write; review… in DIR if not given")
    )


def _sample(options: argparse.Namespace) -> int:
    from pipeline.review.files import FOLDERS, SUFFIXES, WRITERS
    from pipeline.review.sampling import draw

    options.format = format_of(options, "xlsx", {".xlsx": "xlsx", ".csv": "csv", ".jsonl": "doccano"})
    path = choose_output(options, f"review{SUFFIXES[options.format]}", options.format in FOLDERS)
    reading = read_chosen(options)
    twice = iter((reading, read_chosen(options, quiet=True)))
    items = draw(
        lambda: next(twice).documents,
        options.n,
        options.seed,
        options.by or "",
        tuple(options.kind or ()),
        options.passages,
    )
    if not items:
        give_up(": ".join((str(options.folder), _("there is nothing to sample"))))
    with writing(path):
        tell(path, WRITERS[options.format](items, path))
    records = sum(item.kind == "record" for item in items)
    said = _("{path}: {records} records, {passages} passages")
    values = {"records": records, "passages": len(items) - records}
    tell_done(options, said.format(path=path, **values), path=str(path), format=options.format, **values)
    return reading.finish()


def _read(files: list[Path]) -> "tuple[dict[Path, Reviewed], int]":
    """Return what came back by file, and the exit code; what could not be read is named."""
    from pipeline.review.files import read_apart

    found: dict[Path, Reviewed] = {}
    code = 0
    for path in files:
        if not path.is_file():
            raise UsageError(_("there is no file {path}").format(path=path))
        try:
            found[path] = read_apart(path)
        except ValueError as error:
            give_up(f"{path}: {told(str(error))}")
        for flaw in found[path].flaws:
            code = FAILED
            warn(f"{path}: {told(flaw)}")
        tell(path, map(told, found[path].notes))
    return found, code


def _import(options: argparse.Namespace) -> int:
    from pipeline.corrections import Correction, read_corrections, write_corrections
    from pipeline.corrections.book import ordered
    from pipeline.corrections.writing import now
    from pipeline.review.answers import to_corrections

    options.folder = Path()
    path = choose_output(options, "", False)
    reviewed, code = _read(options.files)
    made: list[Correction] = []
    for file, each in reviewed.items():
        for found in to_corrections(each.answers, options.who or file.stem, now()):
            if isinstance(found, Correction):
                made.append(found)
            else:
                code = FAILED
                warn(f"{file}: {found}")
    book = read_corrections([path]) if path.exists() else None
    if book and book.flaws:
        said = _("not added to, as lines of it are not in order: zeren corrections check names them all")
        give_up(f"{path}: {said}")
    with writing(path):
        write_corrections([*(ordered(book.entries) if book else ()), *made], path)
    left = sum(each.open for each in reviewed.values())
    said = _("{path}: {number} corrections; items without an answer: {left}")
    line = said.format(path=path, number=len(made), left=left)
    tell_done(options, line, path=str(path), corrections=len(made), open=left)
    return code


def _agree(options: argparse.Namespace) -> int:
    from pipeline.review.agreement import NoLibraryError, measure

    if len(options.files) < 2:
        raise UsageError(_("there is no agreement of fewer than two files"))
    reviewed, code = _read(options.files)
    if len(reviewed) < 2:
        raise UsageError(_("the files are one and the same"))
    try:
        found = measure({str(path): each.answers for path, each in reviewed.items()})
    except NoLibraryError as error:
        give_up(str(error))
    if options.json:
        print(json_text(asdict(found)), end="")
        return code
    if not found.items:
        give_up(_("no item was judged by more than one of them"))
    for pair in found.pairs:
        if not pair.items:
            said = _("{one}, {other}: nothing was judged by both")
            print(printable(said.format(one=pair.one, other=pair.other)))
            continue
        said = _("{one}, {other}: {items} judged by both, {alike:.3f} alike, Cohen's kappa {kappa}")
        values = {"one": pair.one, "other": pair.other, "items": pair.items, "alike": pair.alike}
        print(printable(said.format(**values, kappa=_figure(pair.kappa))))
    if len(reviewed) > 2:
        said = _("all: {items} judged by two or more, Krippendorff's alpha (nominal) {alpha}")
        print(said.format(items=found.items, alpha=_figure(found.alpha)))
    for each in found.differing[:MOST]:
        print(printable(f"  {_in_words(each)}"))
    if len(found.differing) > MOST:
        print("  " + _("… and {number} more").format(number=len(found.differing) - MOST))
    return code


def _in_words(differing: "Difference") -> str:
    said = []
    for name, (verdict, changes) in differing.said:
        fields = listed(f"{told_field(field)}={told(new)}" for field, new in changes)
        said.append(f"{name} {told(verdict)}" + (f": {fields}" if fields else ""))
    return f"{differing.own}: {'; '.join(said)}"


def _figure(measure: float | None) -> str:
    return _("not defined: all judgements are the same") if measure is None else f"{measure:.3f}"


def _report(options: argparse.Namespace) -> int:
    from pipeline.review.report import make_report
    from pipeline.review.wording import FORMATS as WORDINGS

    reviewed, code = _read(options.files)
    answers = [answer for each in reviewed.values() for answer in each.answers]
    if not answers:
        give_up(_("nothing is judged in it"))
    report = make_report(answers, sum(each.open for each in reviewed.values()))
    print(WORDINGS["json" if options.json else options.format](report, spoken()), end="")
    return code
