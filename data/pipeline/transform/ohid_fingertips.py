"""Indicators of OHID Fingertips: life expectancy and its slope, mortality, behaviours, care."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.readers import read_csv, to_number
from data.pipeline.transform.shared.observations import SEXES, VERDICTS, mapped, observations

#: Extracts of 2025 and 2026: file key to our indicator and the column that holds the sex.
EXTRACTS_2026: Final = {
    "life_expectancy": ("life_expectancy_at_birth_ohid", "inequality"),
    "slope_index": ("slope_index_of_inequality", "inequality"),
    "preventable_mortality": ("preventable_mortality_under_75", "unit"),
    "preventable_mortality_2025": ("preventable_mortality_under_75_2025_take", "unit"),
    "smoking": ("smoking_adults_aps", "unit"),
    "overweight_adults": ("overweight_adults", "unit"),
    "inactive_adults": ("physically_inactive_adults", "unit"),
    "depression": ("depression_recorded", "unit"),
    "dental_decay": ("dental_decay_age_5", "unit"),
}
#: Extracts of 2020, an older take each of its own: the verdict column is named otherwise.
EXTRACTS_2020: Final = {
    "slope_index_2020": ("slope_index_of_inequality_2020_take", "group"),
    "healthy_life_expectancy_2020": ("healthy_life_expectancy_2020_take", "group"),
    "children_in_care_2020": ("children_looked_after_2020_take", "unit"),
    "preventable_cancer": ("preventable_cancer_mortality_under_75", "unit"),
    "alcohol_admissions": ("alcohol_related_admissions", "unit"),
    "alcohol_mortality": ("alcohol_related_mortality", "unit"),
    "self_harm": ("self_harm_admissions", "unit"),
    "self_harm_young": ("self_harm_admissions_10_to_24", "unit"),
    "falls": ("falls_admissions_65_and_over", "unit"),
    "deaths_usual_residence": ("deaths_in_usual_residence_65_and_over", "unit"),
    "dementia_diagnosis": ("dementia_diagnosis_rate", "unit"),
    "serious_mental_illness": ("excess_mortality_serious_mental_illness", "unit"),
    "school_readiness_fsm": ("school_readiness_free_school_meals", "unit"),
    "low_income_families": ("children_in_low_income_families_2006_to_2016", "unit"),
}
#: Complete Fingertips downloads: file key to the publisher's indicator number and ours.
DOWNLOADS: Final = {
    "cancer_mortality": (40501, "cancer_mortality_under_75"),
    "social_contact": (90280, "social_contact_care_users"),
}
#: What the sex column of an extract may hold; some publishers' units stand for persons.
EXTRACT_SEXES: Final = {**SEXES, "Deaths": "persons", "5 years children": "persons"}
ADULTS: Final = "18+ yrs"
#: Suppressed, or an area that took no part.
BLANK: Final = "NA"


def transform(raw: RawFiles, built: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Read every extract and return `observations`; takes of different years stay apart.

    Raises:
        SourceSchemaError: a column is missing, or a sex, verdict or value is not as declared.
    """
    frames = {
        **{key: _read_extract(raw, key, verdict="compared_to_England") for key in EXTRACTS_2026},
        **{key: _read_extract(raw, key, verdict="significance") for key in EXTRACTS_2020},
        **{key: _read_download(raw, key) for key in DOWNLOADS},
    }
    parts = [observations(frame, raw=raw, built=built, key=key) for key, frame in frames.items()]
    return {"observations": pd.concat(parts, ignore_index=True)}


def _read_extract(raw: RawFiles, key: str, *, verdict: str) -> pd.DataFrame:
    indicator, sex = {**EXTRACTS_2026, **EXTRACTS_2020}[key]
    frame = read_csv(
        raw,
        key,
        required=["area_code", "period", "value", sex, verdict],
        text=["area_code", "period", sex, verdict],
    )
    return pd.DataFrame(
        {
            "indicator": indicator,
            "area_code": frame["area_code"],
            "period": frame["period"],
            "sex": mapped(frame[sex], EXTRACT_SEXES, raw=raw, key=key),
            "value": to_number(frame, "value", raw=raw, key=key, missing=(BLANK,)),
            "verdict_england": mapped(frame[verdict], VERDICTS, raw=raw, key=key),
        }
    )


def _read_download(raw: RawFiles, key: str) -> pd.DataFrame:
    number, indicator = DOWNLOADS[key]
    verdict = "Compared to England value or percentiles"
    names = {
        "value": "Value",
        "lower_cl": "Lower CI 95.0 limit",
        "upper_cl": "Upper CI 95.0 limit",
        "numerator": "Count",
        "denominator": "Denominator",
    }
    frame = read_csv(
        raw,
        key,
        required=[
            "Indicator ID",
            "Area Code",
            "Time period",
            "Sex",
            "Age",
            verdict,
            *names.values(),
        ],
        text=["Area Code", "Time period", "Sex", "Age", verdict],
    )
    numbers = {
        ours: to_number(frame, theirs, raw=raw, key=key, missing=())
        for ours, theirs in names.items()
    }
    rows = pd.DataFrame(
        {
            "indicator": indicator,
            "area_code": frame["Area Code"],
            "period": frame["Time period"],
            "sex": mapped(frame["Sex"], SEXES, raw=raw, key=key),
            "verdict_england": mapped(frame[verdict], VERDICTS, raw=raw, key=key),
            **numbers,
        }
    )
    return rows[(frame["Indicator ID"] == number) & _all_adults_or_under_75(frame)]


def _all_adults_or_under_75(frame: pd.DataFrame) -> pd.Series:
    """Leave out the rows of single age groups and of one sex, which England alone has."""
    return frame["Age"].isin([ADULTS, "<75 yrs"]) & (frame["Sex"] == "Persons")
