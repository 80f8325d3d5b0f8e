"""Places each segment of the analysis in an item of the whole count, by declared rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import pandas as pd

from data.pipeline.transform.shared.place import Place
from data.pipeline.transform.shared.whole_place import SegmentRule, departments, segment_rules

#: What a segment's place depends on.
DECIDES: Final = ["department", "segment", "function", "subfunction"]


def place_segments(rows: pd.DataFrame, *, place: Place) -> pd.DataFrame:
    """Add the column `item`, by the first declared rule that fits.

    Args:
        rows: department, segment, function, subfunction and `row`, the line in the sheet.
        place: Where the rows are from, for messages.

    Raises:
        SourceSchemaError: a department is not declared, or no rule fits a segment; the message
            names the row.
    """
    families, rules = departments(), segment_rules()
    different = rows.drop_duplicates(DECIDES)
    items = {}
    labels = zip(*(different[name].astype("str") for name in DECIDES), strict=True)
    for row, key in zip(different["row"].tolist(), labels, strict=True):
        family = families.get(key[0])
        if family is None:
            raise place.refuse(
                row=row,
                column="department",
                received=key[0],
                expected="a department of data/declared/money/whole_place/departments.csv",
            )
        item = _first_fit(rules, family, key[1:])
        if item is None:
            raise place.refuse(
                row=row,
                column="segment",
                received=" | ".join(key),
                expected="a rule of data/declared/money/whole_place/segment_rules.csv that fits",
            )
        items[key] = item
    return rows.assign(
        item=[items[key] for key in rows[DECIDES].itertuples(index=False, name=None)]
    )


def _first_fit(rules: Sequence[SegmentRule], family: str, words: Sequence[str]) -> str | None:
    """The item of the first rule that fits a segment; its function reads "main | part"."""
    segment, function, subfunction = (word.casefold() for word in words)
    whole = f"{function} | {subfunction}"
    for rule in rules:
        if (
            family in rule.families
            and re.search(rule.segment, segment)
            and re.search(rule.function, whole)
        ):
            return rule.item
    return None
