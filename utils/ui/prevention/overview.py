"""All scenarios in one table: what each costs and spares a person, whom, and how sure that is."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from data.prevention.plan import Choice, Plan
from data.prevention.reading import USUAL_PEOPLE, PreventionReader
from data.prevention.results import Amount
from data.prevention.scenario import Scenario
from data.prevention.terms import weakest_grade
from utils.markdown import markdown_link, plain_text
from utils.narrative.prevention import bodies_words, range_words, sure_words
from utils.ui.prevention.answer import work_out
from utils.ui.prevention.choices import SCENARIOS, YEARS

#: Up to which year the table asks whether the money is back.
BY_YEAR = 10


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
    rows = [_row(reader, scenario, place=place, years=years, by=by) for scenario in found]
    st.table(rows, alt="What every scenario costs and spares for each person")
    st.caption(
        f"In the order of the alphabet, not by result. For each person or family over {years:d} "
        "years, with the scenario's own numbers; the middle of the draws, and the range that has "
        "95 of 100 of them. They are the same for every place. What could not be counted is left "
        "out: open a scenario for its caveats."
    )


def _row(
    reader: PreventionReader, scenario: Scenario, *, place: str, years: int, by: int
) -> dict[str, str]:
    result = work_out(reader, Plan("", years, (Choice(scenario.scenario),))).result
    address = {
        SCENARIOS: scenario.scenario,
        YEARS: str(years),
        **({"place": place} if place else {}),
    }
    chance = dict(result.chances)[by]
    cells = {
        "Costs": range_words(_each(result.cost)),
        "Spares": range_words(_each(result.fiscal)),
        "Spared less cost": range_words(_each(result.net)),
        "Pays": bodies_words([b.body for b in result.bodies if b.cost.value], reader.bodies),
        "Gains": bodies_words([b.body for b in result.bodies if b.fiscal.value], reader.bodies),
        f"Chance that the money is back by year {by}": f"{chance:.0%}",
        "How sure": sure_words(result, scenario, weakest=_weakest(reader, scenario)),
    }
    name = markdown_link(scenario.name, f"pool_and_prevent?{urlencode(address)}")
    return {"Scenario": name, **{head: plain_text(words) for head, words in cells.items()}}


def _each(amount: Amount) -> Amount:
    """An amount for one of those for whom results are."""
    parts = (amount.value, amount.lower, amount.upper)
    return Amount(*(part / USUAL_PEOPLE for part in parts))


def _weakest(reader: PreventionReader, scenario: Scenario) -> str:
    """What the weakest evidence behind a scenario's costs and effects is."""
    grades = [weakest_grade(outcome) for outcome in scenario.outcomes]
    grades += [cost.amount.grade for cost in scenario.costs]
    words = {entry.grade: entry.words for entry in reader.grades.grades}
    return words[max(grades)]
