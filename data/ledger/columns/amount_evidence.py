"""What the rows show of two columns of amounts: equal, with and without VAT, line and invoice."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

#: No rate of VAT has been higher.
HIGHEST_RATE: Final = Decimal("0.20")
#: Lines rounded to the penny each may move the sum of an invoice by so much a line.
A_PENNY: Final = Decimal("0.01")
#: Of so many invoices the lines must come to the total.
MOST_FIT: Final = Decimal("0.95")
#: Of so many rows one amount must be the other with VAT.
ALMOST_ALL: Final = Decimal("0.99")

Amounts = Sequence[Decimal | None]


def are_equal(first: Amounts, second: Amounts) -> bool:
    """Whether two columns agree wherever both have an amount, in one row at least."""
    pairs = list(_both(first, second))
    return bool(pairs) and all(one == other for one, other in pairs)


def is_net_of(net: Amounts, gross: Amounts) -> bool:
    """Whether one column is the other without VAT, in nearly every row that has both."""
    pairs = list(_both(net, gross))
    fitting = sum(_is_taxed(one, other) for one, other in pairs)
    return bool(pairs) and fitting >= len(pairs) * ALMOST_ALL


def are_lines_of(lines: Amounts, totals: Amounts, keys: Sequence[Hashable]) -> bool:
    """Whether one column has the lines of invoices and the other the total of each invoice.

    The total is repeated on every line of its invoice, or is on the first line alone. It may have
    VAT where the lines have none. At least one invoice must have several lines that come to it.

    Args:
        lines: what may be the lines.
        totals: what may be the totals.
        keys: what the lines of an invoice have in common, such as supplier and date, by row.
    """
    several = fitting = alone = alone_fitting = 0
    for invoice in _invoices(lines, totals, keys):
        fits = invoice.fits()
        if len(invoice.lines) == 1:
            alone += 1
            alone_fitting += fits
        elif not invoice.may_be_several():
            several += 1
            fitting += fits
    return (
        fitting > 0
        and fitting >= several * MOST_FIT
        and (alone == 0 or alone_fitting >= alone * MOST_FIT)
    )


@dataclass
class _Invoice:
    total: Decimal
    repeated: bool = False
    lines: list[Decimal] = field(default_factory=list)

    def fits(self) -> bool:
        return _is_taxed(sum(self.lines, Decimal(0)), self.total, slack=A_PENNY * len(self.lines))

    def may_be_several(self) -> bool:
        """Whether the rows may as well be several invoices of one line each."""
        return self.repeated and all(_is_taxed(line, self.total) for line in self.lines)


def _invoices(lines: Amounts, totals: Amounts, keys: Sequence[Hashable]) -> Iterator[_Invoice]:
    """Invoices by key and total; a row without a total is of the invoice before it."""
    found: dict[Hashable, _Invoice] = {}
    last: _Invoice | None = None
    for line, total, key in zip(lines, totals, keys, strict=True):
        if line is None:
            continue
        if total is None or (total == 0 and line != 0):
            if last is not None:
                last.lines.append(line)
            continue
        known = (key, total)
        if known in found:
            found[known].repeated = True
        last = found.setdefault(known, _Invoice(total))
        last.lines.append(line)
    yield from found.values()


def _both(first: Amounts, second: Amounts) -> Iterator[tuple[Decimal, Decimal]]:
    for one, other in zip(first, second, strict=True):
        if one is not None and other is not None:
            yield one, other


def _is_taxed(net: Decimal, gross: Decimal, *, slack: Decimal = A_PENNY) -> bool:
    if net and gross and (net < 0) != (gross < 0):
        return False
    small, large = abs(net), abs(gross)
    return small - slack <= large <= small * (1 + HIGHEST_RATE) + slack
