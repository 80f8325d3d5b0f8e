from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.read.measures import MapReader
from data.read.place_search import PlaceNames, plain_name, search_places
from data.read.places import PlaceReader
from data.read.store import Store

NAMES = PlaceNames(Store())
PLACES = PlaceReader(MapReader())


def found(text: str) -> list[str]:
    return [match_.place_id for match_ in search_places(text, names=NAMES).matches]


@pytest.mark.parametrize("place_id", sorted(NAMES.official))
def test_every_official_name_finds_its_place_and_it_can_be_chosen(place_id: str) -> None:
    assert place_id in PLACES.places
    first = search_places(NAMES.official[place_id], names=NAMES).matches
    assert place_id in [match.place_id for match in first if match.exact]


@pytest.mark.parametrize(
    ("text", "place_id"),
    [
        ("Central Beds", "E06000056"),
        ("central beds council", "E06000056"),
        ("B'ham", "E08000025"),
        ("Bham", "E08000025"),
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
        ("BCP", "E06000058"),
        ("W Northants", "E06000062"),
        ("NE Lincs", "E06000012"),
        ("Herts", "E10000015"),
        ("  KENT ", "E10000016"),
        ("Poole", "E06000058"),
        ("Dartford", "E10000016"),
        ("Mid Bedfordshire", "E06000056"),
        ("Crewe and Nantwich", "E06000049"),
        ("Central Bedfordshire and Luton", "central_bedfordshire_and_luton"),
        ("Birmingam", "E08000025"),
    ],
)
def test_names_that_people_use_find_the_place(text: str, place_id: str) -> None:
    assert found(text)[0] in {place_id, *own_programme(place_id)}


def own_programme(code: str) -> list[str]:
    """Programme places that are this one authority."""
    return [entry.place_id for entry in PLACES.programme if entry.members == (code,)]


@pytest.mark.parametrize(
    ("text", "ids", "words"),
    [
        ("Bedfordshire", {"E06000055", "E06000056"}, "Bedfordshire was split in 2009"),
        (
            "Poole",
            {"E06000058"},
            "Poole joined Bournemouth, Christchurch and Poole in 2019",
        ),
        ("Dartford", {"E10000016"}, "Dartford is a district in Kent"),
        ("Northamptonshire", {"E06000061", "E06000062"}, "was split in 2021"),
        ("Merseyside", {"E08000011", "E08000012"}, "Merseyside"),
    ],
)
def test_former_names_districts_and_groups_say_what_they_are(
    text: str, ids: set[str], words: str
) -> None:
    matches = search_places(text, names=NAMES).matches
    assert ids <= {match_.place_id for match_ in matches}
    assert any(words in match_.reason for match_ in matches)


@pytest.mark.parametrize("text", ["B15", "b15 2tt", "SW1A 1AA", "NW10"])
def test_a_postcode_is_told_that_it_cannot_be_looked_up(text: str) -> None:
    result = search_places(text, names=NAMES)
    assert not result.matches
    assert "Postcodes cannot be looked up here" in result.message


@pytest.mark.parametrize("text", ["Atlantis", "?", "", "   "])
def test_what_is_no_place_says_what_to_type(text: str) -> None:
    result = search_places(text, names=NAMES)
    assert not result.matches
    assert "such as" in result.message


@given(st.text(max_size=60))
def test_any_text_is_answered(text: str) -> None:
    result = search_places(text, names=NAMES)
    assert bool(result.matches) != bool(result.message)
    assert len(result.matches) <= 8


@given(st.text(max_size=60))
def test_plain_names_stay_as_they_are(text: str) -> None:
    once = plain_name(text)
    assert set(once) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")
