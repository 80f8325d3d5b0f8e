"""Reads what is raised and spent in a region, by tax and year, and what councils' residents pay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from data.read.comparators import Comparators
from data.read.measures import Measure
from data.read.places import AS_PUBLISHED, Place
from data.read.rows import IncomeTaxRow
from data.read.tax_groups import ALL_REVENUE, TAXES
from data.read.whole_place import WholePlaceReader
from utils.config import ENGLAND

ALL_SPENDING: Final = "total_managed_expenditure"
#: Outcomes that every region has, each set beside the money.
OUTCOMES: Final = (
    "life_expectancy_at_birth:female",
    "life_expectancy_at_birth:male",
    "healthy_life_expectancy:female",
    "healthy_life_expectancy:male",
)
#: Residents of mid-2021 are those of the tax year 2021-22.
INCOME_TAX_YEAR: Final = "2021-22"
REGION: Final = "region"


@dataclass(frozen=True)
class Balance:
    """What is raised and spent in a region in a year, £ per person.

    Attributes:
        year: financial year.
        raised: taxes and other current receipts of public bodies.
        spent: total managed expenditure.
        identified: what HM Treasury identifies with the region; None where there is no figure.
    """

    year: str
    raised: float
    spent: float
    identified: float | None

    @property
    def gap(self) -> int:
        """Whole pounds spent beyond what is raised: of rounded amounts, so that they add up."""
        return round(self.spent) - round(self.raised)

    def scaled(self, factor: float) -> Balance:
        """The same in other prices."""
        identified = None if self.identified is None else self.identified * factor
        return Balance(self.year, self.raised * factor, self.spent * factor, identified)


@dataclass(frozen=True)
class IncomeTax:
    """Income tax of residents of councils together: GBP, people, and councils without a figure."""

    amount: float
    taxpayers: float
    residents: float
    lacking: tuple[str, ...]

    @property
    def per_head(self) -> float:
        """GBP a resident."""
        return self.amount / self.residents


@dataclass(frozen=True)
class RegionPoint:
    """A region's money beside its outcome."""

    code: str
    balance: Balance
    value: float
    lower: float | None
    upper: float | None


@dataclass(frozen=True)
class BesideOutcome:
    """Every region's money in the middle year of an outcome's period."""

    measure: Measure
    period: str
    year: str
    points: tuple[RegionPoint, ...]


def middle_year(period: str) -> str:
    """The financial year that begins in the middle of a period of three calendar years.

    >>> middle_year("2016-18")
    '2017-18'
    """
    start = int(period[:4]) + 1
    return f"{start}-{(start + 1) % 100:02d}"


@dataclass(frozen=True)
class RevenueReader:
    """Reads public revenue and spending of regions, and income tax of councils."""

    whole: WholePlaceReader
    comparators: Comparators

    def __hash__(self) -> int:
        """Equal data are equal readers."""
        return hash(self.whole.store.version)

    @cached_property
    def _raised(self) -> dict[tuple[str, str, str], float]:
        """GBP per head by region, year and line."""
        lines = [ALL_REVENUE, *(line for group in TAXES.values() for line in group)]
        rows = self.whole.store.records("regional_revenue", where=[("line", "in", lines)])
        return {
            (row["region_code"], row["financial_year"], row["line"]): row["amount_gbp_per_head"]
            for row in rows
        }

    @cached_property
    def _spent(self) -> dict[tuple[str, str], float]:
        """Total managed expenditure in GBP per head by region and year."""
        where = [("line", "==", ALL_SPENDING)]
        rows = self.whole.store.records("regional_managed_expenditure", where=where)
        return {
            (row["region_code"], row["financial_year"]): row["amount_gbp_per_head"] for row in rows
        }

    @cached_property
    def years(self) -> tuple[str, ...]:
        """Every year with revenue and spending, oldest first."""
        return tuple(sorted({year for _, year in self._spent}))

    @cached_property
    def regions(self) -> dict[str, str]:
        """Name of every region by its code, in the order of codes, which is from north to south."""
        codes = sorted({code for code, _ in self._spent} - {ENGLAND})
        return {code: self.comparators.name(code) for code in codes}

    def regions_of(self, place: Place) -> tuple[str, ...]:
        """Codes of the regions that a place lies in."""
        return tuple(sorted({self.comparators.region(code) for code in place.members}))

    def name(self, code: str) -> str:
        """Name of a region or council, or England."""
        return self.comparators.name(code)

    def balance(self, region: str, year: str) -> Balance | None:
        """What is raised and spent in a region or England; None where there is no figure."""
        raised = self._raised.get((region, year, ALL_REVENUE))
        spent = self._spent.get((region, year))
        if raised is None or spent is None:
            return None
        found = self.whole.amount((region,), year)
        return Balance(year, raised, spent, None if found is None else float(found.per_head))

    def real_balances(self, region: str) -> list[Balance]:
        """The same in every year in prices of the price base, oldest first."""
        found = (self.balance(region, year) for year in self.years)
        return [
            balance.scaled(self.whole.in_real_terms(1, balance.year))
            for balance in found
            if balance is not None
        ]

    def by_tax(self, region: str, year: str) -> dict[str, float]:
        """Revenue by group of taxes in GBP per head; nothing where there is no figure."""
        if (region, year, ALL_REVENUE) not in self._raised:
            return {}
        return {
            name: sum(self._raised[region, year, line] for line in lines)
            for name, lines in TAXES.items()
        }

    @cached_property
    def _income_tax(self) -> dict[str, IncomeTaxRow]:
        where = [("financial_year", "==", INCOME_TAX_YEAR)]
        rows = self.whole.store.records("income_tax", where=where)
        return {row["area_code"]: row for row in rows}

    def councils(self, region: str) -> tuple[str, ...]:
        """Councils of a region, or of England, that income tax is published by."""
        return tuple(
            code for code in self._income_tax if region in (ENGLAND, self.comparators.region(code))
        )

    def income_tax(self, councils: Sequence[str]) -> IncomeTax | None:
        """Income tax of councils together, of those with a figure; None where none has one."""
        amount = taxpayers = residents = 0.0
        lacking = []
        for code in councils:
            row = self._income_tax[code]
            people = self.comparators.facts.residents(code, year=int(INCOME_TAX_YEAR[:4]))
            if row["amount_gbp"] is None or row["taxpayers"] is None or people is None:
                lacking.append(code)
                continue
            amount += row["amount_gbp"]
            taxpayers += row["taxpayers"]
            residents += people
        if not residents:
            return None
        return IncomeTax(amount, taxpayers, residents, tuple(lacking))

    @cached_property
    def outcomes(self) -> dict[str, Measure]:
        """Outcomes that money is set beside, by their short names."""
        maps = self.comparators.places.maps
        return {
            name: maps.measure(measure=name, basis=AS_PUBLISHED, level=REGION) for name in OUTCOMES
        }

    def beside(self, outcome: str, year: str) -> BesideOutcome:
        """Money beside an outcome, in the period whose middle is nearest to a year.

        The money is that of the period's middle, as an outcome of years ago says nothing of today's
        money. A region without a figure is left out.
        """
        measure = self.outcomes[outcome]
        start = int(year[:4])
        period = min(measure.periods, key=lambda period: abs(int(middle_year(period)[:4]) - start))
        money_year = middle_year(period)
        values = self.comparators.places.maps.values(measure)
        points = []
        for code in self.regions:
            row, balance = values.row(period, code), self.balance(code, money_year)
            if balance is not None and row is not None and row["value"] is not None:
                points.append(
                    RegionPoint(code, balance, row["value"], row["lower_cl"], row["upper_cl"])
                )
        return BesideOutcome(measure, period, money_year, tuple(points))
