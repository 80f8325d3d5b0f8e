from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from data.pipeline.transform.total_place.registers import build_registers
from data.versions.schema import conform, read_tables
from tests.unit.data.pipeline.transform.health_built import FIXTURES, fixture_raw, spoilt_raw
from tests.unit.data.pipeline.transform.small_record import SMALL_TOPICS, declared_in
from utils.errors import SourceSchemaError

SOURCE = "total_place"
PLACES = {"birmingham", "central_bedfordshire_and_luton"}


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    return build_registers(fixture_raw(SOURCE), places=PLACES)


def test_a_contradictory_figure_is_kept_and_never_drawn(tables: dict[str, pd.DataFrame]) -> None:
    dives = tables["deep_dives"].set_index("line")
    assert dives["is_plottable"].tolist() == [True, False, True, True, True]
    assert dives.loc["dive-002", "amount"] == 44_000
    assert "drawn nowhere" in dives.loc["dive-002", "note"]


def test_topics_lead_to_themes_of_the_atlas(tables: dict[str, pd.DataFrame]) -> None:
    assert tables["deep_dives"]["theme_ids"].tolist() == [
        "health_and_wellbeing",
        "offending_and_community_safety",
        *["drugs_and_alcohol"] * 3,
    ]
    assert tables["projects"]["theme_ids"].tolist() == ["mental_health_and_learning_disability"]


def test_stages_have_their_order_and_cost(tables: dict[str, pd.DataFrame]) -> None:
    stages = tables["journey_stages"].sort_values("item_order")
    assert stages["stage"].tolist() == ["Treatment", "Hospital"]
    assert stages["amount"].isna().tolist() == [True, False]


def test_an_article_is_cited_by_its_title(tables: dict[str, pd.DataFrame]) -> None:
    (row,) = tables["projects"].to_dict("records")
    assert pd.isna(row["source_url"])
    assert row["source_title"] == "Total Place (H. Mooney, on Birmingham)"


def test_dates_keep_their_words_and_get_a_year(tables: dict[str, pd.DataFrame]) -> None:
    assert tables["timeline"]["year"].tolist() == [2007, 2025]


def test_what_is_not_declared_of_a_saving_is_not_said(tables: dict[str, pd.DataFrame]) -> None:
    dives = tables["deep_dives"].set_index("line")
    columns = ["cashable", "gross_or_net", "years_covered"]
    assert dives.loc["dive-003", columns].tolist() == ["not said", "gross", "a year"]
    assert dives.loc["dive-003", "gained_by"] == "NHS hospitals"
    assert dives.loc["dive-004", columns].tolist() == ["not said"] * 3
    assert dives.loc["dive-004", ["paid_by", "gained_by"]].isna().all()


def test_the_spend_that_buys_a_saving_says_who_pays(tables: dict[str, pd.DataFrame]) -> None:
    cost = tables["deep_dives"].set_index("line").loc["dive-005"]
    assert (cost["paid_by"], cost["years_covered"]) == ("councils", "not said")
    assert cost[["cashable", "gross_or_net", "gained_by"]].isna().all()


def test_a_figure_that_is_no_saving_says_nothing_of_it(tables: dict[str, pd.DataFrame]) -> None:
    share = tables["deep_dives"].set_index("line").loc["dive-001"]
    assert share[["cashable", "gross_or_net", "years_covered", "paid_by", "gained_by"]].isna().all()


def test_registers_have_the_declared_columns(tables: dict[str, pd.DataFrame]) -> None:
    for name, frame in tables.items():
        assert conform(read_tables()[name], frame).num_rows == len(frame)


@pytest.mark.parametrize(
    ("key", "old", "new", "match"),
    [
        ("deep_dives", ",https://example.org/a,", ",,", "row 2, column 'source_url'"),
        ("deep_dives", "birmingham,", "brum,", "row 2, column 'place_id': got 'brum'"),
        ("deep_dives", "birmingham,health,", "birmingham,wealth,", "column 'theme': got 'wealth'"),
        ("deep_dives", ",share,", ",part,", "column 'kind': got 'part'"),
        ("deep_dives", ",96,", ",many,", "column 'amount': got 'many'"),
        ("deep_dives", "Cost for each person", "Cost for one", "column 'contradictions'"),
        ("deep_dives", ",A page,2010", ",,2010", "row 2, column 'source_title': got nan"),
        ("deep_dives", "Cost of the nurses", "Cost of a nurse", "which begins 0 items"),
        ("journeys", ",2,Hospital,", ",1,Hospital,", "row 3, column 'stage_order': got '1'"),
        ("journeys", "https://example.org/a,A", ",A", "row 2, column 'source_url': got nan"),
        ("journeys", "birmingham,", "brum,", "row 2, column 'place_id': got 'brum'"),
        ("journeys", ",drugs and", ",drinks and", "row 2, column 'theme': got 'drinks and"),
        ("projects", "H. Mooney, on B", "H. Money, on B", "row 2, column 'source_url': got nan"),
        ("projects", "birmingham,", "brum,", "row 2, column 'place_id': got 'brum'"),
        ("projects", ",learning disability,", ",learning,", "row 2, column 'theme': got 'lear"),
        ("barriers", "https://example.org/c,", ",", "row 2, column 'source_url': got nan"),
        ("timeline", ",https://example.org/b", ",", "row 3, column 'source_url': got nan"),
        ("journeys", ",34000,", ",dear,", "column 'cost': got 'dear'"),
        ("barriers", ",regulation,", ",rules,", "row 3, column 'category': got 'rules'"),
        ("barriers", ",birmingham,", ",brum,", "row 3, column 'place_id': got 'brum'"),
        ("timeline", "February 2007", "some day", "row 2, column 'date': got 'some day'"),
        ("projects", "project,theme", "name,theme", "column 'project'"),
    ],
)
def test_a_bad_row_is_refused_with_file_row_and_reason(
    tmp_path: Path, key: str, old: str, new: str, match: str
) -> None:
    with pytest.raises(SourceSchemaError, match=match):
        build_registers(spoilt_raw(SOURCE, key, tmp_path, old=old, new=new), places=PLACES)


@pytest.mark.parametrize("key", ["deep_dives", "journeys", "projects", "barriers", "timeline"])
def test_a_row_that_stands_twice_is_refused(tmp_path: Path, key: str) -> None:
    first = (FIXTURES / SOURCE / f"{key}.csv").read_text(encoding="utf-8").splitlines()[1]
    raw = spoilt_raw(SOURCE, key, tmp_path, old=first, new=f"{first}\n{first}")
    with pytest.raises(SourceSchemaError, match=rf"file {key}\.csv, row 3, .*each row once"):
        build_registers(raw, places=PLACES)


@pytest.mark.parametrize(
    ("old", "new", "match"),
    [
        ("gross_net: gross", "gross_net: rough", "'savings': got \"'rough' as gross_net"),
        ("gross_net: gross", "kind: gross", r"'savings': got \['kind'\]"),
        ("hospitals, low", "hospitals", "which begins 2 items"),
        ("source: A page, paid", "source: B page, paid", "which begins 0 items"),
        ("Cost of the nurses", '"Saving of nurses in hospitals, low"', "low' twice"),
        ("paid_by: councils", "cashable: partly", "cashable of 'Cost of the nurses'"),
        ("[health_and_wellbeing]", "[wealth]", r"'topics': got \"\['wealth'\] for 'health'"),
        ("[health_and_wellbeing]", "[]", r"'topics': got \"\[\] for 'health'"),
    ],
)
def test_what_is_declared_wrongly_is_refused(
    tmp_path: Path, old: str, new: str, match: str
) -> None:
    text = SMALL_TOPICS.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "programme_topics.yml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with declared_in(path), pytest.raises(SourceSchemaError, match=match) as caught:
        build_registers(fixture_raw(SOURCE), places=PLACES)
    assert "file programme_topics.yml" in str(caught.value)
