"""The sources and the measures of the atlas: summed up, listed, and found by a search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Final

import pandas as pd
import streamlit as st

from data.read.rows import IndicatorsRow, Limits, SourceFilesRow, SourcesRow
from data.read.store import Store
from utils.markdown import Markdown, bullet_list, markdown_link, plain_text
from utils.narrative.place import unit_words
from utils.narrative.registers import counted
from utils.stats.verdicts import Polarity
from utils.ui.server.api.guide import HEADING as API_HEADING
from utils.ui.server.api.problems import PATH as API_PATH
from utils.ui.shared.data_offer import offer_data
from utils.ui.shared.prose import bullets, link, paragraph, render_prose, strong
from utils.ui.shared.words import ATTRIBUTION
from utils.ui.sources.methods import break_lines, method_lines

PUBLISHER: Final = "Publisher's page"
DIRECTIONS: Final[Mapping[Polarity, str]] = {
    "high_is_good": "higher is better",
    "low_is_good": "lower is better",
    "neutral": "neither is better",
}
#: Why differences of an indicator are not tested, by what is declared of its limits.
UNTESTED: Final[Mapping[Limits, str]] = {
    "chance": "",
    "modelled": " Modelled, so differences are not tested.",
    "full_count": " Counted in full, so differences are not tested.",
}
#: What a stranger needs to know first of how figures are made.
IN_SHORT: Final = (
    (
        "Money of councils, police and fire is what they returned to the government, after income, "
        "per resident. Where a return is missing there is a gap, or, where what is missing is "
        "small, an estimate that is marked."
    ),
    (
        "All public money is HM Treasury's total for each region, shared out between its areas by "
        "accounts of public bodies or by a count of people. What is estimated has a range."
    ),
    "Health and other outcomes are as published, with the publisher's confidence intervals.",
    "Better, worse, more or less is said only where the difference is clear.",
)


def _day(text: str) -> str:
    """A day such as 13 March 2013."""
    return f"{date.fromisoformat(text):%-d %B %Y}"


def render_summary(store: Store) -> None:
    """Who publishes the figures, how new they are, under which licence, and how they are made."""
    sources = store.records("sources")
    newest = max(row["retrieved"] for row in sources)
    render_prose(
        paragraph(
            strong(f"Every figure is from {len(sources)} public sources, or computed from them. "),
            f"The newest was downloaded on {_day(newest)}. Each figure opens where it is from. "
            f"Data version {store.version}. {ATTRIBUTION}.",
        ),
        bullets(IN_SHORT),
        paragraph(link(API_HEADING, API_PATH.removeprefix("/"))),
    )
    table, title = publishers_table(sources), "Publishers of the sources"
    st.table(table.set_index("Publisher"), alt=title)
    names = [row["source"] for row in sources]
    offer_data("publishers", lambda: table, title=title, sources=names)


def publishers_table(sources: Sequence[SourcesRow]) -> pd.DataFrame:
    """A row a publisher: how many sources, when the newest was downloaded, and licences."""
    rows = []
    ordered = sorted(sources, key=itemgetter("publisher"))
    for publisher, group in groupby(ordered, key=itemgetter("publisher")):
        own = list(group)
        rows.append(
            {
                "Publisher": publisher,
                "Sources": str(len(own)),
                "Newest downloaded on": _day(max(row["retrieved"] for row in own)),
                "Licence": "; ".join(dict.fromkeys(row["licence"] for row in own)),
            }
        )
    return pd.DataFrame(rows)


def render_sources(store: Store, found: Sequence[SourcesRow] | None = None) -> None:
    """List sources with their publisher, licence, citation, files and caveats.

    Args:
        store: the published tables.
        found: the sources listed; all where none are given.
    """
    files = store.records("source_files")
    for row in store.records("sources") if found is None else found:
        with st.expander(plain_text(f"{row['title']} ({row['publisher']})")):
            st.markdown(
                f"{plain_text(row['citation'])}.\n\nLicence: {plain_text(row['licence'])}. "
                f"Downloaded on {plain_text(_day(row['retrieved']))}. "
                f"{markdown_link(PUBLISHER, row['landing_page'])}"
            )
            if row["caveats"]:
                st.markdown(bullet_list(map(plain_text, row["caveats"].split("\n"))))
            own = [_describe_file(file) for file in files if file["source"] == row["source"]]
            st.markdown("**Files**\n\n" + bullet_list(own))


def _describe_file(file: SourceFilesRow) -> Markdown:
    where = file["url"] or file["page"]
    seen = f" (last seen there: {file['last_seen']})" if file["last_seen"] else ""
    note = f". {file['note']}" if file["note"] else ""
    # The address is one that we declared, and becomes a link.
    return Markdown(f"`{file['file']}`: {where}{plain_text(f'{seen}{note}')}")


def render_indicators(store: Store) -> None:
    """List every indicator by determinant: what it means, its unit, direction and caveats."""
    rows = sorted(store.records("indicators"), key=itemgetter("determinant", "name"))
    for determinant, group in groupby(rows, key=itemgetter("determinant")):
        lines = [_describe_indicator(row) for row in group]
        with st.expander(plain_text(f"{determinant[:1].upper()}{determinant[1:]} ({len(lines)})")):
            st.markdown(bullet_list(map(Markdown, lines)))


def _describe_indicator(row: IndicatorsRow) -> str:
    caveats = " ".join((row["caveats"] or "").split("\n"))
    older = " Lists show the newer series in its place." if row["older_series_of"] else ""
    return (
        f"**{row['name']}** ({unit_words(row['unit'])}; {DIRECTIONS[row['polarity']]}). "
        f"{row['description']} {caveats}{UNTESTED[row['limits']]}{older}"
    )


def render_found(store: Store, text: str) -> None:
    """What a search found in sources, measures and methods."""
    sources = [
        row
        for row in store.records("sources")
        if has_words(text, row["title"], row["publisher"], row["citation"], row["caveats"] or "")
    ]
    measures = [_describe_indicator(row) for row in store.records("indicators")]
    groups = {
        "Measures": [line for line in measures if has_words(text, line)],
        "How the figures are made": [line for line in method_lines() if has_words(text, line)],
        "Breaks in the figures": [line for line in break_lines(store) if has_words(text, line)],
    }
    number = len(sources) + sum(map(len, groups.values()))
    st.header(counted(number, "result"))
    if sources:
        st.subheader(f"Sources ({len(sources)})")
        render_sources(store, sources)
    for title, lines in groups.items():
        if lines:
            st.subheader(plain_text(f"{title} ({len(lines)})"))
            st.markdown(bullet_list(map(Markdown, lines)))


def has_words(text: str, *written: str) -> bool:
    """Whether every word of a search is in what is written.

    >>> has_words("fuel POVERTY", "Sub-regional fuel poverty, England")
    True
    >>> has_words("fuel crime", "Sub-regional fuel poverty, England")
    False
    """
    whole = " ".join(written).casefold()
    return all(word in whole for word in text.casefold().split())
