"""Which sources a declared driver or account is made of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from data.pipeline.derive.whole_place.amounts import Tables
from utils.errors import InvalidInputError

#: Between the parts of a declaration.
PARTS: Final = re.compile(r"[;|]")
SEPARATOR: Final = ";"
#: Residents, whose tables are all of one source.
RESIDENTS: Final = ("residents", "ages")
POPULATION: Final = "ons_population"
#: Table and columns that name a part.
ROWS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "spend": ("spend", ("service_line",)),
    "money_flows": ("money_flows", ("flow",)),
    "driver_values": ("driver_values", ("driver",)),
    "place_accounts": ("place_accounts", ("item", "body_group")),
    "observations": ("observations", ("indicator",)),
}
#: Drivers that are computed from several parts.
COMPUTED: Final[Mapping[str, str]] = {
    "nhs_need": (
        "driver_values:nhs_weighted_population;driver_values:nhs_registered_population;residents"
    ),
    "claimants": "observations:claimant_count;residents",
    "disability_benefit_claims": (
        "driver_values:comparative_illness_and_disability_ratio;residents"
    ),
}


def sources_of(made_of: str, tables: Tables) -> str:
    """Short names of the sources of a declaration, in its order, joined by semicolons.

    Args:
        made_of: as declared of a driver or an account; may be empty.
        tables: the built tables.

    Raises:
        InvalidInputError: a part is none that is known, or has no row.
    """
    return SEPARATOR.join(dict.fromkeys(_sources(made_of, tables))) if made_of else ""


def _sources(made_of: str, tables: Tables) -> Iterator[str]:
    for part in PARTS.split(made_of):
        if part in COMPUTED:
            yield from _sources(COMPUTED[part], tables)
        elif part.partition(":")[0] in RESIDENTS:
            yield POPULATION
        else:
            yield from _sources_of_rows(part, tables)


def _sources_of_rows(part: str, tables: Tables) -> list[str]:
    kind, _, what = part.partition(":")
    if kind not in ROWS:
        expected = ", ".join([*ROWS, *COMPUTED, *RESIDENTS])
        raise InvalidInputError(argument="made_of", received=part, expected=expected)
    table, columns = ROWS[kind]
    rows = tables[table]
    named = (rows[list(columns)] == what).any(axis=1)
    found = sorted(rows.loc[named, "source"].unique())
    if not found:
        raise InvalidInputError(argument="made_of", received=part, expected="rows with a source")
    return found
