from __future__ import annotations

import numpy as np
import pytest

from data.read.comparators import KINDS, NEIGHBOURS, Comparators
from data.read.facts import FactReader
from data.read.measures import MapReader, Measure
from data.read.places import HEADLINE, PlaceReader
from data.read.similar_spend import SimilarReader
from utils.config import ENGLAND

MAPS = MapReader()
PLACES = PlaceReader(MAPS)
GROUPS = Comparators(PLACES, FactReader(MAPS.store))
BIRMINGHAM = PLACES.place("E08000025")
BEDS = PLACES.place("central_bedfordshire_and_luton")
MANCHESTER = PLACES.place("manchester_city_region_and_warrington")
TOTAL = MAPS.measure(measure="spend:total", basis="cash")


def outcome(name: str, sex: str = "persons") -> Measure:
    return MAPS.measure(measure=f"{name}:{sex}", basis="as published")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "set"])
def test_birmingham_has_every_comparator_said_in_words(kind: str) -> None:
    comparator, why = GROUPS.find(BIRMINGHAM, kind)
    assert comparator is not None
    assert why == ""
    assert comparator.words.endswith(".")
    assert BIRMINGHAM.value_code not in comparator.members


def test_neighbours_are_the_nearest_in_the_published_order() -> None:
    comparator, _ = GROUPS.find(BIRMINGHAM, "neighbours")
    assert comparator is not None
    table = MAPS.store.read("neighbours")
    own = table[table["area_code"] == "E08000025"].sort_values("neighbour_order")
    assert list(comparator.members) == list(own["neighbour_code"].head(NEIGHBOURS))


@pytest.mark.parametrize(
    ("place", "kind", "words"),
    [
        (BEDS, "set", "No authority is left"),
        (MANCHESTER, "type", "several types"),
    ],
)
def test_a_comparator_that_cannot_be_had_says_why(place, kind: str, words: str) -> None:  # noqa: ANN001
    comparator, why = GROUPS.find(place, kind)
    assert comparator is None
    assert words in why


def test_neighbours_of_a_place_of_several_are_those_of_its_authorities_but_none_of_its_own() -> (
    None
):
    comparator, _ = GROUPS.find(BEDS, "neighbours")
    assert comparator is not None
    each = {neighbour for code in BEDS.members for neighbour in GROUPS.neighbours(code)}
    assert set(comparator.members) == each - set(BEDS.members)
    assert "none of its own" in comparator.words


def test_a_place_across_regions_has_no_region() -> None:
    across = [
        entry for entry in PLACES.programme if len({GROUPS.region(c) for c in entry.members}) > 1
    ]
    for place in across:
        comparator, why = GROUPS.find(place, "region")
        assert comparator is None
        assert "several regions" in why


def test_money_of_a_group_is_the_median_of_its_members() -> None:
    comparator, _ = GROUPS.find(BIRMINGHAM, "type")
    assert comparator is not None
    reference = GROUPS.reference(comparator, TOTAL, period="2021-22")
    values = GROUPS.member_values(comparator, TOTAL, period="2021-22")
    assert reference.value == pytest.approx(float(np.median(list(values.values()))))
    assert (reference.counted, reference.size) == (35, 35)
    assert reference.is_median


def test_the_neighbours_of_a_place_have_one_figure_on_every_page() -> None:
    similar, headline = SimilarReader(MAPS.store), MAPS.measure(measure=HEADLINE, basis="cash")
    for code in ("E08000025", "E10000012", "E06000032", "E09000028"):
        place = PLACES.place(code)
        comparator, _ = GROUPS.find(place, "neighbours")
        assert comparator is not None
        row = similar.row(HEADLINE, "cash", "2022-23", code)
        if row is None or row.neighbours is None:
            continue
        reference = GROUPS.reference(comparator, headline, period="2022-23")
        assert reference.value == pytest.approx(row.neighbours.median, abs=0.01)
        assert reference.counted == row.neighbours.n


def test_a_doubtful_return_is_left_out_of_its_group() -> None:
    measure = MAPS.measure(measure="spend:looked_after_children", basis="cash")
    comparator, _ = GROUPS.find(BIRMINGHAM, "set", chosen=["E08000028", "E08000026"])
    assert comparator is not None
    assert set(GROUPS.member_values(comparator, measure, period="2023-24")) == {"E08000026"}


def test_a_rate_of_a_group_is_all_events_over_all_at_risk() -> None:
    comparator, _ = GROUPS.find(BIRMINGHAM, "set", chosen=["E08000026", "E06000032", "E08000025"])
    assert comparator is not None
    assert comparator.members == ("E08000026", "E06000032")
    reference = GROUPS.reference(comparator, outcome("drug_poisoning_deaths"), period="2018-20")
    table = MAPS.store.read("observations", where=[("indicator", "==", "drug_poisoning_deaths")])
    rows = table[
        table["area_code"].isin(comparator.members)
        & (table["period"] == "2018-20")
        & (table["sex"] == "persons")
    ]
    assert reference.value == pytest.approx(
        rows["numerator"].sum() / rows["denominator"].sum() * 100_000
    )


@pytest.mark.parametrize(
    ("name", "period"), [("obesity_year_6", "2022/23"), ("children_looked_after", "2024")]
)
def test_what_has_no_counts_has_the_median_of_the_members(name: str, period: str) -> None:
    comparator, _ = GROUPS.find(BIRMINGHAM, "neighbours")
    assert comparator is not None
    middle = GROUPS.reference(comparator, outcome(name), period=period)
    values = GROUPS.member_values(comparator, outcome(name), period=period)
    assert middle.value == pytest.approx(float(np.median(list(values.values()))))
    assert middle.is_median
    assert middle.counted == len(values)


def test_england_is_as_published_and_a_missing_figure_is_none() -> None:
    comparator, _ = GROUPS.find(BIRMINGHAM, "england")
    assert comparator is not None
    assert comparator.code == ENGLAND
    measure = outcome("life_expectancy_at_birth_ohid", "male")
    reference = GROUPS.reference(comparator, measure, period="2022-24")
    assert reference.value == pytest.approx(PLACES.england(measure, "2022-24"))
    assert GROUPS.reference(comparator, measure, period="1066").value is None


def test_a_group_without_any_figure_has_no_value() -> None:
    comparator, _ = GROUPS.find(BIRMINGHAM, "set", chosen=["E08000026"])
    assert comparator is not None
    reference = GROUPS.reference(comparator, TOTAL, period="1066")
    assert (reference.value, reference.counted, reference.size) == (None, 0, 1)
