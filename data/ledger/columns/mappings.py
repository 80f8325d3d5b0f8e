"""What a publisher's columns mean, kept as a small readable file that a person may correct."""

from __future__ import annotations

import re
from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

from data.ledger.columns.vocabulary import AMOUNTS, MEANINGS, SEVERAL
from data.ledger.core.dates import ORDERS
from data.ledger.core.errors import LedgerError
from data.ledger.core.file_report import SheetReport
from data.ledger.core.overlaps import ANSWERS_FILE
from utils.errors import InvalidInputError

#: As `headers.column_names` calls a column without a name.
UNNAMED: Final = re.compile(r"column [0-9]+")
SUFFIX: Final = ".yml"
PARTS: Final = ("publisher", "header", "columns", "date_order", "payer", "sheets")


@dataclass(frozen=True)
class Mapping:
    """How a publisher's files are to be read.

    Attributes:
        publisher: whose files; it names the mapping's file.
        header: names of all columns, by which a file of the publisher is known again.
        columns: the meaning of each column that is used.
        date_order: any of `dates.ORDERS`; "" to find it from the dates.
        payer: whose ledger it is; "" to find it in the file.
        sheets: sheets of a workbook that are read; none to read all that have payments.
    """

    publisher: str
    header: tuple[str, ...]
    columns: MappingOf[str, str] = field(default_factory=dict)
    date_order: str = ""
    payer: str = ""
    sheets: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Check the parts against each other.

        Raises:
            InvalidInputError: a column is not in the header, a meaning is none, one is given
                twice that may stand once, no or several amounts, or an order of dates is none.
        """
        if not self.publisher.strip():
            raise InvalidInputError(
                argument="publisher", received=self.publisher, expected="a name"
            )
        for column, meaning in self.columns.items():
            if column not in self.header:
                raise InvalidInputError(
                    argument="columns", received=column, expected=f"one of {list(self.header)}"
                )
            if meaning not in MEANINGS:
                raise InvalidInputError(
                    argument=f"meaning of {column}", received=meaning, expected=f"one of {MEANINGS}"
                )
        self._check_counts()
        if self.date_order not in ("", *ORDERS):
            raise InvalidInputError(
                argument="date_order",
                received=self.date_order,
                expected=f"one of {ORDERS}, or nothing",
            )

    def _check_counts(self) -> None:
        given = list(self.columns.values())
        for meaning in given:
            if meaning not in SEVERAL and given.count(meaning) > 1:
                raise InvalidInputError(
                    argument="columns", received=f"{meaning} twice", expected="each meaning once"
                )
        if not any(meaning in AMOUNTS for meaning in given):
            raise InvalidInputError(
                argument="columns", received=given, expected=f"at least one of {AMOUNTS}"
            )

    def fits(self, names: Sequence[str]) -> bool:
        """Whether a header has every column that the mapping uses."""
        return set(self.columns) <= set(names)


def slug_of(publisher: str) -> str:
    """Name a file after a publisher; nothing of the name can lead out of the folder."""
    return re.sub(r"[^a-z0-9]+", "-", publisher.lower()).strip("-") or "mapping"


def save_mapping(mapping: Mapping, folder: Path) -> Path:
    """Write a mapping to its file in a folder, in place of an older mapping of the publisher."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{slug_of(mapping.publisher)}{SUFFIX}"
    content = {
        "publisher": mapping.publisher,
        "payer": mapping.payer,
        "date_order": mapping.date_order,
        "header": list(mapping.header),
        "columns": dict(mapping.columns),
        **({"sheets": list(mapping.sheets)} if mapping.sheets else {}),
    }
    temporary = path.with_name(f".{path.name}.part")
    temporary.write_text(
        yaml.safe_dump(content, sort_keys=False, allow_unicode=True), encoding="utf-8"
    )
    temporary.replace(path)
    return path


def load_mapping(path: Path) -> Mapping:
    """Read a mapping.

    Raises:
        InvalidInputError: the file is no mapping; the sentence says which part is wrong.
    """
    try:
        content: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise _no_mapping(path, str(error)) from error
    if not isinstance(content, dict) or not set(content) <= set(PARTS):
        raise _no_mapping(path, f"{type(content).__name__} {list(content or ())[:10]}")
    header, columns = content.get("header"), content.get("columns")
    if not isinstance(header, list) or not isinstance(columns, dict):
        raise _no_mapping(path, "no list 'header' or no table 'columns'")
    return Mapping(
        publisher=str(content.get("publisher") or ""),
        header=tuple(map(str, header)),
        columns={str(column): str(meaning) for column, meaning in columns.items()},
        date_order=str(content.get("date_order") or ""),
        payer=str(content.get("payer") or ""),
        sheets=tuple(map(str, content.get("sheets") or ())),
    )


def load_mappings(folder: Path) -> list[Mapping]:
    """Read every mapping of a folder, by the names of the files; not the answers beside them.

    Raises:
        InvalidInputError: one of the files is no mapping.
    """
    paths = sorted(folder.glob(f"*{SUFFIX}"))
    return [load_mapping(path) for path in paths if path.name != ANSWERS_FILE]


def mapping_of(sheet: SheetReport, *, publisher: str, payer: str = "") -> Mapping:
    """The mapping by which a sheet was read, to be corrected and saved.

    Raises:
        InvalidInputError: no amount was found in the sheet, or no publisher is named.
    """
    return Mapping(
        publisher=publisher,
        header=tuple(column.name for column in sheet.columns),
        columns={column.name: column.meaning for column in sheet.columns if column.meaning},
        date_order=sheet.date_order,
        payer=payer,
    )


def remembered(mappings: Sequence[Mapping], names: Sequence[str], *, file: str) -> Mapping | None:
    """Find the mapping of a header; of several, that of the publisher the file is named after.

    Raises:
        LedgerError: several publishers' mappings have this header and read it differently, and
            the file's name names none of them.
    """
    known = [
        mapping
        for mapping in mappings
        if same_header(mapping.header, names) and mapping.fits(names)
    ]
    if len(known) <= 1:
        return next(iter(known), None)
    slug = slug_of(file)
    named = [mapping for mapping in known if slug_of(mapping.publisher) in slug]
    if len(named) == 1:
        return named[0]
    publishers = [mapping.publisher for mapping in known]
    if len({(tuple(sorted(mapping.columns.items())), mapping.date_order) for mapping in known}) > 1:
        raise LedgerError(
            file=file,
            received=f"a header of the mappings of {', '.join(publishers)}",
            expected="a header of one mapping, or a file named after the publisher",
        )
    return Mapping(
        publisher=" or ".join(publishers),
        header=known[0].header,
        columns=known[0].columns,
        date_order=known[0].date_order,
    )


def same_header(header: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two headers name the same columns; columns without a name at the end may differ."""
    return _named(header) == _named(other)


def _named(names: Sequence[str]) -> list[str]:
    named = list(names)
    while named and UNNAMED.fullmatch(named[-1]):
        named.pop()
    return named


def _no_mapping(path: Path, received: str) -> InvalidInputError:
    return InvalidInputError(
        argument=f"mapping {path.name}",
        received=received,
        expected=f"a YAML file of {', '.join(PARTS)}",
    )
