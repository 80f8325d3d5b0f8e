"""English Indices of Deprivation 2007 to 2025: authorities, LSOAs, MSOAs and people counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

import pandas as pd

from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.readers import read_csv, to_number
from data.pipeline.transform.mhclg_deprivation.counts import deprived_people
from data.pipeline.transform.shared.observations import observations
from data.pipeline.transform.shared.small_areas import Measure, catalogue, small_area_rows

INDICATOR: Final = "deprivation_score"


class Authorities(NamedTuple):
    """A file of authority scores; a method is given where others than the ministry summed up."""

    edition: str
    code: str
    score: str
    method: str | None


REAGGREGATED: Final = (
    "population-weighted mean of the published small-area scores, on later boundaries"
)
AUTHORITY_FILES: Final = {
    "authorities_2007": Authorities("2007", "ltla21_code", "Score", REAGGREGATED),
    "authorities_2010": Authorities("2010", "ltla21_code", "Score", REAGGREGATED),
    "authorities_2015": Authorities("2015", "ltla21_code", "Score", REAGGREGATED),
    "authorities_2019": Authorities("2019", "ltla19_code", "Score", None),
    "authorities_2019_on_2023": Authorities("2019", "ltla23_code", "Score", REAGGREGATED),
    "authorities_2025": Authorities("2025", "ltla24_code", "imd_average_score", None),
}


class SmallAreas(NamedTuple):
    """A file of small areas: its code column and which published columns give which measure."""

    edition: str
    area_type: str
    code: str
    columns: Mapping[str, str]


DOMAINS: Final = {
    "Income": ("income_decile", "Income"),
    "Employment": ("employment_decile", "Employment"),
    "Education": ("education_decile", "Education, skills and training"),
    "Health": ("health_decile", "Health deprivation and disability"),
    "Crime": ("crime_decile", "Crime"),
    "Housing_and_Access": ("barriers_decile", "Barriers to housing and services"),
    "Environment": ("environment_decile", "Living environment"),
}
SCORE: Final = {"IMD_score": "imd_score"}
DECILE: Final = {"IMD_decile": "imd_decile"}
RANK: Final = {"IMD_rank": "imd_rank"}
DOMAIN_DECILES: Final = {f"{theirs}_decile": ours for theirs, (ours, _) in DOMAINS.items()}
#: The edition of 2025 names a domain otherwise.
DOMAIN_DECILES_2025: Final = {
    name.replace("Housing_and_Access", "Housing_and_Services"): ours
    for name, ours in DOMAIN_DECILES.items()
}
MSOA_SCORE: Final = {"Score": "imd_score"}
SMALL_AREA_FILES: Final = {
    "lsoa_2007": SmallAreas("2007", "lsoa01", "lsoa01_code", SCORE | DECILE),
    "lsoa_2010": SmallAreas("2010", "lsoa01", "lsoa01_code", SCORE | DECILE | DOMAIN_DECILES),
    "lsoa_2015": SmallAreas("2015", "lsoa11", "lsoa11_code", SCORE | DECILE),
    "lsoa_2019": SmallAreas("2019", "lsoa11", "lsoa11_code", RANK | DECILE | DOMAIN_DECILES),
    "lsoa_2025": SmallAreas("2025", "lsoa21", "lsoa21_code", SCORE | DECILE | DOMAIN_DECILES_2025),
    "msoa_2010": SmallAreas("2010", "msoa11", "msoa11_code", MSOA_SCORE),
    "msoa_2019": SmallAreas("2019", "msoa11", "msoa11_code", MSOA_SCORE),
}
EDITIONS: Final = (
    "Editions are no time series: method, indicators and boundaries change from one to the next."
)

#: What the lowest and the highest values of each scale are called; the deprived end is dark.
SCORE_ENDS: Final = ("least deprived", "most deprived")
RANK_ENDS: Final = ("most deprived", "least deprived")
DECILE_ENDS: Final = ("most deprived tenth", "least deprived tenth")


def transform(raw: RawFiles, built: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return `observations` (average scores), `small_areas` and `small_area_measures`.

    `driver_values` has the people counted as deprived in each upper-tier area.

    Raises:
        SourceSchemaError: a column is missing, a value is no number or a small area is unknown.
    """
    scores = _prefer_published(
        pd.concat([_read_scores(raw, key) for key in AUTHORITY_FILES], ignore_index=True)
    )
    small = [_read_small_areas(raw, key) for key in SMALL_AREA_FILES]
    measures = {
        (measure, file.area_type): None
        for file in SMALL_AREA_FILES.values()
        for measure in file.columns.values()
    }
    described = [(measure, kind, _measure(measure, kind)) for measure, kind in measures]
    return {
        "observations": observations(scores, raw=raw, built=built, key="authorities_2025"),
        "small_areas": pd.concat(small, ignore_index=True),
        "small_area_measures": catalogue(described, raw=raw),
        "driver_values": deprived_people(raw, built),
    }


def _read_scores(raw: RawFiles, key: str) -> pd.DataFrame:
    file = AUTHORITY_FILES[key]
    frame = read_csv(raw, key, required=[file.code, file.score], text=[file.code])
    return pd.DataFrame(
        {
            "indicator": INDICATOR,
            "area_code": frame[file.code],
            "period": file.edition,
            "sex": "persons",
            "value": to_number(frame, file.score, raw=raw, key=key, missing=()),
            "status": "computed" if file.method else "published",
            "method": file.method,
        }
    )


def _prefer_published(scores: pd.DataFrame) -> pd.DataFrame:
    """Keep the ministry's own figure where an edition has an area twice."""
    ordered = scores.sort_values("status", ascending=False, kind="stable")
    return ordered.drop_duplicates(["area_code", "period"])


def _read_small_areas(raw: RawFiles, key: str) -> pd.DataFrame:
    file = SMALL_AREA_FILES[key]
    frame = read_csv(raw, key, required=[file.code, *file.columns], text=[file.code])
    parts = [
        small_area_rows(
            pd.DataFrame(
                {
                    "area_code": frame[file.code],
                    "value": to_number(frame, column, raw=raw, key=key, missing=()),
                }
            ),
            raw=raw,
            measure=measure,
            area_type=file.area_type,
            period=file.edition,
            sex="persons",
        )
        for column, measure in file.columns.items()
    ]
    return pd.concat(parts, ignore_index=True)


def _measure(measure: str, area_type: str) -> Measure:
    if measure == "imd_score":
        whole = area_type != "msoa11"
        caveat = EDITIONS if whole else f"Mean score of the LSOAs inside, by population. {EDITIONS}"
        return Measure("Deprivation score", "score", "low_is_good", 1, caveat, ends=SCORE_ENDS)
    if measure == "imd_rank":
        caveat = "1 is the most deprived LSOA of England. We have no scores of 2019 by LSOA."
        return Measure("Deprivation rank", "rank", "high_is_good", 0, caveat, "low", RANK_ENDS)
    if measure == "imd_decile":
        name = "Deprivation decile"
    else:
        domain = next(title for ours, title in DOMAINS.values() if ours == measure)
        name = f"Deprivation decile: {domain.lower()}"
    caveat = f"1 is the most deprived tenth of England. {EDITIONS}"
    return Measure(name, "decile", "high_is_good", 0, caveat, "low", DECILE_ENDS)
