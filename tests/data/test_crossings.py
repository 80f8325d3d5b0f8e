"""Money that two accounts show is counted once: a test for each declared crossing."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from tests.data.published import published

LOCAL = {"Local Government England", "ENG_LA", "ENG_HRA"}


def departments_of(item: str) -> set[str]:
    rows = published("regional_segments")
    return set(rows.loc[rows["item"] == item, "department"])


def accounts() -> pd.Series:
    """What each item's account is made of."""
    rows = published("spending_items").set_index("item")["account"]
    return rows[rows != ""]


def check_housing_benefit() -> None:
    assert departments_of("housing_benefit") <= LOCAL
    # The benefit's own table is used only where the council's account is missing.
    assert accounts()["housing_benefit"] == (
        "money_flows:housing_benefit|place_accounts:housing_benefit"
    )
    others = accounts().drop("housing_benefit")
    assert not others.str.contains("place_accounts:housing_benefit").any()


def check_public_health_grant() -> None:
    assert departments_of("public_health_local") <= LOCAL
    assert not departments_of("nhs") & LOCAL


def check_academies() -> None:
    assert departments_of("schools_local") <= LOCAL
    assert not departments_of("schools_academies") & LOCAL
    assert accounts()["schools_academies"] == "place_accounts:dsg_schools_academies"
    assert accounts()["schools_local"] == "spend:education"


def check_levies() -> None:
    """Only what bodies spend on services is an account, never what they pay to another body."""
    flows = accounts().str.extractall(r"money_flows:(\w+)")[0]
    assert set(flows) == {"housing_benefit"}


def check_gp_payments() -> None:
    rows = published("place_accounts")
    nhs = rows[rows["body_group"] == "nhs"]
    assert set(nhs["item"]) == {
        "nhs_core",
        "nhs_specialised_delegated",
        "nhs_primary_medical",
        "nhs_pharmacy_optical_dental",
        "nhs_running_cost",
        "nhs_ccg_programme",
    }
    # The groups' money and the boards' are of different years.
    groups = nhs["item"] == "nhs_ccg_programme"
    years = nhs["financial_year"]
    assert not set(years[groups]) & set(years[~groups])


def check_better_care_fund() -> None:
    """An account of a part changes no amount, so a pound in two of them is still counted once."""
    items = published("whole_place_items")
    both = items[items["item"].isin(["nhs", "adult_social_care"])]
    assert (both["measured_gbp"] <= both["amount_gbp"]).all()
    covers = published("spending_items").set_index("item")["account_covers"]
    assert covers[["nhs", "adult_social_care"]].tolist() == ["part", "part"]


CHECKS: dict[str, Callable[[], None]] = {
    "better_care_fund": check_better_care_fund,
    "public_health_grant": check_public_health_grant,
    "housing_benefit": check_housing_benefit,
    "gp_payments": check_gp_payments,
    "levies": check_levies,
    "academies": check_academies,
}


@pytest.mark.parametrize("crossing", CHECKS)
def test_money_in_two_accounts_is_counted_once(crossing: str) -> None:
    CHECKS[crossing]()


def test_every_declared_crossing_has_its_test() -> None:
    assert set(published("money_crossings")["crossing"]) == set(CHECKS)
