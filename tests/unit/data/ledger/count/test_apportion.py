from __future__ import annotations

from decimal import Decimal

import pytest

from data.ledger.bodies.bodies import served_bodies
from data.ledger.bodies.public_bodies import resolve_payer
from data.ledger.count.apportion import RULES, share_of
from data.read.store import Store
from utils.errors import InvalidInputError, MissingPopulationError

BIRMINGHAM, COVENTRY = "E08000025", "E08000026"
POLICE = resolve_payer("West Midlands Police")


def people(codes: list[str], year: int) -> float:
    frame = Store().read("populations", columns=["area_code", "year", "population"])
    return float(
        frame[frame["area_code"].isin(codes) & (frame["year"] == year)]["population"].sum()
    )


def test_a_body_inside_the_place_is_counted_whole() -> None:
    for text in ("Birmingham City Council",):
        found = share_of(resolve_payer(text), [BIRMINGHAM])
        assert (found.share, found.rule, found.is_weak) == (1, "inside", False)
    district = share_of(resolve_payer("Bromsgrove District Council"), ["E10000034"])
    assert (district.share, district.rule) == (1, "inside")


def test_a_body_of_another_place_is_not_counted() -> None:
    found = share_of(resolve_payer("Leeds City Council"), [BIRMINGHAM])
    assert (found.share, found.rule) == (0, "outside")


def test_police_are_shared_by_the_people_of_the_year() -> None:
    found = share_of(POLICE, [BIRMINGHAM], year=2019)
    served = list(served_bodies()[POLICE.body_id].areas)
    expected = people([BIRMINGHAM], 2019) / people(served, 2019)
    assert float(found.share) == pytest.approx(expected, abs=1e-9)
    assert "mid-2019" in found.basis
    assert found.source.startswith("populations")


@pytest.mark.parametrize("rule", RULES)
def test_the_shares_of_all_areas_served_add_up_to_one(rule: str) -> None:
    served = served_bodies()[POLICE.body_id].areas
    whole = sum(share_of(POLICE, [code], rule=rule).share for code in served)
    assert float(whole) == pytest.approx(1, abs=1e-8)
    both = share_of(POLICE, [BIRMINGHAM, COVENTRY], rule=rule).share
    parts = sum(share_of(POLICE, [code], rule=rule).share for code in (BIRMINGHAM, COVENTRY))
    assert float(both) == pytest.approx(float(parts), abs=1e-8)


def test_need_gives_more_to_the_more_deprived() -> None:
    need = share_of(POLICE, [BIRMINGHAM], rule="need")
    assert need.share > share_of(POLICE, [BIRMINGHAM]).share
    assert "deprivation" in need.basis


def test_a_department_is_shared_over_england_and_said_to_be_weak() -> None:
    for text in ("Department of Health and Social Care", "NHS England", "Environment Agency"):
        found = share_of(resolve_payer(text), [BIRMINGHAM])
        assert 0 < found.share < Decimal("0.05")
        assert found.is_weak
        assert "weak" in found.basis


def test_of_a_body_whose_area_is_not_known_nothing_is_counted_until_a_share_is_given() -> None:
    found = share_of(resolve_payer("Croydon Health Services NHS Trust"), ["E09000008"])
    assert (found.share, found.rule, found.is_weak) == (0, "not known", True)


def test_a_given_share_outranks_every_rule() -> None:
    found = share_of(POLICE, [BIRMINGHAM], rule="need", given=Decimal("0.25"))
    assert (found.share, found.rule) == (Decimal("0.25"), "given")


def test_all_of_a_body_may_be_given() -> None:
    assert share_of(POLICE, [BIRMINGHAM], given=Decimal(1)).share == 1


@pytest.mark.parametrize("given", ["0", "-0.1", "1.01", "NaN"])
def test_a_share_outside_its_range_is_refused(given: str) -> None:
    with pytest.raises(InvalidInputError, match="share of police:west-midlands"):
        share_of(POLICE, [BIRMINGHAM], given=Decimal(given))


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="rule"):
        share_of(POLICE, [BIRMINGHAM], rule="by feeling")


def test_a_year_without_population_is_refused() -> None:
    with pytest.raises(MissingPopulationError, match="1850"):
        share_of(POLICE, [BIRMINGHAM], year=1850)


def test_councils_that_were_split_are_shared_over_their_successors() -> None:
    found = share_of(resolve_payer("Cumbria County Council"), ["E06000063"])
    assert 0 < found.share < 1
