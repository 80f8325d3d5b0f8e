"""Sentences about service lines shown together."""

import pandas as pd

from data.read.measures import MapReader
from data.read.places import HEADLINE, PlaceReader
from utils.narrative.spend_lines import line_notes, other_year_words

MAPS = MapReader()
PLACES = PlaceReader(MAPS)
HEADLINE_REAL = MAPS.measure(measure=HEADLINE, basis="real")


def test_a_note_names_the_lines_that_it_is_about_once() -> None:
    lines = pd.DataFrame(
        {
            "line": ["Housing", "Police", "Courts"],
            "status": ["partly estimated", "partly estimated", "computed"],
            "note": ["2.0% of it is estimated", "2.0% of it is estimated", "x"],
        }
    )
    assert line_notes(lines) == ["Housing and police: 2.0% of it is estimated."]


def test_the_note_of_a_doubtful_return_is_not_given_its_name_twice() -> None:
    lines = pd.DataFrame(
        {
            "line": ["Housing"],
            "status": ["doubtful"],
            "note": ["Housing was returned as £1."],
            "place": ["Kent"],
        }
    )
    assert line_notes(lines) == ["Kent. Housing was returned as £1."]


def test_another_year_than_the_newest_is_said_with_its_reason() -> None:
    opening = HEADLINE_REAL.opening_period
    birmingham, kent = PLACES.place("E08000025"), PLACES.place("E10000016")
    assert other_year_words(PLACES, kent, HEADLINE_REAL, shown=opening) == []
    (gap,) = other_year_words(PLACES, birmingham, HEADLINE_REAL, shown="2022-23")
    assert "no return from Birmingham" in gap
    assert gap.endswith("The money below is for 2022-23.")
    (chosen,) = other_year_words(PLACES, kent, HEADLINE_REAL, shown="2019-20")
    assert chosen == f"The money below is for 2019-20; figures go on to {opening}."
