"""What is said of the payments that a place publishes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from data.read.month_periods import MONTHS, MonthPeriod
from data.read.payment_words import GRADES, VAT
from data.read.payments import UNTHEMED, SupplierSum, ThemeSum, period_of
from data.read.rows import LedgerBodiesRow, LedgerCountsRow
from utils.formatting import format_count, format_pounds, lower_first

NO_THEME: Final = "No theme found"
#: What a payment file is not.
NOT_SPENDING: Final = (
    "This is not all that was spent: salaries, benefits and charges between departments are not in "
    "it. Capital spending, on what is built or bought to last, is in it."
)
#: How far a line of a count can be trusted.
GRADES_MEAN: Final = (
    "Grade: " + "; ".join(f"{grade}: {words}" for grade, words in GRADES.items()) + "."
)
PEOPLE: Final = (
    "People are never named. Nor is a supplier who may be one, going by the name: only public "
    "bodies, companies, institutions, well-known firms and charities, services that take many "
    "people, such as care homes, and names made of ordinary words are shown."
)
#: What lines of suppliers that are not named hold.
TOGETHER: Final[Mapping[str, str]] = {
    "individual": "Individuals, together",
    "not_named": "Suppliers not named here, as they may be people",
    "redacted": "Suppliers whose name the publisher took out",
    "not_said": "Payments without a supplier",
}


def count_title(count: LedgerCountsRow) -> str:
    """What a count is of: the publisher's data and their period."""
    return f"{count['dataset']}, {count['publisher']}, {period_of(count).words}"


def paid_sentence(count: LedgerCountsRow, bodies: Sequence[LedgerBodiesRow]) -> str:
    """How much was paid by whom, in how many payments, and when."""
    who = count["publisher"] if len(bodies) == 1 else f"{len(bodies)} bodies"
    return f"{who} paid {amount_words(count)} in {period_of(count).words}."


def amount_words(count: LedgerCountsRow) -> str:
    """How much was paid, in how many payments."""
    payments = format_count(count["payments"], "payment", "payments")
    return f"{format_pounds(count['counted_gbp'])} in {payments}"


def scope_sentences(count: LedgerCountsRow, bodies: Sequence[LedgerBodiesRow]) -> list[str]:
    """What the payments are, and what they are not."""
    period = period_of(count)
    threshold = count["threshold_gbp"]
    least = f"payments of {format_pounds(threshold)} or more, " if threshold else ""
    months = "one month" if period.months == 1 else f"{period.months} months"
    files = "the payment file of one body" if len(bodies) == 1 else f"{len(bodies)} bodies"
    said = [f"It is {months} of {files} ({least}{VAT[count['vat_basis']]}). {NOT_SPENDING}"]
    if abs(count["in_place_gbp"] - count["counted_gbp"]) >= 1:
        said.append(
            f"{format_pounds(count['in_place_gbp'])} of it is the place's own, by the share of "
            "each body that belongs to it; themes and suppliers below are of the whole bodies."
        )
    moved = count["transfers_gbp"] + count["internal_gbp"]
    if moved:
        said.append(
            f"{format_pounds(moved)} that these bodies paid to one another or to themselves is "
            "left out."
        )
    if count["possible_gbp"]:
        said.append(
            f"{format_pounds(count['possible_gbp'])} may be counted twice, as payments between "
            "these bodies have no date."
        )
    if count["outside_payments"]:
        has = "has" if count["outside_payments"] == 1 else "have"
        said.append(
            f"{count['outside_payments']:,} of the payments "
            f"({format_pounds(count['outside_gbp'])}) {has} a date outside {period.words}."
        )
    if count["rejected_rows"]:
        rows = format_count(count["rejected_rows"], "row", "rows")
        are = "is" if count["rejected_rows"] == 1 else "are"
        said.append(f"{rows} could not be read and {are} not in it.")
    return said


def source_words(count: LedgerCountsRow) -> str:
    """Words of the link to where a count is from, where the publisher may say more of VAT."""
    says_vat = count["vat_basis"] == "not said" and "VAT" in (count["note"] or "")
    return "Where this is from" + (", and what the publisher says of VAT" if says_vat else "")


def theme_name(theme: str, names: Mapping[str, str]) -> str:
    """Name of a theme of payments."""
    return NO_THEME if theme == UNTHEMED else names[theme]


def themes_sentence(sums: Sequence[ThemeSum], names: Mapping[str, str]) -> str:
    """The theme that was paid most for, and how much has no theme."""
    whole = sum(found.amount for found in sums)
    themed = [found for found in sums if found.theme != UNTHEMED]
    if not themed or whole <= 0:
        return "No theme was found for any of it."
    first = themed[0]
    without = sum(found.amount for found in sums if found.theme == UNTHEMED)
    return (
        f"The largest share was paid for {lower_first(theme_name(first.theme, names))}: "
        f"{format_pounds(first.amount)}, {first.amount / whole:.0%} of the money. "
        f"{without / whole:.0%} of it has no theme."
    )


def suppliers_sentence(
    found: Sequence[SupplierSum], *, shown: int, words: str, whole: float, theme: str = ""
) -> str:
    """How many suppliers are named or were found, and what they were paid.

    Args:
        found: the suppliers.
        shown: how many of them the page shows.
        words: what was searched for; "" where nothing was.
        whole: everything counted, of the theme if there is one, in GBP.
        theme: name of the theme that was paid for; "" for all.
    """
    purpose = f" for {lower_first(theme)}" if theme else ""
    if not found:
        paid_for = f" was paid{purpose}" if not words else f" and paid{purpose}" if theme else ""
        missing = f" has “{words}” in the name. One who has may be among those not named"
        return f"No supplier named here{paid_for}{missing if words else ''}."
    paid = format_pounds(sum(supplier.amount for supplier in found))
    is_one = len(found) == 1
    many = format_count(len(found), "supplier", "suppliers")
    if words:
        said = f"{many} {'has' if is_one else 'have'} “{words}” in the name, paid {paid}{purpose}."
    else:
        share = _share(found, whole, of="the money for this theme" if theme else "the money")
        said = f"{many} named here {'was' if is_one else 'were'} paid {paid}{purpose}{share}."
    rest = f" The {shown:,} paid most are shown; the files have all." if shown < len(found) else ""
    return said + rest


def _share(found: Sequence[SupplierSum], whole: float, *, of: str) -> str:
    """What part of the money some suppliers were paid; nothing where that has no sense."""
    return f", {sum(one.amount for one in found) / whole:.0%} of {of}" if whole > 0 else ""


def found_note(words: str) -> str:
    """What the file of a search holds."""
    return (
        f"Only suppliers with “{words}” in the name. Suppliers who are not named are not searched."
    )


def together_words(supplier: SupplierSum) -> str:
    """A line of suppliers that are not named."""
    payments = format_count(supplier.payments, "payment", "payments")
    return f"{format_pounds(supplier.amount)} in {payments}"


def months_words(period: MonthPeriod) -> str:
    """How much of its financial year a period is."""
    return f"{period.words}: {period.months} of the {MONTHS} months of {period.financial_year}"


def place_sentence(name: str, others: Sequence[str]) -> str:
    """What is said where a place publishes no payments, or none is chosen.

    Args:
        name: of the place; "" where none is chosen.
        others: names of the places that publish some.
    """
    if not others:
        return "No place publishes payments here yet."
    if not name:
        return "What councils paid their suppliers, in places that show it here:"
    return f"{name} publishes no payments here yet. These places do:"
