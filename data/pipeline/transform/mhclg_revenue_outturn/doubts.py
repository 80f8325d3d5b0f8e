"""Marks returns that are unlike their budget and the years around them, by a declared rule."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import cache
from typing import Any, Final

import numpy as np
import pandas as pd
import yaml
from pydantic import BaseModel, ConfigDict

from utils.config import MONEY_DIR
from utils.formatting import lower_first

RULES_FILE: Final = MONEY_DIR / "plausibility.yml"
SPIKE, RUN, NEWEST, SPARSE = "spike", "run", "newest", "sparse"
#: Of a total that holds a marked line, and of the lines that a marked line holds.
PART, WITHIN = "part", "within"
LINE: Final = ["area_code", "service_line"]
COLUMNS: Final = [
    "area_code",
    "financial_year",
    "service_line",
    "rule",
    "amount_gbp",
    "budget_gbp",
    "before_gbp",
    "after_gbp",
    "expected_gbp",
    "apart_gbp",
    "note",
]
WITNESSES: Final = ["budget_gbp", "before_gbp", "after_gbp"]


class _Declared(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Spike(_Declared):
    """Factors by which a return differs from its budget and from the years beside it."""

    budget: float
    neighbour: float


class Run(_Declared):
    """Factor by which a return differs from the median of the area's own years."""

    median: float
    lines: tuple[str, ...]


class Newest(_Declared):
    """Factor by which the newest year differs from the year before."""

    previous: float
    lines: tuple[str, ...]


class Sparse(_Declared):
    """Share of the median area's spend per person below which a care line is not believed."""

    share: float
    lines: tuple[str, ...]


class Expected(_Declared):
    """Years in which a line is known to be high for a cause."""

    service_line: str
    first_year: str
    last_year: str


class Rules(_Declared):
    """The declared rule."""

    lines: tuple[str, ...]
    spike: Spike
    run: Run
    newest: Newest
    sparse: Sparse
    smallest_gbp_per_person: float
    smallest_population: int
    share_of_total: float
    expected: tuple[Expected, ...]


@cache
def rules() -> Rules:
    """Read the declared rule."""
    declared: dict[str, Any] = yaml.safe_load(RULES_FILE.read_text(encoding="utf-8"))
    return Rules(**declared)


def find_doubtful_returns(
    spend: pd.DataFrame,
    *,
    budgets: pd.DataFrame,
    populations: pd.DataFrame,
    components: pd.DataFrame,
    parents: Mapping[str, str | None],
    names: Mapping[str, str],
) -> pd.DataFrame:
    """Find councils' returns that are unlike their budget and the years around them.

    Args:
        spend: councils' money on areas: area_code, financial_year, service_line, amount_gbp.
        budgets: the same of budgets.
        populations: area_code, year, population.
        components: service_line, component.
        parents: line above each line, or None.
        names: name of each service line.

    Returns:
        COLUMNS. rule is "spike", "run", "newest" or "sparse"; "part" for a total that holds such a
        line, "within" for a line that it holds. A witness that is not known is null; apart_gbp is
        the difference from what the witnesses suggest; note is one or two sentences.
    """
    rows = _with_witnesses(spend, budgets=budgets, populations=populations)
    ruled = rows[rows["service_line"].isin({*rules().lines, *rules().sparse.lines})].copy()
    ruled["rule"] = _apply(ruled)
    found = ruled[ruled["rule"].notna() & _is_material(ruled) & ~_is_expected(ruled)].copy()
    found["expected_gbp"] = found["budget_gbp"].fillna(
        found[["before_gbp", "after_gbp"]].mean(axis=1)
    )
    found["expected_gbp"] = found["expected_gbp"].mask(found["rule"] == RUN, found["median"])
    found["expected_gbp"] = found["expected_gbp"].mask(found["rule"] == SPARSE, found["usual"])
    found["apart_gbp"] = (found["amount_gbp"] - found["expected_gbp"]).abs()
    found["note"] = [_sentence(row, names) for row in found.to_dict("records")]
    totals = _totals_of(found, rows, components)
    within = _within(found, rows, parents=parents, names=names)
    both = pd.concat([found, totals, within], ignore_index=True)[COLUMNS]
    return both.drop_duplicates(COLUMNS[:3]).sort_values(COLUMNS[:3], ignore_index=True)


def _with_witnesses(
    spend: pd.DataFrame, *, budgets: pd.DataFrame, populations: pd.DataFrame
) -> pd.DataFrame:
    """Each known amount with its budget, the years before and after and its line's median."""
    keys = ["area_code", "financial_year", "service_line"]
    known = spend.dropna(subset="amount_gbp")[[*keys, "amount_gbp"]]
    planned = budgets.rename(columns={"amount_gbp": "budget_gbp"})[[*keys, "budget_gbp"]]
    rows = known.merge(planned, on=keys, how="left", validate="one_to_one")
    rows = rows.sort_values([*LINE, "financial_year"], ignore_index=True)
    lines = rows.groupby(LINE)["amount_gbp"]
    years = rows["financial_year"].str[:4].astype("int64")
    rows = rows.assign(
        year=years,
        before_gbp=lines.shift(1),
        after_gbp=lines.shift(-1),
        median=lines.transform("median"),
    )
    rows = rows.merge(populations[["area_code", "year", "population"]], on=["area_code", "year"])
    per_person = rows["amount_gbp"] / rows["population"]
    median = per_person.groupby([rows["financial_year"], rows["service_line"]]).transform("median")
    return rows.assign(usual=median * rows["population"])


def _apply(rows: pd.DataFrame) -> pd.Series[str]:
    declared, sides = rules(), []
    for sign in (1, -1):
        against = {witness: _beyond(rows, witness, sign=sign) for witness in [*WITNESSES, "median"]}
        near = declared.spike.neighbour
        spike = rows["service_line"].isin(declared.lines)
        spike &= (against["budget_gbp"] > declared.spike.budget) & (against["before_gbp"] > near)
        sides.append((SPIKE, spike & (against["after_gbp"] > near)))
        run = against["median"] > declared.run.median
        sides.append((RUN, run & rows["service_line"].isin(declared.run.lines)))
        last = rows["budget_gbp"].isna() & rows["after_gbp"].isna()
        last &= rows["year"] == rows["year"].max()
        last &= rows["service_line"].isin(declared.newest.lines)
        sides.append((NEWEST, last & (against["before_gbp"] > declared.newest.previous)))
    sparse = rows["amount_gbp"] < declared.sparse.share * rows["usual"]
    sides.append((SPARSE, sparse & rows["service_line"].isin(declared.sparse.lines)))
    rule = pd.Series(None, index=rows.index, dtype="object")
    for name in (SPARSE, NEWEST, SPIKE, RUN):
        for side, is_met in sides:
            if side == name:
                rule = rule.mask(is_met, name)
    # The year after a spike is unlike it because of the spike.
    before = rule.groupby([rows[column] for column in LINE]).shift(1)
    return rule.mask((rule == NEWEST) & before.notna())


def _beyond(rows: pd.DataFrame, witness: str, *, sign: int) -> pd.Series[float]:
    """How many times an amount is its witness, or the witness the amount; null where neither."""
    over, under = (rows["amount_gbp"], rows[witness])[::sign]
    return (over / under.where(under > 0)).astype("float64")


def _is_material(rows: pd.DataFrame) -> pd.Series[bool]:
    apart = rows[WITNESSES].sub(rows["amount_gbp"], axis=0).abs().min(axis=1)
    apart = apart.mask(rows["rule"] == RUN, (rows["median"] - rows["amount_gbp"]).abs())
    apart = apart.mask(rows["rule"] == SPARSE, rows["usual"] - rows["amount_gbp"])
    known = rows["population"] >= rules().smallest_population
    return known & (apart / rows["population"] >= rules().smallest_gbp_per_person)


def _is_expected(rows: pd.DataFrame) -> pd.Series[bool]:
    known = pd.Series(False, index=rows.index)
    for expected in rules().expected:
        in_years = rows["financial_year"].between(expected.first_year, expected.last_year)
        known |= (rows["service_line"] == expected.service_line) & in_years
    return known


def _totals_of(found: pd.DataFrame, rows: pd.DataFrame, components: pd.DataFrame) -> pd.DataFrame:
    """Totals of which a marked part's difference is a noticeable share."""
    above = components.rename(columns={"service_line": "total", "component": "service_line"})
    # Money reported on another line is still in the total.
    parts = found[found["rule"] != SPARSE].merge(above, on="service_line")
    keys = ["area_code", "financial_year"]
    sums = parts.groupby([*keys, "total"]).agg(
        apart_gbp=("apart_gbp", "sum"), note=("note", " ".join)
    )
    totals = rows.merge(
        sums.reset_index().rename(columns={"total": "service_line"}), on=[*keys, "service_line"]
    )
    large = totals["apart_gbp"] >= rules().share_of_total * totals["amount_gbp"].abs()
    return totals[large].assign(rule=PART, expected_gbp=np.nan)


def _within(
    found: pd.DataFrame,
    rows: pd.DataFrame,
    *,
    parents: Mapping[str, str | None],
    names: Mapping[str, str],
) -> pd.DataFrame:
    """The parts of a marked line in its year: the error may lie in any of them."""
    marked = found[["area_code", "financial_year", "service_line", "amount_gbp", "apart_gbp"]]
    parts = rows.assign(above=rows["service_line"].map(parents)).merge(
        marked.rename(columns={"service_line": "above", "amount_gbp": "above_gbp"}),
        on=["area_code", "financial_year", "above"],
    )
    notes = [
        f"{names[row['service_line']]} is part of {lower_first(names[row['above']])}, which was "
        f"returned as {_million(row['above_gbp'])} and may include an error."
        for row in parts.to_dict("records")
    ]
    return parts.assign(rule=WITHIN, note=notes, expected_gbp=np.nan)


def _sentence(row: Mapping[Hashable, Any], names: Mapping[str, str]) -> str:
    """Say what was returned and what the witnesses are."""
    returned = f"{names[row['service_line']]} was returned as {_million(row['amount_gbp'])}"
    if row["rule"] == SPARSE:
        return (
            f"{returned}; at the median area's spend per person it would be "
            f"{_million(row['usual'])}, so it may be reported on another line."
        )
    witnesses = {
        "its budget": row["budget_gbp"],
        "the year before": row["before_gbp"],
        "the year after": row["after_gbp"],
    }
    if row["rule"] == RUN:
        witnesses["the median of its years"] = row["median"]
    beside = ", ".join(
        f"{what} {_million(amount)}" for what, amount in witnesses.items() if pd.notna(amount)
    )
    return f"{returned} ({beside}), so the return may include an error."


def _million(amount: float) -> str:
    return f"£{amount / 1e6:z,.1f} million".replace("£-", "-£")
