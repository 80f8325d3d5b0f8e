from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from data.transform.programme_registers import build_registers
from tests.unit.data.transform.health_built import fixture_raw, spoilt_raw
from utils.errors import SourceSchemaError

SOURCE = "total_place"
PLACES = {"birmingham", "central_bedfordshire_and_luton"}


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    return build_registers(fixture_raw(SOURCE), places=PLACES)


def test_a_contradictory_figure_is_kept_and_never_drawn(tables: dict[str, pd.DataFrame]) -> None:
    dives = tables["deep_dives"].set_index("line")
    assert dives["is_plottable"].tolist() == [True, False]
    assert dives.loc["dive-002", "amount"] == 44_000
    assert "drawn nowhere" in dives.loc["dive-002", "note"]


def test_topics_lead_to_themes_of_the_atlas(tables: dict[str, pd.DataFrame]) -> None:
    assert tables["deep_dives"]["theme_ids"].tolist() == [
        "health_and_wellbeing",
        "offending_and_community_safety",
    ]
    assert tables["projects"]["theme_ids"].tolist() == ["mental_health_and_learning_disability"]


def test_stages_have_their_order_and_cost(tables: dict[str, pd.DataFrame]) -> None:
    stages = tables["journey_stages"].sort_values("item_order")
    assert stages["stage"].tolist() == ["Treatment", "Hospital"]
    assert stages["amount"].isna().tolist() == [True, False]


def test_an_article_is_cited_by_its_title(tables: dict[str, pd.DataFrame]) -> None:
    (row,) = tables["projects"].to_dict("records")
    assert pd.isna(row["source_url"])
    assert row["source_title"] == "Total Place (H. Mooney)"


def test_dates_keep_their_words_and_get_a_year(tables: dict[str, pd.DataFrame]) -> None:
    assert tables["timeline"]["year"].tolist() == [2007, 2025]


@pytest.mark.parametrize(
    ("key", "old", "new", "match"),
    [
        ("deep_dives", ",https://example.org/a,", ",,", "row 2, column 'source_url'"),
        ("deep_dives", "birmingham,", "brum,", "row 2, column 'place_id': got 'brum'"),
        ("deep_dives", "birmingham,health,", "birmingham,wealth,", "column 'theme': got 'wealth'"),
        ("deep_dives", ",share,", ",part,", "column 'kind': got 'part'"),
        ("deep_dives", ",96,", ",many,", "column 'amount': got 'many'"),
        ("deep_dives", "Cost for each person", "Cost for one", "column 'contradictions'"),
        ("journeys", ",2,Hospital,", ",1,Hospital,", "each row once"),
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
