from __future__ import annotations

from pathlib import Path

import pytest

from data.ledger.columns.mappings import (
    Mapping,
    load_mapping,
    load_mappings,
    mapping_of,
    remembered,
    save_mapping,
)
from data.ledger.core.errors import LedgerError
from tests.unit.data.ledger.ledger_files import read, write
from utils.errors import InvalidInputError

ODD = "Wann,Wer,Wieviel,Rest"
NAMES = tuple(ODD.split(","))
MAPPING = Mapping(
    publisher="Northam Borough Council",
    header=NAMES,
    columns={"Wann": "date", "Wer": "supplier", "Wieviel": "amount_net"},
    date_order="month first",
    payer="Northam",
)


def test_a_mapping_is_saved_and_read_again(tmp_path: Path) -> None:
    path = save_mapping(MAPPING, tmp_path)
    assert path.name == "northam-borough-council.yml"
    assert load_mapping(path) == MAPPING
    assert load_mappings(tmp_path) == [MAPPING]
    assert "Wieviel: amount_net" in path.read_text(encoding="utf-8")


def test_the_name_of_a_publisher_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    path = save_mapping(Mapping("../../é/x", ("A",), {"A": "amount"}), tmp_path / "maps")
    assert path.parent == tmp_path / "maps"


def test_a_remembered_mapping_wins(tmp_path: Path) -> None:
    file = write(tmp_path / "a.csv", "A title,,,", ODD, "01/02/2024,Craft Ltd,5.00,x")
    got = read(file, mappings=[MAPPING])
    payment = got.payments[0]
    assert str(payment["paid_on"]) == "2024-01-02"
    assert (payment["supplier"], payment["payer"]) == ("Craft Ltd", "Northam")
    assert payment["amount_kind"] == "net"
    assert got.report.sheets[0].mapping == "Northam Borough Council"
    assert got.report.payer_from == "mapping"


def test_a_mapping_corrects_what_was_recognised(tmp_path: Path) -> None:
    file = write(
        tmp_path / "a.csv", "Date,Supplier,Landlord,Amount", "01/02/2024,Agent Ltd,Craft Ltd,5.00"
    )
    first = read(file)
    assert first.column("supplier") == ["Agent Ltd"]
    found = mapping_of(first.report.sheets[0], publisher="Northam")
    assert found.columns["Supplier"] == "supplier"
    columns = {**found.columns, "Landlord": "supplier"}
    del columns["Supplier"]
    corrected = Mapping(found.publisher, found.header, columns)
    assert read(file, mapping=corrected).column("supplier") == ["Craft Ltd"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"publisher": " "}, "publisher"),
        ({"columns": {"Wo": "date"}}, "columns"),
        ({"columns": {"Wann": "day"}}, "meaning of Wann"),
        ({"columns": {"Wann": "date", "Wer": "date", "Wieviel": "amount"}}, "date twice"),
        ({"columns": {"Wann": "date"}}, "at least one of"),
        ({"date_order": "year first"}, "date_order"),
    ],
)
def test_a_wrong_mapping_is_refused_naming_the_part(change: dict[str, object], words: str) -> None:
    parts = {"publisher": "N", "header": NAMES, "columns": dict(MAPPING.columns)}
    with pytest.raises(InvalidInputError, match=words):
        Mapping(**{**parts, **change})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "content", ["", "- a", "publisher: N", "publisher: N\nheader: [a]\ncolumns: [a]", "{", "odd: 1"]
)
def test_a_file_that_is_no_mapping_is_refused(tmp_path: Path, content: str) -> None:
    path = write(tmp_path / "n.yml", content)
    with pytest.raises(InvalidInputError, match=r"n\.yml"):
        load_mapping(path)


def test_of_several_mappings_the_name_of_the_file_decides() -> None:
    south = Mapping("South", NAMES, {"Rest": "amount"})
    assert remembered([MAPPING, south], NAMES, file="south_2024.csv") == south
    assert remembered([MAPPING, south], ("Wann",), file="south_2024.csv") is None
    with pytest.raises(LedgerError, match="Northam Borough Council, South"):
        remembered([MAPPING, south], NAMES, file="2024.csv")


def test_mappings_that_read_alike_need_no_name() -> None:
    twin = Mapping("South", NAMES, MAPPING.columns, date_order="month first")
    found = remembered([MAPPING, twin], NAMES, file="2024.csv")
    assert found is not None
    assert (found.columns, found.payer) == (MAPPING.columns, "")
