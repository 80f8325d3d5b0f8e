"""How large an estimated part is said to be."""

import pytest

from data.pipeline.derive.spend_gaps import _gap_note


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.024, "2.4% of it"), (0.0005, "0.1% of it"), (0.00002, "Less than 0.1% of it")],
)
def test_a_small_share_is_not_written_as_nothing(share: float, words: str) -> None:
    note = _gap_note("partly estimated", share, "Corby")
    assert note == f"{words} is estimated, as there is no return from Corby"
