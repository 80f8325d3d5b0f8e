"""Builds the names by which places are found, from declared names and the tables of areas."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any, Final

import pandas as pd
import yaml

from data.pipeline.derive.place_values import place_groups
from data.read.name_forms import bare_name, list_names, plain_name
from utils.config import DECLARED_DIR
from utils.errors import InvalidInputError

NAMES_FILE: Final = DECLARED_DIR / "place_names.yml"
COLUMNS: Final = ["name", "place_id", "kind", "note"]
UPPER_TIER: Final = ("upper_tier", "both")
Row = tuple[str, str, str, str | None]


def build_place_names(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Build `place_names`: official, short and former names, districts, towns and old counties.

    A place of the programme that is an authority is found as that authority.

    Raises:
        InvalidInputError: a declared name is given to a place that is not known.
    """
    declared = yaml.safe_load(NAMES_FILE.read_text(encoding="utf-8"))
    official = _official(tables)
    areas = tables["areas"].set_index("area_code")
    rows: list[Row] = [(name, place, "official", None) for place, name in official.items()]
    rows += _programme(tables, official)
    rows += _declared(declared, official)
    rows += _former(tables["area_changes"], areas)
    rows += _districts(areas)
    rows += [short for row in rows for short in _shortened(row, declared["words"])]
    return {"place_names": _once(rows)}


def _once(rows: list[Row]) -> pd.DataFrame:
    """Each name of a place once, the first of those that read alike."""
    frame = pd.DataFrame(rows, columns=COLUMNS)
    read = frame["name"].map(plain_name)
    return frame[~frame.assign(read=read).duplicated(["read", "place_id"])].reset_index(drop=True)


def _official(tables: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """Names of authorities by GSS code, and of places of several authorities by id."""
    areas = tables["areas"]
    upper = areas[areas["is_current"] & areas["level"].isin(UPPER_TIER)]
    unions = place_groups(tables["place_members"])["group"].unique()
    places = tables["places"].set_index("place_id")["name"]
    return {
        **dict(zip(upper["area_code"], upper["area_name"], strict=True)),
        **{place: str(places[place]) for place in unions},
    }


def _programme(tables: Mapping[str, pd.DataFrame], official: Mapping[str, str]) -> Iterator[Row]:
    """Names the programme gave to single authorities, where they differ from the authority's."""
    places = tables["places"]
    names = dict(zip(places["place_id"], places["name"], strict=True))
    for place, part in tables["place_members"].groupby("place_id"):
        codes = part["area_code"].tolist()
        if len(codes) == 1 and plain_name(names[place]) != plain_name(official[codes[0]]):
            note = f"in the programme, {names[place]} is {official[codes[0]]}"
            yield names[place], codes[0], "programme", note


def _declared(declared: Mapping[str, Any], official: Mapping[str, str]) -> Iterator[Row]:
    for place, names in declared["short"].items():
        _require(place, official)
        yield from ((name, place, "short", None) for name in names)
    for place, names in declared["towns"].items():
        _require(place, official)
        yield from ((name, place, "town", f"{name} is in {official[place]}") for name in names)
    for name, members in declared["groups"].items():
        for place in members:
            _require(place, official)
        inside = list_names([official[place] for place in members])
        yield from ((name, place, "group", f"{name} is {inside}") for place in members)


def _require(place: str, official: Mapping[str, str]) -> None:
    if place not in official:
        raise InvalidInputError(
            argument=f"{NAMES_FILE.name}",
            received=place,
            expected="GSS codes of upper-tier authorities of 2024 and ids of places of several",
        )


def _former(changes: pd.DataFrame, areas: pd.DataFrame) -> Iterator[Row]:
    """Names of councils that were merged or split, unless the new council has the same name."""
    real = changes[(changes["change"] != "recoded") & changes["old_name"].notna()]
    for _, part in real.groupby("old_code"):
        # The council's kind after a county's name is the source's own shorthand.
        old = str(part["old_name"].iloc[0]).removesuffix(" CC").replace("&", "and")
        new = [str(code) for code in part["new_code"]]
        year, split = int(part["year"].iloc[0]), len(new) > 1
        inside = list_names([str(areas.loc[code, "area_name"]) for code in new])
        for code in new:
            upper = _upper(code, areas)
            known = {bare_name(str(areas.loc[spelling, "area_name"])) for spelling in (code, upper)}
            if bare_name(old) in known:
                continue
            change = f"was split in {year} into {inside}" if split else f"joined {inside} in {year}"
            yield old, upper, "former", f"{old} {change}{_where(code, upper, areas)}"


def _where(code: str, upper: str, areas: pd.DataFrame) -> str:
    """Words for an area that is no authority of its own here."""
    if code == upper:
        return ""
    name = str(areas.loc[upper, "area_name"])
    return f", a district in {name}" if areas.loc[code, "is_current"] else f", now in {name}"


def _upper(code: str, areas: pd.DataFrame) -> str:
    """The upper-tier authority of 2024 in which an area lies."""
    row = areas.loc[code]
    if row["is_current"] and row["level"] in UPPER_TIER:
        return code
    return str(row["upper_tier_code"])


def _districts(areas: pd.DataFrame) -> Iterator[Row]:
    """Districts lead to their county."""
    current = areas[areas["is_current"] & (areas["level"] == "lower_tier")]
    for name, upper in zip(current["area_name"], current["upper_tier_code"], strict=True):
        yield name, upper, "district", f"{name} is a district in {areas.loc[upper, 'area_name']}"


def _shortened(row: Row, words: Mapping[str, list[str]]) -> Iterator[Row]:
    """The same name with its long words written short, in every combination."""
    name, place, kind, note = row
    # Two-word directions stand first in the declaration, so that North East becomes NE.
    parts = re.split(rf"\b({'|'.join(words)})\b", name)
    ways = [[part, *words.get(part, [])] for part in parts]
    for chosen in product(*ways):
        short = "".join(chosen)
        if short != name:
            yield short, place, "short" if kind == "official" else kind, note
