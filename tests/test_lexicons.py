"""The lexicons: each entry reads its own examples with no other entry known, and none of its rejects."""

import re
from collections.abc import Callable
from importlib.resources import files
from types import ModuleType

import pytest

import extractors.lexicons
from extractors.assignments import labels, prose, standing_rules, vocabulary
from extractors.folding import fold
from extractors.lexicons import load
from extractors.outline import actions, document_signs, item_signs, kinds, markers
from extractors.tables import heads
from tests.conftest import Entry, Know
from tests.texts import reader_of, say

NAMES = sorted(path.name[:-5] for path in files(extractors.lexicons).iterdir() if path.name.endswith(".toml"))


def read_marker(text: str) -> str | None:
    scanner = markers.make_scanner(markers.styles(), opens_line=True)
    return next((m.style.name for m in scanner.scan(text, 0, len(text)) if not text[: m.start].strip()), None)


def read_title(text: str) -> str | None:
    kind = kinds.document_kind(text)
    return kind.name if kind else None


def read_label(text: str) -> str:
    return " ".join(
        f"{hit.start} {hit.label.role}{'' if hit.label.known else '?'}"
        for before in ("", "由市公安局")
        for hit in labels.find_labels(f"{before}{text}:", 0, len(before) + len(text) + 1)
    )


def read_role(text: str) -> str:
    match = vocabulary.role_phrases().pattern.search(text)
    return f"{match.start()} {match.end()} {vocabulary.role_phrases().role(match)}" if match else ""


def read_prose(text: str) -> str:
    said = prose.find_prose(reader_of(text), 0, len(text))
    return " ".join(say(statement.mentions) for statement in said)


def read_rule(text: str) -> str | None:
    if standing_rules.marks_lead(fold(text)):
        return "marked-leads"
    return next((rule.effect for rule in standing_rules.find_rules(text, fold(text))), None)


def read_sign(text: str) -> str | None:
    return next(iter(document_signs.text_signs(text)), None)


READERS: dict[str, tuple[ModuleType, str, Callable[[str], str | None]]] = {
    # lexicon: where it is loaded, the field that names what an entry says, how a text is read
    "markers": (markers, "name", read_marker),
    "section_kinds": (kinds, "kind", kinds.section_kind),
    "document_kinds": (kinds, "kind", read_title),
    "document_signs": (document_signs, "name", read_sign),
    "rules": (vocabulary, "effect", read_rule),
    "facts": (item_signs, "is", lambda text: "fact" if item_signs.names_fact(text) else None),
    "table_headers": (heads, "column", heads.find_column),
}
ENTRIES = [(name, entry) for name in READERS for entry in load(name)]


def read_by(entry: Entry, field: str) -> dict[str, str]:
    """Return what the entry should say of each of its examples."""
    return dict.fromkeys(entry["examples"], entry[field])


def entry_id(value: object) -> str:
    return str(value["examples"][0]) if isinstance(value, dict) else str(value)


@pytest.mark.parametrize(("name", "entry"), ENTRIES, ids=entry_id)
def test_an_entry_reads_its_examples_and_no_reject(name: str, entry: Entry, alone: Know) -> None:
    module, field, read = READERS[name]
    alone(module, name, (entry,))
    assert {text: read(fold(text)) for text in entry["examples"]} == read_by(entry, field)
    assert [text for text in entry.get("rejects", ()) if read(fold(text))] == []


@pytest.mark.parametrize(("name", "entry"), ENTRIES, ids=entry_id)
def test_no_other_entry_takes_the_examples_away(name: str, entry: Entry) -> None:
    _, field, read = READERS[name]
    assert {text: read(fold(text)) for text in entry["examples"]} == read_by(entry, field)


COMPOSED: dict[str, tuple[ModuleType, Callable[[str], str]]] = {
    # lexicon of words that the code composes: where it is loaded, how a text is read
    "labels": (labels, read_label),
    "roles": (vocabulary, read_role),
    "prose": (prose, read_prose),
}
PARTS = [(name, n) for name in COMPOSED for n in range(len(load(name)))]
SAYS = {
    "units": ("lead", "responsible", "cooperating", "supervising"),
    "first": ("lead",),
    "aside": ("other",),
}


@pytest.mark.parametrize(("name", "n"), PARTS)
def test_a_part_is_needed_for_its_examples_and_changes_no_reject(name: str, n: int, alone: Know) -> None:
    module, read = COMPOSED[name]
    entry = load(name)[n]
    texts = [fold(text) for text in (*entry["examples"], *entry.get("rejects", ()))]
    with_it = [read(text) for text in texts]
    alone(module, name, (*load(name)[:n], *load(name)[n + 1 :]))
    without = [read(text) for text in texts]
    count = len(entry["examples"])
    assert all(with_it[:count])
    assert with_it[:count] != without[:count]
    assert with_it[count:] == without[count:]


@pytest.mark.parametrize("entry", load("labels"), ids=entry_id)
def test_labels_say_their_role_or_what_they_name(entry: Entry) -> None:
    kind = entry.get("role") or entry.get("names") or entry["slot"]
    expected = SAYS.get(kind, (kind,) if entry["slot"] in ("role", "noun") else SAYS["units"])
    said = {text: labels.read_label(text) for text in entry["examples"]}
    assert [text for text, label in said.items() if label is None or label.role not in expected] == []


@pytest.mark.parametrize("entry", [e for e in load("roles") if e["slot"] == "verb"], ids=entry_id)
def test_verbs_give_their_role(entry: Entry) -> None:
    assert [text for text in entry["examples"] if not read_role(text).endswith(entry["role"])] == []


def test_verbs_need_no_adverb_and_adverbs_no_particular_verb(alone: Know) -> None:
    words = {entry["name"]: entry for entry in load("action_verbs")}
    other = {"name": "alone", "words": ["尽速"]}
    alone(actions, "action_verbs", (words["verbs"], {"name": "adverbs", "words": ["尽速"]}, other))
    assert all(map(actions.is_action, words["verbs"]["examples"]))
    assert not any(map(actions.is_action, words["adverbs"]["examples"]))
    alone(actions, "action_verbs", (words["adverbs"], {"name": "verbs", "words": ["推进", "完善"]}, other))
    assert all(map(actions.is_action, words["adverbs"]["examples"]))
    assert not any(map(actions.is_action, words["verbs"]["examples"]))
    others = ({"name": "verbs", "words": ["尽速"]}, {"name": "adverbs", "words": ["尽速"]})
    alone(actions, "action_verbs", (words["alone"], *others))
    assert all(map(actions.is_action, words["alone"]["examples"]))


def test_no_adverb_stands_twice() -> None:
    words = next(entry["words"] for entry in load("action_verbs") if entry["name"] == "adverbs")
    assert len(words) == len(set(words))


@pytest.mark.parametrize("entry", load("action_verbs")[1:], ids=lambda entry: entry["name"])
def test_action_words_stand_once(entry: Entry) -> None:
    assert len(entry["words"]) == len(set(entry["words"]))


@pytest.mark.parametrize("name", NAMES)
def test_every_file_says_what_belongs_there(name: str) -> None:
    text = files(extractors.lexicons).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    header = text.partition("[[entry]]")[0]
    assert header.startswith("# ")
    assert len(header) > 60


@pytest.mark.parametrize("name", NAMES)
def test_every_entry_has_examples_of_its_own(name: str) -> None:
    seen: set[str] = set()
    for entry in load(name):
        assert entry["examples"], entry
        key = repr(sorted((k, v) for k, v in entry.items() if k not in ("examples", "rejects")))
        assert key not in seen, key
        seen.add(key)


@pytest.mark.parametrize("name", NAMES)
def test_every_pattern_compiles(name: str) -> None:
    for entry in load(name):
        for field in ("pattern", "needs"):
            if isinstance(entry.get(field), str):
                assert re.compile(entry[field])


def test_styles_of_numbering_have_names_of_their_own_and_one_ordinal() -> None:
    names = [style.name for style in markers.styles()]
    assert len(names) == len(set(names))
    assert [style.name for style in markers.styles() if re.compile(style.pattern).groups != 1] == []


def test_usual_depths_rise_in_the_order_of_the_file() -> None:
    ranks = [style.rank for style in markers.styles()]
    assert ranks == sorted(ranks)


def test_a_group_for_each_verb_and_one_for_labels() -> None:
    phrases = vocabulary.role_phrases()
    assert phrases.pattern.groups == len(phrases.entries) + 1
