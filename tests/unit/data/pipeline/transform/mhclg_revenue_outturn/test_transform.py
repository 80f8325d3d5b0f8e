"""The whole step on a small workbook in the publisher's layout."""

import pandas as pd
import pytest

from data.pipeline.extract.declarations import SourceDeclaration, SourceFile, read_declarations
from data.pipeline.extract.raw import RawFiles
from data.pipeline.transform.mhclg_revenue_outturn import declared as outturn_declared
from data.pipeline.transform.mhclg_revenue_outturn import flows as outturn_flows
from data.pipeline.transform.mhclg_revenue_outturn import transform as mhclg_revenue_outturn
from data.pipeline.transform.mhclg_revenue_outturn.flows import Flow, Wording
from data.pipeline.transform.mhclg_revenue_outturn.time_series import (
    TIME_SERIES_LINES,
    revise_from_time_series,
)
from data.pipeline.transform.shared.place import Place
from utils.config import ROOT
from utils.errors import InvalidInputError, MissingPopulationError, SourceSchemaError

FIXTURES = ROOT / "tests" / "fixtures" / "mhclg_revenue_outturn"
FILES = {
    "rs_small": "rs_small.ods",
    "time_series_2022_23": "time_series.json",
    "time_series_2023_24": "time_series_later.json",
    "time_series_2024_25": "time_series_later.json",
    "ecode_to_area": "ecode_to_area.csv",
    "police_areas": "police_areas.csv",
    "fire_areas": "fire_areas.csv",
    "small_area_population": "small_area_population.csv",
    "small_area_to_district": "small_area_to_district.csv",
}
BATH, BRISTOL = "E06000022", "E06000023"


def workbook_of(year: str) -> dict[str, str]:
    """The small workbook as if it were the publisher's summary of a year."""
    return {
        "key": "rs_small",
        "financial_year": year,
        "form": "RS",
        "layout": "summary",
        "sheet": "RS_small",
    }


def raw_files(*more_years: str) -> RawFiles:
    declaration = SourceDeclaration(
        source="mhclg_revenue_outturn",
        title="t",
        publisher="p",
        licence="OGL-UK-3.0",
        citation="c",
        landing_page="https://example.org",
        attribution="a",
        retrieved="2026-11-21",
        files={key: SourceFile(path=path) for key, path in FILES.items()},
        reading={
            "workbooks": [workbook_of("2022-23"), *(workbook_of(year) for year in more_years)],
            "time_series": {
                "2022-23": "time_series_2022_23",
                "2023-24": "time_series_2023_24",
                "2024-25": "time_series_2024_25",
            },
        },
    )
    return RawFiles(declaration, FIXTURES)


def built(last_population: int = 2024) -> dict[str, pd.DataFrame]:
    areas = pd.DataFrame(
        {
            "area_code": [BATH, BRISTOL],
            "level": "both",
            "upper_tier_code": [BATH, BRISTOL],
            "region_code": "E12000009",
            "is_current": True,
        }
    )
    years = range(2007, last_population + 1)
    populations = pd.DataFrame(
        [(code, year, n) for code, n in ((BATH, 25), (BRISTOL, 75)) for year in years],
        columns=["area_code", "year", "population"],
    )
    budgets = pd.DataFrame(columns=["ecode", "financial_year", "service_line", "amount_gbp"])
    return {"areas": areas, "populations": populations, "body_budgets": budgets}


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Declare a small workbook with three lines in place of the publisher's twenty."""
    kept = {"education", "police", "total"}
    lines = [line for line in outturn_declared.service_lines() if line.service_line in kept]
    bodies = [b for b in outturn_declared.wider_bodies() if b.ecode in {"E7050", "E6401"}]
    monkeypatch.setattr(outturn_declared, "service_lines", lambda: lines)
    monkeypatch.setattr(outturn_declared, "wider_bodies", lambda: bodies)
    monkeypatch.setattr(outturn_flows, "flows", lambda: (PAID, GRANT))
    # The small workbook tells net spend alone, so it stands for gross spend and for income too.
    monkeypatch.setattr(
        mhclg_revenue_outturn,
        "read_gross",
        lambda raw, *, measure: mhclg_revenue_outturn.read_returns(raw).assign(measure=measure),
    )


def flow(name: str, label: str, *, side: str, kind: str) -> Flow:
    wording = Wording(first_year="2022-23", last_year="2022-23", labels=(label,))
    return Flow.model_validate(
        {
            "flow": name,
            "name": name,
            "side": side,
            "kind": kind,
            "caution": "c",
            "wordings": [wording],
        }
    )


PAID = flow("paid", "Education services", side="use", kind="benefits")
GRANT = flow("grant", "Police services", side="source", kind="grant")


@pytest.fixture
def tables(small: None) -> dict[str, pd.DataFrame]:  # noqa: ARG001
    return mhclg_revenue_outturn.transform(raw_files(), built())


@pytest.fixture
def spend(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    return tables["spend"].set_index(["area_code", "service_line", "body_type"])


def test_a_grant_is_turned_round_and_shared_like_spend(tables: dict[str, pd.DataFrame]) -> None:
    flows = tables["money_flows"].set_index(["area_code", "flow", "body_type"])["amount_gbp"]
    spent = tables["spend"].set_index(["area_code", "service_line", "body_type"])["amount_gbp"]
    assert flows[BATH, "grant", "police"] == -spent[BATH, "police", "police"] == -2_000
    assert flows[BATH, "paid", "council"] == spent[BATH, "education", "council"]
    # The park authorities are shared among no areas; nothing is paid from them here.
    assert set(flows.index.get_level_values("body_type")) <= {"council", "police"}
    assert tables["flow_lines"]["item_order"].tolist() == [1, 2]


def test_income_stands_beside_gross_spend(tables: dict[str, pd.DataFrame]) -> None:
    gross = tables["spend_gross"].set_index(["area_code", "service_line", "body_type"])
    assert gross.loc[(BATH, "total", "council"), ["gross_gbp", "income_gbp"]].tolist() == [
        10_000,
        10_000,
    ]
    assert gross.index.is_unique


def test_every_flow_has_one_wording_a_year() -> None:
    for declared_flow in outturn_flows.flows():
        years = [
            year
            for wording in declared_flow.wordings
            for year in outturn_declared.financial_years(
                int(wording.first_year[:4]), int(wording.last_year[:4])
            )
        ]
        assert len(years) == len(set(years)), declared_flow.flow
        first, last = (
            int(declared_flow.wordings[0].first_year[:4]),
            int(declared_flow.wordings[-1].last_year[:4]),
        )
        assert years == outturn_declared.financial_years(first, last), declared_flow.flow


@pytest.mark.parametrize(
    ("key", "amount", "status", "method"),
    [
        ((BATH, "total", "council"), 10_000, "returned", "summed"),
        ((BRISTOL, "total", "council"), 25_000, "published", "summed"),
        ((BATH, "police", "police"), 2_000, "returned", "apportioned by population"),
        ((BRISTOL, "police", "police"), 6_000, "returned", "apportioned by population"),
        (("E12000009", "total", "council"), 35_000, "published", "summed"),
        (("E12000009", "police", "police"), 8_000, "returned", "apportioned by population"),
        (("E92000001", "total", "council"), 35_000, "published", "summed"),
        (("E92000001", "total", "park"), 3_000, "returned", "summed"),
        (("E92000001", "total", "all"), 46_000, "published", "published"),
    ],
)
def test_areas_regions_and_england(
    spend: pd.DataFrame, key: tuple[str, str, str], amount: float, status: str, method: str
) -> None:
    row = spend.loc[key]
    assert row["amount_gbp"] == pytest.approx(amount)
    assert (row["status"], row["method"]) == (status, method)


def test_a_park_is_in_no_area_and_an_idle_line_of_a_wider_body_is_left_out(
    spend: pd.DataFrame,
) -> None:
    assert set(spend.xs("park", level="body_type").index.get_level_values(0)) == {"E92000001"}
    assert (BATH, "education", "police") not in spend.index


def test_a_filled_return_says_where_it_is_from(spend: pd.DataFrame) -> None:
    assert "time series" in spend.loc[(BRISTOL, "total", "council"), "note"]
    assert pd.isna(spend.loc[(BATH, "total", "council"), "note"])


def test_the_key_is_unique_and_the_source_named(spend: pd.DataFrame) -> None:
    assert spend.index.is_unique
    assert set(spend["source"]) == {"mhclg_revenue_outturn"}


@pytest.mark.usefixtures("small")
def test_a_body_that_belongs_nowhere_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = [body for body in outturn_declared.wider_bodies() if body.ecode != "E6401"]
    monkeypatch.setattr(outturn_declared, "wider_bodies", lambda: kept)
    with pytest.raises(SourceSchemaError, match="E6401"):
        mhclg_revenue_outturn.transform(raw_files(), built())


@pytest.mark.usefixtures("small")
def test_breaks_say_who_says_so() -> None:
    breaks = mhclg_revenue_outturn.transform(raw_files(), built())["spend_breaks"]
    assert breaks["note"].str.contains("Source: ").all()
    assert not breaks.duplicated(["financial_year", "service_line", "kind"]).any()


PLACE = Place("mhclg_revenue_outturn", "series.json")
LINES = [*TIME_SERIES_LINES.values(), "total"]


def returns_of(amounts: dict[str, float], year: str = "2022-23") -> pd.DataFrame:
    return pd.DataFrame(
        {
            "financial_year": year,
            "ecode": "E4601",
            "service_line": LINES,
            "amount_gbp": [amounts.get(line, float("nan")) for line in LINES],
        }
    )


def revise(
    returns: pd.DataFrame, services: dict[str, float], *, status: str = "submitted"
) -> pd.DataFrame:
    council = {"lgf_code": "E4601", "status": status, "services_net_gbp": services}
    revised = revise_from_time_series(
        returns, councils={"2022-23": [council]}, places={"2022-23": PLACE}
    )
    return revised.set_index("service_line")


def test_filling_takes_a_service_that_is_not_listed_as_zero_and_adds_the_total() -> None:
    filled = revise(returns_of({}), {"Education": 7, "Police": -2})
    amounts = filled["amount_gbp"]
    assert (amounts["education"], amounts["housing"], amounts["total"]) == (7, 0, 5)
    assert filled["return_note"].str.contains("no return in the workbook").all()


def test_a_council_with_a_line_that_differs_is_taken_whole() -> None:
    before = dict.fromkeys(LINES, 0.0) | {"education": 9000.0, "police": 100.0, "total": 9100.0}
    revised = revise(returns_of(before), {"Education": 5000, "Police": 300})
    assert revised.loc[["education", "police", "total"], "amount_gbp"].tolist() == [5000, 300, 5300]
    assert "the workbook has GBP 9,000" in revised.loc["education", "return_note"]
    assert pd.isna(revised.loc["housing", "return_note"])


def test_a_difference_of_rounding_changes_nothing() -> None:
    before = dict.fromkeys(LINES, 0.0) | {"education": 5400.0, "total": 5400.0}
    revised = revise(returns_of(before), {"Education": 5000})
    assert revised["amount_gbp"].to_dict() == before
    assert revised["return_note"].isna().all()


def test_other_years_and_councils_that_did_not_submit_are_not_filled() -> None:
    assert revise(returns_of({}, "2019-20"), {"Education": 7})["amount_gbp"].isna().all()
    assert revise(returns_of({}), {}, status="not submitted")["amount_gbp"].isna().all()


def test_a_service_by_another_name_is_refused() -> None:
    with pytest.raises(SourceSchemaError, match="Schools"):
        revise(returns_of({}), {"Schools": 7})


def test_declared_lines_are_well_formed() -> None:
    lines = outturn_declared.service_lines()
    names = [line.service_line for line in lines]
    assert len(set(names)) == len(names)
    assert {line.parent for line in lines if line.parent} <= set(names)
    assert [line.service_line for line in lines if line.parent is None] == ["total"]
    derived = [line for line in lines if line.form == "derived"]
    assert [line.service_line for line in derived] == ["services_without_education"]
    assert all(set(line.less) <= set(names) and not line.labels for line in derived)


def test_each_year_has_one_summary() -> None:
    declaration = read_declarations()["mhclg_revenue_outturn"]
    books = outturn_declared.reading_of(declaration).net
    years = [book.financial_year for book in books if book.form != "RO3"]
    assert years == outturn_declared.financial_years(2007, 2024)


def test_break_lines_are_declared_lines() -> None:
    names = {line.service_line for line in outturn_declared.service_lines()} | {"all"}
    assert {spend_break.service_line for spend_break in outturn_declared.breaks()} <= names


def test_a_new_year_is_one_line_of_the_declaration(small: None) -> None:  # noqa: ARG001
    years = ("2021-22", "2025-26")
    tables = mhclg_revenue_outturn.transform(raw_files(*years), built(last_population=2025))
    spend = tables["spend"]
    assert set(spend["financial_year"]) >= {*years, "2022-23"}
    lines = tables["service_lines"].set_index("service_line")["last_year"]
    assert lines["education"] == "2025-26"
    keys = ["area_code", "service_line", "body_type"]
    old, new = (spend[spend["financial_year"] == year] for year in years)
    both = old.merge(new, on=keys, suffixes=("_old", "_new"), validate="one_to_one")
    assert len(both) == len(old) == len(new) > 0
    assert both["amount_gbp_old"].equals(both["amount_gbp_new"])


def test_a_new_year_without_population_is_refused_by_name(small: None) -> None:  # noqa: ARG001
    with pytest.raises(MissingPopulationError, match="2025-26 have no mid-year population of 2025"):
        mhclg_revenue_outturn.transform(raw_files("2025-26"), built())


def test_a_slip_in_how_files_are_read_is_refused_by_its_place() -> None:
    declaration = raw_files().declaration
    slip = declaration.model_copy(update={"reading": {"workbooks": [{"key": "rs_small"}]}})
    with pytest.raises(InvalidInputError, match=r"reading.workbooks.0.financial_year"):
        outturn_declared.reading_of(slip)
