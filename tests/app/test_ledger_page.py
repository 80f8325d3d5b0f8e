from __future__ import annotations

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.ledger.workspace import WorkFolder
from tests.app.reading import as_read, shown_text
from utils.config import ROOT
from utils.ui.ledger.files import WORK

LEDGER = (
    "Body,Department,Payment Date,Supplier,Net Amount\n"
    'Luton Borough Council,Highways,01/05/2024,Ringway Paving Ltd,"1,000.50"\n'
    "Luton Borough Council,Highways,03/05/2024,Ringway Paving Ltd,many\n"
)
SECONDS = 60


def open_ledger(work: WorkFolder, step: str = "files") -> AppTest:
    """Open the page with a work."""
    app = AppTest.from_file(str(ROOT / "pages" / "ledger.py"), default_timeout=SECONDS)
    app.session_state[WORK] = work
    app.session_state["ledger_step"] = step
    return app.run()


@pytest.fixture
def work(tmp_path: Path) -> WorkFolder:
    made = WorkFolder.open(within=tmp_path)
    made.add("may.csv", LEDGER.encode())
    return made


def test_an_empty_work_says_what_to_put_there(tmp_path: Path) -> None:
    text = shown_text(open_ledger(WorkFolder.open(within=tmp_path)))
    assert "Put payment files here as bodies publish them" in text
    for step, said in (("columns", "Read the files first"), ("rejected", "Read the files first")):
        assert said in shown_text(open_ledger(WorkFolder.open(within=tmp_path), step))


def test_files_are_read_and_counted(work: WorkFolder) -> None:
    app = open_ledger(work)
    (read,) = (element for element in app.button if element.label == "Read the files")
    app = read.click().run()
    (table,) = (element.value for element in app.dataframe)
    assert table[["Rows", "Payments", "Rejected", "Not payments"]].to_numpy().tolist() == [
        [3, 1, 1, 1]
    ]
    columns = open_ledger(work, "columns")
    assert "Luton Borough Council (from column 'Body')" in shown_text(columns)
    rows = open_ledger(work, "rejected")
    assert "many" in rows.dataframe[0].value["The row"].tolist()[0]
    count = open_ledger(work, "count")
    (button,) = (element for element in count.button if element.label == "Count")
    count = button.click().run()
    assert not count.exception
    assert "£1,000 in the place" in shown_text(count)
    assert work.read_settings()["rule"] == "population"


def test_a_correction_is_remembered_for_the_publisher(work: WorkFolder) -> None:
    app = open_ledger(work)
    (read,) = (button for button in app.button if button.label == "Read the files")
    read.click().run()
    app = open_ledger(work, "columns")
    (supplier,) = (box for box in app.selectbox if as_read(box.label).startswith("4. Supplier"))
    supplier.select("reference")
    (remember,) = (button for button in app.button if button.label.startswith("Remember this"))
    app = remember.click().run()
    assert not app.exception
    (mapping,) = work.mappings.glob("*.yml")
    assert "Supplier: reference" in mapping.read_text(encoding="utf-8")


def test_each_visit_has_a_work_of_its_own(work: WorkFolder) -> None:
    first = open_ledger(work)
    assert first.session_state[WORK] == work
    work.close()
    anew = open_ledger(work)
    assert anew.session_state[WORK] != work
    anew.session_state[WORK].close()


def test_a_file_is_not_taken_where_that_cannot_be_written_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = WorkFolder.open(within=tmp_path)
    app = open_ledger(work)
    app.file_uploader[0].set_value(("may.csv", LEDGER.encode(), "text/csv"))
    monkeypatch.setenv("ATLAS_AUDIT_LOG", str(tmp_path / "none" / "audit.jsonl"))
    (add,) = (element for element in app.button if element.label == "Add to the work")
    app = add.click().run()
    assert "could not be written to the audit log" in app.error[0].value
    assert work.inputs == []


def test_a_count_is_not_made_where_that_cannot_be_written_down(
    work: WorkFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = {"payments": 1, "rejected": 0}
    work.read.mkdir()
    (work.read / "files.json").write_text(json.dumps([report]), encoding="utf-8")
    app = open_ledger(work, "count")
    monkeypatch.setenv("ATLAS_AUDIT_LOG", str(tmp_path / "none" / "audit.jsonl"))
    (count,) = (element for element in app.button if element.label == "Count")
    app = count.click().run()
    assert "could not be written to the audit log" in app.error[0].value
    assert not work.count.exists()
