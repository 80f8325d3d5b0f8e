"""The tables of a file: its text, or the sheets of its workbook."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from data.ledger.columns.headers import Row
from data.ledger.columns.known_tables import has_header
from data.ledger.columns.mappings import Mapping
from data.ledger.core.file_report import FileReport
from data.ledger.core.kinds import TEXT
from data.ledger.core.limits import Limits
from data.ledger.files.sources import Source
from data.ledger.files.text_tables import DELIMITERS, TextTable, open_table
from data.ledger.files.workbooks import Sheet, read_sheets
from utils.formatting import format_count


@dataclass
class Table:
    """A table of a file.

    Attributes:
        source: the text or the sheet that gives its rows.
        warnings: what is to be said of it.
        left_out: why it is not read; "" if it is.
    """

    source: TextTable | Sheet
    warnings: list[str] = field(default_factory=list)
    left_out: str = ""

    @property
    def sheet(self) -> str:
        """Name of the sheet; "" for a text."""
        return self.source.name if isinstance(self.source, Sheet) else ""

    @property
    def commas(self) -> bool:
        """Whether commas part the cells of a row."""
        return isinstance(self.source, TextTable) and self.source.delimiter == ","

    @property
    def from_1904(self) -> bool:
        """Whether plain numbers that are dates are days from 1904."""
        return isinstance(self.source, Sheet) and self.source.from_1904

    def rows(self) -> Iterator[Row]:
        """Yield each row with its number."""
        return iter(self.source.rows())


def tables_of(
    source: Source, report: FileReport, *, limits: Limits, mappings: Sequence[Mapping], work: Path
) -> Iterator[Table]:
    """Open the tables of a file, one after the other.

    Args:
        source: the file.
        report: to which it is noted how a text is written.
        limits: what is allowed.
        mappings: one that names sheets says which of them are read.
        work: a folder for the rows of sheets.

    Raises:
        LedgerError: the file cannot be read.
    """
    if source.kind == TEXT:
        yield from _text(source, report, limits)
        return
    with tempfile.TemporaryDirectory(prefix="sheets-", dir=work) as folder:
        sheets = read_sheets(source, limits=limits, work=Path(folder))
        wanted = _wanted(sheets, mappings, limits)
        for sheet in sheets:
            unwanted = bool(wanted) and sheet.name not in wanted
            left_out = "is hidden" if sheet.hidden else "is not named by the mapping"
            yield Table(sheet, sheet.warnings, left_out if sheet.hidden or unwanted else "")


def _text(source: Source, report: FileReport, limits: Limits) -> Iterator[Table]:
    text = open_table(source.path, name=source.name, limits=limits)
    report.encoding = text.encoding.name
    report.delimiter = DELIMITERS[text.delimiter]
    if text.encoding.warning:
        report.warnings.append(text.encoding.warning)
    yield Table(text)
    if text.stray_quotes:
        report.warnings.append(
            f"{format_count(text.stray_quotes, 'line has', 'lines have')} a quote mark out of "
            "place; each is read by itself."
        )


def _wanted(sheets: Sequence[Sheet], mappings: Sequence[Mapping], limits: Limits) -> frozenset[str]:
    """The sheets that a mapping of one of them names; none where no mapping names any."""
    names = {sheet.name for sheet in sheets}
    for mapping in mappings:
        if mapping.sheets and names.issuperset(mapping.sheets):
            own = [sheet for sheet in sheets if sheet.name in mapping.sheets]
            if any(has_header(sheet.rows, mapping, limits=limits) for sheet in own):
                return frozenset(mapping.sheets)
    return frozenset()
