"""What closes a document belongs to no item of it."""

import pytest

from tests.texts import document_of

PLAN = "青石市节水工作方案\n1.改造管网。\n2.整治河道，完善制度。\n"
CLOSING = [
    "青石市人民政府\n2023年5月6日",
    "青石市人民政府　2023年5月6日（此件公开发布）",
    "中共青石市委办公室青石市人民政府办公室\n2023年5月6日",
    "附件：青石市节水任务表\n青石市人民政府办公室\n2023年5月6日\n（此件公开发布）",
    "附件：1.任务表\n2.名单\n青石市水利局　　青石市财政局\n二〇二三年五月六日",
    "抄送：市委各部门，市人大常委会办公室。\n青石市人民政府办公室　　2023年5月6日印发",
    "青石市人民政府\n二0二0年五月十九日",
    "公开方式：主动公开\n任务表.pdf",
    "工作联系人：李明 0970-8000000 邮箱：a@b.cn\n"
    "附件：1.节水器具换装任务明细表2.用水定额执行情况统计分析表\n青石市水利局\n"
    "2023年5月6日\n（此件不公开发布，发至收文单位本部及所属二级单位。未经许可，严禁对外传播，违者追究责任。）",
    "青石市人民政府办公室\n2023年5月6日\n青石市人民政府办公室2023年5月6日印发青石市水利局2023年5月9日翻印",
]


@pytest.mark.parametrize("closing", CLOSING)
def test_the_last_item_ends_before(closing: str) -> None:
    assert document_of(PLAN + closing).tasks[-1].text == "2.整治河道，完善制度。"


@pytest.mark.parametrize(
    ("lines", "last"),
    [
        ("3.建设水库", "3.建设水库"),
        ("3.建设水库\n市水利局牵头，市财政局配合。", "3.建设水库\n市水利局牵头，市财政局配合。"),
        ("3.建设水库\n市水利局", "3.建设水库\n市水利局"),
        ("3.建设水库，2023年5月6日前完成。", "3.建设水库，2023年5月6日前完成。"),
        ("3.做好总结并印发", "3.做好总结并印发"),
        ("3.公布各站联系人和电话。", "3.公布各站联系人和电话。"),
    ],
)
def test_no_more_is_cut(lines: str, last: str) -> None:
    assert document_of(PLAN + lines).tasks[-1].text == last
