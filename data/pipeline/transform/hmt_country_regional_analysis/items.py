"""Places each segment of the analysis in an item of the whole count, by the declared list."""

from __future__ import annotations

import csv
import io
from typing import Final

import pandas as pd

from data.pipeline.transform.shared.place import Place
from data.pipeline.transform.shared.whole_place import (
    SEGMENT_LABELS,
    SEGMENTS,
    one_spelling,
    read_declared,
    segment_items,
)
from utils.errors import SourceSchemaError

LABELS: Final = list(SEGMENT_LABELS)


def place_segments(rows: pd.DataFrame, *, place: Place) -> pd.DataFrame:
    """Add the column `item`, as declared of each segment.

    Args:
        rows: department, segment, function, subfunction, amount_gbp and `row`, the line in the
            sheet.
        place: The edition that the rows are from, for messages.

    Raises:
        SourceSchemaError: a segment is not declared; the message names the largest, and gives the
            lines that the list lacks.
    """
    known = segment_items()
    different = rows[LABELS].drop_duplicates()
    keys = zip(*(different[name].map(one_spelling) for name in LABELS), strict=True)
    items = pd.Series([known.get(key) for key in keys], index=different.index, dtype="str")
    different = different.assign(item=items)
    placed = rows.merge(different, on=LABELS, how="left", validate="many_to_one")
    unknown = placed[placed["item"].isna()]
    if len(unknown):
        raise _refuse(unknown, place=place)
    return placed


def join_items(placed: pd.DataFrame) -> pd.DataFrame:
    """Put items together in the years in which accounts show their sum only, as is declared.

    Args:
        placed: item and financial_year, among others.
    """
    item = placed["item"]
    for joined in read_declared("joined_items").to_dict("records"):
        in_years = placed["financial_year"].between(joined["first_year"], joined["last_year"])
        item = item.mask(in_years & (placed["item"] == joined["item"]), joined["joined_item"])
    return placed.assign(item=item)


def _refuse(unknown: pd.DataFrame, *, place: Place) -> SourceSchemaError:
    """Name the largest unknown segment, and write a line of the list for each of them."""
    sizes = unknown.assign(gbp=unknown["amount_gbp"].abs()).groupby(LABELS)
    found = sizes.agg(gbp=("gbp", "sum"), row=("row", "min")).sort_values("gbp", ascending=False)
    lines = io.StringIO()
    csv.writer(lines, lineterminator="\n").writerows([*key, "", ""] for key in found.index)
    first = found.reset_index().iloc[0]
    return place.refuse(
        row=int(first["row"]),
        column="segment",
        received=" | ".join(first[LABELS]) + f" (GBP {first['gbp']:,.0f} in all)",
        expected=(
            f"a segment of data/declared/money/whole_place/{SEGMENTS}.csv. Add a line for each of "
            f"these {len(found)}, and at its end its item and why it is of that item:\n"
            f"{lines.getvalue()}"
        ),
    )
