"""Counts payments by body, year, theme and kind, with transfers kept apart and shares visible."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from data.ledger.core.schema import MONEY
from data.ledger.count import expressions
from data.ledger.count.apportion import share_of
from data.ledger.count.engine import Engine
from data.ledger.count.ledger_count import CountedBody, LedgerCount
from data.ledger.count.lines import make_lines
from data.ledger.count.payers import payer_table, recognise_payers
from data.ledger.count.spend_kinds import spend_kind
from data.ledger.count.themes import UNASSIGNED, assign_themes
from data.ledger.suppliers.suppliers import resolve_suppliers
from data.ledger.suppliers.trades import with_trades

#: Columns without a theme that are kept for the report.
MOST_WITHOUT: Final = 10
#: Payments as they are written beside a count: the line each is in, and nobody's name.
COUNTED_PAYMENTS: Final = pa.schema(
    [
        ("line", pa.string()),
        ("part", pa.string()),
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
    payers = recognise_payers(engine.fetch(expressions.payer_texts(payments)).to_pylist())
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
    paying = engine.load("payers", payer_table(payers))
    named = expressions.named(payments, suppliers=suppliers, payers=paying)
    # Small tables are made first: a plan of everything at once would hold all rows several times.
    covered = {
        name: engine.load(name, engine.fetch(covered_of(payments, paying)))
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
    return LedgerCount(
        bodies=bodies,
        lines=make_lines(engine.fetch(expressions.lines(done)).to_pylist(), bodies),
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


def _themes(combinations: pa.Table) -> pa.Table:
    """Themes of the combinations, and whether their words say capital or revenue."""
    kinds = [
        spend_kind(category=row["category"], purpose=row["purpose"], department=row["department"])
        for row in combinations.to_pylist()
    ]
    return assign_themes(combinations).append_column("told_kind", pa.array(kinds, pa.string()))


def _sorted(engine: Engine, expression: Any) -> pa.Table:  # noqa: ANN401 - an Ibis table
    table = engine.fetch(expression)
    keys = [
        (name, "ascending") for name in table.column_names if pa.types.is_string(table[name].type)
    ]
    return table.sort_by(keys)
