"""Where bodies' money comes from and what they pass on, and what services cost before income."""

from __future__ import annotations

from functools import cache
from typing import Any, Final, Literal

import pandas as pd
import yaml
from pydantic import BaseModel, ConfigDict

from data.pipeline.extract.raw import RawFiles
from data.pipeline.transform.mhclg_revenue_outturn import declared
from data.pipeline.transform.mhclg_revenue_outturn.declared import ServiceLine
from data.pipeline.transform.mhclg_revenue_outturn.workbooks import read_workbooks
from utils.config import MONEY_DIR

FLOWS_FILE: Final = MONEY_DIR / "money_flows.yml"
GROSS, INCOME = "total expenditure", "total income"


class Wording(BaseModel):
    """The published lines of some years whose sum a flow is."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    first_year: str
    last_year: str
    labels: tuple[str, ...]


class Flow(BaseModel):
    """A kind of payment: out of a body (use) or into it (source)."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    flow: str
    name: str
    side: Literal["use", "source"]
    kind: Literal["benefits", "levy", "outside", "returned", "grant", "own"]
    caution: str
    wordings: tuple[Wording, ...]

    def lines(self) -> list[ServiceLine]:
        """The flow as lines of the summary, a line for each wording."""
        return [
            ServiceLine(
                service_line=self.flow,
                name=self.name,
                form="RS",
                parent=None,
                caution=self.caution,
                **wording.model_dump(),
            )
            for wording in self.wordings
        ]


@cache
def flows() -> tuple[Flow, ...]:
    """The declared flows, in their order."""
    declared_flows: dict[str, Any] = yaml.safe_load(FLOWS_FILE.read_text(encoding="utf-8"))
    return tuple(Flow(**flow) for flow in declared_flows["flows"])


def flow_lines() -> pd.DataFrame:
    """The flows as a table: flow, name, side, kind, caution, first_year, last_year, item_order."""
    return pd.DataFrame(
        [
            {
                **flow.model_dump(exclude={"wordings"}),
                "first_year": flow.wordings[0].first_year,
                "last_year": flow.wordings[-1].last_year,
                "item_order": order,
            }
            for order, flow in enumerate(flows(), start=1)
        ]
    )


def read_flows(raw: RawFiles) -> pd.DataFrame:
    """Read every body's flows of every year, grants as positive amounts.

    Returns:
        financial_year, ecode ("England" for the country), name, service_line (the flow),
        amount_gbp (null if not returned), return_note (null).

    Raises:
        SourceSchemaError: a workbook is not laid out as declared.
    """
    read = read_workbooks(
        raw,
        [
            workbook
            for workbook in declared.reading_of(raw.declaration).net
            if workbook.form == "RS"
        ],
        lines=[line for flow in flows() for line in flow.lines()],
        aliases={},
    )
    grants = read["service_line"].isin([flow.flow for flow in flows() if flow.kind == "grant"])
    amounts = read["amount_gbp"].mask(grants, -read["amount_gbp"])
    return read.assign(amount_gbp=amounts, return_note=None)


def read_gross(raw: RawFiles, *, measure: str) -> pd.DataFrame:
    """Read what services cost before income, or the income, in the years that give it.

    Args:
        raw: the raw files.
        measure: `GROSS` or `INCOME`.

    Returns:
        As `read_flows`, with service lines in service_line.

    Raises:
        SourceSchemaError: a workbook is not laid out as declared.
    """
    read = read_workbooks(
        raw,
        declared.reading_of(raw.declaration).gross,
        lines=declared.service_lines(),
        aliases=declared.aliases(),
        measure=measure,
    )
    return read.assign(return_note=None)
