from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from data.read.store import Store
from data.versions.publish import PACKAGE_FILE
from tests.unit.data.small_tables import publish_small
from utils.config import REBUILD_COMMAND
from utils.errors import InvalidInputError, PublishedDataError


def refused(store: Store) -> str:
    """What a reader is told of a damaged folder."""
    with pytest.raises(PublishedDataError) as caught:
        store.verify()
    assert str(caught.value).endswith(f"Rebuild it with: {REBUILD_COMMAND}")
    return str(caught.value)


def test_whole_data_pass(tmp_path: Path) -> None:
    publish_small(tmp_path)
    Store(tmp_path).verify()


def test_reads_the_columns_and_rows_asked_for(tmp_path: Path) -> None:
    publish_small(tmp_path)
    frame = Store(tmp_path).read(
        "map_values", columns=["area_code", "value"], where=[("measure", "==", "a")]
    )
    assert frame.to_dict("list") == {"area_code": ["E1", "E2"], "value": [3.0, 2.0]}


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / publish_small(tmp_path)[0].path
    path.unlink()
    assert refused(Store(tmp_path)).startswith(f"{path.name} in {tmp_path}: the file is missing")


@pytest.mark.parametrize("kind", ["truncated", "altered", "longer", "empty"])
@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_damaged_file_is_named(tmp_path: Path, kind: str, number: int) -> None:
    path = tmp_path / publish_small(tmp_path)[number].path
    content = path.read_bytes()
    damaged = {
        "truncated": content[:-1],
        "altered": bytes([content[0] ^ 1]) + content[1:],
        "longer": content + b" ",
        "empty": b"",
    }
    path.write_bytes(damaged[kind])
    assert refused(Store(tmp_path)).startswith(
        f"{path.name} in {path.parent}: its content is not what was published"
    )


@pytest.mark.parametrize(
    "text", ['{"name": "total-', "", "{}", "[]", "null", "\ufffd\x00", '{"resources": []}']
)
def test_a_broken_description_is_named(tmp_path: Path, text: str) -> None:
    publish_small(tmp_path)
    (tmp_path / PACKAGE_FILE).write_text(text, encoding="utf-8")
    assert refused(Store(tmp_path)).startswith(f"{PACKAGE_FILE} in {tmp_path}: ")


def test_a_missing_description_is_named(tmp_path: Path) -> None:
    assert refused(Store(tmp_path)).startswith(f"{PACKAGE_FILE} in {tmp_path}: ")


def test_an_unknown_resource_is_refused_beside_those_there(tmp_path: Path) -> None:
    publish_small(tmp_path, files=1)
    match = re.escape("resource: got 'nothing', allowed: geometry-00, map-values.")
    with pytest.raises(InvalidInputError, match=match):
        Store(tmp_path).path("nothing")
    with pytest.raises(InvalidInputError, match="resource: got 'no-table'"):
        Store(tmp_path).read("no_table")


def test_the_version_is_that_of_the_description(tmp_path: Path) -> None:
    publish_small(tmp_path)
    described = json.loads((tmp_path / PACKAGE_FILE).read_text(encoding="utf-8"))
    assert Store(tmp_path).version == described["version"]
