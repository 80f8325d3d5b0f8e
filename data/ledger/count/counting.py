"""Counts payments by body, year, theme and kind, with transfers kept apart and shares visible."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from data.ledger.bodies.bodies import PublicBody
from data.ledger.bodies.public_bodies import resolve_payer
from data.ledger.core.schema import MONEY
from data.ledger.count import expressions
from data.ledger.count.apportion import Share, share_of
from data.ledger.count.engine import Engine
from data.ledger.count.spend_kinds import spend_kind
from data.ledger.count.themes import UNASSIGNED, assign_themes
from data.ledger.suppliers.suppliers import resolve_suppliers
from data.ledger.suppliers.trades import with_trades

PENCE: Final = Decimal("0.01")
#: Columns without a theme that are kept for the report.
MOST_WITHOUT: Final = 10
NOTHING: Final = Decimal("0.00")
MOSTLY, HALF = Decimal("0.9"), Decimal("0.5")
#: Payments as they are written beside a count: the line each is in, and nobody's name.
COUNTED_PAYMENTS: Final = pa.schema(
    [
        ("line", pa.string()),
        ("file", pa.string()),
        ("file_id", pa.string()),
        ("sheet", pa.string()),
        ("row", pa.int64()),
        ("payer_id", pa.string()),
        ("paid_on", pa.date32()),
        ("financial_year", pa.string()),
        ("supplier_id", pa.string()),
        ("supplier_name", pa.string()),
        ("supplier_kind", pa.string()),
        ("amount", MONEY),
        ("amount_kind", pa.string()),
        ("department", pa.string()),
        ("purpose", pa.string()),
        ("category", pa.string()),
        ("spend_kind", pa.string()),
        ("role", pa.string()),
        ("theme", pa.string()),
        ("rule", pa.string()),
        ("confidence", pa.string()),
        ("estimated", pa.bool_()),
        ("heading", pa.string()),
        ("stage", pa.string()),
        ("pair", pa.string()),
    ]
)


@dataclass(frozen=True)
class CountedBody:
    """A body whose ledger is in the count, and the share of it that belongs to the place."""

    payer_id: str
    name: str
    kind: str
    share: Share


@dataclass(frozen=True)
class Line:
    """A line of the count, in GBP; the columns are explained in `package.MEANINGS`."""

    line: str
    payer_id: str
    financial_year: str | None
    theme: str
    spend_kind: str
    payments: int
    amount: Decimal
    transfers: Decimal
    internal: Decimal
    possible: Decimal
    sure: Decimal
    estimated: Decimal
    counted: Decimal
    share: Decimal
    in_place: Decimal
    grade: str


@dataclass(frozen=True)
class LedgerCount:
    """A count of a place.

    Attributes:
        bodies: bodies by their id.
        lines: lines in the order of their keys.
        periods: first and last date, months and money by body and year.
        suppliers: money by body and supplier, individuals together.
        common: organisations that several bodies pay for the same theme.
        dimensions: money by body, year, theme, service heading and stage.
        without_theme: the columns of which most money has no theme, the largest first.
        payments: file of the payments with their lines.
        payments_written: how many they are.
    """

    bodies: Mapping[str, CountedBody]
    lines: Sequence[Line]
    periods: pa.Table
    suppliers: pa.Table
    common: pa.Table
    dimensions: pa.Table
    without_theme: pa.Table
    payments: Path
    payments_written: int

    @property
    def unassigned(self) -> Decimal:
        """Share of the counted money in the place that has no theme; zero of nothing."""
        return self.part(UNASSIGNED)

    def part(self, theme: str) -> Decimal:
        """Share of the counted money in the place, without signs, that has a theme."""
        whole = sum((abs(line.in_place) for line in self.lines), NOTHING)
        own = sum((abs(line.in_place) for line in self.lines if line.theme == theme), NOTHING)
        return own / whole if whole else NOTHING

    @property
    def estimated(self) -> Decimal:
        """Share of all money paid, without signs, whose theme is an estimate."""
        whole = sum((abs(line.amount) for line in self.lines), NOTHING)
        own = sum((abs(line.estimated) for line in self.lines), NOTHING)
        return own / whole if whole else NOTHING


def count_payments(
    files: Sequence[Path],
    *,
    engine: Engine,
    members: Sequence[str],
    given: Mapping[str, Decimal],
    rule: str,
    work: Path,
) -> LedgerCount:
    """Count the payments of some files for a place.

    Args:
        files: Parquet files of payments.
        engine: what counts.
        members: upper-tier areas of the place.
        given: shares of bodies that are given, by their id.
        rule: how bodies wider than the place are shared out.
        work: folder for the payments with their lines.

    Raises:
        InvalidInputError: a given share is no share, or a rule is unknown.
    """
    payments = engine.read("payments", files)
    payers = _payers(engine, payments)
    bodies = {
        body.body_id: CountedBody(
            body.body_id,
            body.name,
            body.kind,
            share_of(body, members, rule=rule, given=given.get(body.body_id)),
        )
        for body in payers.values()
    }
    payments = expressions.filled(payments)
    names = engine.fetch(payments.select("supplier").distinct())["supplier"].to_pylist()
    suppliers = engine.load("suppliers", with_trades(resolve_suppliers(sorted(names))))
    payer_table = engine.load("payers", _payer_table(payers))
    named = expressions.named(payments, suppliers=suppliers, payers=payer_table)
    # Small tables are made first: a plan of everything at once would hold all rows several times.
    covered = {
        name: engine.load(name, engine.fetch(covered_of(payments, payer_table)))
        for name, covered_of in (
            ("months", expressions.covered_months),
            ("years", expressions.covered_years),
        )
    }
    placed = expressions.placed(named, months=covered["months"], years=covered["years"])
    combinations = engine.fetch(expressions.theme_combinations(named))
    themed = expressions.themed(placed, engine.load("themes", _themes(combinations)))
    path = work / "payments.parquet"
    written = engine.write(
        expressions.written(themed).select(*COUNTED_PAYMENTS.names), path, schema=COUNTED_PAYMENTS
    )
    # The rest is read from what was written: a few columns, without the joins.
    done = engine.read("counted", [path])
    rows = [_with_keys(row) for row in engine.fetch(expressions.lines(done)).to_pylist()]
    return LedgerCount(
        bodies=bodies,
        lines=sorted((_line(row, bodies) for row in rows), key=lambda line: line.line),
        periods=_sorted(engine, expressions.years_paid(done)),
        suppliers=_sorted(engine, expressions.suppliers_paid(done)),
        common=_sorted(engine, expressions.common_suppliers(done)),
        dimensions=_sorted(engine, expressions.second_dimensions(done)),
        without_theme=engine.fetch(
            expressions.largest_without_theme(done, UNASSIGNED, most=MOST_WITHOUT)
        ),
        payments=path,
        payments_written=written,
    )


def _payers(engine: Engine, payments: Any) -> dict[str, PublicBody]:  # noqa: ANN401 - an Ibis table
    """The body of each payer's text; a text of few rows that names none is of its file's body."""
    rows = payments.group_by("file_id", "payer").aggregate(times=payments.count())
    found = engine.fetch(rows).to_pylist()
    bodies = {str(row["payer"]): resolve_payer(str(row["payer"])) for row in found}
    files: dict[str, Counter[str]] = {}
    for row in found:
        files.setdefault(row["file_id"], Counter())[str(row["payer"])] += row["times"]
    for text in sorted(bodies):
        if bodies[text].kind == "unknown":
            chief = {_chief(own, bodies) for own in files.values() if text in own}
            if len(chief) == 1 and (only := chief.pop()) is not None:
                bodies[text] = only
    return {text: bodies[text] for text in sorted(bodies)}


def _chief(rows: Counter[str], bodies: Mapping[str, PublicBody]) -> PublicBody | None:
    """The known body of nearly all rows of a file; None where there is none."""
    (text, times), *_ = rows.most_common(1)
    known = bodies[text].kind != "unknown" and times >= rows.total() * float(MOSTLY)
    return bodies[text] if known else None


def _themes(combinations: pa.Table) -> pa.Table:
    """Themes of the combinations, and whether their words say capital or revenue."""
    kinds = [
        spend_kind(category=row["category"], purpose=row["purpose"], department=row["department"])
        for row in combinations.to_pylist()
    ]
    return assign_themes(combinations).append_column("told_kind", pa.array(kinds, pa.string()))


def _payer_table(payers: Mapping[str, PublicBody]) -> pa.Table:
    return pa.table(
        {
            "payer": pa.array(list(payers), pa.string()),
            "payer_id": pa.array([payer.body_id for payer in payers.values()], pa.string()),
            "payer_name": pa.array([payer.name for payer in payers.values()], pa.string()),
            "body_kind": pa.array([payer.kind for payer in payers.values()], pa.string()),
        }
    )


def _with_keys(row: Mapping[str, Any]) -> dict[str, Any]:
    """A line with the keys that its name is made of; null for a year that is not known."""
    keys = row["line"].split(expressions.BETWEEN)
    named = {key: text or None for key, text in zip(expressions.LINE_KEYS, keys, strict=True)}
    return {**row, **named}


def _line(row: Mapping[str, Any], bodies: Mapping[str, CountedBody]) -> Line:
    share = bodies[row["payer_id"]].share.share
    counted = row["amount"] - row["transfers"] - row["internal"]
    keys = [str(row[key] or "") for key in expressions.LINE_KEYS]
    return Line(
        line=expressions.BETWEEN.join(keys),
        payer_id=row["payer_id"],
        financial_year=row["financial_year"],
        theme=row["theme"],
        spend_kind=row["spend_kind"],
        payments=row["payments"],
        amount=row["amount"],
        transfers=row["transfers"],
        internal=row["internal"],
        possible=row["possible"],
        sure=row["sure"],
        estimated=row["estimated"],
        counted=counted,
        share=share,
        in_place=(counted * share).quantize(PENCE, ROUND_HALF_EVEN),
        grade=_grade(row, bodies[row["payer_id"]].share),
    )


def _grade(row: Mapping[str, Any], share: Share) -> str:
    if row["theme"] == UNASSIGNED or not row["amount"] or share.is_weak:
        return "low"
    sure = row["sure"] / row["amount"]
    if share.share == 1 and sure >= MOSTLY:
        return "high"
    return "fair" if sure >= HALF else "low"


def _sorted(engine: Engine, expression: Any) -> pa.Table:  # noqa: ANN401 - an Ibis table
    table = engine.fetch(expression)
    keys = [
        (name, "ascending") for name in table.column_names if pa.types.is_string(table[name].type)
    ]
    return table.sort_by(keys)
