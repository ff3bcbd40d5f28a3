"""The lexicons of targets: each entry reads its own examples, alone, and none of its rejects."""

from collections.abc import Callable

import pytest

from extractors.folding import fold
from extractors.lexicons import load
from extractors.targets import amounts, aspects, coordination, indicator, measures, predicates, tense
from tests.conftest import Entry, Know


def named(entry: Entry) -> str:
    return str(entry.get("kind") or entry.get("dimension") or entry.get("comparator"))


@pytest.mark.parametrize("entry", load("measures"), ids=named)
def test_measures(entry: Entry, alone: Know) -> None:
    alone(measures, "measures", (entry,))
    alone(amounts, "comparators", load("comparators"))
    for text in entry["examples"]:
        (amount,) = amounts.find_amounts(text, 0, len(text))
        assert amount.dimension == entry["dimension"], text
        assert amount.end == len(text)
    for text in entry.get("rejects", []):
        assert all(a.dimension != entry["dimension"] for a in amounts.find_amounts(text, 0, len(text))), text


@pytest.mark.parametrize("entry", load("measures"), ids=named)
def test_units_are_composed_once(entry: Entry) -> None:
    words = list(measures._composed(entry))
    assert sorted({word for word in words if words.count(word) > 1}) == []


@pytest.mark.parametrize("entry", load("comparators"), ids=named)
def test_comparators(entry: Entry, alone: Know) -> None:
    alone(amounts, "comparators", (entry,))
    alone(predicates, "comparators", (entry,))
    for text in entry["examples"]:
        assert entry["comparator"] in comparators_in(text), text
    for text in entry.get("rejects", []):
        assert entry["comparator"] not in comparators_in(text), text


def comparators_in(text: str) -> list[str | None]:
    found: list[str | None] = []
    for amount in amounts.find_amounts(text, 0, len(text)):
        found += [amount.after, predicates.read_predicate(text, 0, amount.start, {}).comparator]
    return found


LEFTWARD = {"increase", "decrease", "level", "limit", "delivery", "deed", "work", "refer", "light", "grant"}


@pytest.mark.parametrize("entry", load("predicates"), ids=named)
def test_predicates(entry: Entry, alone: Know) -> None:
    alone(predicates, "predicates", (entry,))
    for text in entry["examples"]:
        assert any(text[at:].startswith(word) for word in entry["words"] for at in range(len(text))), text
        assert entry["kind"] in kinds_in(text), text
    for text in entry.get("rejects", []):
        assert any(text.startswith(word) for word in entry["words"]), text


def kinds_in(text: str) -> set[str]:
    """Kinds of the words right before each amount, and at each letter rightwards."""
    kinds = {predicates.word_at(text, at, len(text))[1] for at in range(len(text))}
    kinds |= {"act" for at in range(len(text)) if predicates.act_at(text, at)}
    for amount in amounts.find_amounts(text, 0, len(text)):
        kinds |= {word.kind for word in predicates._words_leftward(text, 0, amount.start, {})}
    return kinds


@pytest.mark.parametrize("entry", load("predicates"), ids=named)
def test_no_word_stands_twice_in_an_entry(entry: Entry) -> None:
    assert sorted({w for w in entry["words"] if entry["words"].count(w) > 1}) == []


def test_a_bound_word_is_cut_only_before_a_verb() -> None:
    text = "重点工程5项"
    assert indicator.read_topic(text, 0, 4, True, frozenset()).text == "重点工程"
    assert indicator.read_topic("重点建设公园", 0, 6, True, frozenset()).text == "公园"


READERS: dict[str, Callable[[str], bool]] = {
    **dict.fromkeys(
        ("past", "lately", "reported", "result", "total"),
        lambda text: any(sign.name in tense.TOLD for sign in tense.words_of_tense(text, 0, len(text)).signs),
    ),
    "future": lambda text: any(
        sign.name == "future" for sign in tense.words_of_tense(text, 0, len(text)).signs
    ),
    "given": lambda text: any(
        aspects.follows_given(text, 0, a.start) for a in amounts.find_amounts(text, 0, len(text))
    ),
    "based": lambda text: any(
        aspects.is_given(text, 0, a.start, a.stop, len(text))
        for a in amounts.find_amounts(text, 0, len(text))
    ),
    "condition": lambda text: any(
        aspects.is_conditional(text, 0, a.start, a.stop, len(text))
        for a in amounts.find_amounts(text, 0, len(text))
    ),
    "granted": lambda text: any(
        aspects.is_conditional(text, 0, a.start, a.stop, len(text))
        for a in amounts.find_amounts(text, 0, len(text))
    ),
    "sized": lambda text: any(
        aspects.is_size(text, 0, a.start) for a in amounts.find_amounts(text, 0, len(text))
    ),
}


@pytest.mark.parametrize("entry", load("aspect"), ids=named)
def test_aspect(entry: Entry, alone: Know) -> None:
    others = tuple(
        {"kind": e["kind"], "words": ["甲乙丙丁"]} for e in load("aspect") if e["kind"] != entry["kind"]
    )
    alone(aspects, "aspect", (entry, *others))
    alone(tense, "aspect", (entry, *others))
    assert [text for text in entry["examples"] if not READERS[entry["kind"]](fold(text))] == []
    assert [text for text in entry.get("rejects", []) if READERS[entry["kind"]](fold(text))] == []


INDICATORS: dict[str, Callable[[str], bool]] = {
    "head": lambda text: bool(indicator.head_of(text)),
    "scope": lambda text: indicator.read_topic(text, 0, len(text), False, frozenset()).scope is not None,
    "written": lambda text: coordination.split_topics(text, 2, None) is not None,
    "process": lambda text: (
        coordination.split_topics(text, 2, None) == ["商标变更业务办理时限", "商标续展业务办理时限"]
    ),
    "tail": lambda text: indicator.trim_object(text) != text,
    "aim": lambda text: indicator.is_aim(text.partition("%")[2]),
    "relative": lambda text: indicator.trim_object(text.lstrip("1套")) == "处置设施",
}


@pytest.mark.parametrize("entry", [e for e in load("indicators") if e["kind"] in INDICATORS], ids=named)
def test_indicators(entry: Entry) -> None:
    assert [text for text in entry["examples"] if not INDICATORS[entry["kind"]](text)] == []
