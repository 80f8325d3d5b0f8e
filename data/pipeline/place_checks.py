"""Checks on what is known of each upper-tier area beside its council's money."""

from __future__ import annotations

from typing import Final

import pandas as pd

from data.pipeline.transform.shared.upper_tier import current_upper_tier
from data.versions.checks import CheckResult

NHS_YEARS: Final = ["2022-23", "2023-24", "2024-25", "2025-26"]


def check_drivers(areas: pd.DataFrame, drivers: pd.DataFrame) -> CheckResult:
    """Every driver has a value of every upper-tier area in each of its years, none below 0."""
    wanted = current_upper_tier(areas)
    by_year = drivers.groupby(["driver", "year"])["area_code"].agg(set)
    short = [key for key, held in by_year.items() if held != wanted]
    negative = int((drivers["value"] < 0).sum())
    return CheckResult(
        "drivers are of every upper-tier area",
        not short and not negative and len(by_year) > 0,
        f"{len(by_year)} drivers and years, incomplete: {short or 'none'}, {negative} below 0",
    )


def check_accounts(areas: pd.DataFrame, accounts: pd.DataFrame) -> CheckResult:
    """Accounts are of upper-tier areas of 2024, and the NHS's of all of them in each year."""
    wanted = current_upper_tier(areas)
    unknown = sorted(set(accounts["area_code"]) - wanted)
    nhs = accounts[accounts["body_group"] == "nhs"]
    # Earlier years come from another source, which does not reach every area.
    later = nhs[nhs["financial_year"].isin(NHS_YEARS)]
    by_year = later.groupby(["financial_year", "item"])["area_code"].agg(set)
    short = [key for key, held in by_year.items() if held != wanted]
    lacking = sorted(set(NHS_YEARS) - set(nhs["financial_year"]))
    return CheckResult(
        "accounts are of upper-tier areas",
        not (unknown or short or lacking),
        f"unknown areas: {unknown or 'none'}, incomplete: {short or 'none'}, years of the NHS "
        f"lacking: {lacking or 'none'}",
    )
