"""The parts of the page on sources and methods."""

from __future__ import annotations

from typing import Final

import streamlit as st

from data.read.similar_spend import SimilarReader
from data.read.store import Store
from utils.config import PRICE_BASE_YEAR
from utils.markdown import Markdown, bullet_list, plain_text
from utils.ui.sources.similar_fits import render_fits

METHODS: Final = f"""
- **Areas.** Money is shown for the 153 upper-tier areas of 2024. Councils abolished since 2007 are
  carried to their successors. Five counties were split between successors; their money is shared
  out by population. Outcomes are shown at every level at which they are published: regions, upper
  and lower tier, middle (MSOA) and lower layer (LSOA) super output areas of 2011.
- **Regions.** Money of a region is the sum of its upper-tier areas, and the same rule applies to
  its missing returns. HM Treasury's regional analysis beside it includes central government's
  money too.
- **Small areas of other years.** Deprivation of 2007, 2010 and 2025 was published for the small
  areas of the Censuses of 2001 and 2021. An area of 2011 has a value where it is unchanged or lies
  wholly in one of those; elsewhere it has none, and the table says why.
- **Money.** Revenue outturn as councils and other bodies returned it. A county and its districts
  are added together, so that a county compares with a unitary council.
- **Bodies wider than an area** (police, fire, transport, waste, combined authorities, the Greater
  London Authority) are shared out by mid-year population. National parks cover parts of areas and
  are counted for England only.
- **Per person** is the sum over the mid-year population at the start of the financial year.
- **The headline leaves education out.** Schools leave council accounts when they become academies,
  so the total with education falls where nothing is cut. It is still offered, with that break.
- **Missing returns.** What a body without a return may add to a line is the mean of its own returns
  of up to three years before and after, or its budget where there are none; the range is that of
  these returns and its budget. Where that is at most 5% of the area's line over all bodies, the
  area is shown with that part estimated, hatched and marked. Above it the area is a gap: the page
  says who made no return, what the others spent, how much may be missing, and the newest complete
  year. A body that reported nothing on a line in any year leaves no gap there.
- **The year a measure opens with** is the newest with a figure for at least 95% of people.
- **Returns that may include an error** are shown and marked: more than 1.4 times from the council's
  budget and 1.2 times from the years before and after, all in the same direction; three times from
  the median of the area's own years; or, in the newest year, 1.5 times from the year before. They
  are left out of class breaks and of what similar places spend. Public health in 2020-21 and
  2021-22 is excepted, as pandemic grants passed through it.
- **Revisions.** Where the publisher's time series (version 3.1) differs from the yearly workbook,
  the later figure is used.
- **Real terms** are {PRICE_BASE_YEAR} prices by HM Treasury's GDP deflator, carried on after
  2023-24 by the growth in the Office for Budget Responsibility's outlook of November 2025 (2025-26
  is a forecast).
- **Outcomes** keep the publisher's confidence intervals. We compute them only where counts are
  published: Byar's method for rates and Wilson's for proportions. A county whose districts alone
  are published gets their population-weighted mean, marked approximate and without a confidence
  interval.
- **Better or worse than England** is said only where the publisher says so or England's value is
  outside the 95% confidence interval. Otherwise there is no clear difference, or we cannot tell.
- **Compared with a group.** A region's and England's figures are the published ones. Of other
  groups a rate is all events over all at risk where counts are published; else, and for money, it
  is the median of the members, figures that may include an error left out. The group's value is
  taken as exact, and the place itself is left out of it.
- **Compared with another place.** The confidence interval of a difference comes from those of both
  figures (method of variance estimates recovery, Zou and Donner 2008). Where it includes zero there
  is no clear difference; where a figure has no confidence interval, or places share an authority,
  we cannot tell.
- **What similar places spend.** The spread of a place's 15 statistical nearest neighbours (ONS),
  and expected spending: a straight line fitted by least squares to the spending per person of all
  councils, on the deprivation score, the shares of residents under 20 and 65 and over, and London,
  where wages and other costs are higher (the government's own area cost adjustment is not among the
  sources). Areas that share one body's figure, such as a police force's, count once, and returns
  that may include an error are left out. A place is left out of the fit it is compared with; the
  range of 19 in 20 comes from the errors for places left out in the same way, in proportion to
  expected spending. Expected spending is shown only where it is nearer to places left out of it
  than the median of their similar places is. There is none for spending on schools, which depends
  on how many have become academies. It shows what similar places spend, not what they should spend:
  past funding shaped both.
- **Funnel plots** show control limits of 95% and 99.8% around England's value: exact Poisson limits
  for rates, Wilson's for percentages.
- **Inequality inside a place.** The slope index is the gap in years between the two ends of a line
  fitted to groups ranked on deprivation and weighted by residents; the relative index is the one
  end over the other. Confidence intervals are percentiles of simulated lines (20,000 repetitions
  over tenths, 5,000 over neighbourhoods, seed 2010). Tenths are the publisher's, of 2014-16;
  neighbourhoods (MSOAs) are ranked on the scores of 2010 for 2009-13 and of 2019 for later years. A
  place needs five neighbourhoods with a figure and figures for nine in ten of its residents. The
  concentration index has the variance of Kakwani, Wagstaff and van Doorslaer (1997).
- **Why the gap (England).** Life expectancy of England's most and least deprived tenths by Chiang's
  abridged life table, from deaths and populations of 2013-15. The gap is split by age by Arriaga's
  method (1984), averaged over both directions as Ponnapalli (2005) writes it, and within an age by
  the share of each cause in the difference of death rates (Preston, Heuveline and Guillot 2001).
- **Inequality between places.** Fifths of the 153 authorities by the deprivation score of 2019, the
  same in all years; means are weighted by residents, and their confidence intervals come from how
  far the authorities of a group differ. Theil's index splits into inequality between groups and
  within them.
- **Spending over deprivation.** The concentration index of spending per person over deprivation
  and, where expected spending is shown, that of expected spending and their difference, with
  jackknife confidence intervals.
- **Spending and an outcome.** Both in their own units. Money is counted and has no margin of error,
  so a place is said to lie in the lowest quarter, the middle half or the highest quarter of
  councils. Only the outcome's own confidence interval decides whether it is clearly different.
- **Clusters** of small areas inside a place: local Moran, and Getis and Ord's statistic (esda),
  with neighbours that touch, 9,999 shufflings, two-sided, and one false finding in twenty among all
  findings (Benjamini and Hochberg). Places with fewer than 20 such areas have none.
- **Links.** Pearson's correlation over a place's neighbourhoods with a confidence interval by
  Fisher's transformation; it never says what causes what.
- **Map colours.** A value belongs to a class as it is written: rounded first, then classed, and one
  at a break belongs to the class above. Five classes are made in one of five ways: equal numbers
  over all years together (so that a colour means the same in every year, which playing the years
  needs), equal numbers, equal steps or natural breaks (Fisher-Jenks) of one year, or steps of a
  standard deviation around England, at -1.5, -0.5, 0.5 and 1.5 of them (around the mean of the
  areas where England has no figure). Natural breaks of more than 4,000 areas are found on 4,000 of
  them, evenly spaced from the lowest to the highest.
- **Hatched** areas are partly estimated or may include an error; if asked for, also those whose
  confidence interval reaches another class.
- **Two measures in one map** are each in three classes of equally many areas of their year.
- **Areas that meet conditions** counts areas and their residents of mid-2020. One condition that
  fails decides it; where none fails but a value is missing, we cannot tell.
"""


def method_lines() -> list[str]:
    """How figures are made, a paragraph each, as Markdown."""
    _, *parts = METHODS.split("\n- ")
    return [" ".join(part.split()) for part in parts]


def break_lines(store: Store) -> list[str]:
    """The breaks in the money's basis, oldest first, as Markdown."""
    names = line_names(store)
    return [
        f"**{row['financial_year']}, {names.get(row['service_line'], 'all services')}** "
        f"({row['kind']}). {row['note']}"
        for row in store.records("spend_breaks")
    ]


def line_names(store: Store) -> dict[str, str]:
    """Name of each service line."""
    return {row["service_line"]: row["name"] for row in store.records("service_lines")}


def render_methods() -> None:
    """Say how figures are made."""
    st.markdown(bullet_list(map(Markdown, method_lines())))


def render_breaks(store: Store) -> None:
    """Say from which years a figure of money no longer measures the same."""
    st.markdown(bullet_list(map(plain_text, break_lines(store))))
    render_fits(SimilarReader(store), line_names(store))
