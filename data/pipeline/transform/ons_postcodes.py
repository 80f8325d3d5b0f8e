"""Live postcodes of England: councils of each sector, and the postcodes of each small area."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Mapping
from typing import Final

import pandas as pd

from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.readers import UNREADABLE, read_csv
from data.pipeline.transform.shared.recode import successors_of_same_area
from utils.errors import SourceSchemaError

UNITS: Final = "units"
#: A sector without its space, then the inward letters and the row of the small area of each unit.
LINE: Final = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)(\d),([A-Z]{2}\d+(?:;[A-Z]{2}\d+)*)")
LETTERS: Final = 2


def transform(raw: RawFiles, built: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return `postcode_sectors` and `postcode_units`; needs `areas` and `area_changes`.

    Raises:
        SourceSchemaError: a column is missing, a line is not as it must be, or a council or small
            area is unknown.
    """
    return {"postcode_sectors": _sectors(raw, built), "postcode_units": _units(raw)}


def _sectors(raw: RawFiles, built: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """postcode_sector, area_code (council of 2024), postcodes: number of live ones."""
    frame = read_csv(raw, "sectors", required=["sector", "lad25cd", "postcodes"], text=["sector"])
    areas = built["areas"]
    known = set(areas.loc[areas["is_current"].astype("bool"), "area_code"])
    codes = frame["lad25cd"].replace(successors_of_same_area(built["area_changes"]))
    unknown = sorted(set(codes) - known)
    if unknown:
        raise _refusal(raw, "sectors", received=unknown[:5], expected="councils of 2024 or 2025")
    frame = frame.assign(area_code=codes).rename(columns={"sector": "postcode_sector"})
    frame = frame[["postcode_sector", "area_code", "postcodes"]]
    return frame.sort_values(["postcode_sector", "area_code"], ignore_index=True)


def _units(raw: RawFiles) -> pd.DataFrame:
    """postcode_sector, area_code (LSOA 2021), inward_letters: pairs, one after another."""
    index = read_csv(raw, "small_areas", required=["idx", "lsoa21cd"])
    codes = dict(zip(index["idx"], index["lsoa21cd"], strict=True))
    units: dict[tuple[str, int], list[str]] = {}
    for sector, unit, row in _read_units(raw):
        units.setdefault((sector, row), []).append(unit)
    unknown = sorted({row for _, row in units} - codes.keys())
    if unknown:
        raise _refusal(raw, UNITS, received=unknown[:5], expected="rows of the small areas' list")
    rows = [(sector, codes[row], "".join(sorted(found))) for (sector, row), found in units.items()]
    frame = pd.DataFrame(rows, columns=["postcode_sector", "area_code", "inward_letters"])
    return frame.sort_values(["postcode_sector", "area_code"], ignore_index=True)


def _read_units(raw: RawFiles) -> Iterator[tuple[str, str, int]]:
    """Sector, inward letters and row of the small area of each postcode."""
    try:
        lines = gzip.decompress(raw.path(UNITS).read_bytes()).decode("ascii").splitlines()
    except UNREADABLE as error:
        raise _refusal(raw, UNITS, received=str(error), expected="lines of text") from error
    for number, line in enumerate(lines, start=1):
        match_ = LINE.fullmatch(line)
        if match_ is None:
            raise _refusal(
                raw,
                UNITS,
                row=number,
                received=line[:40],
                expected="a sector, then letters and a row number of each postcode",
            )
        outward, digit, units = match_.groups()
        for unit in units.split(";"):
            yield f"{outward} {digit}", unit[:LETTERS], int(unit[LETTERS:])


def _refusal(
    raw: RawFiles, key: str, *, received: object, expected: str, row: int | None = None
) -> SourceSchemaError:
    return SourceSchemaError(
        source=raw.declaration.source,
        file=raw.declaration.files[key].path,
        row=row,
        received=received,
        expected=expected,
    )
