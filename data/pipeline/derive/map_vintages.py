"""Brings values of small areas of 2001 and 2021 to those of 2011, by a single simple rule.

A small area of 2011 takes the value of another year's area when it is that area or lies wholly in
it. Nothing is averaged or shared out: whatever else happened to its borders leaves a gap.
"""

from __future__ import annotations

from typing import Final

import pandas as pd

IRREGULAR: Final = {
    "lsoa01": "A gap: borders changed irregularly between 2001 and 2011.",
    "lsoa21": "A gap: borders changed irregularly between 2011 and 2021.",
}
SEVERAL: Final = {
    "lsoa01": "A gap: made of several areas of 2001.",
    "lsoa21": "A gap: split into several areas by 2021.",
}
PART: Final = {
    "lsoa01": "The value of the 2001 area {code}, of which it was part.",
    "lsoa21": "The value of the 2021 area {code}, of which it is part.",
}
UNKNOWN: Final = "A gap: no link to an area of the other year is published."


def vintage_links(links: pd.DataFrame, *, area_type: str, codes: pd.Index[str]) -> pd.DataFrame:
    """Say for each small area of 2011 whose value it takes.

    Args:
        links: `lsoa_links`.
        area_type: lsoa01 or lsoa21.
        codes: all small areas of 2011.

    Returns:
        Indexed by `codes`: `origin`, the area whose value is taken or null; and `note`, which says
        of what larger area it is part or why there is a gap.
    """
    ours, theirs = ("new_code", "old_code") if area_type == "lsoa01" else ("old_code", "new_code")
    rows = links[(links["old_type"] == area_type) | (links["new_type"] == area_type)]
    found = (
        rows.assign(irregular=rows["change"] == "irregular", changed=rows["change"] != "unchanged")
        .groupby(ours)
        .agg(
            origin=(theirs, "first"),
            others=(theirs, "nunique"),
            irregular=("irregular", "any"),
            changed=("changed", "any"),
        )
        .reindex(codes)
    )
    unknown, several = found["others"].isna(), found["others"] > 1
    # An area without a link has no flags either.
    irregular = found["irregular"].eq(other=True)
    changed = found["changed"].eq(other=True)
    part = found["origin"].map(lambda code: PART[area_type].format(code=code), na_action="ignore")
    note = (
        part.where(changed)
        .mask(several, SEVERAL[area_type])
        .mask(irregular, IRREGULAR[area_type])
        .mask(unknown, UNKNOWN)
    )
    return pd.DataFrame({"origin": found["origin"].mask(several | irregular), "note": note})
