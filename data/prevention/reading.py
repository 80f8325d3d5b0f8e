"""Reads what scenarios need from published tables: unit costs, prices, and counts of a place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from data.prevention.declared import Body, Grades, read_bodies, read_grades, read_scenarios
from data.prevention.plan import Choice, Plan, apply_choice
from data.prevention.scenario import KINDS, Scenario
from data.prevention.terms import Case, UnitValue, build_case, in_todays_prices
from data.read.prices import real_factors
from data.read.rows import IndicatorsRow, UnitCostsRow
from data.read.store import Store
from utils.errors import PublishedDataError

#: For how many a result is where a visitor gives no number.
USUAL_PEOPLE = 100


@dataclass(frozen=True)
class PreventionReader:
    """Unit costs and prices, and the cases of a plan."""

    store: Store

    def __hash__(self) -> int:
        """One reader is alone of its kind for a store."""
        return hash(self.store.version)

    @cached_property
    def scenarios(self) -> dict[str, Scenario]:
        """Every scenario by id.

        Raises:
            PublishedDataError: a scenario names a unit cost that is not published.
        """
        scenarios = read_scenarios()
        for scenario in scenarios.values():
            for outcome in scenario.outcomes:
                for part in outcome.unit_costs:
                    if part.code not in self.units:
                        raise PublishedDataError(
                            f"Scenario {scenario.scenario}: unit cost {part.code!r} is not in the "
                            "published table unit_costs."
                        )
        return scenarios

    @cached_property
    def bodies(self) -> dict[str, Body]:
        """Every body by id."""
        return read_bodies()

    @cached_property
    def grades(self) -> Grades:
        """Grades of evidence with their corrections, and the discount rate."""
        return read_grades()

    @cached_property
    def costs(self) -> dict[str, UnitCostsRow]:
        """The rows of the unit costs by code."""
        return {row["code"]: row for row in self.store.records("unit_costs")}

    @cached_property
    def units(self) -> dict[str, UnitValue]:
        """Unit costs in prices of the price base, each with its body.

        Raises:
            PublishedDataError: the words of a body belong to none that is declared.
        """
        bodies = {pair: body.id for body in self.bodies.values() for pair in body.agencies}
        return {code: self._unit(row, bodies) for code, row in self.costs.items()}

    def _unit(self, row: UnitCostsRow, bodies: Mapping[tuple[str, str], str]) -> UnitValue:
        words = (row["body"], row["body_part"] or "")
        if words not in bodies:
            raise PublishedDataError(
                f"Unit cost {row['code']}: bodies {words} belong to none of {sorted(self.bodies)}."
            )
        factor = self.uprate[row["price_year"]]
        amounts = {"fiscal": row["fiscal_gbp"], "economic": row["economic_gbp"]}
        amounts["social"] = row["social_gbp"]
        return UnitValue(
            code=row["code"],
            name=row["name"],
            body=bodies[words],
            amounts={
                kind: amount * factor for kind in KINDS if (amount := amounts[kind]) is not None
            },
            uprate=factor,
        )

    @cached_property
    def indicators(self) -> dict[str, IndicatorsRow]:
        """Definition of every indicator by its short name."""
        return {row["indicator"]: row for row in self.store.records("indicators")}

    @cached_property
    def uprate(self) -> dict[str, float]:
        """What turns prices of a financial year into those of the price base."""
        return real_factors(self.store)

    @cached_property
    def today(self) -> dict[str, Scenario]:
        """Every scenario by id, with its money in prices of the results."""
        return {
            name: in_todays_prices(scenario, self.uprate)
            for name, scenario in self.scenarios.items()
        }

    def chosen(self, choice: Choice) -> Scenario:
        """A scenario of a plan in prices of the results, with the visitor's numbers."""
        return apply_choice(self.today[choice.scenario], choice)

    def cases(self, plan: Plan, *, corrected: bool = True) -> list[Case]:
        """The scenarios of a plan, with the visitor's numbers, ready to be worked out.

        Args:
            plan: what is done, for how many.
            corrected: whether weak evidence counts less, as our correction says.
        """
        none = dict.fromkeys(self.grades.benefit_off, 0.0)
        return [
            build_case(
                self.chosen(choice),
                people=USUAL_PEOPLE if choice.people is None else choice.people,
                units=self.units,
                uprate=self.uprate,
                benefit_off=self.grades.benefit_off if corrected else none,
                cost_on=self.grades.cost_on if corrected else none,
            )
            for choice in plan.choices
        ]

    def near_figure(self, indicator: str, code: str) -> tuple[str, float] | None:
        """The newest period of an indicator in an area, and its value for both sexes together.

        Args:
            indicator: short name.
            code: of the area.
        """
        where = [("indicator", "==", indicator), ("area_code", "==", code)]
        columns = ["period", "period_end", "sex", "value"]
        rows = self.store.read("observations", columns=columns, where=where)
        known = rows[(rows["sex"] == "persons") & rows["value"].notna()]
        if known.empty:
            return None
        newest = known.sort_values("period_end").iloc[-1]
        return str(newest["period"]), float(newest["value"])
