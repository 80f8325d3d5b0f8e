from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.versions.publish import table_payload
from data.versions.rounding import round_decimals, round_significant
from data.versions.schema import Field, Table, conform, read_tables

SUMS = Table(
    name="sums",
    title="Sums of parts",
    key=("area_code",),
    fields=(
        Field("area_code", "string", "Area"),
        Field("value", "number", "Value"),
        Field("amount_gbp", "number", "Amount", "GBP", decimals=2),
    ),
)


#: Every number that is published is of such a size, or 0.
SIZES = st.floats(min_value=1e-11, max_value=1e13)


@given(SIZES, st.sampled_from([1, -1]), st.integers(1, 10))
def test_the_nearest_decimal_of_so_many_digits_is_published(
    size: float, sign: int, digits: int
) -> None:
    value = sign * size
    found = float(round_significant(np.array([value]), digits)[0])
    assert (
        len(f"{found:.15g}".partition("e")[0].strip("-0.").replace(".", "").rstrip("0")) <= digits
    )
    step = 10.0 ** (np.floor(np.log10(size)) - digits + 1)
    assert abs(found - value) <= step * (0.5 + 1e-6)
    assert found == float(f"{found:.{digits}g}")


def test_gaps_stay_gaps_and_a_zero_has_no_sign() -> None:
    found = round_significant(np.array([np.nan, -0.0, 1234.56789]), 6)
    assert np.isnan(found[0])
    assert not np.signbit(found[1])
    assert found[2] == 1234.57
    assert not np.signbit(round_decimals(np.array([-0.001]), 2)[0])


def test_whole_numbers_of_people_are_published_to_the_last_one() -> None:
    england = np.array([57_690_323.0, 168_123_457.0])
    digits = read_tables()["populations"].significant_digits
    assert round_significant(england, digits).tolist() == england.tolist()


def test_money_has_decimals_and_a_table_may_say_otherwise() -> None:
    tables = read_tables()

    def decimals(table: str, column: str) -> int | None:
        return next(field.decimals for field in tables[table].fields if field.name == column)

    assert decimals("spend", "amount_gbp") == 6
    assert decimals("similar_spend", "expected") == 2
    assert decimals("similar_fits", "r_squared") == 6
    assert decimals("theil_parts", "value") == 9
    assert decimals("observations", "lower_cl") is None


@given(st.data())
def test_the_order_of_rows_does_not_change_a_published_byte(data: st.DataObject) -> None:
    """Sums in another order differ in their last digits; what is published does not.

    Parts have a sign: what two large numbers leave over has few digits to be sure of.
    """
    thirds = st.integers(1, 10**9).map(lambda value: value / 3)
    rows = data.draw(st.lists(st.tuples(st.sampled_from("abc"), thirds), min_size=1, max_size=40))
    shuffled = data.draw(st.permutations(rows))

    def published(given: list[tuple[str, float]]) -> bytes:
        parts = pd.DataFrame(given, columns=["area_code", "value"])
        sums = parts.groupby("area_code", sort=False, as_index=False)["value"].agg(
            lambda values: float(sum(values))
        )
        frame = sums.assign(amount_gbp=sums["value"] * 1000)
        return table_payload(SUMS, conform(SUMS, frame)).content

    assert published(rows) == published(shuffled)


def test_without_rounding_the_order_of_a_sum_is_seen() -> None:
    """The property above would hold of anything if sums did not depend on their order."""
    parts = [1 / 3, 1e6 / 3, -1e6 / 3, 1 / 7]
    assert sum(parts) != sum(reversed(parts))


@pytest.mark.parametrize("name", sorted(read_tables()))
def test_every_money_column_has_decimals(name: str) -> None:
    for field in read_tables()[name].fields:
        assert field.decimals is not None or field.unit != "GBP"
