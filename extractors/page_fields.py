"""Fields of the metadata table that a government page prints above a document 公文要素."""

import re
from collections.abc import Iterator, Sequence

from extractors.layout import Layout
from extractors.outline.lines import Line

_NAMES = {
    "document_number": "来文文号|发文字号|文号|发文号|文件编号|文件号",
    "issuers": "来文单位|发文机关|发布机构|发文单位|制定机关|发文机构|发布机关|发布单位|印发机关|公布机关",
    "issued_on": "成文日期|发文日期|印发日期|发文时间|成文时间|生成日期|制发日期|公布日期",
    "title": "公文标题|标题|名称|信息名称|文件名称|文件标题",
}
_FIELD_OF = {name: field for field, names in _NAMES.items() for name in names.split("|")}
_FIELD = re.compile(
    "(?:^|(?<=[ |]))("
    + "|".join(" *".join(name) for name in _FIELD_OF)
    + r") *(?:: *\|?|\|) *([^|]*?)(?= *\||  |$| ?[一-鿿]{2,6} *:)"
)
_LABEL = re.compile(r"(?:[•·●*-] ?)?(" + "|".join(" *".join(name) for name in _FIELD_OF) + r") *:?")
"""The name of a field alone on its line: its value stands on the next one."""


def find_page_fields(layout: Layout, head: Sequence[Line]) -> dict[str, str]:
    """Return what the metadata table of a page says, by field, as table or as lines."""
    found: dict[str, str] = {}
    for field, value in (*_in_tables(layout), *_in_lines(layout, head)):
        if value:
            found.setdefault(field, value)
    return found


def _in_tables(layout: Layout) -> Iterator[tuple[str, str]]:
    for block in layout.blocks[:4]:
        for label, cell in zip(block.cells, block.cells[1:], strict=False):
            field = _FIELD_OF.get(re.sub(r"[\s:：]", "", label.text))
            if field and cell.row == label.row:
                yield field, cell.text.strip()


def _is_label(words: str) -> bool:
    return words.endswith(":") or _LABEL.fullmatch(words) is not None


def _in_lines(layout: Layout, head: Sequence[Line]) -> Iterator[tuple[str, str]]:
    for index, line in enumerate(head):
        for match in _FIELD.finditer(line.folded):
            value = layout.text[line.start + match.start(2) : line.start + match.end(2)].strip()
            yield _FIELD_OF[match[1].replace(" ", "")], value
        label = _LABEL.fullmatch(line.folded)
        if label and index + 1 < len(head) and not _is_label(head[index + 1].folded):
            below = head[index + 1]
            yield _FIELD_OF[label[1].replace(" ", "")], layout.text[below.start : below.end]
