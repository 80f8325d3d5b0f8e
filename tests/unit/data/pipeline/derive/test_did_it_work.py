"""Questions answered on a small country with a known effect; the declared file is complete."""

from __future__ import annotations

import copy
from typing import Any

import numpy as np
import pandas as pd
import pytest
import yaml

from data.pipeline.derive.did_it_work.build import build_answers
from data.pipeline.derive.did_it_work.declared import QUESTIONS_FILE, declare, read_questions
from data.read.effects.design import TRAITS
from data.versions.schema import conform, read_tables
from tests.data.published import published
from utils.errors import CheckFailedError

EFFECT = 4.0
QUESTION = {
    "question": "north",
    "programme": "pilot",
    "places": ["north"],
    "theme": "work_and_skills",
    "measure": "jobs",
    "sex": "persons",
    "form": "year",
    "title": "Jobs in the north",
    "reason": "It was the aim.",
    "confounders": [],
}
DECLARED: dict[str, Any] = {
    "confounders": {"cuts": {"label": "Cuts", "first_year": 2010, "last_year": 2012, "note": "."}},
    "never_donors": ["E29"],
    "programmes": {
        "pilot": {
            "title": "Pilot",
            "start": "Begins",
            "began": 2010,
            "note": "A note.",
            "exclude_kinds": ["pilot"],
            "exclude": [],
            "confounders": ["cuts"],
            "periods": {"year": ["2009", "2010", "2013"]},
        }
    },
    "questions": [
        QUESTION,
        {**QUESTION, "question": "south", "places": ["south"], "title": "Jobs in the south"},
        {
            "question": "lost",
            "programme": "pilot",
            "places": ["north"],
            "theme": "work_and_skills",
            "title": "Lost",
            "cannot_be_asked": "No series.",
        },
    ],
}


def country() -> dict[str, pd.DataFrame]:
    """Thirty areas, of which two were treated in 2010 and gained four points."""
    codes = [f"E{number:02}" for number in range(30)]
    generator = np.random.default_rng(3)
    rows = []
    for measure in ("jobs:persons", *TRAITS):
        for number, code in enumerate(codes):
            for year in range(2002, 2014):
                value = 50 + number % 7 + 0.3 * (year - 2002) + generator.normal(0, 0.3)
                gained = EFFECT * (measure == "jobs:persons" and number < 2 and year >= 2010)
                rows.append((measure, "as published", str(year), year, code, value + gained))
    areas = pd.DataFrame({"area_code": codes, "area_type": "unitary", "region_code": "E12"})
    areas["region_code"] = ["north" if code < "E05" else "south" for code in codes]
    members = [("north", "E00"), ("north", "E01"), ("south", "E20")]
    return {
        "areas": areas.assign(is_current=True, level="both"),
        "places": pd.DataFrame({"place_id": ["north", "south"], "kind": ["pilot", "pilot"]}),
        "place_members": pd.DataFrame(members, columns=["place_id", "area_code"]),
        "map_values": pd.DataFrame(
            rows, columns=["measure", "basis", "period", "period_start", "area_code", "value"]
        ),
        "map_measures": pd.DataFrame({"measure": ["jobs:persons"], "polarity": ["high_is_good"]}),
    }


def test_a_known_effect_is_found_and_its_absence_too() -> None:
    made = build_answers(country(), declare(DECLARED))
    for name, frame in made.items():
        assert len(conform(read_tables()[name], frame)) == len(frame)
    rows = made["effect_questions"].set_index("question")
    north = rows.loc["north"]
    assert north["effect"] == pytest.approx(EFFECT, abs=0.4)
    assert (north["verdict"], north["why"]) == ("better", "beyond chance")
    assert (north["treated_n"], north["donors_n"]) == (2, 26)
    assert north["p_adjusted"] == pytest.approx(min(1.0, 2 * north["p"]))
    assert rows.loc["south", "verdict"] in {"no clear change", "cannot tell"}
    assert rows.loc["lost", "verdict"] == "cannot be asked"
    assert rows.loc["lost", "note"] == "No series."
    paths = made["effect_paths"].query("question == 'north' and method == 'matched_differences'")
    assert list(paths["period"]) == [str(year) for year in range(2002, 2014)]
    assert np.allclose(paths["actual"] - paths["comparison"], paths["gap"])
    donors = set(made["effect_donors"]["area_code"])
    assert not donors & {"E00", "E01", "E20", "E29"}


def test_answers_do_not_change_from_build_to_build() -> None:
    first, second = (build_answers(country(), declare(DECLARED)) for _ in range(2))
    for name, frame in first.items():
        pd.testing.assert_frame_equal(frame, second[name])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"form": "month"}, "question north, form"),
        ({"programme": "none"}, "question north, programme"),
        ({"confounders": ["rain"]}, "question north, confounders"),
        ({"verdict": "better"}, "question north, parts"),
    ],
)
def test_a_slip_in_a_question_is_named(change: dict[str, Any], words: str) -> None:
    wrong = copy.deepcopy(DECLARED)
    wrong["questions"][0] |= change
    with pytest.raises(CheckFailedError, match=words):
        declare(wrong)


def test_a_question_is_declared_once_and_of_known_places() -> None:
    twice = {**DECLARED, "questions": [QUESTION, QUESTION]}
    with pytest.raises(CheckFailedError, match="each once"):
        declare(twice)
    lost = {**DECLARED, "questions": [{**QUESTION, "places": ["atlantis"]}]}
    with pytest.raises(CheckFailedError, match="atlantis"):
        build_answers(country(), declare(lost))


def test_each_theme_of_each_pilot_has_a_question_or_a_reason() -> None:
    declared = read_questions()
    places = published("places")
    pilots = places[places["kind"] == "pilot"]
    assert len(pilots) == 13
    for row in pilots.to_dict("records"):
        named = {
            topic
            for question in declared.questions
            if row["place_id"] in question.places
            for topic in question.topics
        }
        wanted = {topic.strip() for topic in row["deep_dive_themes"].split(";")}
        assert wanted <= named, row["place_id"]
    themes = {question.theme for question in declared.questions}
    assert themes <= set(published("themes")["theme"])


def test_places_and_measures_of_the_declared_file_exist() -> None:
    declared = read_questions()
    places = set(published("places")["place_id"]) | {"all_pilots"}
    measures = set(published("map_measures")["measure"])
    for question in declared.questions:
        assert set(question.places) <= places
        assert bool(question.measure) != bool(question.cannot_be_asked)
        assert not question.measure or question.measure in measures
    loaded = yaml.safe_load(QUESTIONS_FILE.read_text(encoding="utf-8"))
    assert len(declared.questions) == len(loaded["questions"])
