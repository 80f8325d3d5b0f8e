from __future__ import annotations

import pytest

from data.read.measures import MapReader
from data.read.places import HEADLINE, KIND_WORDS, PlaceReader, newest_series
from tests.unit.utils.measures import measure_of
from utils.errors import InvalidInputError
from utils.stats.verdicts import CANNOT_TELL, VERDICTS

TOTAL = ("spend:total", "cash", "upper_tier")
#: Reading every theme's measures takes long.
THEMES = ("health_and_wellbeing", "all_services")


@pytest.fixture(scope="module")
def reader() -> PlaceReader:
    return PlaceReader(MapReader())


def test_pilots_come_first_then_the_others_by_name(reader: PlaceReader) -> None:
    kinds = [place.kind for place in reader.programme]
    assert kinds == sorted(kinds, key=list(KIND_WORDS).index)
    pilots = [place.name for place in reader.programme if place.kind == "pilot"]
    assert (len(pilots), pilots) == (13, sorted(pilots))


def test_every_authority_can_be_chosen(reader: PlaceReader) -> None:
    authorities = [place for place in reader.places.values() if place.kind == "authority"]
    assert len(authorities) == 153
    assert all(place.value_code == place.place_id == place.members[0] for place in authorities)


def test_texts_of_places_are_texts(reader: PlaceReader) -> None:
    assert all(isinstance(entry.how, str) for entry in reader.programme)
    assert all(isinstance(entry.themes, str) for entry in reader.programme)


def test_a_union_has_values_of_its_own_and_a_single_one_its_members(reader: PlaceReader) -> None:
    union = reader.place("central_bedfordshire_and_luton")
    assert set(union.members) == {"E06000056", "E06000032"}
    assert union.value_code == "central_bedfordshire_and_luton"
    assert reader.place("birmingham").value_code == "E08000025"
    measure = reader.maps.measures[TOTAL]
    for place in (union, reader.place("birmingham")):
        row = reader.row(place, measure, "2009-10")
        assert row is not None
        assert row["value"] > 0


def test_a_union_lies_between_its_members(reader: PlaceReader) -> None:
    measure = reader.maps.measures[TOTAL]
    union = reader.place("central_bedfordshire_and_luton")
    rows = [reader.row(reader.place(code), measure, "2010-11") for code in union.members]
    parts = [row["value"] for row in rows if row is not None]
    whole = reader.row(union, measure, "2010-11")
    assert whole is not None
    assert min(parts) < whole["value"] < max(parts)


def test_an_unknown_place_is_refused(reader: PlaceReader) -> None:
    with pytest.raises(InvalidInputError, match="place: got 'E99000001'"):
        reader.place("E99000001")


def test_an_authority_knows_the_programme_places_it_lies_in(reader: PlaceReader) -> None:
    names = {entry.place_id for entry in reader.programme_of(reader.place("E08000003"))}
    assert {"manchester_city_region_and_warrington"} <= names
    assert reader.programme_of(reader.place("E06000023")) == []


def test_the_newest_year_skips_a_gap(reader: PlaceReader) -> None:
    measure, place = reader.maps.measures[TOTAL], reader.place("birmingham")
    newest = reader.newest(place, measure)
    assert newest is not None
    assert newest["period"] == "2022-23"
    gap = reader.row(place, measure, "2023-24")
    assert gap is not None
    assert gap["value"] is None
    assert gap["note"]


@pytest.mark.parametrize("period", ["2007-08", "2009-10", "2015-16", "2022-23", "2024-25"])
def test_no_number_appears_twice_under_two_names(reader: PlaceReader, period: str) -> None:
    rows = reader.spend_by_line(reader.place("birmingham"), basis="cash", period=period)
    assert not rows.duplicated("line").any()
    assert not rows.duplicated("measure").any()
    names = {measure.measure: measure.name for measure in reader.maps.first.values()}
    assert rows["line"].tolist() == [names[measure] for measure in rows["measure"]]
    assert rows["england"].notna().any()


def test_a_wider_line_keeps_its_own_name(reader: PlaceReader) -> None:
    """Children's social care is not young people leaving care, nor public health drugs."""
    rows = reader.spend_by_line(reader.place("E06000032"), basis="cash", period="2022-23")
    assert {"Children's social care", "Adult social care", "Public health"} <= set(rows["line"])
    none = reader.without_own_line(basis="cash", period="2022-23")
    assert {"young_people_leaving_care", "drugs_and_alcohol", "older_people"} <= set(none)
    assert none["drugs_and_alcohol"].periods[0] == "2023-24"
    assert "police" not in {line.item for line in none.values()}


def test_the_parts_of_a_total_of_which_schools_leave_are_derived(reader: PlaceReader) -> None:
    assert reader.lines_with_schools == {"education", "total"}


def test_a_gap_says_what_is_known_and_who_is_missing(reader: PlaceReader) -> None:
    headline = reader.maps.measure(measure=HEADLINE, basis="cash")
    gap = reader.gap(reader.place("birmingham"), headline, "2024-25")
    assert gap is not None
    assert (gap["bodies"], gap["status"]) == ("Birmingham", "missing")
    assert 0.6 < gap["estimated_share"] < 0.75
    assert gap["lower_gbp"] < gap["estimate_gbp"] < gap["upper_gbp"]
    assert reader.gap(reader.place("birmingham"), headline, "2022-23") is None


@pytest.mark.parametrize("place_id", ["birmingham", "central_bedfordshire_and_luton", "E06000001"])
def test_outcomes_have_words_for_their_verdicts(reader: PlaceReader, place_id: str) -> None:
    place = reader.place(place_id)
    outcomes = [outcome for theme in THEMES for outcome in reader.outcomes(place, theme)]
    assert len(outcomes) > 8
    assert {outcome.verdict for outcome in outcomes} <= set(VERDICTS)
    for outcome in outcomes:
        assert outcome.value is not None
        assert outcome.lower is None or outcome.lower <= outcome.value
        row = reader.row(place, outcome.measure, outcome.period)
        assert row is not None
        if outcome.england is None and row["verdict_england"] is None:
            assert outcome.verdict == CANNOT_TELL


def test_approximate_outcomes_cannot_be_told_from_england(reader: PlaceReader) -> None:
    place = reader.place("central_bedfordshire_and_luton")
    outcomes = [outcome for theme in THEMES for outcome in reader.outcomes(place, theme)]
    approximate = [outcome for outcome in outcomes if outcome.status == "approximate"]
    assert approximate
    assert {outcome.verdict for outcome in approximate} == {CANNOT_TELL}


def test_theme_items_are_those_of_the_theme_in_order(reader: PlaceReader) -> None:
    measures = reader.theme_measures("all_services", basis="real")
    assert [measure.item for measure in measures[:10]] == [
        "whole:total",
        "whole:total_without_one_off",
        "services_without_education",
        "total",
        "central",
        "other",
        "whole:measured",
        "whole:government",
        "regional:total",
        "life_expectancy_at_birth_ohid",
    ]
    assert {measure.basis for measure in measures} == {"real", "as published"}
    assert {outcome.kind for outcome in reader.theme_outcomes("all_services")} == {"indicator"}
    assert set(reader.theme_cautions) == set(reader.theme_names)


def test_counts_are_those_of_the_place_that_may_be_drawn(reader: PlaceReader) -> None:
    counts = reader.counts(reader.place("E08000025"))
    assert 7.5e9 in {row["amount"] for row in counts}
    assert {row["place_id"] for row in counts} == {"birmingham"}
    assert reader.counts(reader.place("E06000023")) == []


def test_outlines_name_every_programme_place_with_its_kind(reader: PlaceReader) -> None:
    outlines = reader.outlines()
    assert list(outlines) == [entry.place_id for entry in reader.programme]
    assert outlines["birmingham"] == {"name": "Birmingham", "kind": "pilot"}
    kinds = [outline["kind"] for outline in outlines.values()]
    assert kinds.count("pilot") == 13
    assert set(kinds) == set(KIND_WORDS)


def test_rows_inside_a_place_are_those_of_its_authorities_in_turn(reader: PlaceReader) -> None:
    union = reader.place("central_bedfordshire_and_luton")
    rows = reader.rows_inside(union.place_id, level="lsoa")
    assert rows is not None
    homes = list(reader.maps.geography.areas("lsoa")["upper_tier_code"].iloc[rows])
    assert list(dict.fromkeys(homes)) == list(union.members)
    assert homes == sorted(homes, key=union.members.index)


@pytest.mark.parametrize("level", ["lower_tier", "msoa"])
def test_coarser_levels_are_shown_whole_inside_a_place(reader: PlaceReader, level: str) -> None:
    assert reader.rows_inside("birmingham", level=level) is None


def test_rows_inside_an_unknown_place_are_refused(reader: PlaceReader) -> None:
    with pytest.raises(InvalidInputError, match="atlantis"):
        reader.rows_inside("atlantis", level="lsoa")


@pytest.mark.parametrize("basis", ["real", "cash"])
def test_a_theme_names_each_measure_once_where_it_is_first_shown(
    reader: PlaceReader, basis: str
) -> None:
    for theme in reader.theme_names:
        measures = reader.theme_measures(theme, basis=basis)
        assert measures
        names = [measure.measure for measure in measures]
        assert len(names) == len(set(names))
        assert {measure.basis for measure in measures} <= {basis, "as published"}
        assert all(
            measure is reader.maps.first[measure.measure, measure.basis] for measure in measures
        )


def test_outcomes_of_a_theme_are_those_of_authorities(reader: PlaceReader) -> None:
    for theme in reader.theme_names:
        assert {outcome.level for outcome in reader.theme_outcomes(theme)} <= {"upper_tier"}


@pytest.mark.parametrize(
    ("level", "present", "absent"),
    [
        ("region", "regional:health", "imd_decile:persons"),
        ("upper_tier", "spend:total", "regional:health"),
        ("lower_tier", "life_expectancy_at_birth_ohid:male", "spend:total"),
        ("msoa", "life_expectancy_at_birth:male", "imd_decile:persons"),
        ("lsoa", "imd_decile:persons", "spend:total"),
    ],
)
def test_measures_of_a_level_exist_there_and_stand_once(
    reader: PlaceReader, level: str, present: str, absent: str
) -> None:
    measures = reader.level_measures(level, basis="cash")
    names = [measure.measure for measure in measures]
    assert len(names) == len(set(names))
    assert {measure.level for measure in measures} == {level}
    assert {measure.basis for measure in measures} <= {"cash", "as published"}
    assert present in names
    assert absent not in names


def test_headlines_are_length_of_life_and_of_healthy_life(reader: PlaceReader) -> None:
    found = reader.headlines(reader.place("E06000032"), "all_services")
    assert [(outcome.measure.item, outcome.measure.sex, outcome.verdict) for outcome in found] == [
        ("life_expectancy_at_birth_ohid", "female", "similar"),
        ("life_expectancy_at_birth_ohid", "male", "worse"),
        ("healthy_life_expectancy", "female", "worse"),
        ("healthy_life_expectancy", "male", "worse"),
    ]


@pytest.mark.parametrize("place_id", ["birmingham", "E06000032", "E10000016"])
def test_of_two_series_of_one_indicator_a_list_has_only_the_newest(
    reader: PlaceReader, place_id: str
) -> None:
    place = reader.place(place_id)
    for theme in reader.theme_names:
        shown = [outcome.measure for outcome in reader.outcomes(place, theme)]
        older = reader.older_outcomes(place, theme)
        assert not set(shown) & set(older)
        listed = {(measure.item, measure.sex) for measure in shown}
        assert all((measure.older_series_of, measure.sex) in listed for measure in older)
        assert not any((measure.older_series_of, measure.sex) in listed for measure in shown)


def test_an_older_series_is_left_out_for_the_same_sex_alone() -> None:
    newer = measure_of(item="new", sex="male")
    men, women = (
        measure_of(item="old", sex=each_sex, older_series_of="new")
        for each_sex in ("male", "female")
    )
    assert newest_series([men, women, newer]) == [women, newer]


def test_old_figures_are_known_as_old(reader: PlaceReader) -> None:
    place = reader.place("birmingham")
    outcomes = reader.outcomes(place, "mental_health_and_learning_disability")
    old = {outcome.measure.item: outcome.is_old for outcome in outcomes}
    assert old["excess_mortality_serious_mental_illness"]
    assert old["self_harm_admissions"]
    assert not old["depression_recorded"]
    assert not any(headline.is_old for headline in reader.headlines(place, "all_services"))
