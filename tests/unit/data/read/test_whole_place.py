"""Reading all public money of places."""

from __future__ import annotations

import pytest

from data.read.store import Store
from data.read.whole_place import HALF, TOTAL, WITHOUT_ONE_OFF, WholePlaceReader
from utils.config import ENGLAND

BIRMINGHAM, LUTON, CENTRAL = "E08000025", "E06000032", "E06000056"


@pytest.fixture(scope="module")
def reader() -> WholePlaceReader:
    return WholePlaceReader(Store())


def test_places_add_up_over_their_members(reader: WholePlaceReader) -> None:
    parts = [reader.amount((code,), "2009-10") for code in (LUTON, CENTRAL)]
    whole = reader.amount((LUTON, CENTRAL), "2009-10")
    assert whole is not None
    assert whole.amount == sum(part.amount for part in parts if part is not None)
    assert whole.lower < whole.amount < whole.upper


def test_blocks_and_items_add_up_to_the_total(reader: WholePlaceReader) -> None:
    total = reader.amount((BIRMINGHAM,), "2022-23")
    assert total is not None
    blocks = reader.by_block((BIRMINGHAM,), "2022-23")
    assert sum(block.amount for block in blocks.values()) == total.amount
    lines = reader.lines((BIRMINGHAM,), "2022-23")
    assert sum(line.amount for line in lines) == total.amount
    without = reader.amount((BIRMINGHAM,), "2022-23", WITHOUT_ONE_OFF)
    assert without is not None
    for sums in (
        reader.by_spender((BIRMINGHAM,), "2022-23", with_one_off=False),
        reader.by_age((BIRMINGHAM,), "2022-23", with_one_off=False),
    ):
        assert sum(sums.values()) == pytest.approx(without.amount)
    everything = reader.by_spender((BIRMINGHAM,), "2022-23")
    assert sum(everything.values()) == pytest.approx(total.amount)


def test_accounts_of_another_year_are_known_where_a_body_was_silent(
    reader: WholePlaceReader,
) -> None:
    assert reader.old_accounts((BIRMINGHAM,), "2024-25") == ("2022",)
    assert reader.old_accounts((BIRMINGHAM,), "2022-23") == ()
    assert reader.old_accounts((LUTON,), "2024-25") == ()


def test_a_year_or_an_area_without_a_figure_has_none(reader: WholePlaceReader) -> None:
    assert reader.amount((BIRMINGHAM,), "1999-00") is None
    assert reader.amount(("E07000001",), "2022-23") is None
    assert reader.amount((BIRMINGHAM, "E07000001"), "2022-23", TOTAL) is None


def test_a_regions_total_is_the_treasurys(reader: WholePlaceReader) -> None:
    pensions = reader.region_total((BIRMINGHAM,), "2022-23", "state_pension")
    assert pensions / 1e6 == pytest.approx(9_748, abs=20)


def test_england_has_no_range_and_prices_of_the_base_year_are_cash(
    reader: WholePlaceReader,
) -> None:
    england = reader.amount((ENGLAND,), "2024-25")
    assert england is not None
    assert england.lower == england.amount == england.upper
    assert reader.in_real_terms(100, "2024-25") == 100
    assert reader.in_real_terms(100, "2009-10") == pytest.approx(146.7, abs=0.1)


def test_a_large_items_new_driver_is_named_with_its_year(reader: WholePlaceReader) -> None:
    changes = reader.driver_changes((BIRMINGHAM,))
    assert ("NHS services", "2020-21", "Residents weighted by need for health care") in changes


def test_an_error_is_the_items_own_or_the_drivers_or_that_of_residents(
    reader: WholePlaceReader,
) -> None:
    assert reader.error("state_pension", "residents_66_and_over")["places_compared"] == 1
    assert reader.error("income_support", "income_deprived_people")["item"] == "any"
    assert reader.error("science", "ages_0_to_4")["driver"] == "residents"


def test_areas_of_which_accounts_show_less_than_half_are_known_and_regions_are_not_among_them(
    reader: WholePlaceReader,
) -> None:
    found = reader.mainly_estimated(TOTAL, "2024-25")
    assert LUTON in found
    assert BIRMINGHAM not in found
    assert not [code for code in found if code.startswith("E12") or code == ENGLAND]
    assert reader.mainly_estimated(TOTAL, "1999-00") == frozenset()
    for code in (LUTON, BIRMINGHAM):
        amount = reader.amount((code,), "2024-25")
        assert amount is not None
        assert bool(amount.measured_share < HALF) == (code in found)


def test_accounts_that_most_areas_lack_are_no_missing_return(reader: WholePlaceReader) -> None:
    lines = {line.item["item"]: line for line in reader.lines((LUTON,), "2009-10")}
    assert "adult_social_care" not in lines
    assert lines["social_care"].amount > 0
    assert reader.old_accounts((LUTON,), "2009-10") == ()
