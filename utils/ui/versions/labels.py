"""Names of what a candidate's figures are of, as its own tables give them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from data.versions.candidate import NoCandidateError, candidate_store
from data.versions.difference import FigureChange
from utils.config import PUBLISHED_DIR
from utils.errors import PublishedDataError
from utils.formatting import format_value
from utils.narrative.place import BASIS_WORDS, SEX_WORDS

#: More than a measure's own, with which a figure is written that changed little.
MOST_DECIMALS: Final = 10
#: Columns whose short names are codes of places.
PLACE_COLUMNS: Final = ("place_id", "area_code")


@dataclass(frozen=True)
class MeasureWords:
    """How a measure is called and its figures are written."""

    name: str
    unit: str
    decimals: int


UNKNOWN: Final = MeasureWords("", unit="", decimals=2)


@dataclass(frozen=True)
class Labels:
    """How series, measures and tables are called.

    Attributes:
        series: names of series by the column that has their short names.
        measures: words of measures by short name and price basis.
        tables: titles by short name.
    """

    series: Mapping[str, Mapping[str, str]]
    measures: Mapping[tuple[str, str], MeasureWords]
    tables: Mapping[str, str]

    def name(self, column: str, short: str) -> str:
        """Name of a series; its short name where it has none."""
        return self.series.get(column, {}).get(short, short)

    def name_and_code(self, column: str, short: str) -> str:
        """Name of a series; of a place its code too, as places of the same name differ by it."""
        name = self.name(column, short)
        return f"{name} ({short})" if column in PLACE_COLUMNS and name != short else name

    def area(self, code: str) -> str:
        """Name of an area or place; its code where it has none."""
        return self.name("area_code", code)

    def figure(self, change: FigureChange) -> str:
        """What a figure is of: measure, price basis where it is of money, and period."""
        known = self.measures.get((change.measure, change.basis))
        basis = BASIS_WORDS.get(change.basis, "")
        named = (known.name if known else change.measure, basis, change.period)
        return ", ".join(part for part in named if part)

    def values(self, change: FigureChange) -> tuple[str, str]:
        """A figure before and now with its unit, to as many decimals as show that they differ."""
        known = self.measures.get((change.measure, change.basis), UNKNOWN)
        for more in range(MOST_DECIMALS):
            before, now = (
                format_value(value, unit=known.unit, decimals=known.decimals + more)
                for value in (change.before, change.now)
            )
            if before != now:
                break
        return before, now

    def table(self, name: str) -> str:
        """Title of a table."""
        return self.tables.get(name, name)


def read_labels(folder: Path = PUBLISHED_DIR) -> Labels:
    """Read the names that a candidate's tables give.

    Raises:
        NoCandidateError: its files have gone meanwhile.
    """
    store = candidate_store(folder)
    try:
        places = {row["place_id"]: row["name"] for row in store.records("places")}
        areas = {row["area_code"]: row["area_name"] for row in store.records("areas")}
        measures: dict[tuple[str, str], MeasureWords] = {
            (row["measure"], row["basis"]): MeasureWords(
                _with_sex(row["name"], row["sex"]), row["unit"], row["decimals"]
            )
            for row in store.records("map_measures")
        }
        series = {
            "area_code": {**places, **areas},
            "place_id": {**areas, **places},
            "measure": {short: words.name for (short, _basis), words in measures.items()},
            "indicator": {row["indicator"]: row["name"] for row in store.records("indicators")},
            "service_line": {
                row["service_line"]: row["name"] for row in store.records("service_lines")
            },
            "source": {row["source"]: row["title"] for row in store.records("sources")},
        }
        tables = {
            name.replace("-", "_"): str(resource.get("title", name))
            for name, resource in store.resources.items()
        }
    except (OSError, PublishedDataError) as error:
        raise NoCandidateError("The candidate has gone meanwhile. Reload the page.") from error
    return Labels(series, measures, tables)


def _with_sex(name: str, sex: str | None) -> str:
    return f"{name} ({SEX_WORDS[sex]})" if sex in {"female", "male"} else name
