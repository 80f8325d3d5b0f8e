"""Takes the newest revision: the publisher's time series is later than the yearly workbooks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd

from data.pipeline.transform.shared.place import Place

FILLED_NOTE: Final = (
    "Taken from the publisher's time series (version 3.1): no return in the workbook"
)
REVISED_NOTE: Final = (
    "Revised in the publisher's time series (version 3.1); the workbook has GBP {amount:,.0f}"
)
SUBMITTED: Final = "submitted"
#: The time series is in whole thousands, some workbooks are in pounds.
ROUNDING_GBP: Final = 1000
#: How the time series names the services; a service it does not list for a council is zero.
TIME_SERIES_LINES = {
    "Education": "education",
    "Highways & Transport": "highways_transport",
    "Children's Social Care": "children_social_care",
    "Adult Social Care": "adult_social_care",
    "Public Health": "public_health",
    "Housing Services": "housing",
    "Cultural & Related": "culture",
    "Environmental & Regulatory": "environment_regulatory",
    "Planning & Development": "planning_development",
    "Police": "police",
    "Fire & Rescue": "fire_rescue",
    "Central Services": "central",
    "Other Services": "other",
}


def revise_from_time_series(
    returns: pd.DataFrame,
    *,
    councils: Mapping[str, Sequence[Mapping[str, Any]]],
    places: Mapping[str, Place],
) -> pd.DataFrame:
    """Put the later figures of the publisher's time series in place of a workbook's.

    Args:
        returns: financial_year, ecode, service_line, amount_gbp (null if not returned).
        councils: by financial year, entries with `lgf_code` (the E-code), `status` and
            `services_net_gbp`; only those submitted are taken.
        places: each year's extract, for messages.

    Returns:
        The returns with `return_note`, which says where a figure that differs is from.

    Raises:
        SourceSchemaError: an entry has services by other names.
    """
    later = pd.Series(
        {
            (year, entry["lgf_code"], line): amount
            for year, entries in councils.items()
            for entry in entries
            if entry["status"] == SUBMITTED
            for line, amount in _services(entry, place=places[year]).items()
        },
        dtype="float64",
    )
    keys = pd.MultiIndex.from_frame(returns[["financial_year", "ecode", "service_line"]])
    newer = pd.Series(later.reindex(keys).to_numpy(), index=returns.index)
    before = returns["amount_gbp"]
    filled = newer.notna() & before.isna()
    # A body with a line that differs is taken whole, so that its lines add up to its total.
    # Its total adds up what was rounded, so only the lines can say so.
    lines = returns["service_line"] != "total"
    apart = lines & ((newer - before).abs() > ROUNDING_GBP)
    whole = apart.groupby([returns["financial_year"], returns["ecode"]]).transform("any")
    revised = newer.notna() & before.notna() & whole & (newer != before)
    notes = pd.Series(None, index=returns.index, dtype="object").mask(filled, FILLED_NOTE)
    return returns.assign(
        amount_gbp=before.mask(filled | revised, newer),
        return_note=notes.mask(
            revised, before.map(lambda value: REVISED_NOTE.format(amount=value), na_action="ignore")
        ),
    )


def _services(council: Mapping[str, Any], *, place: Place) -> dict[str, float]:
    given = council["services_net_gbp"]
    if not isinstance(given, dict) or not set(given) <= set(TIME_SERIES_LINES):
        raise place.refuse(
            column=f"services_net_gbp of {council['lgf_code']}",
            received=given,
            expected=f"a mapping with keys of {sorted(TIME_SERIES_LINES)}",
        )
    services = {line: float(given.get(name, 0)) for name, line in TIME_SERIES_LINES.items()}
    return services | {"total": sum(services.values())}
