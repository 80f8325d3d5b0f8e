from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.errors import InvalidInputError
from utils.stats.verdicts import CANNOT_TELL, POLARITIES, VERDICTS, compare_with_reference

NUMBERS = st.one_of(st.none(), st.floats(allow_infinity=True, allow_nan=True))


@pytest.mark.parametrize(
    ("lower", "upper", "polarity", "verdict"),
    [
        (11, 12, "high_is_good", "better"),
        (8, 9, "high_is_good", "worse"),
        (11, 12, "low_is_good", "worse"),
        (8, 9, "low_is_good", "better"),
        (11, 12, "neutral", "higher"),
        (8, 9, "neutral", "lower"),
        (9, 11, "high_is_good", "similar"),
        (10, 11, "low_is_good", "similar"),
        (9, 10, "neutral", "similar"),
        (10, 10, "neutral", "similar"),
    ],
)
def test_the_interval_decides(lower: float, upper: float, polarity: str, verdict: str) -> None:
    found = compare_with_reference(lower=lower, upper=upper, reference=10, polarity=polarity)
    assert found == verdict


@pytest.mark.parametrize("missing", [None, math.nan, math.inf])
@pytest.mark.parametrize("which", ["lower", "upper", "reference"])
def test_without_limits_or_reference_nobody_can_tell(which: str, missing: float | None) -> None:
    given_: dict[str, float | None] = {"lower": 11.0, "upper": 12.0, "reference": 10.0}
    assert compare_with_reference(**given_ | {which: missing}, polarity="neutral") == CANNOT_TELL


@pytest.mark.parametrize("polarity", ["hgh_is_good", "High_is_good", "", None])
def test_a_mistyped_polarity_is_refused(polarity: str | None) -> None:
    with pytest.raises(InvalidInputError, match="high_is_good, low_is_good, neutral"):
        compare_with_reference(lower=11, upper=12, reference=10, polarity=polarity)


@pytest.mark.parametrize("which", ["lower", "upper", "reference"])
def test_an_argument_that_is_not_a_number_is_refused_by_its_name(which: str) -> None:
    numbers: dict[str, object] = {"lower": 11.0, "upper": 12.0, "reference": 10.0}
    with pytest.raises(InvalidInputError, match=f"^{which}: got '1', allowed: a number or nothing"):
        compare_with_reference(**numbers | {which: "1"}, polarity="neutral")


@given(lower=NUMBERS, upper=NUMBERS, reference=NUMBERS, polarity=st.sampled_from(POLARITIES))
def test_every_verdict_has_words(
    lower: float | None, upper: float | None, reference: float | None, polarity: str
) -> None:
    verdict = compare_with_reference(
        lower=lower, upper=upper, reference=reference, polarity=polarity
    )
    assert verdict in VERDICTS
    if polarity == "neutral":
        assert verdict not in {"better", "worse"}
