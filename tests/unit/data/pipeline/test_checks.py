from __future__ import annotations

import pandas as pd
import pytest

from data.pipeline import checks
from utils.config import ENGLAND


def areas_of(counts: dict[str, int]) -> pd.DataFrame:
    """As many current areas of each level."""
    levels = [level for level, number in counts.items() for _ in range(number)]
    codes = [f"X{number:08d}" for number in range(len(levels))]
    return pd.DataFrame({"area_code": codes, "level": levels, "is_current": True})


WHOLE = {"england": 1, "region": 9, "upper_tier": 21, "lower_tier": 164, "both": 132}


def test_areas_of_both_tiers_count_in_each() -> None:
    assert checks.check_area_counts(areas_of(WHOLE)).passed


@pytest.mark.parametrize("level", WHOLE)
def test_an_area_too_few_or_abolished_fails(level: str) -> None:
    result = checks.check_area_counts(areas_of({**WHOLE, level: WHOLE[level] - 1}))
    assert not result.passed
    areas = areas_of(WHOLE)
    areas.loc[areas["level"].eq(level).idxmax(), "is_current"] = False
    assert not checks.check_area_counts(areas).passed


@pytest.mark.parametrize("table", checks.AREA_COLUMNS)
def test_an_unknown_area_fails_and_is_named(table: str) -> None:
    tables = {name: pd.DataFrame({"area_code": ["E1"]}) for name in ("areas", *checks.AREA_COLUMNS)}
    assert checks.check_known_areas(tables).passed
    tables[table] = pd.DataFrame({"area_code": ["E1", "E9"]})
    result = checks.check_known_areas(tables)
    assert (result.passed, result.detail) == (False, f"unknown: {{'{table}': ['E9']}}")


@pytest.fixture
def populations() -> pd.DataFrame:
    rows = [("E1", 2001, 3), ("E2", 2001, 4), (ENGLAND, 2001, 7), ("E3", 2001, 2)]
    rows += [("E1", 2002, 4), ("E2", 2002, 4), (ENGLAND, 2002, 8)]
    return pd.DataFrame(rows, columns=["area_code", "year", "population"])


@pytest.fixture
def areas() -> pd.DataFrame:
    rows = [("E1", "both"), ("E2", "upper_tier"), ("E3", "lower_tier"), (ENGLAND, "england")]
    return pd.DataFrame(rows, columns=["area_code", "level"]).assign(is_current=True)


def test_upper_tiers_add_up_to_england(populations: pd.DataFrame, areas: pd.DataFrame) -> None:
    assert checks.check_population_sums(populations, areas, england=ENGLAND).passed


@pytest.mark.parametrize("row", [0, 2, 5, 6])
def test_one_person_too_many_fails(
    populations: pd.DataFrame, areas: pd.DataFrame, row: int
) -> None:
    populations.loc[row, "population"] += 1
    result = checks.check_population_sums(populations, areas, england=ENGLAND)
    assert (result.passed, result.detail) == (False, "greatest difference 1")


def test_a_missing_england_fails(populations: pd.DataFrame, areas: pd.DataFrame) -> None:
    without = populations[populations["area_code"] != ENGLAND]
    assert not checks.check_population_sums(without, areas, england=ENGLAND).passed


def test_thirteen_pilots_with_members() -> None:
    places = pd.DataFrame({"place_id": [f"p{number}" for number in range(14)], "kind": "pilot"})
    places.loc[13, "kind"] = "parallel"
    members = pd.DataFrame({"place_id": [f"p{number}" for number in range(13)]})
    assert checks.check_programme(places, members).passed
    assert not checks.check_programme(places.iloc[1:], members).passed
    assert not checks.check_programme(places.assign(kind="pilot"), members).passed
    result = checks.check_programme(places, members.iloc[1:])
    assert (result.passed, "['p0']" in result.detail) == (False, True)


def test_indicators_have_observations() -> None:
    names = [f"i{indicator}" for indicator in range(checks.MIN_INDICATORS)]
    indicators, observations = (pd.DataFrame({"indicator": names}) for _ in range(2))
    assert checks.check_indicators(indicators, observations).passed
    assert not checks.check_indicators(indicators.iloc[1:], observations).passed
    result = checks.check_indicators(indicators, observations.iloc[1:])
    assert (result.passed, "['i0']" in result.detail) == (False, True)


def theme_tables(*items: tuple[str, str]) -> dict[str, pd.DataFrame]:
    measures = [("small_area", "imd_decile"), ("regional", "regional:health"), ("spend", "total")]
    return {
        "service_lines": pd.DataFrame({"service_line": ["total"]}),
        "indicators": pd.DataFrame({"indicator": ["pay"]}),
        "map_measures": pd.DataFrame(measures, columns=["kind", "item"]),
        "theme_items": pd.DataFrame(list(items), columns=["item_kind", "item"]),
    }


def test_items_of_themes_exist() -> None:
    known = [
        ("service_line", "total"),
        ("indicator", "pay"),
        ("small_area", "imd_decile"),
        ("regional", "regional:health"),
    ]
    assert checks.check_theme_items(theme_tables(*known)).passed


@pytest.mark.parametrize(
    "item",
    [("indicator", "play"), ("small_area", "pay"), ("small_area", "imd"), ("regional", "health")],
)
def test_an_unknown_item_of_a_theme_or_one_of_another_kind_fails(item: tuple[str, str]) -> None:
    result = checks.check_theme_items(theme_tables(("service_line", "total"), item))
    assert (result.passed, result.detail) == (False, f"unknown: [{item}]")


def small_values(monkeypatch: pytest.MonkeyPatch, gaps: int, note: str | None) -> pd.DataFrame:
    """A period of forty small areas, some without a value."""
    monkeypatch.setattr(checks, "SMALL_AREA_COUNTS", {"lsoa": 40})
    values = [None] * gaps + [1.0] * (40 - gaps)
    notes = [note] * gaps + [None] * (40 - gaps)
    return pd.DataFrame(
        {"level": "lsoa", "measure": "m", "period": "2019", "value": values, "note": notes}
    )


@pytest.mark.parametrize(
    ("gaps", "note", "passed"),
    [(0, None, True), (1, "why", True), (1, None, False), (3, "why", False)],
)
def test_small_areas_have_few_gaps_and_each_says_why(
    monkeypatch: pytest.MonkeyPatch, gaps: int, note: str | None, *, passed: bool
) -> None:
    values = small_values(monkeypatch, gaps, note)
    assert checks.check_small_area_values(values).passed is passed


def test_a_small_area_too_few_fails_and_its_period_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    result = checks.check_small_area_values(small_values(monkeypatch, 0, None).iloc[1:])
    assert (result.passed, "['lsoa', 'm', '2019']" in result.detail) == (False, True)


@pytest.mark.parametrize(
    ("value", "lower", "upper", "passed"),
    [
        (2.0, 1.0, 3.0, True),
        (1.0, 1.0, 1.0, True),
        (2.0, None, 1.0, True),
        (None, 2.0, 3.0, True),
        (2.0, 3.0, 1.0, False),
        (0.9, 1.0, 3.0, False),
        (3.1, 1.0, 3.0, False),
    ],
)
def test_values_lie_between_their_limits(
    value: float | None, lower: float | None, upper: float | None, *, passed: bool
) -> None:
    frame = pd.DataFrame({"value": [value], "lower_cl": [lower], "upper_cl": [upper]})
    assert checks.check_limits(frame.astype("float64")).passed is passed


def meanings() -> pd.DataFrame:
    """A neutral indicator, one with a good side, and a full count."""
    return pd.DataFrame(
        {
            "indicator": ["care", "life", "homeless"],
            "polarity": ["neutral", "high_is_good", "low_is_good"],
            "limits": ["chance", "chance", "full_count"],
            "older_series_of": [None, None, None],
        }
    )


@pytest.mark.parametrize(
    ("indicator", "verdict", "lower", "passed"),
    [
        ("care", "higher", None, True),
        ("care", "worse", None, False),
        ("care", "better", None, False),
        ("life", "worse", 70.0, True),
        ("homeless", None, None, True),
        ("homeless", None, 1.0, False),
        ("homeless", "similar", None, False),
    ],
)
def test_a_verdict_must_be_as_declared(
    indicator: str, verdict: str | None, lower: float | None, *, passed: bool
) -> None:
    rows = pd.DataFrame(
        {
            "indicator": [indicator],
            "verdict_england": [verdict],
            "lower_cl": [lower],
            "upper_cl": [None],
        }
    )
    assert checks.check_verdicts(meanings(), rows).passed is passed


def test_an_older_series_must_name_a_newest_one() -> None:
    assert checks.check_older_series(meanings()).passed
    assert checks.check_older_series(meanings().assign(older_series_of=["life", None, None])).passed
    unknown = meanings().assign(older_series_of=["luck", None, None])
    assert not checks.check_older_series(unknown).passed
    chain = meanings().assign(older_series_of=["life", "homeless", None])
    assert not checks.check_older_series(chain).passed
