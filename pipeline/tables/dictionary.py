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

The DuckDB and SQLite files also have the views `lead_ranking` (who leads most), `targets_due_this_quarter`,
`tasks_without_lead`, `promised_and_delivered`, `targets_missed`, `verdicts_by_indicator`,
`targets_beside_the_nation`, `most_implemented` and `tasks_continued`; SQLite has the meanings below as the
table `columns`. The CSV files come with a `datapackage.json`. How other programs take them:
[contract.md](contract.md).

`--format parquet --partition year,region` lays the rows of documents out in folders, as
`tasks/year=2024/region=370000/part-0.parquet`: `year` is the first year of the plan's period, without one the
year of issue; `region` the code of the document's region. They are columns when the folder is read
(`read_parquet('tables-partitioned/tasks/**/*.parquet', hive_partitioning = true)` in DuckDB,
`pandas.read_parquet('tables-partitioned/tasks')`), 0 where a document tells no year and 000000 where it is of
no region; numbers, if `hive_types = {'region': VARCHAR}` does not say otherwise. `documents` has its `region`
only so. `agencies`, `indicators` and `series` are a file each.

This file is written from `pipeline/tables/columns.toml` by `python -m pipeline.tables.dictionary`.
"""

GRAPH = """
## The graph

`zeren graph` writes nodes of kind `document`, `task`, `agency` and `group`. The id of a task is the
document's id, `/`, and the task's id. What is not known is left out.

| node | attributes |
|---|---|
| all | `kind`, `label` (of an agency its canonical name, of a task its title) |
| `agency`, `group` | `printed` (most frequent form), `level`, `region`, `region_name`, `successor` (an id), \
`named`: the years of the documents that name it (`2005, 2008-2010`) |
| `task` | `title`, `number`, `deadline`, `targets` (in words, joined by `; `), `target_count` |
| `document` | `document_number`, `issued_on`, `region`, `region_name`, `path` |

| edge | from, to | attributes besides `kind` and `document` |
|---|---|---|
| `lead`, `responsible`, `cooperating`, `supervising` | agency or group, task | `evidence`; `confidence`; \
`span_start`, `span_end` of the mention; `via`: the group in whose place it answers (`--expand-groups`) |
| `part_of` | task, task or document | `span_start`, `span_end` of the task |
| `member_of` | agency, group | |
| `subordinate_to` | agency, agency | |
| `implements`, `continues` | document or task, document or task | `score`, `rule`, `frame`, `words`, as in \
the table `lineage`; `span_start`, `span_end` of the citation or task |
| `succeeded_by` | former agency, later agency | `via`: ids of those between, which no document names |
| `cooperation` (in that view) | lead, other | `weight`: tasks shared; `tasks`: their ids; no `document` |

`start`, `end` and `year` of every edge, and of tasks and documents, say when it holds: from the first day
of the plan's period (without one, from the day of issue) to the task's deadline (without one, to the end of
the period). `end` is left out where no end is told, all three where the document tells no day. What holds
in several spells has all of them in `spells` (`2021-01-01/2021-12-31; 2023-01-01/..`); `year` is the
first. GEXF has them as spells that Gephi's timeline plays.

`member_of` and `subordinate_to` stand once over all documents; `document` is the first that says so.
Of links (`implements`, `continues`) those stand in the graph that `zeren lineage` lists unasked.

A body that documents tell only as a successor, and name nowhere, has no node: in documents up to 2010 there
is no 自然资源部. `successor` tells it all the same. `succeeded_by` stands once, and has no time: the registry
tells who became whom, and not on which day. In a slice of a year it stands where both bodies are there.

The view `responsibility` is the whole graph; `cooperation` the agencies and groups with edges from each
lead to the others of its tasks (a task without a lead adds none), or with `--ties all` without direction
between every two that answer for one task; `hierarchy` the agencies and groups with `member_of`,
`subordinate_to` and `succeeded_by`; `lineage` the documents, the tasks that are tied, and as nodes of kind
`cited` the papers that documents implement and that are not among them.

`--join-reforms` makes one node of a line of bodies 沿革: of all that lead to one by their successors (where a
body was divided, by the one that took most of its work). It has the id and the name of the last one, whether
or not a document names it, so that graphs of different years agree; `names` has those of all with their years
(`国土资源部 (2005-2017); 自然资源部 (2018-2025)`), `bodies` how many they are. Bonds hold in the times of
all; the superior of the last body stands first, and a roll-up goes to that one. A line that goes round is one
node too. `zeren agencies --join-reforms` ranks lines, and its `names` has the same.

`--roll-up` makes one node of the bodies of a government, of a sector 条线 (the function in their names:
财政厅, 财政局 and 财政部 are 财政; a branch 派出机构 is of its central body) or of a level. `bodies` is how
many a node stands for; `weight` how many edges an edge does, whose other attributes are those of the first
and whose times those of all.
`--by year` writes `graph-2021.gexf`, … (into a folder of CSV `nodes-2021.csv`, …): what holds in the year,
of what has no end the year in which it begins; what has no time is in none of them.

`--output graph.svg` or `.png` draws the view (extra `pictures`; at most 300 nodes); in an SVG names stay
text.

The folder that `--format neo4j` writes is read by
`neo4j-admin database import full --nodes=nodes.csv --relationships=relationships.csv`.
"""


def write_dictionary() -> str:
    """Return ``docs/data-dictionary.md``."""
    return HEAD + "".join(f"{line}\n" for line in _list_lines()) + GRAPH


def _list_lines() -> Iterator[str]:
    for table in load_tables(apart=True).values():
        yield from ("", f"## {table.name}", "", table.description, "")
        yield from ("| column | type | meaning |", "|---|---|---|")
        yield from (f"| `{c.name}` | {c.type} | {c.description} |" for c in table.columns)


if __name__ == "__main__":
    print(write_dictionary(), end="")
