"""Reads a file into Parquet of payments and of rejected rows, and reports on every row of it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from data.ledger.columns.known_tables import Survey, goes_on, misfit, rival_question
from data.ledger.columns.mappings import Mapping
from data.ledger.columns.survey import survey, survey_without_header
from data.ledger.core.errors import LedgerError, NoPaymentsError
from data.ledger.core.file_report import FileReport, SheetReport
from data.ledger.core.limits import Limits
from data.ledger.files.sources import Source, open_sources, require_readable
from data.ledger.rows.fields import Setting
from data.ledger.rows.hidden_totals import Suspect, refuse_hidden_totals, suspect
from data.ledger.rows.repeated_sheets import find_repeats, leave_out
from data.ledger.rows.row_reader import RivalError, RowReader
from data.ledger.rows.table_reader import count_other, read_rows
from data.ledger.rows.tables import Table, tables_of
from data.ledger.rows.warnings import find_payer, warnings_of, year_told
from data.ledger.rows.writers import BATCH, Writer, open_writer

NO_HEADER: Final = (
    "rows below a header that names an amount and a supplier, a date, a period or a reference, "
    "or a mapping that says what the columns are"
)


@dataclass(frozen=True)
class Reading:
    """How files are read.

    Attributes:
        out: folder in which payments/ and rejected/ get a Parquet file for each file read.
        limits: what is allowed.
        mapping: by which every file must be read; None to recognise the columns.
        mappings: remembered mappings; a mapping whose header is that of a file wins.
        payer: whose ledger it is; "" to find it.
        today: the latest date that is believed.
        progress: is called with a file's name, the rows of a table of it that were read so far, and
            their share of the file, from 0 to 1; 0 where it is not known.
    """

    out: Path
    limits: Limits = field(default_factory=Limits)
    mapping: Mapping | None = None
    mappings: Sequence[Mapping] = ()
    payer: str = ""
    today: date = field(default_factory=date.today)
    progress: Callable[[str, int, float], None] | None = None

    @property
    def known(self) -> Sequence[Mapping]:
        """The mappings that may be used."""
        return [self.mapping] if self.mapping else self.mappings


def read_files(paths: Sequence[Path], reading: Reading) -> list[FileReport]:
    """Read files; a file that cannot be read is reported with the reason, and the others are read.

    A file whose bytes were read already, under whatever name, adds nothing.

    Returns:
        A report for each file, and for each file of an archive.
    """
    reports: list[FileReport] = []
    seen: dict[str, str] = {}
    for path in paths:
        reports += _read_path(path, reading, seen)
    return reports


def read_file(path: Path, reading: Reading) -> list[FileReport]:
    """Read a file, or every file of an archive; see `read_files`."""
    return read_files([path], reading)


def _read_path(path: Path, reading: Reading, seen: dict[str, str]) -> list[FileReport]:
    reports = []
    reading.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".unpacked-", dir=reading.out) as work:
        try:
            sources = open_sources(path, limits=reading.limits, work=Path(work))
        except LedgerError as error:
            return [FileReport(file=error.file, refused=str(error))]
        for source in sources:
            report = FileReport(
                file=source.name, file_id=source.file_id, bytes=source.size, kind=source.kind
            )
            reports.append(report)
            if source.file_id in seen:
                report.same_as = seen[source.file_id]
                continue
            try:
                _read_source(source, reading, report, Path(work))
                seen[source.file_id] = source.name
            except LedgerError as error:
                report.sheets.clear()
                report.refused = str(error)
    return reports


def _read_source(source: Source, reading: Reading, report: FileReport, work: Path) -> None:
    require_readable(source, limits=reading.limits)
    with open_writer(reading.out, file=source.name, file_id=source.file_id) as writer:
        before: Survey | None = None
        refusal: LedgerError | None = None
        suspects: list[Suspect] = []
        tables = tables_of(source, report, limits=reading.limits, mappings=reading.known, work=work)
        for table in tables:
            sheet = SheetReport(table.sheet, warnings=list(table.warnings))
            report.sheets.append(sheet)
            found = None
            try:
                found = None if table.left_out else _survey(table, before, source, reading)
            except NoPaymentsError as error:
                refusal = refusal or error
                table.left_out = f"has {error.received}"
            if found is None:
                if reading.mapping is not None:
                    refusal = misfit(
                        table.rows, reading.mapping, file=source.name, limits=reading.limits
                    )
                count_other(table, sheet)
            else:
                before = found
                rows = _read_table(table, found, sheet, report, writer, reading)
                suspects += [found_in] if (found_in := suspect(rows)) is not None else []
        if before is None:
            raise refusal or LedgerError(
                file=source.name, received="no table of payments in it", expected=NO_HEADER
            )
        if len(report.sheets) > 1:
            _leave_out_repeats(writer, report)
        if suspects:
            writer.flush()
            writer.close()
            refuse_hidden_totals(writer.payments_path, suspects, file=source.name)
        if not report.conserved():
            raise AssertionError(f"{source.name}: rows read do not add up")


def _leave_out_repeats(writer: Writer, report: FileReport) -> None:
    """Of a workbook's sheets leave out those that list or add up the payments of others."""
    writer.flush()
    writer.close()
    repeats = find_repeats(writer.payments_path, report)
    if repeats:
        writer.leave_out(repeats)
        leave_out(report, repeats)


def _survey(table: Table, before: Survey | None, source: Source, reading: Reading) -> Survey | None:
    found = survey(
        table.rows,
        file=f"{source.name}, sheet {table.sheet}" if table.sheet else source.name,
        limits=reading.limits,
        mapping=reading.mapping,
        mappings=reading.mappings,
    )
    if found is None and before is not None:
        found = goes_on(table.rows, before, limits=reading.limits)
    if found is None and reading.mapping is None:
        found = survey_without_header(table.rows, file=source.name, limits=reading.limits)
    return found


def _read_table(
    table: Table,
    found: Survey,
    sheet: SheetReport,
    report: FileReport,
    writer: Writer,
    reading: Reading,
) -> RowReader:
    payer, origin = find_payer(found, file=report.file, given=reading.payer, mappings=reading.known)
    sheet.header_row = found.header_row or None
    sheet.columns = found.columns
    sheet.date_order = found.layout.date_order if found.layout.date is not None else ""
    sheet.amount_kind = found.layout.amount_kind
    sheet.mapping = found.mapping
    sheet.warnings += found.warnings
    setting = Setting(
        report.file,
        payer,
        year_told(found, report.file),
        reading.today,
        commas=table.commas,
        from_1904=table.from_1904,
    )
    writer.begin(sheet=sheet.sheet, amount_kind=sheet.amount_kind)
    rows = RowReader(
        found.layout, setting=setting, limits=reading.limits, writer=writer, report=sheet
    )
    try:
        for share in read_rows(table, rows, found.header_row):
            writer.flush(least=BATCH)
            if reading.progress is not None:
                reading.progress(report.file, sheet.rows, share)
    except RivalError as error:
        raise rival_question(table.rows, found, error.position, file=report.file) from error
    if sheet.payments:
        report.payer = rows.tally.payer
        report.payer_from = origin
    if not report.payer:
        sheet.warnings.append("Nothing shows whose ledger it is; name the payer.")
    sheet.warnings += warnings_of(rows, setting)
    return rows
