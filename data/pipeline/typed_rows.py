"""Writes the types of the published tables' rows: `python -m data.pipeline.typed_rows`.

Made from the declared tables, so that a misspelt column, or a gap that is allowed where the code
expects it filled, fails in the type check and not on a reader's page.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from data.versions.schema import Field, Table, read_tables
from utils.config import ROOT

ROWS_FILE: Final = ROOT / "data" / "read" / "rows.py"
#: Types by declared type.
TYPES: Final[Mapping[str, str]] = {
    "string": "str",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
}
LINE_LENGTH: Final = 100
HEAD: Final = '''"""Types of the rows of every published table, and reading a table as such rows.

Written by `python -m data.pipeline.typed_rows` from data/declared/tables.yml: not edited by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, TypedDict, final, overload

import pyarrow as pa

Where = Sequence[tuple[str, str, object]]
'''
READER: Final = '''

class RowReader:
    """Reads the rows of a table as dictionaries of the table's own type."""

    def table(
        self, table: str, *, columns: Sequence[str] | None = None, where: Where | None = None
    ) -> pa.Table:
        """Read columns of a table, keeping rows for which every (column, operator, value) holds."""
        raise NotImplementedError
'''
RECORDS: Final = '''
    def records(self, table: str, *, where: Where | None = None) -> list[Any]:
        """Read rows of a table as dictionaries, with None for what is missing."""
        rows: list[Any] = self.table(table, where=where).to_pylist()
        return rows
'''


def class_name(table: str) -> str:
    """Name of the type of a table's rows.

    >>> class_name("map_values")
    'MapValuesRow'
    """
    return f"{_camel(table)}Row"


def _camel(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_"))


def write_rows(tables: Mapping[str, Table]) -> str:
    """Write the module of types: aliases of enumerations, a type a table, and the reader."""
    return "".join(
        [
            HEAD,
            *(_alias(name, values) for name, values in _enumerations(tables).items()),
            *(_row(table, tables) for table in tables.values()),
            READER,
            *(_overload(table) for table in tables.values()),
            RECORDS,
        ]
    )


def _enumerations(tables: Mapping[str, Table]) -> dict[str, tuple[str, ...]]:
    """Values of every enumeration by its name, in the order of the tables."""
    return {
        _enumeration(table, field, tables): field.allowed
        for table in tables.values()
        for field in table.fields
        if field.allowed
    }


def _enumeration(table: Table, field: Field, tables: Mapping[str, Table]) -> str:
    """Name of a column's enumeration: with the table's name where tables differ in it."""
    known = {
        candidate.allowed
        for other in tables.values()
        for candidate in other.fields
        if candidate.name == field.name
    }
    return _camel(field.name) if len(known) == 1 else _camel(f"{table.name}_{field.name}")


def _alias(name: str, values: Sequence[str]) -> str:
    quoted = [f'"{value}"' for value in values]
    line = f"{name} = Literal[{', '.join(quoted)}]"
    if len(line) <= LINE_LENGTH:
        return f"{line}\n"
    return "\n".join([f"{name} = Literal[", *(f"    {value}," for value in quoted), "]", ""])


def _row(table: Table, tables: Mapping[str, Table]) -> str:
    columns = "".join(
        f"    {field.name}: {_type(table, field, tables)}\n" for field in table.fields
    )
    head = f'@final\nclass {class_name(table.name)}(TypedDict):\n    """A row of `{table.name}`."""'
    return f"\n\n{head}\n\n{columns}"


def _type(table: Table, field: Field, tables: Mapping[str, Table]) -> str:
    name = _enumeration(table, field, tables) if field.allowed else TYPES[field.type]
    return name if field.name in {*table.key, *table.required} else f"{name} | None"


def _overload(table: Table) -> str:
    name, row = table.name, class_name(table.name)
    arguments = f'self, table: Literal["{name}"], *, where: Where | None = None'
    line = f"    def records({arguments}) -> list[{row}]: ..."
    if len(line) > LINE_LENGTH:
        line = f"    def records(\n        {arguments}\n    ) -> list[{row}]: ..."
    return f"\n    @overload\n{line}\n"


def main(path: Path = ROWS_FILE) -> int:
    """Write the module in its place."""
    path.write_text(write_rows(read_tables()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
