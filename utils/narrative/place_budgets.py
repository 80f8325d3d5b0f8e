"""Words for what was reported of place-based budgets: pounds, whole names, expectations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from data.read.rows import PlaceBudgetsRow
from utils.formatting import format_pounds, to_three_figures
from utils.narrative.dates import whole_months

#: What sources shorten, as whole words; the longest first where one holds another.
NAMES: Final[Mapping[str, str]] = {
    "GM": "Greater Manchester",
    "WM": "West Midlands",
    "Liverpool CR": "Liverpool City Region",
    "West Yorks": "West Yorkshire",
    "South Yorks": "South Yorkshire",
    "GLA": "Greater London Authority",
    "Greater Manchester CA": "Greater Manchester Combined Authority",
    "UKSPF": "UK Shared Prosperity Fund",
    "AEB": "formerly the adult education budget",
    "NAO": "National Audit Office",
    "LGA": "Local Government Association",
    "MHCLG": "Ministry of Housing, Communities and Local Government",
    "revenue / capital": "revenue and capital",
}
#: One name for one programme; the source has it in two forms.
GROUPS: Final[Mapping[str, str]] = {
    "Integrated settlement": "Integrated settlements",
    "Integrated settlement lines": "Integrated settlements, by line",
}
#: Where sources are to be read of which the table has no address.
ADDRESSES: Final[Mapping[str, str]] = {
    "MHCLG 20 Dec 2024": (
        "https://www.gov.uk/government/publications/integrated-settlements-for-2025-to-2026/"
        "greater-manchester-combined-authority-integrated-settlement-2025-to-2026"
    ),
    "via Marketing Stockport": (
        "https://marketingstockport.co.uk/news/"
        "greater-manchester-poised-to-take-greater-control-over-finances"
    ),
    "Hansard 16 Jul 2025": (
        "https://www.parallelparliament.co.uk/debate/2025-07-16/commons/written-statements/"
        "public-service-reform-test-learn-and-grow-programme"
    ),
    "Civil Service World": "https://www.civilserviceworld.com/",
    "Civil Service World 28 Nov 2025": "https://www.civilserviceworld.com/",
    "Budget Nov 2025, via Housing Today": "https://www.housingtoday.co.uk/",
}
#: What is said of an address that leads no farther than to the publisher.
FRONT_PAGE: Final = " (front page)"
#: What business cases reckoned with, and nobody measured.
EXPECTED: Final = ("net benefit", "savings against")
MILLION: Final = 1_000_000
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")
_NAMES: Final = re.compile(
    rf"\b({'|'.join(map(re.escape, sorted(NAMES, key=len, reverse=True)))})\b"
)


def group_words(row: PlaceBudgetsRow) -> str:
    """The programme of a row, by one name."""
    name = row["budget_programme"]
    return whole_names(GROUPS.get(name, name))


def place_words(row: PlaceBudgetsRow) -> str:
    """The places of a row."""
    return whole_names(row["place_words"])


def reported_words(row: PlaceBudgetsRow) -> str:
    """What was reported, with its amount."""
    what = whole_names(row["reported"])
    if what.startswith(EXPECTED):
        what = f"expected {what}"
    return f"{what}, {amount_words(row['reported_value'], row['unit'])}"


def period_words(row: PlaceBudgetsRow) -> str:
    """The time of a row; a number of years says that it is one.

    >>> from typing import cast
    >>> period_words(cast("PlaceBudgetsRow", {"period": "5 years"}))
    'over 5 years'
    """
    period = whole_months(row["period"])
    return f"over {period}" if re.fullmatch(r"\d+ years?", period) else period


def source_title(row: PlaceBudgetsRow) -> str:
    """The source of a row; that its link leads to a front page only is said."""
    title = whole_months(whole_names(row["source_title"]))
    return title + (FRONT_PAGE if urlsplit(source_address(row)).path in {"", "/"} else "")


def source_address(row: PlaceBudgetsRow) -> str:
    """The address of a row's source.

    Raises:
        KeyError: a source is new, and neither the table nor this module has an address of it.
    """
    # The table has the date of a page behind its address.
    return (row["source_url"] or ADDRESSES[row["source_title"]]).split(" ")[0]


def amount_words(value: str, unit: str) -> str:
    """An amount as reported, in pounds; millions to three figures.

    >>> amount_words("9400-20600", "GBP million"), amount_words("108 for 41", "GBP million")
    ('£9.4 billion to £20.6 billion', '£108 million for £41 million')
    >>> amount_words("30.349418", "GBP million"), amount_words("5", "places")
    ('£30.3 million', '5 places')
    >>> amount_words("20", "GBP million (10 + 10)"), amount_words("6.96 / 10.8", "GBP million")
    ('£20 million (£10 million + £10 million)', '£6.96 million and £10.8 million')
    """
    currency, _, rest = unit.partition(" million")
    if currency != "GBP":
        return f"{value} {unit}"
    plain = value.replace("-", " to ").replace(" / ", " and ")
    return _NUMBER.sub(_pounds, plain + rest)


def _pounds(found: re.Match[str]) -> str:
    return format_pounds(to_three_figures(float(found[0]) * MILLION))


def whole_names(text: str) -> str:
    """A text with short names written out.

    >>> whole_names("GM, WM and Greater Manchester CA")
    'Greater Manchester, West Midlands and Greater Manchester Combined Authority'
    """
    return _NAMES.sub(lambda found: NAMES[found[0]], text)
