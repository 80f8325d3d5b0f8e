"""Which areas were treated and which are compared with, and the measures as series."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import pandas as pd

from data.pipeline.derive.did_it_work.declared import ALL_PILOTS, Declared, Question
from data.read.effects.design import TRAITS
from data.read.effects.series import Series, series_of
from utils.errors import CheckFailedError

UPPER_TIER: Final = ("upper_tier", "both")
#: Money is compared in prices of one year.
BASIS: Final[Mapping[str, str]] = {"spend": "real"}
COLUMNS: Final = ["area_code", "period", "period_start", "value"]


@dataclass(frozen=True)
class Sets:
    """Areas and series of the built tables."""

    tables: Mapping[str, pd.DataFrame]
    declared: Declared

    @cached_property
    def areas(self) -> pd.DataFrame:
        """Upper-tier areas of 2024, by code."""
        areas = self.tables["areas"]
        upper = areas[areas["is_current"] & areas["level"].isin(UPPER_TIER)]
        return upper.set_index("area_code").sort_index()

    @cached_property
    def members(self) -> Mapping[str, tuple[str, ...]]:
        """Codes of each place of the programme; of places without members here, none."""
        found = self.tables["place_members"].groupby("place_id")["area_code"].agg(tuple).to_dict()
        ids = self.tables["places"]["place_id"]
        return {str(place): tuple(found.get(place, ())) for place in ids}

    def codes(self, places: Iterable[str]) -> tuple[str, ...]:
        """Codes of areas of places, each once.

        Raises:
            CheckFailedError: a place is not in the record.
        """
        found: dict[str, None] = {}
        for place in places:
            names = self.kind("pilot") if place == ALL_PILOTS else (place,)
            for name in names:
                if name not in self.members:
                    raise CheckFailedError(f"Questions: no place {name!r} in the record.")
                found |= dict.fromkeys(self.members[name])
        return tuple(found)

    def kind(self, kind: str) -> tuple[str, ...]:
        """Ids of places of a kind."""
        places = self.tables["places"]
        return tuple(places.loc[places["kind"] == kind, "place_id"])

    def donors(self, question: Question) -> tuple[str, ...]:
        """Codes of the areas that a question compares with."""
        own: Mapping[str, Any] = self.declared.programmes[question.programme]
        left = [place for kind in own["exclude_kinds"] for place in self.kind(kind)]
        out = {*self.codes([*left, *own["exclude"], *question.places]), *self.declared.never_donors}
        return tuple(code for code in self.areas.index if code not in out)

    def series(self, measure: str) -> Series:
        """A measure of upper-tier areas.

        Raises:
            CheckFailedError: there is no such measure.
        """
        found = self._by_measure.get(measure)
        if found is None:
            raise CheckFailedError(f"Questions: no measure {measure!r} on the map.")
        return series_of(found, list(self.areas.index))

    @cached_property
    def traits(self) -> tuple[Series, ...]:
        """What areas are matched on beside the outcome."""
        return tuple(self.series(measure) for measure in TRAITS)

    @cached_property
    def _by_measure(self) -> dict[str, list[dict[str, Any]]]:
        wanted = {*TRAITS, *(entry.measure for entry in self.declared.questions)}
        values = self.tables["map_values"]
        values = values[values["measure"].isin(wanted) & values["area_code"].isin(self.areas.index)]
        kinds = values["measure"].str.partition(":")[0]
        values = values[values["basis"] == kinds.map(BASIS).fillna("as published")]
        found = {
            str(name): part[COLUMNS].to_dict("records") for name, part in values.groupby("measure")
        }
        return {
            name: [{str(k): v for k, v in row.items()} for row in rows]
            for name, rows in found.items()
        }
