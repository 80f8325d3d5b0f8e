"""How health and its causes go together across the small areas of each place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np
import pandas as pd
from scipy import stats

from data.pipeline.derive.inequality_indices import LIFE, small_areas_of_places

#: Domains of deprivation, which are not made of health itself.
DOMAINS: Final = (
    "barriers_decile",
    "crime_decile",
    "education_decile",
    "employment_decile",
    "environment_decile",
    "income_decile",
)
EDITION, PERIOD = "2019", "2016-20"
SEXES: Final = ("female", "male")
FEWEST_AREAS: Final = 10
CONFIDENCE: Final = 0.95
COLUMNS: Final = ["area_code", "measure", "other_measure", "value", "lower_cl", "upper_cl", "n"]


def build_correlations(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Build `small_area_correlations`: life expectancy beside each domain of deprivation.

    Pearson's correlation over the middle-layer areas of a place, of life expectancy 2016-20 and the
    mean decile of 2019 of the small areas inside, weighted by residents; limits by Fisher's
    transformation. A place with fewer than ten areas has none.
    """
    return {"small_area_correlations": pd.DataFrame(list(_rows(tables)), columns=COLUMNS)}


def _rows(tables: Mapping[str, pd.DataFrame]) -> Iterator[tuple[object, ...]]:
    domains = mean_deciles(tables)
    small = tables["small_areas"]
    life = small[
        (small["measure"] == LIFE) & (small["period"] == PERIOD) & (small["area_type"] == "msoa11")
    ].pivot_table(index="area_code", columns="sex", values="value")
    joined = small_areas_of_places(tables).join(domains, on="msoa").join(life, on="msoa")
    for code, part in joined.groupby("area_code"):
        for sex in SEXES:
            known = part.dropna(subset=[sex, *DOMAINS])
            for domain in DOMAINS:
                if len(known) < FEWEST_AREAS or known[domain].min() == known[domain].max():
                    continue
                found = stats.pearsonr(known[domain], known[sex])
                limits = found.confidence_interval(CONFIDENCE)
                yield (
                    code,
                    f"{LIFE}:{sex}",
                    f"{domain}:persons",
                    float(found.statistic),
                    float(limits.low),
                    float(limits.high),
                    len(known),
                )


def mean_deciles(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Mean decile of each domain over the small areas in a middle-layer area, by residents."""
    small = tables["small_areas"]
    lower = small[small["area_type"] == "lsoa11"]
    people = lower[lower["measure"] == "population"].set_index("area_code")["value"]
    parents = tables["small_area_parents"]
    home = parents[parents["area_type"] == "lsoa11"].set_index("area_code")["msoa_code"]
    rows = lower[lower["measure"].isin(DOMAINS) & (lower["period"] == EDITION)]
    wide = rows.pivot_table(index="area_code", columns="measure", values="value")
    weights = people.reindex(wide.index).to_numpy(np.float64)
    held = wide.mul(weights, axis=0).groupby(home.reindex(wide.index).to_numpy()).sum()
    persons = pd.Series(weights).groupby(home.reindex(wide.index).to_numpy()).sum()
    return held.div(persons, axis=0)
