"""Indicators of ONS Explore Local Statistics: surveys, work, pay, schools and mortality."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.readers import read_csv, to_number
from data.pipeline.transform.shared.observations import mapped, observations

#: File key, publisher's name of the indicator, our indicator and sex.
SERIES: Final = (
    ("healthy_life_expectancy", "Male healthy life expectancy", "healthy_life_expectancy", "male"),
    (
        "healthy_life_expectancy",
        "Female healthy life expectancy",
        "healthy_life_expectancy",
        "female",
    ),
    (
        "cardiovascular_mortality",
        "Preventable cardiovascular mortality (England)",
        "preventable_cardiovascular_mortality",
        "persons",
    ),
    ("smoking", "Cigarette smokers", "smoking_adults_pooled", "persons"),
    ("adult_obesity", "Adult obesity prevalence", "obesity_adults", "persons"),
    (
        "cancer_stage",
        "Cancer diagnosis at stage 1 and 2",
        "early_cancer_diagnosis",
        "persons",
    ),
    ("wellbeing", "Satisfaction", "life_satisfaction", "persons"),
    ("wellbeing", "Worthwhile", "life_worthwhile", "persons"),
    ("wellbeing", "Happiness", "happiness", "persons"),
    ("wellbeing", "Anxiety", "anxiety", "persons"),
    (
        "child_poverty",
        "Children in relative poverty before housing costs",
        "child_poverty_before_housing_costs",
        "persons",
    ),
    (
        "child_poverty",
        "Children in relative poverty after housing costs",
        "child_poverty_after_housing_costs",
        "persons",
    ),
    ("employment", "Employment rate", "employment_rate", "persons"),
    ("employment", "Economically inactive", "economic_inactivity", "persons"),
    ("unemployment", "Modelled unemployment rate", "unemployment_rate", "persons"),
    ("claimants", "Claimant Count", "claimant_count", "persons"),
    ("pay", "Gross median weekly pay", "median_weekly_pay", "persons"),
    (
        "household_income",
        "Gross disposable household income",
        "household_income_per_head",
        "persons",
    ),
    (
        "housing_affordability",
        "Housing affordability ratio (residence-based)",
        "housing_affordability_ratio",
        "persons",
    ),
    (
        "net_additions",
        "Net additions to the housing stock (England)",
        "net_additional_dwellings",
        "persons",
    ),
    (
        "level_3",
        "Level 3 or above qualifications (Great Britain)",
        "level_3_qualifications",
        "persons",
    ),
    ("no_qualifications", "No qualifications", "no_qualifications", "persons"),
    (
        "primary_school",
        "Pupils meeting the expected standard in reading, writing and maths",
        "expected_standard_end_of_primary",
        "persons",
    ),
    ("gcse", "GCSEs in English and Maths", "gcse_english_and_maths_by_19", "persons"),
    (
        "absence",
        "Persistent absences for all pupils",
        "persistent_absence",
        "persons",
    ),
    (
        "absence_looked_after",
        "Persistent absences for pupils looked after by local authorities",
        "persistent_absence_looked_after",
        "persons",
    ),
)
#: Indicators of the bundle of August 2025, which has its own layout: slug to our indicator.
BUNDLE: Final = {
    "obese-children-reception": "obesity_reception",
    "obese-children-year-6": "obesity_year_6",
}
BUNDLE_KEY: Final = "bundle_2025"
REQUIRED: Final = [
    "areacd",
    "indicator",
    "period",
    "observation",
    "lci_95",
    "uci_95",
    "status",
]
#: What may stand beside a value, and what it means.
STATUSES: Final = {
    "": "published",
    "u": "low reliability",
    "x": "not available",
    "z": "not applicable",
    "c": "confidential",
    "Value for Hackney and City of London combined": "two areas together",
    "Value for Cornwall and Isles of Scilly combined": "two areas together",
}
#: A small area and its neighbour are published together: shown as the neighbour, with a note.
JOINED: Final = {"E67000001": "E09000012", "E67000002": "E06000052"}
JOINED_METHODS: Final = {
    "E67000001": "value of Hackney and the City of London together",
    "E67000002": "value of Cornwall and the Isles of Scilly together",
}


def transform(raw: RawFiles, built: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Read each series, keep England, and return `observations`.

    Raises:
        SourceSchemaError: a column or a whole series is missing, or a value is no number.
    """
    keys = dict.fromkeys(key for key, *_ in SERIES)
    parts = [observations(_read_series(raw, key), raw=raw, built=built, key=key) for key in keys]
    bundle = observations(_read_bundle(raw), raw=raw, built=built, key=BUNDLE_KEY)
    return {"observations": pd.concat([*parts, bundle], ignore_index=True)}


def _read_series(raw: RawFiles, key: str) -> pd.DataFrame:
    frame = read_csv(raw, key, required=REQUIRED, text=["status", "period"])
    wanted = {name: (ours, sex) for file, name, ours, sex in SERIES if file == key}
    names = mapped(frame["indicator"], wanted, raw=raw, key=key)
    # The marks change no value; a mark that is not listed would need a look before it is shown.
    mapped(frame["status"].fillna(""), STATUSES, raw=raw, key=key)
    return pd.DataFrame(
        {
            "indicator": names.str[0],
            "sex": names.str[1],
            "area_code": frame["areacd"].replace(JOINED),
            "method": frame["areacd"].map(JOINED_METHODS).astype("object"),
            "period": frame["period"],
            "value": to_number(frame, "observation", raw=raw, key=key, missing=()),
            "lower_cl": to_number(frame, "lci_95", raw=raw, key=key, missing=()),
            "upper_cl": to_number(frame, "uci_95", raw=raw, key=key, missing=()),
        }
    )


def _read_bundle(raw: RawFiles) -> pd.DataFrame:
    """Child obesity; the bundle's other series are superseded by files of their own."""
    frame = read_csv(
        raw,
        BUNDLE_KEY,
        required=["slug", "areacd", "period", "value", "lci_95", "uci_95"],
        text=["period"],
    )
    rows = pd.DataFrame(
        {
            "indicator": frame["slug"].map(BUNDLE),
            "sex": "persons",
            "area_code": frame["areacd"],
            "period": frame["period"],
            "value": to_number(frame, "value", raw=raw, key=BUNDLE_KEY, missing=()),
            "lower_cl": to_number(frame, "lci_95", raw=raw, key=BUNDLE_KEY, missing=()),
            "upper_cl": to_number(frame, "uci_95", raw=raw, key=BUNDLE_KEY, missing=()),
        }
    )
    return rows[rows["indicator"].notna()]
