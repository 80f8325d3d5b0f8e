"""The passport of published payments: whose they are, and every step from their files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from data.read.passports.passport import Facts, Passport
from data.read.payment_words import VAT
from data.read.payments import PaymentReader, period_of
from data.read.rows import LedgerBodiesRow, LedgerCountsRow
from utils.formatting import format_pounds

STEPS: Final = (
    (
        "Every row of the files was read as a payment, as no payment (a title, a total), or as a "
        "row that could not be read; the three add up to the file."
    ),
    "Payments between the bodies that are counted, and of a body to itself, were left out.",
    "Spellings of a supplier's name were put together, and people were put together in one line.",
    "A theme was found by rules from a payment's department, purpose and kind of supplier.",
    "Only suppliers who cannot be people, going by their name, are named; all others are one line.",
)
CAVEATS: Final = (
    (
        "Payments are not spending: salaries, benefits, payments too small to be published and "
        "charges between departments are not in them. What is built or bought to last is in "
        "them with running costs."
    ),
    "A payment is dated when it was made or invoiced, not when the service was given.",
    "A company may be named after somebody, and is shown, as companies are on a public register.",
)


def payments_passport(reader: PaymentReader, *, place: str, period: str) -> Passport:
    """Passport of the payments of a place and period.

    Raises:
        InvalidInputError: none are published.
    """
    count = reader.find(place, period)
    note = [f"The publisher says: {count['note']}"] if count["note"] else []
    return Passport(
        title=f"{count['dataset']}, {count['publisher']}, {period_of(count).words}",
        figure=f"{format_pounds(count['counted_gbp'])} in {count['payments']:,} payments",
        facts=(*_facts(reader, count), *_files(reader, count)),
        steps=STEPS,
        caveats=(*note, *CAVEATS),
        link=count["source_url"],
    )


def _facts(reader: PaymentReader, count: LedgerCountsRow) -> Facts:
    copy = count["copy_url"]
    threshold = count["threshold_gbp"]
    published = date.fromisoformat(count["published_on"])
    return (
        ("Place", reader.place_of(count).name),
        ("Period", period_of(count).words),
        ("Unit", "£, cash"),
        ("VAT", VAT[count["vat_basis"]]),
        ("Smallest payment", format_pounds(threshold) if threshold else "not known"),
        ("Everything paid", format_pounds(count["paid_gbp"])),
        ("Without a theme", format_pounds(count["unthemed_gbp"])),
        ("Rows that could not be read", f"{count['rejected_rows']:,}"),
        *(("Body", _body(body)) for body in reader.bodies(count)),
        ("Publisher", count["publisher"]),
        ("Dataset", count["dataset"]),
        ("Licence", count["licence"]),
        ("Copy that was read", copy or "the publisher's own"),
        ("Published here on", f"{published:%-d %B %Y}"),
        ("Counted with data version", count["counted_with"]),
        ("Data version", reader.places.maps.store.version),
    )


def _body(body: LedgerBodiesRow) -> str:
    share = f"{body['body_share'] * 100:.4g}% of it counts as the place's"
    return (
        f"{body['paying_body']}: {format_pounds(body['paid_gbp'])}; {share}. {body['share_basis']}"
    )


def _files(reader: PaymentReader, count: LedgerCountsRow) -> Iterator[tuple[str, str]]:
    for row in reader.files(count):
        size = f"{row['bytes']:,} bytes, {row['payments']:,} payments"
        yield "File", f"{row['file']}, {size}; its SHA-256 begins with {row['file_id']}"
