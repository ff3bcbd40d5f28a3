"""A file of corrections that is made to do harm: bounded, and said."""

from pathlib import Path

from pipeline.corrections.book import MOST_FLAWS, MOST_OF_LINE, read_corrections


def test_lines_without_end_and_without_number_are_bounded(tmp_path: Path) -> None:
    path = tmp_path / "corrections.jsonl"
    path.write_text("1\n" * (MOST_FLAWS + 7) + '{"a":[' + "{}," * MOST_OF_LINE + "{}]}\n2", encoding="utf-8")
    book = read_corrections([path])
    assert len(book.flaws) == MOST_FLAWS + 1
    assert [flaw.reason for flaw in book.flaws if flaw.line == 0] == ["holds 9 more lines with errors"]
