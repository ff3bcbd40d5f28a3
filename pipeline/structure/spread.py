"""Lines that a crawler made of several paragraphs, and lines that are rows of a table."""

import re
from collections.abc import Iterable, Iterator, Sequence

from extractors.layout import Block, Cell

LONG = 120
"""Length from which a line is taken for several paragraphs: indents inside it part them."""
_SPACES = " \t\xa0\u2002\u2003\u3000"
_RUN = re.compile(f"[{_SPACES}]{{2,}}")
_NOTE = re.compile(r"(（此件[^（）]{2,12}）)")
"""附注 of GB/T 9704-2012, 7.3.7: it stands alone on its line."""
_MARK = re.compile(
    r"第[〇零一二三四五六七八九十百\d]{1,5}[编篇章节条]|[（(]?[〇零一二三四五六七八九十百\d]{1,4}[)）]?[、.．]?"
    r"|\d{1,2}(?:[.．]\d{1,2}){1,3}|[①-⑳]|附[件表]\s?\d{0,2}[：:]?"
)
"""A number without its text."""
_LABEL = re.compile(r"(?:单位|部门|机关|时限|时间|电话|地址|人|号|领导)[：:]$")
_ENDS = tuple("。；！？：;!?:）)")
_MIN_COLUMNS, _MAX_COLUMNS = 3, 12
_NEAR = 16


def split_paragraphs(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks, paragraphs that a crawler made of several parted; printed ones have their places."""
    for block in blocks:
        if block.kind != "paragraph" or block.page is not None or block.text.count("\t") > 1:
            yield block
        else:
            parts = split_spread(block.text)
            yield from (Block("paragraph", part) for part in parts) if len(parts) > 1 else (block,)


def split_spread(line: str) -> list[str]:
    """Return the paragraphs of a line in which indents are left of the line ends.

    >>> split_spread("请认真执行。　　一、总则")
    ['请认真执行。', '一、总则']
    >>> split_spread("请认真执行。" * 30 + "　　1　　总则　　1.1　　目的")[1:]
    ['1　　总则', '1.1　　目的']
    """
    if not _has_run(line) or _is_row(line):
        return [line]
    is_long = len(line) > LONG
    paragraphs: list[str] = []
    start = last = 0
    for run in _RUN.finditer(line):
        if _is_indent(run[0]) and not _keeps(line, start, last, run, is_long):
            paragraphs += _part_note(line[start : run.start()], is_long)
            start = run.end()
        last = run.end()
    return paragraphs + _part_note(line[start:], is_long)


def _has_run(line: str) -> bool:
    if "\u3000\u3000" in line or "    " in line or "\xa0\xa0" in line:
        return True
    return "\u2003\u2003" in line or "（此件" in line


def _is_row(line: str) -> bool:
    """Return True for a numbered row of a table: its cells are no paragraphs, whatever they end with."""
    number, *cells = _RUN.split(line.strip())
    if not number.rstrip(".、").isdecimal() or not _MIN_COLUMNS <= len(cells) + 1 <= _MAX_COLUMNS:
        return False
    return not any(map(_MARK.fullmatch, cells)) and sum(len(cell) > LONG for cell in cells) < 2


def _is_indent(run: str) -> bool:
    return run.count("\u3000") + run.count("\u2003") > 1 or len(run) > 3


def _keeps(line: str, start: int, last: int, run: re.Match[str], is_long: bool) -> bool:
    """Return True if both sides of the run are one: a number or label with its text, a title."""
    before = line[max(start, run.start() - _NEAR) : run.start()]
    if run.start() - last == 1 and line[run.end() + 1 : run.end() + 2] in ("", *_SPACES):
        return True
    if (run.start() - start < _NEAR and _MARK.fullmatch(before)) or _LABEL.search(before):
        return True
    return not is_long and not before.endswith(_ENDS)


def _part_note(text: str, is_long: bool) -> list[str]:
    if not is_long or "（此件" not in text:
        return [text]
    parts = [part.strip() for part in _NOTE.split(text)]
    return [part for part in parts if part]


def find_rows(lines: Sequence[str]) -> dict[int, int]:
    """Return, for each run of lines that is a table, its first index and the one after its last.

    >>> find_rows(["附表", "序号\\t任务\\t单位", "1\\t建设\\t市财政局", "完"])
    {1: 3}
    """
    tables: dict[int, int] = {}
    start = 0
    for at in range(1, len(lines) + 1):
        if at < len(lines) and lines[at].count("\t") == lines[start].count("\t"):
            continue
        if at - start > 1 and lines[start].count("\t") >= _MIN_COLUMNS - 1:
            tables[start] = at
        start = at
    return tables


def build_table(rows: Sequence[str]) -> Block:
    """Return the table of which the rows are lines with tabs between the cells."""
    return Block("table", cells=tuple(_cells(rows)))


def _cells(rows: Sequence[str]) -> Iterator[Cell]:
    for row, line in enumerate(rows):
        for column, text in enumerate(line.split("\t")):
            yield Cell(text.strip(), row, column)
