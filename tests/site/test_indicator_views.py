"""Indicators and lineage in a browser: chosen, drawn, read by words, by pointer and by keyboard."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from pipeline.site import gather, write_site
from pipeline.site.spool import Spool
from tests.factory import make_document
from tests.site.browsing import chromium, opened
from tests.site.promised import documents, links
from tests.site.test_site import HOSTILE
from tests.site.walking import figures

pytestmark = pytest.mark.long
GROWTH = "#/indicators/gdp_growth"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module", params=["file", "folder"])
def page_file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    with Spool() as spool:
        gathered = gather(documents(), spool, links=lambda: links(documents()))
        return write_site(gathered, tmp_path_factory.mktemp("promised") / "report.html", request.param)


def test_indicators_are_filtered_and_the_address_keeps_it(browser: Any, page_file: Path) -> None:
    with opened(browser, page_file) as report:
        page = report.go("#/indicators")
        page.wait_for_selector(".indicators tbody tr")
        whole = figures(page)
        assert whole[0] == page.locator(".indicators tbody tr").count() == 6
        for label, value, least in (
            ("地区", "630000", ["cpi", "gdp_growth"]),
            ("年份", "2022", ["gdp_growth"]),
            ("评价", "missed", ["gdp_growth", "new_urban_jobs"]),
            ("归并方式", "words", []),
        ):
            page.select_option(f"select[aria-label='{label}']", value)
            found = figures(page)
            assert 0 < found[0] < whole[0] and found[1] < whole[1]
            names = page.locator(".indicators tbody .main").all_inner_texts()
            assert all(any(each in name for name in names) for each in least)
            page.reload()
            page.wait_for_selector(".indicators tbody tr")
            assert figures(page) == found
            page.select_option(f"select[aria-label='{label}']", "")
        page.fill("input[aria-label='搜索']", "专项")
        page.wait_for_url(re.compile("words="))
        assert figures(page)[0] == 1
        page.fill("input[aria-label='搜索']", "没有这个")
        page.wait_for_selector(".rows .empty")
        page.click(".filters .quiet")
        page.wait_for_selector(".indicators tbody tr")
        for column in range(6):
            page.click(f".indicators th >> nth={column} >> button")
            assert page.locator(".indicators th[aria-sort=none]").count() == 5


def test_who_answers_is_asked_for(browser: Any, tmp_path: Path) -> None:
    with Spool() as spool:
        path = write_site(gather([make_document(1), make_document(2)], spool), tmp_path / "r.html", "file")
    with opened(browser, path) as report:
        page = report.go("#/indicators")
        page.wait_for_selector(".indicators tbody tr")
        whole = figures(page)[1]
        name = page.locator("#answering option").first.get_attribute("value")
        page.fill("input[aria-label='机构名称']", name)
        page.wait_for_url(re.compile("agency="))
        assert 0 < figures(page)[1] < whole
        page.locator(".indicators tbody a").first.click()
        page.wait_for_selector("table.series")
        assert name in page.inner_text("table.series")


def test_the_picture_has_a_mark_for_each_row_and_opens_its_words(browser: Any, page_file: Path) -> None:
    with opened(browser, page_file) as report:
        page = report.go(f"{GROWTH}?place=630000")
        page.wait_for_selector(".picture .year")
        assert (
            page.locator(".picture .year").count()
            == page.locator("table.series >> nth=0 >> tbody tr").count()
            == 4
        )
        assert page.locator(".year .promise .range").count() == 3
        signs = [
            page.locator(f".picture .sign-of.v-{each}").count()
            for each in ("exceeded", "missed", "no-target")
        ]
        assert signs == [1, 1, 1]
        page.locator(".picture .year").nth(2).click()
        page.wait_for_selector(".under blockquote >> nth=1")
        assert page.locator(".under mark").all_inner_texts() == [
            "地区生产总值增长4%—5%",
            "地区生产总值增长3.1%",
        ]
        assert "今年经济社会发展的主要预期目标是" in page.locator(".under blockquote").first.inner_text()
        page.locator(".under figcaption a").nth(1).click()
        page.wait_for_selector(".paper .m.on")
        assert page.inner_text(".paper .m.on") == "地区生产总值增长3.1%"


def test_bounds_are_open_and_marks_stand_where_their_values_are(browser: Any, page_file: Path) -> None:
    with opened(browser, page_file) as report:
        page = report.go("#/indicators/new_urban_jobs?place=000000")
        page.wait_for_selector(".picture .year")
        assert page.locator(".year .promise .open").count() == 6
        page = report.go(GROWTH)
        page.wait_for_selector(".picture .year")
        assert page.locator(".year .promise .wave").count() == 6
        tops = page.evaluate(
            "[...document.querySelectorAll('.year .sign-of')].map((each) => each.getBoundingClientRect().top)"
        )
        assert tops[0] < tops[1] < tops[2]  # 8, 5.2 and 3.1 percent


def test_rows_and_marks_are_reached_by_the_keyboard(browser: Any, page_file: Path) -> None:
    with opened(browser, page_file) as report:
        page = report.go(GROWTH)
        page.wait_for_selector(".picture .year")
        page.locator("select[aria-label='地区']").focus()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.classList.contains('year')")
        for _ in range(2):
            page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        page.wait_for_selector(".under blockquote")
        assert page.inner_text(".under b >> nth=0") == "2024"
        page.focus(".under button")
        page.keyboard.press("Enter")
        assert page.locator(".under:visible").count() == 0
        page.focus("table.series .opens >> nth=1")
        page.keyboard.press("Space")
        page.wait_for_selector("tr.opened mark")
        assert page.get_attribute("table.series .opens >> nth=1", "aria-expanded") == "true"
        page.keyboard.press("Space")
        assert page.locator("tr.opened").count() == 0


def test_a_cascade_sets_each_place_beside_the_one_above(browser: Any, page_file: Path) -> None:
    with opened(browser, page_file) as report:
        page = report.go(f"{GROWTH}?cascade=2024")
        page.wait_for_selector(".picture .place")
        assert page.locator(".place .name").all_text_contents() == ["全国", "青海省", "西宁市"]
        assert page.locator(".place .relation").all_text_contents() == ["", "▽", "▲"]
        cells = page.locator("table.series >> nth=1 >> tbody tr").nth(2).inner_text()
        assert "加码（+2）" in cells and "青海省" in cells
        page.locator(".place").nth(2).click()
        page.wait_for_selector(".under mark >> visible=true")
        assert page.locator(".under mark").first.inner_text() == "地区生产总值增长6%以上"
        page.select_option("section:nth-of-type(2) select", "2023")
        page.wait_for_url(re.compile("cascade=2023"))


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_indicator_fits(browser: Any, page_file: Path, width: int, language: str) -> None:
    with opened(browser, page_file, width) as report:
        for place in (GROWTH, "#/indicators", f"#/text/{documents()[3].document.id}"):
            page = report.go(place)
            if (page.get_attribute("html", "lang") == "en") != (language == "en"):
                page.click("#language")
            page.wait_for_selector(".picture, .indicators, .paper")
            page.wait_for_timeout(300)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), place
            boxes = page.evaluate(_LABELS)
            assert all(right <= left for (_, right), (left, _) in pairwise(boxes))


_LABELS = """[...document.querySelectorAll('.picture .label')]
  .map((each) => each.getBoundingClientRect()).map((box) => [box.left, box.right])"""


def test_a_document_tells_what_it_implements_and_what_continues_it(browser: Any, page_file: Path) -> None:
    papers = documents()
    with opened(browser, page_file) as report:
        page = report.go(f"#/text/{papers[3].document.id}")
        page.wait_for_selector("section.lineage")
        words = page.inner_text("section.lineage")
        for said in (
            "本文件落实的（2）",
            "延续本文件的（2）",
            "据文号：国发〔2023〕1号",
            "97%",
            papers[0].document.title,
        ):
            assert said in words
        assert page.locator(".task .lineage li").count() == 2
        page.locator("section.lineage li a").first.click()
        page.wait_for_url(re.compile(f"{papers[0].document.id}.*at=0-9"))
        page.wait_for_selector(".paper .on")
        assert page.inner_text(".paper .on") == papers[0].document.title
        page.locator(".task .lineage a").first.click()
        page.wait_for_selector(".records .record.title.on")
        page = report.go(f"#/text/{papers[8].document.id}")
        page.wait_for_selector(".paper")
        assert page.locator(".lineage").count() == 0


def test_what_a_document_says_stays_text(browser: Any, tmp_path: Path) -> None:
    papers = [
        paper.changed(document=paper.document.changed(region=None, issuers=(), title=HOSTILE))
        for paper in documents()[3:6]
    ]
    with Spool() as spool:
        path = write_site(
            gather(papers, spool, links=lambda: links(documents())), tmp_path / "r.html", "file"
        )
    with opened(browser, path) as report:
        asked: list[Any] = []
        report.page.on("dialog", lambda dialog: asked.append(dialog) or dialog.dismiss())
        page = report.go("#/indicators?region=-")
        page.locator(".indicators tbody a").first.click()
        page.wait_for_selector("table.series")
        assert "U+2028" in page.locator(".choosers option").first.text_content()
        page.locator("table.series .opens").first.click()
        page.wait_for_selector(".opened mark")
        assert "<script>alert(1)</script>" in page.inner_text(".opened figcaption >> nth=0")
        assert not asked and "\u202e" not in page.inner_text("main")


@pytest.mark.timed
def test_a_thousand_documents_show_their_indicators_and_filter_in_a_fifth(
    browser: Any, tmp_path: Path
) -> None:
    made = (make_document(number, tasks=40) for number in range(1000))
    filtering = """([list, value]) => {
      const box = document.querySelectorAll('.filters select')[list];
      const start = performance.now();
      box.value = value;
      box.dispatchEvent(new Event('change'));
      document.body.offsetHeight;
      return performance.now() - start;
    }"""
    with Spool() as spool:
        path = write_site(gather(made, spool), tmp_path / "report.html", "auto")
    with opened(browser, path) as report:
        page = report.go("#/overview")
        page.wait_for_timeout(2000)
        start = page.evaluate("performance.now()")
        page.click("nav a[data-view=indicators]")
        page.wait_for_selector(".indicators tbody tr")
        assert page.evaluate("performance.now()") - start < 1000
        for asked in ([0, "900100"], [1, "2020"], [2, "not told"], [3, "words"]):
            assert page.evaluate(filtering, asked) < 200
