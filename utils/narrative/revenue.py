"""Sentences on what is raised and spent in a region, and on income tax of a council."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from data.read.revenue import INCOME_TAX_YEAR, Balance, BesideOutcome, IncomeTax
from utils.formatting import format_per_person, format_pounds, format_value, join_words

ENGLAND_NAME: Final = "England"
#: Names that take no "the" before them.
BARE: Final = frozenset({ENGLAND_NAME, "London", "Yorkshire and The Humber"})
MEANING: Final = (
    "The gap is not a judgement on a place. ONS puts each tax, by estimate, where people live or "
    "where it is earned, and shares out spending for the whole country, such as defence and debt "
    "interest, largely by population. It publishes this for regions, not councils; by council "
    f"there is only income tax, for {INCOME_TAX_YEAR}."
)
PAID_FROM: Final = (
    "What is spent beyond what is raised comes from taxes raised elsewhere and from borrowing."
)
PAID_TO: Final = (
    "What is raised beyond what is spent pays for spending elsewhere, or lowers borrowing."
)
SIDES_WORDS: Final = (
    "Raised: current receipts, that is all taxes, National Insurance, and income such as interest "
    "and rent, with North Sea revenue where the fields are. Spent: total managed expenditure, that "
    "is all spending of public bodies, with a share of defence, debt interest and other spending "
    "for the whole country."
)
IDENTIFIED_WORDS: Final = (
    "Identified, in the table: what HM Treasury places in a region, without defence and debt "
    "interest; “All public money” counts this."
)
ONE_YEAR: Final = (
    "One year's gap also moves with the whole country's economy: in a recession less is raised and "
    "more is borrowed everywhere."
)
TAX_ROUGH: Final = (
    "From a sample of taxpayers, rounded to three figures: the fewer taxpayers a council has, the "
    "rougher its figure. Income tax is one tax of many, counted where people live, not work."
)
NO_CAUSE: Final = (
    "Nine regions cannot show what money does: more is spent where more people are old, ill or "
    "poor, and more is raised where pay and profits are higher."
)
ONS_SOURCE: Final = (
    "Source: Office for National Statistics, Country and regional public sector finances, "
    "financial year ending 2025. Open Government Licence v3.0."
)
TREASURY_SOURCE: Final = (
    "Identified: HM Treasury, Country and Regional Analysis. Open Government Licence v3.0."
)
TAX_SOURCE: Final = (
    "Source: HM Revenue and Customs, income and tax by local authority, 2021-22 (Survey of "
    "Personal Incomes), over residents of mid-2021 (Office for National Statistics). Open "
    "Government Licence v3.0."
)


def the(region: str) -> str:
    """A region as it is said within a sentence.

    >>> the("West Midlands")
    'the West Midlands'
    >>> the("London")
    'London'
    """
    return region if region in BARE else f"the {region}"


def gap_words(balance: Balance) -> str:
    """Which of both is more, and by how much."""
    if balance.gap == 0:
        return "as much was spent as raised"
    amount = format_per_person(abs(balance.gap))
    more = "spent than raised" if balance.gap > 0 else "raised than spent"
    return f"{amount} more was {more}"


def balance_sentence(region: str, balance: Balance, *, place: str = "") -> str:
    """What was raised and spent a person in a region, and the gap.

    Args:
        region: name of the region, or England.
        balance: its figures, in cash.
        place: name of the place that lies in it; none for England.
    """
    whose = f", the region of {place}" if place else ""
    identified = " (no figure from HM Treasury here for that year)"
    if balance.identified is not None:
        where = "England's regions" if region == ENGLAND_NAME else "this region"
        amount = format_per_person(balance.identified)
        identified = f" (HM Treasury identifies {amount} of it with {where})"
    raised, spent = format_per_person(balance.raised), format_per_person(balance.spent)
    return (
        f"In {the(region)}{whose}, {raised} per person was raised in taxes and other public income "
        f"in {balance.year}, and {spent} was spent by public bodies{identified}: "
        f"{gap_words(balance)}."
    )


def meaning_sentences(balance: Balance, england: Balance | None) -> str:
    """What the gap says and does not say, with England's beside it."""
    parts = []
    if england is not None:
        raised, spent = format_per_person(england.raised), format_per_person(england.spent)
        parts.append(f"England: {raised} raised, {spent} spent.")
    if balance.gap:
        parts.append(PAID_FROM if balance.gap > 0 else PAID_TO)
    return " ".join([*parts, MEANING])


def several_sentence(place: str, regions: Sequence[str]) -> str:
    """Why a place of several regions has no figure of its own."""
    names = join_words([the(region) for region in regions])
    return f"{place} lies in several regions: {names}. Here is each region, and England."


def income_tax_sentence(name: str, found: IncomeTax | None, *, lacking: Sequence[str] = ()) -> str:
    """Income tax of the residents of a place, and whom the figure leaves out."""
    if found is None:
        return f"HM Revenue and Customs gives no figure for {name}."
    without = f", without {join_words(list(lacking))}, for which there is no figure" * bool(lacking)
    return (
        f"{name}: {format_per_person(found.per_head)} per resident, {format_pounds(found.amount)} "
        f"from {found.taxpayers:,.0f} taxpayers{without}."
    )


def period_sentence(beside: BesideOutcome) -> str:
    """Why the money beside an outcome is that of another year."""
    return (
        f"Money of {beside.year}, the middle of {beside.period}: of the periods for which regions "
        "have this outcome, the nearest to the year chosen."
    )


def outcome_words(beside: BesideOutcome, value: float) -> str:
    """A value of the outcome with its unit."""
    return format_value(value, unit=beside.measure.unit, decimals=beside.measure.decimals)
