"""The choices of the page on published payments, resolved before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from data.read.find_place.finder import PlaceFinder
from data.read.payments import EVERY_THEME, PaymentReader, period_of
from data.read.places import Place
from data.read.rows import LedgerCountsRow
from utils.formatting import lower_first
from utils.narrative.payments import theme_name
from utils.ui.registers.search import SEARCH, resolve_search
from utils.ui.shared.place_picker import NO_PLACE, resolve_place
from utils.ui.shared.state import asks_for, choose, notify, saved_choice

PERIOD: Final = "paid"
THEME: Final = "for"


@dataclass(frozen=True, kw_only=True)
class PaymentChoices:
    """What the visitor chose, resolved and valid.

    Attributes:
        place: the place, or None.
        counts: the published counts of the place by period, the newest first.
        period: the period that is shown; "" where there is none.
        themes: the themes of the count, the largest first.
        theme: the theme whose suppliers are shown; `EVERY_THEME` for all.
        words: words of a supplier's name that are searched for.
    """

    place: Place | None
    counts: dict[str, LedgerCountsRow]
    period: str
    themes: tuple[str, ...]
    theme: str
    words: str

    @property
    def count(self) -> LedgerCountsRow | None:
        """The count that is shown."""
        return self.counts.get(self.period)

    @property
    def address(self) -> dict[str, str]:
        """The choices as parameters of the address."""
        place = self.place.place_id if self.place else NO_PLACE
        return {"place": place, PERIOD: self.period, THEME: self.theme, SEARCH: self.words}

    @property
    def defaults(self) -> dict[str, str]:
        """The values that stay out of the address."""
        return {PERIOD: next(iter(self.counts), ""), THEME: EVERY_THEME}


def resolve_payments(reader: PaymentReader, finder: PlaceFinder) -> PaymentChoices:
    """Resolve every choice from the widgets, the visit so far and the address."""
    place = resolve_place(reader.places, finder)
    counts = {row["period"]: row for row in reader.of_place(place)} if place else {}
    period = ""
    if counts:
        newest = next(iter(counts))
        period = choose(PERIOD, counts, default=newest, words=period_of(counts[newest]).words)
    themes = tuple(found.theme for found in reader.by_theme(counts[period])) if period else ()
    before = saved_choice(THEME)
    if period and before and before not in themes and not asks_for(THEME):
        name = lower_first(theme_name(before, reader.theme_names))
        notify(f"Nothing was paid for {name} in these payments, so all themes are shown.")
    return PaymentChoices(
        place=place,
        counts=counts,
        period=period,
        themes=themes,
        theme=choose(THEME, (EVERY_THEME, *themes), default=EVERY_THEME, words="all themes"),
        words=resolve_search("payments"),
    )
