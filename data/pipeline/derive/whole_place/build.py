"""All identifiable public spending of every upper-tier area: shared out, graded, added up."""

from __future__ import annotations

from typing import Final

import pandas as pd

from data.pipeline.derive.whole_place.amounts import Tables
from data.pipeline.derive.whole_place.comparisons import (
    compare_benefits,
    compare_counts,
    compare_trusts,
)
from data.pipeline.derive.whole_place.errors import error_of, held_share, measure_errors
from data.pipeline.derive.whole_place.share_out import read_ground, share_out
from data.pipeline.derive.whole_place.sources import sources_of
from data.pipeline.derive.whole_place.totals import add_ranges, add_up, per_head
from data.pipeline.transform.shared.whole_place import read_declared
from utils.errors import CheckFailedError

LEAST_HELD, MOST_HELD = 0.87, 0.97
ITEM_COLUMNS: Final = [
    "area_code",
    "financial_year",
    "item",
    "amount_gbp",
    "measured_gbp",
    "range_gbp",
    "driver",
    "driver_year",
]


def build_whole_place(tables: Tables) -> dict[str, pd.DataFrame]:
    """Build the tables of the count of all public money.

    Needs `regional_segments`, `areas`, `populations`, `population_ages`, `spend`, `money_flows`,
    `observations`, `driver_values`, `place_accounts`, `counts`, `place_members` and `trust_money`.

    Raises:
        AtlasError: an area has no driver in a year.
        SourceSchemaError: what is declared of items and drivers does not fit together.
    """
    ground = read_ground(tables)
    shared = share_out(tables["regional_segments"], ground)
    errors = measure_errors(tables, ground, shared)
    require_held(held_share(ground, errors))
    items = add_ranges(shared.assign(block=shared["item"].map(ground.items["block"])), errors)
    totals = per_head(add_up(items), tables["populations"])
    with_error = shared.assign(error=error_of(errors, shared["item"], shared["driver"]))
    comparisons = [
        compare_benefits(with_error, ground.items),
        compare_counts(totals, tables["counts"], tables["place_members"]),
        compare_trusts(with_error, tables["trust_money"]),
    ]
    return {
        "whole_place": totals,
        "whole_place_items": items[ITEM_COLUMNS],
        "whole_place_errors": errors,
        "whole_place_comparisons": pd.concat(comparisons, ignore_index=True),
        **_declared(tables),
    }


def require_held(share: float) -> None:
    """Refuse ranges that do not hold what the pages say of them: the truth in about 9 of 10 areas.

    Raises:
        CheckFailedError: they hold it in fewer than 87 or more than 97 of 100.
    """
    if not LEAST_HELD <= share <= MOST_HELD:
        raise CheckFailedError(
            f"Ranges of public spending hold the truth in {share:.1%} of areas and years; pages "
            f"say about 9 of 10, so {LEAST_HELD:.0%} to {MOST_HELD:.0%} are allowed."
        )


def _declared(tables: Tables) -> dict[str, pd.DataFrame]:
    """What is declared, with the sources that drivers and accounts are made of."""
    blocks, items, drivers = (read_declared(name) for name in ("blocks", "items", "drivers"))
    return {
        "spending_blocks": blocks.assign(
            item_order=blocks["item_order"].astype("int64"), one_off=blocks["one_off"] == "true"
        ),
        "spending_items": items.assign(
            account_sources=[sources_of(account, tables) for account in items["account"]]
        ),
        "spending_drivers": drivers.assign(
            sources=[sources_of(made_of, tables) for made_of in drivers["made_of"]]
        ).rename(columns={"kind": "driver_kind"}),
        "money_crossings": read_declared("crossings"),
    }
