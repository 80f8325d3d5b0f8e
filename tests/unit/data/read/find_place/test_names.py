"""Places by name, on the published data."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.read.find_place.candidate import Found
from data.read.find_place.finder import MOST_CANDIDATES, PlaceFinder, find_place
from data.read.measures import MapReader
from data.read.places import PlaceReader
from data.read.store import Store
from utils.errors import InvalidInputError

STORE = Store()
FINDER = PlaceFinder(STORE)
PLACES = PlaceReader(MapReader())


def find(text: str) -> Found:
    return find_place(text, finder=FINDER)


def own_programme(code: str) -> set[str]:
    """Programme places that are this one authority, and the authority."""
    return {code} | {entry.place_id for entry in PLACES.programme if entry.members == (code,)}


@pytest.mark.parametrize("place_id", sorted(FINDER.index.places))
def test_every_official_name_is_chosen_for_its_place_and_a_page_can_show_it(place_id: str) -> None:
    assert place_id in PLACES.places
    chosen = find(FINDER.index.places[place_id]).chosen
    assert chosen is not None
    assert chosen.exact
    assert chosen.place_id == place_id


@pytest.mark.parametrize(
    ("text", "place_id"),
    [
        ("Central Beds", "E06000056"),
        ("central beds council", "E06000056"),
        ("B'ham", "E08000025"),
        ("birmingham city council", "E08000025"),
        ("County Durham", "E06000047"),
        ("Durham County Council", "E06000047"),
        ("Hull", "E06000010"),
        ("Kingston upon Hull", "E06000010"),
        ("Bristol", "E06000023"),
        ("St Helens", "E08000013"),
        ("Saint Helens MBC", "E08000013"),
        ("London Borough of Lewisham", "E09000023"),
        ("Royal Borough of Kensington and Chelsea", "E09000020"),
        ("RBKC", "E09000020"),
        ("Hammersmith & Fulham", "E09000013"),
        ("W Northants", "E06000062"),
        ("NE Lincs", "E06000012"),
        ("Herts", "E10000015"),
        ("  KENT ", "E10000016"),
        ("Sutton", "E09000029"),
        ("Dorset", "E06000059"),
        ("London", "london_councils"),
        ("Central Bedfordshire and Luton", "central_bedfordshire_and_luton"),
        # Districts, former councils and towns lead to the place that shows them.
        ("Dartford", "E10000016"),
        ("Newcastle-under-Lyme", "E10000028"),
        ("Poole", "E06000058"),
        ("Corby", "E06000061"),
        ("Mid Bedfordshire", "E06000056"),
        ("Crewe and Nantwich", "E06000049"),
        ("Washington", "E08000024"),
        ("Wells", "E06000066"),
        ("Halifax", "E08000033"),
    ],
)
def test_names_that_people_use_are_chosen(text: str, place_id: str) -> None:
    chosen = find(text).chosen
    assert chosen is not None
    assert chosen.place_id in own_programme(place_id)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Newcastle", {"Newcastle upon Tyne", "Newcastle-under-Lyme"}),
        ("Richmond", {"Richmond upon Thames", "Richmond"}),
        ("Whitchurch", {"Whitchurch"}),
        ("Bedfordshire", {"Bedfordshire"}),
        ("Northamptonshire", {"Northamptonshire"}),
        ("Merseyside", {"Liverpool", "Wirral"}),
        ("Aston", {"Aston"}),
        ("Burnham", {"Burnham-on-Sea", "Burnham-on-Crouch"}),
    ],
)
def test_a_name_that_several_places_share_is_never_chosen(text: str, names: set[str]) -> None:
    found = find(text)
    exact = [one for one in found.candidates if one.exact]
    assert found.chosen is None
    assert names <= {one.name for one in exact}
    assert len({one.place_id for one in exact}) > 1
    assert found.message


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Birmingam", "Birmingham"),
        ("Leicster", "Leicester"),
        ("Midlesbrough", "Middlesbrough"),
        ("Whichurch", "Whitchurch"),
    ],
)
def test_a_misspelling_offers_the_near_names_and_chooses_none(text: str, name: str) -> None:
    found = find(text)
    assert found.chosen is None
    assert found.candidates[0].name == name
    assert not any(one.exact for one in found.candidates)
    assert "Did you mean" in found.message


@pytest.mark.parametrize(
    ("text", "kind", "where", "level"),
    [
        ("Newcastle-under-Lyme", "district", "Staffordshire", "lower_tier"),
        ("Washington", "town", "Sunderland", "upper_tier"),
        ("Astley Bridge", "ward", "Bolton", "upper_tier"),
        ("south west", "region", "England", "region"),
        ("England", "country", "", ""),
        ("Kent", "county", "South East", "upper_tier"),
        ("Birmingham 067A", "small area", "Birmingham", "lsoa"),
        ("birmingham 067", "neighbourhood", "Birmingham", "msoa"),
    ],
)
def test_a_candidate_says_what_it_is_and_where(
    text: str, kind: str, where: str, level: str
) -> None:
    chosen = find(text).chosen
    assert chosen is not None
    assert (chosen.kind, chosen.where, chosen.level) == (kind, where, level)


def test_a_former_council_says_what_became_of_it() -> None:
    notes = {one.note for one in find("Corby").candidates if one.kind == "former council"}
    assert notes == {"Corby joined North Northamptonshire in 2021"}


def test_a_town_of_the_name_of_its_council_is_not_offered_twice() -> None:
    exact = [one for one in find("Middlesbrough").candidates if one.exact]
    assert [one.kind for one in exact if one.kind in ("council", "town")] == ["council"]


@pytest.mark.parametrize("text", ["Atlantis", "?", "", "   ", "a", "Qwertyuiop"])
def test_what_is_no_place_says_what_to_type(text: str) -> None:
    found = find(text)
    assert not found.candidates
    assert "such as" in found.message


def test_a_text_longer_than_any_name_is_refused() -> None:
    found = find("Birmingham " * 20)
    assert not found.candidates
    assert "longer than 100 letters" in found.message


def test_a_limit_below_one_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="limit"):
        find_place("Leeds", finder=FINDER, limit=0)


SIGNS = st.text(max_size=120) | st.from_regex(
    r"[A-Za-z]{1,2}[0-9][0-9A-Za-z]? ?[0-9]?[A-Za-z]{0,2}|[EWSNK][0-9]{4,8}", fullmatch=True
)


@given(SIGNS)
def test_any_text_is_answered(text: str) -> None:
    found = find(text)
    assert found.candidates or found.message
    assert len(found.candidates) <= MOST_CANDIDATES
    assert found.chosen is None or found.chosen in found.candidates
    assert all(one.place_id in PLACES.places for one in found.candidates if one.place_id)
