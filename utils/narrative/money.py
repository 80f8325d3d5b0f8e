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
    "services after fees, charges and other income. Included: housing benefit paid through "
    "councils. Not included: state pensions, the NHS, other benefits, and capital that is not paid "
    "from revenue."
)


def sums_sentence(place: str, year: str, sums: Sums) -> str:
    """Say what the accounts add up to, what of it is counted twice, and what remains."""
    return (
        f"Added up account by account, public bodies in {place} paid out "
        f"{format_pounds(sums.gross)} in {year}. {format_pounds(sums.twice)} is counted twice, as "
        "levies or as benefit that comes back as council tax. Without it: "
        f"{format_pounds(sums.net)}. {format_pounds(sums.rest)} of that is not broken down in the "
        "returns: debt, capital paid from revenue, trading and reserves."
    )


def missing_sentence(place: str, year: str, missing: list[str]) -> str:
    """Say which returns are missing, so that the picture is not drawn.

    >>> missing_sentence("Birmingham", "2022-23", ["No return from Birmingham"])
    'The accounts of Birmingham are incomplete in 2022-23: No return from Birmingham. A return is missing, so there is no chart and no total for that year.'
    """  # noqa: E501 - a worked example stands on a line
    return (
        f"The accounts of {place} are incomplete in {year}: {join_words(missing)}. A return is "
        "missing, so there is no chart and no total for that year."
    )
