"""The campaigns themselves: a small share of what `make hostile`, `make fuzz` and `make kill` do."""

import signal
from pathlib import Path
from random import Random

import pytest

from pipeline.batch import load
from pipeline.convert_cli import STORES
from pipeline.index import Failure
from tests.campaigns.hostile import PARTS, TOKENS, measure, pairs, text_of
from tests.campaigns.kill import Trial, attempt, content, start, write_corpus
from tests.campaigns.mutations import damage
from tests.campaigns.seeds import KINDS, UNPACK, seeds, suffix_of
from tests.growth import MOST, seconds
from tests.texts import document_of

PICTURES = ("png", "jpg", "tif")
FAR = 64
"""Growth of the processor time over sixteen times the text: between linear and quadratic."""


def test_fifty_tokens_in_both_kinds_of_part() -> None:
    assert len(set(TOKENS)) == len(TOKENS) == 50
    assert len(set(pairs())) == len(PARTS) * 50 * 50


@pytest.mark.parametrize(("part", "tokens"), [*pairs()[5::97], ("tasks", ("（一）", "（市水利局牵头）"))])
def test_no_pair_of_tokens_is_quadratic(part: str, tokens: tuple[str, str]) -> None:
    """Sixteen times the text takes 16 times as long, or 256 times: no busy machine makes one of the other."""
    short, long = text_of(part, tokens, 500), text_of(part, tokens, 8_000)
    document_of(short)
    for _ in range(4):
        times = seconds(document_of, long) / seconds(document_of, short)
        if times < FAR:
            return
    pytest.fail(f"{times:.0f} times as long")


@pytest.mark.timed
@pytest.mark.parametrize(("part", "tokens"), pairs()[::167])
def test_time_grows_with_a_pair_of_tokens(part: str, tokens: tuple[str, str]) -> None:
    assert measure(part, tokens).times < MOST


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in (UNPACK, *PICTURES)])
def test_seeds_are_read_and_damaged_ones_have_a_reason(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"a{suffix_of(kind)}"
    chance = Random(kind)
    for data in (*seeds(kind)[:1], *(damage(seeds(kind)[0], chance) for _ in range(3))):
        path.write_bytes(data)
        found = load(path, nlp=False)
        assert not isinstance(found, Failure) or (found.code != "internal-error" and found.message)


@pytest.mark.long
@pytest.mark.parametrize("store", STORES)
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda how: how.name)
def test_a_run_that_is_ended_leaves_nothing_wrong(tmp_path: Path, how: signal.Signals, store: str) -> None:
    write_corpus(tmp_path / "corpus")
    start(tmp_path, tmp_path / "reference", 1, store).communicate()
    trial = Trial("group", how, 1.5, 2, store)
    assert list(attempt(trial, tmp_path, content(tmp_path / "reference"))) == []
