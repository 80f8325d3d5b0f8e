"""The pages of the atlas: their files, addresses and names, and which of them the head names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from utils.config import is_staff


@dataclass(frozen=True)
class PageEntry:
    """A page.

    Attributes:
        file: name of its file in `pages`, without the ending.
        title: what it is called in the head and in a browser's tab.
        takes_place: whether a place that is searched for is shown there.
        staff: whether it exists in staff mode alone.
    """

    file: str
    title: str
    takes_place: bool = False
    staff: bool = False

    @property
    def address(self) -> str:
        """Its address; that of the map is the site's own."""
        return "" if self.file == FIRST_FILE else self.file


FIRST_FILE: Final = "map"
#: What a visitor meets first: at most six names, "More" among them.
MAIN: Final = (
    PageEntry("map", "Map", takes_place=True),
    PageEntry("profile", "Place", takes_place=True),
    PageEntry("compare", "Compare", takes_place=True),
    PageEntry("count", "Public money", takes_place=True),
    PageEntry("inequality", "Health gaps", takes_place=True),
)
MORE: Final = (
    PageEntry("pool_and_prevent", "Pool and prevent", takes_place=True),
    PageEntry("payments", "Where our money went", takes_place=True),
    PageEntry("deep_dives", "What the pilots found"),
    PageEntry("barriers", "What got in the way"),
    PageEntry("did_it_work", "Did it work?", takes_place=True),
    PageEntry("spend_outcomes", "Spending and outcomes", takes_place=True),
    PageEntry("sources", "Sources and methods"),
    PageEntry("help", "Help and glossary"),
    PageEntry("ledger", "Count your place", staff=True),
    PageEntry("own_table", "Map your own table", staff=True),
    PageEntry("new_data", "Check new data", staff=True),
)
#: Where a place is shown that was searched for on a page that shows no place.
PLACE_PAGE: Final = MAIN[1]
HELP_PAGE: Final = next(entry for entry in MORE if entry.file == "help")


def public_pages() -> list[PageEntry]:
    """The pages that everybody may see."""
    return [entry for entry in (*MAIN, *MORE) if not entry.staff]


def open_pages() -> list[PageEntry]:
    """The pages that this server offers."""
    return [entry for entry in (*MAIN, *MORE) if not entry.staff or is_staff()]
