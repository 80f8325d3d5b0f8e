"""What a report says of the files: rows, sums, what was noted in reading, and what they share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from data.ledger.core.file_report import FileReport
from data.ledger.report.overlap_words import overlap_lines
from utils.formatting import format_count
from utils.markdown import plain_text


def file_lines(reports: Sequence[FileReport]) -> Iterator[str]:
    """A line for each file, with the notes on it below."""
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
                f"{report.amount:,.2f}, {report.rejected:,} rejected."
            )
            yield from (f"  - {plain_text(note)}" for note in report.all_warnings)


def overlap_notes(reports: Sequence[FileReport]) -> Iterator[str]:
    """What is in two files, and how it is counted; then what is left out of each file."""
    found = dict.fromkeys(overlap for report in reports for overlap in report.overlaps)
    notes = [note for report in reports for note in report.answer_notes]
    yield from (f"- {plain_text(line)}" for line in [*overlap_lines(list(found)), *notes])
    for report in reports:
        if report.left_out:
            left_out = format_count(report.left_out, "payment is", "payments are")
            yield (
                f"- Of {plain_text(report.file)} {left_out} left out, GBP "
                f"{report.left_out_amount:,.2f}, as another file has them or has the same sum; "
                "left_out.parquet lists each."
            )
