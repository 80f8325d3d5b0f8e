"""All scenarios in one table: what each costs and spares a person, whom, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from data.prevention.plan import Choice, Plan
from data.prevention.reading import USUAL_PEOPLE, PreventionReader
from data.prevention.results import Amount
from data.prevention.scenario import Scenario
from data.prevention.terms import weakest_grade
from utils.formatting import MINUS
from utils.markdown import plain_text
from utils.narrative.prevention import bodies_words, range_words, sure_words
from utils.narrative.sources import UNIT_COSTS
from utils.ui.prevention.answer import work_out
from utils.ui.prevention.choices import SCENARIOS, YEARS
from utils.ui.shared.data_offer import offer_data
from utils.ui.shared.framed_table import framed_table, table_row
from utils.ui.shared.prose import Html, join, link, render_prose

HEADS: Final = ("Scenario", "Costs", "Spares", "Spared less cost", "Who pays", "Who gains")
#: A minus is not separated from what follows at the end of a line.
MINUS_UNBROKEN: Final = f"{MINUS}\u2060"
#: Up to which year the table asks whether the money is back.
BY_YEAR: Final = 10
#: Grades of evidence in few words.
EVIDENCE: Final = {
    1: "UK trial",
    2: "trials elsewhere or that conflict",
    3: "comparison group",
    4: "before and after",
    5: "similar service",
    6: "judgement",
}


def render_overview(reader: PreventionReader, *, place: str, years: int) -> None:
    """Every scenario in the order of the alphabet, for one person, with its own numbers.

    Args:
        reader: of the scenarios.
        place: key of the place, which a row keeps when it is opened; empty for none.
        years: over how many.
    """
    st.header("All scenarios compared")
    by = min(years, BY_YEAR)
    found = sorted(reader.scenarios.values(), key=lambda scenario: scenario.name)
    heads = [*HEADS, f"Money back by year {by}", "How sure"]
    cells = [_cells(reader, part, years=years, by=by) for part in found]
    rows = (
        _row(part, words, place=place, years=years)
        for part, words in zip(found, cells, strict=True)
    )
    title = "All scenarios compared"
    render_prose(framed_table(heads, join(*rows), label=title))
    note = (
        f"In the order of the alphabet, not by result. For each person or family over {years:d} "
        "years, with the scenario's own numbers; the middle of the draws, and the range that has "
        "95 of 100 of them. They are the same for every place. What could not be counted is left "
        "out: open a scenario for its caveats."
    )
    st.caption(plain_text(note))
    offer_data(
        "scenarios",
        lambda: pd.DataFrame(
            [(part.name, *words) for part, words in zip(found, cells, strict=True)], columns=heads
        ),
        title=title,
        notes=(note,),
        sources=(UNIT_COSTS,),
    )


def _cells(reader: PreventionReader, scenario: Scenario, *, years: int, by: int) -> tuple[str, ...]:
    """What the row of a scenario says after its name."""
    result = work_out(reader, Plan("", years, (Choice(scenario.scenario),))).result
    return (
        range_words(_each(result.cost)),
        range_words(_each(result.fiscal)),
        range_words(_each(result.net)),
        bodies_words([body.body for body in result.bodies if body.cost.value], reader.bodies),
        bodies_words([body.body for body in result.bodies if body.fiscal.value], reader.bodies),
        f"Chance {dict(result.chances)[by]:.0%}",
        sure_words(result, scenario, weakest=_weakest(scenario)),
    )


def _row(scenario: Scenario, cells: Sequence[str], *, place: str, years: int) -> Html:
    address = {SCENARIOS: scenario.scenario, YEARS: str(years)}
    if place:
        address["place"] = place
    name = link(scenario.name, f"pool_and_prevent?{urlencode(address)}")
    return table_row([name, *(words.replace(MINUS, MINUS_UNBROKEN) for words in cells)])


def _each(amount: Amount) -> Amount:
    """An amount for one of those for whom results are."""
    parts = (amount.value, amount.lower, amount.upper)
    return Amount(*(part / USUAL_PEOPLE for part in parts))


def _weakest(scenario: Scenario) -> str:
    """What the weakest evidence behind a scenario's costs and effects is."""
    grades = [weakest_grade(outcome) for outcome in scenario.outcomes]
    grades += [cost.amount.grade for cost in scenario.costs]
    return EVIDENCE[max(grades)]
