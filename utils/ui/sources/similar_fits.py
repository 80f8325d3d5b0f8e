"""How well expected spending does for each service line, as a table on the page of methods."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd
import streamlit as st

from data.read.similar_rows import SimilarFit
from data.read.similar_spend import SimilarReader
from data.read.similar_terms import INTERCEPT, TERM_WORDS, sign_of
from utils.formatting import GBP_PER_PERSON, PERCENT, format_value
from utils.narrative.sources import OUTTURN
from utils.ui.shared.data_offer import offer_data

TITLE: Final = "How well expected spending does"
KEY: Final = (
    "The newest year of each line with a fit. Errors are averages for councils or bodies left out "
    "of the fit, in cash. “Inside range” is the share of them inside their own range of 19 in 20, "
    "for all and for the quarter expected to spend most. A sign is given where its 95% confidence "
    "interval leaves 0 out. All years are in the table similar_fits of the published data."
)
NO_TERM: Final = "no term"


def render_fits(reader: SimilarReader, names: Mapping[str, str]) -> None:
    """A row a service line: what is shown, how much is explained, errors, coverage and signs.

    Args:
        reader: the reader of what similar places spend.
        names: name of each service line.
    """
    newest = {fit.measure: fit for fit in _made(reader)}
    rows = [_row(fit, names) for fit in newest.values()]
    st.markdown(f"### {TITLE}")
    table = pd.DataFrame(rows)
    st.dataframe(table, hide_index=True, alt=TITLE)
    offer_data("similar_fits", lambda: table, title=TITLE, notes=(KEY,), sources=(OUTTURN,))
    shown = sum(fit.is_shown for fit in reader.fits.values())
    st.caption(
        f"{KEY} Of {len(reader.fits)} lines and years expected spending is shown for {shown:d}, "
        f"and the neighbours alone for {len(reader.fits) - shown:d}."
    )


def _made(reader: SimilarReader) -> list[SimilarFit]:
    """Fits by line, oldest first."""
    made = [fit for fit in reader.fits.values() if fit.terms]
    return sorted(made, key=lambda fit: (fit.measure, fit.period))


def _row(fit: SimilarFit, names: Mapping[str, str]) -> dict[str, str]:
    line = fit.measure.removeprefix("spend:")
    signs = {term.term: sign_of(term) for term in fit.terms}
    return {
        "Service": names.get(line, line.replace("_", " ")),
        "Year": fit.period,
        "Shown": "expected spending" if fit.is_shown else "neighbours alone",
        "Councils or bodies": str(fit.n),
        "Explained": _share(fit.r_squared),
        "Explained, left out": _share(fit.held_out_r_squared),
        "Error of expected": _pounds(fit.expected_error),
        "Error of neighbours' median": _pounds(fit.neighbours_error),
        "Inside range": f"{_share(fit.coverage_own)}; {_share(fit.coverage_high)}",
        **{
            f"Sign: {words}": signs.get(term, NO_TERM)
            for term, words in TERM_WORDS.items()
            if term != INTERCEPT
        },
    }


def _share(value: float | None) -> str:
    return format_value(None if value is None else value * 100, unit=PERCENT, decimals=0)


def _pounds(value: float | None) -> str:
    return format_value(value, unit=GBP_PER_PERSON, decimals=2)
