"""The data of a table that has no files of its own, by address."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from utils.markdown import words_of
from utils.ui.shared.chart_links import offer_data_address
from utils.ui.shared.data_request import Figure, hand_over, is_data_request


def offer_data(
    key: str,
    rows: Callable[[], pd.DataFrame],
    *,
    title: str,
    notes: Sequence[str] = (),
    sources: Sequence[str] = (),
) -> None:
    """Offer the address of a table's data below it.

    Args:
        key: name of the table, alone of its kind on the page.
        rows: makes its rows, in which links may be as Markdown has them; called for a request.
        title: what it holds, with place, period, unit and price basis.
        notes: definitions, sources and caveats.
        sources: short names of sources that the notes do not name by their titles.
    """
    if not is_data_request():
        offer_data_address(key)
        return
    plain = rows().map(lambda cell: words_of(cell) if isinstance(cell, str) else cell)
    hand_over(Figure(key, title, plain, notes, sources=sources))
