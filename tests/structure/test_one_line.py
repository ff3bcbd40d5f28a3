"""Pages that were saved as one line."""

from pathlib import Path

import pytest

from pipeline.reading import read
from pipeline.structure.one_line import part_page

TITLE = "青石市人民政府办公室关于印发青石市节水行动若干措施的通知"
PAGE = f"{TITLE}_青石市人民政府 您当前所在位置：首页 > 政务公开 > 政策文件 "
LETTER = "各县（区）人民政府：现将《措施》印发给你们，请认真贯彻执行。"
BODY = "为推进节水，制定如下措施。一、加强领导。" + "二、推进改造，完善管网。（责任单位：市水利局）" * 12
END = "责任编辑：王某 分享到： 打印 关闭 版权所有：青石市人民政府 云ICP备00000000号"
MEASURES = "青石市节水行动若干措施"

PAGES = [
    # the page as one line, the document's lines
    (
        f"{PAGE}青石府办〔2022〕6号 {LETTER}2022年7月8日 {MEASURES} {BODY}{END}",
        [TITLE, "青石府办〔2022〕6号", LETTER, "2022年7月8日", MEASURES, BODY],
    ),
    (
        f"{PAGE}{LETTER}青石市人民政府办公室 2022年7月8日 {MEASURES} {BODY}",
        [TITLE, LETTER, "青石市人民政府办公室", "2022年7月8日", MEASURES, BODY],
    ),
    (f"{BODY}{END}", [BODY]),
    (BODY, [BODY]),
    (f"{BODY}责任编辑：由市融媒体中心聘任。", [f"{BODY}责任编辑：由市融媒体中心聘任。"]),
    (f"{BODY}主办单位：市水利局", [BODY, "主办单位：市水利局"]),
]


@pytest.mark.parametrize(("page", "lines"), PAGES)
def test_the_page_is_left_out(tmp_path: Path, page: str, lines: list[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text(page, encoding="utf-8")
    assert [block.text for block in read(path).blocks] == lines


@pytest.mark.parametrize(("page", "_"), PAGES)
def test_nothing_but_blanks_is_lost_by_breaks(page: str, _: list[str]) -> None:
    assert "".join(part_page(page)).replace(" ", "") == page.replace(" ", "")
