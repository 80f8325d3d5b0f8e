"""What the public sector takes in and spends by English region, with shares of what is national."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd
from pydantic import BaseModel, ConfigDict

from data.pipeline.extract.declarations import parse_reading
from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.readers import read_sheet
from data.pipeline.transform.ons_crpsf.sheets import REGIONS, read_block
from data.pipeline.transform.shared.place import Place, place_of

REVENUE_KEY: Final = "revenue"
EXPENDITURE_KEY: Final = "expenditure"
PER_HEAD_KEY: Final = "supplement"
GBP_PER_UNIT: Final = 1e6
#: All areas of the supplement, in its order.
AREAS: Final = (*REGIONS, "Wales", "Scotland", "Northern Ireland", "United Kingdom")
#: Lines are in whole millions, so a sum of them may be apart by half of one for each.
LINE_ROUNDING_GBP: Final = 0.5e6
#: Printed amounts per head are in whole pounds, of a total in whole millions.
HEAD_ROUNDING_GBP: Final = 1.0
KEYS: Final = ["region_code", "financial_year", "line"]


class Line(BaseModel):
    """One line of a table: its short name, its label in the sheet, and what it is a part of."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    line: str
    label: str
    parent: str | None = None


class Block(BaseModel):
    """One table of lines: the heading above it, the line of its total, and where per head is."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    heading: str
    printed_line: str
    printed_sheet: str
    printed_heading: str
    lines: tuple[Line, ...]


class Reading(BaseModel):
    """How the source's workbooks are read."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    revenue: Block
    expenditure: Block
    population_sheet: str


def transform(raw: RawFiles, _built: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return `regional_revenue` and `regional_managed_expenditure`: GBP and GBP per head.

    Raises:
        SourceSchemaError: a sheet, line or year is not as declared, lines do not add up to the
            line they are part of, or the total per head is not what is printed.
        InvalidInputError: the declaration is not as it must be.
    """
    reading = parse_reading(raw.declaration, Reading)
    place = place_of(raw, PER_HEAD_KEY, sheet=reading.population_sheet)
    rows = read_sheet(raw, PER_HEAD_KEY, sheet=reading.population_sheet)
    people = read_areas(rows, heading="", place=place)
    return {
        "regional_revenue": _table(raw, REVENUE_KEY, reading.revenue, people=people),
        "regional_managed_expenditure": _table(
            raw, EXPENDITURE_KEY, reading.expenditure, people=people
        ),
    }


def _table(raw: RawFiles, key: str, block: Block, *, people: pd.Series[float]) -> pd.DataFrame:
    parts = []
    for name, code in REGIONS.items():
        place = place_of(raw, key, sheet=name)
        part = parse_lines(read_sheet(raw, key, sheet=name), block=block, place=place)
        check_parts(part, lines=block.lines, place=place)
        parts.append(part.assign(region_code=code))
    table = pd.concat(parts, ignore_index=True)
    population = people.reindex(pd.MultiIndex.from_frame(table[KEYS[:2]])).to_numpy()
    table = table.assign(
        amount_gbp_per_head=table["amount_gbp"] / population, source=raw.declaration.source
    )
    rows = read_sheet(raw, PER_HEAD_KEY, sheet=block.printed_sheet)
    place = place_of(raw, PER_HEAD_KEY, sheet=block.printed_sheet)
    printed = read_areas(rows, heading=block.printed_heading, place=place)
    check_per_head(table[table["line"] == block.printed_line], printed, place=place)
    return table


def parse_lines(rows: Sequence[Sequence[object]], *, block: Block, place: Place) -> pd.DataFrame:
    """Read one area's lines: line, name, parent, financial_year, amount_gbp."""
    labels = [one.label for one in block.lines]
    values = read_block(rows, heading=block.heading, labels=labels, place=place)
    declared = pd.DataFrame([one.model_dump() for one in block.lines])
    joined = declared.merge(
        values.rename(columns={"line": "order"}), left_index=True, right_on="order"
    )
    named = joined.assign(
        name=joined["label"].str.removesuffix(", of which:"),
        amount_gbp=joined["value"] * GBP_PER_UNIT,
    )
    return named[["line", "name", "parent", "financial_year", "amount_gbp"]]


def check_parts(table: pd.DataFrame, *, lines: Sequence[Line], place: Place) -> None:
    """The parts of every line add up to it in every year, within rounding.

    Raises:
        SourceSchemaError: names the line and the year.
    """
    amounts = table.pivot_table(index="financial_year", columns="line", values="amount_gbp")
    for parent in {one.parent for one in lines if one.parent}:
        parts = [one.line for one in lines if one.parent == parent]
        sums = amounts[parts].sum(axis=1)
        bad = (sums - amounts[parent]).abs() > LINE_ROUNDING_GBP * (len(parts) + 1)
        if bad.any():
            first = int(bad.to_numpy().argmax())
            raise place.refuse(
                column=str(amounts.index[first]),
                received=f"{parent} {amounts[parent].iloc[first]:.0f}",
                expected=f"its parts, {sums.iloc[first]:.0f}",
            )


def read_areas(rows: Sequence[Sequence[object]], *, heading: str, place: Place) -> pd.Series[float]:
    """A value of every region and year of a sheet that has one row an area."""
    values = read_block(rows, heading=heading, labels=AREAS, place=place)
    codes = values["line"].map(dict(enumerate(REGIONS.values())))
    kept = values.assign(region_code=codes).dropna(subset=["region_code"])
    return kept.set_index(["region_code", "financial_year"])["value"]


def check_per_head(total: pd.DataFrame, printed: pd.Series[float], *, place: Place) -> None:
    """The total per head of every region and year is what is printed, within rounding.

    Raises:
        SourceSchemaError: names the region and year.
    """
    ours = total.set_index(["region_code", "financial_year"])["amount_gbp_per_head"]
    apart = (ours - printed).abs()
    bad = apart[~(apart <= HEAD_ROUNDING_GBP)]
    if len(bad):
        where = bad.index[0]
        raise place.refuse(
            column=str(where), received=printed.get(where), expected=f"about {ours.get(where)}"
        )
