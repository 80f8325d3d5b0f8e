"""Life, healthy and disability-free life expectancy of ONS: authorities and MSOAs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.readers import read_csv, to_number
from data.pipeline.transform.shared.observations import SEXES, mapped, observations
from data.pipeline.transform.shared.periods import parse_period
from data.pipeline.transform.shared.small_areas import Measure, catalogue, small_area_rows

#: Age at which the expectancy is counted, and the indicator it gives.
AGES: Final = {0: "life_expectancy_at_birth", 65: "life_expectancy_at_65"}
#: Census-based files of authorities: indicator and value column.
CENSUS_FILES: Final = {
    "hle_upper_tier": ("healthy_life_expectancy_census", "hle"),
    "dfle_upper_tier": ("disability_free_life_expectancy_census", "dfle"),
}
#: The publisher's marks beside a value: significantly above or below England, blank for neither.
MARKS: Final = {"*": "better", "**": "worse", "": "similar"}
#: Files of MSOAs: measure, value column, lower and upper limit columns.
MSOA_FILES: Final = {
    "hle_msoa": (
        ("life_expectancy_at_birth", "le", "le_lci95", "le_uci95"),
        ("healthy_life_expectancy", "hle", "hle_lci95", "hle_uci95"),
    ),
    "dfle_msoa": (("disability_free_life_expectancy", "dfle", "dfle_lci95", "dfle_uci95"),),
    "le_msoa_2016_20": (("life_expectancy_at_birth", "life_expectancy", "lci95", "uci95"),),
}
ENGLISH_MSOA: Final = "E02"
MEASURES: Final = {
    "life_expectancy_at_birth": Measure(
        "Life expectancy at birth",
        "years",
        "high_is_good",
        1,
        "Limits are wide in areas this small. 2016-20 includes the first year of Covid-19.",
    ),
    "healthy_life_expectancy": Measure(
        "Healthy life expectancy at birth",
        "years",
        "high_is_good",
        1,
        "From health as people rated it in the Census of 2011; not comparable with survey figures.",
    ),
    "disability_free_life_expectancy": Measure(
        "Disability-free life expectancy at birth",
        "years",
        "high_is_good",
        1,
        "From long-term activity limits as reported in the Census of 2011.",
    ),
}


def transform(raw: RawFiles, built: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return `observations`, `small_areas` and `small_area_measures`.

    Raises:
        SourceSchemaError: a column is missing, or a sex, mark, age or value is not as declared.
    """
    parts = [observations(_read_local(raw), raw=raw, built=built, key="le_local_areas")]
    parts += [
        observations(_read_census(raw, key), raw=raw, built=built, key=key) for key in CENSUS_FILES
    ]
    small = [_read_msoas(raw, key) for key in MSOA_FILES]
    described = [(measure, "msoa11", what) for measure, what in MEASURES.items()]
    return {
        "observations": pd.concat(parts, ignore_index=True),
        "small_areas": pd.concat(small, ignore_index=True),
        "small_area_measures": catalogue(described, raw=raw),
    }


def _read_local(raw: RawFiles) -> pd.DataFrame:
    key = "le_local_areas"
    frame = read_csv(raw, key, required=["area_code", "sex", "age", "period", "life_expectancy"])
    return pd.DataFrame(
        {
            "indicator": mapped(frame["age"], AGES, raw=raw, key=key),
            "area_code": frame["area_code"],
            "period": frame["period"],
            "sex": mapped(frame["sex"], SEXES, raw=raw, key=key),
            "value": to_number(frame, "life_expectancy", raw=raw, key=key, missing=()),
        }
    )


def _read_census(raw: RawFiles, key: str) -> pd.DataFrame:
    indicator, column = CENSUS_FILES[key]
    limits = {"lower_cl": f"{column}_lci95", "upper_cl": f"{column}_uci95"}
    frame = read_csv(
        raw,
        key,
        required=["area_code", "sex", "period", "sig_vs_england", column, *limits.values()],
        text=["sig_vs_england"],
    )
    numbers = {
        ours: to_number(frame, theirs, raw=raw, key=key, missing=())
        for ours, theirs in {"value": column, **limits}.items()
    }
    return pd.DataFrame(
        {
            "indicator": indicator,
            "area_code": frame["area_code"],
            "period": frame["period"],
            "sex": mapped(frame["sex"], SEXES, raw=raw, key=key),
            "verdict_england": mapped(frame["sig_vs_england"].fillna(""), MARKS, raw=raw, key=key),
            **numbers,
        }
    )


def _read_msoas(raw: RawFiles, key: str) -> pd.DataFrame:
    columns = [column for _, *three in MSOA_FILES[key] for column in three]
    frame = read_csv(raw, key, required=["area_code", "sex", "period", *columns])
    rows = frame[["area_code", "period"]].assign(
        sex=mapped(frame["sex"], SEXES, raw=raw, key=key),
        **{column: to_number(frame, column, raw=raw, key=key, missing=()) for column in columns},
    )
    english = rows[rows["area_code"].str.startswith(ENGLISH_MSOA)]
    parts = [
        small_area_rows(
            part.rename(columns={value: "value", lower: "lower_cl", upper: "upper_cl"}),
            raw=raw,
            measure=measure,
            area_type="msoa11",
            period=parse_period(period).label,
            sex=str(sex),
        )
        for measure, value, lower, upper in MSOA_FILES[key]
        for (period, sex), part in english.groupby(["period", "sex"])
    ]
    return pd.concat(parts, ignore_index=True)
