"""Reads what each kind of body in a place was paid from, spent and passed on in a year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import pandas as pd

from data.read.rows import FlowLinesRow, ServiceLinesRow, Status
from data.read.store import Store
from utils.errors import InvalidInputError

TOTAL: Final = "total"
#: A council among the kinds of bodies.
COUNCIL: Final = "council"
#: Levies whose receiver makes a return of its own here, so the same pound stands in two accounts.
LEVIES: Final = ("transport_levy", "waste_levy")
#: The return that has a line: the summary, or the detail of social care and public health.
WHOLE, DETAIL = "RS", "RO3"


@dataclass(frozen=True)
class Account:
    """A kind of body in a place and year, in GBP; None where a return is missing.

    Attributes:
        body: kind of body.
        services: net spend by service line; less than nothing where a service earns.
        uses: what else was paid out, by flow.
        sources: what it was paid from, by flow.
        received: levies received from councils, by levy.
        total: all services together, as returned.
        methods: how its amounts were brought to the place.
        statuses: their statuses.
        notes: what was noted of them, such as whose share it is or which return is missing.
    """

    body: str
    services: dict[str, float] = field(default_factory=dict)
    uses: dict[str, float] = field(default_factory=dict)
    sources: dict[str, float] = field(default_factory=dict)
    received: dict[str, float] = field(default_factory=dict)
    total: float | None = None
    methods: frozenset[str] = frozenset()
    statuses: frozenset[Status] = frozenset()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class MoneyReader:
    """Reads accounts, lines and budgets of places."""

    store: Store

    def __hash__(self) -> int:
        """Equal data are equal readers."""
        return hash(self.store.version)

    @cached_property
    def lines(self) -> dict[str, ServiceLinesRow]:
        """Every service line by its short name."""
        return {row["service_line"]: row for row in self.store.records("service_lines")}

    @cached_property
    def whole_lines(self) -> list[str]:
        """Service lines that together make the total."""
        return [
            name
            for name, row in self.lines.items()
            if row["parent"] == TOTAL and row["form"] == WHOLE
        ]

    def parts_of(self, line: str) -> list[str]:
        """Service lines that are parts of a line, as returned in detail in recent years."""
        return [
            name
            for name, row in self.lines.items()
            if row["parent"] == line and row["form"] == DETAIL
        ]

    @cached_property
    def flows(self) -> dict[str, FlowLinesRow]:
        """Every kind of payment by its short name, in order."""
        rows = sorted(self.store.records("flow_lines"), key=lambda row: row["item_order"])
        return {row["flow"]: row for row in rows}

    @cached_property
    def _spend(self) -> pd.DataFrame:
        return self.store.read("spend").set_index("financial_year").sort_index()

    @cached_property
    def _flows(self) -> pd.DataFrame:
        return self.store.read("money_flows").set_index("financial_year").sort_index()

    @cached_property
    def years(self) -> list[str]:
        """Years of the returns, oldest first."""
        return sorted(self._spend.index.unique())

    @cached_property
    def flow_years(self) -> list[str]:
        """Years whose returns say what bodies were paid from, oldest first."""
        return sorted(self._flows.index.unique())

    def _rows(self, frame: pd.DataFrame, members: Sequence[str], year: str) -> pd.DataFrame:
        if year not in frame.index:
            return frame.iloc[:0]
        rows = frame.loc[[year]]
        return rows[rows["area_code"].isin(members) & (rows["body_type"] != "all")]

    def accounts(self, members: Sequence[str], year: str) -> list[Account]:
        """Accounts of all kinds of bodies in some areas together, councils first.

        Args:
            members: upper-tier areas of 2024.
            year: a financial year.

        Raises:
            InvalidInputError: there are no returns of that year.
        """
        if year not in self.years:
            raise InvalidInputError(argument="year", received=year, expected=", ".join(self.years))
        spent = self._rows(self._spend, members, year)
        flowed = self._rows(self._flows, members, year)
        bodies = [*spent["body_type"].unique(), *flowed["body_type"].unique()]
        found = (self._account(body, spent, flowed) for body in dict.fromkeys(bodies))
        return sorted(found, key=lambda account: (account.body != COUNCIL, account.body))

    def _account(self, body: str, spent: pd.DataFrame, flowed: pd.DataFrame) -> Account:
        own = spent[spent["body_type"] == body]
        amounts = _add_up(own, "service_line")
        paid = _add_up(flowed[flowed["body_type"] == body], "flow")
        side = {name: row["side"] for name, row in self.flows.items()}
        # A body that is paid a levy returns it as a negative amount.
        received = {levy: -paid[levy] for levy in LEVIES if paid.get(levy, 0.0) < 0}
        whole = own[own["service_line"] == TOTAL]
        return Account(
            body=body,
            services={line: amounts[line] for line in self.whole_lines if amounts.get(line)},
            uses={
                flow: amount
                for flow, amount in paid.items()
                if side[flow] == "use" and amount and flow not in received
            },
            sources={flow: amount for flow, amount in paid.items() if side[flow] == "source"},
            received=received,
            total=amounts.get(TOTAL) if not whole["amount_gbp"].isna().any() else None,
            methods=frozenset(whole["method"]),
            statuses=frozenset(whole["status"]),
            notes=tuple(dict.fromkeys(whole["note"].dropna())),
        )

    def council_total(self, code: str, year: str) -> float | None:
        """What a council returned for all its services in a year, in GBP; None where it did not."""
        if year not in self.years:
            return None
        councils = [found for found in self.accounts([code], year) if found.body == COUNCIL]
        return councils[0].total if councils else None

    def missing(self, members: Sequence[str], year: str) -> list[str]:
        """What is missing of the returns of a year, in words; nothing where they are whole."""
        rows = pd.concat(
            [
                self._rows(self._spend, members, year)[["amount_gbp", "note"]],
                self._rows(self._flows, members, year)[["amount_gbp", "note"]],
            ]
        )
        return list(dict.fromkeys(rows[rows["amount_gbp"].isna()]["note"].dropna()))

    def newest_whole_year(self, members: Sequence[str]) -> str:
        """The newest year in which every body of a place made its return on money and flows.

        The newest of all where there is none.
        """
        for year in reversed(self.flow_years):
            if not self.missing(members, year):
                return year
        return self.flow_years[-1]

    def line_by_year(self, members: Sequence[str], line: str) -> pd.DataFrame:
        """Net spend on a line by year, of all bodies together.

        Returns:
            financial_year and amount_gbp, null where a return is missing; oldest first.
        """
        rows = self.store.read("spend", where=[("service_line", "==", line)])
        own = rows[rows["area_code"].isin(members) & (rows["body_type"] != "all")]
        return _by_year(own)

    def budget_by_year(self, members: Sequence[str], line: str) -> pd.DataFrame:
        """What councils planned to spend on a line by year; as `line_by_year`."""
        rows = self.store.read("budgets", where=[("service_line", "==", line)])
        return _by_year(rows[rows["area_code"].isin(members)])

    def gross(self, members: Sequence[str], line: str) -> pd.DataFrame:
        """Gross spend and income of a line in the years that give them.

        Returns:
            financial_year, gross_gbp, income_gbp; null where a return is missing.
        """
        rows = self.store.read("spend_gross", where=[("service_line", "==", line)])
        own = rows[rows["area_code"].isin(members)]
        columns = ["gross_gbp", "income_gbp"]
        return own.groupby("financial_year")[columns].agg(_whole).reset_index()


def _whole(amounts: pd.Series[float]) -> float:
    """The sum; null where a part is."""
    return float(amounts.sum(skipna=False))


def _add_up(rows: pd.DataFrame, key: str) -> dict[str, float]:
    """Amounts by line or flow; an amount with a missing part is left out."""
    summed = rows.groupby(key)["amount_gbp"].agg(_whole).dropna()
    return {str(name): float(amount) for name, amount in summed.items()}


def _by_year(rows: pd.DataFrame) -> pd.DataFrame:
    summed = rows.groupby("financial_year")["amount_gbp"].agg(_whole)
    return summed.reset_index()
