"""Rows of task tables: headers, merged cells, section rows, rows that go on."""

import pytest

from extractors.layout import Block, Cell, build_layout
from extractors.tables.tasks import read_table
from tests.texts import reader_of, say, table_of


def rows_of(table: str) -> list[str]:
    """Return the tasks of a table, each in one line."""
    layout = build_layout([table_of(table.split("\n"))])
    return [
        f"{task.number or '–'} {layout.text[task.start : task.end]} [{say(task.statements[0].mentions)}]"
        for task in read_table(reader_of(layout.text), layout.blocks[0]).tasks
    ]


TABLES = {
    "plain": (
        "|序号|工作任务|责任单位|\n|1|改造管网|市水利局、市财政局|\n|2|整治河道|市住建局|",
        ["1 改造管网 [责:市水利局 责:市财政局]", "2 整治河道 [责:市住建局]"],
    ),
    "roles by column": (
        "|序号|重点任务|牵头单位|配合单位|完成时限|\n|1|改造管网|市水利局|市财政局、市公安局|2025年底|",
        ["1 改造管网 [牵:市水利局 配:市财政局 配:市公安局]"],
    ),
    "role words in a cell": (
        "|序号|任务|责任单位|\n|1|改造管网|市水利局牵头，市财政局配合|",
        ["1 改造管网 [牵:市水利局 配:市财政局]"],
    ),
    "labels in a cell": (
        "|序号|任务|责任分工|\n|1|改造管网|牵头单位：市水利局；配合单位：市财政局|",
        ["1 改造管网 [牵:市水利局 配:市财政局]"],
    ),
    "no number": ("|工作任务|责任单位|\n|改造管网|市水利局|", ["– 改造管网 [责:市水利局]"]),
    "header in two rows": (
        "|序号|工作任务|责任单位|<|\n|^|^|牵头单位|配合单位|\n|1|改造管网|市水利局|市财政局|",
        ["1 改造管网 [牵:市水利局 配:市财政局]"],
    ),
    "title row above": (
        "|重点任务分工表|<|<|\n|序号|工作任务|责任单位|\n|1|改造管网|市水利局|",
        ["1 改造管网 [责:市水利局]"],
    ),
    "section rows": (
        "|序号|工作任务|责任单位|\n|一、供水|<|<|\n|1|改造管网|市水利局|\n|二、河道|<|<|\n|2|整治河道|市住建局|",
        ["1 改造管网 [责:市水利局]", "2 整治河道 [责:市住建局]"],
    ),
    "section rows written out in each column": (
        "|序号|工作任务|责任单位|\n|一、供水|一、供水|一、供水|\n|1|改造管网|市水利局|\n|2|整治河道|市住建局|",
        ["1 改造管网 [责:市水利局]", "2 整治河道 [责:市住建局]"],
    ),
    "header again": (
        "|序号|工作任务|责任单位|\n|1|改造管网|市水利局|\n|序号|工作任务|责任单位|\n|2|整治河道|市住建局|",
        ["1 改造管网 [责:市水利局]", "2 整治河道 [责:市住建局]"],
    ),
    "units for several rows": (
        "|序号|工作任务|责任单位|\n|1|改造管网|市水利局|\n|2|更换旧管|^|",
        ["1 改造管网 [责:市水利局]", "2 更换旧管 [责:市水利局]"],
    ),
    "words for several rows": (
        "|序号|工作任务|责任单位|\n|1|改造管网|市水利局|\n|^|^|市财政局|",
        ["1 改造管网 [责:市水利局 责:市财政局]"],
    ),
    "area and measures": (
        "|序号|重点领域|具体措施|责任单位|\n|1|供水|改造管网|市水利局|\n|2|^|更换旧管|市住建局|",
        ["1 改造管网 [责:市水利局]", "2 更换旧管 [责:市住建局]"],
    ),
    "measures finer than the tasks": (
        "|序号|重点任务|具体措施|责任单位|\n|1|保障供水|改造管网|市水利局|\n|2||新建水厂|市住建局|",
        ["1 改造管网 [责:市水利局]", "2 新建水厂 [责:市住建局]"],
    ),
    "a measure for each task": (
        "|序号|重点任务|具体措施|责任单位|\n|1|保障供水|改造管网|市水利局|\n|2|整治河道|清理淤泥|市住建局|",
        ["1 保障供水\t改造管网 [责:市水利局]", "2 整治河道\t清理淤泥 [责:市住建局]"],
    ),
    "a name and what it holds": (
        "|序号|重点任务|主要内容|责任单位|\n|1|保障供水|改造管网10公里|市水利局|\n|2|整治河道|清理淤泥|市住建局|",
        ["1 保障供水\t改造管网10公里 [责:市水利局]", "2 整治河道\t清理淤泥 [责:市住建局]"],
    ),
    "a name repeated for what it holds": (
        "|序号|重点任务|主要内容|责任单位|\n|1|保障供水|改造管网|市水利局|\n|2|保障供水|新建水厂|市住建局|",
        ["1 改造管网 [责:市水利局]", "2 新建水厂 [责:市住建局]"],
    ),
    "what it holds, for some": (
        "|序号|工作任务|工作内容|责任单位|\n|1|改造管网||市水利局|\n|2|整治河道|清理淤泥|市住建局|",
        ["1 改造管网 [责:市水利局]", "2 整治河道\t清理淤泥 [责:市住建局]"],
    ),
    "a goal beside the task": (
        "|工作目标|工作任务|责任单位|完成时限|\n|供水率95%|改造管网|市水利局|年底|\n|水质达标|清理淤泥|市住建局|年底|",
        ["– 供水率95%\t改造管网 [责:市水利局]", "– 水质达标\t清理淤泥 [责:市住建局]"],
    ),
    "units between the words": (
        "|工作任务|责任单位|工作目标|\n|改造管网|市水利局|供水率95%|",
        ["– 改造管网\t市水利局\t供水率95% [责:市水利局]"],
    ),
    "requirements are not the name": (
        "|序号|工作任务|工作要求|责任单位|\n|1|改造管网|完善制度，加强宣传，及时回应关切|市水利局、中铁青石车务段|",
        ["1 改造管网\t完善制度，加强宣传，及时回应关切 [责:市水利局 责:中铁青石车务段]"],
    ),
    "people are no units": (
        "|序号|工作任务|责任领导|责任单位|责任人|\n|1|改造管网|王某|市水利局|李某|",
        ["1 改造管网 [责:市水利局]"],
    ),
    "empty cells": (
        "|序号|工作任务|牵头单位|配合单位|\n|1|改造管网|市水利局|/|\n|2|整治河道||市住建局|",
        ["1 改造管网 [牵:市水利局]", "2 整治河道 [配:市住建局]"],
    ),
    "elision in a cell": (
        "|序号|工作任务|责任单位|\n|1|改造管网|市水利局、财政局|",
        ["1 改造管网 [责:市水利局 责:市财政局]"],
    ),
    "a unit of unknown form": (
        "|序号|工作任务|责任单位|\n|1|改造管网|阿尔法|",
        ["1 改造管网 [责:阿尔法]"],
    ),
    "lines in a cell": (
        "|序号|工作任务|责任单位|\n|1|改造管网|市水利局 市财政局|",
        ["1 改造管网 [责:市水利局 责:市财政局]"],
    ),
    "full-width header with blanks": (
        "|序　号|工 作 任 务|责任单位|\n|１|改造管网|市水利局|",
        ["１ 改造管网 [责:市水利局]"],
    ),
    "supervising": (
        "|序号|工作任务|责任单位|督导单位|\n|1|改造管网|市水利局|市督查室|",
        ["1 改造管网 [责:市水利局 督:市督查室]"],
    ),
    # tables that hold no task
    "indicators": ("|指标|单位|2020年|2025年|属性|\n|用水总量|亿立方米|5.1|5.0|约束性|", []),
    "people": ("|姓名|职务|单位|\n|王某|局长|市水利局|", []),
    "phones": ("|单位|联系人|电话|\n|市水利局|王某|5551234|", []),
    "no header and nothing to do": ("|1|王某|市水利局|\n|2|李某|市住建局|", []),
    "statistics": ("|地区|产值|增速|\n|青石市|120|5.1|", []),
}


@pytest.mark.parametrize("name", TABLES)
def test_table(name: str) -> None:
    table, expected = TABLES[name]
    assert rows_of(table) == expected


def test_a_column_of_time_gives_the_deadline() -> None:
    layout = build_layout([table_of(["|序号|任务|责任单位|完成时限|", "|1|改造管网|市水利局|6月底前|"])])
    (task,) = read_table(reader_of(layout.text, 2024), layout.blocks[0]).tasks
    assert task.statements[0].deadline is not None
    assert (task.statements[0].deadline.raw, task.statements[0].deadline.date) == ("6月底前", "2024-06-30")
    assert [m.label for m in task.statements[0].mentions] == ["责任单位"]


MERGED = {
    "a measure above a merged task": (
        Cell("措施", 0, 0),
        Cell("任务", 0, 1),
        Cell("责任单位", 0, 2),
        Cell("勘察选址", 1, 0),
        Cell("新建泵站", 1, 1, rowspan=2),
        Cell("县水利局", 1, 2, rowspan=2),
        Cell("设备安装并调试", 2, 0),
    ),
    "measures of a merged task and unit": (
        Cell("任务", 0, 0),
        Cell("措施", 0, 1),
        Cell("责任单位", 0, 2),
        Cell("新建泵站", 1, 0, rowspan=2),
        Cell("勘察选址", 1, 1),
        Cell("县水利局", 1, 2, rowspan=2),
        Cell("设备安装", 2, 1),
    ),
}


@pytest.mark.parametrize("name", MERGED)
def test_spans_of_a_table_with_merged_cells_begin_before_they_end(name: str) -> None:
    layout = build_layout([Block("table", cells=MERGED[name])])
    tasks = read_table(reader_of(layout.text), layout.blocks[0]).tasks
    spans = [span for task in tasks for span in ((task.start, task.end), task.title)]
    spans += [(said.start, said.end) for task in tasks for said in task.statements]
    assert tasks
    assert all(start < end for start, end in spans)
