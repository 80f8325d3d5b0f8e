"""Choices of the map page, made without a page."""

from __future__ import annotations

from typing import Any

from data.read.measures import FIXED, MapReader
from data.read.places import HEADLINE, PlaceReader
from utils.ui.map.choices import MapChoices

PLACES = PlaceReader(MapReader())


def choices_of(**asked: Any) -> MapChoices:  # noqa: ANN401 - any choice
    """What a visitor chose who left the rest as it opens.

    `show`, `level` and `year` name the measure; the other choices have their own names.
    """
    basis = asked.pop("basis", "real")
    own_basis = basis if basis in {"real", "cash"} else "real"
    show = asked.pop("show", HEADLINE)
    levels = PLACES.maps.by_level[show, basis]
    measure = levels[asked.pop("level", next(iter(levels)) if len(levels) == 1 else "upper_tier")]
    given: dict[str, Any] = {
        "theme": "all_services",
        "measures": {measure.measure: measure},
        "measure": measure,
        "levels": levels,
        "period": asked.pop("year", measure.opening_period),
        "basis": own_basis,
        "programme": "pilot+parallel",
        "place": "",
        "inside": "",
        "area": "",
        "view": "one",
        "seconds": {},
        "second": None,
        "second_period": "",
        "scheme": FIXED,
        "mark": False,
    }
    return MapChoices(**(given | asked))
