"""Areas by code of any year, on the published data."""

from __future__ import annotations

import pytest

from data.read.find_place.finder import PlaceFinder, find_place
from data.read.store import Store

STORE = Store()
FINDER = PlaceFinder(STORE)


@pytest.mark.parametrize(
    ("text", "place_ids", "words"),
    [
        ("E08000025", ["E08000025"], ""),
        (" e08000025 ", ["E08000025"], ""),
        ("E07000195", ["E10000028"], ""),
        ("E07000150", ["E06000061"], "Corby is part of North Northamptonshire since 2021"),
        ("E06000028", ["E06000058"], "Bournemouth is part of"),
        ("e10000009", ["E06000058", "E06000059"], "Dorset was split in 2019 between"),
        ("E10000021", ["E06000061", "E06000062"], "Northamptonshire was split in 2021"),
        ("E10000023", ["E06000065"], "one council with its districts since 2023"),
        ("E07000190", ["E06000066"], "Taunton Deane is part of Somerset since"),
        ("E08000038", ["E08000016"], "E08000038 is the code of Barnsley since 2025"),
        ("e08000039 ", ["E08000019"], "E08000039 is the code of Sheffield since 2025"),
        ("E08000020", ["E08000037"], "E08000020 is the code of Gateshead until 2013"),
        ("E0221", ["E06000055", "E06000056"], "Bedfordshire was split in 2009"),
    ],
)
def test_councils_of_any_year(text: str, place_ids: list[str], words: str) -> None:
    found = find_place(text, finder=FINDER)
    assert sorted(one.place_id for one in found.candidates) == place_ids
    assert all(words in one.note for one in found.candidates)
    assert all(one.exact for one in found.candidates)


@pytest.mark.parametrize(
    ("code", "country"),
    [("W06000015", "Wales"), ("S12000033", "Scotland"), ("N09000003", "Northern Ireland")],
)
def test_codes_of_other_countries_say_so(code: str, country: str) -> None:
    found = find_place(code, finder=FINDER)
    assert not found.candidates
    assert country in found.message


@pytest.mark.parametrize("code", ["E06999999", "E01999999", "E47000001", "K02000001", "E9999"])
def test_unknown_codes_are_refused_in_words(code: str) -> None:
    found = find_place(code, finder=FINDER)
    assert not found.candidates
    assert "written as an area code" in found.message


def codes_of(table: str, *columns: str) -> set[str]:
    frame = STORE.read(table, columns=list(columns))
    return {str(code) for column in columns for code in frame[column].dropna()}


@pytest.mark.parametrize(
    ("table", "columns"), [("areas", ["area_code"]), ("area_changes", ["old_code", "new_code"])]
)
def test_every_code_of_a_council_leads_somewhere(table: str, columns: list[str]) -> None:
    for code in codes_of(table, *columns):
        found = find_place(code, finder=FINDER)
        assert found.candidates, code
        assert all(one.area_code in FINDER.areas.rows for one in found.candidates), code


def test_every_ward_is_known_with_its_council() -> None:
    councils = set(FINDER.areas.rows)
    for row in STORE.records("wards"):
        assert row["area_code"] in councils
    assert find_place("e05000650", finder=FINDER).candidates[0].kind == "ward"


def small_codes() -> list[str]:
    """Every two-hundredth code of the small areas of each census."""
    frame = STORE.read("small_area_parents", columns=["area_code", "area_type"])
    return [
        str(code)
        for _, part in frame.groupby("area_type")["area_code"]
        for code in part.iloc[::200]
    ]


def test_small_areas_of_every_census_lead_to_those_of_the_map() -> None:
    # In one test, as each of them takes a thousandth of a second.
    for code in small_codes():
        found = find_place(code, finder=FINDER)
        assert found.candidates, code
        assert all(one.level in ("msoa", "lsoa") for one in found.candidates), code


def test_small_areas_of_other_censuses_all_have_one_of_2011() -> None:
    links = STORE.read("lsoa_links", columns=["old_code", "new_code", "new_type"])
    of_2011 = set(FINDER.areas.small_names)
    assert set(links.loc[links["new_type"] == "lsoa21", "old_code"]) <= of_2011
    assert set(links.loc[links["new_type"] == "lsoa11", "new_code"]) <= of_2011
    known = codes_of("small_areas_2021", "area_code")
    assert set(links.loc[links["new_type"] == "lsoa21", "new_code"]) <= known
