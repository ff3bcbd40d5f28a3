"""What charges a body, what is a label, and what counts sentences: seen by shape alone."""

import pytest

from extractors.audit.charges import see_charges
from extractors.audit.items import see_counted, see_signs
from extractors.audit.labels import gave_none, see_labels
from extractors.folding import fold


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("县水利局须清淤河道。", ["县水利局"]),
        ("市自然资源局应当在九月底前注销，市公安局必须收回。", ["市自然资源局", "市公安局"]),
        ("区应急局在7月12日前完成转移。", ["区应急局"]),
        ("资金由县财政局、县审计局负责监督", ["县审计局"]),
        ("矿工安置由你区负责落实", ["你区"]),
        ("市供电公司（云溪供电局）要切断电源", ["市供电公司"]),
        ("各乡镇要压实责任，有关部门应密切配合。", []),
        ("全县要抢抓农时，我市应带头。", []),
        ("这是重要的会，社会要参与。", []),
        ("县水利局负责人介绍，县财政局应急资金到位。", []),
        ("县教育局要求各校上报。", []),
    ],
)
def test_named_bodies_that_are_charged(text: str, names: list[str]) -> None:
    folded = fold(text)
    found = [text[slice(*charge.span)] for charge in see_charges(folded)]
    assert [name for name in found if name in names] == names and len(found) <= len(names)


@pytest.mark.parametrize(
    ("text", "labels", "lost"),
    [
        ("1.改造管网。责任单位：县住建局", 1, 1),
        ("序号\t任务\t牵头部门\t时限\n1\t改造\t住建局\t年底", 1, 1),
        ("【配合单位】县财政局", 1, 1),
        ("各责任单位要高度重视", 0, 0),
        ("各牵头单位：\n现将方案印发", 0, 0),
        ("主要责任单位要切实履行主责", 0, 0),
    ],
)
def test_labels_that_are_printed(text: str, labels: int, lost: int) -> None:
    found = list(see_labels(fold(text)))
    assert len(found) == labels
    assert len(list(gave_none(found, []))) == lost
    assert not list(gave_none(found, [label.span[1] + 1 for label in found]))


def test_counted_sentences_and_signs() -> None:
    text = "要求：一是排查隐患；二是转移群众。这一是非问题。\n■ 扩容水库\n■ 连通管道\n● 单独一条"
    assert [mark.ordinal for mark in see_counted(fold(text))] == [1, 2]
    assert [text[at] for at in see_signs(text)] == ["■", "■"]
