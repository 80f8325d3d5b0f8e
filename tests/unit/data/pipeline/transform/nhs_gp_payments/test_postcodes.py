"""Councils of postcodes."""

from __future__ import annotations

from data.pipeline.transform.nhs_gp_payments.postcodes import find_councils

LINES = ["AL100,AA0;AB1;AD1\n", "B11,ZZ2\n"]
COUNCILS = ["E07000240", "E07000241", "E08000025"]


def test_a_postcode_has_its_own_council_with_or_without_space() -> None:
    found = find_councils(["AL10 0AA", "al100ab", "B11ZZ"], LINES, COUNCILS)
    assert found == {"AL10 0AA": "E07000240", "al100ab": "E07000241", "B11ZZ": "E08000025"}


def test_a_postcode_that_is_not_live_has_that_of_most_of_its_sector() -> None:
    assert find_councils(["AL10 0XX"], LINES, COUNCILS) == {"AL10 0XX": "E07000241"}


def test_a_postcode_of_no_sector_is_left_out() -> None:
    assert find_councils(["CF10 1AA"], LINES, COUNCILS) == {}
