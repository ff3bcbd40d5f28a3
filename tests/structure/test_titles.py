"""Titles that are set as several headings."""

from pathlib import Path

import pytest

from extractors.layout import Block
from pipeline.batch import build_from_file
from pipeline.structure.titles import join_titles

LINES = [
    (["平宁县人民政府关于印发", "平宁县民生实事任务分解表的通知"], 1),
    (["平宁县人民政府办公室", "关于加强节约用水的实施意见"], 1),
    (["关于印发《平宁县城乡供水", "保障工作方案》的通知"], 1),
    (["平宁县关于推进", "城乡供水一体化和", "农村饮水安全的实施方案"], 1),
    (["平宁县城乡供水工作方案", "关于印发方案的通知"], 2),
    (["政府信息公开", "关于加强节约用水的通知"], 2),
    (["一、总体要求和", "（一）工作方案"], 2),
    (["平宁县水利局", "一、供水保障工作方案"], 2),
]


@pytest.mark.parametrize(("lines", "count"), LINES)
def test_headings_of_one_title_are_one(lines: list[str], count: int) -> None:
    joined = list(join_titles([Block("heading", line, level=1) for line in lines]))
    assert "".join(block.text for block in joined) == "".join(lines)
    assert len(joined) == count


def test_headings_of_two_levels_and_paragraphs_stay_apart() -> None:
    first = Block("heading", "平宁县人民政府关于印发", level=1)
    for second in (Block("heading", "某方案的通知", level=2), Block("paragraph", "某方案的通知")):
        assert list(join_titles([first, second])) == [first, second]


def make(folder: Path, name: str, content: str) -> str | None:
    (folder / name).write_text(content, encoding="utf-8")
    return build_from_file(folder / name, name, "0" * 64).document.title


def test_title_of_a_page_over_two_headings(tmp_path: Path) -> None:
    body = "各乡（镇）人民政府：<p>现将任务分解表印发给你们，请认真执行。</p>"
    page = f"<html><h1>平宁县人民政府关于印发</h1><h1>平宁县民生实事任务分解表的通知</h1><p>{body}</html>"
    title = "平宁县人民政府关于印发平宁县民生实事任务分解表的通知"
    assert make(tmp_path, "a.html", page) == title
    assert (
        make(
            tmp_path,
            "a.md",
            "# 平宁县人民政府关于印发\n\n# 平宁县民生实事任务分解表的通知\n\n各乡（镇）人民政府：\n",
        )
        == title
    )


@pytest.mark.parametrize("name", ["gongshui-baozhang-2025", "minsheng-shishi-2025"])
def test_every_format_gives_the_same_title(root: Path, name: str) -> None:
    paths = [
        root / "corpus" / "formats" / f"{name}.{ending}" for ending in ("txt", "html", "docx", "pdf", "ofd")
    ]
    titles = {build_from_file(path, path.name, "0" * 64).document.title for path in paths}
    assert len(titles) == 1 and titles != {None}
