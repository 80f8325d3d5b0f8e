"""Sentences on all identifiable public spending of a place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal, NamedTuple

from data.read.whole_place import HALF, SAME_YEAR, WholeAmount
from utils.config import PRICE_BASE_YEAR
from utils.formatting import format_pounds, join_words, lower_first, to_three_figures

SPENDERS: Final[Mapping[str, str]] = {
    "nhs": "The NHS and the health department",
    "work_and_pensions": "The Department for Work and Pensions",
    "councils": "Councils",
    "education": "The Department for Education: academies, colleges, universities",
    "police_and_fire": "Police and fire",
    "revenue_and_customs": "HM Revenue and Customs: child benefit, tax credits",
    "other": "Other departments and national bodies",
}
SPENDERS_SHORT: Final[Mapping[str, str]] = {
    "nhs": "NHS",
    "work_and_pensions": "Work and pensions",
    "councils": "Councils",
    "education": "Education department",
    "police_and_fire": "Police and fire",
    "revenue_and_customs": "Revenue and customs",
    "other": "Other national bodies",
}
AGES_SHORT: Final[Mapping[str, str]] = {
    "children": "Children",
    "young_adults": "Young adults",
    "working_age": "Working age",
    "older_people": "Older people",
    "all_ages": "All ages, or not known",
}
AGES: Final[Mapping[str, str]] = {
    "children": "Children and their families: schools, child benefit, tax credits, children's care",
    "young_adults": "Young adults: sixth forms, colleges, skills, universities",
    "working_age": "People of working age: benefits for those out of work, ill or on low pay",
    "older_people": "Older people: pensions and their benefits",
    "all_ages": "All ages, or not known: the NHS, adults' care, police, transport, housing",
}
WITH, WITHOUT = "with", "without"
ONE_OFF: Final[Mapping[str, str]] = {
    WITH: "With one-off support",
    WITHOUT: "Without it",
}
HOW: Final = (
    "The Treasury publishes regions only. Each part of a region's total is shared out between its "
    "areas by the accounts of public bodies there, by a count of people who receive it or need it, "
    "or, where there is nothing better, by residents. Areas add up to the Treasury's total."
)
RANGE_WORDS: Final = (
    "The range shows how far this method was from the true figure where that is known; errors of "
    "items are assumed to be independent. Tested on the sum of nine lines of accounts, such ranges "
    "included the true figure in about 9 of 10 areas."
)
SMALL_PLACES: Final = (
    "Spending per resident says little where few people live, or far more work or visit, as in the "
    "Isles of Scilly and the City of London; ranges do not apply there, and we make no comparison."
)
WHOLE_SOURCES: Final = (
    "Sources: HM Treasury, Country and Regional Analysis; shared out with figures of the Ministry "
    "of Housing, Communities and Local Government, NHS England, the Department for Work and "
    "Pensions, the Department for Education and the Office for National Statistics. Open "
    "Government Licence v3.0."
)
#: What figures of a year do not keep apart.
ONE_LINE_OF_CARE: Final = (
    "Councils' accounts of this year have one line for social care of children and of adults, so "
    "it is counted as one, for all ages."
)
JOINED: Final[Mapping[str, str]] = {
    "2008-09": (
        "In 2008-09 social care includes housing benefit too, because HM Treasury's figures for "
        "that year do not show it separately."
    ),
    "2009-10": ONE_LINE_OF_CARE,
    "2010-11": ONE_LINE_OF_CARE,
}
NEGATIVE: Final = (
    "A negative amount means that more was paid in or paid back than was spent: contributions to "
    "public service pensions, and loans and grants of the pandemic that were returned."
)
#: Prices as a title names them, by price basis.
PRICES: Final[Mapping[str, str]] = {"cash": "cash", "real": f"{PRICE_BASE_YEAR} prices"}
NO_SIMILAR: Final = (
    "We work out what similar places spend for services of councils, police, fire, transport and "
    "waste bodies only, not for all public spending or parts of it."
)
MORE: Final = "more"
LESS: Final = "less"
CANNOT_TELL: Final = "cannot tell"
Side = Literal["more", "less", "cannot tell"]
#: Fewer residents than this make no comparison, as for what similar places spend.
FEWEST_RESIDENTS: Final = 20_000
#: Councils' detailed returns on social care and public health are here from this year on.
FIRST_DETAIL: Final = "2023-24"
HUNDRED: Final = 100
THOUSAND: Final = 1_000


class Named(NamedTuple):
    """Public spending with the name of its place."""

    name: str
    found: WholeAmount


def about(amount: float) -> str:
    """An estimated amount per person, to the nearest hundred pounds from a thousand on.

    >>> about(13936.3)
    '£13,900'
    >>> about(436.2)
    '£436'
    """
    return format_pounds(_shown(amount))


def _shown(amount: float) -> float:
    """To the nearest hundred from a thousand on."""
    return round(amount / HUNDRED) * HUNDRED if abs(amount) >= THOUSAND else amount


def share_words(share: float) -> str:
    """A share in whole per cent; a trace is not called nothing.

    >>> share_words(0.607)
    '61%'
    >>> share_words(0.002)
    'less than 1%'
    """
    if 0 < share < 1 / (2 * HUNDRED):
        return "less than 1%"
    return f"{share:.0%}"


def range_words(found: WholeAmount) -> str:
    """An amount per person with its range; a region's has none, nor has what is all measured."""
    amount = f"{about(found.per_head)} per person"
    if about(found.lower_per_head) == about(found.upper_per_head):
        return amount
    return f"{amount}, between {about(found.lower_per_head)} and {about(found.upper_per_head)}"


def whole_sentence(
    place: str, year: str, found: WholeAmount, *, without: bool = False, basis: str = "cash"
) -> str:
    """What all public bodies together spent a person, with the range and the prices."""
    less = ", without one-off support for Covid, energy and the cost of living" if without else ""
    return (
        f"All public bodies together spent about {about(found.per_head)} per person in {place} in "
        f"{year}{price_words(basis, year)}{less}: between {about(found.lower_per_head)} and "
        f"{about(found.upper_per_head)}, or {format_pounds(to_three_figures(found.amount))} in all."
    )


def real_sentence(found: WholeAmount, year: str, newest: str) -> str:
    """What an amount of an older year is in the newest prices, so that years can be compared.

    Args:
        found: the amount in prices of the newest year.
        year: of the amount.
        newest: the newest year of the count.
    """
    if year == newest:
        return ""
    return (
        f"In prices of {PRICE_BASE_YEAR}, as other years are compared, that is about "
        f"{about(found.per_head)} per person."
    )


def measured_words(share: float) -> str:
    """How much of an amount is measured; the same words wherever it is said.

    >>> measured_words(0.51)
    '51% of it is measured; the rest is an estimate'
    >>> measured_words(0.002)
    'Less than 1% of it is measured; the rest is an estimate'
    """
    said = share_words(share)
    return f"{said[:1].upper()}{said[1:]} of it is measured; the rest is an estimate"


def measured_sentence(found: WholeAmount) -> str:
    """How much of it is measured, and what measured and estimated mean."""
    return (
        f"{measured_words(found.measured_share)}. Measured means that accounts of bodies here show "
        "it; the estimate is this place's share of what its region received."
    )


def shown_basis(basis: str, year: str) -> str:
    """The price basis by which an amount is named; both are the same in the base year.

    >>> shown_basis("cash", "2024-25"), shown_basis("cash", "2010-11")
    ('real', 'cash')
    """
    return "real" if year == PRICE_BASE_YEAR else basis


def price_words(basis: str, year: str) -> str:
    """The prices of an amount; nothing in the base year, whose prices are its own."""
    return "" if year == PRICE_BASE_YEAR else f", in {PRICES[basis]}"


def block_sentence(block: str, place: str, found: WholeAmount, *, year: str, basis: str) -> str:
    """What is spent per person on a kind of spending, with its range and what of it is measured."""
    return (
        f"{block}: about {range_words(found)} in {place} in {year}{price_words(basis, year)}. "
        f"{measured_words(found.measured_share)}."
    )


def england_sentence(found: WholeAmount, *, year: str = "", basis: str = "cash") -> str:
    """England's figure, which is the Treasury's own."""
    if basis == "cash" or year == PRICE_BASE_YEAR:
        return f"England: {about(found.per_head)} per person, as HM Treasury published it."
    return f"England: {about(found.per_head)} per person in the same prices."


def side_of(found: WholeAmount, other: WholeAmount) -> Side:
    """Whether spending a person is more or less than another's; only ranges apart can tell.

    An exact amount, as England's is, is a range without width. Ranges are compared as they are
    shown, so that no sentence contradicts its own numbers.
    """
    if min(found.population, other.population) < FEWEST_RESIDENTS:
        return CANNOT_TELL
    if _shown(found.lower_per_head) > _shown(other.upper_per_head):
        return MORE
    if _shown(found.upper_per_head) < _shown(other.lower_per_head):
        return LESS
    return CANNOT_TELL


def beside_sentence(own: Named, other: Named) -> str:
    """Set spending a person in a place beside that of another place, a region or England."""
    here, there = _amount_of(own), _amount_of(other)
    side = side_of(own.found, other.found)
    if side == CANNOT_TELL:
        is_exact = other.found.lower == other.found.upper
        why = "which lies within that range" if is_exact else "as the ranges overlap"
        if min(own.found.population, other.found.population) < FEWEST_RESIDENTS:
            why = "as too few people live there"
        return f"About {here}: we cannot tell if that is more or less than {there}, {why}."
    return f"About {here}: {side} than {there}."


def compared_sentence(places: Sequence[Named], *, year: str, basis: str) -> str:
    """All public money of the first place beside each of the others; nothing without another."""
    said = " ".join(beside_sentence(places[0], other) for other in places[1:])
    if not said:
        return ""
    return f"All public money in {year}, part estimated{price_words(basis, year)}. {said}"


def _amount_of(own: Named) -> str:
    """An amount per person with its range in brackets, where it has any."""
    found = own.found
    amount = f"{about(found.per_head)} per person in {own.name}"
    if found.lower == found.upper:
        return amount
    return f"{amount} ({about(found.lower_per_head)} to {about(found.upper_per_head)})"


def old_accounts_sentence(years: Sequence[str], year: str) -> str:
    """That accounts of another year had to be used for a part of the money."""
    if not years:
        return ""
    return (
        f"Bodies here sent no accounts for {year} for part of the money, so it is estimated from "
        f"their accounts of {join_words([financial_year(one) for one in years])}."
    )


def growth_sentence(first: Named, last: Named) -> str:
    """Whether spending a person grew between two years in the same prices; the names are years."""
    side = side_of(last.found, first.found)
    change = last.found.per_head / first.found.per_head - 1
    words = f"{_amount_of(first)} and {_amount_of(last)}"
    if side == CANNOT_TELL:
        return f"{words}: we cannot tell if it grew, as the ranges overlap."
    return f"{words}: {abs(change):.0%} {side}."


def financial_year(first: str) -> str:
    """The financial year that begins in a calendar year.

    >>> financial_year("2022")
    '2022-23'
    """
    return f"{first}-{(int(first) + 1) % HUNDRED:02d}"


def upstream_sentence(prevention: float, health: float) -> str:
    """What of health money councils spend on public health, and what cannot be seen."""
    return (
        f"Public health of councils comes to {about(prevention)} per person, "
        f"{share_words(prevention / health)} of health money. The Treasury's figures show no other "
        "prevention separately: screening, vaccination and early help are part of other items."
    )


def purpose_sentence(
    prevention: float, late: float, everything: float, *, people: float, year: str
) -> str:
    """What of councils' health and care money can be called prevention, and late intervention.

    Args:
        prevention: GBP of lines that are prevention by their name.
        late: GBP of lines that are late intervention by their name.
        everything: GBP of public health and social care of councils.
        people: residents.
        year: financial year.
    """
    return (
        f"Of the {about(everything / people)} per person that councils' accounts show for public "
        f"health and social care in {year}, {about(prevention / people)}, "
        f"{share_words(prevention / everything)}, can be called prevention, and "
        f"{about(late / people)}, {share_words(late / everything)}, late intervention; for the "
        "rest the accounts do not say."
    )


def no_purpose_sentence(place: str, year: str) -> str:
    """That prevention and late intervention cannot be kept apart for a place and year."""
    first = f"For {place} in {year}, prevention and late intervention cannot be separated: "
    if year < FIRST_DETAIL:
        return f"{first}councils' accounts have had the lines for it since {FIRST_DETAIL} only."
    return f"{first}a council's return in that detail is missing."


def measured_beside_sentence(own: Named, others: Sequence[Named]) -> str:
    """That a place's figure is mainly measured and others' mainly estimated, or the reverse.

    Nothing where most of the others are as the place is.
    """
    is_measured = own.found.measured_share >= HALF
    unlike = [other for other in others if (other.found.measured_share >= HALF) != is_measured]
    if len(unlike) * 2 <= len(others):
        return ""
    here, there = "mainly measured", "mainly estimated"
    if not is_measured:
        here, there = there, here
    of_all = len(unlike) == len(others)
    those = "all similar places" if of_all else f"{len(unlike)} of {len(others)} similar places"
    return (
        f"The figure of {own.name} is {here} ({share_words(own.found.measured_share)} of it), "
        f"those of {those} are {there}: part of the difference may come from "
        "that."
    )


def changes_sentence(changes: Sequence[tuple[str, str, str]]) -> str:
    """Which large items are shared out by another driver from which year on."""
    if not changes:
        return ""
    listed = "; ".join(
        f"{item} by {lower_first(driver)} from {year}" for item, year, driver in changes
    )
    return (
        "A step from one year to the next may come from how money is shared out, which changes for "
        f"large items: {listed}."
    )


def driver_year_words(years: tuple[str, ...]) -> str:
    """Of which year a driver is, in words.

    >>> driver_year_words(("same year", "2022"))
    'same year; 2022 for some'
    >>> driver_year_words(("2011 to 2020",))
    'between 2011 and 2020'
    """
    words = [year.replace(" to ", " and ") for year in years]
    words = [f"between {word}" if " and " in word else word for word in words]
    if len(words) == 1:
        return words[0]
    others = [word for word in words if word != SAME_YEAR]
    return f"{SAME_YEAR}; {', '.join(others)} for some" if SAME_YEAR in words else ", ".join(words)
