from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
import yaml

from data.pipeline.transform.total_place import asks as programme_asks
from data.pipeline.transform.total_place import disagreements
from data.pipeline.transform.total_place.transform import MEMBERS_FILE, transform
from tests.unit.data.pipeline.transform.health_built import FIXTURES, fixture_raw, spoilt_raw
from utils.errors import SourceSchemaError

SOURCE = "total_place"


def built_of(*, without: str = "") -> dict[str, pd.DataFrame]:
    """Areas that hold every declared member, but for one left out."""
    declared = yaml.safe_load(MEMBERS_FILE.read_text(encoding="utf-8"))
    codes = {code for entry in declared.values() for code in entry["members"]} - {without}
    areas = pd.DataFrame({"area_code": sorted(codes), "level": "both", "is_current": True})
    return {"areas": areas}


@pytest.fixture(scope="module", autouse=True)
def few_declared() -> Iterator[None]:
    """The declared asks and disagreements rest on the whole record: fixtures have their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disagreements, "FILE", FIXTURES / SOURCE / "disagreements.yml")
        patch.setattr(programme_asks, "ASKS_FILE", FIXTURES / SOURCE / "asks.yml")
        yield


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    return transform(fixture_raw(SOURCE), built_of())


def test_places_carry_how_their_members_were_found(tables: dict[str, pd.DataFrame]) -> None:
    places = tables["places"].set_index("place_id")
    assert places.loc["birmingham", "how"] == "Named by the source."
    assert places.loc["birmingham", "theme_ids"].startswith("children_and_families;")
    assert places.loc["suffolk", "theme_ids"] == ""
    assert set(places["source"]) == {SOURCE}


def test_members_are_the_declared_ones(tables: dict[str, pd.DataFrame]) -> None:
    members = tables["place_members"].groupby("place_id")["area_code"].agg(set)
    assert members["birmingham"] == {"E08000025"}
    assert members["central_bedfordshire_and_luton"] == {"E06000056", "E06000032"}
    assert "swansea" not in members.index
    assert not tables["place_members"].duplicated(["place_id", "area_code"]).any()


def test_articles_are_cited_by_author_and_title(tables: dict[str, pd.DataFrame]) -> None:
    for name in ("places", "counts"):
        row = tables[name][tables[name]["source_title"].str.contains("Seymour")].iloc[0]
        assert pd.isna(row["source_url"])
        assert row["source_title"] == (
            "Embedding health in a vision of 'Total Place' (M. Seymour, IDeA)"
        )
    assert tables["places"]["source_url"].notna().sum() == 2


def test_only_amounts_of_places_may_be_drawn(tables: dict[str, pd.DataFrame]) -> None:
    counts = tables["counts"]
    assert counts["is_plottable"].tolist() == [True, False, False]
    assert counts["amount"].iloc[0] == 7.5e9
    assert pd.isna(counts["amount"].iloc[1])
    assert counts["line"].tolist() == ["count-001", "count-002", "count-003"]


def test_asks_rest_on_the_registers(tables: dict[str, pd.DataFrame]) -> None:
    asks = tables["asks"]
    assert asks["asked_by"].tolist() == ["the pilot", "Marks 2007"]
    assert asks["source"].tolist() == [SOURCE, SOURCE]


@pytest.mark.parametrize(
    ("key", "old", "new", "match"),
    [
        ("places", "place_id", "id", "column 'place_id'"),
        ("places", ",pilot,", ",pilots,", "row 2, column 'kind': got 'pilots', allowed: one of"),
        ("places", "suffolk", "sufolk", "row 3, column 'place_id': got 'sufolk'"),
        ("counts", "amount", "sum", "column 'amount'"),
        ("counts", "7500000000", "7.5bn", "row 2, column 'amount': got '7.5bn'"),
        ("counts", ",all,7500000000", ",some,7500000000", "row 2, column 'organisation_type'"),
        ("counts", "https://example.org/a,", ",", "row 3, column 'source_url': got nan"),
        ("counts", ",https://example.org/b,B page,", ",https://example.org/b,,", "'source_title'"),
        ("places", "https://example.org/swansea,", ",", "row 4, column 'source_url': got nan"),
        ("places", "swansea,Swansea", "suffolk,Swansea", "row 4, column 'place_id'.*once"),
        ("counts", "all_pilots", "every_pilot", "row 4, column 'place_id': got 'every_pilot'"),
    ],
)
def test_refuses_another_layout(tmp_path: Path, key: str, old: str, new: str, match: str) -> None:
    with pytest.raises(SourceSchemaError, match=match):
        transform(spoilt_raw(SOURCE, key, tmp_path, old=old, new=new), built_of())


def test_a_count_that_stands_twice_is_refused(tmp_path: Path) -> None:
    row = "birmingham,,population,all,all,,people,,https://example.org/a,A page,"
    raw = spoilt_raw(SOURCE, "counts", tmp_path, old=row, new=f"{row}\n{row}")
    with pytest.raises(SourceSchemaError, match=r"file counts\.csv, row 4, .*each row once"):
        transform(raw, built_of())


def test_a_member_must_be_an_area_of_2024() -> None:
    with pytest.raises(SourceSchemaError, match=r"column 'members': got \['E08000025'\]"):
        transform(fixture_raw(SOURCE), built_of(without="E08000025"))
    built = built_of()
    built["areas"].loc[0, "is_current"] = False
    with pytest.raises(SourceSchemaError, match="upper-tier areas of 2024"):
        transform(fixture_raw(SOURCE), built)
