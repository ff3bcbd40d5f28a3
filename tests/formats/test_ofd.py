"""OFD: text, rules and pictures at their places."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from extractors.layout import Block
from pipeline.evaluation.printings.ofd import ENTRY, NAME, make_ofd
from pipeline.formats.facts import UnreadableFile
from pipeline.reading import Reading
from pipeline.reading import read as read_file
from tests.formats.makers import make_zip


def text(words: str, x: float, y: float, more: str = "", size: float = 5) -> str:
    steps = " ".join([str(size)] * (len(words) - 1))
    return (
        f'<ofd:TextObject ID="{int(x * 1000 + y)}" Size="{size}" '
        f'Boundary="{x} {y} {size * len(words)} {size}">{more}'
        f'<ofd:TextCode X="0" Y="{size * 0.88}" DeltaX="{steps}">{words}</ofd:TextCode></ofd:TextObject>'
    )


def rule(x: float, y: float, width: float, height: float) -> str:
    data = f"M 0 0 L {width} {height}"
    return (
        f'<ofd:PathObject Boundary="{x} {y} {max(width, 0.3)} {max(height, 0.3)}">'
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def read(folder: Path, data: bytes) -> Reading:
    (folder / "a.ofd").write_bytes(data)
    return read_file(folder / "a.ofd")


def blocks(folder: Path, *pages: str) -> tuple[Block, ...]:
    return read(folder, make_ofd(*pages)).blocks


def test_place_is_in_points(tmp_path: Path) -> None:
    (block,) = blocks(tmp_path, text("一、总则", 25.4, 50.8))
    assert (block.text, block.page) == ("一、总则", 1)
    assert block.box == pytest.approx((72, 144, 72 + 20 * 72 / 25.4, 144 + 5 * 72 / 25.4), abs=1)


def test_pieces_of_a_line_are_one_in_any_order(tmp_path: Path) -> None:
    page = text("水利局", 40, 50) + text("市", 35, 50) + text("牵头", 55.2, 50)
    assert [b.text for b in blocks(tmp_path, page)] == ["市水利局牵头"]


def test_red_head_and_page_number_are_left_out(tmp_path: Path) -> None:
    red = '<ofd:FillColor Value="#ee #20 #25"/>'
    body = "".join(text("推进城乡供水一体化建设。", 28, 80 + 10 * i) for i in range(4))
    page = text("某市人民政府文件", 40, 40, red, 14) + body + text("- 1 -", 100, 280)
    assert all("文件" not in b.text and "-" not in b.text for b in blocks(tmp_path, page))


def test_rules_make_a_table(tmp_path: Path) -> None:
    rules = "".join(rule(20, y, 100, 0) for y in (50, 60, 70)) + "".join(
        rule(x, 50, 0, 20) for x in (20, 60, 120)
    )
    words = text("序号", 22, 52) + text("任务", 62, 52) + text("1", 22, 62) + text("建水库", 62, 62)
    (table,) = blocks(tmp_path, rules + words)
    assert [(c.row, c.column, c.text) for c in table.cells] == [
        (0, 0, "序号"),
        (0, 1, "任务"),
        (1, 0, "1"),
        (1, 1, "建水库"),
    ]


def test_page_under_an_odd_name_keeps_its_rules(tmp_path: Path) -> None:
    with ZipFile(BytesIO(make_ofd(text("一、总则", 20, 20)))) as package:
        files = {name: package.read(name) for name in package.namelist()}
    files["/Doc_0/Pages/P0.xml"] = files.pop("Doc_0/Pages/P0.xml")
    assert [block.text for block in read(tmp_path, make_zip(files)).blocks] == ["一、总则"]


@pytest.mark.parametrize("place", ["Tpls/T0.xml", "/Doc_0/Tpls/T0.xml"])
def test_template_gives_rules_and_text(tmp_path: Path, place: str) -> None:
    rules = "".join(rule(20, y, 100, 0) for y in (50, 60, 70)) + "".join(
        rule(x, 50, 0, 20) for x in (20, 60, 120)
    )
    head = text("序号", 22, 52) + text("任务", 62, 52)
    page = '<ofd:Template TemplateID="7" ZOrder="Background"/>'
    with ZipFile(BytesIO(make_ofd(text("1", 22, 62) + text("建水库", 62, 62)))) as package:
        files = {name: package.read(name).decode() for name in package.namelist()}
    template = f'<ofd:TemplatePage ID="7" BaseLoc="{place}"/></ofd:CommonData>'
    files["Doc_0/Document.xml"] = files["Doc_0/Document.xml"].replace("</ofd:CommonData>", template)
    files["Doc_0/Pages/P0.xml"] = files["Doc_0/Pages/P0.xml"].replace("<ofd:Content>", f"{page}<ofd:Content>")
    files["Doc_0/Tpls/T0.xml"] = (
        f"<ofd:Page {NAME}><ofd:Content><ofd:Layer>{rules}{head}</ofd:Layer></ofd:Content></ofd:Page>"
    )
    (table,) = read(tmp_path, make_zip(files)).blocks
    assert [cell.text for cell in table.cells] == ["序号", "任务", "1", "建水库"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (make_ofd(text("略", 20, 20))[:-40], "damaged-file"),
        (make_zip({"OFD.xml": "<a/>"}), "damaged-file"),
        (make_zip({"OFD.xml": ENTRY}), "damaged-file"),
        (make_zip({"OFD.xml": '<!DOCTYPE a [<!ENTITY b "x">]><a>&b;</a>'}), "xml-entity"),
        (make_ofd('<ofd:ImageObject ResourceID="9" Boundary="0 0 210 297"/>'), "damaged-page"),
    ],
    ids=["truncated", "root", "no document", "entity", "picture is not there"],
)
def test_unreadable(tmp_path: Path, data: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as error:
        read(tmp_path, data)
    assert error.value.code == code


def test_real_file(shared: Path) -> None:
    texts = [b.text for b in read_file(shared / "corpus" / "luqiao-weisheng-test.ofd").blocks]
    assert texts[0] == "路卫发〔2011〕76号"
    assert sum(len(text) for text in texts[3:6]) > 200
