"""Numbers that Word makes itself: numbering.xml resolved, and counted through a document."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEVELS = 9
_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ROMAN = {"M": 1000, "CM": 900, "D": 500, "CD": 400, "C": 100, "XC": 90, "L": 50, "XL": 40}
_ROMAN |= {"X": 10, "IX": 9, "V": 5, "IV": 4, "I": 1}
_BULLET = "●"
"""Printed for a bullet whose sign is one of a symbol font's own codes."""


def chinese(number: int, digits: str = _DIGITS, units: str = "十百千", zero: str = "零") -> str:
    """Return a number below 10,000 in Chinese numerals.

    >>> chinese(10), chinese(21), chinese(105), chinese(20, _LEGAL, "拾佰仟")
    ('十', '二十一', '一百零五', '贰拾')
    """
    text, gap = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if not digit:
            gap = bool(text)
            continue
        text += (zero if gap else "") + digits[digit] + (units[power - 1] if power else "")
        gap = False
    text = text or zero
    return text[1:] if text.startswith(digits[1] + units[0]) else text


def _roman(number: int) -> str:
    """Return the number in Roman numerals, in digits from where they have no sign of their own."""
    if number > _MOST_ROMAN:
        return str(number)
    text = ""
    for sign, value in _ROMAN.items():
        text += sign * (number // value)
        number %= value
    return text


_MOST_ROMAN = 3999
_LONGEST_TEXT = 100
"""Characters of what is printed around the numbers of a list: Word's own dialog takes fewer."""
_MOST_LETTERED = 780
"""Number from which a letter is repeated more than thirty times: it is written as digits then."""


def _letter(number: int) -> str:
    if number > _MOST_LETTERED:
        return str(number)
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number else ""


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)


def _digital(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


FORMATS: Mapping[str, Callable[[int], str]] = {
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "ideographDigital": _digital,
    "japaneseCounting": chinese,
    "japaneseDigitalTenThousand": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "chineseLegalSimplified": lambda n: chinese(n, _LEGAL, "拾佰仟"),
    "ideographLegalTraditional": lambda n: chinese(n, _LEGAL, "拾佰仟"),
    "ideographTraditional": lambda n: _STEMS[(n - 1) % 10],
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": lambda n: f"({n})",
    "decimalEnclosedFullstop": lambda n: f"{n}.",
    "decimalZero": lambda n: f"{n:02}",
    "decimalFullWidth": lambda n: "".join(chr(ord(d) + 0xFEE0) for d in str(n)),
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda n: _letter(n).lower(),
    "ordinal": str,
    "none": lambda n: "",
}
"""How Word writes a number, by the name of the format; the others are written as digits."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    """With %1 for the number of the first level, and so on."""
    restarts: bool = True
    legal: bool = False
    """True if all numbers are printed as digits."""
    style: str | None = None
    """Paragraph style that takes this level."""
    suffix: str = "tab"


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A list that paragraphs point at: its definition, with its own starts where it has some."""

    definition: str
    levels: tuple[Level, ...]
    starts: tuple[tuple[int, int], ...] = ()
    """Pairs (level, start) that the first use sets."""


def _value(element: etree._Element | None, name: str = "val") -> str | None:
    return None if element is None else element.get(W + name)


def _number(element: etree._Element | None, default: int) -> int:
    return whole_number(_value(element), default)


_WHOLE = re.compile(r"-?[0-9]{1,9}")


def whole_number(text: str | None, default: int) -> int:
    """Return the whole number that an attribute gives, the default for none and for one of ten digits.

    >>> whole_number("-12", 0), whole_number("--1", 0), whole_number("9" * 5000, 0), whole_number(None, 1)
    (-12, 0, 0, 1)
    """
    return int(text) if text and _WHOLE.fullmatch(text) else default


def _build_level(element: etree._Element) -> Level:
    restart = element.find(W + "lvlRestart")
    legal = element.find(W + "isLgl")
    return Level(
        start=max(0, _number(element.find(W + "start"), 1)),
        format=_value(element.find(W + "numFmt")) or "decimal",
        text=(_value(element.find(W + "lvlText")) or "")[:_LONGEST_TEXT],
        restarts=_number(restart, 1) != 0,
        legal=legal is not None and _value(legal) not in ("0", "false"),
        style=_value(element.find(W + "pStyle")),
        suffix=_value(element.find(W + "suff")) or "tab",
    )


def _levels(element: etree._Element) -> tuple[Level, ...]:
    levels = [Level()] * LEVELS
    for child in element.findall(W + "lvl"):
        index = whole_number(child.get(W + "ilvl"), -1)
        if 0 <= index < LEVELS:
            levels[index] = _build_level(child)
    return tuple(levels)


def build_lists(root: etree._Element | None, style_lists: Mapping[str, str]) -> dict[str, NumberedList]:
    """Return the lists of a numbering part by their ids.

    `style_lists` gives the list id of each numbering style, for lists that are defined through one.
    """
    if root is None:
        return {}
    abstract = {a.get(W + "abstractNumId", ""): a for a in root.findall(W + "abstractNum")}
    points = {
        n.get(W + "numId", ""): _value(n.find(W + "abstractNumId")) or "" for n in root.findall(W + "num")
    }

    def definition(number: str, depth: int = 0) -> str:
        element = abstract.get(points.get(number, ""))
        link = _value(element.find(W + "numStyleLink")) if element is not None else None
        target = style_lists.get(link) if link else None
        if target and target in points and depth < LEVELS:
            return definition(target, depth + 1)
        return points.get(number, "")

    lists = {}
    for num in root.findall(W + "num"):
        number = num.get(W + "numId", "")
        name = definition(number)
        if name in abstract:
            lists[number] = _override(NumberedList(name, _levels(abstract[name])), num)
    return lists


def _override(numbered: NumberedList, num: etree._Element) -> NumberedList:
    levels, starts = list(numbered.levels), []
    for override in num.findall(W + "lvlOverride"):
        index = _index(override.get(W + "ilvl"))
        level = override.find(W + "lvl")
        if level is not None:
            levels[index] = _build_level(level)
        start = override.find(W + "startOverride")
        if start is not None:
            starts.append((index, max(0, _number(start, 1))))
    return replace(numbered, levels=tuple(levels), starts=tuple(starts))


def _index(text: str | None) -> int:
    return max(0, min(whole_number(text, 0), LEVELS - 1))


class Counters:
    """Counts the numbered paragraphs of one document in their order."""

    def __init__(self, lists: Mapping[str, NumberedList]) -> None:
        self._lists = lists
        self._counts: dict[str, list[int | None]] = {}
        self._started: set[str] = set()

    def next_label(self, number: str, level: int | None, style: str | None) -> str:
        """Return the number that Word prints before the next paragraph of a list, empty if none."""
        numbered = self._lists.get(number)
        if numbered is None:
            return ""
        at = _level_of(numbered, level, style)
        counts = self._counts.setdefault(numbered.definition, [None] * LEVELS)
        self._start(number, numbered, counts)
        for upper in range(at):
            if counts[upper] is None:
                counts[upper] = numbered.levels[upper].start
        count = counts[at]
        counts[at] = numbered.levels[at].start if count is None else count + 1
        for lower in range(at + 1, LEVELS):
            if numbered.levels[lower].restarts:
                counts[lower] = None
        return _label(numbered.levels, counts, at)

    def _start(self, number: str, numbered: NumberedList, counts: list[int | None]) -> None:
        if number in self._started:
            return
        self._started.add(number)
        for level, start in numbered.starts:
            counts[level] = start - 1


def _level_of(numbered: NumberedList, level: int | None, style: str | None) -> int:
    if level is None and style:
        return next((i for i, each in enumerate(numbered.levels) if each.style == style), 0)
    return min(level or 0, LEVELS - 1)


def _label(levels: tuple[Level, ...], counts: list[int | None], at: int) -> str:
    level = levels[at]
    if level.format == "bullet":
        text = level.text if level.text and not "\ue000" <= level.text[0] <= "\uf8ff" else _BULLET
        return text.strip()
    text = level.text
    for index in range(at, -1, -1):
        name = "decimal" if level.legal else levels[index].format
        text = text.replace(f"%{index + 1}", FORMATS.get(name, str)(counts[index] or 0))
    space = " " if text[-1:].isalnum() and level.suffix != "nothing" else ""
    return text + space
