"""Checks files: reads them and says in plain words, or as JSON, what was found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from data.ledger.core.file_report import FileReport, to_pence
from data.ledger.core.overlaps import NO_ANSWERS, OverlapAnswers
from data.ledger.count.duplicates import count_repeats, pair_reversals
from data.ledger.count.overlaps import FoundOverlaps, find_overlaps
from data.ledger.report.in_question_file import write_in_question
from data.ledger.report.overlap_words import all_questions, overlap_lines
from data.ledger.rows.reader import Reading, read_files
from utils.errors import AtlasError
from utils.formatting import format_count

ALL_READ, NOT_ALL_READ = 0, 1
NOTHING: Final = Decimal("0.00")


class OverlapQuestionError(AtlasError):
    """Payments are in several files, and nothing shows whether they are the same."""

    def __init__(self, found: FoundOverlaps, listed: Path | None) -> None:
        """Compose the question of all pairs of files, with the sums of both answers."""
        words = all_questions(found.questions, once=found.once, both=found.both)
        lines = [*words.splitlines(), *found.notes]
        if listed:
            lines.append(f"The payments in question are in {listed}.")
        super().__init__("\n".join(map(_safe, lines)))


def check_files(
    paths: Sequence[Path],
    reading: Reading,
    *,
    answers: OverlapAnswers = NO_ANSWERS,
    must_be_clear: bool = False,
    work: Path | None = None,
) -> list[FileReport]:
    """Read files, find what is twice in them, pair reversals, and report on each file.

    Payments and rejected rows are left in the folder of `reading`.

    Args:
        paths: the files.
        reading: how they are read.
        answers: whether payments that several files have are counted once.
        must_be_clear: whether it is refused to leave this open.
        work: folder that is kept, in which the payments are listed of which it is asked.

    Raises:
        OverlapQuestionError: it is open, though it must not be.
    """
    reports = read_files(paths, reading)
    read = [report for report in reports if report.payments]
    if not read:
        return reports
    repeats = count_repeats(reading.out)
    pairs = pair_reversals(reading.out)
    for report in read:
        report.repeats = repeats.get(report.file_id, 0)
        report.reversals = pairs.get(report.file_id, 0)
    sheets = {
        (report.file_id, sheet.sheet)
        for report in read
        for sheet in report.sheets
        if sheet.payments
    }
    found = find_overlaps(reading.out, sheets, answers, with_payments=work is not None)
    listed = write_in_question(found.in_question, work) if work else None
    if must_be_clear and found.questions:
        raise OverlapQuestionError(found, listed)
    read[0].answer_notes = list(found.notes)
    if found.questions:
        read[0].together_once, read[0].together_both = found.once, found.both
    for report in read:
        report.overlaps = [
            overlap
            for overlap in found.overlaps
            if report.file_id in (overlap.first_id, overlap.second_id)
        ]
        report.left_out, report.left_out_amount = found.left_out.get(report.file_id, (0, NOTHING))
    return reports


def exit_code(reports: Sequence[FileReport]) -> int:
    """0 where every file was read and no row rejected, else 1."""
    return ALL_READ if all(report.whole for report in reports) else NOT_ALL_READ


def as_json(reports: Sequence[FileReport]) -> list[dict[str, Any]]:
    """The reports as plain values for JSON, a report for each file; money and dates are texts."""
    return [report.as_dict() for report in reports]


def report_text(reports: Sequence[FileReport]) -> str:
    """The reports in plain words."""
    return "\n\n".join("\n".join(_file_lines(report)) for report in reports)


def print_reports(reports: Sequence[FileReport]) -> None:
    """Print the reports in plain words."""
    print(report_text(reports))  # noqa: T201


def _file_lines(report: FileReport) -> Iterator[str]:
    yield _safe(report.file)
    if report.refused:
        yield f"  REFUSED: {_safe(report.refused)}"
        return
    if report.same_as:
        yield f"  The same bytes as {_safe(report.same_as)}; nothing is added."
        return
    written = ", ".join(part for part in (report.kind, report.encoding, report.delimiter) if part)
    yield f"  Written as: {written}"
    yield f"  Payer: {_safe(report.payer) or 'not given'} (from: {_safe(report.payer_from) or '-'})"
    for sheet in report.sheets:
        if not sheet.columns:
            continue
        label = f"Sheet {sheet.sheet}" if sheet.sheet else "Table"
        yield f"  {_safe(label)}: header in row {sheet.header_row or 'none'}"
        for column in sheet.columns:
            if column.meaning:
                yield (
                    f"    {column.meaning}: {_safe(column.name)!r}, "
                    f"confidence {column.confidence:.0%}"
                )
    others = {kind: rows for kind, rows in report.not_payments.items() if rows}
    named = ", ".join(f"{rows:,} {kind}" for kind, rows in others.items()) or "none"
    yield (
        f"  Rows read: {report.rows:,} = payments {report.payments:,} + rejected "
        f"{report.rejected:,} + no payments {sum(others.values()):,} ({named})"
    )
    yield (
        f"  Duplicates: {report.repeats:,} repeats within the file (kept); "
        f"entries reversed: {report.reversals:,}"
    )
    for line in [*overlap_lines(report.overlaps), *report.answer_notes]:
        yield f"  {_safe(line)}"
    if report.left_out:
        yield (
            "  Left out of a count, as another of these files has them: "
            f"{format_count(report.left_out, 'payment', 'payments')}, "
            f"{to_pence(report.left_out_amount):,} pounds"
        )
    yield f"  Sum of amounts: {report.amount:,} pounds; negative rows: {report.negative_rows:,}"
    yield f"  Period: {report.first_date or 'not given'} to {report.last_date or 'not given'}"
    yield from _total_lines(report)
    for warning in report.all_warnings:
        yield f"  Note: {_safe(warning)}"


def _total_lines(report: FileReport) -> Iterator[str]:
    for check in report.totals:
        words = "agrees with" if check.agrees else "does not agree with"
        if check.agrees_with_rejected:
            words = "agrees, only if rejected rows are added, with"
        told_sum, counted = to_pence(check.told), to_pence(check.counted)
        yield f"  Total in row {check.row:,}: {told_sum:,} {words} the rows, {counted:,}"


def _safe(text: str) -> str:
    """Text of a file may hold control characters, which must not reach a terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
