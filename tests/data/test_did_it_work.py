"""The published answers: complete, counted right, and known figures by an independent way."""

from __future__ import annotations

import numpy as np
import pytest

from data.pipeline.derive.did_it_work.declared import read_questions
from data.pipeline.derive.did_it_work.declared_staggered import read_staggered
from data.read.effects.design import CannotBeAskedError
from data.read.effects.explore import Explorer
from data.read.effects.reader import EffectReader
from tests.data.published import BIRMINGHAM, published
from utils.narrative.effect_methods import design_sentence
from utils.narrative.effects import answer_sentence, detail_sentence, summary_sentence
from utils.stats.effects.estimates import LEADS, MATCHED
from utils.ui.did_it_work.answer_columns import (
    ADJUSTED,
    BEFORE,
    SMALLEST,
    answer_columns,
    own_columns,
)
from utils.ui.shared.loaders import load_explorer, load_places

QUESTION = "pilots_life_expectancy_men"


@pytest.fixture(scope="module")
def reader() -> EffectReader:
    return EffectReader(load_places())


@pytest.fixture(scope="module")
def explorer() -> Explorer:
    return load_explorer()


def test_every_declared_question_is_reported(reader: EffectReader) -> None:
    declared = [question.question for question in read_questions().questions]
    assert list(reader.questions) == declared
    for row in reader.questions.values():
        assert (row["effect"] is None) == (row["verdict"] == "cannot be asked")
        assert row["note"] or row["smallest_detectable"]


def test_adjusted_p_values_are_those_of_benjamini_and_hochberg(reader: EffectReader) -> None:
    rows = sorted(reader.asked(), key=lambda row: row["p"] or 0)
    count, least = len(rows), 1.0
    for rank in range(count, 0, -1):
        row = rows[rank - 1]
        least = min(least, (row["p"] or 0) * count / rank)
        assert row["p_adjusted"] == pytest.approx(least, abs=1e-6)
        leads = [one for one in reader.estimates(row["question"]) if one["method"] in LEADS]
        assert row["p"] == max(one["p"] for one in leads)


def test_the_mean_of_the_pilots_is_that_of_the_published_figures(reader: EffectReader) -> None:
    values = published("observations")
    own = values[
        (values["indicator"] == "life_expectancy_at_birth")
        & (values["sex"] == "male")
        & values["area_code"].isin(reader.treated(reader.questions[QUESTION]))
    ]
    assert own["area_code"].nunique() == 30
    paths = reader.paths(QUESTION, MATCHED)
    for path in paths:
        mean = own.loc[own["period"] == path["period"], "value"].mean()
        assert path["actual"] == pytest.approx(mean, abs=1e-6)
        assert path["gap"] == pytest.approx(path["actual"] - path["comparison"], abs=1e-6)
    after = [path["gap"] for path in paths if path["period_start"] >= 2010]
    assert reader.answering(QUESTION)[0]["effect"] == pytest.approx(np.mean(after), abs=1e-6)


def test_men_in_the_pilots_moved_with_their_matched_places(reader: EffectReader) -> None:
    row = reader.questions[QUESTION]
    words = answer_sentence(row, reader.answering(QUESTION), reader.measure(row))
    assert words == (
        "No clear change: it moved with its matched places. Difference 0.1 years (\u22120.2 to "
        "0.3) from matched places; 0.0 years (\u22120.2 to 0.2) from a weighted mix of places."
    )
    assert detail_sentence(row, reader.measure(row)).startswith(
        "An effect of 0.3 years or more could have been seen; to say “no clear change” we ask for "
    )
    assert "2001-03 to 2007-09 before, 2010-12 to 2016-18 after" in design_sentence(row, [])


def test_files_have_the_answer_in_columns(reader: EffectReader, explorer: Explorer) -> None:
    row = reader.questions[QUESTION]
    columns = answer_columns(reader, row, reader.measure(row))
    assert "Birmingham" in str(columns["Place"])
    assert columns["First period after the start"] == "2010-12"
    assert columns["Result"] == "No clear change: it moved with its matched places."
    assert (columns[ADJUSTED], columns[BEFORE]) == (row["p_adjusted"], row["before_p"])
    assert columns[SMALLEST] == row["smallest_detectable"]
    measure = "life_expectancy_at_birth:male"
    found = explorer.explore((BIRMINGHAM,), measure, "2010-12", "all")
    own = own_columns(reader, (BIRMINGHAM,), found, explorer.measures[measure], "2010-12")
    assert own["Place"] == "Birmingham"
    assert own[SMALLEST] == pytest.approx(found.smallest)
    assert ADJUSTED not in own


def test_weights_are_shares_and_parts_are_there(reader: EffectReader) -> None:
    for row in reader.asked():
        name = row["question"]
        for method in LEADS:
            weights = [one["weight"] for one in reader.donors(name, method)]
            assert 0 < sum(weights) <= 1 + 1e-6
        assert len(reader.balance(name)) == 4
        assert {one["kind"] for one in reader.sensitivity(name)} >= {"other start", "other donors"}
        (last,) = (one for one in reader.leads(name) if one["lead"] == -1)
        assert (last["effect"], last["lower_cl"]) == (0, None)


def test_the_first_sentence_counts_every_question(reader: EffectReader) -> None:
    rows = list(reader.questions.values())
    words = summary_sentence(rows)
    asked = len(reader.asked())
    assert words.startswith(f"Of {asked} questions that can be asked, ")
    assert words.endswith(f"; {len(rows) - asked} more cannot be asked.")


def test_all_programmes_together_are_counted_by_themselves(reader: EffectReader) -> None:
    declared = read_staggered(read_questions())
    assert list(reader.together) == [one.question for one in declared.questions]
    rows = sorted(reader.together.values(), key=lambda row: row["p"])
    least = 1.0
    for rank in range(len(rows), 0, -1):
        least = min(least, rows[rank - 1]["p"] * len(rows) / rank)
        assert rows[rank - 1]["p_adjusted"] == pytest.approx(least, abs=1e-6)


def test_employment_over_all_programmes_is_that_of_the_published_figures(
    reader: EffectReader,
) -> None:
    values = published("observations")
    values = values[(values["indicator"] == "employment_rate") & (values["sex"] == "persons")]
    years = [str(year) for year in range(2004, 2020)]
    table = values.pivot_table(index="area_code", columns="period", values="value")[years].dropna()
    areas, members = published("areas"), published("place_members")
    upper = areas[areas["is_current"] & areas["level"].isin(["upper_tier", "both"])]["area_code"]
    mapped = members.loc[members["place_id"] != "london_councils", "area_code"]
    none = set(upper) - set(mapped) - {"E09000001"}
    row = reader.together["together_employment"]
    assert row["donors_n"] == len(none & set(table.index))
    pilots = set(reader.treated(reader.questions["pilots_employment"]))
    whole = set(reader.treated(reader.questions["whole_place_employment"]))
    rows = reader.since_start(row["question"])
    parts = []
    for year, own in (("2010", pilots), ("2013", whole - pilots)):
        since = table.sub(table[str(int(year) - 1)], axis=0)
        gaps = since[since.index.isin(own)].mean() - since[since.index.isin(none)].mean()
        found = [one["effect"] for one in rows if one["group_start"] == year]
        assert found == pytest.approx(gaps.tolist(), abs=1e-5)
        parts.append(len(own) * gaps[gaps.index >= year].mean())
    assert row["effect"] == pytest.approx(sum(parts) / len(pilots | whole), abs=1e-5)


def test_any_place_is_answered_on_the_years_it_has(explorer: Explorer) -> None:
    found = explorer.explore((BIRMINGHAM,), "life_expectancy_at_birth:male", "2010-12", "all")
    assert found.design.before[-1] == "2007-09"
    assert found.panel.treated.sum() == 1
    assert found.smallest > 0
    assert found is explorer.explore(
        (BIRMINGHAM,), "life_expectancy_at_birth:male", "2010-12", "all"
    )


def test_own_questions_end_with_the_period_asked_for(explorer: Explorer) -> None:
    measure = "employment_rate:persons"
    found = explorer.explore((BIRMINGHAM,), measure, "2012", "all", "2015")
    assert found.design.after == ("2012", "2013", "2014", "2015")
    with pytest.raises(CannotBeAskedError, match="The last period used, 2011, is before"):
        explorer.explore((BIRMINGHAM,), measure, "2012", "all", "2011")


def test_who_is_compared_with_can_be_narrowed(explorer: Explorer) -> None:
    areas = published("areas").set_index("area_code")
    measure = "employment_rate:persons"
    same = explorer.explore((BIRMINGHAM,), measure, "2012", "type").design.donors
    assert {areas.loc[code, "area_type"] for code in same} == {areas.loc[BIRMINGHAM, "area_type"]}
    away = explorer.explore((BIRMINGHAM,), measure, "2012", "regions").design.donors
    assert areas.loc[BIRMINGHAM, "region_code"] not in {
        areas.loc[code, "region_code"] for code in away
    }


def test_a_question_without_figures_names_the_area(explorer: Explorer) -> None:
    with pytest.raises(CannotBeAskedError, match="E06000058 in 2001"):
        explorer.explore(
            ("E06000058",), "deaths_in_usual_residence_65_and_over:persons", "2010", "all"
        )
