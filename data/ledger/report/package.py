"""Writes a count as Parquet files with their data package, whole or not at all."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from data.ledger.core.file_report import FileReport, to_pence
from data.ledger.core.hashes import hash_file
from utils.errors import InvalidInputError

PACKAGE_FILE: Final = "datapackage.json"
#: How Arrow's kinds of column are called in a data package.
TYPES: Final[Mapping[str, str]] = {
    "string": "string",
    "int64": "integer",
    "double": "number",
    "bool": "boolean",
    "date32[day]": "date",
}
#: What every column of a count means, said once for all its files.
MEANINGS: Final[Mapping[str, str]] = {
    "amount": "Everything paid, GBP",
    "transfers": "Paid to a body whose own ledger is in the count, GBP",
    "internal": "Paid by a body to itself, GBP",
    "possible": "Counted, but perhaps in the receiver's ledger too, which lacks dates, GBP",
    "counted": "Amount without transfers and internal payments, GBP",
    "in_place": "Counted amount times the share of the body that belongs to the place, GBP",
    "share": "Share of the body that belongs to the place",
    "share_rule": "How the share was found",
    "sure": "Part of the amount whose theme was found with high or fair confidence, GBP",
    "estimated": "Part of the amount whose theme is an estimate by weighed words, GBP",
    "theme_name": "What readers call the theme",
    "heading": "Service heading of the revenue outturn (CIPFA's SeRCOP); empty if unclear",
    "stage": "Prevention, late intervention or cannot tell, by declared words",
    "payments": "Number of payments",
    "grade": "How far the line can be trusted, by the rule of the report",
    "line": "Line of the count that a payment is in",
    "part": "The line with role, confidence and whether its theme is estimated, to add up by",
    "file": "File, as it was called",
    "file_id": "First 16 hexadecimal digits of the SHA-256 of the file",
    "also_in": "File that has the same payment, which is left out here",
    "row": "Row of the sheet, or line of the file",
}


def write_package(
    out: Path,
    tables: Mapping[str, pa.Table | Path],
    *,
    about: Mapping[str, Any],
    texts: Mapping[str, str],
) -> Path:
    """Write tables, texts and the description into a folder that must not exist or be empty.

    Args:
        out: the folder.
        tables: each table, or the Parquet file that already holds it, by its name.
        about: title, sources and whatever else the description is to say.
        texts: other files by their name, such as the report.

    Returns:
        The folder.

    Raises:
        InvalidInputError: the folder holds something already.
    """
    if out.exists() and any(out.iterdir()):
        raise InvalidInputError(
            argument="out",
            received=f"{out}, which holds files",
            expected="a new or an empty folder",
        )
    out.parent.mkdir(parents=True, exist_ok=True)
    # Beside the target, so that it can be put in place in a single step.
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".count-") as made:
        folder = Path(made) / "count"
        folder.mkdir()
        resources = [_put(folder, name, table) for name, table in tables.items()]
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
        described = {**about, "resources": resources}
        (folder / PACKAGE_FILE).write_text(
            json.dumps(described, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
        )
        if out.exists():
            out.rmdir()
        folder.rename(out)
    return out


def _put(folder: Path, name: str, table: pa.Table | Path) -> dict[str, Any]:
    path = folder / f"{name}.parquet"
    if isinstance(table, Path):
        shutil.copyfile(table, path)
    else:
        pq.write_table(table, path, compression="zstd")
    schema = pq.read_schema(path)
    return {
        "name": name.replace("_", "-"),
        "path": path.name,
        "format": "parquet",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{hash_file(path)}",
        "schema": {"fields": [_field(column) for column in schema]},
    }


def _field(field: pa.Field) -> dict[str, str]:
    kind = "number" if pa.types.is_decimal(field.type) else TYPES.get(str(field.type), "string")
    described = {"name": field.name, "type": kind}
    return described | ({"title": MEANINGS[field.name]} if field.name in MEANINGS else {})


def list_answers(reports: Sequence[FileReport]) -> list[dict[str, Any]]:
    """How payments are counted that two files have, where these do not show it."""
    overlaps = dict.fromkeys(overlap for report in reports for overlap in report.overlaps)
    return [
        {
            "files": [overlap.first, overlap.second],
            "payments": overlap.unclear_rows,
            "amount": str(to_pence(overlap.unclear_amount)),
            "once": str(to_pence(overlap.once)),
            "both": str(to_pence(overlap.both)),
            "counted": overlap.counted,
            "by": overlap.counted_by,
        }
        for overlap in overlaps
        if overlap.is_unclear
    ]


def list_sources(reports: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """The files a count was made from, as a data package names sources."""
    return [
        {"title": str(report["file"]), "hash": f"sha256:{report['file_id']}"} for report in reports
    ]
