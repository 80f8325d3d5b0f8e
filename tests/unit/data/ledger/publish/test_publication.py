from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from data.ledger.cli import main
from data.ledger.core.overlaps import save_answer
from data.ledger.publish.publication import LAYERS, published_keys
from data.read.store import Store
from data.versions.candidate import candidate_store, read_candidate, staged_folder
from data.versions.publication import accept
from tests.unit.data.ledger.publish.published_places import (
    DURHAM,
    LEDGER,
    count_payments,
    publish_places,
)
from tests.unit.data.versions.disk_steps import files_of

SAID = {
    "--publisher": "Durham County Council",
    "--dataset": "Payments over £500",
    "--period": "2024-10",
    "--licence": "OGL-UK-3.0",
    "--source-url": "https://council.example/payments",
}


@pytest.fixture(scope="module")
def count(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small count of October 2024."""
    return count_payments(tmp_path_factory.mktemp("count"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return publish_places(tmp_path / "published")


def publish(count: Path, folder: Path, *more: str, **changes: str) -> int:
    said = SAID | {f"--{name.replace('_', '-')}": text for name, text in changes.items()}
    options = [part for pair in said.items() if pair[1] for part in pair]
    return main(["publish", str(count), *options, "--to", str(folder), *more])


def rows(folder: Path, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = Store(folder).table(table).to_pylist()
    return found


def test_a_count_is_staged_shown_and_published_and_names_nobody(
    count: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files_of(folder)
    assert publish(count, folder, threshold="500", note="No salaries.") == 0
    assert "new table: ledger_suppliers (" in capsys.readouterr().out
    assert files_of(folder) == before
    assert len(read_candidate(folder).checks) == 2
    assert not read_candidate(folder).failed
    staged = candidate_store(folder)
    source = {"title": f"{SAID['--publisher']}: {SAID['--dataset']}", "path": SAID["--source-url"]}
    assert source in staged.description["sources"]
    accept(folder)
    (row,) = rows(folder, "ledger_counts")
    assert (row["place_id"], row["period"], row["payments"]) == (DURHAM, "2024-10", 5)
    assert row["counted_gbp"] == pytest.approx(2399.99)
    assert (row["threshold_gbp"], row["note"]) == (500, "No salaries.")
    assert (row["outside_payments"], row["outside_gbp"]) == (1, 99.99)
    suppliers = {one["supplier"]: one["counted_gbp"] for one in rows(folder, "ledger_suppliers")}
    assert suppliers["Individuals"] == 600
    assert suppliers["Suppliers not named here"] == 700
    assert "East Durham College" in suppliers
    held = b"".join(path.read_bytes() for path in folder.glob("ledger-*"))
    assert b"ebedee" not in held.lower()


def test_a_later_count_of_the_same_period_replaces_and_another_period_is_added(
    count: Path, folder: Path
) -> None:
    publish(count, folder)
    accept(folder)
    publish(count, folder, dataset="Payments, put right")
    accept(folder)
    assert [row["dataset"] for row in rows(folder, "ledger_counts")] == ["Payments, put right"]
    lines = len(rows(folder, "ledger_lines"))
    publish(count, folder, period="2024-10 to 2024-11")
    accept(folder)
    assert published_keys(Store(folder)) == [(DURHAM, "2024-10"), (DURHAM, "2024-10 to 2024-11")]
    assert len(rows(folder, "ledger_lines")) == 2 * lines


def test_what_is_withdrawn_is_gone_and_the_rest_is_as_it_was(
    count: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(count, folder)
    accept(folder)
    publish(count, folder, period="2024-10 to 2024-11")
    accept(folder)
    before = {name: rows(folder, name) for name in LAYERS}
    taken = ["withdraw", "--place", DURHAM, "--period", "2024-10", "--to", str(folder)]
    assert main([*taken, "--json"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["changes"]
    accept(folder)
    for name in LAYERS:
        assert rows(folder, name) == [row for row in before[name] if row["period"] != "2024-10"]
    assert main(taken) == 2
    assert "2024-10 to 2024-11" in capsys.readouterr().err


def test_a_candidate_that_waits_is_replaced_only_where_that_is_meant(
    count: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(count, folder)
    assert publish(count, folder) == 2
    assert "waits already" in capsys.readouterr().err
    assert publish(count, folder, "--replace", "--made-by", "Ann Example") == 0
    assert read_candidate(folder).made_by == "Ann Example"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("licence", "mine", "licence"),
        ("source_url", "ftp://council.example", "source-url"),
        ("period", "last month", "period"),
        ("publisher", " ", "publisher"),
        ("period", "2023-05", "have a date outside May 2023"),
    ],
)
def test_what_is_not_said_well_stages_nothing(
    count: Path, folder: Path, capsys: pytest.CaptureFixture[str], name: str, text: str, said: str
) -> None:
    assert publish(count, folder, **{name: text}) == 2
    assert said in capsys.readouterr().err
    assert not staged_folder(folder).exists()


@pytest.mark.parametrize("name", ["payments", "count", "bodies"])
def test_a_count_that_was_changed_since_is_refused(
    count: Path, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    own = tmp_path / "own"
    shutil.copytree(count, own)
    path = own / f"{name}.parquet"
    path.write_bytes(path.read_bytes() + b" ")
    assert publish(own, folder) == 2
    assert f"{name}.parquet in own is not what the count wrote" in capsys.readouterr().err
    path.unlink()
    assert publish(own, folder) == 2
    assert f"lacks {name}.parquet" in capsys.readouterr().err
    assert not staged_folder(folder).exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"place": "E99999999"}, "E99999999"),
        ({"members": ["E06000046"]}, "so count again"),
        ({"name": "other"}, "does not describe one"),
    ],
)
def test_a_place_that_is_not_known_or_is_another_now_is_refused(
    count: Path,
    folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    change: dict[str, Any],
    said: str,
) -> None:
    own = tmp_path / "own"
    shutil.copytree(count, own)
    path = own / "datapackage.json"
    described = json.loads(path.read_text(encoding="utf-8")) | change
    path.write_text(json.dumps(described), encoding="utf-8")
    assert publish(own, folder) == 2
    assert said in capsys.readouterr().err


def test_a_folder_that_is_no_count_is_refused(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert publish(tmp_path, folder) == 2
    assert "is no count" in capsys.readouterr().err


def test_what_is_published_is_counted_again_from_the_very_files(
    count: Path, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(count, folder, threshold="500.50", note="No salaries.")
    accept(folder)
    publish(count, folder, period="2024-10 to 2024-11")
    accept(folder)
    before = {name: rows(folder, name) for name in LAYERS}
    again = ["republish", "--to", str(folder), "--from"]
    assert main([*again, str(count.parent)]) == 0
    staged = candidate_store(folder)
    for name in LAYERS:
        assert staged.table(name).to_pylist() == before[name], name
    (tmp_path / "october.csv").write_text("another file of that name", encoding="utf-8")
    assert main([*again, str(tmp_path), "--replace"]) == 2
    said = capsys.readouterr().err
    assert f"october.csv, whose SHA-256 begins with {before['ledger_files'][0]['file_id']}" in said


@pytest.mark.parametrize("answer", ["once", "both"])
def test_payments_in_several_files_are_counted_again_as_they_were(
    folder: Path, tmp_path: Path, answer: str
) -> None:
    files = tmp_path / "files"
    files.mkdir()
    rows_of = LEDGER.splitlines(keepends=True)
    for name, own in (("october.csv", rows_of[:4]), ("autumn.csv", [rows_of[0], *rows_of[2:]])):
        (files / name).write_text("".join(own), encoding="utf-8")
    out = tmp_path / "count"
    asked = ["count", str(files), "--place", DURHAM, "--out", str(out)]
    assert main(asked) == 2
    assert main([*asked, "--overlaps", answer]) == 0
    described = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
    (said,) = described["overlaps"]
    assert (said["payments"], said["amount"], said["counted"]) == (2, "1300.00", answer)
    publish(out, folder, period="2024-10 to 2024-11")
    accept(folder)
    before = {name: rows(folder, name) for name in LAYERS}
    assert before["ledger_counts"][0]["payments"] == {"once": 5, "both": 7}[answer]
    again = ["republish", "--to", str(folder), "--from", str(files)]
    assert main(again) == 0
    for name in LAYERS:
        assert candidate_store(folder).table(name).to_pylist() == before[name], name
    other = {"once": "both", "both": "once"}[answer]
    assert main([*again, "--replace", "--overlaps", other]) == 0
    (count,) = candidate_store(folder).table("ledger_counts").to_pylist()
    assert count["payments"] == {"once": 5, "both": 7}[other]


def test_where_nothing_shows_how_payments_were_counted_it_is_asked(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Three files of which two are counted once and two in both: no one answer gives it again."""
    files = tmp_path / "files"
    files.mkdir()
    head, *paid = LEDGER.splitlines(keepends=True)
    for name, own in (("a.csv", (0, 1)), ("b.csv", (1, 2)), ("c.csv", (2, 3, 4))):
        text = head + "".join(paid[at] for at in own)
        (files / name).write_text(text, encoding="utf-8")
    mappings = tmp_path / "mappings"
    save_answer(mappings, "once", files=["a.csv", "b.csv"])
    save_answer(mappings, "both", files=["b.csv", "c.csv"])
    out, given = tmp_path / "count", ["--mappings", str(mappings)]
    assert main(["count", str(files), "--place", DURHAM, "--out", str(out), *given]) == 0
    publish(out, folder, period="2024-10 to 2024-11")
    accept(folder)
    before = {name: rows(folder, name) for name in LAYERS}
    again = ["republish", "--to", str(folder), "--from", str(files)]
    assert main(again) == 2
    said = capsys.readouterr().err
    assert "could not be counted" in said
    assert "has the same date, supplier and amount as payments in" in said
    assert main([*again, *given]) == 0
    for name in LAYERS:
        assert candidate_store(folder).table(name).to_pylist() == before[name], name


def test_a_share_that_was_given_is_given_again(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = count_payments(tmp_path / "made", options=("--share", "council:E06000047=0.25"))
    publish(made, folder)
    accept(folder)
    (body,) = rows(folder, "ledger_bodies")
    assert (body["body_share"], body["share_rule"]) == (0.25, "given")
    assert body["in_place_gbp"] == pytest.approx(body["counted_gbp"] / 4, abs=0.01)
    capsys.readouterr()
    assert main(["republish", "--to", str(folder), "--from", str(made.parent)]) == 0
    assert candidate_store(folder).table("ledger_bodies").to_pylist() == [body]
