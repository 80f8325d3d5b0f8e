"""Unit costs of outcomes by the body that bears them, in prices of 2015-16."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import pandas as pd

from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.readers import read_sheet
from data.pipeline.transform.shared.place import Place, place_of

KEY: Final = "costs"
SHEETS: Final = (
    "Crime",
    "Education & Skills",
    "Employment & Economy",
    "Fire",
    "Health",
    "Housing",
    "Social Services",
)
HEAD_ROWS: Final = 2
#: Columns by position; the sheets' heads are over two rows and name three kinds of value alike.
CATEGORY, OUTCOME, CODE, DETAIL, UNIT, BODY, BODY_PART = range(7)
VALUES: Final = {"fiscal_gbp": 9, "economic_gbp": 12, "social_gbp": 15}
CITATION, QUALITY, COMMENT = 16, 17, 18
HEADS: Final = {
    CODE: "Cost code",
    DETAIL: "Cost / saving detail",
    UNIT: "Unit",
    CITATION: "Original source",
    QUALITY: "RAG assessment",
}
UPDATED: Final = "Updated cost/saving"
QUALITIES: Final = {"G": "good", "A": "fair", "R": "weak"}


def transform(raw: RawFiles, _built: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return `unit_costs`, one row a cost.

    Raises:
        SourceSchemaError: a head is not where it was, a code is repeated, an amount is no number,
            or a quality is unknown.
    """
    rows = [
        row
        for sheet in SHEETS
        for row in parse_sheet(
            read_sheet(raw, KEY, sheet=sheet), place=place_of(raw, KEY, sheet=sheet)
        )
    ]
    costs = pd.DataFrame(rows)
    repeated = costs.loc[costs["code"].duplicated(), "code"]
    if len(repeated):
        raise place_of(raw, KEY).refuse(
            column=HEADS[CODE], received=repeated.iloc[0], expected="each code once"
        )
    return {"unit_costs": costs.assign(price_year="2015-16", source=raw.declaration.source)}


def parse_sheet(
    rows: Sequence[Sequence[object]], *, place: Place
) -> Iterator[dict[str, str | float | None]]:
    """The costs of a sheet; rows without a code are headings.

    Raises:
        SourceSchemaError: see `transform`.
    """
    _check_heads(rows, place=place)
    for number, row in enumerate(rows[HEAD_ROWS:], HEAD_ROWS + 1):
        if not _text(row[CODE]):
            continue
        amounts: dict[str, float | None] = {
            name: _amount(row[position], row=number, column=name, place=place)
            for name, position in VALUES.items()
        }
        quality = _text(row[QUALITY])
        if quality not in QUALITIES:
            raise place.refuse(
                row=number,
                column=HEADS[QUALITY],
                received=quality,
                expected=f"one of {sorted(QUALITIES)}",
            )
        yield {
            "code": _text(row[CODE]),
            "cost_category": _text(row[CATEGORY]).capitalize(),
            "outcome": _text(row[OUTCOME]).strip("-") or None,
            "name": _text(row[DETAIL]),
            "unit": _text(row[UNIT]),
            "body": _text(row[BODY]),
            "body_part": _text(row[BODY_PART]).strip("-") or None,
            **amounts,
            "quality": QUALITIES[quality],
            "citation": _text(row[CITATION]),
            "note": _text(row[COMMENT]) or None,
        }


def _check_heads(rows: Sequence[Sequence[object]], *, place: Place) -> None:
    for position, expected in HEADS.items():
        if _text(rows[0][position]) != expected:
            raise place.refuse(row=1, received=rows[0][position], expected=expected)
    for position in VALUES.values():
        if _text(rows[1][position]).replace(" ", "") != UPDATED.replace(" ", ""):
            raise place.refuse(row=2, received=rows[1][position], expected=UPDATED)


def _text(cell: object) -> str:
    return " ".join(str(cell).split())


def _amount(cell: object, *, row: int, column: str, place: Place) -> float | None:
    if cell == "":
        return None
    if not isinstance(cell, int | float):
        raise place.refuse(row=row, column=column, received=cell, expected="a number or nothing")
    return float(cell)
