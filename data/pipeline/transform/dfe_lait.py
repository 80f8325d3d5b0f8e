"""Children's measures of the Department for Education's Local Authority Interactive Tool."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.readers import require_columns, to_number
from data.pipeline.transform.shared.observations import mapped, observations
from data.pipeline.transform.shared.periods import SingleYear
from utils.errors import SourceSchemaError

KEY: Final = "measures"
#: Not available, suppressed or not applicable: the tool does not say which, and it is never zero.
BLANK: Final = "-"
#: The tool's short name of a measure: our indicator, and what a bare year in it means.
MEASURES: Final[dict[str, tuple[str, SingleYear]]] = {
    "InfMort": ("infant_mortality", "calendar"),
    "Low_Birth_Weight_Babies": ("low_birth_weight", "calendar"),
    "Under18concep": ("under_18_conceptions", "calendar"),
    "Hosp_Adm_Alc_<18yrs": ("alcohol_admissions_under_18", "calendar"),
    "CMH_0-17yrs": ("mental_health_admissions_under_18", "ends_in"),
    "RTA": ("children_killed_or_injured_on_roads", "calendar"),
    "FirstYJS": ("first_time_entrants_to_youth_justice", "calendar"),
    "ReoffYO": ("youth_reoffending", "ends_in"),
    "16-17 NEET": ("neet_16_to_17", "ends_in"),
    "LAC": ("children_looked_after", "calendar"),
    "CIN": ("children_in_need", "calendar"),
    "CPP_rate": ("child_protection_plans", "calendar"),
    "NoCareLeavers": ("care_leavers_19_to_21", "ends_in"),
    "CareLeaverEET": ("care_leavers_in_education_or_work", "ends_in"),
    "CareLeaversNEET": ("care_leavers_neet", "ends_in"),
    "CareLeaverAcc": ("care_leavers_in_suitable_accommodation", "ends_in"),
    "FSP_NEW_GOODDEV": ("good_level_of_development", "ends_in"),
    "Level3Age19": ("level_3_by_19", "ends_in"),
}
#: Names the tool writes unlike the area register.
OTHER_NAMES: Final = {
    "Bedford Borough": "E06000055",
    "Bournemouth (Pre LG)": "E06000028",
    "Dorset (Pre LG)": "E10000009",
    "Durham": "E06000047",
    "Herefordshire": "E06000019",
    "Northamptonshire": "E10000021",
    "Poole (Pre LG)": "E06000029",
    "St. Helens": "E08000013",
}
#: Parts of a region, which no table of areas holds.
LEFT_OUT: Final = ("London (Inner)", "London (Outer)")
#: Measures whose figure for England is no rate: it is several times that of every region.
NO_ENGLAND: Final = ("FirstYJS",)


def transform(raw: RawFiles, built: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Read the declared measures and return `observations`, without limits.

    Raises:
        SourceSchemaError: a column, measure or area name is not as expected, or a value is no
            number.
    """
    frame = _read_measures(raw)
    codes = mapped(frame["LA and Regions"], _area_codes(built["areas"]), raw=raw, key=KEY)
    frame = frame.assign(area_code=codes)
    parts = []
    for single_year in ("calendar", "ends_in"):
        names = {
            short: ours for short, (ours, meaning) in MEASURES.items() if meaning == single_year
        }
        rows = _with_values(frame[frame["Short Desc"].isin(names)], names)
        parts.append(observations(rows, raw=raw, built=built, key=KEY, single_year=single_year))
    return {"observations": pd.concat(parts, ignore_index=True)}


def _read_measures(raw: RawFiles) -> pd.DataFrame:
    frame = pd.read_parquet(raw.path(KEY))
    require_columns(
        frame, raw=raw, key=KEY, required=["Short Desc", "Years", "LA and Regions", "Values"]
    )
    missing = set(MEASURES) - set(frame["Short Desc"])
    if missing:
        raise SourceSchemaError(
            source=raw.declaration.source,
            file=raw.declaration.files[KEY].path,
            column="Short Desc",
            received=f"no rows of {sorted(missing)}",
            expected="rows of every declared measure",
        )
    frame["value"] = to_number(frame, "Values", raw=raw, key=KEY, missing=(BLANK,))
    kept = frame["Short Desc"].isin(MEASURES) & ~frame["LA and Regions"].isin(LEFT_OUT)
    no_rate = frame["Short Desc"].isin(NO_ENGLAND) & (frame["LA and Regions"] == "England")
    return frame[kept & ~no_rate]


def _area_codes(areas: pd.DataFrame) -> dict[str, str]:
    """Names to codes; a name shared by an old and a current area means the current one."""
    top = areas[areas["area_type"] != "district"]
    ordered = top.sort_values("is_current", key=lambda flag: flag.astype("int64"))
    codes = dict(zip(ordered["area_name"], ordered["area_code"], strict=True))
    codes["Yorkshire and the Humber"] = "E12000003"
    codes["Kingston Upon Hull, City of"] = "E06000010"
    return codes | OTHER_NAMES


def _with_values(frame: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Leave out blanks: the grid has a cell for every area and year, existing or not."""
    rows = pd.DataFrame(
        {
            "indicator": frame["Short Desc"].map(names),
            "area_code": frame["area_code"],
            "period": frame["Years"],
            "sex": "persons",
            "value": frame["value"],
        }
    )
    return rows[rows["value"].notna()]
