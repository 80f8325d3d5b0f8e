"""The list of raw files: what each is, where its publisher has it, and its size and hash.

A person edits everything in `data/declared/raw_files.csv` but sizes and hashes, which are measured:

    python3 -m data.build --measure --from DIR
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from data.pipeline.extract.declarations import refusal_of
from utils.config import RAW_FILES_FILE
from utils.errors import InvalidInputError

BLOCK: Final = 1 << 20
NOT_CHECKED: Final = "not checked"
Https = Annotated[str, Field(pattern=r"^https://\S+$")]


class RawFile(BaseModel):
    """A raw file; an empty publisher, licence or page is that of the sources that read it.

    Attributes:
        file: path below the raw folder, or inside an installed package.
        bytes: size of the content (see `Measure`); none before it was measured.
        sha256: hash of the content.
        period: what the figures in it cover.
        publisher: who published this very file.
        licence: its terms.
        page: the publisher's page on which it, or what it was made from, is offered.
        address: where exactly this file is served by its publisher, if that is known.
        last_seen: date on which somebody saw it at the address or on the page, or "not checked".
        how_to_get: what it is and how it was, or can be, had.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    file: str
    bytes: int | None
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None
    period: Annotated[str, Field(min_length=1)]
    publisher: str | None
    licence: str | None
    page: Https | None
    address: Https | None
    last_seen: Annotated[str, Field(pattern=rf"^(\d{{4}}-\d{{2}}-\d{{2}}|{NOT_CHECKED})$")]
    how_to_get: Annotated[str, Field(min_length=1)]

    @field_validator("*", mode="before")
    @classmethod
    def _empty_is_none(cls, value: object) -> object:
        return None if value == "" else value


COLUMNS: Final = tuple(RawFile.model_fields)


@cache
def read_manifest(path: Path = RAW_FILES_FILE) -> Mapping[str, RawFile]:
    """Read the list of raw files, keyed by path.

    Raises:
        InvalidInputError: another column, a value that is not allowed, or a file listed twice;
            names file, row and column.
    """
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise InvalidInputError(
                argument=f"{path.name}: columns",
                received=reader.fieldnames,
                expected=", ".join(COLUMNS),
            )
        listed: dict[str, RawFile] = {}
        for number, row in enumerate(reader, start=2):
            raw_file = _read_row(row, where=f"{path.name}: row {number}")
            if raw_file.file in listed:
                raise InvalidInputError(
                    argument=f"{path.name}: row {number}, file",
                    received=raw_file.file,
                    expected="each file once",
                )
            listed[raw_file.file] = raw_file
    return listed


def _read_row(row: Mapping[str, str], *, where: str) -> RawFile:
    try:
        return RawFile.model_validate(row)
    except ValidationError as error:
        raise refusal_of(f"{where}, ", error) from error


@dataclass(frozen=True)
class Measure:
    """Size in bytes and SHA-256 of a file's content; of a file in gzip, of what is packed in it.

    The same content is packed differently by different programs, which is no other edition.
    """

    bytes: int
    sha256: str


def measure_file(path: Path) -> Measure:
    """Measure a file.

    Raises:
        OSError, EOFError, zlib.error: it cannot be read, or not be unpacked.
    """
    size, digest = 0, hashlib.sha256()
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
        while block := file.read(BLOCK):
            size += len(block)
            digest.update(block)
    return Measure(size, digest.hexdigest())


def manifest_text(listed: Iterable[RawFile]) -> str:
    """The list as it is kept: a line for each file, ordered by path."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(
        raw_file.model_dump() for raw_file in sorted(listed, key=lambda raw_file: raw_file.file)
    )
    return out.getvalue()
