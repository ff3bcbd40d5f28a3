"""The report as files: what stands in the page, and what the command says."""

import gettext
import json
import re
import tomllib
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from extractors.evidence import terms_of
from extractors.records import Document, Place
from pipeline.graph import build_graph
from pipeline.graph.views import cooperation
from pipeline.language import DOMAIN, FIELD, FOLDER, TERM
from pipeline.results import read_documents
from pipeline.site import Gathered, gather, write_site
from pipeline.site.gather import DOCUMENT_COLUMNS, REGIONS
from pipeline.site.indicators import INDICATORS
from pipeline.site.network import find_governments
from pipeline.site.printed import Printer, lay_out_pages
from pipeline.site.spool import Spool, script_json
from pipeline.site.writer import bundle, load_words
from scripts.messages import find_codes, find_terms
from tests.documents import document_at
from tests.factory import Page, finish, make_document, make_task, write_documents
from tests.here import zeren

HOSTILE = "<script>alert(1)</script>\"'</textarea></title><!-- \u202etxt.exe\u2066 \x07\x1b[2J \u2028 牵头"
ASSETS = Path(__file__).parent.parent.parent / "pipeline" / "site" / "assets"


def hostile_document() -> Document:
    """Return a document whose text, title and unit hold markup and signs that steer."""
    page = Page()
    page.add(HOSTILE + "\n")
    task = make_task(page, 0, 1, f"整治{HOSTILE}", [("lead", "省财政厅")])
    return finish(page, 0, [task], HOSTILE)


@pytest.fixture
def gathered() -> Gathered:
    return gather([make_document(1), make_document(2)], Spool())


def scripts_of(text: str) -> list[str]:
    return re.findall(r"<script>(.*?)</script>", text, re.DOTALL)


def data_of(text: str, name: str) -> Any:
    found = re.search(f'<script type="application/json" id="{name}">(.*?)</script>', text, re.DOTALL)
    assert found, name
    return json.loads(found[1])


def test_what_is_in_the_page_is_allowed_by_digest_and_nothing_else(
    gathered: Gathered, tmp_path: Path
) -> None:
    text = write_site(gathered, tmp_path / "report.html", "auto").read_text(encoding="utf-8")
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', text)
    policy = policy.replace("&#39;", "'")
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy and "http" not in policy and "*" not in policy
    styles = re.findall(r"<style[^>]*>(.*?)</style>", text, re.DOTALL)
    for content in (*scripts_of(text), *styles):
        digest = b64encode(sha256(content.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert not re.search(r"(?:src|href)=[\"']?(?:https?:)?//", text)
    assert " style=" not in text.partition("<script")[0]


def test_the_same_documents_give_the_same_page(tmp_path: Path) -> None:
    pages = []
    for name in ("a.html", "b.html"):
        with Spool() as spool:
            write_site(gather([make_document(1)], spool), tmp_path / name, "file")
        pages.append((tmp_path / name).read_bytes())
    assert pages[0] == pages[1]


def test_markup_of_a_document_is_text(tmp_path: Path) -> None:
    text = write_site(gather([hostile_document()], Spool()), tmp_path / "r.html", "file").read_text("utf-8")
    assert "<script>alert" not in text and "</textarea>" not in text
    core = data_of(text, "data-core")
    assert core["documents"]["rows"][0][DOCUMENT_COLUMNS.index("title")] == HOSTILE
    piece = data_of(text, f"piece-{core['documents']['rows'][0][0]}")
    assert piece["document"]["text"].startswith(HOSTILE)


def test_half_a_sign_does_not_stop_the_page() -> None:
    assert json.loads(script_json("牵\ud800头")) == "牵\ud800头"


def test_the_data_is_that_of_graph_and_tables(gathered: Gathered) -> None:
    documents = [make_document(1), make_document(2)]
    core = gathered.core
    network = cooperation(build_graph(documents))
    names = [row[0] for row in core["agencies"]["rows"]]
    assert {(names[lead], names[other]): len(tasks) for lead, other, *tasks in core["links"]} == {
        (lead, other): edge["weight"] for lead, other, edge in network.edges(data=True)
    }
    assert len(core["tasks"]["rows"]) == sum(len(document.tasks) for document in documents)
    shares = [entry[4] for entry in core["queue"]]
    assert shares == sorted(shares)
    pieces = dict(gathered.spool)
    shared = {REGIONS, INDICATORS}
    assert pieces.keys() == {*shared, *(document.document.id for document in documents)}
    of_documents = [json.loads(piece) for name, piece in pieces.items() if name not in shared]
    assert all("text" not in task for piece in of_documents for task in piece["tasks"])


def test_departments_roll_up_to_their_government() -> None:
    document = make_document(1)
    found = find_governments(document.agencies)
    tops = {found[agency.id] for agency in document.agencies if agency.parent}
    assert all(top.endswith("人民政府") for top in tops)


def test_a_folder_holds_the_page_and_a_piece_for_each_document(gathered: Gathered, tmp_path: Path) -> None:
    entry = write_site(gathered, tmp_path / "report.html", "folder")
    assert entry == tmp_path / "report" / "index.html"
    names = {path.name for path in entry.parent.iterdir()}
    assert names == {"index.html", *(f"{name}.js" for name, _ in gathered.spool)}
    policies = re.findall(r'Content-Security-Policy" content="([^"]*)"', entry.read_text(encoding="utf-8"))
    assert len(policies) == 2 and "nonce-" in policies[0]


def used_keys() -> set[str]:
    template = (ASSETS.parent / "templates" / "report.html.j2").read_text(encoding="utf-8")
    texts = [template, *(path.read_text(encoding="utf-8") for path in ASSETS.glob("*.js"))]
    return {found for text in texts for found in re.findall(r'["`]([a-z_]+(?:\.[a-z_.$-]+)?)[\"`{]', text)}


def test_each_word_that_the_page_says_is_there_in_both_languages() -> None:
    words = load_words()
    assert all(len(pair) == 2 and all(pair) for pair in words.values())
    asked = set()
    for path in ASSETS.glob("*.js"):
        asked |= set(re.findall(r'\bt\("([^"]+)"', path.read_text(encoding="utf-8")))
    assert asked <= words.keys()


def test_no_word_is_kept_that_the_page_does_not_say() -> None:
    used = used_keys()
    begun = tuple(f"{stem}." for stem in (
        "reason", "problem", "view", "role", "kind", "record", "status", "evidence", "comparator", "change",
        "level", "field", "grade", "overview", "review.change", "part", "rate", "nature",
        "verdict", "rule", "relation", "doubt", "period", "measure", "promise", "lineage",
    ))  # fmt: skip
    assert {key for key in load_words() if not key.startswith(begun)} <= used


def test_modules_stand_after_what_they_need() -> None:
    text = bundle("main.js")
    assert "\nimport " not in text and "\nexport " not in text
    order = re.findall(r"^modules\['(\w+\.js)'\]", text, re.MULTILINE)
    assert sorted(order) == sorted(path.name for path in ASSETS.glob("*.js"))
    for name in order:
        for needed in re.findall(r'from "\./(\w+\.js)"', (ASSETS / name).read_text(encoding="utf-8")):
            assert order.index(needed) < order.index(name)


class TestCommand:
    """What it writes and says."""

    def test_it_writes_one_page_beside_the_documents(self, tmp_path: Path) -> None:
        write_documents(tmp_path, [make_document(1)])
        done = zeren("report", tmp_path)
        assert (done.returncode, done.stdout.strip()) == (0, str(tmp_path / "report.html"))
        assert data_of((tmp_path / "report.html").read_text(encoding="utf-8"), "data-core")["queued"]

    def test_no_documents(self, tmp_path: Path) -> None:
        done = zeren("report", tmp_path)
        assert done.returncode == 1 and "no documents" in done.stderr
        assert not (tmp_path / "report.html").exists()

    def test_what_is_damaged_is_named_and_passed_over(self, tmp_path: Path) -> None:
        write_documents(tmp_path, [make_document(1)])
        (tmp_path / "documents" / "bad.json").write_text("{", encoding="utf-8")
        done = zeren("report", tmp_path)
        assert done.returncode == 1 and "bad.json" in done.stderr
        assert (tmp_path / "report.html").exists()

    def test_a_document_without_tasks(self, tmp_path: Path) -> None:
        page = Page()
        page.add("关于放假的通知\n")
        write_documents(tmp_path, [finish(page, 0, [], "关于放假的通知")])
        assert zeren("report", tmp_path).returncode == 0

    @pytest.mark.parametrize("form", ["file", "folder"])
    def test_a_place_that_cannot_be_written(self, form: str, tmp_path: Path) -> None:
        write_documents(tmp_path, [make_document(1)])
        (tmp_path / "taken").write_text("", encoding="utf-8")
        done = zeren("report", tmp_path, "--form", form, "-o", tmp_path / "taken" / "report.html")
        assert done.returncode == 1 and "taken" in done.stderr

    def test_wrong_usage(self, tmp_path: Path) -> None:
        assert zeren("report", tmp_path / "nowhere").returncode == 2
        assert zeren("report", tmp_path, "-o", tmp_path).returncode == 2


@pytest.fixture(scope="module")
def read(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("printed")
    (folder / "a.pdf").write_bytes((root / "corpus/formats/minsheng-shishi-2025.pdf").read_bytes())
    assert zeren("extract", folder, "-o", folder / "out").returncode == 0
    return folder


@pytest.mark.long
class TestPrinted:
    """Pages of a PDF: as they are printed, where the file is still what was read."""

    def test_boxes_stand_on_the_page_and_bear_the_records_spans(self, read: Path) -> None:
        (document,) = read_documents(read / "out", lambda skipped: pytest.fail(skipped.reason))
        pages = Printer(read / "out", 2)(document)
        assert len(pages["pages"]) == 2 < pages["total"]
        units = {unit.span for task in document.tasks for unit in task.assignments}
        for page in pages["pages"]:
            assert page["image"].startswith("data:image/webp;base64,")
            for kind, (left, top, right, bottom), span in page["boxes"]:
                assert 0 <= left < right <= page["width"] and 0 <= top < bottom <= page["height"]
                assert kind != "unit" or tuple(span) in units

    def test_a_file_that_changed_or_went_shows_no_pictures(self, read: Path) -> None:
        (document,) = read_documents(read / "out", lambda skipped: pytest.fail(skipped.reason))
        (read / "a.pdf").write_bytes(b"%PDF-1.4")
        assert not self.pictures(read, document)
        (read / "a.pdf").unlink()
        assert not self.pictures(read, document)
        (read / "out" / "index.jsonl").unlink()
        (read / "out" / "index.jsonl").mkdir()
        assert not self.pictures(read, document)

    def pictures(self, read: Path, document: Document) -> list[Any]:
        pages = Printer(read / "out", 2)(document)["pages"]
        assert [page["number"] for page in pages] == [1, 2]
        return [page for page in pages if page["image"]]


def test_the_report_counts_as_the_tables_do(tmp_path: Path) -> None:
    documents = [make_document(number) for number in range(5)]
    core = gather(documents, Spool()).core
    write_documents(tmp_path, documents)
    assert zeren("tables", tmp_path, "--format", "jsonl", "-o", tmp_path / "tables").returncode == 0

    def rows(name: str) -> int:
        return len((tmp_path / "tables" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines())

    columns = list(core["documents"]["columns"])
    for name in ("tasks", "assignments", "targets", "goals"):
        assert sum(row[columns.index(name)] for row in core["documents"]["rows"]) == rows(name) > 0


def test_each_reason_problem_and_kind_of_document_has_its_words() -> None:
    words = load_words()
    reasons = terms_of("grade").keys() - {"bias", "threshold", "sure"}
    natures = {sign for sign, weight in terms_of("plan-like").items() if weight < 0}
    assert {f"reason.{reason}" for reason in reasons} | {"reason.not-a-plan"} <= words.keys()
    assert {f"nature.{nature}" for nature in natures & set(find_terms())} <= words.keys()
    codes = {word.partition(".")[2] for word in words if word.startswith("problem.")}
    assert find_codes() - codes <= {
        "converter-failed",
        "memory-limit",
        "damaged-file",
    }  # of files that give none


def test_a_term_has_one_name_in_the_page_and_in_the_commands() -> None:
    text = (ASSETS.parent / "words.toml").read_text(encoding="utf-8")
    said = {key: words for group in tomllib.loads(text).values() for key, words in group.items()}
    terms = gettext.translation(DOMAIN, FOLDER, ["zh"])
    for key, words in said.items():
        group, _, term = key.partition(".")
        if isinstance(words, str):
            said_so = [terms.gettext(term), *(terms.pgettext(context, term) for context in (TERM, FIELD))]
            assert any(chinese not in (term, "") for chinese in said_so), key
        elif group == "field":
            assert terms.pgettext(FIELD, term) == term, key
        elif group in ("role", "grade", "reason", "problem", "status", "comparator"):
            assert terms.pgettext(TERM, term) == term or term in _SAID_OTHERWISE, key


_SAID_OTHERWISE = {"others"}  # other units


def test_a_page_without_a_picture_is_its_lines_where_they_were_printed(root: Path) -> None:
    document = document_at(root / "corpus/formats/gongshui-baozhang-2025.ofd")
    assert Printer(root, 0)(document) is None
    pages = Printer(root, 9)(document)
    text = document.document.text
    units = {unit.span for task in document.tasks for unit in task.assignments}
    told = "".join(text[slice(*span)] for page in pages["pages"] for _, span in page["lines"])
    assert len(pages["pages"]) == pages["total"] == 3 and len(told) > 0.9 * len("".join(text.split()))
    for page in pages["pages"]:
        assert page["image"] is None and (page["width"], page["height"]) == (595.3, 841.9)
        for (left, top, right, bottom), _ in page["lines"]:
            assert 0 <= left < right <= page["width"] and 0 <= top < bottom <= page["height"]
        assert page["boxes"] and all(
            kind != "unit" or tuple(span) in units for kind, _, span in page["boxes"]
        )


def test_a_page_larger_than_a_sheet_holds_its_lines() -> None:
    made = make_document(1)
    wide = Place(span=(0, 5), page=1, box=(700.0, 20.0, 1100.0, 40.0))
    pages = lay_out_pages(made.changed(places=(wide,)), 5)
    assert pages and pages["pages"][0]["width"] > 1100 and pages["pages"][0]["height"] == 841.9
    assert lay_out_pages(made, 5) is None
