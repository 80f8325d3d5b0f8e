from __future__ import annotations

from typing import Any

import pyarrow as pa

from data.versions.difference import KEPT_NAMES, Difference, FigureChange, Names, compare
from data.versions.report import describe
from data.versions.schema import Field, Table, conform
from tests.unit.data.small_tables import VALUES, frame_of

TABLES = {"map_values": VALUES}


def content_of(**columns: list[Any]) -> dict[str, pa.Table]:
    """The small table, with some columns replaced."""
    return {"map_values": conform(VALUES, frame_of(**columns))}


def change_of(
    before: dict[str, pa.Table], after: dict[str, pa.Table]
) -> tuple[Names, Names, Names]:
    """New, changed and vanished series of the only table that differs."""
    (change,) = compare(TABLES, before=before, after=after).tables
    return change.new, change.changed, change.vanished


def test_equal_tables_do_not_differ() -> None:
    assert compare(TABLES, before=content_of(), after=content_of()) == Difference()
    assert compare(TABLES, before={}, after={}) == Difference()


def test_nulls_are_equal_to_nulls() -> None:
    gaps = content_of(value=[None, 2.5, 3.5])
    assert compare(TABLES, before=gaps, after=gaps) == Difference()


def test_new_and_vanished_tables_are_named_with_their_rows() -> None:
    (new,) = compare(TABLES, before={}, after=content_of()).tables
    assert (new.table, new.kind, new.rows_before, new.rows_now) == ("map_values", "new", 0, 3)
    (gone,) = compare(TABLES, before=content_of(), after={}).tables
    assert (gone.kind, gone.rows_before, gone.rows_now) == ("vanished", 3, 0)


def test_a_changed_cell_names_its_series_alone() -> None:
    assert change_of(content_of(), content_of(value=[1.5, 2.5, None])) == (
        Names(),
        Names(1, ("a",)),
        Names(),
    )


def test_new_and_vanished_series_are_named() -> None:
    assert change_of(content_of(), content_of(measure=["c", "a", "a"])) == (
        Names(1, ("c",)),
        Names(),
        Names(1, ("b",)),
    )


def test_a_row_less_is_a_changed_series() -> None:
    fewer = {"map_values": conform(VALUES, frame_of().iloc[:2])}
    assert change_of(content_of(), fewer)[1] == Names(1, ("a",))


def test_two_series_that_swap_values_are_both_changed() -> None:
    before, after = (
        content_of(area_code=["E1", "E1", "E2"], measure=["a", "b", "c"]),
        content_of(area_code=["E1", "E1", "E2"], measure=["b", "a", "c"]),
    )
    assert change_of(before, after)[1] == Names(2, ("a", "b"))


def test_of_very_many_series_the_first_are_kept_and_all_are_counted() -> None:
    table = Table("t", "T", ("indicator",), (Field("indicator", "string", "I"),))

    def many(prefix: str) -> dict[str, pa.Table]:
        names = [f"{prefix}{number:04d}" for number in range(KEPT_NAMES + 3)]
        return {"t": pa.table({"indicator": names}, schema=table.arrow_schema)}

    (change,) = compare({"t": table}, before=many("a"), after=many("b")).tables
    assert (change.new.count, len(change.new.first)) == (KEPT_NAMES + 3, KEPT_NAMES)
    assert (change.new.first[0], change.vanished.first[0]) == ("b0000", "a0000")


def test_a_changed_column_does_not_stop_the_comparison() -> None:
    before = {"map_values": content_of()["map_values"].drop_columns(["year", "measure", "value"])}
    (change,) = compare(TABLES, before=before, after=content_of()).tables
    assert (change.kind, change.series) == ("changed", "")


def test_the_figures_that_changed_most_come_first_and_each_area_has_its_own() -> None:
    before = content_of(area_code=["E1", "E2", "E1"], value=[100.0, 10.0, 4.0])
    after = content_of(area_code=["E1", "E2", "E1"], value=[150.0, 11.0, 1.0])
    figures = compare(TABLES, before=before, after=after).figures
    assert figures.changed == 3
    assert figures.largest == (
        FigureChange("a", "E1", before=4.0, now=1.0),
        FigureChange("b", "E1", before=100.0, now=150.0),
        FigureChange("a", "E2", before=10.0, now=11.0),
    )
    assert [(place.area_code, place.figures) for place in figures.places] == [("E1", 2), ("E2", 1)]
    assert figures.places[0].largest == figures.largest[0]


def test_a_figure_that_was_zero_or_missing_is_counted_and_has_no_share() -> None:
    before, after = content_of(value=[0.0, None, 5.0]), content_of(value=[2.0, 7.0, None])
    figures = compare(TABLES, before=before, after=after).figures
    assert (figures.changed, figures.new, figures.vanished, figures.largest) == (1, 1, 1, ())


def test_a_figure_of_a_new_series_is_new() -> None:
    after = content_of(measure=["c", "a", "a"])
    figures = compare(TABLES, before=content_of(), after=after).figures
    assert (figures.changed, figures.new, figures.vanished) == (0, 1, 1)


def test_the_lines_name_what_differs() -> None:
    assert describe(Difference()) == ["no difference from what was published before"]
    before, after = content_of(), content_of(measure=["c", "a", "a"], value=[1.5, 2.5, 7.0])
    assert describe(compare(TABLES, before=before, after=after)) == [
        "changed table: map_values (3 rows before, 3 now)",
        "  new measure: c",
        "  changed measure: a",
        "  vanished measure: b",
        "  a, E1: 3.5 before, 7 now",
    ]
