"""Learns the weights of words from payments that were read, tests them, and writes their file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import sklearn

from data.ledger.bodies.public_bodies import resolve_payer
from data.ledger.core.file_report import FileReport
from data.ledger.count.theme_rules import COLUMNS, theme_rules
from data.ledger.rows.writers import PAYMENTS_FOLDER
from data.ledger.suppliers.suppliers import resolve_suppliers
from data.ledger.suppliers.trades import with_trades
from data.ledger.training.evaluate import NEVER, cross_validate, evaluation, least_chances
from data.ledger.training.fit import fit
from data.ledger.training.labels import Example, find_examples
from utils.errors import InvalidInputError

#: From this chance on an estimate is of fair confidence.
FAIR: Final = 0.9
FEWEST_PUBLISHERS: Final = 3
NO_DATE: Final = "not given"
ABOUT: Final = (
    "Weights by which a payment's words add up to a theme, learnt where the rules of "
    "theme_rules.yml say a theme of one field (department, or purpose and category) and the words "
    "are of another. Made by: python3 -m data.ledger train --from FOLDER --to FILE. The evaluation "
    "is of publishers left out of the training in turn, on words of which no rule says a theme; "
    "what counts as right there is what the rules say by the field that was not seen. `least` is "
    "the chance from which on nine tenths of a theme's money there are right; above 1, no estimate."
)


def train(read: Path, reports: Sequence[FileReport]) -> dict[str, Any]:
    """Learn and test weights from payments that were read.

    Bodies whose payments have one theme whatever they buy (police, fire, health) are left out.

    Args:
        read: folder of what was read.
        reports: on the files.

    Returns:
        The declaration, as `theme_estimates.read_model` reads it, with files and evaluation.

    Raises:
        InvalidInputError: the files are of too few publishers.
    """
    found: dict[str, list[Example]] = {}
    used = []
    for report, payer, combinations in _publishers(read, reports):
        found.setdefault(payer, []).extend(find_examples(payer, combinations))
        used.append(
            {
                "file": report.file,
                "file_id": report.file_id,
                "payer": payer,
                "payments": report.payments,
                "dates": f"{report.first_date or NO_DATE} to {report.last_date or NO_DATE}",
            }
        )
    if len(found) < FEWEST_PUBLISHERS:
        raise InvalidInputError(
            argument="from",
            received=f"files of {len(found)} publishers",
            expected=f"files of {FEWEST_PUBLISHERS} councils or more",
        )
    examples = [example for own in found.values() for example in own]
    answers = cross_validate(examples)
    least = least_chances(answers)
    learnt = fit(examples)
    return {
        "about": ABOUT,
        "made_with": f"scikit-learn {sklearn.__version__}",
        "files": used,
        "examples": len(examples),
        "fair": FAIR,
        "evaluation": evaluation(answers, least=least),
        "themes": {
            theme: {**own, "least": least.get(theme, NEVER)}
            for theme, own in learnt["themes"].items()
        },
        "weights": learnt["weights"],
    }


def write_model(model: dict[str, Any], path: Path) -> None:
    """Write a model as JSON that can be read, a line for each word."""
    weights = ",\n".join(
        f"  {json.dumps(word)}: {json.dumps(own)}" for word, own in sorted(model["weights"].items())
    )
    rest = json.dumps({key: model[key] for key in model if key != "weights"}, indent=1)
    path.write_text(f'{rest[:-2]},\n "weights": {{\n{weights}\n }}\n}}\n', encoding="utf-8")


def _publishers(
    read: Path, reports: Sequence[FileReport]
) -> Iterator[tuple[FileReport, str, pa.Table]]:
    """Each file with payments, the body whose they are, and its combinations with their money."""
    by_id = {report.file_id: report for report in reports if report.payments}
    whatever = [rule for rule in theme_rules() if rule.columns == ("body_kind",)]
    for path in sorted((read / PAYMENTS_FOLDER).glob("*.parquet")):
        frame = pq.read_table(path).to_pandas()
        payer = resolve_payer(str(frame["payer"].mode().iloc[0]))
        fixed = any(rule.words.search(payer.kind.replace("_", " ")) for rule in whatever)
        if path.stem in by_id and not fixed and payer.kind != "unknown":
            yield by_id[path.stem], payer.body_id, _combinations(frame)


def _combinations(frame: pd.DataFrame) -> pa.Table:
    named = frame["supplier"].fillna("")
    suppliers = with_trades(resolve_suppliers(sorted(named.unique()))).to_pandas()
    trades = suppliers.set_index("supplier")["supplier_trade"]
    rows = frame.assign(
        supplier_trade=named.map(trades), body_kind=None, amount=frame["amount"].abs().astype(float)
    )
    whole = rows.groupby(list(COLUMNS), dropna=False)["amount"].sum().reset_index()
    plain = whole.astype(object).where(whole.notna(), None)
    fields = [*((name, pa.string()) for name in COLUMNS), ("amount", pa.float64())]
    return pa.Table.from_pylist(plain.to_dict("records"), schema=pa.schema(fields))
