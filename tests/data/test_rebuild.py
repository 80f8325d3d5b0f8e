"""What is published can be built on: kept whole, and the programme's record with no raw file."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.pipeline.assemble import Assembly
from data.pipeline.extract.declarations import read_declarations
from data.pipeline.extract.holdings import take_stock
from data.pipeline.kept import Kept
from data.pipeline.steps import STEPS
from data.read.store import Store
from data.versions.publish import resource_name, table_payload
from data.versions.schema import conform, read_tables


@pytest.fixture(scope="module")
def assembly(tmp_path_factory: pytest.TempPathFactory) -> Assembly:
    """The tables of every source, from a clone without raw files."""
    folder: Path = tmp_path_factory.mktemp("no-raw-files")
    tables = read_tables()
    stock = take_stock(read_declarations(), folder=folder)
    made = Assembly(stock, folder, Kept(Store(), tables), tables, report=lambda _line: None)
    for step in STEPS:
        made._add_source(step)
    made._add(made.kept.layers())
    return made


def test_the_programmes_record_needs_no_raw_folder(assembly: Assembly) -> None:
    complete = {name for name, holding in assembly.stock.items() if holding.is_complete}
    assert complete == {"total_place", "ons_boundaries"}


@pytest.mark.parametrize(
    "name", sorted(table.name for table in read_tables().values() if table.sources or table.kept)
)
def test_tables_of_sources_are_the_published_bytes(assembly: Assembly, name: str) -> None:
    """Kept ones go through the build unchanged; the record's are rebuilt from what is declared."""
    table = read_tables()[name]
    payload = table_payload(table, conform(table, assembly.built.tables[name]))
    assert payload.content == Store().path(resource_name(table)).read_bytes()
