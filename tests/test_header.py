"""What a document says of itself: title, number, issuers, recipients, dates, period, region."""

import pytest

from extractors.records import DocumentInfo
from tests.texts import document_of

BODY = "一、改造管网。\n二、整治河道。\n三、建设水厂。"
PLAN = "青石市节水行动方案\n" + BODY


def metadata_of(text: str) -> DocumentInfo:
    """Return what the record of the text says of the document."""
    return document_of(text).document


TITLES = [
    # text, title
    (PLAN, "青石市节水行动方案"),
    ("青石市2024年水利工作要点\n" + BODY, "青石市2024年水利工作要点"),
    ("青石市节水行动方案（2023—2025年）\n" + BODY, "青石市节水行动方案（2023—2025年）"),
    ("关于加快农村供水的实施意见\n" + BODY, "关于加快农村供水的实施意见"),
    ("青石市人民政府\n关于加快农村供水的实施意见\n" + BODY, "青石市人民政府关于加快农村供水的实施意见"),
    (
        "青石市人民政府办公室关于印发\n青石市节水行动方案的通知\n" + BODY,
        "青石市人民政府办公室关于印发青石市节水行动方案的通知",
    ),
    (
        "青石市人民政府关于印发青石市节水行动方案的通知\n各区人民政府：\n请认真落实。\n青石市人民政府\n2023年3月5日\n"
        + PLAN,
        "青石市节水行动方案",
    ),
    ("青石市节水 行动方案\n" + BODY, "青石市节水行动方案"),
    ("青石市节水行动方案（青政发〔2023〕5号）\n" + BODY, "青石市节水行动方案"),
    ("云岭省节约用水条例\n第一条 略。\n第二条 略。\n第三条 略。", "云岭省节约用水条例"),
    ("关于做好防汛工作的通知\n" + BODY, "关于做好防汛工作的通知"),
    ("# 青石市水网蓝图与实践\n" + BODY, "青石市水网蓝图与实践"),
    ("现将《青石市节水行动方案》印发给你们，请认真执行。\n" + BODY, "青石市节水行动方案"),
    ("|标题|青石市节水设想|\n|索引号|1|\n" + BODY, "青石市节水设想"),
    ("首页 政务公开\n青石市节水行动方案\n来源：市水利局\n" + BODY, "青石市节水行动方案"),
    ("《青石市节水行动方案》\n" + BODY, "青石市节水行动方案"),
    (
        "关于报送信息系统情况的通知\n各单位：\n请报送《系统情况表》。\n附件\n系统情况表\n1.略。",
        "关于报送信息系统情况的通知",
    ),
    (
        "|标题|青石市人民政府关于同意建立水网工作联席会议制度的批复|\n青石市人民政府关于同意建立水网工作\n联席会议制度的批复\n"
        + BODY,
        "青石市人民政府关于同意建立水网工作联席会议制度的批复",
    ),
    ("实施严格的水资源管理和考核\n" + BODY, None),
    ("近年来，全市节水工作取得成效，制定了《青石市节水条例》。\n" + BODY, None),
    (BODY, None),
    ("", None),
]


@pytest.mark.parametrize(("text", "title"), TITLES)
def test_title(text: str, title: str | None) -> None:
    assert metadata_of(text).title == title


def test_a_heading_is_no_title() -> None:
    assert metadata_of("坚持节水优先。\n主要任务\n" + BODY).title is None


NUMBERS = [
    # line under the title, number
    ("青政发〔2023〕5号", "青政发〔2023〕5号"),
    ("青政办发[2023]12号", "青政办发[2023]12号"),
    ("青政发〔２０２３〕５号", "青政发〔２０２３〕５号"),
    ("（青政发〔2023〕5号）", "青政发〔2023〕5号"),
    ("青政发（2023）5号", "青政发（2023）5号"),
    ("青政发〔2023〕第5号", "青政发〔2023〕第5号"),
    ("青政发 〔2023〕 5 号", "青政发〔2023〕5号"),
    ("青石市人民政府令第12号", "青石市人民政府令第12号"),
    ("第12号", "第12号"),
    ("第 12 号", "第12号"),
    ("（2023）青政办字第2号", "（2023）青政办字第2号"),
    ("〔2023〕12号", "〔2023〕12号"),
    ("青政发﹝2023﹞5号", "青政发﹝2023﹞5号"),
    ("青政发〔2023)5号", "青政发〔2023)5号"),
    ("青政发〔2023〕\n5号", "青政发〔2023〕5号"),
    ("（2023年第6号）", "2023年第6号"),
    ("第12号公告", "第12号公告"),
    ("令第3号", "令第3号"),
    ("文　　号：青政发〔2023〕5号", "青政发〔2023〕5号"),
    ("（青政发〔2023〕5号　2023年3月5日）", "青政发〔2023〕5号"),
    ("2023年3月5日 青石市人民政府令第253号发布", "青石市人民政府令第253号"),
    ("根据青政发〔2023〕5号文件要求，制定本方案。", None),
    ("第12号楼改造", None),
]


@pytest.mark.parametrize(("line", "number"), NUMBERS)
def test_document_number(line: str, number: str | None) -> None:
    assert metadata_of(f"青石市节水行动方案\n{line}\n{BODY}").document_number == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("青政发〔2023〕5号\n" + PLAN, "青政发〔2023〕5号"),
        ("青石市节水行动方案（青政发〔2023〕5号）\n" + BODY, "青政发〔2023〕5号"),
        ("|发文字号|青政发〔2023〕5号|\n|标题|略|\n" + PLAN, "青政发〔2023〕5号"),
        ("发文字号：青政发〔2023〕5号\n" + PLAN, "青政发〔2023〕5号"),
        ("发文字号青政发〔2023〕5号\n" + PLAN, "青政发〔2023〕5号"),
        ("|文号|无|\n" + PLAN, None),
        (PLAN, None),
        (PLAN + "\n四、落实青政发〔2023〕5号\n青政发〔2023〕6号", None),
    ],
)
def test_where_the_number_stands(text: str, number: str | None) -> None:
    assert metadata_of(text).document_number == number


SIGNATURES = [
    # last lines, issuers, date
    ("青石市人民政府\n2023年3月5日", ["青石市人民政府"], "2023-03-05"),
    ("青石市人民政府\n二О二三年三月五日".replace("О", "○"), ["青石市人民政府"], "2023-03-05"),
    (
        "中共青石市委办公室青石市人民政府办公室2023年3月5日",
        ["中共青石市委办公室", "青石市人民政府办公室"],
        "2023-03-05",
    ),
    ("国家税务总局青石市税务局\n2023年3月5日", ["国家税务总局青石市税务局"], "2023-03-05"),
    ("青石市人民政府办公室 2023年3月5日", ["青石市人民政府办公室"], "2023-03-05"),
    ("青石市人民政府（代章）\n2023年3月5日", ["青石市人民政府"], "2023-03-05"),
    ("青石市人民政府\n（代章）\n2023年3月5日", ["青石市人民政府"], "2023-03-05"),
    ("青石市人民政府\n二〇二三年三月五日", ["青石市人民政府"], "2023-03-05"),
    ("青石市人民政府\n二○二三年十月二十一日", ["青石市人民政府"], "2023-10-21"),
    ("青石市人民政府\n二〇二〇年五月十九日", ["青石市人民政府"], "2020-05-19"),
    ("青石市人民政府\n２０２３年３月５日", ["青石市人民政府"], "2023-03-05"),
    ("青石市人民政府\n2023年3月5日（此件公开发布）", ["青石市人民政府"], "2023-03-05"),
    ("青石市水利局 青石市财政局\n2023年3月5日", ["青石市水利局", "青石市财政局"], "2023-03-05"),
    ("青石市水利局\n青石市财政局\n2023年3月5日", ["青石市水利局", "青石市财政局"], "2023-03-05"),
    ("青石市水利局　　青石市财政局\n2023年3月5日", ["青石市水利局", "青石市财政局"], "2023-03-05"),
    (
        "中共青石市委办公室\n青石市人民政府办公室\n2023年3月5日",
        ["中共青石市委办公室", "青石市人民政府办公室"],
        "2023-03-05",
    ),
    ("青 石 市 水 利 局\n2023年3月5日", ["青石市水利局"], "2023-03-05"),
    ("2023年3月5日", [], "2023-03-05"),
    ("建设期为2023年3月5日", [], None),
    ("争取2023年3月5日完工。", [], None),
    ("", [], None),
]


@pytest.mark.parametrize(("lines", "issuers", "issued_on"), SIGNATURES)
def test_signature(lines: str, issuers: list[str], issued_on: str | None) -> None:
    metadata = metadata_of(f"{PLAN}\n{lines}")
    assert (list(metadata.issuers), metadata.issued_on) == (issuers, issued_on)


ISSUERS = [
    ("青石市人民政府关于加快农村供水的实施意见\n" + BODY, ["青石市人民政府"]),
    ("青石市水利局 青石市财政局关于加快农村供水的实施意见\n" + BODY, ["青石市水利局", "青石市财政局"]),
    ("青石市人民政府文件\n关于加快农村供水的实施意见\n" + BODY, ["青石市人民政府"]),
    ("发布机构：青石市水利局\n" + PLAN, ["青石市水利局"]),
    ("|发布机构|青石市水利局|发布日期|2023年3月5日|\n" + PLAN, ["青石市水利局"]),
    (PLAN, []),
]


@pytest.mark.parametrize(("text", "issuers"), ISSUERS)
def test_issuers_without_a_signature(text: str, issuers: list[str]) -> None:
    assert list(metadata_of(text).issuers) == issuers


DATES = [
    (
        "云岭省节约用水条例\n（2023年3月5日云岭省第十四届人民代表大会常务委员会第二次会议通过）\n第一条 略。",
        "2023-03-05",
    ),
    ("青石市节水行动方案\n（2023年3月5日）\n" + BODY, "2023-03-05"),
    ("成文日期：2023年3月5日\n" + PLAN, "2023-03-05"),
    ("|成文日期|2023-03-05|\n" + PLAN, "2023-03-05"),
    ("成文日期：2023.3.5\n" + PLAN, "2023-03-05"),
    ("• 成文日期：\n2023年3月5日 16:40\n" + PLAN, "2023-03-05"),
    ("浏览次数：12 成文日期：2023-03-05\n" + PLAN, "2023-03-05"),
    ("政府工作报告\n——2023年1月9日在青石市第八届人民代表大会第二次会议上\n" + BODY, "2023-01-09"),
    ("政府工作报告\n（2023年1月9日在青石市第八届人民代表大会\n第二次会议上）\n" + BODY, "2023-01-09"),
    (PLAN + "\n青石市人民政府办公室　　2023年3月7日印发", "2023-03-07"),
    ("青石市节水办法\n2023年3月5日 青石市人民政府公布\n第一条 略。\n第二条 略。", "2023-03-05"),
    ("|发布日期|2023-03-05|\n" + PLAN, None),  # the day on which a page was put up
]


@pytest.mark.parametrize(("text", "issued_on"), DATES)
def test_dates_without_a_signature(text: str, issued_on: str | None) -> None:
    assert metadata_of(text).issued_on == issued_on


RECIPIENTS = [
    ("各区人民政府，市政府各部门：", ["各区人民政府", "市政府各部门"]),
    (
        "各县（市、区）人民政府，市直各部门，各有关单位：",
        ["各县（市、区）人民政府", "市直各部门", "各有关单位"],
    ),
    ("青石市水利局:", ["青石市水利局"]),
    ("各市、县人民政府；省政府各部门：", ["各市、县人民政府", "省政府各部门"]),
    ("现将方案印发如下：", []),
    ("坚持节水优先：", []),
    ("第三条本办法中的术语含义：", []),
    ("各位代表：", []),
    ("", []),
]


@pytest.mark.parametrize(("line", "recipients"), RECIPIENTS)
def test_recipients(line: str, recipients: list[str]) -> None:
    text = f"关于印发青石市节水行动方案的通知\n{line}\n{BODY}"
    assert list(metadata_of(text).recipients) == recipients


def test_recipients_of_a_notice_that_has_no_title_of_its_own() -> None:
    text = f"青政办字〔2023〕1号\n各区人民政府 （管委会），市政府各部门：\n请认真执行。\n{PLAN}"
    assert list(metadata_of(text).recipients) == ["各区人民政府（管委会）", "市政府各部门"]


def test_recipients_on_the_line_of_title_and_number() -> None:
    text = f"关于印发青石市节水方案的通知青政发〔2023〕1号各区人民政府，市政府各部门：\n{BODY}"
    assert list(metadata_of(text).recipients) == ["各区人民政府", "市政府各部门"]


PERIODS = [
    ("青石市2024年水利工作要点", "2024-01-01", "2024-12-31"),
    ("青石市2024年度水利工作要点", "2024-01-01", "2024-12-31"),
    ("青石市节水行动方案（2023—2025年）", "2023-01-01", "2025-12-31"),
    ("青石市“十四五”水网建设规划", "2021-01-01", "2025-12-31"),
    ("青石市水网建设规划（2021-2035年）", "2021-01-01", "2035-12-31"),
]


@pytest.mark.parametrize(
    ("preamble", "year"),
    [
        ("为做好今年政府工作，提出如下分工意见。", "2022"),
        ("为切实抓好2023年度重点民生实事，制定本方案。", "2023"),
        ("为做好2021年中央会议确定的工作，制定本方案。", None),
        ("为落实2021年工作部署，制定本方案。", None),
        ("为完成2030年前达峰的目标，制定本方案。", None),
        ("今年以来，全市雨情平稳。", None),
    ],
)
def test_the_year_whose_work_the_preamble_is_about_is_the_period(preamble: str, year: str | None) -> None:
    period = metadata_of(f"关于重点工作分工的意见\n{preamble}\n{BODY}\n青石市人民政府\n2022年3月5日").period
    assert (period and (period.start, period.end)) == (year and (f"{year}-01-01", f"{year}-12-31"))


def test_the_work_report_of_a_government_is_for_the_year_of_issue() -> None:
    text = f"关于《政府工作报告》重点工作分工的意见\n{BODY}\n青石市人民政府\n2022年3月5日"
    assert metadata_of(text).period is not None


@pytest.mark.parametrize(("title", "start", "end"), PERIODS)
def test_period(title: str, start: str, end: str) -> None:
    period = metadata_of(f"{title}\n{BODY}").period
    assert period is not None
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("青石市2024年水利工作要点\n{}", "2024-06-30"),
        ("青石市节水行动方案（2023—2025年）\n{}", "2023-06-30"),
        ("青石市节水行动方案\n{}\n青石市人民政府\n2023年3月5日", "2023-06-30"),
        ("青石市2024年水利工作要点\n{}\n青石市人民政府\n2023年12月5日", "2024-06-30"),
        ("青石市节水行动方案\n{}", None),
    ],
)
def test_a_date_without_a_year_is_of_the_period_or_of_the_year_of_issue(text: str, date: str | None) -> None:
    (task,) = document_of(text.format("一、改造管网。（市水利局负责，6月底前完成）")).tasks
    assert task.deadline is not None
    assert (task.deadline.raw, task.deadline.date) == ("6月底前", date)


REGIONS = [
    # real places: a region has a code of GB/T 2260
    ("青海省生态环境厅\n2023年3月5日", ("630000", "青海省")),
    ("西宁市人民政府\n2023年3月5日", ("630100", "西宁市")),
    ("国务院办公厅\n2023年3月5日", None),
    ("青石市人民政府\n2023年3月5日", None),  # an invented place has no code
]


@pytest.mark.parametrize(("lines", "region"), REGIONS)
def test_region(lines: str, region: tuple[str, str] | None) -> None:
    found = document_of(f"节水行动方案\n{BODY}\n{lines}").document.region
    assert (found and (found.code, found.name)) == region


def test_region_by_the_title() -> None:
    found = document_of(f"青海省节水行动方案\n{BODY}").document.region
    assert found is not None
    assert found.code == "630000"


def test_a_title_with_its_number_in_brackets_on_one_line() -> None:
    document = metadata_of(f"关于推进节水改造的通知（青政办〔2024〕21 号）\n各区人民政府：\n{BODY}")
    assert (document.title, document.document_number) == ("关于推进节水改造的通知", "青政办〔2024〕21号")


@pytest.mark.parametrize(
    ("period", "issued", "raw", "date"),
    [
        ("（2023—2025年）", "2023年3月5日", "6月底前", "2023-06-30"),
        ("（2023—2025年）", "2024年3月5日", "6月底前", "2024-06-30"),
        ("（2023—2025年）", "2022年12月5日", "年内", "2023-12-31"),
        ("（2023—2025年）", "2026年3月5日", "年内", "2023-12-31"),
        ("", "2023年3月5日", "自印发之日起60日内", "2023-05-04"),
    ],
)
def test_dates_without_a_year_are_of_the_year_of_issue(period: str, issued: str, raw: str, date: str) -> None:
    text = f"青石市节水行动方案{period}\n一、改造管网。（市水利局负责，{raw}完成）\n青石市人民政府\n{issued}"
    (task,) = document_of(text).tasks
    assert task.deadline is not None
    assert (task.deadline.raw, task.deadline.date) == (raw, date)
