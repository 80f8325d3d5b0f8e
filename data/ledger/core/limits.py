"""Limits on what is read: stated, changeable in a small file, and named wherever a limit is hit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from utils.errors import InvalidInputError

KILO: Final = 1_000
MEGA: Final = 1_000_000
GIGA: Final = 1_000_000_000


class Limits(BaseModel):
    """What is the most that is read, and what is believed.

    Sizes are in bytes. A file beyond a limit of size is refused whole; a row beyond a limit of
    belief (amount, date) is rejected and listed.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    largest_file: int = Field(default=8 * GIGA, gt=0)
    largest_workbook: int = Field(default=200 * MEGA, gt=0)
    most_workbook_cells: int = Field(default=30 * MEGA, gt=0)
    #: Bytes of memory and seconds that the process that reads a workbook may take.
    workbook_memory: int = Field(default=3 * GIGA, gt=0)
    workbook_seconds: int = Field(default=600, gt=0)
    most_sheets: int = Field(default=100, gt=0)
    largest_unpacked: int = Field(default=8 * GIGA, gt=0)
    largest_unpacked_workbook: int = Field(default=2 * GIGA, gt=0)
    #: Unpacked size over packed size; it is looked at beyond the first ten million bytes only.
    largest_ratio: int = Field(default=200, gt=0)
    most_entries: int = Field(default=500, gt=0)
    most_rows: int = Field(default=100 * MEGA, gt=0)
    most_columns: int = Field(default=500, gt=0)
    longest_line: int = Field(default=MEGA, gt=0)
    #: Lines of a row, where a cell has line breaks: beyond it a quote mark was left open.
    most_lines_of_row: int = Field(default=500, gt=0)
    #: Rows looked through for the header.
    most_rows_before_header: int = Field(default=60, gt=0)
    #: A month's grant of a department to the NHS is ten billion pounds.
    largest_amount: Decimal = Field(default=Decimal(100 * GIGA), gt=0, lt=Decimal(10**14))
    earliest_date: date = date(1995, 4, 1)
    #: None is the day on which the file is read.
    latest_date: date | None = None


def load_limits(path: Path) -> Limits:
    """Read limits from a YAML or JSON file; a limit that it does not name keeps its default.

    Raises:
        InvalidInputError: the file is not such a file, or names a limit that there is not.
    """
    try:
        declared: Any = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        return Limits.model_validate(declared)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        raise InvalidInputError(
            argument=f"limits in {path.name}",
            received=str(error),
            expected=f"a YAML or JSON file of {', '.join(Limits.model_fields)}",
        ) from error
