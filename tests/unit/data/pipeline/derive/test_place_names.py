from __future__ import annotations

import pandas as pd
import pytest

from data.pipeline.checks import check_place_names
from data.pipeline.derive import place_names
from data.pipeline.derive.place_names import build_place_names
from data.read.store import Store
from utils.errors import InvalidInputError

NEEDED = ("areas", "place_members", "places", "area_changes")


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    return {name: Store().read(name) for name in NEEDED}


@pytest.fixture(scope="module")
def names(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    return build_place_names(tables)["place_names"]


def rows_of(names: pd.DataFrame, name: str) -> set[tuple[str, str]]:
    found = names[names["name"] == name]
    return set(zip(found["place_id"], found["kind"], strict=True))


def note_of(names: pd.DataFrame, name: str) -> str:
    (note,) = set(names.loc[names["name"] == name, "note"])
    return str(note)


def test_the_names_built_are_those_published(names: pd.DataFrame) -> None:
    # Notes on a split name its parts in the order of the source, which the table of areas sorts.
    columns = ["name", "place_id", "kind"]
    ordered = names.sort_values(["name", "place_id"], ignore_index=True)[columns]
    assert ordered.to_csv() == Store().read("place_names", columns=columns).to_csv()


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("Kent", {("E10000016", "official")}),
        ("Central Beds", {("E06000056", "short")}),
        ("NE Lincs", {("E06000012", "short")}),
        ("Dartford", {("E10000016", "district")}),
        ("Huddersfield", {("E08000034", "town")}),
        ("Bedfordshire", {("E06000055", "former"), ("E06000056", "former")}),
        ("Wigan Capital and Asset Pathfinder", {("E08000010", "programme")}),
        ("Dorset", {("E06000059", "official"), ("E06000058", "former")}),
    ],
)
def test_a_name_leads_to_its_places(
    names: pd.DataFrame, name: str, rows: set[tuple[str, str]]
) -> None:
    assert rows_of(names, name) == rows


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("Dartford", "Dartford is a district in Kent"),
        ("Poole", "Poole joined Bournemouth, Christchurch and Poole in 2019"),
        ("Waveney", "Waveney joined East Suffolk in 2019, a district in Suffolk"),
        (
            "Taunton Deane",
            "Taunton Deane joined Somerset West and Taunton in 2019, now in Somerset",
        ),
        ("Bedfordshire", "Bedfordshire was split in 2009 into Bedford and Central Bedfordshire"),
        ("Cumbria", "Cumbria was split in 2023 into Cumberland; Westmorland and Furness"),
    ],
)
def test_a_name_that_is_not_the_places_own_says_why(
    names: pd.DataFrame, name: str, note: str
) -> None:
    assert note_of(names[names["kind"] != "official"], name) == note


def test_a_council_that_kept_its_name_is_no_former_one(names: pd.DataFrame) -> None:
    former = names[names["kind"] == "former"]
    for name in ("Cornwall", "Bedford", "Somerset", "Huntingdonshire", "Durham"):
        assert name not in set(former["name"])


def test_a_single_authority_of_the_programme_is_named_once(names: pd.DataFrame) -> None:
    assert rows_of(names, "Birmingham") == {("E08000025", "official")}


def test_a_name_given_to_an_unknown_place_stops_the_build(
    tables: dict[str, pd.DataFrame], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Declared:
        name = "place_names.yml"

        def read_text(self, **_named: str) -> str:
            return "words: {}\nshort: {E99999999: [Nowhere]}\ntowns: {}\ngroups: {}\n"

    monkeypatch.setattr(place_names, "NAMES_FILE", Declared())
    with pytest.raises(InvalidInputError, match=r"place_names\.yml: got 'E99999999'"):
        build_place_names(tables)


def test_the_check_finds_a_place_without_an_official_name(
    tables: dict[str, pd.DataFrame], names: pd.DataFrame
) -> None:
    assert check_place_names({**tables, "place_names": names}).passed
    nameless = names[(names["place_id"] != "E10000016") | (names["kind"] != "official")]
    assert not check_place_names({**tables, "place_names": nameless}).passed
    stranger = names.assign(place_id=names["place_id"].replace("E10000016", "E99999999"))
    result = check_place_names({**tables, "place_names": stranger})
    assert not result.passed
    assert "E99999999" in result.detail
