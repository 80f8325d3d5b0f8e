from __future__ import annotations

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.ledger.core.overlaps import load_answers, save_answer
from data.ledger.workspace import WorkFolder
from data.versions.candidate import read_candidate, staged_folder
from tests.app.reading import as_read, has_button, press, shown_text
from tests.unit.data.ledger.publish.published_places import count_payments, publish_places
from utils.config import ROOT
from utils.ui.ledger.files import WORK
from utils.ui.versions import deciding

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


def test_a_press_before_a_file_has_arrived_is_answered(tmp_path: Path) -> None:
    app = open_ledger(WorkFolder.open(within=tmp_path))
    (add,) = (element for element in app.button if element.label == "Add to the work")
    assert "No file has arrived yet." in shown_text(add.click().run())


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


OVERLAPPING = {
    "april.csv": [("01/04/2024", "100.00"), ("02/04/2024", "20.00")],
    "quarter.csv": [("02/04/2024", "20.00"), ("01/05/2024", "3.00"), ("02/05/2024", "0.50")],
}


def counted_after(app: AppTest, answer: str) -> AppTest:
    """The page after an answer to the one question of it, and after counting."""
    (question,) = app.radio
    return press(question.set_value(answer).run(), "Count")


def test_payments_in_two_files_are_asked_about_with_both_sums_and_the_answer_is_kept(
    tmp_path: Path,
) -> None:
    work = WorkFolder.open(within=tmp_path)
    for name, payments in OVERLAPPING.items():
        rows = [f"Luton Borough Council,{day},Oak Ltd,{amount}\n" for day, amount in payments]
        work.add(name, ("Body,Payment Date,Supplier,Net Amount\n" + "".join(rows)).encode())
    app = press(open_ledger(work), "Read the files")
    assert "Are they the same payments?" in shown_text(app)
    app = open_ledger(work, "count")
    (question,) = app.radio
    assert as_read(question.label) == (
        "1 payment of £20.00 in april.csv has the same date, supplier and amount as payments in "
        "quarter.csv."
    )
    assert [as_read(option) for option in question.options] == [
        "Counted once: £123.50",
        "Counted in both: £143.50",
    ]
    assert question.value is None
    (button,) = (element for element in app.button if element.label == "Count")
    assert button.disabled
    app = counted_after(app, "once")
    assert not app.exception
    assert "£124 in the place" in shown_text(app)
    app = counted_after(app, "both")
    assert "£144 in the place" in shown_text(app)
    other = WorkFolder.open(within=tmp_path)
    other.load(work.save())
    press(open_ledger(other), "Read the files")
    app = open_ledger(other, "count")
    assert app.radio[0].value == "both"
    assert "As remembered" not in shown_text(app)
    app = press(app, "Remember for later files of Luton council: counted in both")
    assert not app.exception
    assert "payer: Luton council" in (other.mappings / "overlaps.yml").read_text(encoding="utf-8")
    assert not has_button(app, "Remember for later files")


def test_a_remembered_answer_says_so_and_what_is_left_out_is_said(tmp_path: Path) -> None:
    work = WorkFolder.open(within=tmp_path)
    save_answer(work.mappings, "once", payer="Luton council")
    for name, days in (("a.csv", (1, 2)), ("b.csv", (2, 3, 4))):
        rows = [f"Luton Borough Council,0{day}/04/2024,Oak Ltd,{day}.00\n" for day in days]
        work.add(name, ("Body,Payment Date,Supplier,Net Amount\n" + "".join(rows)).encode())
    press(open_ledger(work), "Read the files")
    app = open_ledger(work, "count")
    assert app.radio[0].value == "once"
    text = shown_text(app)
    assert "As remembered for Luton council" in text
    assert "2 payments are listed" in text
    (listed,) = (table.value for table in app.dataframe if "In question as" in table.value)
    assert list(listed["File"]) == ["a.csv", "b.csv"]
    assert list(listed["Supplier"]) == ["Oak Ltd", "Oak Ltd"]
    app = press(app, "Count")
    assert "5 payments read, 4 counted: 1 left out" in shown_text(app)


def test_a_file_that_is_whole_in_another_can_be_counted_in_both(tmp_path: Path) -> None:
    work = WorkFolder.open(within=tmp_path)
    for name, days in (("a.csv", (1, 2)), ("b.csv", (1, 2, 3))):
        rows = [f"Luton Borough Council,0{day}/04/2024,Oak Ltd,{day}.00\n" for day in days]
        work.add(name, ("Body,Payment Date,Supplier,Net Amount\n" + "".join(rows)).encode())
    press(open_ledger(work), "Read the files")
    app = open_ledger(work, "count")
    (question,) = app.radio
    assert question.value == "once"
    assert as_read(question.options[1]) == "Counted in both: £9.00"
    assert not has_button(app, "Remember for later files")
    app = counted_after(app, "both")
    assert "£9 in the place" in shown_text(app)


def test_one_answer_can_be_given_for_all_pairs_of_files(tmp_path: Path) -> None:
    work = WorkFolder.open(within=tmp_path)
    for name, days in (("a.csv", (1, 2)), ("b.csv", (2, 3, 4)), ("c.csv", (4, 1, 5, 6))):
        rows = [f"Luton Borough Council,0{day}/04/2024,Oak Ltd,{day}.00\n" for day in days]
        work.add(name, ("Body,Payment Date,Supplier,Net Amount\n" + "".join(rows)).encode())
    press(open_ledger(work), "Read the files")
    app = open_ledger(work, "count")
    assert (
        "All files together come to £21.00 if all of these are counted once, and to £28.00"
    ) in shown_text(app)
    app = press(app, "All: counted in both")
    assert [question.value for question in app.radio] == ["both"] * 3
    app = press(app, "All: counted once")
    assert [question.value for question in app.radio] == ["once"] * 3
    assert len(load_answers(work.mappings).files) == 3
    app = press(app, "Count")
    assert not app.exception
    assert "£21 in the place" in shown_text(app)


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
    report = {"payments": 1, "rejected": 0, "overlaps": []}
    work.read.mkdir()
    (work.read / "files.json").write_text(json.dumps([report]), encoding="utf-8")
    app = open_ledger(work, "count")
    monkeypatch.setenv("ATLAS_AUDIT_LOG", str(tmp_path / "none" / "audit.jsonl"))
    (count,) = (element for element in app.button if element.label == "Count")
    app = count.click().run()
    assert "could not be written to the audit log" in app.error[0].value
    assert not work.count.exists()


SAID = {
    "publisher": "Durham County Council",
    "dataset": "Payments over £500",
    "period": "2024-10",
    "source-url": "https://council.example/payments",
}


@pytest.fixture
def to_publish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[WorkFolder, Path]:
    """A work with a count, and published data of its own; nobody has to sign in."""
    monkeypatch.setattr(deciding, "why_closed", lambda *_given: "")
    monkeypatch.setattr("utils.ui.ledger.publication.why_closed", lambda *_given: "")
    monkeypatch.setenv("ATLAS_AUDIT_LOG", str(tmp_path / "audit.jsonl"))
    work = WorkFolder.open(within=tmp_path)
    count_payments(tmp_path / "made").rename(work.count)
    return work, publish_places(tmp_path / "published", with_counts=True)


def open_publication(work: WorkFolder, folder: Path) -> AppTest:
    """The last step of the page, with published data of its own."""

    def page(work: object, folder: object) -> None:
        import json  # noqa: PLC0415 - run as a script

        from utils.ui.ledger.publication import render_publication  # noqa: PLC0415 - the same
        from utils.ui.shared.loaders import load_payments  # noqa: PLC0415 - the same

        reports = json.loads((work.count / "files.json").read_text(encoding="utf-8"))
        render_publication(work, reports, load_payments(), folder)

    given = {"work": work, "folder": folder}
    return AppTest.from_function(page, kwargs=given, default_timeout=SECONDS).run()


def test_a_count_is_staged_for_others_to_look_at_and_written_down(
    to_publish: tuple[WorkFolder, Path], tmp_path: Path
) -> None:
    work, folder = to_publish
    app = open_publication(work, folder)
    (publisher,) = (box for box in app.text_input if box.key == "said_publisher")
    (period,) = (box for box in app.text_input if box.key == "said_period")
    assert (publisher.value, period.value) == ("Durham County Council", "2024-10 to 2024-11")
    for box in app.text_input:
        if box.key.removeprefix("said_") in SAID:
            box.set_value(SAID[box.key.removeprefix("said_")])
    app = press(app, "Stage for publication")
    assert not app.exception
    assert "It is staged. Others can look at it now" in as_read(app.success[0].value)
    (form,) = (block for block in app.main if block.type == "form")
    assert [element.type for element in form][-2:] == ["success", "button"]
    candidate = read_candidate(folder)
    assert candidate.made_by == "somebody who did not sign in"
    changed = {change.table for change in candidate.difference.tables}
    assert "ledger_counts" in changed
    lines = (tmp_path / "audit.jsonl").read_text(encoding="utf-8").splitlines()
    written = [(json.loads(line)["action"], json.loads(line)["result"]) for line in lines]
    assert written == [("count publication", "started"), ("count publication", "done")]


def test_what_is_not_said_is_asked_for_and_nothing_is_staged(
    to_publish: tuple[WorkFolder, Path],
) -> None:
    work, folder = to_publish
    app = press(open_publication(work, folder), "Stage for publication")
    said = "What the publisher calls the data: got '', allowed: words of 1 to 200"
    assert as_read(app.error[0].value).startswith(said)
    assert as_read(app.toast[0].value).startswith(said)
    assert not staged_folder(folder).exists()


def test_a_published_count_is_taken_back_as_a_candidate(
    to_publish: tuple[WorkFolder, Path],
) -> None:
    work, folder = to_publish
    press(open_publication(work, folder), "Stage without it")
    (counts,) = (
        change
        for change in read_candidate(folder).difference.tables
        if change.table == "ledger_counts"
    )
    assert counts.rows_now == counts.rows_before - 1


def test_without_a_count_or_a_way_to_publish_the_step_says_so(work: WorkFolder) -> None:
    text = shown_text(open_ledger(work, "publish"))
    assert "Nothing can be published from here" in text or "Count the files for a place" in text
