from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from data.ledger.core.schema import MONEY
from data.ledger.count.expressions import COUNTED, INTERNAL, POSSIBLE, TRANSFER
from data.ledger.publish.count_folder import CountFolder
from data.ledger.publish.provenance import Provenance
from data.ledger.publish.publication import checks_of
from data.ledger.publish.tables import CountTables, make_tables, sum_of
from data.versions.schema import conform, read_tables

TODAY = dt.date(2026, 1, 2)
NOTHING = Decimal("0.0000")
PROVENANCE = Provenance.read(
    publisher="Example Council",
    dataset="Payments",
    period="2024-10",
    licence="OGL-UK-3.0",
    source_url="https://council.example/payments",
)
SUPPLIERS = [
    ("organisation", "Ringway Paving Ltd"),
    ("organisation", "RINGWAY PAVING LTD."),
    ("organisation", "Victoria Zebedee Childcare"),
    ("public_body", "Durham Police"),
    ("individual", "individuals"),
    ("redacted", "redacted"),
    ("not_said", "not said"),
]
PAYMENT = {
    "payer_id": "council:E06000047",
    "supplier": SUPPLIERS[0],
    "theme": "unassigned",
    "role": COUNTED,
    "amount": Decimal("10.0000"),
    "amount_kind": "net",
    "paid_on": dt.date(2024, 10, 1),
}
payments = st.lists(
    st.fixed_dictionaries(
        {
            "payer_id": st.sampled_from(["council:E06000047", "police:durham"]),
            "supplier": st.sampled_from(SUPPLIERS),
            "theme": st.sampled_from(["older_people", "unassigned"]),
            "role": st.sampled_from([COUNTED, TRANSFER, INTERNAL, POSSIBLE]),
            "amount": st.decimals("-9999.9999", "9999.9999", places=4),
            "amount_kind": st.sampled_from(["net", "gross"]),
            "paid_on": st.sampled_from(
                [None, dt.date(2024, 9, 30), dt.date(2024, 10, 1), dt.date(2024, 11, 1)]
            ),
        }
    ),
    min_size=1,
    max_size=30,
)


#: Which sums of a line a payment is in, besides all that was paid, by its place in the count.
SUMS = {
    COUNTED: ("counted", "in_place"),
    POSSIBLE: ("counted", "in_place", "possible"),
    TRANSFER: ("transfers",),
    INTERNAL: ("internal",),
}
NO_SUMS = ("amount", "transfers", "internal", "possible", "sure", "counted", "in_place")
PAID = pa.schema(
    [
        ("payer_id", pa.string()),
        ("file_id", pa.string()),
        ("paid_on", pa.date32()),
        ("supplier_name", pa.string()),
        ("supplier_kind", pa.string()),
        ("amount", MONEY),
        ("amount_kind", pa.string()),
        ("role", pa.string()),
        ("theme", pa.string()),
    ]
)


def line_of(payer: str, theme: str) -> dict[str, Any]:
    """A line of a count before any payment is in it."""
    said = {"financial_year": None, "spend_kind": "not said", "payments": 0, "grade": "low"}
    return {"payer_id": payer, "theme": theme, **said, **dict.fromkeys(NO_SUMS, NOTHING)}


def body_of(payer: str) -> dict[str, Any]:
    said = {"kind": "council", "share": 1.0, "share_rule": "inside", "basis": "All of it."}
    return {"payer_id": payer, "name": payer, **said}


def folder_of(rows: list[dict[str, Any]]) -> CountFolder:
    """A count of some payments, added up line by line as the count does."""
    lines: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        key = (row["payer_id"], row["theme"])
        line = lines.setdefault(key, line_of(*key))
        line["payments"] += 1
        for name in ("amount", *SUMS[row["role"]]):
            line[name] += row["amount"]
    paid = [
        {
            **row,
            "file_id": "ab",
            **dict(zip(("supplier_kind", "supplier_name"), row["supplier"], strict=True)),
        }
        for row in rows
    ]
    return CountFolder(
        place_id="E06000047",
        members=("E06000047",),
        data_version="test",
        lines=pa.Table.from_pylist(list(lines.values())),
        bodies=pa.Table.from_pylist([body_of(payer) for payer in {payer for payer, _ in lines}]),
        payments=pa.Table.from_pylist(paid, schema=PAID),
        files=[{"file_id": "ab", "file": "october.csv", "bytes": 1, "rejected": 2}],
    )


def made_of(rows: list[dict[str, Any]]) -> CountTables:
    return make_tables(folder_of(rows), PROVENANCE, today=TODAY)


@given(payments)
def test_payments_add_up_by_theme_by_supplier_by_body_and_by_file(
    rows: list[dict[str, Any]],
) -> None:
    made = made_of(rows)
    (count,) = made.ledger_counts
    counted = [row for row in rows if row["role"] in {COUNTED, POSSIBLE}]
    whole = sum((row["amount"] for row in counted), NOTHING)
    assert count["counted_gbp"] == whole
    for table in (made.ledger_lines, made.ledger_suppliers, made.ledger_bodies):
        assert sum_of(table, "counted_gbp") == whole
    assert sum_of(made.ledger_files, "paid_gbp") == count["paid_gbp"]
    assert count["payments"] == len(rows) == sum(row["payments"] for row in made.ledger_lines)
    assert sum(row["payments"] for row in made.ledger_suppliers) == len(counted)
    assert all(check.passed for check in checks_of(made))
    for name, frame in made.frames().items():
        conform(read_tables()[name], frame)


@given(payments)
def test_nobody_is_named_and_spellings_are_one_supplier(rows: list[dict[str, Any]]) -> None:
    names = {row["supplier"] for row in made_of(rows).ledger_suppliers}
    assert names <= {
        "Ringway Paving Ltd",
        "RINGWAY PAVING LTD",
        "Durham Police",
        "Individuals",
        "Names taken out by the publisher",
        "No supplier given",
        "Suppliers not named here",
    }


def test_what_a_count_says_of_itself() -> None:
    late = {**PAYMENT, "paid_on": dt.date(2024, 11, 1), "amount": Decimal("2.5000")}
    (count,) = made_of([PAYMENT, late]).ledger_counts
    assert (count["outside_payments"], count["outside_gbp"]) == (1, Decimal("2.5000"))
    assert count["unthemed_gbp"] == Decimal("12.5000")
    assert (count["vat_basis"], count["rejected_rows"]) == ("net", 2)
    assert (count["period"], count["financial_year"]) == ("2024-10", "2024-25")
    (mixed,) = made_of([PAYMENT, {**late, "amount_kind": "gross"}]).ledger_counts
    assert mixed["vat_basis"] == "mixed"


def test_a_check_fails_where_a_sum_or_a_name_is_wrong() -> None:
    made = made_of([PAYMENT])
    made.ledger_suppliers[0] |= {"supplier": "Mr Q Zebedee", "counted_gbp": Decimal("9.99")}
    assert [check.passed for check in checks_of(made)] == [False, False]
