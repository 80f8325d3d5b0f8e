"""What bodies planned to spend: on the summary's services, and on lines the outturn lacked."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

import pandas as pd
import yaml
from pydantic import BaseModel, ConfigDict

from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.readers import read_csv, to_number
from data.pipeline.transform.mhclg_revenue_budget.totals import read_budget_totals
from data.pipeline.transform.mhclg_revenue_outturn.apportion import KEYS, spread_over_areas
from data.pipeline.transform.mhclg_revenue_outturn.flows import Wording
from data.pipeline.transform.mhclg_revenue_outturn.gaps import ESTIMATE_COLUMNS
from data.pipeline.transform.mhclg_revenue_outturn.transform import read_council_shares
from data.pipeline.transform.mhclg_revenue_outturn.workbooks import GBP_PER_THOUSAND
from data.pipeline.transform.shared.place import place_of
from utils.config import MONEY_DIR

LINES_FILE: Final = MONEY_DIR / "budget_lines.yml"
AMOUNT: Final = "budget_net_current_expenditure_gbp_thousand"
COLUMNS: Final = [*KEYS, "amount_gbp", "status", "method", "note"]


class BudgetLine(BaseModel):
    """A service line and the published labels whose sum it is, by year."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    service_line: str
    wordings: tuple[Wording, ...]


@cache
def budget_lines() -> tuple[BudgetLine, ...]:
    """The declared lines."""
    declared: dict[str, Any] = yaml.safe_load(LINES_FILE.read_text(encoding="utf-8"))
    return tuple(BudgetLine(**line) for line in declared["lines"])


def budget_totals() -> dict[str, tuple[str, ...]]:
    """The published labels of each service line's total."""
    declared: dict[str, Any] = yaml.safe_load(LINES_FILE.read_text(encoding="utf-8"))
    return {line: tuple(labels) for line, labels in declared["totals"].items()}


def transform(raw: RawFiles, built: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Build `budgets` and `body_budgets`; needs `areas` and `populations`.

    Raises:
        SourceSchemaError: a declared label is in no row of a year, or an amount is no number.
    """
    text = ["financial_year", "ecode", "authority_name", "line_label", AMOUNT]
    read = read_csv(raw, "lines", required=text, text=text)
    amounts = to_number(read, AMOUNT, raw=raw, key="lines", missing=("",))
    read = read.assign(amount_gbp=amounts * GBP_PER_THOUSAND)
    shares = read_council_shares(raw, built)
    totals = read_budget_totals(raw, budget_totals())
    councils = read[read["ecode"].isin(list(shares["body"].unique()))]
    bodies = add_up_lines(raw, councils)
    spread = spread_over_areas(bodies, shares=shares)
    return {
        "budgets": spread[COLUMNS].assign(source=raw.declaration.source),
        "body_budgets": totals.assign(source=raw.declaration.source),
    }


def add_up_lines(raw: RawFiles, councils: pd.DataFrame) -> pd.DataFrame:
    """Each council's service lines, a missing part leaving a gap.

    A council of a kind that never has the line, such as a district with social care, has zero.

    Raises:
        SourceSchemaError: a declared label is in no row of a year.
    """
    parts = []
    for line in budget_lines():
        for wording in line.wordings:
            years = councils["financial_year"].between(wording.first_year, wording.last_year)
            rows = councils[years & councils["line_label"].isin(wording.labels)]
            _require_labels(raw, rows, wording)
            keys = ["financial_year", "ecode", "authority_name"]
            summed = rows.groupby(keys)["amount_gbp"].agg(lambda amounts: amounts.sum(skipna=False))
            parts.append(summed.reset_index().assign(service_line=line.service_line))
    found = pd.concat(parts, ignore_index=True).rename(columns={"authority_name": "name"})
    ever = found.groupby(["ecode", "service_line"])["amount_gbp"].transform(
        lambda amount: amount.abs().max()
    )
    gap = found["amount_gbp"].isna() & (ever > 0)
    return found.assign(
        body=found["ecode"],
        is_gap=gap,
        amount_gbp=found["amount_gbp"].mask(found["amount_gbp"].isna() & ~gap, 0.0),
        return_note=None,
        idle_note=None,
        **dict.fromkeys(ESTIMATE_COLUMNS, float("nan")),
    )


def _require_labels(raw: RawFiles, rows: pd.DataFrame, wording: Wording) -> None:
    years = sorted(rows["financial_year"].unique())
    for label in wording.labels:
        with_label = set(rows.loc[rows["line_label"] == label, "financial_year"])
        lacking = [year for year in years if year not in with_label]
        if lacking or not years:
            raise place_of(raw, "lines").refuse(
                column="line_label",
                received=f"no row {label!r} in {lacking or 'any year'}",
                expected=f"a row of it in each year {wording.first_year} to {wording.last_year}",
            )
