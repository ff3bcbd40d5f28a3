"""A report in headless Chromium: what it asks for, what it complains of, and where it stands."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from shutil import which
from typing import Any

import pytest

VIEWS = ("overview", "text", "tasks", "indicators", "network", "review")
_FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)


@contextmanager
def chromium() -> Iterator[Any]:
    """Give a browser; the test is skipped where there is none."""
    driver = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    place = which("chromium") or which("chromium-browser") or which("google-chrome")
    if place is None:
        pytest.skip("needs Chromium")
    with driver.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=place, args=list(_FLAGS))
        yield browser
        browser.close()


@dataclass(slots=True)
class Opened:
    """A page, with what its console told and what it asked for."""

    page: Any
    address: str
    told: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def go(self, place: str) -> Any:
        """Return the page at a place of the report, `#/tasks?role=lead`."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.address}{place}")
        self.page.wait_for_selector("html[data-ready]")
        return self.page

    def check(self) -> None:
        """Check that nothing was complained of, and nothing asked for but the report itself."""
        assert not self.told
        folder = self.address.rpartition("/")[0]
        assert not [each for each in self.asked if not each.startswith((folder, "about:", "blob:", "data:"))]


@contextmanager
def opened(browser: Any, path: Path, width: int = 1280, **more: Any) -> Iterator[Opened]:
    """Give the report, opened from disk; at the end it is checked."""
    context = browser.new_context(viewport={"width": width, "height": 900}, accept_downloads=True, **more)
    page = context.new_page()
    page.set_default_timeout(30_000)
    found = Opened(page, path.as_uri())
    page.on("console", lambda message: found.told.append(message.text))
    page.on("pageerror", lambda error: found.told.append(str(error)))
    page.on("request", lambda request: found.asked.append(request.url))
    try:
        yield found
        found.check()
    finally:
        context.close()


def choose_words(page: Any, start: int, end: int) -> None:
    """Choose words of the text that is shown, by their span, as a pointer does."""
    page.evaluate(_CHOOSE, [start, end])
    page.wait_for_selector(".offer:not([hidden])")


_CHOOSE = """([start, end]) => {
  const parts = [...document.querySelectorAll('.paper bdi[data-at]')];
  const range = document.createRange();
  const put = (set, at) => {
    const part = parts.findLast((each) => Number(each.dataset.at) <= at && each.firstChild);
    range[set](part.firstChild, Math.min(at - Number(part.dataset.at), part.firstChild.length));
    return part;
  };
  put('setStart', start);
  const last = put('setEnd', end);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  last.dispatchEvent(new PointerEvent('pointerup', { bubbles: true }));
}"""


def held(page: Any) -> list[dict[str, Any]]:
    """Return the corrections that the browser keeps."""
    text = page.evaluate("localStorage.getItem('zeren.corrections') ?? ''")
    return [json.loads(line) for line in text.split("\n") if line]


def save_corrections(page: Any, path: Path) -> list[str]:
    """Save what the review view holds, and return its lines."""
    with page.expect_download() as saving:
        page.click(".tools .primary")
    saving.value.save_as(path)
    return [line for line in path.read_text(encoding="utf-8").split("\n") if line]
