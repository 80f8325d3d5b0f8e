"""The order in which sources are transformed, and the checks that must pass before publication."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import Final

import pandas as pd

from data.pipeline import checks, place_checks, transform
from data.pipeline.derive.did_it_work import checks as did_it_work_checks
from data.pipeline.derive.whole_place import checks as whole_place_checks
from data.pipeline.transform import (
    desnz_fuel_poverty,
    dfe_dsg,
    dfe_lait,
    dwp_benefits,
    gmca_unit_costs,
    hansard_primary_care_trusts,
    hmrc_income_tax,
    hmt_gdp_deflator,
    mhclg_homelessness,
    nhs_ccg_allocations,
    obr_gdp_deflator,
    ohid_fingertips,
    ohid_local_deciles,
    ohid_local_health,
    ons_deaths_by_deprivation,
    ons_drug_poisoning,
    ons_explore_local_statistics,
    ons_geography,
    ons_health_index,
    ons_life_expectancy,
    ons_neighbours,
    ons_population,
    ons_postcodes,
    ons_small_area_lookups,
    ons_small_area_population,
    ons_wards_towns,
    place_budget_reports,
)
from data.pipeline.transform.hmt_country_regional_analysis import (
    transform as hmt_country_regional_analysis,
)
from data.pipeline.transform.mhclg_deprivation import transform as mhclg_deprivation
from data.pipeline.transform.mhclg_revenue_budget import transform as mhclg_revenue_budget
from data.pipeline.transform.mhclg_revenue_outturn import checks as outturn_checks
from data.pipeline.transform.mhclg_revenue_outturn import transform as mhclg_revenue_outturn
from data.pipeline.transform.nhs_gp_payments import transform as nhs_gp_payments
from data.pipeline.transform.nhs_place_allocations import transform as nhs_place_allocations
from data.pipeline.transform.ons_boundaries import transform as ons_boundaries
from data.pipeline.transform.ons_crpsf import transform as ons_crpsf
from data.pipeline.transform.total_place import transform as total_place
from data.versions.checks import CheckResult
from utils.config import ENGLAND

#: Later steps read the tables of earlier ones.
STEPS: Final[tuple[ModuleType, ...]] = (
    ons_geography,
    ons_population,
    ons_small_area_lookups,
    ons_postcodes,
    ons_wards_towns,
    total_place,
    place_budget_reports,
    ons_neighbours,
    # The outturn sets returns against budgets.
    mhclg_revenue_budget,
    mhclg_revenue_outturn,
    nhs_place_allocations,
    dfe_dsg,
    dwp_benefits,
    gmca_unit_costs,
    hansard_primary_care_trusts,
    hmrc_income_tax,
    ons_crpsf,
    hmt_country_regional_analysis,
    hmt_gdp_deflator,
    obr_gdp_deflator,
    ons_life_expectancy,
    ohid_fingertips,
    ohid_local_deciles,
    ons_deaths_by_deprivation,
    ohid_local_health,
    ons_explore_local_statistics,
    dfe_lait,
    ons_health_index,
    ons_drug_poisoning,
    desnz_fuel_poverty,
    mhclg_homelessness,
    # The indices and the groups' money weigh by the residents of small areas.
    ons_small_area_population,
    mhclg_deprivation,
    nhs_ccg_allocations,
    nhs_gp_payments,
)
GEOMETRY: Final = ons_boundaries


def source_of(step: ModuleType) -> str:
    """Short name of the source that a step transforms: its module, or the folder that holds it."""
    return step.__name__.removeprefix(f"{transform.__name__}.").partition(".")[0]


def run_checks(tables: Mapping[str, pd.DataFrame]) -> Iterator[CheckResult]:
    """Run every check on the built tables."""
    yield checks.check_area_counts(tables["areas"])
    yield checks.check_known_areas(tables)
    yield checks.check_population_sums(tables["populations"], tables["areas"], england=ENGLAND)
    yield checks.check_programme(tables["places"], tables["place_members"])
    yield checks.check_indicators(tables["indicators"], tables["observations"])
    yield checks.check_limits(tables["observations"])
    yield checks.check_verdicts(tables["indicators"], tables["observations"])
    yield checks.check_older_series(tables["indicators"])
    yield checks.check_theme_items(tables)
    yield checks.check_small_area_values(tables["small_area_values"])
    yield checks.check_similar_spend(tables)
    yield checks.check_inequality(tables)
    yield checks.check_gap_parts(tables)
    yield checks.check_place_names(tables)
    yield place_checks.check_drivers(tables["areas"], tables["driver_values"])
    yield place_checks.check_accounts(tables["areas"], tables["place_accounts"])
    yield outturn_checks.check_birmingham_totals(tables["spend"])
    yield outturn_checks.check_levies(tables["money_flows"])
    yield outturn_checks.check_gross(tables["spend"], tables["spend_gross"])
    yield from whole_place_checks.check_whole_place(tables)
    yield from did_it_work_checks.check_did_it_work(tables)
