"""Sentences about a plan: what it costs and spares, whom, when, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from data.prevention.declared import Body, Grades
from data.prevention.own_numbers import SHARES, shown_value
from data.prevention.pooling import Pool, Share, is_one_body
from data.prevention.results import Amount, PlanResult
from data.prevention.scenario import LIMIT, PEOPLE_COUNT, Estimate, Scenario, kind_of
from data.prevention.terms import weakest_grade
from utils.config import PRICE_BASE_YEAR
from utils.formatting import format_pounds, join_words, lower_first, to_three_figures

BASIS: Final = (
    f"Money is in prices of {PRICE_BASE_YEAR} and as present value: each later year counts 3.5% "
    "less than the one before, as HM Treasury's Green Book says."
)
RANGE: Final = (
    "An amount is the middle of 10,000 draws: the sum is worked out each time with every number at "
    "another value within its own range. A range has 95 of 100 of them in it. Because each is a "
    "middle, parts need not add up exactly to the whole."
)
METHOD: Final = (
    "Method: cost-benefit guidance for local partnerships (New Economy, HM Treasury and the "
    "Department for Communities and Local Government, 2014). Unit costs: Unit Cost Database 1.4 "
    "(Greater Manchester, 2015), brought to today's prices by the GDP deflator."
)
#: How every result begins, as some of what is gained or lost has no number.
COUNTED: Final = "Of what could be counted, "
SIGNS: Final = {"gain": 1, "loss": -1}
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
    "cost": "Cost per {one}",
    "baseline": "How often it happens a year without this, per {one}",
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
LIMITS: Final[Mapping[str, str]] = {"low": "lowest", "high": "highest"}
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


def answer_sentence(result: PlanResult, scenarios: Sequence[Scenario], *, years: int) -> str:
    """Whether public bodies get their money back, or that it cannot be told and why."""
    net = result.net
    span = f"over {years} years" if years > 1 else "in the first year"
    reasons = _doubts(scenarios, net.sign)
    if reasons:
        return (
            f"{COUNTED}public bodies are {net_words(net)} {span}. Cannot tell whether it pays for "
            f"itself: {'; '.join(reasons)}."
        )
    if net.sign > 0:
        return f"{COUNTED}it pays for itself: {span}, public bodies are {net_words(net)}."
    if net.sign < 0:
        return f"{COUNTED}it costs more than it spares: {span}, public bodies are {net_words(net)}."
    return (
        f"{COUNTED}the result for public bodies is {range_words(net)} {span}: cannot tell whether "
        "they get their money back."
    )


def _doubts(scenarios: Sequence[Scenario], sign: int) -> list[str]:
    """Why a result of this sign could turn round, for each scenario that says so."""
    found = [
        (scenario.name, scenario.in_doubt.reason.rstrip("."))
        for scenario in scenarios
        if scenario.in_doubt is not None and SIGNS[scenario.in_doubt.result] == sign
    ]
    if len(scenarios) == 1:
        return [reason for _, reason in found]
    return [f"for {lower_first(name)}, {reason}" for name, reason in found]


def is_in_doubt(result: PlanResult, scenarios: Sequence[Scenario]) -> bool:
    """Whether the sum cannot tell if the plan pays: by its range, or by what it leaves out."""
    return result.net.sign == 0 or bool(_doubts(scenarios, result.net.sign))


def sure_words(result: PlanResult, scenario: Scenario, *, weakest: str) -> str:
    """How sure the result of one scenario is, in a few words for a table.

    Args:
        result: of the scenario.
        scenario: as it was worked out.
        weakest: what the weakest of its evidence is.
    """
    evidence = f"Weakest evidence: {weakest}."
    if result.net.sign == 0:
        return f"Cannot tell: range includes zero. {evidence}"
    if is_in_doubt(result, [scenario]):
        return f"Cannot tell: too much left out. {evidence}"
    side = "pays for itself" if result.net.sign > 0 else "costs more than it spares"
    return f"Range: {side}. {evidence}"


def correction_sentence(uncorrected: PlanResult, result: PlanResult) -> str:
    """What our correction for weak evidence does to the result."""
    if uncorrected.net == result.net:
        return "Our correction for weak evidence changes nothing here."
    return (
        "Without our correction for weak evidence, public bodies would be "
        f"{net_words(uncorrected.net)}; with it they are {net_words(result.net)}."
    )


def correction_words(scenario: Scenario, grades: Grades) -> list[str]:
    """What is put on each cost and taken off each benefit of a scenario for weak evidence."""
    words = {entry.grade: lower_first(entry.words) for entry in grades.grades}
    found = [
        (cost.name, grades.cost_on[cost.amount.grade], "on", cost.amount.grade)
        for cost in scenario.costs
    ]
    found += [
        (outcome.name, grades.benefit_off[grade], "off", grade)
        for outcome in scenario.outcomes
        for grade in [weakest_grade(outcome)]
    ]
    return [
        f"{scenario.name}, {lower_first(name)}: {share:.0%} {side} ({words[grade]})."
        for name, share, side, grade in found
        if share
    ]


def cost_sentence(result: PlanResult) -> str:
    """What it costs and what it spares."""
    return (
        f"It costs public bodies {range_words(result.cost)} and spares them "
        f"{range_words(result.fiscal)}, of which {range_words(result.cashable)} could be taken out "
        "of budgets; the rest frees time and places for others."
    )


def chance_sentence(result: PlanResult) -> str:
    """How likely it is that the money is back by some years."""
    parts = [f"{_percent(chance)} by year {year}" for year, chance in result.chances]
    first = f"The chance that public bodies have their money back is {join_words(parts)}."
    if result.payback is None:
        return f"{first} In the years looked at it does not become as likely as not."
    return f"{first} From year {result.payback} it is as likely as not, or more."


def public_sentence(result: PlanResult) -> str:
    """Net public value, which counts what people gain too."""
    gains = [
        f"{words} ({range_words(amount)})"
        for words, amount in (
            ("economic value to people and firms", result.economic),
            ("the worth of better lives", result.social),
        )
        if amount.value
    ]
    if not gains:
        return (
            "What people themselves gain has no amount in the sources of these numbers, so it is "
            "not counted."
        )
    return f"With {' and '.join(gains)}, the net public value is {range_words(result.public)}."


def own_sentence(changes: Sequence[str], corrected: Sequence[str] = ()) -> str:
    """Which numbers are the visitor's own; nothing where none is.

    Args:
        changes: each in words.
        corrected: what is still corrected for weak evidence, each in a sentence.
    """
    if not changes:
        return ""
    count = "1 number is" if len(changes) == 1 else f"{len(changes)} numbers are"
    still = " ".join(corrected) or "nothing."
    return (
        f"{count} yours: {'; '.join(changes)}. A likely value of yours takes no correction for "
        f"weak evidence. Still corrected: {still}"
    )


def change_words(name: str, was: Estimate, now: Estimate, scenario: Scenario) -> str:
    """A number as the visitor changed it, and what it was."""
    label = lower_first(number_label(name, scenario))
    return f"{label} {estimate_words(name, now)}, not {estimate_words(name, was)}"


def estimate_words(name: str, estimate: Estimate) -> str:
    """A number with its range, in its unit."""
    value, low, high = (
        value_words(name, part) for part in (estimate.value, estimate.low, estimate.high)
    )
    return value if low == high else f"{value} ({low} to {high})"


def value_words(name: str, value: float) -> str:
    """A number of a scenario in its unit: pounds, a percentage, or how often.

    >>> value_words("cost:0", 2962.3), value_words("effect:1", 0.325), value_words("baseline:0", 29)
    ('£2,962', '32.5%', '29')
    """
    shown = shown_value(name, value)
    kind = kind_of(name)
    if kind == "cost":
        return f"£{shown:,.0f}"
    return f"{100 * shown:.4g}%" if kind in SHARES else f"{shown:.4g}"


def overlap_sentences(scenarios: Sequence[Scenario]) -> list[str]:
    """Which scenarios of a plan may be for the same people, a sentence for each pair."""
    return [
        f"Some may be in both {lower_first(one.name)} ({lower_first(one.cohort.who)}) and "
        f"{lower_first(other.name)} ({lower_first(other.cohort.who)}). What both would spare is "
        "then counted twice."
        for position, one in enumerate(scenarios)
        for other in scenarios[position + 1 :]
        if other.scenario in one.cohort.shared_with
    ]


def mismatch_sentence(pool: Pool, bodies: Mapping[str, Body]) -> str:
    """Who pays and who gains, where they are not the same."""
    payer = max(pool.shares, key=lambda share: share.pays)
    gainer = max(pool.shares, key=lambda share: share.gains)
    if not gainer.gains:
        return "No public body gains."
    first = _share_words(payer, bodies)
    if is_one_body(pool):
        pays, gains = _verb(payer, "pays", "pay"), _verb(payer, "gains", "gain")
        return f"{bodies[payer.body].name} alone {pays} and {gains}."
    if gainer.body == payer.body:
        return f"{first}."
    return f"{first}; {_share_words(gainer, bodies, later=True)}."


def bodies_words(names: Sequence[str], bodies: Mapping[str, Body]) -> str:
    """Bodies by name, as words of a sentence."""
    words = [bodies[name].name for name in names]
    return join_words([*words[:1], *map(lower_first, words[1:])]) if words else "Nobody"


def _share_words(share: Share, bodies: Mapping[str, Body], *, later: bool = False) -> str:
    name = bodies[share.body].name
    name = lower_first(name) if later else name
    pays, gains = _verb(share, "pays", "pay"), _verb(share, "gains", "gain")
    return f"{name} {pays} {_percent(share.pays)} and {gains} {_percent(share.gains)}"


def _verb(share: Share, one: str, many: str) -> str:
    return one if share.body in SINGULAR else many


def _percent(share: float) -> str:
    return f"{round(100 * share)}%"


def pool_sentence(pool: Pool) -> str:
    """Whether a pooled budget can leave nobody worse off."""
    if is_one_body(pool):
        return "One body pays and gains, so there is nothing to pool."
    if pool.is_whole:
        return (
            f"In a pooled budget of {rounded_pounds(pool.cost)}, each body puts in by what it "
            "gains, and none loses in the middle of the draws."
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
    """What a number of a scenario, or a limit of it, is called, with what it belongs to."""
    if name == PEOPLE_COUNT:
        return f"How many {scenario.cohort.many}"
    name, _, limit = name.partition(LIMIT)
    if limit:
        return f"{number_label(name, scenario)}, {LIMITS[limit]}"
    kind, _, position = name.partition(":")
    label = NUMBERS[kind].format(one=scenario.cohort.one)
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


def with_names_of_sources(text: str, scenario: Scenario) -> str:
    """A note in which sources are named by publisher and year, not by their keys."""
    for key, source in scenario.sources.items():
        name = f"{source.publisher}, {source.year}" if source.year else source.publisher
        text = text.replace(key, name) if "_" in key else text
    return text
