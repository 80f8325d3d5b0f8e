"""Questions over all programmes: who starts when, known effects, and the rule of the outcomes."""

from __future__ import annotations

import copy
from typing import Any

import pandas as pd
import pytest
import yaml

from data.pipeline.derive.did_it_work.declared import declare, read_questions
from data.pipeline.derive.did_it_work.declared_staggered import (
    STAGGERED_FILE,
    Staggered,
    StaggeredQuestion,
    declare_staggered,
)
from data.pipeline.derive.did_it_work.sensitivity import FEW_OF_TYPE, matched_by_type
from data.pipeline.derive.did_it_work.sets import Sets
from data.pipeline.derive.did_it_work.staggered import build_staggered, first_years, never_treated
from data.read.effects.design import Design
from data.versions.schema import conform, read_tables
from tests.unit.data.pipeline.derive.test_did_it_work import DECLARED, EFFECT, country
from utils.errors import CheckFailedError
from utils.stats.effects.estimates import MATCHED

BEFORE = tuple(str(year) for year in range(2002, 2010))
ASKED = Staggered(
    questions=(StaggeredQuestion("jobs", "Jobs", "jobs:persons", "year", ("cuts",)),),
    # The north took part in the programme of 2012 too; it started in 2010.
    starts={2010: ("north",), 2011: ("south",), 2012: ("north",)},
    kept=(),
    until={"year": "2013"},
)


@pytest.fixture(scope="module")
def sets() -> Sets:
    return Sets(country(), declare(DECLARED))


def test_an_area_starts_with_its_first_programme_and_others_are_in_none(sets: Sets) -> None:
    assert first_years(sets, ASKED) == {"E00": 2010, "E01": 2010, "E20": 2011}
    never = never_treated(sets, ASKED)
    assert len(never) == 26
    assert not {"E00", "E01", "E20", "E29"} & set(never)


def test_a_known_effect_of_one_start_is_found(sets: Sets) -> None:
    made = build_staggered(sets, ASKED, {"jobs:persons": "high_is_good"})
    for name, rows in made.items():
        assert len(conform(read_tables()[name], pd.DataFrame(rows))) == len(rows)
    (row,) = made["effect_staggered_questions"]
    assert row["effect"] == pytest.approx(2 * EFFECT / 3, abs=0.4)
    assert (row["verdict"], row["treated_n"], row["donors_n"]) == ("better", 3, 26)
    assert row["p_adjusted"] == row["p"]
    effects = pd.DataFrame(made["effect_staggered"]).set_index(["group_start", "lead"])
    assert set(effects.index.get_level_values("group_start")) == {"all", "2010", "2011"}
    assert effects.loc[("2010", 2), "effect"] == pytest.approx(EFFECT, abs=0.6)
    assert effects.loc[("2011", 2), "effect"] == pytest.approx(0, abs=0.8)
    assert list(effects.loc[[("all", 2), ("all", 3)], "treated_n"]) == [3, 2]
    assert effects.loc[("all", -1), ["lower_cl", "upper_cl"]].isna().all()


def test_a_period_that_is_missing_stops_the_build(sets: Sets) -> None:
    tables = country()
    values = tables["map_values"]
    tables["map_values"] = values[values["period"] != "2006"]
    with pytest.raises(CheckFailedError, match="jobs: received periods 2002"):
        build_staggered(Sets(tables, sets.declared), ASKED, {"jobs:persons": "high_is_good"})


def test_outcomes_follow_from_the_rule_of_the_file() -> None:
    loaded = yaml.safe_load(STAGGERED_FILE.read_text(encoding="utf-8"))
    declared = read_questions()
    assert len(declare_staggered(loaded, declared).questions) == 5
    fewer: dict[str, Any] = {**loaded, "questions": loaded["questions"][1:]}
    with pytest.raises(CheckFailedError, match="all questions, measure"):
        declare_staggered(fewer, declared)
    slip = copy.deepcopy(loaded)
    slip["questions"][0]["confounders"] = ["rain"]
    with pytest.raises(CheckFailedError, match="together_life_expectancy_men, confounders"):
        declare_staggered(slip, declared)


def test_areas_are_matched_with_their_own_type_where_there_are_enough(sets: Sets) -> None:
    donors = tuple(f"E{number:02}" for number in range(2, 20))
    design = Design(("E00", "E01"), donors, BEFORE, ("2010", "2011"), "2009")
    series = sets.series("jobs:persons")
    found = matched_by_type(series, design, sets)
    assert (found.kind, found.method) == ("matched by type", MATCHED)
    assert found.effect == pytest.approx(EFFECT, abs=0.6)
    assert found.lower is not None
    tables = country()
    tables["areas"].loc[:3, "area_type"] = "county"
    few = matched_by_type(series, design, Sets(tables, sets.declared))
    assert (few.effect, few.note) == (None, FEW_OF_TYPE)
