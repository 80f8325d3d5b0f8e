"""Spend of every theme beside what need would suggest, as a table whose numbers open passports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd
import streamlit as st

from utils.charts.need import ThemeNeed
from utils.formatting import GBP_PER_PERSON, format_interval
from utils.narrative.compare import pounds
from utils.ui.passport_links import markdown_link
from utils.ui.passport_pages import need_url, value_url

KEY: Final = (
    "Pounds per person; then how much more or less that is than need would suggest, with 95 per "
    "cent limits. Limits that hold nought mean as is usual for such need. Each number opens where "
    "it is from. Themes overlap, so never add them up."
)


def render_need_table(rows: Sequence[ThemeNeed], *, year: str) -> None:
    """A line a theme and a column a place."""
    if all(one.row is None for one in rows):
        return
    title = f"Spend and need by theme, {year}"
    st.markdown(f"**{title}**")
    lines: dict[str, dict[str, str]] = {}
    for one in rows:
        name = f"{one.theme}: {one.measure.name}"
        lines.setdefault(name, {"Theme": name})[one.place.name] = _cell(one, year)
    st.table(pd.DataFrame(list(lines.values())).set_index("Theme"), alt=title)
    st.caption(KEY)


def _cell(one: ThemeNeed, year: str) -> str:
    row = one.row
    if row is None:
        return "cannot be told"
    area = one.place.value_code
    spend = markdown_link(pounds(row.value), value_url(one.measure, period=year, area=area))
    limits = format_interval(row.lower, row.upper, unit=GBP_PER_PERSON, decimals=0)
    side = "more" if row.residual > 0 else "less"
    words = f"{pounds(abs(row.residual))} {side} ({limits})"
    return f"{spend}; {markdown_link(words, need_url(one.measure, period=year, area=area))}"
