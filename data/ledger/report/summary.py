"""The readable report of a count: what was read, what it adds up to, and what it cannot say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from data.ledger.core.file_report import FileReport
from data.ledger.count.concentration import concentration
from data.ledger.count.context import MONTHS, Context
from data.ledger.count.ledger_count import CountedBody, LedgerCount, Line
from data.ledger.report.dimensions import (
    by_theme,
    headings,
    kinds_of_money,
    stages,
    theme_label,
    without_theme,
)
from data.ledger.report.overlap_words import overlap_lines
from data.read.payment_words import GRADES, NOT_ALIKE
from data.read.places import Place
from utils.formatting import format_count
from utils.markdown import plain_text

MOST_SUPPLIERS: Final = 20
MOST_LARGEST: Final = 5
NO_YEAR: Final = "no year given"
#: Of a body of whose money more than this has no supplier, nothing is said of suppliers.
MOSTLY_UNNAMED: Final = Decimal("0.5")
NAMED_KINDS: Final = ("organisation", "public_body")


def write_summary(
    count: LedgerCount, reports: Sequence[FileReport], *, place: Place, context: Context
) -> str:
    """Write the report as Markdown."""
    parts = [
        f"# Payments counted for {place.name}",
        *_said(count, reports, place),
        "## Files",
        *_files(reports),
        *_overlaps(reports),
        "## Bodies, and the share of each that belongs to the place",
        *(_body(body) for body in count.bodies.values()),
        "## By theme, in the place",
        by_theme(count),
        *without_theme(count),
        "## The count, GBP",
        *_lines(count, place, context),
        "## The same money by service heading",
        *headings(count),
        "## Prevention and late intervention",
        *stages(count),
        "## Beside each council's own outturn",
        *_reached(count, context),
        "## Beside what was published of all public spending",
        *_published(place, context),
        "## Suppliers",
        *_suppliers(count),
        "## How far each line can be trusted",
        *(f"- {grade}: {words}." for grade, words in GRADES.items()),
    ]
    return "\n\n".join(parts) + "\n"


def pounds(amount: Decimal) -> str:
    """Write money to the penny."""
    return f"{amount:,.2f}"


def _said(count: LedgerCount, reports: Sequence[FileReport], place: Place) -> Iterator[str]:
    moved = sum((line.transfers * line.share for line in count.lines), Decimal("0.00"))
    read = sum(report.payments - report.left_out for report in reports)
    refused = [report for report in reports if report.refused]
    rejected = sum(report.rejected for report in reports)
    payments = format_count(read, "payment", "payments")
    yield (
        f"{payments} of {format_count(len(count.bodies), 'body', 'bodies')} come to "
        f"{_by_year(count)} in {place.name}, without GBP {pounds(moved)} that one of these bodies "
        "paid to another whose ledger of the same month is here too, and without what a body "
        "paid itself."
    )
    yield kinds_of_money(count)
    possible = sum((line.possible for line in count.lines), Decimal("0.00"))
    if possible:
        yield (
            f"GBP {pounds(possible)} more was paid to bodies whose ledger is here, by payments or "
            "ledgers without dates, so that it may be counted twice; it is left in."
        )
    yield (
        f"{format_count(rejected, 'row', 'rows')} could not be read, see the list; "
        f"{format_count(len(refused), 'file was', 'files were')} refused."
        if rejected or refused
        else "Every row was read."
    )


def _by_year(count: LedgerCount) -> str:
    """What is counted in each financial year; different years make no sum."""
    years: dict[str, Decimal] = {}
    for line in count.lines:
        year = line.financial_year or ""
        years[year] = years.get(year, Decimal("0.00")) + line.in_place
    if len(years) < 2:  # noqa: PLR2004
        return f"GBP {pounds(sum(years.values(), Decimal('0.00')))}"
    return ", ".join(
        f"GBP {pounds(amount)} ({year or NO_YEAR})" for year, amount in sorted(years.items())
    )


def _files(reports: Sequence[FileReport]) -> Iterator[str]:
    for report in reports:
        name = plain_text(report.file)
        if report.refused:
            yield f"- {name}: refused. {plain_text(report.refused)}"
        elif report.same_as:
            yield f"- {name}: the same bytes as {plain_text(report.same_as)}; adds nothing."
        else:
            yield (
                f"- {name}: {format_count(report.rows, 'row', 'rows')}, "
                f"{format_count(report.payments, 'payment', 'payments')} of GBP "
                f"{pounds(report.amount)}, {report.rejected:,} rejected."
            )


def _overlaps(reports: Sequence[FileReport]) -> Iterator[str]:
    """What is in two files, and how it is counted; then what is left out of each file."""
    found = dict.fromkeys(overlap for report in reports for overlap in report.overlaps)
    notes = [note for report in reports for note in report.answer_notes]
    yield from (f"- {plain_text(line)}" for line in [*overlap_lines(list(found)), *notes])
    for report in reports:
        if report.left_out:
            left_out = format_count(report.left_out, "payment is", "payments are")
            yield (
                f"- Of {plain_text(report.file)} {left_out} left out, GBP "
                f"{pounds(report.left_out_amount)}, as another file has the same; "
                "left_out.parquet lists each."
            )


def _body(body: CountedBody) -> str:
    return (
        f"- {plain_text(body.name)} ({body.kind}): {body.share.share:.4f}, {body.share.rule}. "
        f"{body.share.basis}"
    )


def _lines(count: LedgerCount, place: Place, context: Context) -> Iterator[str]:
    heads = "| body | year | theme | kind | payments | paid | of it, theme estimated | transfers | in the place | per person | grade |"  # noqa: E501
    rows = [_line(line, count, place, context) for line in count.lines]
    yield "\n".join([heads, "|---|---|---|---|--:|--:|--:|--:|--:|--:|---|", *rows])


def _line(line: Line, count: LedgerCount, place: Place, context: Context) -> str:
    people = context.residents(place, line.financial_year)
    a_person = f"{float(line.in_place) / people:,.2f}" if people else "not known"
    return (
        f"| {plain_text(count.bodies[line.payer_id].name)} | {line.financial_year or NO_YEAR} "
        f"| {theme_label(line.theme)} | {line.spend_kind} | {line.payments:,} "
        f"| {pounds(line.amount)} | {pounds(line.estimated)} | {pounds(line.transfers)} "
        f"| {pounds(line.in_place)} | {a_person} | {line.grade} |"
    )


def _reached(count: LedgerCount, context: Context) -> Iterator[str]:
    found = context.reached(count.periods.to_pylist())
    if not found:
        yield "No outturn of these bodies and years is available."
        return
    for reached in found:
        yield (
            f"- {plain_text(count.bodies[reached.payer_id].name)}, "
            f"{reached.financial_year}: payments of {reached.months} of {MONTHS} months "
            f"come to GBP {pounds(reached.paid)}; the outturn of the whole year is "
            f"GBP {reached.outturn:,.0f}."
        )
    yield NOT_ALIKE


def _published(place: Place, context: Context) -> Iterator[str]:
    totals = context.published_totals(place)
    if not totals:
        yield "No total was published, or none was found."
    for row in totals:
        year = row["financial_year"] or NO_YEAR
        yield f"- {row['amount']:,.0f} {row['unit']} ({year}), {plain_text(row['source_title'])}."


def _largest(paid: Sequence[Mapping[str, Any]]) -> str:
    """The organisations that are paid most, with what they are paid; nobody's name."""
    named = [row for row in paid if row["supplier_kind"] in NAMED_KINDS]
    most = sorted(named, key=lambda row: (-row["amount"], row["supplier_name"]))[:MOST_LARGEST]
    return "; ".join(f"{plain_text(row['supplier_name'])} {pounds(row['amount'])}" for row in most)


def _suppliers(count: LedgerCount) -> Iterator[str]:
    for body in count.bodies.values():
        paid = [row for row in count.suppliers.to_pylist() if row["payer_id"] == body.payer_id]
        unnamed = sum(abs(row["amount"]) for row in paid if row["supplier_kind"] == "not_said")
        if unnamed > sum(abs(row["amount"]) for row in paid) * MOSTLY_UNNAMED:
            yield (
                f"- {plain_text(body.name)}: most payments name no supplier, so that neither the "
                "concentration of its suppliers nor its transfers to other bodies are known."
            )
            continue
        own = [row["amount"] for row in paid if row["supplier_kind"] in NAMED_KINDS]
        if sum(amount > 0 for amount in own) > 0:
            found = concentration(own)
            yield (
                f"- {plain_text(body.name)}: "
                f"{format_count(found.suppliers, 'organisation', 'organisations')}; Gini "
                f"{found.gini:.2f}, Herfindahl {found.herfindahl:,.0f} of 10,000. "
                f"The most is paid to {_largest(paid)}."
            )
    common = count.common.to_pylist()
    shared = {(row["supplier_id"], row["theme"]) for row in common}
    are = format_count(len(shared), "organisation is", "organisations are")
    yield f"{are} paid by several of these bodies for the same theme, or all without one."
    for row in sorted(common, key=lambda entry: -entry["amount"])[:MOST_SUPPLIERS]:
        yield (
            f"- {plain_text(row['supplier_name'])}, {theme_label(row['theme'])}: "
            f"GBP {pounds(row['amount'])} from {plain_text(count.bodies[row['payer_id']].name)}; "
            f"{row['payers']} bodies pay it."
        )
