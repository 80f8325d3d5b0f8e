"""Spend on every service compared with similar places, as a table whose numbers open passports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd
import streamlit as st

from utils.charts.similar import LineSpend
from utils.formatting import format_per_person
from utils.markdown import markdown_link, plain_text
from utils.narrative.similar import similar_cell
from utils.narrative.sources import OUTTURN
from utils.ui.passports.pages import similar_url, value_url
from utils.ui.shared.data_offer import offer_data

KEY: Final = (
    "£ per person, then the median of similar places, their middle half, and where the place is "
    "among them. Each number opens where it is from. Some services include others, so do not add "
    "the rows up."
)


def render_similar_table(rows: Sequence[LineSpend], *, year: str, key: str = "services") -> None:
    """A row a service and a column a place; `key` is its name on the page."""
    if all(line.row is None for line in rows):
        return
    title = f"Spending by service compared with similar places, {year}"
    st.markdown(f"**{plain_text(title)}**")
    lines: dict[str, dict[str, str]] = {}
    for line in rows:
        name = line.measure.name
        lines.setdefault(name, {"Service": name})[line.place.name] = _cell(line, year)
    table = pd.DataFrame(list(lines.values()))
    st.table(table.set_index("Service"), alt=title)
    st.caption(KEY)
    offer_data(key, lambda: table, title=title, notes=(KEY,), sources=(OUTTURN,))


def _cell(line: LineSpend, year: str) -> str:
    row = line.row
    if row is None:
        return "no comparison"
    area = line.place.value_code
    address = value_url(line.measure, period=year, area=area)
    spend = markdown_link(format_per_person(row.value), address)
    words = f"similar places {similar_cell(row)}"
    return f"{spend}; {markdown_link(words, similar_url(line.measure, period=year, area=area))}"
