"""What councils and wider bodies spent on each service, on today's upper-tier areas."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pandas as pd

from data.extract.raw import RawFiles
from data.extract.readers import read_csv, read_sheet
from data.transform import outturn_declared as declared
from data.transform.outturn_areas import council_shares, members_by_code, wider_shares
from data.transform.outturn_gaps import mark_gaps
from data.transform.outturn_spread import (
    SPEND_COLUMNS,
    add_up_england,
    add_up_parks,
    add_up_regions,
    split_gla,
    spread_over_areas,
)
from data.transform.outturn_time_series import FILLED_YEAR_KEY, fill_from_time_series
from data.transform.outturn_workbooks import parse_sheet
from data.transform.place import place_of
from utils.config import ENGLAND

CHRISTCHURCH = "E07000048"
SEA_TOWNS = [CHRISTCHURCH, "E06000028", "E06000029"]


def transform(raw: RawFiles, built: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Build `spend`, `spend_breaks` and `service_lines`; needs `areas` and `populations`.

    Raises:
        SourceSchemaError: a workbook is not as declared, or a body belongs to no area.
        MissingPopulationError: an area that shares a body has no population in a year.
    """
    returns = read_returns(raw)
    lines = declared.service_lines()
    parents = {line.service_line: line.parent for line in lines}
    country = returns["ecode"] == "England"
    bodies = split_gla(mark_gaps(returns[~country], parents=parents))
    shares = _read_shares(raw, built)
    parks = frozenset(b.ecode for b in declared.wider_bodies() if b.body_type == "park")
    unknown = sorted(set(bodies["body"]) - {*shares["body"], *parks})
    if unknown:
        raise place_of(raw, "ecode_to_area").refuse(
            column="ecode", came=unknown, allowed="a council here or a body of wider_bodies.yml"
        )
    areas = spread_over_areas(bodies, shares=shares)
    placed = built["areas"].dropna(subset="region_code")
    region_of = dict(zip(placed["area_code"], placed["region_code"], strict=True))
    parts = [
        areas,
        add_up_regions(areas, region_of=region_of),
        add_up_england(areas),
        add_up_parks(bodies, parks=parks),
        _published_england(returns[country]),
    ]
    spend = pd.concat(parts, ignore_index=True).assign(source=raw.declaration.source)
    return {
        "spend": spend,
        "spend_breaks": pd.DataFrame(
            [
                {**one.model_dump(exclude={"cited"}), "note": f"{one.note} Source: {one.cited}."}
                for one in declared.breaks()
            ]
        ).assign(source=raw.declaration.source),
        "service_lines": pd.DataFrame([line.model_dump(exclude={"labels"}) for line in lines]),
    }


def read_returns(raw: RawFiles) -> pd.DataFrame:
    """Read every return of every year, and the published England rows.

    Returns:
        financial_year, ecode ("England" for the country), name, service_line, amount_gbp (null if
        not returned), return_note (null unless filled in from the time series).

    Raises:
        SourceSchemaError: a workbook is not laid out as declared.
    """
    lines, aliases = declared.service_lines(), declared.aliases()
    parts = [
        parse_sheet(
            read_sheet(raw, workbook.key, sheet=workbook.sheet),
            workbook=workbook,
            lines=[line for line in lines if line.is_in(workbook)],
            aliases=aliases,
            place=place_of(raw, workbook.key, sheet=workbook.sheet),
        )
        for workbook in declared.workbooks()
    ]
    councils = json.loads(raw.path(FILLED_YEAR_KEY).read_text(encoding="utf-8"))["councils"]
    return fill_from_time_series(
        pd.concat(parts, ignore_index=True),
        councils=councils,
        place=place_of(raw, FILLED_YEAR_KEY),
    )


def _read_shares(raw: RawFiles, built: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    lookup = read_csv(
        raw,
        "ecode_to_area",
        required=["ecode", "authority_name_latest", "constant_area_2024_ons_code"],
    )
    populations = built["populations"]
    areas = built["areas"]
    lower = areas[areas["is_current"] & areas["level"].isin(["lower_tier", "both"])]
    upper_tier = dict(zip(lower["area_code"], lower["upper_tier_code"], strict=True))
    police = read_csv(raw, "police_areas", required=["ltla24_code", "pfa24_code"])
    fire = read_csv(raw, "fire_areas", required=["ltla24_code", "fra24_code"])
    councils = council_shares(
        lookup, populations=populations, christchurch_share=_christchurch_share(raw)
    )
    wider = wider_shares(
        declared.wider_bodies(),
        populations=populations,
        police_areas=members_by_code(police, code="pfa24_code", upper_tier=upper_tier),
        fire_areas=members_by_code(fire, code="fra24_code", upper_tier=upper_tier),
    )
    return pd.concat([councils, wider], ignore_index=True)


def _christchurch_share(raw: RawFiles) -> float:
    """Christchurch's part of the people of the three sea towns, mid-2017, from small areas."""
    people = read_csv(raw, "small_area_population", required=["lsoa11_code", "mid2017_all_ages"])
    towns = read_csv(raw, "small_area_to_district", required=["lsoa11_code", "ltla18_code"])
    joined = people.merge(towns, on="lsoa11_code", validate="one_to_one")
    by_town = joined.groupby("ltla18_code")["mid2017_all_ages"].sum()
    return float(by_town[CHRISTCHURCH] / by_town[SEA_TOWNS].sum())


def _published_england(country: pd.DataFrame) -> pd.DataFrame:
    empty = country["amount_gbp"].isna()
    rows = country.assign(
        area_code=ENGLAND,
        body_type="all",
        method="published",
        status=pd.Series("published", index=country.index).mask(empty, "missing"),
        note=pd.Series("The publisher gives no estimate", index=country.index).where(empty, None),
    )
    return rows[SPEND_COLUMNS]
