from __future__ import annotations

from pathlib import Path

import pytest

from data.own_table.matching import Matching, match_rows
from data.own_table.reading import read_table
from data.own_table.recognise import find_where, guess_where, number_columns
from tests.unit.data.own_table.tables import gazetteer, resident_rows, residents, write_csv
from utils.errors import InvalidInputError


def match(folder: Path, *cells: str, level: str = "") -> Matching:
    """Match a table of one column."""
    table = read_table(write_csv(folder / "t.csv", [["area"], *([cell] for cell in cells)]))
    kind = "code" if cells[0][1:5].isdigit() else "name"
    where = find_where(table, gazetteer(), **{kind: "area"})
    return match_rows(table, where, gazetteer(), level=level)


def reason(matching: Matching, row: int) -> str:
    return next(unmatched.reason for unmatched in matching.unmatched if unmatched.row == row)


@pytest.mark.parametrize("level", ["region", "upper_tier", "lower_tier", "msoa", "lsoa"])
@pytest.mark.parametrize("column", ["area_code", "area_name"])
def test_every_published_area_is_matched_by_its_code_and_by_its_name(
    tmp_path: Path, level: str, column: str
) -> None:
    table = read_table(write_csv(tmp_path / "t.csv", resident_rows(level, column=column)))
    found = guess_where(table, gazetteer())[0]
    assert found.columns == (column,)
    matching = match_rows(table, found, gazetteer())
    assert matching.level == level
    # Two neighbourhoods (MSOAs) have the same name in the published lookup.
    twice = residents(level)["area_name"].duplicated(keep=False) & (column == "area_name")
    assert twice.sum() == (2 if (level, column) == ("msoa", "area_name") else 0)
    assert all("can mean" in unmatched.reason for unmatched in matching.unmatched)
    once = residents(level)["area_code"][~twice]
    assert [placed.home for placed in matching.placed] == once.tolist()


@pytest.mark.parametrize(
    ("code", "current"),
    [
        ("E06000048", "E06000057"),  # Northumberland, recoded
        ("e08000020", "E08000037"),  # Gateshead
        ("E10000023", "E06000065"),  # the county of North Yorkshire became one authority
        ("E10000002", "E06000060"),  # so did Buckinghamshire
        ("E0820", "E06000052"),  # and Cornwall, by its code in the outturn returns
        ("E08000038", "E08000016"),  # Barnsley, recoded in 2025
    ],
)
def test_a_former_code_of_the_same_area_is_that_area(
    tmp_path: Path, code: str, current: str
) -> None:
    (placed,) = match(tmp_path, code).placed
    assert (placed.code, placed.home) == (current, current)


def test_a_former_area_keeps_its_own_code_inside_the_one_it_joined(tmp_path: Path) -> None:
    placed = match(tmp_path, "E07000190", "Carlisle", "E07000246").placed
    assert [(placing.code, placing.home) for placing in placed] == [
        ("E07000190", "E06000066"),
        ("E07000246", "E06000066"),
    ]


def test_a_split_area_is_never_shared_out(tmp_path: Path) -> None:
    matching = match(tmp_path, "E10000006", "E08000035")
    assert "was split in 2023 into Cumberland" in reason(matching, 2)


def test_small_areas_of_2001_and_2021_are_parts_of_those_of_2011_or_lie_across_them(
    tmp_path: Path,
) -> None:
    history = gazetteer().small_areas
    part = min(code for code in history.whole)
    across = min(code for code, into in history.split.items() if len(into) == 2)
    matching = match(tmp_path, part, across)
    (placed,) = matching.placed
    assert placed.home == history.whole[part]
    assert "lies across" in reason(matching, 3)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("LEEDS CITY COUNCIL", "E08000035"),
        ("Leeds City", "E08000035"),
        ("Royal Borough of Kensington & Chelsea", "E09000020"),
        ("St Helens", "E08000013"),
        ("Bath & North East Somerset UA", "E06000022"),
        ("Durham", "E06000047"),
        ("Kingston-upon-Hull", "E06000010"),
        ("Hull", "E06000010"),
        ("City of London", "E09000001"),
        ("Bristol", "E06000023"),
        ("Buckinghamshire", "E06000060"),
    ],
)
def test_names_are_matched_as_people_write_them(tmp_path: Path, name: str, code: str) -> None:
    (placed,) = match(tmp_path, name).placed
    assert placed.home == code


def test_a_region_is_no_authority_of_a_name_like_it(tmp_path: Path) -> None:
    matching = match(tmp_path, "Leeds", "London", "Camden")
    assert len(matching.placed) == 2
    assert reason(matching, 3).startswith("London (E12000007) is a region")


def test_a_name_of_two_areas_is_listed_unless_the_table_tells_its_year(tmp_path: Path) -> None:
    matching = match(tmp_path, "Dorset", "Leeds")
    assert "can mean Dorset (E06000059) and Dorset (E10000009)" in reason(matching, 2)
    later = match(tmp_path, "Dorset", "Bournemouth, Christchurch and Poole")
    assert [placed.home for placed in later.placed] == ["E06000059", "E06000058"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("E92000001", "England as a whole"),
        ("W06000015", "is in Wales"),
        ("E99999999", "is not in the published lists"),
        ("E0200", "is not in the published lists"),
        ("Leeds", "is not an area code"),
        ("", "no code of an area"),
        ("E12000001", "is a region; the map shows counties, cities and boroughs"),
    ],
)
def test_what_is_no_area_of_the_level_is_listed_with_the_reason(
    tmp_path: Path, text: str, why: str
) -> None:
    table = read_table(
        write_csv(
            tmp_path / "t.csv",
            [["area", "n"], ["E08000035", 1], ["E10000016", 2], [text, 3], ["E08000032", 4]],
        )
    )
    matching = match_rows(table, find_where(table, gazetteer()), gazetteer())
    (left,) = matching.unmatched
    assert (left.row, left.text) == (4, text)
    assert why in left.reason


def test_a_table_without_any_area_is_refused_with_what_it_says(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="is in Wales"):
        match(tmp_path, "W06000015")
    with pytest.raises(InvalidInputError, match="allowed: upper_tier, lower_tier"):
        match(tmp_path, "E08000035", level="ward")


def test_the_column_with_the_most_areas_says_where_a_row_is(tmp_path: Path) -> None:
    rows = [["Parent", "Area", "Name", "n"], ["E12000003", "E08000035", "Leeds", 1]]
    rows += [["E12000003", "E08000032", "Bradford", 2]]
    table = read_table(write_csv(tmp_path / "t.csv", rows))
    kinds = [(where.kind, where.columns[0]) for where in guess_where(table, gazetteer())]
    assert kinds == [("code", "Area"), ("code", "Parent"), ("name", "Name")]
    assert number_columns(table) == ["n"]


def test_a_table_without_a_place_column_is_refused(tmp_path: Path) -> None:
    table = read_table(write_csv(tmp_path / "t.csv", [["a", "b"], ["x", 1], ["y", 2]]))
    with pytest.raises(InvalidInputError, match="one of area codes"):
        find_where(table, gazetteer())
    with pytest.raises(InvalidInputError, match="a, b"):
        find_where(table, gazetteer(), code="c")
