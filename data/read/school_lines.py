"""Which service lines hold schools, whose money leaves councils as they become academies."""

from __future__ import annotations

from typing import Final

import pandas as pd

#: The kind of break by which a service leaves the accounts, though people still have it.
LEAVES_COUNCILS: Final = "transfer out of councils"


def lines_with_schools(breaks: pd.DataFrame, components: pd.DataFrame) -> frozenset[str]:
    """Lines that schools leave as they become academies: education and the totals over it.

    Args:
        breaks: service_line and kind of each break in the money.
        components: service_line and component, a line and each line that it holds.
    """
    left = set(breaks.loc[breaks["kind"] == LEAVES_COUNCILS, "service_line"])
    wider = components.loc[components["component"].isin(left), "service_line"]
    return frozenset(left | set(wider))
