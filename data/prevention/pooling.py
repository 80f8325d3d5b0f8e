"""A pooled budget in which nobody loses: each body puts in by what it gains."""

from __future__ import annotations

from dataclasses import dataclass

from data.prevention.results import PlanResult


@dataclass(frozen=True)
class Share:
    """What a body pays and gains as things are, and what it would put into a pooled budget.

    Attributes:
        body: its id.
        pays: part of all cost that it pays as things are, 0 to 1.
        gains: part of all fiscal benefit that comes to it, 0 to 1.
        puts_in: GBP, present value, that it would put in.
        keeps: GBP of its benefit that it keeps after that.
    """

    body: str
    pays: float
    gains: float
    puts_in: float
    keeps: float


@dataclass(frozen=True)
class Pool:
    """A budget shared by gain.

    Attributes:
        shares: every body that pays or gains, the largest gain first.
        cost: GBP to be paid.
        missing: GBP that no body can put in without a loss; 0 where nobody loses.
    """

    shares: tuple[Share, ...]
    cost: float
    missing: float

    @property
    def is_whole(self) -> bool:
        """Whether the gains cover the cost, so that nobody need lose."""
        return self.missing == 0


def pool(result: PlanResult) -> Pool:
    """Share the cost out by gain; no body puts in more than it gains.

    Where the gains of all do not cover the cost, each puts in all it gains and the rest is missing.
    All amounts are the middle of the draws.
    """
    bodies, cost = result.bodies, result.cost.value
    missing = max(0.0, -result.net.value)
    paid = sum(body.cost.value for body in bodies)
    gain = sum(body.fiscal.value for body in bodies)
    shares = []
    for body in bodies:
        gains = body.fiscal.value / gain if gain else 0.0
        puts_in = min((cost - missing) * gains, body.fiscal.value)
        shares.append(
            Share(
                body=body.body,
                pays=body.cost.value / paid if paid else 0.0,
                gains=gains,
                puts_in=puts_in,
                keeps=body.fiscal.value - puts_in,
            )
        )
    return Pool(
        shares=tuple(sorted(shares, key=lambda share: (-share.gains, -share.pays, share.body))),
        cost=cost,
        missing=missing,
    )


def is_one_body(pool: Pool) -> bool:
    """Whether one body both pays and gains all, so that there is nothing to pool."""
    return len([share for share in pool.shares if share.pays or share.gains]) == 1
