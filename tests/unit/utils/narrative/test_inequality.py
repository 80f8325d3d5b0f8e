from __future__ import annotations

import pandas as pd
import pytest

from utils.narrative.inequality import gap_sentence


def rows(*, error: float) -> pd.DataFrame:
    return pd.DataFrame(
        {"decile": [1, 10], "value": [74.0, 80.0], "standard_error": [error, error]}
    )


def test_a_gap_is_said_with_limits() -> None:
    # 1.96 x sqrt(0.5^2 + 0.5^2) = 1.39
    assert gap_sentence(rows(error=0.5), place="Kent", sex="male") == (
        "Men in the most deprived tenth of Kent live 74.0 years on average, in the least deprived "
        "tenth 80.0 years: a gap of 6.0 years (95% confidence interval 4.6 to 7.4 years)."
    )


@pytest.mark.parametrize(
    ("error", "words"), [(4.0, "could be chance"), (float("nan"), "no confidence interval")]
)
def test_an_unsure_gap_is_said_to_be_unsure(error: float, words: str) -> None:
    assert words in gap_sentence(rows(error=error), place="Kent", sex="female")
