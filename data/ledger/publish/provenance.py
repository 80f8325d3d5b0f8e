"""What a published count must say of its data: whose they are, of when, and on what terms."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final
from urllib.parse import urlsplit

from data.read.month_periods import ALLOWED, MonthPeriod
from utils.errors import InvalidInputError

#: Open licences under which payments may be shown here, as SPDX names them.
LICENCES: Final = ("OGL-UK-3.0", "OGL-UK-2.0", "CC-BY-4.0", "CC0-1.0")
LONGEST: Final = 200
LONGEST_NOTE: Final = 600
LONGEST_ADDRESS: Final = 500


@dataclass(frozen=True)
class Provenance:
    """Whose payments they are, and on what terms they may be shown.

    Attributes:
        publisher: who publishes them.
        dataset: how the publisher calls them.
        period: the months they are of.
        licence: any of `LICENCES`.
        source_url: the publisher's page.
        copy_url: page of the copy that was read, if that was not the publisher's own; or "".
        threshold: smallest payment that is in them, in GBP; None where it is not known.
        note: what the publisher says is in them or left out; or "".
    """

    publisher: str
    dataset: str
    period: MonthPeriod
    licence: str
    source_url: str
    copy_url: str = ""
    threshold: Decimal | None = None
    note: str = ""

    @classmethod
    def read(
        cls,
        *,
        publisher: str,
        dataset: str,
        period: str,
        licence: str,
        source_url: str,
        copy_url: str = "",
        threshold: str = "",
        note: str = "",
    ) -> Provenance:
        """Check what a person typed.

        Raises:
            InvalidInputError: a part is missing, or is none of what is allowed.
        """
        if not period.strip():
            raise InvalidInputError(argument="period", received=period, expected=ALLOWED)
        if licence not in LICENCES:
            raise InvalidInputError(
                argument="licence", received=licence, expected=", ".join(LICENCES)
            )
        return cls(
            publisher=_line("publisher", publisher, longest=LONGEST),
            dataset=_line("dataset", dataset, longest=LONGEST),
            period=MonthPeriod.read(period),
            licence=licence,
            source_url=_address("source-url", source_url),
            copy_url=_address("copy-url", copy_url) if copy_url.strip() else "",
            threshold=_threshold(threshold) if threshold.strip() else None,
            note=_line("note", note, longest=LONGEST_NOTE) if note.strip() else "",
        )


def _line(argument: str, text: str, *, longest: int) -> str:
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    if not 0 < len(line) <= longest:
        raise InvalidInputError(
            argument=argument, received=text, expected=f"words of 1 to {longest} characters"
        )
    return line


def _address(argument: str, text: str) -> str:
    address = text.strip()
    try:
        parts = urlsplit(address)
        is_page = parts.scheme == "https" and "." in (parts.hostname or "") and not parts.username
    except ValueError:
        is_page = False
    whole = address.isascii() and address.isprintable() and " " not in address
    if not (is_page and whole and len(address) <= LONGEST_ADDRESS):
        raise InvalidInputError(
            argument=argument,
            received=text,
            expected="the address of a page, which begins with https://",
        )
    return address


def _threshold(text: str) -> Decimal:
    try:
        amount = Decimal(text.strip().removeprefix("£").replace(",", ""))
    except InvalidOperation:
        amount = Decimal("NaN")
    if not (amount.is_finite() and amount >= 0):
        raise InvalidInputError(
            argument="threshold", received=text, expected="an amount in pounds, such as 500"
        )
    return amount
