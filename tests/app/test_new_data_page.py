"""The page of staff on which people look at new data and publish them, on a copy of the data."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.ledger.publish.provenance import Provenance
from data.ledger.publish.publication import publish_counts, withdraw_count
from data.read.measures import MapReader
from data.read.payments import PaymentReader
from data.read.places import PlaceReader
from data.read.store import Store
from data.versions.candidate import read_candidate, staged_folder
from data.versions.checks import CheckResult
from data.versions.lock import locked
from data.versions.stage import stage_tables
from tests.app.reading import as_read, has_button, open_app, press, shown_text
from tests.unit.data.ledger.publish.published_places import DURHAM, count_payments
from tests.unit.utils.ui.staff.settings import SETTINGS
from utils.config import PUBLISHED_DIR, STAFF_ON, STAFF_VARIABLE
from utils.ui.staff import audit
from utils.ui.staff.person import Person
from utils.ui.versions import deciding
from utils.ui.versions.payment_changes import count_changes

SECONDS: Final = 60
PAGE: Final = "../../../pages/new_data.py"
ADA, BOB = Person("1", "Ada Staff", is_staff=True), Person("2", "Bob [Staff](x)", is_staff=True)
SignIn = Callable[[Person | None], None]
CHECK: Final = CheckResult("values lie between their limits", passed=True, detail="0 rows")
FAILED: Final = CheckResult("values lie between their limits", passed=False, detail="3 rows")


def link_tree(source: Path, target: Path) -> None:
    """Copy a folder without its bytes; publication replaces files and changes none."""
    shutil.copytree(source, target, copy_function=os.link, dirs_exist_ok=True)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published data, beside which lies a candidate in which three figures are other ones."""
    folder = tmp_path_factory.mktemp("made") / "published"
    shutil.copytree(PUBLISHED_DIR, folder)
    values = Store(folder).read("map_values")
    ours = values["area_code"].eq("E08000025") & values["measure"].eq("air_pollution:persons")
    rows = values.index[ours][:3]
    assert len(rows) == 3
    values.loc[rows, "value"] *= [1.5, 1.1, 0.5]
    stage_tables({"map_values": values}, made_by="a test", checks=[CHECK], folder=folder)
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """A copy of it for a single test."""
    folder = tmp_path / "published"
    link_tree(made, folder)
    link_tree(staged_folder(made), staged_folder(folder))
    return folder


@pytest.fixture(autouse=True)
def audit_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Staff mode without signing in, at this machine alone, with an audit log."""
    monkeypatch.setenv(STAFF_VARIABLE, STAFF_ON)
    monkeypatch.setenv("ATLAS_AUDIT_LOG", str(tmp_path / "audit.jsonl"))
    options = {"server.address": "127.0.0.1"}
    real = st.get_option
    monkeypatch.setattr(st, "get_option", lambda name: options.get(name, real(name)))
    return tmp_path / "audit.jsonl"


@pytest.fixture
def sign_in(monkeypatch: pytest.MonkeyPatch) -> SignIn:
    """Signs a person in, on a server on which staff have to."""
    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)

    def sign(person: Person | None) -> None:
        for module in (deciding, audit):
            monkeypatch.setattr(module, "current_person", lambda: person)

    return sign


def open_page(folder: Path) -> AppTest:
    def page(folder: object) -> None:
        from utils.ui.versions.acting import render_said  # noqa: PLC0415 - run as a script
        from utils.ui.versions.overview import (  # noqa: PLC0415 - the same
            render_candidate,
            render_published,
        )

        render_said()
        render_published(folder)
        render_candidate(folder)

    app = AppTest.from_function(page, kwargs={"folder": folder}, default_timeout=SECONDS).run()
    assert not app.exception
    return app


def lines_of(log: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]


def value_of(folder: Path) -> float:
    """One of the figures that the candidate changes."""
    where = [("area_code", "==", "E08000025"), ("measure", "==", "air_pollution:persons")]
    return float(Store(folder).read("map_values", where=where)["value"].iloc[0])


def test_an_ordinary_visitor_has_no_such_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STAFF_VARIABLE, "")
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        open_app().switch_page(PAGE)
    monkeypatch.setenv(STAFF_VARIABLE, STAFF_ON)
    app = open_app().switch_page(PAGE).run()
    assert [title.value for title in app.title] == ["Check new data"]


def test_who_has_not_signed_in_sees_the_door(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)
    app = open_app().switch_page(PAGE).run()
    assert "This page is for staff." in shown_text(app)
    assert "Published now" not in shown_text(app)


def test_without_a_candidate_it_says_how_to_make_one(folder: Path) -> None:
    shutil.rmtree(staged_folder(folder))
    app = open_page(folder)
    text = shown_text(app)
    assert "There is no new data to check." in text
    assert "python3 -m data.build --from DIR --stage" in text
    assert f"Published now: version {Store(folder).version}" in text
    assert not app.button


def test_the_candidate_is_described_in_plain_words(folder: Path) -> None:
    app = open_page(folder)
    text = shown_text(app)
    candidate = read_candidate(folder)
    assert "by a test" in text
    assert f"compared with version {Store(folder).version}" in text
    assert "Checks passed: 1 of 1." in text
    assert "1: Fine particles in the air (PM2.5)" in text
    assert "Of the figures on the map 3 changed, 0 are new and 0 are gone." in text
    assert "Birmingham" in text
    assert text.count("+50.0%") == 1 + text.count("\u221250.0%")
    assert candidate.difference.figures.places[0].figures == 3
    assert len(app.get("download_button")) == 4


def test_two_different_people_look_and_then_it_is_published(
    folder: Path, sign_in: SignIn, audit_log: Path
) -> None:
    before = value_of(folder)
    candidate = read_candidate(folder)
    sign_in(ADA)
    app = open_page(folder)
    assert not has_button(app, "Publish now")
    app = press(app, "I have looked at it")
    assert "It is noted that you have looked" in app.success[0].value
    assert "Ada Staff looked on" in shown_text(app)
    assert not has_button(app, "I have looked at it")
    assert not has_button(app, "Publish now")
    sign_in(BOB)
    app = press(open_page(folder), "I have looked at it")
    assert "Bob [Staff](x) looked on" in shown_text(app)
    assert value_of(folder) == before
    app = press(app, "Publish now")
    assert not app.exception
    assert "is published." in app.success[0].value
    assert "There is no new data to check." in shown_text(app)
    assert value_of(folder) == pytest.approx(before * 1.5, rel=1e-6)
    lines = lines_of(audit_log)
    assert [(line["action"], line["result"], line["name"]) for line in lines] == [
        ("look", "started", ADA.name),
        ("look", "done", ADA.name),
        ("look", "started", BOB.name),
        ("look", "done", BOB.name),
        ("publication", "started", BOB.name),
        ("publication", "done", BOB.name),
    ]
    assert {line["candidate"] for line in lines} == {candidate.fingerprint}
    assert lines[-1]["looked"] == f"{ADA.name}; {BOB.name}"

    app = press(app, "Go back now")
    assert "is published again." in app.success[0].value
    assert value_of(folder) == before
    assert lines_of(audit_log)[-1]["step"] == "go back"


def test_a_candidate_that_changed_since_it_was_shown_is_not_decided_about(
    folder: Path, sign_in: SignIn, audit_log: Path
) -> None:
    sign_in(ADA)
    press(open_page(folder), "I have looked at it")
    sign_in(BOB)
    app = press(open_page(folder), "I have looked at it")
    dropping = open_page(folder)
    towns = Store(folder).read("towns").iloc[1:]
    stage_tables({"towns": towns}, made_by="another", replace=True, folder=folder)
    version = Store(folder).version
    for page, button in ((app, "Publish now"), (dropping, "Drop it now")):
        page = press(page, button)  # noqa: PLW2901 - the same page
        assert "the candidate has changed since this page showed it" in page.error[0].value
    assert Store(folder).version == version
    assert read_candidate(folder).made_by == "another"
    assert lines_of(audit_log)[-1]["result"] == "refused"


def test_a_look_is_at_what_was_shown_and_not_at_what_came_after(
    folder: Path, sign_in: SignIn
) -> None:
    sign_in(ADA)
    app = open_page(folder)
    towns = Store(folder).read("towns").iloc[1:]
    stage_tables({"towns": towns}, made_by="another", replace=True, folder=folder)
    app = press(app, "I have looked at it")
    assert "Look at it again" in app.error[0].value
    assert "looked on" not in shown_text(app)


def test_the_second_of_two_who_publish_reads_that_it_was_done(
    folder: Path, sign_in: SignIn
) -> None:
    for person in (ADA, BOB):
        sign_in(person)
        press(open_page(folder), "I have looked at it")
    first, second = open_page(folder), open_page(folder)
    assert "is published." in press(first, "Publish now").success[0].value
    second = press(second, "Publish now")
    assert "the candidate is gone" in second.error[0].value


def test_while_a_build_is_at_work_it_says_so(folder: Path, sign_in: SignIn) -> None:
    sign_in(ADA)
    app = open_page(folder)
    with locked(folder):
        app = press(app, "I have looked at it")
    assert "Another build or publication is at work" in app.error[0].value


def test_a_candidate_with_a_failed_check_names_it_and_can_only_be_dropped(
    folder: Path, audit_log: Path
) -> None:
    towns = Store(folder).read("towns").iloc[1:]
    stage_tables({"towns": towns}, made_by="a test", checks=[FAILED], replace=True, folder=folder)
    app = open_page(folder)
    assert "Checks failed: 1 of 1." in app.error[0].value
    text = shown_text(app)
    assert "values lie between their limits: 3 rows" in text
    assert "It cannot be published: checks of it failed." in text
    assert not has_button(app, "Publish now")
    app = press(app, "Drop it now")
    assert "The candidate is dropped." in app.success[0].value
    assert not staged_folder(folder).exists()
    assert [line["step"] for line in lines_of(audit_log)] == ["drop", "drop"]


def test_a_candidate_that_changes_nothing_can_only_be_dropped(folder: Path) -> None:
    towns = Store(folder).read("towns")
    stage_tables({"towns": towns}, made_by="a test", replace=True, folder=folder)
    app = open_page(folder)
    text = shown_text(app)
    assert "No table differs from what was published." in text
    assert "Only the form of the tables was checked" in text
    assert "It cannot be published: it changes nothing." in text
    assert not has_button(app, "Publish now")


def test_what_was_published_meanwhile_is_not_lost(folder: Path) -> None:
    waiting = staged_folder(folder).rename(folder.with_name("waiting"))
    towns = Store(folder).read("towns").iloc[1:]
    stage_tables({"towns": towns}, made_by="another", folder=folder)
    app = open_page(folder)
    app.checkbox[0].check().run()
    press(app, "Publish now")
    waiting.rename(staged_folder(folder))
    text = shown_text(open_page(folder))
    assert "and another is published now. Make it again" in text


def test_without_sign_in_one_person_ticks_that_they_publish_alone(
    folder: Path, audit_log: Path
) -> None:
    app = open_page(folder)
    assert "Publication by two people needs sign-in" in shown_text(app)
    (button,) = (button for button in app.button if button.label == "Publish now")
    assert button.disabled
    app = app.checkbox[0].check().run()
    app = press(app, "Publish now")
    assert "is published." in app.success[0].value
    assert lines_of(audit_log)[-1]["looked"] == "one person alone, who did not sign in"


def test_where_others_reach_the_server_nobody_unknown_decides(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(st, "get_option", lambda _name: "0.0.0.0")  # noqa: S104 - an address
    app = open_page(folder)
    assert "asks nobody to sign in and others can reach it" in shown_text(app)
    assert not app.button


def test_a_server_that_may_not_write_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_given: False)
    app = open_page(folder)
    assert "this server may not write to the folder of the data" in shown_text(app)
    assert not app.button


def test_a_disk_that_cannot_be_written_to_changes_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(folder).checkbox[0].check().run()
    version = Store(folder).version

    def fail(*_given: object, **_named: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("data.versions.publication.write", fail)
    app = press(app, "Publish now")
    assert "could not be written to (Read-only file system)" in app.error[0].value
    assert Store(folder).version == version


def test_what_cannot_be_written_to_the_audit_log_is_not_done(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    app = open_page(folder).checkbox[0].check().run()
    version = Store(folder).version
    monkeypatch.setenv("ATLAS_AUDIT_LOG", str(tmp_path / "none" / "audit.jsonl"))
    app = press(app, "Publish now")
    assert "could not be written to the audit log" in app.error[0].value
    assert Store(folder).version == version


def test_a_candidate_that_is_being_made_is_none_yet(folder: Path) -> None:
    (staged_folder(folder) / "candidate.json").unlink()
    app = open_page(folder)
    assert "is not whole" in app.warning[0].value
    assert not app.button


def test_payments_that_would_be_public_are_shown_with_every_name(
    folder: Path, tmp_path: Path
) -> None:
    said = Provenance.read(
        publisher="Durham [County](http://evil.example) <b>Council</b>",
        dataset="Payments over £500",
        period="2024-10 to 2024-11",
        licence="OGL-UK-3.0",
        source_url="https://council.example/payments",
        threshold="500",
    )
    counted = count_payments(tmp_path / "made")
    publish_counts([(counted, said)], made_by="a test", replace=True, folder=folder)
    app = open_page(folder)
    assert "Payments to be shown to the public" in [header.value for header in app.header]
    (title,) = (text.value for text in app.subheader if "November" in text.value)
    assert as_read(title) == "New: County Durham (E06000047), October to November 2024"
    text = shown_text(app)
    assert "Durham [County](http://evil.example) <b>Council</b>" in text
    for words in ("Payments over £500", "without VAT", "RINGWAY PAVING", "East Durham College"):
        assert words.casefold() in text.casefold()
    assert "1: County Durham (E06000047)" in text
    assert "Zebedee" not in text
    assert not any("<b>Council" in block.proto.body for block in app.get("html"))
    (names,) = count_changes(published_reader(folder), published_reader(staged_folder(folder)))
    frame = names.names_frame()
    assert set(frame["Shown before"]) == {"no"}
    assert f"Suppliers that would be named: {len(frame):,}, of which {len(frame):,} are" in text
    assert "All names to be shown (CSV)" in [
        as_read(button.proto.label) for button in app.get("download_button")
    ]


def test_a_count_that_would_be_withdrawn_is_shown_as_it_was(folder: Path) -> None:
    withdraw_count(DURHAM, "2024-10", made_by="a test", replace=True, folder=folder)
    app = open_page(folder)
    assert "Withdrawn: County Durham (E06000047), October 2024" in [
        as_read(text.value) for text in app.subheader
    ]
    text = shown_text(app)
    assert "£61.92 million" in text
    assert "It would no longer be shown" in text


def test_names_that_change_under_an_unchanged_count_are_shown(folder: Path) -> None:
    suppliers = Store(folder).read("ledger_suppliers")
    at = suppliers.index[suppliers["place_id"].eq(DURHAM)][0]
    suppliers.loc[at, ["supplier", "supplier_kind"]] = ["Quite Another Ltd", "organisation"]
    suppliers.loc[at, "counted_gbp"] = 9e9
    stage_tables({"ledger_suppliers": suppliers}, made_by="a test", replace=True, folder=folder)
    app = open_page(folder)
    (title,) = (as_read(text.value) for text in app.subheader if "October 2024" in text.value)
    assert title == "Changed: County Durham (E06000047), October 2024"
    assert "Quite Another Ltd" in shown_text(app)


@pytest.mark.parametrize("column", ["theme", "place_id"])
def test_what_no_page_could_show_is_named(folder: Path, column: str) -> None:
    table = "ledger_counts" if column == "place_id" else "ledger_suppliers"
    rows = Store(folder).read(table)
    rows.loc[rows.index[0], column] = "[x](http://evil.example)"
    stage_tables({table: rows}, made_by="a test", replace=True, folder=folder)
    said = as_read(open_page(folder).error[0].value)
    assert said.startswith("The payments of this candidate cannot be shown.")
    assert "got '[x](http://evil.example)', allowed:" in said


def test_without_new_payments_nothing_is_said_of_them(folder: Path) -> None:
    assert "Payments to be shown to the public" not in shown_text(open_page(folder))


def published_reader(folder: Path) -> PaymentReader:
    return PaymentReader(PlaceReader(MapReader(Store(folder))))
