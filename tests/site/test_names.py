"""Names in the picture of the network: of the most linked nodes, none upon another, at every zoom."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.site import gather, write_site
from pipeline.site.spool import Spool
from tests.factory import make_document
from tests.site.browsing import chromium, opened

pytestmark = pytest.mark.long

SEEN = """(zoom) => {
  const stage = document.querySelector('.stage');
  const { graph } = stage;
  if (zoom) graph.zoom({ level: zoom, renderedPosition: { x: graph.width() / 2, y: graph.height() / 2 } });
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done({
    nodes: graph.nodes().length,
    here: graph.nodes().filter((each) => {
      const { x, y } = each.renderedPosition();
      return x > 0 && y > 0 && x < graph.width() && y < graph.height() && !each.hasClass('far');
    }).length,
    width: graph.width(),
    height: graph.height(),
    names: stage.names,
    dots: document.querySelector('.names').width / graph.width(),
  }))));
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def dense(tmp_path_factory: pytest.TempPathFactory) -> Path:
    documents = [make_document(number, tasks=12 + 13 * (number < 12)) for number in range(40)]
    with Spool() as spool:
        return write_site(gather(documents, spool), tmp_path_factory.mktemp("dense") / "report.html", "file")


def check_names(seen: dict[str, Any], least: int) -> None:
    names = seen["names"]
    assert len(names) >= min(least, seen["here"])
    for number, one in enumerate(names):
        assert 0 <= one["left"] < one["right"] <= seen["width"] and 11 <= one["height"] <= 17
        assert 0 <= one["top"] < one["bottom"] <= seen["height"]
        for other in names[number + 1 :]:
            beside = one["right"] <= other["left"] or other["right"] <= one["left"]
            assert beside or one["bottom"] <= other["top"] or other["bottom"] <= one["top"]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("place", ["", "?roll=1", "?show=documents"])
def test_no_name_lies_upon_another(browser: Any, dense: Path, place: str, width: int) -> None:
    with opened(browser, dense, width, device_scale_factor=2) as report:
        page = report.go(f"#/network{place}")
        page.wait_for_timeout(800)
        seen = page.evaluate(SEEN, 0)
        assert seen["nodes"] > 300 and seen["dots"] == pytest.approx(2, abs=0.01)
        check_names(seen, 20 if width > 1000 else 4)
        most = page.evaluate("document.querySelector('.most button').textContent")
        assert most[:8] in {each["text"][:8] for each in seen["names"]}
        for zoom in (0.1, 0.4, 1, 2, 4):
            check_names(page.evaluate(SEEN, zoom), 1)
        page.evaluate("() => document.querySelector('.most button').click()")
        check_names(page.evaluate(SEEN, 0), 3)


def test_saved_pictures_bear_names_and_what_is_marked(browser: Any, dense: Path) -> None:
    with opened(browser, dense) as report:
        page = report.go("#/network?roll=1")
        page.wait_for_timeout(800)
        whole = _svg(page)
        assert whole.count("<text") > 100 and 'opacity="0.08"' not in whole
        page.evaluate("() => document.querySelector('.most button').click()")
        marked = _svg(page)
        assert 1 < marked.count("<text") < 100 and 'opacity="0.08"' in marked


def _svg(page: Any) -> str:
    with page.expect_download() as saving:
        page.click("text=存为 SVG")
    return Path(saving.value.path()).read_text(encoding="utf-8")
