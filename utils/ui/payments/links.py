"""Links to the payments that places publish, on their own page and on others."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from data.read.payments import PaymentReader, period_of
from data.read.places import Place
from data.read.rows import LedgerCountsRow
from utils.narrative.payments import count_title
from utils.ui.payments.choices import PERIOD
from utils.ui.shared.prose import Html, bullets, join, link, paragraph, render_prose

PAGE: Final = "payments"


def payments_link(reader: PaymentReader, count: LedgerCountsRow) -> Html:
    """A link to the payments of a place and period."""
    words = f"{reader.place_of(count).name}, {period_of(count).words}"
    return link(words, _address(count))


def render_published(reader: PaymentReader, place: Place) -> None:
    """Lead from a place to the payments that it publishes; nothing where it publishes none."""
    counts = reader.of_place(place)
    if counts:
        links = Html("; ").join(link(count_title(count), _address(count)) for count in counts)
        render_prose(paragraph("Where our money went, as payments show it: ", links))


def render_sources_of_payments(reader: PaymentReader) -> None:
    """Whose payments are published, under which licence, each with the publisher's page."""
    render_prose(
        bullets(
            join(
                payments_link(reader, count),
                ": ",
                link(f"{count['publisher']}, {count['dataset']}", count["source_url"]),
                f". {count['licence']}.",
            )
            for count in reader.counts
        )
    )


def _address(count: LedgerCountsRow) -> str:
    return f"{PAGE}?{urlencode({'place': count['place_id'], PERIOD: count['period']})}"
