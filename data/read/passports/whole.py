"""What an amount of all public spending is made of: region's total, driver, share and range."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from data.read.whole_place import TOTAL, WITHOUT_ONE_OFF, ItemLine, WholePlaceReader
from utils.formatting import format_pounds

PREFIX: Final = "whole:"
MEASURED: Final = "measured"
DRIVER_KINDS: Final = {
    "accounts": "accounts of bodies here",
    "recipients": "people who receive it",
    "need": "people near to need",
    "residents": "residents alone, as there is nothing better",
}
STEPS: Final = (
    "Each item of the region's total was shared out between its areas by a driver, to the pound.",
    "Where an area's own account shows all of an item, that was taken; the others shared the rest.",
    "An item's range is its driver's error in what no account shows; ranges add up as squares do.",
    "Divided by residents in the middle of the year.",
)
REGION_STEPS: Final = (
    "Every identifiable row of the region in HM Treasury's database added up.",
    "Divided by residents in the middle of the year.",
)


def facts_of_whole(
    reader: WholePlaceReader, item: str, codes: Sequence[str], year: str
) -> list[tuple[str, str]]:
    """Label and text of every item in a block or total of areas, largest first.

    Args:
        reader: the count of all public money.
        item: the measure's item, such as whole:health.
        codes: upper-tier areas.
        year: financial year.
    """
    block = item.removeprefix(PREFIX)
    lines = [line for line in reader.lines(tuple(codes), year) if _is_in(reader, line, block)]
    facts = [
        (line.item["name"], _line_words(reader, line, tuple(codes), year))
        for line in lines
        if line.amount
    ]
    amount = reader.amount(codes, year, TOTAL if block == MEASURED else block)
    if amount is not None:
        facts.append(("Denominator", f"{amount.population:,.0f} residents, mid-{year[:4]}"))
    return facts


def _is_in(reader: WholePlaceReader, line: ItemLine, block: str) -> bool:
    own = line.item["block"]
    if block == WITHOUT_ONE_OFF:
        return not reader.blocks[own]["one_off"]
    return block in {own, TOTAL, MEASURED}


def _line_words(reader: WholePlaceReader, line: ItemLine, codes: tuple[str, ...], year: str) -> str:
    region = reader.region_total(codes, year, line.item["item"])
    share = (
        f", {line.amount / region:.1%} of the region's {format_pounds(region)}" if region else ""
    )
    drivers = [reader.drivers[name] for name in line.drivers]
    by = "; ".join(
        f"{driver['name'].lower()} ({DRIVER_KINDS[driver['driver_kind']]})" for driver in drivers
    )
    years = ", ".join(line.driver_years)
    measured = f" {format_pounds(line.measured)} of it is measured." if line.measured else ""
    spread = f" Give or take {format_pounds(line.spread)}." if line.spread else ""
    return f"{format_pounds(line.amount)}{share}, by {by}; driver of: {years}.{measured}{spread}"
