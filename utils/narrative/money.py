"""Sentences about where money comes from, where it goes, and what stands in two accounts."""

from __future__ import annotations

from typing import Final

from data.read.money_paths import Sums
from utils.formatting import format_pounds, join_words

#: How each kind of path is called.
KINDS: Final = {
    "own": "own funding",
    "grant": "government grant",
    "service": "net spend on a service",
    "benefits": "paid to people",
    "levy": "transfer, also in the receiver's account",
    "returned": "comes back as council tax, so also in another account",
    "outside": "passed on to a body without a return here",
    "earned": "service that earns more than it costs",
    "rest": "not broken down in the return",
}
BASIS: Final = (
    "Basis: revenue outturn of councils, police, fire, transport and waste bodies, in cash; "
    "services after fees, charges and other income; housing benefit paid through councils in; "
    "state pensions, the NHS and other benefits out; capital out, but for what revenue pays for."
)


def sums_sentence(place: str, year: str, sums: Sums) -> str:
    """Say what the accounts add up to, what of it is counted twice, and what remains."""
    return (
        f"Added up account by account, public bodies of {place} paid out "
        f"{format_pounds(sums.gross)} in {year}. {format_pounds(sums.twice)} of it stands in two "
        f"accounts, as levies or as benefit that comes back as council tax; without it, "
        f"{format_pounds(sums.net)} remains. Of that the returns do not tell apart "
        f"{format_pounds(sums.rest)}: debt, capital paid from revenue, trading and reserves."
    )


def missing_sentence(place: str, year: str, missing: list[str]) -> str:
    """Say which returns are missing, so that the picture is not drawn.

    >>> missing_sentence("Birmingham", "2022-23", ["No return from Birmingham"])
    'The accounts of Birmingham are not whole in 2022-23: No return from Birmingham. A missing return is a gap, so nothing is drawn or added up for that year.'
    """  # noqa: E501 - a worked example stands on a line
    return (
        f"The accounts of {place} are not whole in {year}: {join_words(missing)}. A missing return "
        "is a gap, so nothing is drawn or added up for that year."
    )
