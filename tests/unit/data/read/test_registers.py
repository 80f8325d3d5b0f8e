from __future__ import annotations

from pathlib import Path

import pytest

from data.read.register_figures import (
    by_place,
    by_theme,
    money_ranges,
    paid_or_gained,
    savings,
)
from data.read.register_links import KINDS, touches
from data.read.registers import RegisterReader, themes_of
from tests.unit.data.small_registers import small_reader


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> RegisterReader:
    folder: Path = tmp_path_factory.mktemp("registers")
    return small_reader(folder)


def lines_of(found: dict[str, dict[str, list[dict[str, object]]]]) -> dict[str, list[object]]:
    """Lines by what rows share, over all registers."""
    return {
        kind: [row["line"] for rows in tables.values() for row in rows]
        for kind, tables in found.items()
    }


def test_every_row_is_found_by_its_line(reader: RegisterReader) -> None:
    expected = {
        *(f"dive-00{number}" for number in range(1, 6)),
        *("stage-001", "stage-002", "project-001", "b001", "b002"),
        *("date-001", "date-002", "count-001"),
    }
    assert set(reader.lines) == expected
    assert reader.lines["b002"][0] == "barriers"
    assert reader.lines["count-001"][1]["amount"] == 7.5e9


def test_a_figure_touches_its_place_and_theme_and_each_row_once(reader: RegisterReader) -> None:
    found = lines_of(touches(reader, reader.lines["dive-003"][1]))
    assert found == {
        "place_and_theme": ["dive-004", "dive-005", "stage-001", "stage-002"],
        "place": ["dive-001", "project-001", "b002", "count-001"],
        "source": ["date-001"],
    }


def test_touching_goes_both_ways(reader: RegisterReader) -> None:
    kinds = {
        (line, other): kind
        for line, (_, row) in reader.lines.items()
        for kind, lines in lines_of(touches(reader, row)).items()
        for other in lines
    }
    assert kinds
    assert all(kinds[other, line] == kind for (line, other), kind in kinds.items())
    assert set(kinds.values()) <= set(KINDS)


def test_rows_without_a_place_do_not_share_one(reader: RegisterReader) -> None:
    found = lines_of(touches(reader, reader.lines["b001"][1]))
    assert "place" not in found


def test_counts_are_searched_and_have_no_theme(reader: RegisterReader) -> None:
    assert [row["line"] for row in reader.search("around birmingham")["counts"]] == ["count-001"]
    assert themes_of(reader.lines["count-001"][1]) == []
    assert reader.rows("counts", theme="drugs_and_alcohol") == []


def test_roles_are_told_once(reader: RegisterReader) -> None:
    assert [row["line"] for row in reader.role_rows()] == ["project-001"]


def test_figures_stand_by_place_or_by_theme(reader: RegisterReader) -> None:
    rows = reader.rows("deep_dives")
    places = {name: len(own) for name, own in by_place(reader, rows).items()}
    assert places == {"Birmingham": 4, "Central Bedfordshire and Luton": 1}
    themes = by_theme(rows, ["drugs_and_alcohol", "older_people", "health_and_wellbeing"])
    assert {theme: len(own) for theme, own in themes.items()} == {
        "drugs_and_alcohol": 3,
        "health_and_wellbeing": 1,
    }


def test_ends_of_a_range_over_other_years_share_no_axis(reader: RegisterReader) -> None:
    low, high = (reader.lines[line][1] for line in ("dive-003", "dive-004"))
    second = [
        row | {"statement": f"Other, {end}", "line": f"dive-9{end}"}
        for row, end in ((low, "low"), (high, "high"))
    ]
    (both,) = money_ranges([low, high, *second])
    assert [link.words for link in both] == ["Saving of nurses in hospitals", "Other"]
    unsaid = [row | {"years_covered": "not said"} for row in (low, high, *second)]
    assert [len(group) for group in money_ranges(unsaid)] == [1, 1]
    other = [row | {"years_covered": "over five years"} for row in second]
    assert [len(group) for group in money_ranges([low, high, *other])] == [1, 1]


def test_a_figure_that_may_not_be_drawn_is_no_end_of_a_range(reader: RegisterReader) -> None:
    low, high = (reader.lines[line][1] for line in ("dive-003", "dive-004"))
    assert money_ranges([low, high | {"is_plottable": False}]) == []


def test_savings_come_with_the_spend_that_buys_them(reader: RegisterReader) -> None:
    rows = reader.rows("deep_dives")
    assert [row["line"] for row in savings(rows)] == ["dive-003", "dive-004", "dive-005"]
    assert [row["line"] for row in paid_or_gained(rows)] == ["dive-003", "dive-005"]
