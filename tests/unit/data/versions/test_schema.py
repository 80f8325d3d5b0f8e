from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from data.versions import schema
from data.versions.schema import ARROW_TYPES, Field, Table, conform, read_tables
from tests.unit.data.small_tables import VALUES, frame_of
from utils.errors import CheckFailedError


def test_rows_are_ordered_by_key_and_columns_as_declared() -> None:
    shuffled = frame_of()[["value", "is_current", "area_code", "year", "measure"]]
    table = conform(VALUES, shuffled)
    assert table.column_names == ["measure", "area_code", "year", "value", "is_current"]
    assert table["value"].to_pylist() == [3.5, 2.5, 1.5]


def test_columns_get_the_declared_types() -> None:
    table = conform(VALUES, frame_of(year=[2019.0, None, 2021.0], value=[1, 2, 3]))
    assert [str(field.type) for field in table.schema] == [
        "string",
        "string",
        "int32",
        "double",
        "bool",
    ]
    assert table["year"].to_pylist() == [2021, None, 2019]


def test_only_the_key_must_be_there() -> None:
    nullable = {field.name: field.nullable for field in VALUES.arrow_schema}
    assert nullable == {
        "measure": False,
        "area_code": False,
        "year": True,
        "value": True,
        "is_current": True,
    }


def test_missing_and_undeclared_columns_are_named() -> None:
    renamed = frame_of().rename(columns={"value": "amount"})
    with pytest.raises(
        CheckFailedError, match=r"map_values: missing columns \['value'\], .* \['amount'\]"
    ):
        conform(VALUES, renamed)


@pytest.mark.parametrize(
    ("columns", "match"),
    [
        ({"area_code": ["E1", None, "E1"]}, r"map_values: 1 rows without a key, first: .*'a'"),
        ({"area_code": ["E1", "E1", "E1"]}, r"2 rows share a key, first: .*'a'.*'E1'"),
        ({"year": [2019.5, 2020, 2021]}, r"map_values: .*column year"),
        ({"year": [2**40, 2020, 2021]}, r"map_values: .*column year"),
        ({"value": ["1", "x", "3"]}, r"map_values: .*column value"),
        ({"area_code": [1, 2, 1]}, r"map_values: .*column area_code"),
    ],
    ids=["null key", "double key", "half a year", "far too great", "text", "number as a code"],
)
def test_refuses(columns: dict[str, list[Any]], match: str) -> None:
    with pytest.raises(CheckFailedError, match=match):
        conform(VALUES, frame_of(**columns))


def test_every_declared_table_has_its_key_among_its_columns_once() -> None:
    for table in read_tables().values():
        assert set(table.key) <= set(table.columns), table.name
        assert len(set(table.columns)) == len(table.columns), table.name
        assert table.key, table.name


def test_every_declared_field_has_a_title_and_a_known_type() -> None:
    fields = {field for table in read_tables().values() for field in table.fields}
    assert all(field.title and field.type in ARROW_TYPES for field in fields)


def test_amounts_say_their_unit() -> None:
    fields = {field.name: field for table in read_tables().values() for field in table.fields}
    assert fields["amount_gbp"].unit == "GBP"
    assert fields["amount_gbp_per_head"].unit == "GBP per person"


def test_an_empty_table_keeps_its_types() -> None:
    table = conform(VALUES, frame_of().iloc[:0])
    assert (table.num_rows, table.schema.field("value").type) == (0, pa.float64())


STRICT = Table(
    name="strict",
    title="Values",
    key=("area_code",),
    fields=(
        Field("area_code", "string", "Area"),
        Field("status", "string", "Status", allowed=("published", "missing")),
        Field("note", "string", "Note"),
    ),
    required=("note",),
)


def strict_frame(**columns: list[Any]) -> pd.DataFrame:
    given = {"area_code": ["E1", "E2"], "status": ["published", None], "note": ["a", "b"]}
    return pd.DataFrame(given | columns)


def test_an_empty_required_column_names_table_column_and_row() -> None:
    with pytest.raises(
        CheckFailedError,
        match=r"Table strict, column note: 1 rows without a value, first: .*'area_code': 'E2'",
    ):
        conform(STRICT, strict_frame(note=["a", None]))


def test_a_value_that_is_not_declared_names_itself_those_declared_and_its_row() -> None:
    with pytest.raises(
        CheckFailedError,
        match=r"Table strict, column status: received 'publshed', expected one of published, "
        r"missing; 1 rows, first: .*'E1'",
    ):
        conform(STRICT, strict_frame(status=["publshed", None]))


def test_a_required_column_does_not_change_what_is_written() -> None:
    """The mark of a column that is never empty is part of a file's bytes."""
    table = conform(STRICT, strict_frame())
    assert [field.nullable for field in table.schema] == [False, True, True]


def test_required_and_enumerated_columns_are_among_those_of_the_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    declared = (
        "significant_digits: 9\nunit_decimals: {}\n"
        'fields: {code: {type: string, title: "Code"}}\n'
        "tables: {small: {title: Small, key: [code], fields: [code], required: [cod]}}\n"
    )
    path = tmp_path / "tables.yml"
    path.write_text(declared, encoding="utf-8")
    monkeypatch.setattr(schema, "TABLES_FILE", path)
    with pytest.raises(CheckFailedError, match=r"Table small: \['cod'\] are not among its fields"):
        schema.read_tables.__wrapped__()
