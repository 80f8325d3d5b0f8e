"""Areas of England in their 2024 geography, the abolished ones, and how each led to today's."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import pandas as pd

from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.readers import read_csv
from geo.codes import area_type
from utils.config import ENGLAND

VINTAGES = tuple(f"ltla{year}" for year in range(16, 25))
#: Recoded in April 2025, after the geography this project holds constant.
RECODED_2025 = {"E08000038": "E08000016", "E08000039": "E08000019"}
AREA_COLUMNS = [
    "area_code",
    "area_name",
    "area_type",
    "level",
    "upper_tier_code",
    "region_code",
    "valid_from",
    "valid_to",
    "is_current",
]
CHANGE_COLUMNS = ["old_code", "code_system", "old_name", "new_code", "year", "change"]


def transform(raw: RawFiles, _built: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Build `areas` (a row for each area, current or abolished) and `area_changes`."""
    tiers = _read_tiers(raw)
    authorities = _read_authorities(raw)
    vintages = _read_vintages(raw)
    changes = pd.concat(
        [
            _changes_by_vintage(vintages),
            _changes_of_counties(authorities),
            _changes_of_2009(authorities),
            _recodings(raw),
        ],
        ignore_index=True,
    ).drop_duplicates(["old_code", "new_code"])
    current = _current_areas(tiers)
    areas = pd.concat([current, _abolished_areas(changes, current)], ignore_index=True)
    areas["valid_from"] = areas["area_code"].map(_first_years(changes)).astype("Int64")
    return {"areas": areas[AREA_COLUMNS], "area_changes": changes[CHANGE_COLUMNS]}


def _read_tiers(raw: RawFiles) -> pd.DataFrame:
    """A row for each lower-tier authority of 2024 with its upper tier and region."""
    upper = read_csv(
        raw,
        "lower_to_upper_tier",
        required=["ltla23_code", "ltla23_name", "utla23_code", "utla23_name"],
    )
    region = read_csv(
        raw, "lower_tier_to_region", required=["ltla24_code", "region24_code", "region24_name"]
    )
    upper = upper[upper["ltla23_code"].str.startswith("E")]
    return upper.merge(
        region.drop(columns="ltla24_name"),
        left_on="ltla23_code",
        right_on="ltla24_code",
        validate="one_to_one",
    )


def _read_authorities(raw: RawFiles) -> pd.DataFrame:
    return read_csv(
        raw,
        "authority_to_constant_area",
        required=[
            "ecode",
            "authority_name_latest",
            "class",
            "last_year_in_ro",
            "ons_code",
            "current_authority_ons_code",
            "constant_area_2024_ons_code",
        ],
    )


def _read_vintages(raw: RawFiles) -> pd.DataFrame:
    required = [f"{vintage}_{part}" for vintage in VINTAGES for part in ("code", "name")]
    frame = read_csv(raw, "lower_tier_changes", required=required)
    return frame[frame["ltla24_code"].str.startswith("E", na=False)]


def _current_areas(tiers: pd.DataFrame) -> pd.DataFrame:
    regions = tiers[["region24_code", "region24_name"]].drop_duplicates()
    counties = tiers[tiers["utla23_code"].str.startswith("E10")].drop_duplicates("utla23_code")
    columns = ["area_code", "area_name", "upper_tier_code", "region_code"]
    rows = pd.concat(
        [
            pd.DataFrame([[ENGLAND, "England", None, None]], columns=columns),
            regions.set_axis(columns[:2], axis=1),
            counties[["utla23_code", "utla23_name", "utla23_code", "region24_code"]].set_axis(
                columns, axis=1
            ),
            tiers[["ltla23_code", "ltla23_name", "utla23_code", "region24_code"]].set_axis(
                columns, axis=1
            ),
        ],
        ignore_index=True,
    )
    return _with_type(rows).assign(valid_to=None, is_current=True)


def _with_type(rows: pd.DataFrame) -> pd.DataFrame:
    types = rows["area_code"].map(area_type)
    levels = {
        "england": "england",
        "region": "region",
        "county": "upper_tier",
        "district": "lower_tier",
    }
    return rows.assign(area_type=types, level=types.map(levels).fillna("both"))


def _changes_by_vintage(vintages: pd.DataFrame) -> pd.DataFrame:
    """Districts and unitaries abolished from 2017 to 2024, each with its first successor."""
    parts = []
    for before, after in pairwise(VINTAGES):
        pair = vintages[
            [f"{before}_code", f"{before}_name", f"{after}_code", f"{after}_name"]
        ].drop_duplicates()
        pair = pair.set_axis(["old_code", "old_name", "new_code", "new_name"], axis=1)
        changed = pair[pair["old_code"] != pair["new_code"]].dropna(subset="old_code")
        parts.append(changed.assign(year=2000 + int(after[-2:]), change="merged"))
    return pd.concat(parts, ignore_index=True).assign(code_system="gss")


def _changes_of_counties(authorities: pd.DataFrame) -> pd.DataFrame:
    """Counties abolished since 2011: into a single successor (merged) or several (split)."""
    counties = authorities[
        authorities["ons_code"].fillna("").str.startswith("E10")
        & (authorities["ons_code"] != authorities["constant_area_2024_ons_code"])
    ]
    return _successors(counties, old_code="ons_code", code_system="gss")


def _changes_of_2009(authorities: pd.DataFrame) -> pd.DataFrame:
    """Councils abolished before GSS codes: known by the E-code of the outturn returns."""
    gone = authorities[authorities["ons_code"].isna()]
    return _successors(gone, old_code="ecode", code_system="ecode")


def _successors(rows: pd.DataFrame, *, old_code: str, code_system: str) -> pd.DataFrame:
    exploded = rows.assign(
        new_code=rows["current_authority_ons_code"].str.split("|"),
        change=rows["current_authority_ons_code"]
        .str.contains("|", regex=False)
        .map({True: "split", False: "merged"}),
        year=rows["last_year_in_ro"].str[:4].astype("int64") + 1,
        old_name=rows["authority_name_latest"],
        code_system=code_system,
    ).explode("new_code")
    return exploded.assign(old_code=exploded[old_code])[CHANGE_COLUMNS]


def _recodings(raw: RawFiles) -> pd.DataFrame:
    """Areas that kept their name and got a new code (boundary tidied), and those of 2025."""
    register = read_csv(
        raw, "authority_register", required=["gss-code", "official-name", "former-gss-codes"]
    )
    former = register[
        register["former-gss-codes"].fillna("").str.match(r"E0[6-9]")
        & register["gss-code"].fillna("").str.startswith("E")
    ]
    rows = former[["former-gss-codes", "official-name", "gss-code"]].set_axis(
        ["old_code", "old_name", "new_code"], axis=1
    )
    later = pd.DataFrame(
        [(old, None, new) for old, new in RECODED_2025.items()], columns=rows.columns
    )
    return pd.concat([rows.assign(year=2013), later.assign(year=2025)], ignore_index=True).assign(
        change="recoded", code_system="gss"
    )


def _abolished_areas(changes: pd.DataFrame, current: pd.DataFrame) -> pd.DataFrame:
    """Abolished areas; upper tier and region are their last successor's where it is an area."""
    known = current.set_index("area_code")
    gone = changes[
        (changes["code_system"] == "gss")
        & (changes["change"] != "recoded")
        & ~changes["old_code"].isin(known.index)
    ]
    single = gone.drop_duplicates("old_code").set_index("old_code")
    successor = single["new_code"]
    while not successor.isin(known.index).all():
        successor = successor.map(
            lambda code: code if code in known.index else single["new_code"][code]
        )
    rows = pd.DataFrame(
        {
            "area_code": single.index,
            "area_name": single["old_name"].to_numpy(),
            "upper_tier_code": successor.map(known["upper_tier_code"]).to_numpy(),
            "region_code": successor.map(known["region_code"]).to_numpy(),
            "valid_to": single["year"].to_numpy(),
        }
    )
    split = rows["area_code"].isin(gone.loc[gone["change"] == "split", "old_code"])
    rows.loc[split, "upper_tier_code"] = None
    return _with_type(rows).assign(is_current=False)


def _first_years(changes: pd.DataFrame) -> dict[str, int]:
    """The year from which a merged or split successor exists."""
    made = changes[changes["change"] != "recoded"]
    return {str(code): int(year) for code, year in made.groupby("new_code")["year"].min().items()}
