"""What an amount of all public spending is made of: region's total, driver, share and range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from data.read.passports.passport import Facts
from data.read.whole_place import (
    DRIVER_KINDS,
    SAME_YEAR,
    TOTAL,
    WITHOUT_ONE_OFF,
    ItemLine,
    WholePlaceReader,
)
from utils.formatting import format_pounds

PREFIX: Final = "whole:"
MEASURED: Final = "measured"
#: Items that are listed at once; smaller ones are folded away.
MOST_ITEMS: Final = 10
LISTED: Final = "these items, in cash, the largest first"
#: From this share on, the rest is within the rounding of the account.
ALL_OF_IT: Final = 0.995
STEPS: Final = (
    "Each item of the region's total was shared out between its areas by a driver, to the pound.",
    "Where an area's own account shows all of an item, that was taken; the others shared the rest.",
    (
        "An item's range is its driver's error in what no account shows. Ranges of items are put "
        "together as those of independent errors are: the root of the sum of their squares. Ranges "
        "of several areas are added up."
    ),
    "Divided by residents in the middle of the year.",
)
REGION_STEPS: Final = (
    "Every identifiable row of the region in HM Treasury's database added up.",
    "Divided by residents in the middle of the year.",
)


@dataclass(frozen=True)
class WholeItems:
    """The items of an amount.

    Attributes:
        facts: the largest items, and the residents.
        smaller: the items that are folded away.
        counted: items that accounts show or drivers share out; none of a region's own total.
        is_shared: whether drivers shared them out.
    """

    facts: Facts
    smaller: Facts
    counted: tuple[ItemLine, ...]
    is_shared: bool


def items_of_whole(
    reader: WholePlaceReader, item: str, codes: Sequence[str], year: str, *, is_region: bool = False
) -> WholeItems:
    """Label and text of every item in a block or total of areas, the largest first.

    Args:
        reader: the count of all public money.
        item: the measure's item, such as whole:health.
        codes: upper-tier areas.
        year: financial year.
        is_region: whether the areas are all of a region or of England, whose total is published.
    """
    block = item.removeprefix(PREFIX)
    lines = [line for line in reader.lines(tuple(codes), year) if _is_in(reader, line, block)]
    if block == MEASURED:
        lines = sorted((line for line in lines if line.measured), key=lambda line: -line.measured)
    lines = [line for line in lines if line.amount]
    words = [
        (line.item["name"], _words(reader, line, tuple(codes), year, block, is_region=is_region))
        for line in lines
    ]
    facts = [("Made of", LISTED), *words[:MOST_ITEMS]]
    facts += _rest(lines[MOST_ITEMS:], block)
    amount = reader.amount(codes, year, TOTAL if block == MEASURED else block)
    if amount is not None:
        facts.append(("Denominator", f"{amount.population:,.0f} residents, mid-{year[:4]}"))
    return WholeItems(
        tuple(facts),
        tuple(words[MOST_ITEMS:]),
        () if is_region and block != MEASURED else tuple(lines),
        is_shared=block != MEASURED,
    )


def _is_in(reader: WholePlaceReader, line: ItemLine, block: str) -> bool:
    own = line.item["block"]
    if block == WITHOUT_ONE_OFF:
        return not reader.blocks[own]["one_off"]
    return block in {own, TOTAL, MEASURED}


def _rest(lines: Sequence[ItemLine], block: str) -> list[tuple[str, str]]:
    """The items that are folded away, summed up."""
    if not lines:
        return []
    measured = sum(line.measured for line in lines)
    words = format_pounds(measured)
    if block != MEASURED:
        words = f"{format_pounds(sum(line.amount for line in lines))}, {words} of it measured"
    largest = lines[0].item["name"]
    return [
        (f"{len(lines)} smaller items together", f"{words}; the largest of them: {largest.lower()}")
    ]


def _words(
    reader: WholePlaceReader,
    line: ItemLine,
    codes: tuple[str, ...],
    year: str,
    block: str,
    *,
    is_region: bool,
) -> str:
    if block == MEASURED:
        return f"{format_pounds(line.measured)} of {format_pounds(line.amount)}"
    if is_region:
        return format_pounds(line.amount)
    region = reader.region_total(codes, year, line.item["item"])
    share = (
        f", {line.amount / region:.1%} of its region's {format_pounds(region)}" if region else ""
    )
    return f"{format_pounds(line.amount)}{share}. {_how(reader, line)}"


def _how(reader: WholePlaceReader, line: ItemLine) -> str:
    """What of an item is measured, and by what the rest was shared out."""
    if line.measured >= ALL_OF_IT * line.amount > 0:
        return "Measured: accounts here show it."
    by = "; ".join(
        f"{driver['name'].lower()} ({DRIVER_KINDS[driver['driver_kind']]})"
        for driver in (reader.drivers[name] for name in line.drivers)
    )
    spread = f"; give or take {format_pounds(line.spread)}" if line.spread else ""
    shared = f"hared out by {by}, {_years(line.driver_years)}{spread}."
    if line.measured > 0:
        return f"Measured: {format_pounds(line.measured)}; the rest s{shared}"
    return f"S{shared}"


def _years(years: Sequence[str]) -> str:
    """Of which years drivers are."""
    others = [year for year in years if year != SAME_YEAR]
    if not others:
        return "of the same year"
    return f"of {', '.join(others)}" + (" for some" if len(others) < len(years) else "")
