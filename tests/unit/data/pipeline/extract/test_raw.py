from __future__ import annotations

from pathlib import Path

import pytest

from data.pipeline.extract.declarations import read_declarations
from data.pipeline.extract.raw import RawFiles, locate
from utils.errors import FetchError, InvalidInputError


@pytest.fixture
def raw(tmp_path: Path) -> RawFiles:
    return RawFiles(read_declarations()["ons_neighbours"], tmp_path)


def test_finds_a_declared_file(raw: RawFiles) -> None:
    path = raw.folder / raw.declaration.files["neighbours"].path
    path.parent.mkdir(parents=True)
    path.touch()
    assert raw.path("neighbours") == path


def test_a_missing_file_names_source_file_and_page(raw: RawFiles) -> None:
    file, page = raw.declaration.files["neighbours"].path, raw.declaration.landing_page
    with pytest.raises(FetchError) as caught:
        raw.path("neighbours")
    assert str(caught.value) == (
        f"Source ons_neighbours: {file} is not in the raw folder. Get it from {page} "
        "and put it there."
    )


def test_a_folder_is_no_file(raw: RawFiles) -> None:
    (raw.folder / raw.declaration.files["neighbours"].path).mkdir(parents=True)
    with pytest.raises(FetchError):
        raw.path("neighbours")


def test_an_undeclared_key_is_refused_beside_those_declared(raw: RawFiles) -> None:
    with pytest.raises(InvalidInputError, match="file key: got 'friends', allowed: neighbours"):
        raw.path("friends")


def test_a_path_may_lie_in_an_installed_package(tmp_path: Path) -> None:
    inside = locate("package:yaml/loader.py", folder=tmp_path)
    assert inside.is_file()
    assert inside.parts[-2:] == ("yaml", "loader.py")
    assert locate("a/b.csv", folder=tmp_path) == tmp_path / "a" / "b.csv"
