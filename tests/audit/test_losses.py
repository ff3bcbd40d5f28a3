"""What is deleted at random and loses a record is told: by a problem at its place, or by the grade."""

from pathlib import Path

import pytest

from pipeline.evaluation.mutations import find_losses

SAMPLES = Path(__file__).parents[2] / "corpus"


@pytest.mark.long
def test_nine_of_ten_losses_are_told() -> None:
    losses = list(find_losses([SAMPLES], wanted=60, seed=3))
    silent = [(loss.file, loss.mutation.deleted, loss.lost) for loss in losses if not loss.told]
    assert len(losses) == 60
    assert len(silent) <= 6, silent
