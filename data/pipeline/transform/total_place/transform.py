"""The programme's own record: its places with their members, and the figures it published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd
import yaml

from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.readers import read_csv, to_number
from data.pipeline.transform.total_place.asks import build_asks, read_asks
from data.pipeline.transform.total_place.disagreements import build_disagreements
from data.pipeline.transform.total_place.registers import build_registers
from data.pipeline.transform.total_place.rows import require_cited_once, require_known
from utils.config import PROGRAMME_DIR
from utils.errors import SourceSchemaError

MEMBERS_FILE: Final = PROGRAMME_DIR / "programme_members.yml"
KINDS: Final = {"pilot", "parallel", "successor"}
PLACE_COLUMNS: Final = [
    "place_id",
    "name",
    "kind",
    "region",
    "member_authorities",
    "deep_dive_themes",
    "funded_by",
    "source_url",
    "source_title",
    "source_date",
]
COUNT_COLUMNS: Final = [
    "place_id",
    "financial_year",
    "measure",
    "organisation",
    "organisation_type",
    "amount",
    "unit",
    "precision_note",
    "source_url",
    "source_title",
    "source_date",
]
#: What makes two counts the same count.
SAME_COUNT: Final = [
    "place_id",
    "financial_year",
    "measure",
    "organisation",
    "amount",
    "source_url",
    "source_title",
]
ORGANISATION_TYPES: Final = {
    "all",
    "central_government",
    "council",
    "dwp",
    "fire",
    "nhs",
    "other",
    "police",
}
#: Rows about the whole programme or a region: no place of the map.
NO_PLACES: Final = {"all_pilots", "england", "east_of_england"}


def transform(raw: RawFiles, built: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Build `places`, `place_members`, `counts` and the registers of the programme."""
    declared = yaml.safe_load(MEMBERS_FILE.read_text(encoding="utf-8"))
    places = read_csv(raw, "places", required=PLACE_COLUMNS, text=PLACE_COLUMNS)
    require_cited_once(raw, "places", places, same=["place_id"])
    require_known(raw, "places", places, "kind", KINDS)
    require_known(raw, "places", places, "place_id", set(declared))
    known = set(places["place_id"])
    registers = build_registers(raw, places=known | NO_PLACES)
    return {
        "places": _with_members(places, declared).assign(source=raw.declaration.source),
        "place_members": _members(raw, declared, built["areas"]),
        "counts": _counts(raw, known=known),
        "disagreements": build_disagreements(places=known, source=raw.declaration.source),
        **registers,
        "asks": build_asks(read_asks(), registers, places=known, source=raw.declaration.source),
    }


def _with_members(places: pd.DataFrame, declared: Mapping[str, Any]) -> pd.DataFrame:
    return places[PLACE_COLUMNS].assign(
        theme_ids=places["place_id"].map(lambda place: ";".join(declared[place]["themes"])),
        how=places["place_id"].map(lambda place: declared[place]["how"]),
    )


def _members(raw: RawFiles, declared: Mapping[str, Any], areas: pd.DataFrame) -> pd.DataFrame:
    rows = [
        (place, code, entry["how"])
        for place, entry in declared.items()
        for code in entry["members"]
    ]
    members = pd.DataFrame(rows, columns=["place_id", "area_code", "how"])
    upper = areas[areas["is_current"] & areas["level"].isin(["upper_tier", "both"])]
    unknown = sorted(set(members["area_code"]) - set(upper["area_code"]))
    if unknown:
        raise SourceSchemaError(
            source=raw.declaration.source,
            file=MEMBERS_FILE.name,
            column="members",
            received=unknown,
            expected="upper-tier areas of 2024",
        )
    return members


def _counts(raw: RawFiles, *, known: set[str]) -> pd.DataFrame:
    texts = [column for column in COUNT_COLUMNS if column != "amount"]
    counts = read_csv(raw, "counts", required=COUNT_COLUMNS, text=texts)
    require_cited_once(raw, "counts", counts, same=SAME_COUNT)
    require_known(raw, "counts", counts, "place_id", known | NO_PLACES)
    require_known(raw, "counts", counts, "organisation_type", ORGANISATION_TYPES)
    amounts = to_number(counts, "amount", raw=raw, key="counts", missing=())
    return counts[COUNT_COLUMNS].assign(
        amount=amounts,
        line=[f"count-{number:03d}" for number in range(1, len(counts) + 1)],
        is_plottable=~counts["place_id"].isin(NO_PLACES) & amounts.notna(),
        note=None,
        source=raw.declaration.source,
    )
