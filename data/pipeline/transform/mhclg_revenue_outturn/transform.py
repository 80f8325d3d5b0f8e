"""What councils and wider bodies spent on each service, on today's upper-tier areas."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

import pandas as pd

from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.readers import read_csv
from data.pipeline.transform.mhclg_revenue_outturn import declared
from data.pipeline.transform.mhclg_revenue_outturn.apportion import (
    GAP_COLUMNS,
    LINE_KEYS,
    SPEND_COLUMNS,
    add_up_england,
    add_up_parks,
    add_up_regions,
    estimate_small_gaps,
    missing_returns,
    split_gla,
    spread_over_areas,
)
from data.pipeline.transform.mhclg_revenue_outturn.areas import (
    council_shares,
    members_by_code,
    wider_shares,
)
from data.pipeline.transform.mhclg_revenue_outturn.checks import (
    check_against_long,
    check_areas_add_up,
    check_england_rows,
)
from data.pipeline.transform.mhclg_revenue_outturn.derived import (
    add_derived_lines,
    components,
    totals_of,
)
from data.pipeline.transform.mhclg_revenue_outturn.doubts import find_doubtful_returns
from data.pipeline.transform.mhclg_revenue_outturn.flows import (
    GROSS,
    INCOME,
    flow_lines,
    read_flows,
    read_gross,
)
from data.pipeline.transform.mhclg_revenue_outturn.gaps import mark_gaps
from data.pipeline.transform.mhclg_revenue_outturn.time_series import (
    revise_from_time_series,
)
from data.pipeline.transform.mhclg_revenue_outturn.workbooks import read_workbooks
from data.pipeline.transform.shared.combine import whole_sums
from data.pipeline.transform.shared.place import place_of
from data.versions.checks import CheckResult
from utils.config import ENGLAND
from utils.errors import MissingPopulationError

CHRISTCHURCH = "E07000048"
SEA_TOWNS = [CHRISTCHURCH, "E06000028", "E06000029"]


def transform(raw: RawFiles, built: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Build what was spent, what it was paid from and what was passed on.

    Needs `areas`, `populations` and `body_budgets`; builds `spend`, `spend_components`,
    `missing_returns`, `doubtful_returns`, `spend_breaks`, `service_lines`, `money_flows`,
    `flow_lines` and `spend_gross`.

    Raises:
        SourceSchemaError: a workbook is not as declared, or a body belongs to no area.
        MissingPopulationError: an area that shares a body has no population in a year.
    """
    returns = read_returns(raw)
    lines, reading = declared.service_lines(), declared.reading_of(raw.declaration)
    parents = {line.service_line: line.parent for line in lines}
    country = returns["ecode"] == "England"
    shares = _read_shares(raw, built)
    parks = frozenset(b.ecode for b in declared.wider_bodies() if b.body_type == "park")
    unknown = sorted(set(returns.loc[~country, "ecode"]) - {*shares["body"], *parks})
    if unknown:
        raise place_of(raw, "ecode_to_area").refuse(
            column="ecode",
            received=unknown,
            expected="a council here or a body of wider_bodies.yml",
        )
    _require_population(returns, shares)
    placed = built["areas"].dropna(subset="region_code")
    region_of = dict(zip(placed["area_code"], placed["region_code"], strict=True))

    budgets = add_derived_lines(built["body_budgets"], lines=lines)
    totals = totals_of(lines)

    def spread(read: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
        bodies = split_gla(read[read["ecode"] != "England"], totals=totals)
        marked = mark_gaps(bodies, parents=parents, totals=totals, budgets=budgets)
        return marked, _to_areas(marked, shares=shares, region_of=region_of)

    bodies, areas = spread(returns)
    parts = [
        estimate_small_gaps(areas),
        add_up_parks(bodies, parks=parks),
        _published_england(returns[country]),
    ]
    spend = pd.concat(parts, ignore_index=True).assign(source=raw.declaration.source)
    made_of = components(lines)
    _, money = spread(read_flows(raw))
    _, gross = spread(read_gross(raw, measure=GROSS))
    _, income = spread(read_gross(raw, measure=INCOME))
    return {
        "spend": spend[[*SPEND_COLUMNS, *GAP_COLUMNS, "source"]],
        "spend_components": made_of,
        "missing_returns": missing_returns(bodies, shares=shares).assign(
            source=raw.declaration.source
        ),
        "doubtful_returns": find_doubtful_returns(
            areas[areas["body_type"] == "council"],
            budgets=_budgets_of_areas(budgets, shares),
            populations=built["populations"],
            components=made_of,
            parents=parents,
            names={line.service_line: line.name for line in lines},
        ).assign(source=raw.declaration.source),
        "spend_breaks": pd.DataFrame(
            [
                {
                    **spend_break.model_dump(exclude={"cited"}),
                    "note": f"{spend_break.note} Source: {spend_break.cited}.",
                }
                for spend_break in declared.breaks()
            ]
        ).assign(source=raw.declaration.source),
        "service_lines": pd.DataFrame([_described(line, reading) for line in lines]),
        "money_flows": _without_empty(
            money[SPEND_COLUMNS].rename(columns={"service_line": "flow"})
        ).assign(source=raw.declaration.source),
        "flow_lines": flow_lines().assign(source=raw.declaration.source),
        "spend_gross": _with_income(gross, income).assign(source=raw.declaration.source),
    }


def _budgets_of_areas(budgets: pd.DataFrame, shares: pd.DataFrame) -> pd.DataFrame:
    """Budgets of each area's councils; null where a council's is missing."""
    councils = shares[shares["body_type"] == "council"]
    joined = budgets.merge(
        councils, left_on=["ecode", "financial_year"], right_on=["body", "financial_year"]
    )
    joined["amount_gbp"] = joined["amount_gbp"] * joined["share"]
    return whole_sums(joined.groupby(LINE_KEYS), ["amount_gbp"]).reset_index()


def _to_areas(
    bodies: pd.DataFrame, *, shares: pd.DataFrame, region_of: Mapping[str, str]
) -> pd.DataFrame:
    """Spread over areas, and add up to regions and England."""
    areas = spread_over_areas(bodies, shares=shares)
    parts = [areas, add_up_regions(areas, region_of=region_of), add_up_england(areas)]
    return pd.concat(parts, ignore_index=True)


def _without_empty(money: pd.DataFrame) -> pd.DataFrame:
    """Leave out a flow that kinds of body in an area have in no year, such as levies."""
    keys = ["area_code", "flow", "body_type"]
    ever = money.groupby(keys)["amount_gbp"].transform(lambda amount: amount.abs().max())
    return money[~(ever == 0)].reset_index(drop=True)


def _with_income(gross: pd.DataFrame, income: pd.DataFrame) -> pd.DataFrame:
    """Gross spend with the income of the same line beside it.

    A wider body's line without any income has no row among the incomes: it had none.
    """
    keys = ["area_code", "financial_year", "service_line", "body_type"]
    both = gross.rename(columns={"amount_gbp": "gross_gbp"}).merge(
        income.rename(columns={"amount_gbp": "income_gbp"})[[*keys, "income_gbp"]],
        on=keys,
        how="left",
        validate="one_to_one",
        indicator=True,
    )
    idle = (both["_merge"] == "left_only") & both["gross_gbp"].notna()
    both["income_gbp"] = both["income_gbp"].mask(idle, 0.0)
    return both[[*keys, "gross_gbp", "income_gbp", "status", "method", "note"]]


def _require_population(returns: pd.DataFrame, shares: pd.DataFrame) -> None:
    """Refuse a year of returns for which no share of any body can be made."""
    lacking = sorted(set(returns["financial_year"]) - set(shares["financial_year"]))
    if lacking:
        raise MissingPopulationError(
            f"Returns of {', '.join(lacking)} have no mid-year population of {lacking[0][:4]}: add "
            "it to the source ons_population."
        )


def _described(line: declared.ServiceLine, reading: declared.Reading) -> dict[str, object]:
    """A service line as it is published; of a line still reported the newest year is its last."""
    last = line.last_year or reading.newest_year(line.form)
    return {**line.model_dump(exclude={"labels", "less"}), "last_year": last}


def read_returns(raw: RawFiles) -> pd.DataFrame:
    """Read every return of every year, and the published England rows.

    Returns:
        financial_year, ecode ("England" for the country), name, service_line, amount_gbp (null if
        not returned), return_note (null unless from the later time series).

    Raises:
        SourceSchemaError: a workbook is not laid out as declared.
    """
    return _revise(raw, _read_workbooks(raw))


def _revise(raw: RawFiles, read: pd.DataFrame) -> pd.DataFrame:
    """Returns with what the later time series fills in, and the lines derived from others."""
    series = declared.reading_of(raw.declaration).time_series
    councils = {
        year: json.loads(raw.path(key).read_text(encoding="utf-8"))["councils"]
        for year, key in series.items()
    }
    places = {year: place_of(raw, key) for year, key in series.items()}
    revised = revise_from_time_series(read, councils=councils, places=places)
    return add_derived_lines(revised, lines=declared.service_lines())


def _read_workbooks(raw: RawFiles) -> pd.DataFrame:
    """Returns as the yearly workbooks have them, before later revisions."""
    return read_workbooks(
        raw,
        declared.reading_of(raw.declaration).net,
        lines=declared.service_lines(),
        aliases=declared.aliases(),
    )


def reconcile(raw: RawFiles, built: Mapping[str, pd.DataFrame]) -> Iterator[CheckResult]:
    """Hold the money against what is known of it from outside: three reconciliations.

    England's rows against the sum of the returns, areas against returns, and our reading of the
    workbooks against the reshaped long table. Needs `spend`.

    Raises:
        SourceSchemaError: a workbook or the long table is not laid out as declared.
    """
    read = _read_workbooks(raw)
    returns = _revise(raw, read)
    yield check_england_rows(returns)
    yield check_areas_add_up(built["spend"], returns)
    keys = ["financial_year", "ecode", "line_key", "value_gbp_thousand", "status"]
    long = read_csv(raw, "long_table", required=keys, text=["ecode"])
    yield check_against_long(read, long)


def read_council_shares(raw: RawFiles, built: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Each council's shares of today's areas; the columns of `outturn_areas.SHARE_COLUMNS`."""
    lookup = read_csv(
        raw,
        "ecode_to_area",
        required=["ecode", "authority_name_latest", "constant_area_2024_ons_code"],
    )
    return council_shares(
        lookup, populations=built["populations"], christchurch_share=_christchurch_share(raw)
    )


def _read_shares(raw: RawFiles, built: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    areas = built["areas"]
    lower = areas[areas["is_current"] & areas["level"].isin(["lower_tier", "both"])]
    upper_tier = dict(zip(lower["area_code"], lower["upper_tier_code"], strict=True))
    police = read_csv(raw, "police_areas", required=["ltla24_code", "pfa24_code"])
    fire = read_csv(raw, "fire_areas", required=["ltla24_code", "fra24_code"])
    wider = wider_shares(
        declared.wider_bodies(),
        populations=built["populations"],
        police_areas=members_by_code(police, code="pfa24_code", upper_tier=upper_tier),
        fire_areas=members_by_code(fire, code="fra24_code", upper_tier=upper_tier),
    )
    return pd.concat([read_council_shares(raw, built), wider], ignore_index=True)


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
