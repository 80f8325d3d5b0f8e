from __future__ import annotations

import json
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest
from frictionless import Package, Resource

from data.read.store import Store
from data.versions.publish import PACKAGE_FILE
from data.versions.schema import read_tables
from utils.config import PUBLISHED_DIR

#: Of a longer table as many rows are read, evenly spread over it. Its keys, required columns and
#: declared words are checked in every row by test_shape, and the types of its columns below.
MOST_ROWS = 2_000
RESOURCES: dict[str, dict[str, Any]] = {
    resource["name"]: resource
    for resource in json.loads((PUBLISHED_DIR / PACKAGE_FILE).read_text(encoding="utf-8"))[
        "resources"
    ]
}
TABLES = [name for name, resource in RESOURCES.items() if resource.get("format") == "parquet"]


def test_every_file_is_there_with_the_described_content() -> None:
    Store().verify()


def test_nothing_else_lies_in_the_folder() -> None:
    found = {
        path.relative_to(PUBLISHED_DIR).as_posix()
        for path in PUBLISHED_DIR.rglob("*")
        if path.is_file()
    }
    assert found == {resource["path"] for resource in RESOURCES.values()} | {PACKAGE_FILE}


def test_the_description_is_a_valid_package() -> None:
    text = (PUBLISHED_DIR / PACKAGE_FILE).read_text(encoding="utf-8")
    errors = [error.note for error in Package.metadata_validate(json.loads(text))]
    assert errors == []
    assert len(Package(str(PUBLISHED_DIR / PACKAGE_FILE)).resources) == len(RESOURCES)


def test_a_description_without_resources_would_be_found_invalid() -> None:
    assert list(Package.metadata_validate({"name": "x", "resources": [{"name": 1}]}))


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_as_described(name: str) -> None:
    assert errors_of(RESOURCES[name]) == []


def errors_of(descriptor: dict[str, Any]) -> list[list[Any]]:
    """What Frictionless finds wrong: row, field, kind and note of the first few errors.

    It reads short tables from their files. Of long ones it is given the rows, as its own reader
    takes an empty cell among whole numbers for a number that is none.
    """
    if descriptor["rows"] > MOST_ROWS:
        resource = Resource.from_descriptor({**described(descriptor), "data": sample(descriptor)})
    else:
        resource = Resource.from_descriptor(descriptor, basepath=str(PUBLISHED_DIR))
    found: list[list[Any]] = resource.validate().flatten(["rowNumber", "fieldName", "type", "note"])
    return found[:5]


def described(descriptor: dict[str, Any]) -> dict[str, Any]:
    """The description without that of the file."""
    return {key: descriptor[key] for key in ("name", "title", "schema")}


def sample(descriptor: dict[str, Any]) -> list[dict[str, Any]]:
    """Rows of a table, the first and the last among them."""
    whole = pq.read_table(PUBLISHED_DIR / descriptor["path"])
    rows = np.linspace(0, whole.num_rows - 1, MOST_ROWS).round().astype("int64")
    found: list[dict[str, Any]] = whole.take(rows).to_pylist()
    return found


@pytest.mark.parametrize(
    ("field", "cell", "kind"),
    [("area_code", None, "constraint-error"), ("value", "many", "type-error")],
)
def test_a_cell_that_is_not_as_described_would_be_found(
    field: str, cell: str | None, kind: str
) -> None:
    rows = sample(RESOURCES["observations"])
    rows[7][field] = cell
    resource = Resource.from_descriptor({**described(RESOURCES["observations"]), "data": rows})
    assert [9, field, kind] in resource.validate().flatten(["rowNumber", "fieldName", "type"])


def test_tables_are_those_declared_with_their_columns_and_titles() -> None:
    tables = read_tables()
    assert sorted(TABLES) == sorted(name.replace("_", "-") for name in tables)
    for name, table in tables.items():
        resource = RESOURCES[name.replace("_", "-")]
        assert [field["name"] for field in resource["schema"]["fields"]] == table.columns
        assert resource["schema"]["primaryKey"] == list(table.key)
        assert resource["title"] == table.title
        assert pq.read_schema(PUBLISHED_DIR / resource["path"]).equals(table.arrow_schema)
        assert pq.read_metadata(PUBLISHED_DIR / resource["path"]).num_rows == resource["rows"]
