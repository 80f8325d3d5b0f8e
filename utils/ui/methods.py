"""The parts of the page on sources and methods."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import Any, Final

import streamlit as st

from data.store import Store
from utils.config import PRICE_BASE_YEAR
from utils.narrative.place import unit_words
from utils.ui.words import ATTRIBUTION

DIRECTIONS: Final = {
    "high_is_good": "higher is better",
    "low_is_good": "lower is better",
    "neutral": "neither is better",
}
#: Why differences of an indicator are not tested, by what is declared of its limits.
UNTESTED: Final = {
    "chance": "",
    "modelled": " Modelled, so differences are not tested.",
    "full_count": " Counted in full, so differences are not tested.",
}
METHODS: Final = f"""
## How the figures are made

- **Areas.** Money is held on the 153 upper-tier areas of 2024. Councils abolished since 2007 are
  carried to their successors. Five counties were split between successors; their money is shared
  out by population. Outcomes are shown at every level at which they are published: regions, upper
  and lower tier, middle (MSOA) and lower layer (LSOA) super output areas of 2011.
- **Regions.** Money of a region is the sum of its upper-tier areas; a missing return there is a gap
  here. HM Treasury's regional analysis beside it holds central government's money too.
- **Small areas of other years.** Deprivation of 2007, 2010 and 2025 was published for the small
  areas of the Censuses of 2001 and 2021. An area of 2011 has a value where it is unchanged or lies
  wholly in one of those; elsewhere it has none, and the table says why.
- **Money.** Revenue outturn as councils and other bodies returned it. A county and its districts
  are added together, so that a county compares with a unitary council.
- **Bodies wider than an area** (police, fire, transport, waste, combined authorities, the Greater
  London Authority) are shared out by mid-year population. National parks cover parts of areas and
  are counted for England only.
- **Per person** is the sum over the mid-year population at the start of the financial year.
- **Missing returns are gaps.** Where a council that spends on a service made no return, the area
  has no figure for that service and year. A part is never shown as the whole.
- **Real terms** are prices of {PRICE_BASE_YEAR} by HM Treasury's GDP deflator. It ends there, so
  2024-25 has no figure in real terms.
- **Outcomes** keep the publisher's limits. Limits are computed only where counts are published:
  Byar's method for rates and Wilson's for proportions. A county whose districts alone are
  published gets their population-weighted mean, marked approximate and without limits.
- **Better or worse than England** is said only where the publisher says so or England's value lies
  outside the 95 per cent limits. Otherwise it is not clearly different, or one cannot tell.
- **Compared with a group.** A region's and England's figures are the published ones. Of other
  groups money is all their money over all their residents; a rate is all events over all at risk
  where counts are published, else a population-weighted mean (marked approximate), else the middle
  value. The group's value is taken as exact, and the place itself is left out of it.
- **Compared with another place.** The limits of a difference come from those of both figures
  (method of variance estimates recovery, Zou and Donner 2008). Where they hold nought there is no
  clear difference; where a figure has no limits, or places share an authority, one cannot tell.
- **Beside need.** For each line and year a straight line is fitted by least squares to all
  authorities' spend per person on the deprivation score and the shares of residents under 20 and
  aged 65 and over. A place is judged by a fit without it; the limits are those of one new place.
- **Funnel plots** show limits of 95 and 99.8 per cent around England's value: exact Poisson limits
  for rates, Wilson's for percentages.
- **Inequality inside a place.** The slope index is the gap in years between the two ends of a line
  fitted to groups ranked on deprivation and weighted by residents; the relative index is the one
  end over the other. Limits are percentiles of simulated lines (20,000 repetitions over tenths,
  5,000 over neighbourhoods, seed 2010). Tenths are the publisher's, of 2014-16; neighbourhoods
  (MSOAs) are ranked on the scores of 2010 for 2009-13 and of 2019 for later years. A place needs
  five neighbourhoods with a figure and figures for nine in ten of its residents. The concentration
  index has the variance of Kakwani, Wagstaff and van Doorslaer (1997).
- **Inequality between places.** Fifths of the 153 authorities by the deprivation score of 2019, the
  same in all years; means are weighted by residents, and their limits come from how far the
  authorities of a group lie apart. Theil's index splits into what lies between groups and within.
- **Whether spend follows need.** The concentration index of spend per person over deprivation,
  that of what need would suggest, and their difference, with jackknife limits.
- **Spend against an outcome.** Both in standard deviations from the mean of the places set beside;
  a place is coloured only where the 95 per cent limits on both axes leave out that mean.
- **Clusters** of small areas inside a place: local Moran, and Getis and Ord's statistic (esda),
  with neighbours that touch, 9,999 shufflings, two-sided, and one false finding in twenty among all
  findings (Benjamini and Hochberg). Places with fewer than 20 such areas have none.
- **Going together.** Pearson's correlation over a place's neighbourhoods with limits by Fisher's
  transformation; it never says what causes what.
- **Map colours.** A value belongs to a class as it is written: rounded first, then classed, and one
  at a break belongs to the class above. Five classes are made in one of five ways: equal numbers
  over all years together (so that a colour means the same in every year, which playing the years
  needs), equal numbers, equal steps or natural breaks (Fisher-Jenks) of one year, or steps of a
  standard deviation around England, at -1.5, -0.5, 0.5 and 1.5 of them (around the mean of the
  areas where England has no value). Natural breaks of more than 4,000 areas are found on 4,000 of
  them, evenly spaced from the lowest to the highest.
- **Hatched** areas have limits that reach into another class: their class is not sure.
- **Two measures in one map** are each in three classes of equally many areas of their year.
- **Where conditions hold** counts areas and their residents of mid-2020. One condition that fails
  settles it; where none fails but a value is missing, one cannot tell.
"""


def render_methods(store: Store) -> None:
    """Say how figures are made, and the breaks in the money's basis."""
    st.markdown(METHODS)
    names = store.read("service_lines").set_index("service_line")["name"].to_dict()
    lines = [
        f"- **{row['financial_year']}, {names.get(row['service_line'], 'all services')}** "
        f"({row['kind']}). {row['note']}"
        for row in store.records("spend_breaks")
    ]
    st.markdown("### Breaks in the basis of the money\n\n" + "\n".join(lines))


def render_sources(store: Store) -> None:
    """List every source with its publisher, licence, citation, files and caveats."""
    st.markdown("## Sources")
    st.caption(f"{ATTRIBUTION}. Data version {store.version}.")
    files = store.records("source_files")
    for row in store.records("sources"):
        with st.expander(f"{row['title']} ({row['publisher']})"):
            st.markdown(
                f"{row['citation']}.\n\nLicence: {row['licence']}. Obtained on {row['retrieved']}. "
                f"[Publisher's page]({row['landing_page']})"
            )
            if row["caveats"]:
                st.markdown("\n".join(f"- {line}" for line in row["caveats"].split("\n")))
            own = [_describe_file(file) for file in files if file["source"] == row["source"]]
            st.markdown("**Files**\n\n" + "\n".join(own))


def _describe_file(file: dict[str, Any]) -> str:
    address = file["url"] or "no direct address is known"
    tried = "" if file["url_tried"] or not file["url"] else " (address not tried)"
    note = f". {file['note']}" if file["note"] else ""
    return f"- `{file['file']}`: {address}{tried}{note}"


def render_indicators(store: Store) -> None:
    """List every indicator by determinant: what it means, its unit, direction and caveats."""
    st.markdown("## Indicators")
    rows = sorted(store.records("indicators"), key=itemgetter("determinant", "name"))
    for determinant, group in groupby(rows, key=itemgetter("determinant")):
        lines = [_describe_indicator(row) for row in group]
        with st.expander(f"{determinant[:1].upper()}{determinant[1:]} ({len(lines)})"):
            st.markdown("\n".join(lines))


def _describe_indicator(row: dict[str, Any]) -> str:
    caveats = " ".join((row["caveats"] or "").split("\n"))
    older = " Lists show the newer series in its place." if row["older_series_of"] else ""
    return (
        f"- **{row['name']}** ({unit_words(row['unit'])}; {DIRECTIONS[row['polarity']]}). "
        f"{row['description']} {caveats}{UNTESTED[row['limits']]}{older}"
    )
