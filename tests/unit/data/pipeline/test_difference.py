from __future__ import annotations

from typing import Any

import pyarrow as pa

from data.pipeline.difference import SHOWN, describe_difference
from data.pipeline.schema import Field, Table, conform
from tests.unit.data.small_tables import VALUES, frame_of

UNCHANGED = ["no difference from what was published before"]
TABLES = {"map_values": VALUES}


def content_of(**columns: list[Any]) -> dict[str, pa.Table]:
    """The small table, with some columns replaced."""
    return {"map_values": conform(VALUES, frame_of(**columns))}


def test_equal_tables_are_said_to_be() -> None:
    assert describe_difference(TABLES, before=content_of(), after=content_of()) == UNCHANGED
    assert describe_difference(TABLES, before={}, after={}) == UNCHANGED


def test_nulls_are_equal_to_nulls() -> None:
    gaps = content_of(value=[None, 2.5, 3.5])
    assert describe_difference(TABLES, before=gaps, after=gaps) == UNCHANGED


def test_new_and_vanished_tables_are_named() -> None:
    assert describe_difference(TABLES, before={}, after=content_of()) == [
        "new table: map_values (3 rows)"
    ]
    assert describe_difference(TABLES, before=content_of(), after={}) == [
        "vanished table: map_values"
    ]


def test_a_changed_cell_names_its_series_alone() -> None:
    lines = describe_difference(
        TABLES, before=content_of(), after=content_of(value=[1.5, 2.5, None])
    )
    assert lines == [
        "changed table: map_values (3 rows before, 3 now)",
        "  changed measure: a",
    ]


def test_new_and_vanished_series_are_named() -> None:
    lines = describe_difference(
        TABLES, before=content_of(), after=content_of(measure=["c", "a", "a"])
    )
    assert lines == [
        "changed table: map_values (3 rows before, 3 now)",
        "  new measure: c",
        "  vanished measure: b",
    ]


def test_a_row_less_is_a_changed_series() -> None:
    fewer = {"map_values": conform(VALUES, frame_of().iloc[:2])}
    assert describe_difference(TABLES, before=content_of(), after=fewer) == [
        "changed table: map_values (3 rows before, 2 now)",
        "  changed measure: a",
    ]


def test_two_series_that_swap_values_are_both_changed() -> None:
    before, after = (
        content_of(area_code=["E1", "E1", "E2"], measure=["a", "b", "c"]),
        content_of(area_code=["E1", "E1", "E2"], measure=["b", "a", "c"]),
    )
    assert "  changed measure: a, b" in describe_difference(TABLES, before=before, after=after)


def test_a_long_list_is_cut_short_with_its_number() -> None:
    def many(prefix: str) -> dict[str, pa.Table]:
        names = [f"{prefix}{number:02d}" for number in range(SHOWN + 3)]
        table = Table("t", "T", ("indicator",), (Field("indicator", "string", "I"),))
        return {"t": pa.table({"indicator": names}, schema=table.arrow_schema)}

    table = Table("t", "T", ("indicator",), (Field("indicator", "string", "I"),))
    lines = describe_difference({"t": table}, before=many("a"), after=many("b"))
    assert lines[1].endswith("b11 and 3 more")
    assert lines[1].startswith("  new indicator: b00, ")


def test_a_changed_column_does_not_stop_the_report() -> None:
    before = {"map_values": content_of()["map_values"].drop_columns(["year", "measure"])}
    assert describe_difference(TABLES, before=before, after=content_of()) == [
        "changed table: map_values (3 rows before, 3 now)"
    ]
