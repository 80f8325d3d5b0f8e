"""What was found for a typed text, in sentences."""

from __future__ import annotations

import pytest

from data.read.find_place.finder import PlaceFinder, find_place
from data.read.store import Store
from utils.narrative.found_place import say_found

FINDER = PlaceFinder(Store())


@pytest.mark.parametrize(
    ("text", "shown", "said"),
    [
        ("Birmingham", "Birmingham", ""),
        ("b'ham", "Birmingham", ""),
        ("Washington", "Sunderland", "“Washington” is a town in Sunderland."),
        ("Dartford", "Kent", "“Dartford” is a district in Kent."),
        (
            "Corby",
            "North Northamptonshire",
            (
                "“Corby” is a town in North Northamptonshire. "
                "Corby joined North Northamptonshire in 2021."
            ),
        ),
        ("b15 2tt", "Birmingham", "“b15 2tt” is a postcode in Birmingham."),
        (
            "al1 1at",
            "Hertfordshire",
            "“al1 1at” is a postcode in St Albans, Hertfordshire; Hertfordshire is shown.",
        ),
        ("E08000038", "Barnsley", "E08000038 is the code of Barnsley since 2025."),
    ],
)
def test_what_was_found(text: str, shown: str, said: str) -> None:
    assert say_found(text, find_place(text, finder=FINDER), shown=shown) == said


def test_a_region_says_where_regions_are() -> None:
    said = say_found("south west", find_place("south west", finder=FINDER), shown="")
    assert said.startswith("“south west” is a region in England.")
    assert "a level of the map" in said


def test_what_is_not_chosen_says_what_to_do() -> None:
    said = say_found("Newcastle", find_place("Newcastle", finder=FINDER), shown="")
    assert said == "“Newcastle” can mean several places. Choose one of them."
