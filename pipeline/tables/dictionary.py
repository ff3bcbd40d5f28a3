"""The data dictionary: `python -m pipeline.tables.dictionary > docs/data-dictionary.md`."""

from collections.abc import Iterator

from pipeline.tables.columns import load_tables

HEAD = """\
# Data dictionary

The tables that `zeren tables` writes, in every format. Types are those of DuckDB and Parquet; in the
other formats and in pandas a `DATE` is text in ISO 8601. Empty (null) is what the document does not
say. Places are in code points of the document's text. `assignments.agency` joins `agencies.agency`; a
task is named by `document` and `task` together. In CSV, text that a spreadsheet would take for a
formula has an apostrophe before it.

The DuckDB file also has the views `lead_ranking` (who leads most), `targets_due_this_quarter` and
`tasks_without_lead`.

This file is written from `pipeline/tables/columns.toml` by `python -m pipeline.tables.dictionary`.
"""


def write_dictionary() -> str:
    """Return ``docs/data-dictionary.md``."""
    return HEAD + "".join(f"{line}\n" for line in _list_lines())


def _list_lines() -> Iterator[str]:
    for table in load_tables().values():
        yield from ("", f"## {table.name}", "", table.description, "")
        yield from ("| column | type | meaning |", "|---|---|---|")
        yield from (f"| `{c.name}` | {c.type} | {c.description} |" for c in table.columns)


if __name__ == "__main__":
    print(write_dictionary(), end="")
