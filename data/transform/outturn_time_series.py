"""Fills the 2022-23 returns that came after the workbook, from the publisher's time series."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from data.transform.place import Place

FILLED_YEAR_KEY = "time_series_2022_23"
FILLED_YEAR = "2022-23"
FILLED_NOTE = "Taken from the publisher's time series (version 3.1): no return in the workbook"
#: How the time series names the services; a service it does not list for a council is nought.
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


def fill_from_time_series(
    returns: pd.DataFrame, *, councils: Sequence[Mapping[str, Any]], place: Place
) -> pd.DataFrame:
    """Fill bodies without a return in 2022-23 from the publisher's later time series.

    Args:
        returns: financial_year, ecode, service_line, amount_gbp (null if not returned).
        councils: entries with `lgf_code` (the E-code) and `services_net_gbp`.
        place: the extract's place, for messages.

    Returns:
        The returns with `return_note`, which says where a filled amount is from.

    Raises:
        SourceSchemaError: an entry that is needed has services by other names.
    """
    by_code = {council["lgf_code"]: council for council in councils}
    filled = returns.assign(return_note=None)
    empty = filled["amount_gbp"].isna() & (filled["financial_year"] == FILLED_YEAR)
    for index, row in filled[empty].iterrows():
        council = by_code.get(row["ecode"])
        if council is not None:
            services = _services(council, place=place)
            filled.loc[index, "amount_gbp"] = services[row["service_line"]]
            filled.loc[index, "return_note"] = FILLED_NOTE
    return filled


def _services(council: Mapping[str, Any], *, place: Place) -> dict[str, float]:
    given = council["services_net_gbp"]
    if not isinstance(given, dict) or not set(given) <= set(TIME_SERIES_LINES):
        raise place.refuse(
            column=f"services_net_gbp of {council['lgf_code']}",
            came=given,
            allowed=f"a mapping with keys of {sorted(TIME_SERIES_LINES)}",
        )
    services = {line: float(given.get(name, 0)) for name, line in TIME_SERIES_LINES.items()}
    return services | {"total": sum(services.values())}
