"""Postcodes, on the published data."""

from __future__ import annotations

import pytest

from data.read.find_place.candidate import Found
from data.read.find_place.finder import PlaceFinder, find_place
from data.read.find_place.postcodes import parse_postcode
from data.read.store import Store

STORE = Store()
FINDER = PlaceFinder(STORE)


def find(text: str) -> Found:
    return find_place(text, finder=FINDER)


@pytest.mark.parametrize(
    ("text", "sector", "inward"),
    [
        ("B15 2TT", "B15 2", "TT"),
        ("b152tt", "B15 2", "TT"),
        ("SW1A 1AA", "SW1A 1", "AA"),
        ("sw1a1aa", "SW1A 1", "AA"),
        ("M1 1AE", "M1 1", "AE"),
        ("m11ae", "M1 1", "AE"),
        ("B15 2", "B15 2", ""),
        ("W1A", "", ""),
        ("NW10", "", ""),
    ],
)
def test_postcodes_are_read_with_and_without_their_space(
    text: str, sector: str, inward: str
) -> None:
    parsed = parse_postcode(text)
    assert parsed is not None
    assert (parsed.sector, parsed.inward) == (sector, inward)


@pytest.mark.parametrize("text", ["Leeds", "E08000025", "12", "B", "BB", "B15 TT", "A1B2C3D4", ""])
def test_what_is_no_postcode_is_not_read_as_one(text: str) -> None:
    assert parse_postcode(text) is None


def test_a_postcode_gives_its_council_for_sure_and_its_small_area_about() -> None:
    council, neighbourhood, small = find("b15 2tt").candidates
    assert (council.place_id, council.kind, council.about) == ("E08000025", "postcode", False)
    assert (neighbourhood.level, neighbourhood.about) == ("msoa", True)
    assert (small.level, small.about) == ("lsoa", True)
    assert "92%" in small.note
    assert find("b15 2tt").chosen == council


def test_a_postcode_of_a_district_leads_to_the_district() -> None:
    chosen = find("AL1 1AT").chosen
    assert chosen is not None
    assert (chosen.level, chosen.area_code) == ("lower_tier", "E07000240")
    assert chosen.where == "St Albans, Hertfordshire"


def test_a_sector_of_several_councils_has_the_postcode_about_right_and_says_why() -> None:
    rows = STORE.records("postcode_sectors")
    shared = next(row["postcode_sector"] for row in rows if row["postcodes"] == 1)
    councils = [row["area_code"] for row in rows if row["postcode_sector"] == shared]
    assert len(councils) > 1
    (row, *_) = STORE.records("postcode_units", where=[("postcode_sector", "==", shared)])
    chosen = find(f"{shared}{row['inward_letters'][:2]}").chosen
    assert chosen is not None
    assert chosen.about
    assert "several councils" in chosen.note
    assert {one.area_code for one in find(shared).candidates} == set(councils)


@pytest.mark.parametrize("text", ["B15", "b15 2"])
def test_a_district_or_sector_in_one_council_is_chosen(text: str) -> None:
    chosen = find(text).chosen
    assert chosen is not None
    assert (chosen.place_id, chosen.about) == ("E08000025", False)


def test_a_district_in_several_councils_offers_them_with_their_postcodes() -> None:
    found = find("E8")
    assert found.chosen is None
    assert "several councils" in found.message
    assert found.candidates[0].where == "Hackney"
    assert all("live postcodes of E8" in one.note for one in found.candidates)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("EH1 1AA", "Scotland"),
        ("cf10 1aa", "Wales"),
        ("BT1", "Northern Ireland"),
        ("GY1 1AA", "Guernsey"),
        ("IM1 1AA", "the Isle of Man"),
    ],
)
def test_a_postcode_of_another_country_says_so(text: str, country: str) -> None:
    found = find(text)
    assert not found.candidates
    assert f"is a postcode of {country}" in found.message


def test_a_postcode_that_is_not_live_says_so_and_offers_its_sector() -> None:
    live = {
        letters
        for row in STORE.records("postcode_units", where=[("postcode_sector", "==", "B15 2")])
        for letters in (row["inward_letters"],)
    }
    assert not any("ZZ" in letters[0::2] + letters[1::2] for letters in live)
    found = find("B15 2ZZ")
    assert found.chosen is None
    assert "no live postcode of England" in found.message
    assert found.candidates[0].name == "B15 2"
    assert not found.candidates[0].exact


def test_a_postcode_on_the_border_may_be_across_it() -> None:
    assert "in Wales" in find("SY23 1AA").message
    assert "no live postcode" in find("QQ1 1AA").message


def test_every_sector_has_its_postcodes_once_and_only_in_known_councils() -> None:
    units = STORE.read("postcode_units")
    sectors = STORE.read("postcode_sectors")
    counted = units["inward_letters"].str.len().groupby(units["postcode_sector"]).sum() / 2
    listed = sectors.groupby("postcode_sector")["postcodes"].sum()
    assert set(counted.index) <= set(listed.index)
    assert counted.sum() == pytest.approx(1_486_000, abs=1_000)
    assert set(sectors["area_code"]) <= set(FINDER.areas.rows)
    letters = units.groupby("postcode_sector")["inward_letters"].agg("".join)
    for text in letters:
        pairs = [text[at : at + 2] for at in range(0, len(text), 2)]
        assert len(pairs) == len(set(pairs))
