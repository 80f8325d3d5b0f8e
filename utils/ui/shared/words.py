"""Words that the page, the map's tools and the map's files have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from data.read.measures import FIXED
from utils.config import PRICE_BASE_YEAR

ATTRIBUTION: Final = (
    "Boundaries: Office for National Statistics, Open Government Licence v3.0. "
    "Contains OS data © Crown copyright and database right"
)
CAVEAT: Final = (
    "Areas differ in need and in who lives there, so a difference does not mean better or worse. "
    "Not all public money is counted."
)
LEVEL_WORDS: Final[Mapping[str, str]] = {
    "region": "Regions (9)",
    "upper_tier": "Counties, cities and boroughs (153)",
    "lower_tier": "Districts and unitaries (296)",
    "msoa": "Neighbourhoods (6,791 MSOAs)",
    "lsoa": "Small areas (32,844 LSOAs)",
}
VIEWS: Final[Mapping[str, str]] = {
    "one": "One measure",
    "pair": "Two maps side by side",
    "cross": "Two measures in one map",
    "where": "Areas that meet conditions",
}
BASES: Final[Mapping[str, str]] = {
    "real": f"Real terms ({PRICE_BASE_YEAR} prices)",
    "cash": "Cash",
}
SCHEMES: Final[Mapping[str, str]] = {
    FIXED: "Same in every year (about equal numbers)",
    "quantile": "Equal numbers, this year",
    "equal": "Equal steps, this year",
    "fisher": "Natural breaks (Fisher-Jenks), this year",
    "std": "Standard deviations around England, this year",
}
MARKS: Final[Mapping[str, str]] = {
    "no": "No",
    "yes": "Yes, where the confidence interval reaches another class",
}
PROGRAMMES: Final[Mapping[str, str]] = {
    "pilot+parallel": "Pilots (solid) and parallel places (dashed)",
    "pilot": "The 13 pilots",
    "parallel": "Parallel places",
    "successor": "Successor programmes",
    "none": "No outlines",
}
#: The map's tools by the names under which their choices travel.
TOOLS: Final[Mapping[str, Mapping[str, str]]] = {
    "view": VIEWS,
    "basis": BASES,
    "scheme": SCHEMES,
    "mark": MARKS,
    "programme": PROGRAMMES,
}
#: What is said below a table of outcomes with verdicts, and below a table without.
TESTS: Final = (
    "A value is called better or worse only where its 95% confidence interval leaves "
    "England out, or where the publisher's own test says so."
)
TESTS_OF_GROUP: Final = (
    "A value is called better or worse only where its 95% confidence interval leaves the "
    "comparator's value out, which is taken as exact."
)
CANNOT_SAY: Final = (
    "“Cannot tell”: our source gives no confidence interval to test the difference with."
)
APPROXIMATE: Final = "≈ marks a population-weighted mean of districts or authorities."
