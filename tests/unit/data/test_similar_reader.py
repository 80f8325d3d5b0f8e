from __future__ import annotations

import subprocess
import sys

import pytest
from data.need_reader import NeedReader, NeedRow

from data.store import Store
from utils.config import ROOT
from utils.errors import InvalidInputError

BIRMINGHAM = "E08000025"
UNION = "central_bedfordshire_and_luton"
CITY_OF_LONDON = "E09000001"
TOTAL = "spend:total"
YEAR = "2009-10"


@pytest.fixture(scope="module")
def reader() -> NeedReader:
    return NeedReader(Store())


def row(reader: NeedReader, basis: str = "cash", code: str = BIRMINGHAM) -> NeedRow:
    found = reader.adjusted(TOTAL, basis, YEAR, code)
    assert found is not None
    return found


def test_a_fit_says_how_it_was_made(reader: NeedReader) -> None:
    fit = reader.fit(TOTAL, YEAR)
    assert fit is not None
    assert (fit.n, fit.deprivation_edition, fit.age_year) == (151, "2010", 2011)
    assert {one.term for one in fit.terms} == {
        "intercept",
        "deprivation_score",
        "share_under_20",
        "share_65_and_over",
    }
    assert all(one.lower < one.value < one.upper for one in fit.terms)
    assert reader.reason(TOTAL, YEAR) == ""


@pytest.mark.parametrize("code", [BIRMINGHAM, UNION])
def test_a_row_is_observed_less_expected_with_its_limits(reader: NeedReader, code: str) -> None:
    found = row(reader, code=code)
    assert found.residual == pytest.approx(found.value - found.expected, abs=0.011)
    assert found.lower < found.residual < found.upper


def test_adjusted_spend_is_the_mean_of_authorities_and_what_need_does_not_explain(
    reader: NeedReader,
) -> None:
    fit = reader.fit(TOTAL, YEAR)
    assert fit is not None
    assert row(reader).adjusted == pytest.approx(fit.mean + row(reader).residual)


def test_real_terms_are_cash_times_the_deflator_of_the_year(reader: NeedReader) -> None:
    # The deflator of 2009-10 is 70.7043 where 2023-24 is 100.
    for real, cash in zip(row(reader, "real"), row(reader), strict=True):
        assert real == pytest.approx(cash * 100 / 70.7043)


def test_there_are_no_real_terms_in_a_year_without_a_deflator(reader: NeedReader) -> None:
    london = "E09000023"
    assert reader.adjusted(TOTAL, "cash", "2024-25", london) is not None
    assert reader.adjusted(TOTAL, "real", "2024-25", london) is None


@pytest.mark.parametrize(
    ("measure", "period", "code"),
    [
        (TOTAL, YEAR, "E99999999"),
        (TOTAL, YEAR, CITY_OF_LONDON),
        (TOTAL, "1999-00", BIRMINGHAM),
        (TOTAL, "2023-24", BIRMINGHAM),
        ("spend:nothing", YEAR, BIRMINGHAM),
    ],
)
def test_what_is_not_known_is_none(
    reader: NeedReader, measure: str, period: str, code: str
) -> None:
    assert reader.adjusted(measure, "cash", period, code) is None


def test_a_year_without_figures_has_a_reason(reader: NeedReader) -> None:
    assert reader.fit(TOTAL, "1999-00") is None
    assert reader.reason(TOTAL, "1999-00").startswith("No fit: ")


def test_police_says_that_its_limits_are_too_narrow(reader: NeedReader) -> None:
    fit = reader.fit("spend:police", YEAR)
    assert fit is not None
    assert "limits are too narrow" in fit.note


def test_a_history_leaves_out_missing_years_and_is_oldest_first(reader: NeedReader) -> None:
    # Birmingham sent no return for 2023-24 and 2024-25.
    periods = reader.history(TOTAL, "cash", BIRMINGHAM)["period"].tolist()
    assert periods == sorted(periods)
    assert (periods[0], periods[-1], len(periods)) == ("2007-08", "2022-23", 16)
    assert reader.history(TOTAL, "cash", "E99999999").empty


def test_another_basis_is_refused(reader: NeedReader) -> None:
    with pytest.raises(InvalidInputError, match="basis: got 'gold', allowed: cash or real"):
        reader.adjusted(TOTAL, "gold", YEAR, BIRMINGHAM)


def test_the_reader_loads_nothing_heavy() -> None:
    loaded = "[m for m in ('scipy', 'geopandas', 'altair') if m in sys.modules]"
    code = f"import sys, data.need_reader; print({loaded})"
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"
