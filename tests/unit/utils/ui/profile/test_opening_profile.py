from __future__ import annotations

import pytest

from utils.ui.profile.choices import opening_profile
from utils.ui.shared.loaders import load_places


@pytest.mark.parametrize("place_id", ["E08000025", "kent", "london_councils", "E06000053"])
def test_a_page_opens_with_the_headline_in_a_year_with_a_figure(place_id: str) -> None:
    places = load_places()
    place = places.place(place_id)
    choices = opening_profile(places, place)
    assert choices.address == {
        "place": place_id,
        "theme": "all_services",
        "basis": "real",
        "money_year": choices.money.opening_period,
    }
    row = places.row(place, choices.money, choices.year)
    newest = places.newest(place, choices.money)
    assert newest is None or (row is not None and row["value"] is not None)
    assert choices.change[1] == choices.year
