"""Short ways to put a text before the stages, and to say in one line what they found in it."""

from collections.abc import Iterable
from hashlib import sha256

from extractors.assignments.statements import Mention, Reader
from extractors.folding import fold
from extractors.layout import Block, Cell, Layout, build_layout
from extractors.outline.tree import build_outline
from extractors.records import Assignment, Document, Source, Task
from pipeline.document import build_document
from pipeline.reading import Reading

_SIGNS = {"lead": "牵", "responsible": "责", "cooperating": "配", "supervising": "督"}


def blocks_of(text: str) -> list[Block]:
    """Return a paragraph for each line; lines that begin with # are headings, of |…|…| table rows.

    >>> [block.kind for block in blocks_of("一、总则\\n## 分工\\n|序号|任务|\\n|1|略|")]
    ['paragraph', 'heading', 'table']
    """
    blocks: list[Block] = []
    rows: list[str] = []
    for line in [*text.split("\n"), ""]:
        if line.startswith("|"):
            rows.append(line)
            continue
        if rows:
            blocks.append(table_of(rows))
            rows = []
        words = line.lstrip("#")
        if level := len(line) - len(words):
            blocks.append(Block("heading", words.strip(), level=level))
        elif line:
            blocks.append(Block("paragraph", line))
    return blocks


def table_of(rows: Iterable[str]) -> Block:
    """Return the table of |…|…| rows; ``^`` carries the cell above on, ``<`` the one to the left.

    >>> [(c.text, c.rowspan, c.colspan) for c in table_of(["|甲|<|", "|乙|丙|", "|^|丁|"]).cells]
    [('甲', 1, 2), ('乙', 2, 1), ('丙', 1, 1), ('丁', 1, 1)]
    """
    grid = [row.removeprefix("|").removesuffix("|").split("|") for row in rows]
    cells = []
    for y, row in enumerate(grid):
        for x, words in enumerate(row):
            if words in ("^", "<"):
                continue
            down = right = 1
            while y + down < len(grid) and x < len(grid[y + down]) and grid[y + down][x] == "^":
                down += 1
            while x + right < len(row) and row[x + right] == "<":
                right += 1
            cells.append(Cell(words, y, x, down, right))
    return Block("table", cells=tuple(cells))


def layout_of(text: str) -> Layout:
    """Return the layout of the lines of a text."""
    return build_layout(blocks_of(text))


def document_of(text: str, *, nlp: bool = False) -> Document:
    """Return the document that the lines of a text make."""
    return build(blocks_of(text), nlp=nlp)


def build(blocks: Iterable[Block], *, nlp: bool = False) -> Document:
    """Return the document that the blocks make."""
    blocks = tuple(blocks)
    digest = sha256("\n".join(block.text for block in blocks).encode()).hexdigest()
    source = Source(path="a.txt", sha256=digest, format="txt", encoding="utf-8")
    return build_document(Reading("txt", "utf-8", None, blocks), source, nlp=nlp)


def reader_of(text: str, year: int | None = 2023) -> Reader:
    """Return a reader of statements over the text."""
    return Reader(text, fold(text), year)


def say(mentions: Iterable[Mention | Assignment]) -> str:
    """Return who answers in which role, in one line: ``牵:市水利局 责:市财政局``."""
    return " ".join(f"{_SIGNS[mention.role]}:{mention.name}" for mention in mentions)


def say_task(task: Task) -> str:
    """Return number, title and units of a task in one line."""
    return f"{task.number or '–'} {task.title} [{say(task.assignments)}]"


def tasks_of(text: str, *, nlp: bool = False) -> list[str]:
    """Return the tasks of a text, each in one line."""
    return [say_task(task) for task in document_of(text, nlp=nlp).tasks]


def depths_of(text: str) -> str:
    """Return the numbered items of a text with their depth in one line: ``1:一 2:(一)``."""
    items = build_outline(layout_of(text)).items
    return " ".join(f"{item.level}:{item.number}" for item in items if item.number)
