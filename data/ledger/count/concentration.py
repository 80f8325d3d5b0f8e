"""How much of a body's payments goes to few suppliers: Gini coefficient and Herfindahl index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from typing import Final

from utils.errors import InvalidInputError

#: The index of a single supplier, as competition authorities write it.
MOST: Final = 10_000
_PLACES: Final = Decimal("0.000001")
_EXACT: Final = Context(prec=50, rounding=ROUND_HALF_EVEN)


@dataclass(frozen=True)
class Concentration:
    """Concentration of amounts over suppliers.

    Attributes:
        suppliers: suppliers counted: those paid more than nothing on balance.
        total: what they were paid, in GBP.
        left_out: suppliers whose balance is nothing or less (more was credited than paid).
        left_out_amount: the sum of their balances, nothing or less.
        gini: 0 where all are paid alike, up to 1 - 1/suppliers where a single supplier is paid all.
        herfindahl: sum of squared percentage shares, from 10,000/suppliers to 10,000.
    """

    suppliers: int
    total: Decimal
    left_out: int
    left_out_amount: Decimal
    gini: Decimal
    herfindahl: Decimal


def concentration(amounts: Sequence[Decimal]) -> Concentration:
    """Measure how amounts concentrate on few suppliers, exactly.

    Calculation: with amounts x in rising order and n suppliers, the Gini coefficient is
    sum((2 i - n - 1) x_i) / (n sum(x)); the Herfindahl index is 10,000 sum((x / sum(x))^2). Both
    are fractions of whole numbers until they are rounded to six decimals.

    Suppliers whose balance is nothing or less have no share of the money, so they are left out
    and shown apart: a share below nothing has no meaning in either index.

    Warning: "individuals" is many people in one line; leave it out before.

    References: Gini, Variabilità e mutabilità (1912); Hirschman, American Economic Review 54
    (1964), page 761.

    Args:
        amounts: net amount of each supplier, in GBP.

    Raises:
        InvalidInputError: no supplier is paid more than nothing, or an amount is not finite.
    """
    if not all(amount.is_finite() for amount in amounts):
        raise InvalidInputError(
            argument="amounts", received="a number not finite", expected="amounts"
        )
    paid = sorted(Fraction(amount) for amount in amounts if amount > 0)
    rest = [amount for amount in amounts if amount <= 0]
    if not paid:
        raise InvalidInputError(
            argument="amounts", received=f"{len(amounts)} amounts", expected="one above 0 or more"
        )
    many, total = len(paid), sum(paid, Fraction(0))
    ranked = sum((2 * at - many - 1) * amount for at, amount in enumerate(paid, start=1))
    squares = sum((amount * amount for amount in paid), Fraction(0))
    return Concentration(
        suppliers=many,
        total=sum((amount for amount in amounts if amount > 0), Decimal(0)),
        left_out=len(rest),
        left_out_amount=sum(rest, Decimal(0)),
        gini=_rounded(ranked / (many * total)),
        herfindahl=_rounded(MOST * squares / (total * total)),
    )


def _rounded(exact: Fraction) -> Decimal:
    return _EXACT.divide(Decimal(exact.numerator), Decimal(exact.denominator)).quantize(_PLACES)
