from __future__ import annotations

from pathlib import Path

import pytest

from data.pipeline.derive.catalogue import build_source_files, declared_tables
from data.pipeline.extract.declarations import read_declarations
from data.pipeline.extract.holdings import take_stock
from data.pipeline.extract.manifest import read_manifest
from utils.config import ROOT
from utils.errors import InvalidInputError

#: What leads the theme of all services.
WHOLE = ["whole:total", "whole:total_without_one_off"]


def test_a_theme_lists_its_own_items_before_those_that_name_it() -> None:
    items = declared_tables(read_declarations())["theme_items"]
    headline = items[items["theme"] == "all_services"].sort_values("item_order")
    assert list(headline["item"])[:7] == [
        "whole:total",
        "whole:total_without_one_off",
        "services_without_education",
        "total",
        "central",
        "other",
        "life_expectancy_at_birth_ohid",
    ]
    kinds = ["whole"] * 2 + ["service_line"] * 4 + ["indicator"]
    assert list(headline["item_kind"])[:7] == kinds


def test_an_item_stands_once_in_a_theme() -> None:
    items = declared_tables(read_declarations())["theme_items"]
    assert not items.duplicated(["theme", "item_kind", "item"]).any()
    assert not items.duplicated(["theme", "item_order"]).any()


def test_every_indicator_is_in_a_theme_and_every_theme_has_money_and_outcomes() -> None:
    tables = declared_tables(read_declarations())
    items = tables["theme_items"]
    assert set(tables["indicators"]["indicator"]) <= set(items["item"])
    kinds = items.groupby("theme")["item_kind"].agg(set)
    everywhere = {"service_line", "indicator", "headline", "small_area"}
    assert all(kind - {"regional", "whole"} == everywhere for kind in kinds)
    assert any("regional" in kind for kind in kinds)
    assert set(kinds.index) == set(tables["themes"]["theme"])


def test_small_areas_all_public_money_and_regional_spending_come_last() -> None:
    items = declared_tables(read_declarations())["theme_items"]
    for _, theme in items.sort_values("item_order").groupby("theme"):
        kinds = list(dict.fromkeys(theme.loc[~theme["item"].isin(WHOLE), "item_kind"]))
        last = [kind for kind in ("whole", "regional") if kind in kinds]
        assert kinds == ["service_line", "indicator", "headline", "small_area", *last]
        small = theme.loc[theme["item_kind"] == "small_area", "item"]
        assert small.iloc[-1] == "imd_decile"
    everything = items[items["theme"] == "all_services"]
    assert {"deprivation_score", "imd_decile", "regional:total"} <= set(everything["item"])


def test_an_undeclared_theme_is_refused_with_its_source() -> None:
    source = read_declarations()["desnz_fuel_poverty"]
    indicator, meaning = next(iter(source.indicators.items()))
    wrong = source.model_copy(
        update={"indicators": {indicator: meaning.model_copy(update={"themes": ("warmth",)})}}
    )
    with pytest.raises(
        InvalidInputError, match=r"desnz_fuel_poverty: themes of .*got 'warmth', allowed: .*housing"
    ):
        declared_tables({"desnz_fuel_poverty": wrong})


def test_sources_are_listed_with_their_pages() -> None:
    tables = declared_tables(read_declarations())
    assert set(tables["sources"]["source"]) == set(read_declarations())
    assert tables["sources"]["landing_page"].str.startswith("https://").all()


def test_files_are_listed_with_what_is_known_of_them(tmp_path: Path) -> None:
    stock = take_stock(read_declarations(), folder=tmp_path)
    earlier = {("ons_neighbours", "neighbours"): {"bytes": 7, "sha256": "of before"}}
    files = build_source_files(stock, earlier)["source_files"].set_index(["source", "line"])
    assert files.index.is_unique
    record = files.loc[("total_place", "places")]
    assert record["file"] == "data/declared/programme/record/places.csv"
    assert (ROOT / record["file"]).stat().st_size == record["bytes"]
    register = files.loc[("ons_geography", "authority_register")]
    assert (register["publisher"], register["licence"]) == ("mySociety", "CC-BY-4.0")
    # Lacking: as it was published before, else as it is listed.
    kept = files.loc[("ons_neighbours", "neighbours")]
    assert (kept["bytes"], kept["sha256"]) == (7, "of before")
    assert kept["page"] == read_declarations()["ons_neighbours"].landing_page
    assert files.loc[("dfe_lait", "measures"), "sha256"] == (
        read_manifest()["health/dfe_lait/bds_long_0.parquet"].sha256
    )
    assert set(files["last_seen"].dropna()) == {"not checked"}


def test_the_headline_measures_are_length_of_life_and_of_healthy_life() -> None:
    items = declared_tables(read_declarations())["theme_items"]
    headline = items[items["item_kind"] == "headline"].groupby("theme")["item"].agg(list)
    assert headline["all_services"] == ["life_expectancy_at_birth_ohid", "healthy_life_expectancy"]
    assert headline["drugs_and_alcohol"][0] == "drug_poisoning_deaths"


def test_every_older_series_names_a_newer_one_and_no_name_holds_jargon() -> None:
    indicators = declared_tables(read_declarations())["indicators"].set_index("indicator")
    older = indicators["older_series_of"].dropna()
    assert older["life_expectancy_at_birth"] == "life_expectancy_at_birth_ohid"
    assert older["children_looked_after_2020_take"] == "children_looked_after"
    assert set(older) <= set(indicators.index) - set(older.index)
    jargon = r"OHID|\(ONS|[Tt]ake of|[Ll]evel 3|narrow measure|[Ss]lope index"
    named = indicators["name"].str.contains(jargon)
    assert list(indicators.index[named]) == []
    assert not indicators["description"].str.contains(jargon).any()
    assert not indicators["caveats"].str.contains(r"[Tt]ake of|every take").any()
