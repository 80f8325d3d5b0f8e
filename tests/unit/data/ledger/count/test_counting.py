from __future__ import annotations

import shutil
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.ledger.count.counting import count_payments
from data.ledger.count.engine import DUCKDB, SPARK, open_engine
from data.ledger.count.ledger_count import LedgerCount
from tests.unit.data.ledger.payments import LEDGER, LUTON, POLICE, payment, write
from utils.errors import InvalidInputError

MEMBERS = ("E06000032", "E06000056")
#: Java compiles for speed only what runs long; here that would take longer than it saves.
QUICK_JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"


def count(
    folder: Path,
    rows: list[dict[str, Any]],
    *,
    engine: str = DUCKDB,
    given: dict[str, Decimal] | None = None,
) -> LedgerCount:
    work = folder / engine
    work.mkdir(exist_ok=True)
    with open_engine(engine, folder=work / "engine") as running:
        return count_payments(
            [write(folder, rows)],
            engine=running,
            members=MEMBERS,
            given=given or {},
            rule="population",
            work=work,
        )


def total(rows: Iterable[dict[str, Any]]) -> Decimal:
    return sum((row["amount"] for row in rows), Decimal(0))


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> LedgerCount:
    return count(tmp_path_factory.mktemp("count"), LEDGER)


def test_everything_paid_is_in_a_line_to_the_penny(counted: LedgerCount) -> None:
    paid = sum((row["amount"] for row in LEDGER), Decimal(0))
    assert sum((line.amount for line in counted.lines), Decimal(0)) == paid
    assert sum(line.payments for line in counted.lines) == len(LEDGER) == counted.payments_written


def test_a_payment_to_a_body_whose_ledger_is_here_is_a_transfer(counted: LedgerCount) -> None:
    moved = {line.line: line.transfers for line in counted.lines if line.transfers}
    # That of no year is none: the police's ledger has no payments of no year.
    assert list(moved.values()) == [Decimal("40.00")]
    own = sum((line.internal for line in counted.lines), Decimal(0))
    assert own == Decimal("7.00")


def test_a_wider_body_is_shared_out_and_says_how(counted: LedgerCount) -> None:
    share = counted.bodies[POLICE].share
    assert share.rule == "population"
    assert 0 < share.share < 1
    (line, *_) = (counted_line for counted_line in counted.lines if counted_line.payer_id == POLICE)
    assert line.in_place == (line.counted * share.share).quantize(Decimal("0.01"))
    assert counted.bodies[LUTON].share.share == 1


def test_a_given_share_holds(tmp_path: Path) -> None:
    found = count(tmp_path, LEDGER, given={POLICE: Decimal("0.5")})
    assert found.bodies[POLICE].share.share == Decimal("0.5")
    with pytest.raises(InvalidInputError, match="share of police:bedfordshire"):
        count(tmp_path, LEDGER, given={POLICE: Decimal("1.5")})


def test_nobody_is_named_in_what_is_written(counted: LedgerCount) -> None:
    written = pq.read_table(counted.payments).to_pylist()
    (person,) = (row for row in written if row["supplier_kind"] == "individual")
    assert person["supplier_name"] == "individuals"
    assert person["purpose"] is None
    assert not any("Smith" in str(row) for row in written)
    assert not any("Smith" in str(row) for row in counted.suppliers.to_pylist())


def test_each_line_leads_back_to_its_rows(counted: LedgerCount) -> None:
    written = pq.read_table(counted.payments).to_pylist()
    for line in counted.lines:
        behind = [row for row in written if row["line"] == line.line]
        assert len(behind) == line.payments
        assert sum((row["amount"] for row in behind), Decimal(0)) == line.amount
    assert sorted(row["row"] for row in written) == list(range(2, len(LEDGER) + 2))


def test_a_line_adds_up_its_payments_by_their_columns(counted: LedgerCount) -> None:
    written = pq.read_table(counted.payments).to_pylist()
    for line in counted.lines:
        behind = [row for row in written if row["line"] == line.line]
        assert line.transfers == total(row for row in behind if row["role"] == "transfer")
        assert line.internal == total(row for row in behind if row["role"] == "internal")
        assert line.possible == total(row for row in behind if row["role"] == "possible transfer")
        assert line.sure == total(row for row in behind if row["confidence"] in ("high", "fair"))
        assert line.estimated == total(row for row in behind if row["estimated"])


def test_words_tell_capital_where_no_column_does(counted: LedgerCount) -> None:
    capital = [line for line in counted.lines if line.spend_kind == "capital"]
    assert [line.amount for line in capital] == [Decimal("50.00")]


def test_an_organisation_that_several_bodies_pay_is_found_under_one_name(
    counted: LedgerCount,
) -> None:
    common = counted.common.to_pylist()
    assert {row["payer_id"] for row in common} <= {LUTON, POLICE}
    names = {row["supplier_id"]: row["supplier_name"] for row in counted.suppliers.to_pylist()}
    assert list(names.values()).count("Ringway Paving Ltd") == 1


def test_what_has_no_theme_is_said_and_graded_low(counted: LedgerCount) -> None:
    without = [line for line in counted.lines if line.theme == "unassigned"]
    assert without
    assert {line.grade for line in without} == {"low"}
    assert 0 < counted.unassigned < 1


@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java 17 or 21")
@pytest.mark.filterwarnings("ignore")
def test_spark_counts_the_same_to_the_penny(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, counted: LedgerCount
) -> None:
    monkeypatch.setenv("JDK_JAVA_OPTIONS", QUICK_JAVA)
    spark = count(tmp_path, LEDGER, engine=SPARK)
    assert spark.lines == counted.lines
    for name in ("periods", "suppliers", "common"):
        ours, theirs = getattr(counted, name), getattr(spark, name)
        key = str
        assert sorted(ours.to_pylist(), key=key) == sorted(theirs.to_pylist(), key=key), name
    assert spark.payments_written == counted.payments_written
    order = [("row", "ascending")]
    assert (
        pq.read_table(spark.payments)
        .sort_by(order)
        .equals(pq.read_table(counted.payments).sort_by(order))
    )


def test_an_unknown_engine_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="abacus"), open_engine("abacus", folder=tmp_path):
        pass


PENCE = st.integers(-(10**9), 10**9).map(lambda pence: Decimal(pence).scaleb(-2))
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["Luton Borough Council", "Bedfordshire Police"]),
        st.sampled_from(["Ringway Ltd", "Bedfordshire Police", "Luton Council", "", "J Smith"]),
        PENCE,
    ),
    min_size=1,
    max_size=12,
)


@given(rows=ROWS)
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_penny_is_lost_or_found(tmp_path: Path, rows: list[tuple[str, str, Decimal]]) -> None:
    ledger = [payment(payer, supplier, str(amount)) for payer, supplier, amount in rows]
    found = count(tmp_path, ledger)
    assert sum((line.amount for line in found.lines), Decimal(0)) == sum(
        (amount for *_, amount in rows), Decimal(0)
    )
    for line in found.lines:
        assert line.amount == line.counted + line.transfers + line.internal
