"""What each integrated care board was allocated, as NHS England's workbooks give it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

import pandas as pd

from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.readers import read_sheet
from data.pipeline.transform.shared.place import Place, place_of

GBP_PER_UNIT: Final = 1e3
BOARD_CODE: Final = re.compile(r"Q[0-9A-Z]{2}")
CODE_HEADING: Final = "ICB23"
#: What NHS England keeps in its regions is in the printed total of some sheets and of no board.
RETAINED: Final = "NHS England"
#: Totals are printed in whole thousands.
ROUNDING_GBP: Final = 1e3


class Part(NamedTuple):
    """One item of one year: the sheet and the columns, in GBP thousand, of which it is the sum."""

    year: str
    item: str
    key: str
    sheet: str
    headings: tuple[str, ...]


EARLY: Final = "allocations_2023"
LATE: Final = "allocations_2025"
COMBINED_2023: Final = (
    "2023/24 Combined allocation (inc. COVID, additional elective, discharge, and capacity) (£k)"
)
PARTS: Final = (
    Part(
        "2022-23",
        "nhs_core",
        EARLY,
        "ICB Core Baseline 2023-24",
        (
            "2022/23 Adjusted recurrent baseline (£k)",
            "2022/23 COVID (£k)",
            "2022/23 Additional elective funding (ICB) (£k)",
        ),
    ),
    Part(
        "2022-23",
        "nhs_primary_medical",
        EARLY,
        "PMC Baseline 2023-24",
        ("2022/23 Adjusted recurrent baseline (£k)",),
    ),
    Part(
        "2022-23",
        "nhs_pharmacy_optical_dental",
        EARLY,
        "Other Primary Care",
        ("2022/23 Recurrent baseline £k",),
    ),
    Part(
        "2023-24",
        "nhs_core",
        EARLY,
        "ICB Core Allocations 2023-24",
        (COMBINED_2023,),
    ),
    Part(
        "2023-24",
        "nhs_primary_medical",
        EARLY,
        "PMC Allocations 2023-24",
        ("2023/24 Recurrent allocation (£k)",),
    ),
    Part(
        "2023-24",
        "nhs_pharmacy_optical_dental",
        EARLY,
        "Other Primary Care",
        ("2023/24 Recurrent allocation £k",),
    ),
    Part("2023-24", "nhs_running_cost", EARLY, "ICB running cost allowance", ("2023/24 £k",)),
    Part(
        "2024-25",
        "nhs_core",
        EARLY,
        "ICB Core Allocations 2024-25",
        ("2024/25 Combined allocation (inc. COVID, additional elective and discharge) (£k)",),
    ),
    Part(
        "2024-25",
        "nhs_primary_medical",
        EARLY,
        "PMC Allocations 2024-25",
        ("2024/25 Recurrent allocation (£k)",),
    ),
    Part(
        "2024-25",
        "nhs_pharmacy_optical_dental",
        EARLY,
        "Other Primary Care",
        ("2024/25 Recurrent allocation £k",),
    ),
    Part("2024-25", "nhs_running_cost", EARLY, "ICB running cost allowance", ("2024/25 £k",)),
    Part(
        "2025-26",
        "nhs_core",
        LATE,
        "ICB Core Allocations 2025-26",
        ("2025/26 Total allocation (£k)",),
    ),
    Part(
        "2025-26",
        "nhs_specialised_delegated",
        LATE,
        "Specialised Allocations 2025-26",
        ("2025/26 Physical health services + MH resource allocation (£k)",),
    ),
    Part(
        "2025-26",
        "nhs_primary_medical",
        LATE,
        "PMC Allocation 2025-26",
        ("Revised recurrent allocation (£k)",),
    ),
    Part(
        "2025-26",
        "nhs_pharmacy_optical_dental",
        LATE,
        "POD Allocation 2025-26",
        ("2025/26 Total allocation (£k)",),
    ),
    Part("2025-26", "nhs_running_cost", LATE, "ICB running cost allowance", ("2025/26 (£k)",)),
)


def read_boards(raw: RawFiles) -> pd.DataFrame:
    """Read every part: year, item, board and its amount in GBP.

    Raises:
        SourceSchemaError: a sheet or heading is missing, an amount is no number, or the boards do
            not add up to the total that is printed below them.
    """
    return pd.concat([_read_part(raw, part) for part in PARTS], ignore_index=True)


def _read_part(raw: RawFiles, part: Part) -> pd.DataFrame:
    rows = read_sheet(raw, part.key, sheet=part.sheet)
    return parse_part(rows, part=part, place=place_of(raw, part.key, sheet=part.sheet))


def parse_part(rows: Sequence[Sequence[object]], *, part: Part, place: Place) -> pd.DataFrame:
    """Read the boards of one part from a sheet; see `read_boards`."""
    top, code, columns = _find_columns(rows, headings=part.headings, place=place)
    amounts: dict[str, float] = {}
    retained, printed = 0.0, None
    for number, row in enumerate(rows[top + 1 :], start=top + 2):
        board = _text(row[code])
        kind = _kind_of(row, code=code, column=columns[0])
        if kind is None:
            continue
        amount = sum(_amount(row[one], row=number, column=one, place=place) for one in columns)
        if kind == "board":
            if board in amounts:
                raise place.refuse(
                    row=number, column=CODE_HEADING, received=board, expected="each board once"
                )
            amounts[board] = amount
        elif kind == "retained":
            retained += amount
        else:
            printed = amount
    whole = sum(amounts.values()) + retained
    if printed is None or abs(whole - printed) > ROUNDING_GBP * len(columns):
        raise place.refuse(
            column=", ".join(part.headings),
            received=printed,
            expected=f"a total row of {whole:.0f}",
        )
    boards = pd.DataFrame({"board": list(amounts), "amount_gbp": list(amounts.values())})
    return boards.assign(financial_year=part.year, item=part.item)


def _find_columns(
    rows: Sequence[Sequence[object]], *, headings: Sequence[str], place: Place
) -> tuple[int, int, list[int]]:
    """Row of the headings, column of the board's code, and the columns wanted."""
    for number, row in enumerate(rows):
        names = [_text(cell) for cell in row]
        if CODE_HEADING in names:
            lacking = [one for one in headings if one not in names]
            if lacking:
                raise place.refuse(
                    row=number + 1, column=lacking[0], received=names, expected=f"{list(headings)}"
                )
            return number, names.index(CODE_HEADING), [names.index(one) for one in headings]
    raise place.refuse(column=CODE_HEADING, received="no such heading", expected=CODE_HEADING)


def _kind_of(row: Sequence[object], *, code: int, column: int) -> str | None:
    """Whether a row is of a board, of what is retained, of all of them, or of something else."""
    if BOARD_CODE.fullmatch(_text(row[code])):
        return "board"
    if _text(row[code - 1]) == RETAINED:
        return "retained"
    name = _text(row[code + 1]).casefold()
    unnamed = not any(_text(cell) for cell in row[: code + 2]) and _text(row[column])
    return "total" if name == "england" or unnamed else None


def _amount(cell: object, *, row: int, column: int, place: Place) -> float:
    """An amount in GBP; totals are written as text with commas in some sheets."""
    try:
        return float(_text(cell).replace(",", "")) * GBP_PER_UNIT
    except ValueError:
        raise place.refuse(
            row=row, column=f"number {column + 1}", received=cell, expected="a number"
        ) from None


def _text(cell: object) -> str:
    return " ".join(str(cell).split())
