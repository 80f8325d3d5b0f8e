from __future__ import annotations

from collections.abc import Iterator

import pytest

from data.pipeline import steps
from data.pipeline.extract.declarations import read_declarations
from data.versions.checks import CheckResult
from data.versions.schema import read_tables
from utils.config import SOURCES_DIR


def names_of_steps() -> Iterator[str]:
    for module in (*steps.STEPS, steps.GEOMETRY):
        yield steps.source_of(module)


def test_every_declared_source_is_transformed_once() -> None:
    assert sorted(names_of_steps()) == sorted(read_declarations())
    assert sorted(names_of_steps()) == sorted(path.stem for path in SOURCES_DIR.glob("*.yml"))


@pytest.mark.parametrize("later", ["ons_population", "total_place", "ons_neighbours"])
def test_areas_are_there_before_those_who_read_them(later: str) -> None:
    order = list(names_of_steps())
    assert order.index("ons_geography") < order.index(later)


def test_every_check_of_the_module_is_run(monkeypatch: pytest.MonkeyPatch) -> None:
    called = []

    def standing_in(name: str) -> object:
        def check(*_tables: object, **_named: object) -> CheckResult:
            called.append(name)
            return CheckResult(name, passed=True, detail="")

        return check

    names = [name for name in vars(steps.checks) if name.startswith("check_")]
    for name in names:
        monkeypatch.setattr(steps.checks, name, standing_in(name))
    of_the_outturn = [
        "check_birmingham_totals",
        "check_gross",
        "check_levies",
    ]
    of_places = [name for name in vars(steps.place_checks) if name.startswith("check_")]
    for name in of_places:
        monkeypatch.setattr(steps.place_checks, name, standing_in(name))
    of_the_whole = [
        name
        for name in vars(steps.whole_place_checks)
        if name.startswith("check_") and name != "check_whole_place"
    ]
    for name in of_the_whole:
        monkeypatch.setattr(steps.whole_place_checks, name, standing_in(name))
    of_answers = ["check_questions", "check_effects", "check_staggered"]
    for name in of_answers:
        monkeypatch.setattr(steps.did_it_work_checks, name, standing_in(name))
    for name in of_the_outturn:
        monkeypatch.setattr(steps.outturn_checks, name, standing_in(name))
    tables = dict.fromkeys(
        (
            "areas",
            "populations",
            "places",
            "place_members",
            "indicators",
            "observations",
            "spend",
            "spend_gross",
            "money_flows",
            "regional_spend",
            "whole_place",
            "whole_place_items",
            "small_area_values",
            "driver_values",
            "place_accounts",
        )
    )
    list(steps.run_checks(tables))  # type: ignore[arg-type]
    assert sorted(called) == sorted(names + of_the_outturn + of_the_whole + of_places + of_answers)


def test_every_source_with_rows_is_a_source_of_a_declared_table() -> None:
    named = {source for table in read_tables().values() for source in table.sources}
    assert named == set(read_declarations()) - {steps.source_of(steps.GEOMETRY)}


def test_a_table_of_several_sources_says_of_each_row_whose_it_is() -> None:
    for table in read_tables().values():
        assert len(table.sources) < 2 or "source" in table.columns, table.name
