"""The page of a brief on all public money: what is said first, its kinds, and its years."""

from __future__ import annotations

from typing import Any, Final

from data.read.money_basis import WHOLE_BASIS
from data.read.places import Place
from data.read.whole_place import WholeAmount, WholePlaceReader
from utils.charts.whole_place import years_chart
from utils.config import ENGLAND, PRICE_BASE_YEAR
from utils.narrative.whole_place import (
    HOW,
    JOINED,
    PRICES,
    RANGE_WORDS,
    WHOLE_SOURCES,
    about,
    share_words,
    shown_basis,
)
from utils.ui.shared.brief_parts import chart_block
from utils.ui.shared.whole_line import whole_words

NOTES: Final = (
    WHOLE_BASIS,
    HOW,
    RANGE_WORDS,
    (
        "The years of Covid and since include one-off support for Covid, energy and the cost of "
        "living."
    ),
    "In the chart, the line is the place with its range; dashed: England.",
    WHOLE_SOURCES,
)
COLUMNS: Final = ["Kind of spending", "£ per person", "Range", "Measured"]
NO_RANGE: Final = "within rounding"


def whole_pages(
    reader: WholePlaceReader, place: Place, *, year: str | None, basis: str
) -> list[dict[str, Any]]:
    """A page on all public money; none where the place has no figure.

    Args:
        reader: the count of all public money.
        place: whom it is about.
        year: financial year; the newest where none is asked for, or the count does not have it.
        basis: price basis.
    """
    words = whole_words(reader, place, year=year, basis=basis)
    if not words:
        return []
    when = reader.year_or_newest(year)
    rows = [
        _row(reader.blocks[name]["name"], reader.priced(amount, when, basis=basis))
        for name, amount in reader.by_block(place.members, when).items()
    ]
    table = {
        "kind": "table",
        "caption": f"All public spending by kind, part estimated, £ per person, {when}, "
        f"{PRICES[shown_basis(basis, when)]}",
        "columns": COLUMNS,
        "rows": rows,
    }
    own, england = reader.real_by_year(place.members), reader.real_by_year((ENGLAND,))
    years = years_chart(own, england, place=place.name, prices=PRICE_BASE_YEAR)
    blocks = [
        {"kind": "paragraph", "text": " ".join(words)},
        table,
        chart_block(years),
        {"kind": "paragraph", "text": years.finding},
    ]
    notes = [*NOTES, JOINED[when]] if when in JOINED else NOTES
    return [{"heading": f"All public money in {place.name}", "blocks": blocks, "notes": notes}]


def _row(name: str, found: WholeAmount) -> list[str]:
    """A kind of spending: amount, range and share measured."""
    lower, upper = about(found.lower_per_head), about(found.upper_per_head)
    between = f"{lower} to {upper}" if lower != upper else NO_RANGE
    return [name, about(found.per_head), between, share_words(found.measured_share)]
