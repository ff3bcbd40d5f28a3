"""The memory of a run's own process."""

import sys

import pytest

from pipeline.evaluation.memory import MOST, growth, measure

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


def test_growth_is_told_for_each_document_after_the_first_tenth() -> None:
    assert growth([50_000, *[60_000] * 8, 68_000], 20) == 1000


@pytest.mark.timed
def test_it_stays_flat() -> None:
    held = measure(3000)
    assert len(held) == 10
    assert growth(held, 3000) < MOST
