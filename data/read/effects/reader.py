"""Reads the declared questions of what programmes changed, and their answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeVar

from data.read.measures import Measure
from data.read.places import AS_PUBLISHED, Place, PlaceReader
from data.read.rows import (
    EffectBalanceRow,
    EffectConfoundersRow,
    EffectDonorsRow,
    EffectEstimatesRow,
    EffectLeadsRow,
    EffectPathsRow,
    EffectProgrammesRow,
    EffectQuestionsRow,
    EffectSensitivityRow,
    EffectStaggeredQuestionsRow,
    EffectStaggeredRow,
    PlaceBudgetsRow,
)
from data.read.store import Store
from utils.stats.effects.estimates import LEADS

ALL_PILOTS: Final = "all_pilots"
REAL: Final = "real"
#: Start of the rows of all starts together.
ALL_STARTS: Final = "all"
CANNOT_BE_ASKED: Final = "cannot be asked"
AnyQuestion = EffectQuestionsRow | EffectStaggeredQuestionsRow
Row = TypeVar("Row", bound=Mapping[str, object])


@dataclass(frozen=True)
class EffectReader:
    """Reads published answers; a question is known by its short name."""

    places: PlaceReader

    @cached_property
    def questions(self) -> dict[str, EffectQuestionsRow]:
        """Every declared question with its verdict, in the declared order."""
        rows = sorted(self._store.records("effect_questions"), key=lambda row: row["item_order"])
        return {row["question"]: row for row in rows}

    @cached_property
    def programmes(self) -> dict[str, EffectProgrammesRow]:
        """Programmes in order."""
        rows = sorted(self._store.records("effect_programmes"), key=lambda row: row["item_order"])
        return {row["programme_id"]: row for row in rows}

    def asked(self) -> list[EffectQuestionsRow]:
        """Questions that could be asked."""
        return [row for row in self.questions.values() if row["verdict"] != CANNOT_BE_ASKED]

    @cached_property
    def together(self) -> dict[str, EffectStaggeredQuestionsRow]:
        """Questions over all programmes together, in the declared order."""
        rows = self._store.records("effect_staggered_questions")
        ordered = sorted(rows, key=lambda row: row["item_order"])
        return {row["question"]: row for row in ordered}

    def since_start(self, question: str) -> list[EffectStaggeredRow]:
        """Effects of a question over all programmes by lead: all starts first, then each."""
        rows = self._store.records("effect_staggered", where=[("question", "==", question)])
        return sorted(
            rows,
            key=lambda row: (row["group_start"] != ALL_STARTS, row["group_start"], row["lead"]),
        )

    def measure(self, question: AnyQuestion) -> Measure:
        """The measure of a question that could be asked; money in prices of one year."""
        name = question["measure"] or ""
        basis = REAL if name.startswith("spend:") else AS_PUBLISHED
        return self.places.maps.measure(measure=name, basis=basis)

    def answering(self, question: str) -> list[EffectEstimatesRow]:
        """What each of the answering methods says, in their order."""
        found = {row["method"]: row for row in self.estimates(question)}
        return [found[method] for method in LEADS]

    def estimates(self, question: str) -> list[EffectEstimatesRow]:
        """Estimates of a question by every method."""
        return self._estimates.get(question, [])

    def paths(self, question: str, method: str) -> list[EffectPathsRow]:
        """Treated areas and comparison, period by period."""
        rows = self._paths.get(question, [])
        return sorted(
            (row for row in rows if row["method"] == method), key=lambda row: row["period_start"]
        )

    def leads(self, question: str) -> list[EffectLeadsRow]:
        """Effects by period against the last before the start."""
        return sorted(self._leads.get(question, []), key=lambda row: row["lead"])

    def donors(self, question: str, method: str) -> list[EffectDonorsRow]:
        """Areas compared with, the largest weight first."""
        rows = [row for row in self._donors.get(question, []) if row["method"] == method]
        return sorted(rows, key=lambda row: -row["weight"])

    def balance(self, question: str) -> list[EffectBalanceRow]:
        """Treated areas beside those compared with, before the start."""
        return self._balance.get(question, [])

    def sensitivity(self, question: str) -> list[EffectSensitivityRow]:
        """The question asked a little differently."""
        return self._sensitivity.get(question, [])

    def confounders(self, question: AnyQuestion) -> list[EffectConfoundersRow]:
        """What else happened, the earliest first."""
        wanted = (question["confounders"] or "").split(";")
        rows = self._store.records("effect_confounders")
        found = [row for row in rows if row["confounder"] in wanted]
        return sorted(found, key=lambda row: (row["first_year"], row["confounder"]))

    def budgets(self) -> list[PlaceBudgetsRow]:
        """What was reported of place-based budgets since the pilots."""
        return self._store.records("place_budgets")

    def is_about(self, question: EffectQuestionsRow, place: Place) -> bool:
        """Whether a question is about areas of a place."""
        return bool(set(self.treated(question)) & set(place.members))

    def treated(self, question: EffectQuestionsRow) -> list[str]:
        """Codes of the areas that a question is about."""
        found: dict[str, None] = {}
        for name in (question["place_ids"] or "").split(";"):
            for place in self.places.programme:
                if place.place_id == name or (name == ALL_PILOTS and place.kind == "pilot"):
                    found |= dict.fromkeys(place.members)
        return list(found)

    def area_name(self, code: str) -> str:
        """Name of an upper-tier area."""
        return self.places.place(code).name

    @property
    def _store(self) -> Store:
        return self.places.maps.store

    @cached_property
    def _estimates(self) -> dict[str, list[EffectEstimatesRow]]:
        return _by_question(self._store.records("effect_estimates"))

    @cached_property
    def _paths(self) -> dict[str, list[EffectPathsRow]]:
        return _by_question(self._store.records("effect_paths"))

    @cached_property
    def _leads(self) -> dict[str, list[EffectLeadsRow]]:
        return _by_question(self._store.records("effect_leads"))

    @cached_property
    def _donors(self) -> dict[str, list[EffectDonorsRow]]:
        return _by_question(self._store.records("effect_donors"))

    @cached_property
    def _balance(self) -> dict[str, list[EffectBalanceRow]]:
        return _by_question(self._store.records("effect_balance"))

    @cached_property
    def _sensitivity(self) -> dict[str, list[EffectSensitivityRow]]:
        return _by_question(self._store.records("effect_sensitivity"))


def _by_question(rows: Sequence[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(str(row["question"]), []).append(row)
    return found
