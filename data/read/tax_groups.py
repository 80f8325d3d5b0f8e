"""Which lines of public revenue are shown together, and by what name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

ALL_REVENUE: Final = "total_with_north_sea_by_geography"
#: Lines of revenue by the name of their group. Together they are all revenue, each once: a line
#: that holds others is here, or else all that it holds.
TAXES: Final[Mapping[str, tuple[str, ...]]] = {
    "Income tax": ("income_tax",),
    "National Insurance": ("social_contributions",),
    "VAT": ("value_added_tax",),
    "Corporation tax": ("corporation_tax",),
    "Council tax": ("council_tax",),
    "Business rates": (
        "business_rates_of_market_bodies",
        "business_rates_of_non_profit_institutions",
    ),
    "Stamp duties, capital gains and inheritance tax": (
        "taxes_on_land_and_buildings_transactions",
        "annual_tax_on_enveloped_dwellings",
        "stamp_tax_on_shares",
        "capital_gains_tax",
        "taxes_on_capital",
    ),
    "Fuel and vehicle duties": (
        "fuel_duties",
        "vehicle_excise_duties_of_businesses",
        "vehicle_excise_duties_of_households",
    ),
    "Alcohol and tobacco duties": ("alcohol_duties", "tobacco_duties"),
    "Other taxes and levies": (
        "other_taxes_on_production",
        "miscellaneous_taxes_on_income_and_wealth",
        "taxes_on_income_paid_by_public_corporations",
        "bank_levy",
        "tv_licence_fees",
        "visa_fees",
        "miscellaneous_other_current_taxes",
        "northern_ireland_regional_domestic_rates",
        "northern_ireland_district_domestic_rates",
        "north_sea_by_geography",
    ),
    "Not taxes: surpluses, interest and rent": (
        "gross_operating_surplus",
        "interest_and_dividends",
        "rent_and_other_current_transfers",
    ),
}
