from __future__ import annotations

from pathlib import Path

import pytest
from mypy import api

from data.pipeline.typed_rows import ROWS_FILE, class_name, main, write_rows
from data.versions.schema import Field, Table, read_tables
from utils.config import ROOT

#: A mistake a line, and what is said of it.
MISTAKES = (
    ('store.records("spend")[0]["service_lien"]', '"SpendRow" has no key "service_lien"'),
    ('store.records("spendings")', "No overload variant"),
    ('store.records("map_values")[0]["value"] + 1', "Unsupported operand"),
    ('store.records("indicators")[0]["polarity"] == "hgh_is_good"', "Non-overlapping equality"),
    (
        'compare_with_reference(lower=1, upper=2, reference=3, polarity="hgh_is_good")',
        "incompatible type \"Literal['hgh_is_good']\"",
    ),
    ('WORDS["bettre"]', "Invalid index type"),
)
SNIPPET = """
from data.read.rows import RowReader
from utils.narrative.verdicts import WORDS
from utils.stats.verdicts import compare_with_reference

store = RowReader()
store.records("spend")[0]["service_line"].upper()
"""


def test_the_module_of_rows_is_what_the_declared_tables_make() -> None:
    assert ROWS_FILE.read_text(encoding="utf-8") == write_rows(read_tables()), (
        "Run: python -m data.pipeline.typed_rows"
    )


def test_the_module_is_written_where_it_is_asked_for(tmp_path: Path) -> None:
    assert main(tmp_path / "rows.py") == 0
    assert (tmp_path / "rows.py").read_text(encoding="utf-8") == write_rows(read_tables())


def test_columns_that_may_be_empty_say_so_and_values_are_enumerated() -> None:
    table = Table(
        name="small_table",
        title="A table",
        key=("code",),
        fields=(
            Field("code", "string", "Code"),
            Field("year", "integer", "Year"),
            Field("value", "number", "Value"),
            Field("side", "string", "Side", allowed=("use", "source")),
        ),
        required=("year",),
    )
    written = write_rows({"small_table": table})
    assert 'Side = Literal["use", "source"]\n' in written
    assert (
        "    code: str\n    year: int\n    value: float | None\n    side: Side | None\n"
    ) in written
    assert class_name("small_table") in written


def test_tables_that_differ_in_a_column_have_an_enumeration_each() -> None:
    tables = {
        name: Table(name, "A table", ("kind",), (Field("kind", "string", "Kind", allowed=values),))
        for name, values in {"pots": ("tin", "clay"), "lids": ("flat", "round")}.items()
    }
    written = write_rows(tables)
    assert 'PotsKind = Literal["tin", "clay"]\n' in written
    assert 'LidsKind = Literal["flat", "round"]\n' in written


def test_mypy_refuses_misspelt_tables_columns_and_values(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    lines = [*SNIPPET.splitlines(), *(line for line, _ in MISTAKES)]
    snippet = tmp_path / "snippet.py"
    snippet.write_text("\n".join(lines), encoding="utf-8")
    said, _, status = api.run(
        ["--hide-error-context", f"--cache-dir={tmp_path / 'cache'}", str(snippet)]
    )
    assert status == 1
    errors = {int(line.split(":")[1]): line for line in said.splitlines() if " error: " in line}
    first = len(SNIPPET.splitlines()) + 1
    assert sorted(errors) == list(range(first, first + len(MISTAKES)))
    for number, (_, words) in enumerate(MISTAKES, start=first):
        assert words in errors[number]
