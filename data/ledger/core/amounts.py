"""Turns a cell into pounds and pence, exactly; what cannot be read so says why."""

from __future__ import annotations

import math
import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, NamedTuple

PENNY: Final = Decimal("0.01")
#: Money is kept to this; see `schema.MONEY`.
SMALLEST: Final = Decimal("0.0001")
#: Binary fractions leave a trace this small in a workbook's sums, such as 559.8000000000001.
NOISE: Final = Decimal("0.00001")
#: The usual cell needs no cleaning.
PLAIN: Final = re.compile(r"-?[0-9]{1,13}(?:\.[0-9]{1,2})?")
#: Nor do a pound sign and commas between thousands.
COMMON: Final = re.compile(r"\s*(-?)£?([0-9]{1,3}(?:,[0-9]{3}){0,3}|[0-9]{1,13})(\.[0-9]{1,2})?\s*")
HAS_DIGIT: Final = re.compile(r"[0-9]")
MINUSES: Final = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d", "-")
)
#: A pound sign, also as it looks when it was read in a wrong encoding.
POUNDS: Final = re.compile(r"^(?:Â?£|GBP|\ufffd|STG)|(?:Â?£|GBP|STG)$", re.IGNORECASE)
OTHER_CURRENCY: Final = re.compile(
    r"[$€¥₹]|\b(?:EUR|EURO|EUROS|USD|AUD|CAD|CHF|JPY|SEK|NOK|DKK|NZD|ZAR|INR)\b", re.IGNORECASE
)
SIGN_WORD: Final = re.compile(r"^(CR|DR)\.?\s*|\s*(CR|DR)\.?$", re.IGNORECASE)
DIGITS: Final = re.compile(
    r"(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+)?(?:\.[0-9]*)?"
)
#: How accountants write nothing: "-", or "£ -".
NOTHING: Final = re.compile(r"-+")
#: How programs write very large and very small numbers.
SCIENTIFIC: Final = re.compile(r"-?[0-9](?:\.[0-9]{1,20})?E[+-]?[0-9]{1,3}", re.IGNORECASE)
#: An amount stuck to a name: the pence must be whole, so that no digit is taken from the name.
STUCK: Final = re.compile(
    r"\s*(\(?-?\s?£?-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)\.[0-9]{2}\)?)\s+(?=.*[^\W\d_])(\S.*)",
    re.DOTALL,
)
UNREADABLE: Final = "allowed: pounds and pence such as 1,234.50, -1,234.50 or (1,234.50)"


#: A longer text is no amount.
LONGEST: Final = 60


class Money(NamedTuple):
    """An amount as read.

    Attributes:
        amount: pounds and pence; None where the cell is no amount.
        problem: why it is no amount; "" where it is an amount.
        parts: whether the cell has parts of a penny.
        short: whether it is written as 1.2E+06, in which last digits may be lost.
    """

    amount: Decimal | None
    problem: str = ""
    parts: bool = False
    short: bool = False


def read_amount(value: object) -> Money:
    """Read a cell.

    Parts of a penny are kept, to a hundredth, and said to be there; the trace that binary
    fractions leave is not said. An amount of another currency is never taken for pounds.
    """
    if isinstance(value, str):
        if PLAIN.fullmatch(value):
            return Money(Decimal(value))
        if found := COMMON.fullmatch(value):
            return Money(Decimal(found[1] + found[2].replace(",", "") + (found[3] or "")))
        return _from_text(value)
    if isinstance(value, float) and math.isfinite(value):
        # The shortest text that stands for the float is what was typed into the workbook.
        return _to_pence(Decimal(repr(value)))
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return _to_pence(Decimal(value))
    return Money(None, f"{value!r} is no amount; {UNREADABLE}")


def split_stuck(text: str) -> tuple[Decimal, str] | None:
    """Part an amount from the name stuck behind it: "13,797.47 CDW Limited".

    Returns:
        The amount and the name; None unless the amount has whole pence and a name follows.
    """
    found = STUCK.fullmatch(text)
    if found is None:
        return None
    money = read_amount(found[1])
    return None if money.amount is None else (money.amount, found[2].strip())


def is_blank(value: object) -> bool:
    """Whether a cell holds nothing but spaces."""
    return value is None or (isinstance(value, str) and not value.strip())


def _to_pence(number: Decimal) -> Money:
    if abs(number) >= Decimal(10**14):
        return Money(None, f"{number:.0f} has more digits than money here can have")
    pence = number.quantize(PENNY, rounding=ROUND_HALF_UP)
    if abs(number - pence) <= NOISE:
        return Money(pence)
    return Money(number.quantize(SMALLEST, rounding=ROUND_HALF_UP), parts=True)


def _from_text(text: str) -> Money:
    text = text.strip()
    if not text or len(text) > LONGEST:
        return Money(None, f"{text[:LONGEST]!r} is no amount; {UNREADABLE}")
    bare = unicodedata.normalize("NFKC", text).translate(MINUSES).strip().removeprefix("'").strip()
    if OTHER_CURRENCY.search(bare) and HAS_DIGIT.search(bare):
        return Money(None, f"{text!r} is of another currency; allowed: pounds")
    if NOTHING.fullmatch(POUNDS.sub("", bare).strip()):
        return Money(Decimal("0.00"))
    if SCIENTIFIC.fullmatch(bare):
        return _from_scientific(Decimal(bare))
    signs, digits = _signs(bare)
    if signs is None or not DIGITS.fullmatch(digits) or not HAS_DIGIT.search(digits):
        return Money(None, f"{text!r} is no amount; {UNREADABLE}")
    number = Decimal(digits.replace(",", "").replace(" ", ""))
    return _to_pence(-number if signs else number)


def _from_scientific(number: Decimal) -> Money:
    """Read 1.2E+06; unlike a trace such as -1.4E-14 it may have lost its last digits."""
    exponent = number.as_tuple().exponent
    money = _to_pence(number)
    if money.amount is None:
        return money
    if abs(number) <= NOISE:
        return Money(Decimal("0.00"))
    return money._replace(short=isinstance(exponent, int) and exponent > -len(".00"[1:]))


def _signs(text: str) -> tuple[bool | None, str]:
    """Take off currency and sign; the sign is None where there are two of them."""
    found = 0
    word = SIGN_WORD.search(text)
    if word:
        text = SIGN_WORD.sub("", text, count=1).strip()
        found += (word[1] or word[2]).upper() == "CR"
    text = POUNDS.sub("", text).strip()
    if text.startswith("(") and text.endswith(")"):
        text, found = text[1:-1].strip(), found + 1
    before = len(text)
    text = text.removeprefix("-").removesuffix("-")
    found += before - len(text)
    text = POUNDS.sub("", text.strip()).strip()
    # A minus may stand on either side of the pound sign.
    if text.startswith("-"):
        text, found = text[1:].strip(), found + 1
    return (None if found > 1 else found == 1), text
