"""Which tables hold data, and which only place parts of a page: a frame, a whole notice in cells."""

from collections.abc import Sequence

_LONG = 1500
"""Length from which one cell that holds most of a table's text is an article, in characters."""
_LONG_ALONE = 300
"""The same where a single row has columns, as a head with 文号 and 签发人 has."""
_MOST = 0.7


def is_data(rows: Sequence[Sequence[int]], whole: int, nested: int, least: int = 2) -> bool:
    """Return True for a table with columns: `least` rows or more in which two cells or more are filled.

    `rows` are the lengths of the cells; `whole` is the length of all text in the table, `nested` of that in
    tables inside it. A page uses rows of cells to place things, a word processor seldom does.

    >>> is_data([[2, 4], [1, 60]], 67, 0), is_data([[900]], 900, 0), is_data([[2, 2000], [1, 3]], 2006, 0)
    (True, False, False)
    """
    columned = sum(sum(map(bool, row)) > 1 for row in rows)
    if columned < least:
        return False
    longest = max(max(row) for row in rows if row)
    long = longest > (_LONG if columned > 1 else _LONG_ALONE) and longest > _MOST * whole
    return nested < whole / 2 and not long
