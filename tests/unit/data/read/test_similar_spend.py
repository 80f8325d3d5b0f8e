from __future__ import annotations

import subprocess
import sys

import pytest

from data.read.similar_rows import SimilarRow
from data.read.similar_spend import SimilarReader
from data.read.similar_terms import sign_of, signs_words, term_words
from data.read.store import Store
from utils.config import ROOT
from utils.errors import InvalidInputError

BIRMINGHAM, CROYDON, LUTON = "E08000025", "E09000008", "E06000032"
UNION = "central_bedfordshire_and_luton"
CITY_OF_LONDON = "E09000001"
SERVICES, TOTAL, POLICE = "spend:services_without_education", "spend:total", "spend:police"
YEAR = "2009-10"


@pytest.fixture(scope="module")
def reader() -> SimilarReader:
    return SimilarReader(Store())


def row(reader: SimilarReader, basis: str = "cash", code: str = BIRMINGHAM) -> SimilarRow:
    found = reader.row(SERVICES, basis, YEAR, code)
    assert found is not None
    return found


def test_a_fit_says_how_it_was_made_and_why_it_is_shown(reader: SimilarReader) -> None:
    fit = reader.fit(SERVICES, YEAR)
    assert fit is not None
    assert (fit.n, fit.deprivation_edition, fit.age_year) == (151, "2010", 2011)
    assert {term.term for term in fit.terms} == {
        "intercept",
        "deprivation_score",
        "share_under_20",
        "share_65_and_over",
        "london",
    }
    assert all(term.lower < term.value < term.upper for term in fit.terms)
    assert fit.is_shown
    assert fit.reason.startswith("Expected spending is shown: ")


@pytest.mark.parametrize("code", [BIRMINGHAM, UNION])
def test_expected_spend_lies_in_its_range(reader: SimilarReader, code: str) -> None:
    found = row(reader, code=code)
    assert found.expected is not None
    assert found.lower is not None
    assert found.upper is not None
    assert found.lower < found.expected < found.upper
    assert found.in_range == (found.lower <= found.value <= found.upper)


def test_neighbours_decide_the_difference_and_the_band(reader: SimilarReader) -> None:
    found = row(reader)
    assert found.neighbours is not None
    assert found.neighbours.n == 15
    assert found.difference == pytest.approx(found.value - found.neighbours.median)
    assert found.band in {"lowest quarter", "middle half", "highest quarter"}


def test_a_place_of_several_has_the_neighbours_of_any_of_its_councils(
    reader: SimilarReader,
) -> None:
    found = row(reader, code=UNION)
    assert found.neighbours is not None
    rows = Store().read("neighbours")
    near = rows[rows["neighbour_order"] <= 15]
    members = {LUTON, "E06000056"}
    names = set(near.loc[near["area_code"].isin(members), "neighbour_code"]) - members
    assert found.neighbours.n == len(names)


def test_real_terms_are_cash_times_the_deflator_of_the_year(reader: SimilarReader) -> None:
    # The deflator of 2009-10 is 70.7043 where 2023-24 is 100 and 2024-25 103.717472.
    real, cash = row(reader, "real"), row(reader)
    factor = 103.717472 / 70.7043
    assert real.value == pytest.approx(cash.value * factor)
    assert real.expected == pytest.approx((cash.expected or 0) * factor)
    assert real.neighbours is not None
    assert cash.neighbours is not None
    assert real.neighbours.upper_quartile == pytest.approx(cash.neighbours.upper_quartile * factor)
    assert real.neighbours.n == cash.neighbours.n


@pytest.mark.parametrize(
    ("measure", "period", "code", "why"),
    [
        (SERVICES, YEAR, "E99999999", "no figure"),
        (SERVICES, YEAR, CITY_OF_LONDON, "too few residents"),
        (SERVICES, "1999-00", BIRMINGHAM, "no figures"),
        (SERVICES, "2023-24", BIRMINGHAM, "no figure"),
        ("spend:nothing", YEAR, BIRMINGHAM, "no figures"),
        (POLICE, "2022-23", CROYDON, "Fewer than five similar places"),
    ],
)
def test_what_is_not_known_is_none_and_says_why(
    reader: SimilarReader, measure: str, period: str, code: str, why: str
) -> None:
    assert reader.row(measure, "cash", period, code) is None
    assert why in reader.why_none(measure, "cash", period, code)


def test_spending_on_schools_has_neighbours_alone(reader: SimilarReader) -> None:
    fit = reader.fit(TOTAL, YEAR)
    assert fit is not None
    assert not fit.is_shown
    assert "academies" in fit.reason
    found = reader.row(TOTAL, "cash", YEAR, BIRMINGHAM)
    assert found is not None
    assert found.expected is None
    assert found.neighbours is not None


def test_a_fit_that_is_not_shown_gives_no_expected_spend(reader: SimilarReader) -> None:
    hidden = [key for key, fit in reader.fits.items() if fit.terms and not fit.is_shown]
    assert hidden
    for measure, period in hidden[:5]:
        found = reader.row(measure, "cash", period, LUTON)
        assert found is None or found.expected is None


def test_police_counts_bodies_and_leaves_london_out(reader: SimilarReader) -> None:
    fit = reader.fit(POLICE, "2022-23")
    assert fit is not None
    assert (fit.areas, fit.n) == (151, 37)
    assert "london" not in {term.term for term in fit.terms}
    assert "No expected spending is worked out for London" in fit.note


def test_terms_have_units_and_say_what_their_signs_mean(reader: SimilarReader) -> None:
    fit = reader.fit(SERVICES, "2022-23")
    assert fit is not None
    terms = {term.term: term for term in fit.terms}
    assert sign_of(terms["london"]) == sign_of(terms["deprivation_score"]) == "plus"
    assert term_words(terms["london"]).endswith(
        "in £ per person more in London, where wages and other costs are higher"
    )
    assert "does not mean that these residents cost less" in signs_words(fit.terms)


def test_another_basis_is_refused(reader: SimilarReader) -> None:
    with pytest.raises(InvalidInputError, match="basis: got 'gold', allowed: cash or real"):
        reader.row(SERVICES, "gold", YEAR, BIRMINGHAM)


def test_the_reader_loads_nothing_heavy() -> None:
    loaded = "[m for m in ('scipy', 'geopandas', 'altair') if m in sys.modules]"
    code = f"import sys, data.read.similar_spend; print({loaded})"
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"
