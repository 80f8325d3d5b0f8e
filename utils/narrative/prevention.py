"""Sentences about a plan: what it costs and spares, whom, when, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from data.prevention.declared import Body
from data.prevention.pooling import Pool, Share
from data.prevention.results import BREAK_EVEN_BY, Amount, PlanResult
from data.prevention.scenario import Estimate, Scenario
from utils.config import PRICE_BASE_YEAR
from utils.formatting import format_pounds, join_words, lower_first, to_three_figures

BASIS: Final = (
    f"Money is in prices of {PRICE_BASE_YEAR} and as present value: each later year counts 3.5% "
    "less than the one before, as HM Treasury's Green Book says."
)
RANGE: Final = (
    "A range encloses the likely case and at least 95 of 100 draws, in which every number varies "
    "within its own range."
)
METHOD: Final = (
    "Method: cost-benefit guidance for local partnerships (New Economy, HM Treasury and the "
    "Department for Communities and Local Government, 2014). Unit costs: Unit Cost Database 1.4 "
    "(Greater Manchester, 2015), brought to today's prices by the GDP deflator."
)
OWN_TABLE: Final = (
    "What is taken off for weak evidence is our own table, as the table of the guidance was not to "
    "be had."
)
BASES: Final[Mapping[str, str]] = {
    "published": "published",
    "assumption": "assumption",
    "yours": "your own number",
}
#: What a number of a scenario is called, by the first part of its name.
NUMBERS: Final[Mapping[str, str]] = {
    "take_up": "Take-up (share who take part)",
    "cost": "Cost per person (£)",
    "baseline": "How often it happens a year without this, per person",
    "effect": "Share of it that is avoided",
    "deadweight": "Share that would have been avoided anyway",
    "cashable": "Share of the saving that can be taken out of a budget",
}


#: The same in few words.
SHORT: Final[Mapping[str, str]] = {
    "take_up": "Take-up",
    "cost": "Cost",
    "baseline": "How often",
    "effect": "Effect",
    "deadweight": "Avoided anyway",
    "cashable": "Out of budgets",
}
#: Bodies whose name is of one.
SINGULAR: Final = frozenset({"nhs", "criminal_justice", "probation", "dwp", "hmt", "fire"})


def rounded_pounds(amount: float) -> str:
    """GBP to three figures, as an estimate has no more.

    >>> rounded_pounds(198_765)
    '£199,000'
    """
    return format_pounds(to_three_figures(amount))


def range_words(amount: Amount) -> str:
    """An amount with its range."""
    value = rounded_pounds(amount.value)
    lower, upper = rounded_pounds(amount.lower), rounded_pounds(amount.upper)
    return value if lower == upper else f"{value} ({lower} to {upper})"


def net_words(net: Amount) -> str:
    """How much better or worse off somebody is; where the range does not say, the bare amount."""
    if net.sign > 0:
        return f"{range_words(net)} better off"
    if net.sign < 0:
        return f"{range_words(Amount(-net.value, -net.upper, -net.lower))} worse off"
    return f"neither clearly better nor worse off ({range_words(net)})"


def answer_sentence(result: PlanResult, *, years: int) -> str:
    """Whether public bodies get their money back, or that it cannot be told."""
    net = result.net
    span = f"over {years} years" if years > 1 else "in the first year"
    if net.sign > 0:
        return f"It pays for itself: {span}, public bodies are {net_words(net)}."
    if net.sign < 0:
        return f"It costs more than it spares: {span}, public bodies are {net_words(net)}."
    return (
        f"Cannot tell whether public bodies get their money back {span}: the likely result is "
        f"{range_words(net)}."
    )


def cost_sentence(result: PlanResult) -> str:
    """What it costs and what it spares."""
    return (
        f"It costs public bodies {range_words(result.cost)} and spares them "
        f"{range_words(result.fiscal)}, of which {range_words(result.cashable)} could be taken out "
        "of budgets; the rest frees time and places for others."
    )


def chance_sentence(result: PlanResult) -> str:
    """How likely it is that the money is back by some years."""
    parts = [
        f"{round(100 * chance)} by year {year}"
        for year, chance in zip(BREAK_EVEN_BY, result.chances, strict=True)
    ]
    first = f"Of 100 draws, public bodies have their money back in {join_words(parts)}."
    if result.payback is None:
        return f"{first} With the likely numbers they do not get it back in the years looked at."
    return f"{first} With the likely numbers it is back in year {result.payback}."


def public_sentence(result: PlanResult) -> str:
    """Net public value, which counts what people gain too."""
    if result.economic.value == result.social.value == 0:
        return (
            "What people themselves gain has no amount in the sources of these numbers, so it is "
            "not counted."
        )
    gains = [
        f"{words} ({range_words(amount)})"
        for words, amount in (("in income", result.economic), ("in a better life", result.social))
        if amount.value
    ]
    return (
        f"With what people gain {' and '.join(gains)}, the net public value is "
        f"{range_words(result.public)}."
    )


def overlap_sentence(scenarios: Sequence[Scenario]) -> str:
    """Which scenarios of a plan may be for the same people; nothing where none are."""
    pairs = [
        f"{lower_first(one.name)} and {lower_first(other.name)}"
        for position, one in enumerate(scenarios)
        for other in scenarios[position + 1 :]
        if other.scenario in one.cohort.shared_with
    ]
    if not pairs:
        return ""
    return (
        f"Some people may take part in both {join_words(pairs)}. What both would spare is then "
        "counted twice."
    )


def mismatch_sentence(pool: Pool, bodies: Mapping[str, Body]) -> str:
    """Who pays and who gains, where they are not the same."""
    payer = max(pool.shares, key=lambda share: share.pays)
    gainer = max(pool.shares, key=lambda share: share.gains)
    if not gainer.gains:
        return "No public body gains."
    first = _share_words(payer, bodies)
    if gainer.body == payer.body:
        return f"{first}."
    return f"{first}; {_share_words(gainer, bodies, later=True)}."


def _share_words(share: Share, bodies: Mapping[str, Body], *, later: bool = False) -> str:
    name = bodies[share.body].name
    name = lower_first(name) if later and name[1:2].islower() else name
    verb = ("pays", "gains") if share.body in SINGULAR else ("pay", "gain")
    return f"{name} {verb[0]} {_percent(share.pays)} and {verb[1]} {_percent(share.gains)}"


def _percent(share: float) -> str:
    return f"{round(100 * share)}%"


def pool_sentence(pool: Pool) -> str:
    """Whether a pooled budget can leave nobody worse off."""
    if pool.is_whole:
        return (
            f"In a pooled budget of {rounded_pounds(pool.cost)}, each body puts in by what it "
            "gains, and none loses with the likely numbers."
        )
    return (
        f"No pooled budget leaves every public body without a loss: all gains together are "
        f"{rounded_pounds(pool.missing)} short of the cost."
    )


def short_label(name: str, scenario: Scenario) -> str:
    """The same in few words, for a chart."""
    kind, _, position = name.partition(":")
    if not position:
        return SHORT[kind]
    of = scenario.costs if kind == "cost" else scenario.outcomes
    return f"{of[int(position)].name}: {lower_first(SHORT[kind])}"


def number_label(name: str, scenario: Scenario) -> str:
    """What a number of a scenario is called, with the outcome or cost it belongs to."""
    kind, _, position = name.partition(":")
    label = NUMBERS[kind]
    if not position:
        return label
    of = scenario.costs if kind == "cost" else scenario.outcomes
    return f"{of[int(position)].name}: {lower_first(label)}"


def source_words(estimate: Estimate, scenario: Scenario) -> str:
    """Where a number is from, and whether it is published."""
    if estimate.source is None:
        return BASES[estimate.basis].capitalize()
    source = scenario.sources[estimate.source]
    year = f", {source.year}" if source.year else ""
    leaning = "" if estimate.basis == "published" else "Assumption, leaning on: "
    return f"{leaning}{source.title} ({source.publisher}{year})"


def plan_words(scenarios: Sequence[Scenario]) -> str:
    """The names of a plan's scenarios within a sentence."""
    return join_words([lower_first(scenario.name) for scenario in scenarios])
