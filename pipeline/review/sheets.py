"""A sample as a table that people fill in, in a workbook or as CSV, and what they filled in."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.corrections.form import fields_of
from pipeline.export import clean, defuse, replacing
from pipeline.formats.facts import UnreadableFile
from pipeline.formats.workbook import check_spread, refusing
from pipeline.review.answers import Answer, ItemError, Judgement, Missed, Reviewed, read_item
from pipeline.review.items import LABELS, MEANINGS, Item, kind_of, named_field
from pipeline.widths import width
from pipeline.workbooks import CELL_LIMIT, workbook_at

if TYPE_CHECKING:
    from xlsxwriter import Workbook

RIGHT, WRONG, CHANGED = "对", "错", "改"
NOTHING, SOMETHING = "无漏项", "有漏项"
VERDICTS = (RIGHT, WRONG, CHANGED, NOTHING, SOMETHING)
HEADS = ("编号", "类别", "文件", "任务", "核对内容", "原文", "判断", "更正", "漏读", "说明", "数据")
_WIDTHS = (6, 9, 15, 17, 21, 42, 8, 14, 16, 11, 4)
_LINE, _TALLEST = 13.5, 409
"""Height of a line of 10 points, and the tallest row that Excel takes, in points."""
_CLOSED, _VERDICT, _CHANGES, _MISSED, _WHY, _DATA = 6, 6, 7, 8, 9, 10
FIELDS = {
    "角色": "role",
    "单位": "name",
    "机构": "agency",
    "标题": "title",
    "指标": "indicator",
    "范围": "applies_to",
    "比较": "comparator",
    "数值": "value",
    "上限": "upper",
    "计量单位": "unit",
    "时限": "deadline.date",
}
"""What may stand before ： in 更正."""
_COMPARATORS = {"等于": "eq", "=": "eq", "≥": "ge", "≤": "le", "＞": "gt", "＜": "lt", "约": "approx"}
HINTS = (
    "核对说明",
    "记录（任务、单位、目标）：看“核对内容”与“原文”中【】内的文字是否相符，在“判断”栏选 对、错 或 改。",
    "错：该条不应有。改：该条应有，但某处不对；在“更正”栏写明，如 单位：省财政厅；角色：牵头；数值：20。",
    "段落：只看“原文”中的任务、单位、目标在“核对内容”里是否列全，在“判断”栏选 无漏项 或 有漏项。",
    "有漏项：在“漏读”栏逐行写明，类别在前，如 牵头：省财政厅；目标：20万亩（高标准农田）。文字须为原文所有。",
    "没有把握的不填；“数据”栏请勿改动。",
)


def rows_of(items: Iterable[Item]) -> Iterator[list[str]]:
    """Yield the cells of each item, those to fill in empty."""
    for item in items:
        labels = [LABELS[asked.label] for asked in item.asked]
        kind = "段落" if item.kind == "passage" else labels[0]
        shown = "\n".join(asked.shown if kind != "段落" else f"{LABELS[asked.label]}｜{asked.shown}"
                          for asked in item.asked)  # fmt: skip
        task = item.asked[0].task if item.kind == "record" else ""
        yield [
            item.id,
            kind,
            item.title or item.path,
            task,
            shown,
            _marked(item),
            "",
            "",
            "",
            "",
            item.to_json(),
        ]


def _marked(item: Item) -> str:
    """Return the passage, the words that are asked about in 【】."""
    text = item.text
    if item.kind == "passage":
        return text
    start, end = item.asked[0].span
    return f"{text[:start]}【{text[start:end]}】{text[end:]}"


def write_csv(items: Iterable[Item], path: Path) -> list[str]:
    """Write the table as CSV; returns what there is to say."""
    file = StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(HEADS)
    writer.writerows([*(defuse(clean(cell)) for cell in row[:-1]), row[-1]] for row in rows_of(items))
    with replacing(path) as temporary:
        temporary.write_text(file.getvalue(), encoding="utf-8-sig", newline="")
    return []


def write_xlsx(items: Iterable[Item], path: Path) -> list[str]:
    """Write the table as a workbook with choices to pick from; returns what there is to say."""
    left_out = 0
    with workbook_at(path, {}, "核对抽样") as workbook:
        sheet = workbook.add_worksheet("核对")
        formats = _formats(workbook)
        for column, (head, room) in enumerate(zip(HEADS, _WIDTHS, strict=True)):
            sheet.set_column(column, column, room, None, {"hidden": column == _DATA})
            sheet.write_string(0, column, head, formats["head"])
        row = 0
        for cells in rows_of(items):
            if len(cells[_DATA]) > CELL_LIMIT:
                left_out += 1
                continue
            row += 1
            sheet.set_row(row, _height(cells))
            for column, cell in enumerate(cells):
                form = "fill" if _CLOSED <= column < _DATA else "text"
                sheet.write_string(row, column, clean(cell), formats[form])
            choices = [NOTHING, SOMETHING] if cells[1] == "段落" else [RIGHT, WRONG, CHANGED]
            sheet.data_validation(row, _VERDICT, row, _VERDICT, {"validate": "list", "source": choices})
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(1, row), _WHY)
        _print_well(sheet, max(1, row))
        notes = workbook.add_worksheet("说明")
        notes.set_column(0, 0, 90)
        notes.set_paper(9)
        notes.fit_to_pages(1, 0)
        for line, hint in enumerate(HINTS):
            notes.write_string(line, 0, hint, formats["head" if line == 0 else "text"])
    return [f"items too long for a cell, left out: {left_out}"] if left_out else []


def _height(cells: Sequence[str]) -> float:
    """Return the height that shows all of a row's cells, but for the hidden one."""
    lines = (
        sum(max(1, ceil(width(line) / (room - 1.5))) for line in cell.split("\n"))
        for cell, room in zip(cells[:_DATA], _WIDTHS, strict=False)
    )
    return min(_TALLEST, _LINE * max(lines) + 3)


def _formats(workbook: Workbook) -> dict[str, Any]:
    base = {
        "text_wrap": True,
        "valign": "top",
        "border": 1,
        "border_color": "#BFBFBF",
        "font_name": "宋体",
        "font_size": 10,
    }
    return {
        "head": workbook.add_format({**base, "bold": True, "bg_color": "#D9E2EC", "align": "center"}),
        "text": workbook.add_format(base),
        "fill": workbook.add_format({**base, "bg_color": "#FFF9E5", "num_format": "@"}),
    }


def _print_well(sheet: Any, last: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.print_area(0, 0, last, _WHY)
    sheet.repeat_rows(0)
    sheet.set_footer("&C第 &P 页，共 &N 页")


def read_sheet(path: Path) -> Reviewed:
    """Return what was filled in; OSError or ValueError for a file that is no such table."""
    rows = list(_read_xlsx(path) if path.suffix.lower() == ".xlsx" else _read_csv(path))
    heads = [str(cell).strip() for cell in rows[0]] if rows else []
    missing = [head for head in ("判断", "更正", "漏读", "数据") if head not in heads]
    if missing:
        raise ValueError(f"has no column {'、'.join(missing)}")
    answers: list[Answer] = []
    flaws: list[str] = []
    empty = 0
    for number, cells in enumerate(rows[1:], 2):
        row = dict(zip(heads, (*map(str, cells), *[""] * len(heads)), strict=False))
        if not any(value.strip() for value in row.values()):
            continue
        try:
            answer = _answer(row)
        except ItemError as error:
            flaws.append(f"row {number}: {error}")
            continue
        empty += answer is None
        answers += [answer] if answer else []
    return Reviewed(tuple(answers), empty, tuple(flaws))


MOST_CELLS = 2_000_000
"""Cells between the first and the last of a sheet: a hundred thousand items."""


def _read_csv(path: Path) -> Iterator[Sequence[str]]:
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("gb18030")  # as Excel for Chinese saves it
        except UnicodeDecodeError:
            raise ValueError("is neither UTF-8 nor GB18030") from None
    try:
        return iter(list(csv.reader(StringIO(text, newline=""), dialect=_dialect(text))))
    except csv.Error as error:
        raise ValueError(f"is no table: {error}") from None


def _dialect(text: str) -> type[csv.Dialect]:
    """Return CSV as it is, or with the separator that Excel writes elsewhere."""
    head = text.partition("\n")[0]

    class Found(csv.excel):
        delimiter = max(",;\t", key=head.count)

    csv.field_size_limit(10_000_000)
    return Found


def _read_xlsx(path: Path) -> Iterator[Sequence[str]]:
    from python_calamine import CalamineWorkbook

    try:
        check_spread(path, MOST_CELLS)
        with refusing(path.name), CalamineWorkbook.from_path(path) as workbook:
            names = workbook.sheet_names
            sheet = workbook.get_sheet_by_name("核对" if "核对" in names else names[0])
            return iter([[_as_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)])
    except UnreadableFile as error:
        raise ValueError(f"is no workbook: {error}") from None


def _as_text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if hasattr(cell, "isoformat") else str(cell)


def _answer(row: dict[str, str]) -> Answer | None:
    verdict, why = row["判断"].strip(), row.get("说明", "").strip()
    item = read_item(row["数据"])
    if not verdict:
        if row["更正"].strip() or row["漏读"].strip():
            raise ItemError("更正 or 漏读 is filled in, 判断 is not")
        return None
    if item.kind == "passage":
        return Answer(
            item, tuple(Judgement(each, "unjudged") for each in item.asked), _missed(row, item), why
        )
    if verdict not in (RIGHT, WRONG, CHANGED):
        raise ItemError(f"判断 {verdict[:20]} is none of {RIGHT}、{WRONG}、{CHANGED}")
    changes = tuple(_changes(row["更正"], item)) if verdict == CHANGED else ()
    if verdict == CHANGED and not changes:
        raise ItemError(f"判断 is {CHANGED}, and 更正 is empty")
    meaning = {RIGHT: "right", WRONG: "wrong", CHANGED: "changed"}
    return Answer(item, (Judgement(item.asked[0], meaning[verdict], changes),), (), why)  # type: ignore[arg-type]


def _missed(row: dict[str, str], item: Item) -> tuple[Missed, ...]:
    verdict = row["判断"].strip()
    if verdict not in (NOTHING, SOMETHING):
        raise ItemError(f"判断 {verdict[:20]} is none of {NOTHING}、{SOMETHING}")
    said = [part for part in row["漏读"].replace("；", "\n").replace(";", "\n").splitlines() if part.strip()]
    if bool(said) != (verdict == SOMETHING):
        raise ItemError(f"判断 is {verdict}, and 漏读 is {'filled in' if said else 'empty'}")
    return tuple(_one_missed(part, item) for part in said)


def _one_missed(part: str, item: Item) -> Missed:
    label, _, words = (side.strip() for side in part.replace(":", "：").partition("："))
    if label not in MEANINGS or not words:
        first = "、".join(MEANINGS)
        raise ItemError(f"漏读 {part.strip()[:30]}: to be written as 牵头：…; what may stand first: {first}")
    name = ""
    start = item.text.find(words)
    if start < 0 and words.endswith(("）", ")")):
        words, _, name = words[:-1].replace("(", "（").rpartition("（")
        start = item.text.find(words)
    if start < 0 or not words:
        raise ItemError(f"漏读 {part.strip()[:30]}: these words are not in the passage")
    return Missed(MEANINGS[label], (start, start + len(words)), name.strip())


def _changes(cell: str, item: Item) -> Iterator[tuple[str, Any]]:
    asked = item.asked[0]
    kind = kind_of(asked.label)
    known = fields_of(kind)
    for part in cell.replace("；", "\n").replace(";", "\n").splitlines():
        said, colon, value = (side.strip() for side in part.replace(":", "：").partition("："))
        if not said:
            continue
        field, value = (FIELDS.get(said, said), value) if colon else (named_field(kind), said)
        if field not in known:
            options = "、".join(name for name, each in FIELDS.items() if each in known)
            raise ItemError(f"更正 {said[:20]} is no field of it; those are {options}")
        yield field, _value(field, value)


def _value(field: str, text: str) -> Any:
    if field == "role":
        return MEANINGS.get(text, text)
    if field == "comparator":
        return _COMPARATORS.get(text, text)
    return text or None
