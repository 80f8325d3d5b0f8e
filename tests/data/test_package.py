from __future__ import annotations

import json
from typing import Any

import pyarrow.parquet as pq
import pytest
from frictionless import Package, Resource

from data.pipeline.publish import PACKAGE_FILE
from data.pipeline.schema import read_tables
from data.read.store import Store
from utils.config import PUBLISHED_DIR

WHOLE_BELOW = 20_000
ROWS_OF_LARGE = 5_000
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
    descriptor = RESOURCES[name]
    limit = None if descriptor["rows"] < WHOLE_BELOW else ROWS_OF_LARGE
    resource = Resource.from_descriptor(descriptor, basepath=str(PUBLISHED_DIR))
    report = resource.validate(limit_rows=limit)
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "note"])[:5]


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
