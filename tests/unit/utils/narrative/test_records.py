from __future__ import annotations

from data.read.registers import RegisterReader
from data.read.store import Store
from utils.narrative.records import (
    FILE_COLUMNS,
    RECORD_KINDS,
    narrow_records,
    records_frame,
    theme_places,
    theme_rows,
    to_records,
)

READER = RegisterReader(Store())


def test_records_of_a_theme_are_its_figures_projects_and_stages() -> None:
    rows = theme_rows(READER, "older_people")
    records = to_records(READER, rows)
    assert [record.line for record in records] == [row["line"] for row in rows]
    assert len(records) == 10 + 2 + 4
    assert {record.kind for record in records} <= set(RECORD_KINDS)
    assert set(theme_places(READER, "older_people")) == {record.place_id for record in records}
    assert all(record.source for record in records)


def test_what_is_not_known_is_empty() -> None:
    records = {record.line: record for record in to_records(READER, READER.rows("deep_dives"))}
    known = records["dive-042"]
    assert (known.figure, known.gains, known.pays) == ("£18 million", "NHS hospitals", "")
    assert known.year == ""
    assert not any(
        "not said" in (record.year, record.pays, record.gains) for record in records.values()
    )
    assert records["dive-021"].contradicts.startswith("Contradictory")


def test_records_are_narrowed_by_place_and_kind() -> None:
    records = to_records(READER, theme_rows(READER, "older_people"))
    dorset = narrow_records(records, place="dorset_bournemouth_and_poole", kind="saving")
    assert [record.line for record in dorset] == ["dive-040", "dive-042"]
    assert narrow_records(records, place="", kind="") == records


def test_the_file_has_a_row_for_each_record() -> None:
    records = to_records(READER, theme_rows(READER, "older_people"))
    table = records_frame(records)
    assert list(table.columns) == list(FILE_COLUMNS.values())
    assert table["Record"].tolist() == [record.line for record in records]
    assert list(records_frame([]).columns) == list(FILE_COLUMNS.values())
