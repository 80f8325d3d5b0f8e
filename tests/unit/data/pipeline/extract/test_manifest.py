from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from data.pipeline.extract.declarations import read_declarations
from data.pipeline.extract.manifest import COLUMNS, RawFile, manifest_text, read_manifest
from data.pipeline.extract.raw import DECLARED_PREFIX
from utils.config import RAW_FILES_FILE
from utils.errors import InvalidInputError

#: Accounts on GitHub that belong to the publisher of the files listed there.
PUBLISHERS = {
    "ONSdigital",
    "dfe-analytical-services",
    "mysociety",
    "nhsengland",
    "traffordDataLab",
}
#: Publishers' own; ONS runs Nomis.
HOSTS = re.compile(
    r"(\.gov\.uk|\.nhs\.uk|\.nomisweb\.co\.uk|github\.com|raw\.githubusercontent\.com)$"
)


def test_every_raw_file_of_a_source_is_listed_and_no_other() -> None:
    read = {
        file.path
        for declaration in read_declarations().values()
        for file in declaration.files.values()
    }
    assert set(read_manifest()) == {path for path in read if not path.startswith(DECLARED_PREFIX)}


def test_the_list_is_kept_as_the_command_writes_it() -> None:
    text = RAW_FILES_FILE.read_text(encoding="utf-8")
    assert manifest_text(read_manifest().values()) == text


@pytest.mark.parametrize("raw_file", read_manifest().values(), ids=lambda entry: entry.file)
def test_an_entry_is_measured_and_leads_to_its_publisher(raw_file: RawFile) -> None:
    assert raw_file.bytes
    assert raw_file.sha256
    for address in (raw_file.page, raw_file.address):
        if address is None:
            continue
        parts = urlsplit(address)
        assert HOSTS.search(parts.netloc)
        if "github" in parts.netloc:
            assert parts.path.split("/")[1] in PUBLISHERS
    assert not re.search(r"/(work|tmp|home|root)/", f"{raw_file.how_to_get} {raw_file.file}")


def test_nobody_is_said_to_have_seen_a_file_whose_place_is_not_given() -> None:
    pages = {
        file.path: source.landing_page
        for source in read_declarations().values()
        for file in source.files.values()
    }
    for raw_file in read_manifest().values():
        assert (
            raw_file.last_seen == "not checked"
            or raw_file.address
            or raw_file.page
            or pages[raw_file.file]
        )


ROW = {
    "file": "a.csv",
    "bytes": "3",
    "sha256": "0" * 64,
    "period": "2020",
    "publisher": "",
    "licence": "",
    "page": "https://publisher.example",
    "address": "",
    "last_seen": "2026-01-31",
    "how_to_get": "Save it.",
}


def write(path: Path, *rows: dict[str, str]) -> Path:
    lines = [",".join(COLUMNS), *(",".join(row[name] for name in COLUMNS) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_an_empty_cell_is_nothing(tmp_path: Path) -> None:
    raw_file = read_manifest(write(tmp_path / "list.csv", ROW))["a.csv"]
    assert (raw_file.bytes, raw_file.publisher, raw_file.address) == (3, None, None)


@pytest.mark.parametrize(
    ("column", "value", "match"),
    [
        ("bytes", "many", r"list\.csv: row 2, bytes: got 'many'"),
        ("sha256", "abc", r"row 2, sha256: got 'abc'"),
        ("period", "", r"row 2, period"),
        ("page", "publisher.example", r"row 2, page: got 'publisher\.example'"),
        ("address", "http://publisher.example/a.csv", r"row 2, address"),
        ("last_seen", "recently", r"row 2, last_seen: got 'recently'"),
        ("last_seen", "", r"row 2, last_seen"),
        ("how_to_get", "", r"row 2, how_to_get"),
    ],
)
def test_a_slip_is_refused_by_row_and_column(
    tmp_path: Path, column: str, value: str, match: str
) -> None:
    path = write(tmp_path / "list.csv", {**ROW, column: value})
    with pytest.raises(InvalidInputError, match=match):
        read_manifest(path)


def test_a_file_is_listed_once_and_all_columns_are_there(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match=r"row 3, file: got 'a\.csv', allowed: each file"):
        read_manifest(write(tmp_path / "twice.csv", ROW, ROW))
    path = tmp_path / "short.csv"
    path.write_text("file,bytes\n", encoding="utf-8")
    with pytest.raises(InvalidInputError, match=r"short\.csv: columns"):
        read_manifest(path)
