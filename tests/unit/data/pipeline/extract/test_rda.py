"""Workspaces of R with a table of outlines."""

from __future__ import annotations

import bz2
from pathlib import Path

import pytest

from data.pipeline.extract.declarations import read_declarations
from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.rda import read_outlines
from tests.unit.data.pipeline.r_workspace import square, workspace
from utils.errors import SourceSchemaError

CODES = {"ward22_code": ["E05000001", "E05000002"], "ward22_name": ["Ash", "Élm"]}


def raw_of(folder: Path, content: bytes) -> RawFiles:
    declaration = read_declarations()["ons_wards_towns"]
    path = folder / declaration.files["wards"].path
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    return RawFiles(declaration, folder)


def test_a_table_is_read_with_its_names_and_outlines(tmp_path: Path) -> None:
    content = workspace(CODES, [square(-1.5, 52, 0.1), square(-1.4, 52, 0.2)])
    frame = read_outlines(raw_of(tmp_path, content), "wards", required=("ward22_code",))
    assert frame["ward22_code"].tolist() == CODES["ward22_code"]
    assert frame["ward22_name"].tolist() == ["Ash", "Élm"]
    assert [shape.area for shape in frame.geometry] == pytest.approx([0.01, 0.04])
    assert frame.geometry[0].bounds == pytest.approx((-1.5, 52, -1.4, 52.1))
    assert frame.crs == "EPSG:4326"


@pytest.mark.parametrize(
    "content",
    [
        b"not compressed",
        bz2.compress(b"RDX9\nX\n"),
        bz2.compress(b"RDX2\nX\n" + b"\0" * 12 + b"\0\0\0\xfe"),
        workspace(CODES, [square(0, 0, 1), square(1, 1, 1)])[:-40],
        workspace({"ward22_code": ["E05000001"]}, []),
    ],
)
def test_what_is_no_such_workspace_is_refused_by_the_name_of_its_file(
    tmp_path: Path, content: bytes
) -> None:
    with pytest.raises(SourceSchemaError, match=r"boundaries_wards22\.rda"):
        read_outlines(raw_of(tmp_path, content), "wards", required=("ward22_code",))


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    content = workspace({"code": ["E05000001"]}, [square(0, 0, 1)])
    with pytest.raises(SourceSchemaError, match="ward22_code"):
        read_outlines(raw_of(tmp_path, content), "wards", required=("ward22_code",))
