"""Printed lines that are parts of one paragraph: text broken at a fixed width is joined again.

Only a text as a whole can show that it was wrapped: its full lines end in the middle of a sentence,
at the same width, and the paragraphs that they begin come to an end. Without that, a line stays one
paragraph.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.layout import Block
from pipeline.formats.facts import TextLine
from pipeline.formats.typography import ENDS, MARKER, unbreakable

MIN_WIDTH, MAX_WIDTH = 20, 160
"""Widths of wrapped text in columns, a Chinese character taking two: a phone's screen to a wide editor."""
_MAX_LONGER = 0.15
"""Share of lines that may be longer than the width: titles and lists that were not wrapped."""
_RAGGED = 4
"""Number of widths that lines end at where words and numbers are kept whole."""
_HANGING = 4
"""Columns that a typeset line may be wider than the measure: marks that hang or are set narrow."""
_INDENT = 4
"""Columns that a paragraph's first line may be narrower, its indent lost (GB/T 9704-2012, 7.3.3)."""
_OF_ONE_WIDTH = 0.2
"""Share of the lines that must have the very measure where all others may differ from it."""
_CUT, _FEWEST_CUT = 0.9, 8
"""Share of the lines that have the very same width, and their number, from which a text was cut at it."""
_MOST_CLOSED = 0.25
"""Share of its lines that end in a closing sign, at most: in running text one sign of ten is one."""
_SET_APART = re.compile(r"(?<=[^\x00-\x7f]) (?=[!-~])|(?<=[!-~]) (?=[^\x00-\x7f])")
"""A space that typesetting puts between Chinese signs and others: narrower than a letter."""
_CLOSING = tuple("。！？；：!?;:）)”」》】〕］].…")
_LABEL = re.compile(
    r"(?:[^，。；,;（(\s]{2,12})?(?:单位|部门|机关|机构|时限|时间|日期|电话|地址|进度|目标|措施|要求|牵头|责任|配合|抄送|"
    r"主送|附件|领导|文号|编号|人)\s*[：:]|【|\[|附件|附表|附[:：]|抄送|注[:：]|签发人"
)
"""The start of a line that stands for itself."""
_ALONE = re.compile(
    r"[（(]?(?:\d{4}|[二〇○零一九]{4})\s*年[\s\d一二三四五六七八九十]{1,4}月[\s\d一二三四五六七八九十]{1,4}日[）)]?(?:印发)?|目\s*录|[-—=_*]{3,}"
)
"""A line that is complete: a date, a rule, the head of the contents."""
_QUANTITY = re.compile(r"0\.\d|\d{1,6}\.\d{1,4} ?[万亿千百%％‰元亩吨个年月日公平立米人户座家项名所倍度岁]")
_DECIMAL = re.compile(rf"{_QUANTITY.pattern}|\d{{1,6}}\.\d{{1,4}}[一-鿿](?![一-鿿]{{0,12}}$)")
"""The same in the middle of a sentence, with any unit of measure, where more than a heading follows."""
_OPEN_LIST = ("、", "，", ",", "和", "与", "及", "第")
"""Signs after which a list goes on: 按照第九条、."""
_LONGEST_BRACKET, _MOST_LINES = 800, 16
"""Characters and lines that a bracket over several lines has, at most; the longest list measured has 420."""
_OPEN = re.compile(r"[（(【〔［][^（()）【】〔〕［］。!！?？]*\Z")
_REST = re.compile(r"[^（()）【】〔〕［］。!！?？]+(?:([)）】〕］])|\Z)")
"""The rest of an open bracket in a line, and its end if it ends there."""
_GAP = re.compile(r"\S[ \u3000\xa0]{3,}\S")
"""A gap inside a line: columns or a signature."""
_OTHER = TextLine("")


def join_wrapped(flow: Sequence[TextLine | Block]) -> list[Block]:
    """Return the flow with its lines as paragraphs: each line one, but where the text was wrapped at a width.

    >>> [block.text for block in join_wrapped([TextLine("一、总体要求"), TextLine("坚持新发展理念。")])]
    ['一、总体要求', '坚持新发展理念。']
    """
    filled = [element for element in flow if not isinstance(element, TextLine) or element.text]
    joins = find_joins([_printed(element) for element in filled])
    blocks: list[Block] = []
    pieces: list[str] = []
    for at, element in enumerate(filled):
        if pieces and at not in joins:
            blocks.append(Block("paragraph", join_pieces(pieces)))
            pieces = []
        if isinstance(element, TextLine):
            pieces.append(element.text)
        else:
            blocks.append(element)
    return blocks + [Block("paragraph", join_pieces(pieces)) for _ in pieces[:1]]


def _printed(element: TextLine | Block) -> TextLine:
    """Return the element if it is a line of running text, else an empty one: a row of cells, a heading."""
    return element if isinstance(element, TextLine) and element.text.count("\t") < 2 else _OTHER


def find_joins(lines: Sequence[TextLine]) -> frozenset[int]:
    """Return the indices of the lines that go on with the one before; an empty one is something else."""
    opened = frozenset(_find_open(lines))
    places = [at for at, line in enumerate(lines) if line.text]
    parted = [
        lines[at] if at == before + 1 else replace(lines[at], apart=True)
        for before, at in pairwise([-1, *places])
    ]
    longest = sum(len(line.text) > MAX_WIDTH for line in parted)
    if len(parted) < 3 or longest > _MAX_LONGER * len(parted):
        return opened
    joins = _find_joins(parted, count_columns) | _find_joins(parted, len) | _find_typeset(parted)
    return opened | {places[at] for at in joins}


def _find_open(lines: Sequence[TextLine]) -> Iterator[int]:
    """Yield the indices of the lines that go on with a bracket left open before: a page ended there."""
    for at, line in enumerate(lines[:-1]):
        if not _OPEN.search(line.text, max(0, len(line.text) - _LONGEST_BRACKET)):
            continue
        length = 0
        for below in range(at + 1, min(at + 1 + _MOST_LINES, len(lines))):
            length += len(lines[below].text)
            match = _REST.match(lines[below].text)
            if match is None or length - len(lines[below].text) + match.end() > _LONGEST_BRACKET:
                break
            if match[1]:
                yield from range(at + 1, below + 1)
                break


def _find_joins(lines: Sequence[TextLine], measure: Callable[[str], int]) -> frozenset[int]:
    """Return the joins of text that was wrapped at a width in columns, or at a number of characters."""
    widths = [measure(_indented(line)) for line in lines]
    ragged = _RAGGED if measure is count_columns else 1
    width = _find_width(widths, ragged)
    if not MIN_WIDTH <= width <= MAX_WIDTH:
        return frozenset()
    if _is_cut(lines, widths, width):
        return frozenset(at for at in range(1, len(lines)) if widths[at - 1] == width)
    base = _usual_indent(lines, widths, range(width - ragged + 1, width + 1))
    indented = any(line.indent > base for line in lines)
    joins = [
        at
        for at in range(1, len(lines))
        if widths[at - 1] <= width <= widths[at - 1] + _first_piece(lines[at].text, measure)
        and _goes_on(lines[at - 1], lines[at], base, indented)
    ]
    return frozenset(joins) if _is_wrapped(lines, joins) else frozenset()


def _is_cut(lines: Sequence[TextLine], widths: Sequence[int], width: int) -> bool:
    """Return True if nearly all lines have the very width and end anywhere: one line was cut into them."""
    closed = sum(line.text.endswith(_CLOSING) for line in lines)
    return (
        len(lines) >= _FEWEST_CUT
        and widths.count(width) >= _CUT * len(lines)
        and closed <= _MOST_CLOSED * len(lines)
    )


def _find_typeset(lines: Sequence[TextLine]) -> frozenset[int]:
    """Return the joins of text that was typeset before it was saved: its lines differ by a few columns."""
    widths = [count_columns(_SET_APART.sub("", _indented(line))) for line in lines]
    counts = Counter(widths)
    width = max(counts, key=lambda width: (counts[width], width))
    longer = sum(count for other, count in counts.items() if other > width + _HANGING)
    if not MIN_WIDTH <= width <= MAX_WIDTH or longer > _MAX_LONGER * len(lines):
        return frozenset()
    if counts[width] < _OF_ONE_WIDTH * len(lines):
        return frozenset()
    base = _usual_indent(lines, widths, range(width, width + 1))
    indented = any(line.indent > base for line in lines)
    joins: list[int] = []
    for at in range(1, len(lines)):
        first = not joins or joins[-1] != at - 1
        room = width - widths[at - 1] - (_INDENT if first else 0)
        if -_HANGING - _INDENT <= room <= _first_piece(lines[at].text, count_columns) and _goes_on(
            lines[at - 1], lines[at], base, indented
        ):
            joins.append(at)
    return frozenset(joins) if _is_wrapped(lines, joins) else frozenset()


def _indented(line: TextLine) -> str:
    return "\u3000" * (line.indent // 2) + line.text


def _first_piece(text: str, measure: Callable[[str], int]) -> float:
    """Return the width of what would have stood on the line before if there had been room."""
    return 2 * unbreakable(text) if measure is count_columns else 1


def count_columns(text: str) -> int:
    """Return the width of the text in columns: in GB 18030 a Chinese character takes as many bytes.

    >>> count_columns("到2025年")
    8
    """
    return len(text.encode("gb18030", "replace"))


def _find_width(widths: Sequence[int], ragged: int) -> int:
    """Return the width that most lines come near to and few lines exceed, 0 if there is none."""
    counts = Counter(widths)
    near = {width: sum(counts[width - less] for less in range(ragged)) for width in counts}
    width = max(near, key=lambda width: (near[width], counts[width], width))
    longer = sum(count for other, count in counts.items() if other > width)
    return width if longer <= _MAX_LONGER * len(widths) else 0


def _usual_indent(lines: Sequence[TextLine], widths: Sequence[int], full: range) -> int:
    """Return the indent of the lines that go on: the least one that a fair share of the full lines has."""
    indents = Counter(line.indent for line, width in zip(lines, widths, strict=True) if width in full)
    return min((i for i, count in indents.items() if count >= _OF_ONE_WIDTH * indents.total()), default=0)


def _goes_on(before: TextLine, line: TextLine, base: int, indented: bool) -> bool:
    if line.apart or line.indent > base or not (indented or not before.text.endswith(ENDS)):
        return False
    if _is_item(before.text, line.text) or _LABEL.match(line.text) or _LABEL.fullmatch(before.text):
        return False
    if _ALONE.fullmatch(line.text) or _ALONE.fullmatch(before.text):
        return False
    return not (_GAP.search(line.text) or _GAP.search(before.text))


def _is_item(before: str, text: str) -> bool:
    """Return True if the line begins with a numbering, not with a quantity or the rest of one."""
    if before.endswith(_OPEN_LIST) or (before[-1].isdigit() and text[0].isdigit()):
        return False
    quantity = _QUANTITY if before.endswith(ENDS) else _DECIMAL
    return bool(MARKER.match(text)) and not quantity.match(text)


def _is_wrapped(lines: Sequence[TextLine], joins: Sequence[int]) -> bool:
    """Return True if most of the broken sentences come to an end."""
    broken = [at for at in joins if not lines[at - 1].text.endswith(ENDS)]
    if len(broken) < 2:
        return False
    after = set(joins)
    ends = [at for at in joins if at + 1 not in after]
    return sum(lines[at].text.endswith(_CLOSING) for at in ends) * 2 >= len(ends)


def join_pieces(pieces: Sequence[str]) -> str:
    """Return the pieces of a wrapped paragraph as one text, words of letters parted.

    >>> join_pieces(["推进", "数字化改革，接入 Open", "Data 平台。"])
    '推进数字化改革，接入 Open Data 平台。'
    """
    text = pieces[0]
    for piece in pieces[1:]:
        words = text[-1].isascii() and text[-1].isalpha() and piece[0].isascii() and piece[0].isalpha()
        text += " " + piece if words else piece
    return text
