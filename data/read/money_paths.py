"""Turns accounts of bodies into paths of money that can be drawn: who pays whom, and for what.

Every body's paths in and out are equal: what its return does not separate goes to, or comes from,
a part of its own that says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from data.read.accounts import LEVIES, Account
from data.read.rows import FlowLinesKind, FlowLinesRow

#: Parts of the picture that are neither a flow of the return, a body nor a service line.
REST: Final = "rest"
DRAWN: Final = "drawn"
EARNED: Final = "earned"
ELSEWHERE: Final = "elsewhere"
#: Kinds of paths: those of the flows, and what is not a flow of the return.
PathKind = FlowLinesKind | Literal["service", "earned", "rest"]
#: Paths on which a pound goes that another account holds too.
TWICE: Final[tuple[PathKind, ...]] = ("levy", "returned")
#: Amounts below a pound are rounding.
LEAST: Final = 1.0


@dataclass(frozen=True)
class Path:
    """Money that goes from one part of the picture to another.

    Attributes:
        giver: "source:FLOW", "body:KIND", `EARNED` or `DRAWN`.
        taker: "body:KIND", "line:SERVICE_LINE", "use:FLOW", `REST` or `ELSEWHERE`.
        amount: GBP, more than nothing.
        kind: own, grant, levy, outside, returned, benefits, service, earned or rest.
    """

    giver: str
    taker: str
    amount: float
    kind: PathKind


@dataclass(frozen=True)
class Sums:
    """What all accounts add up to, in GBP.

    Attributes:
        gross: everything paid out, account by account.
        twice: the part of it that another account holds too.
        rest: the part of it that the returns do not separate.
    """

    gross: float
    twice: float
    rest: float

    @property
    def net(self) -> float:
        """Paid out to the world outside these accounts."""
        return self.gross - self.twice


def find_paths(accounts: Sequence[Account], *, flows: Mapping[str, FlowLinesRow]) -> list[Path]:
    """List the paths of money through the accounts, in the order of the accounts.

    Args:
        accounts: the accounts of a place and year.
        flows: every kind of payment, as in the table `flow_lines`.
    """
    paths = [path for account in accounts for path in _told(account, flows)]
    paths += [path for account in accounts for path in _levies(account, accounts)]
    for account in accounts:
        node = f"body:{account.body}"
        received = sum(path.amount for path in paths if path.taker == node)
        went = sum(path.amount for path in paths if path.giver == node)
        if received - went >= LEAST:
            paths.append(Path(node, REST, received - went, REST))
        elif went - received >= LEAST:
            paths.append(Path(DRAWN, node, went - received, REST))
    return paths


def _told(account: Account, flows: Mapping[str, FlowLinesRow]) -> list[Path]:
    """What the return itself says; an amount below nothing goes the other way."""
    node = f"body:{account.body}"
    found = [
        Path(f"source:{flow}", node, amount, flows[flow]["kind"])
        if amount > 0
        else Path(node, REST, -amount, REST)
        for flow, amount in account.sources.items()
    ]
    found += [
        Path(node, f"line:{line}", amount, "service")
        if amount > 0
        else Path(EARNED, node, -amount, EARNED)
        for line, amount in account.services.items()
    ]
    found += [
        Path(node, f"use:{flow}", amount, flows[flow]["kind"])
        if amount > 0
        else Path(f"source:{flow}", node, -amount, flows[flow]["kind"])
        for flow, amount in account.uses.items()
        if flow not in LEVIES
    ]
    return [path for path in found if path.amount >= LEAST]


def _levies(account: Account, accounts: Sequence[Account]) -> list[Path]:
    """Levies as transfers to those who say that they received them, in their proportions."""
    found = []
    for levy in LEVIES:
        paid = account.uses.get(levy, 0.0)
        takers = {
            payer.body: payer.received[levy]
            for payer in accounts
            if levy in payer.received and payer is not account
        }
        whole = sum(takers.values())
        for body, share in takers.items():
            if paid * share / whole >= LEAST:
                node = f"body:{body}"
                found.append(Path(f"body:{account.body}", node, paid * share / whole, "levy"))
        if not takers and paid >= LEAST:
            found.append(Path(f"body:{account.body}", ELSEWHERE, paid, "outside"))
    return found


def add_up(paths: Sequence[Path]) -> Sums:
    """Add up what is paid out, what of it is counted twice, and what is not broken down."""
    out = [path for path in paths if path.giver.startswith("body:")]
    return Sums(
        gross=sum(path.amount for path in out),
        twice=sum(path.amount for path in out if path.kind in TWICE),
        rest=sum(path.amount for path in out if path.kind == REST),
    )
