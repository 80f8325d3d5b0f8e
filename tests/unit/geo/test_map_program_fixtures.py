"""The files with which the map's program is tested in JavaScript hold what the server sends."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
import shapely

from geo.classify import NO_DATA, classify, hold_all
from geo.layers import CROSS, WHERE, Geometry, Layer, Legend, MapMessage, Panel, pack_series
from geo.wire import Floats, as_shown
from tests.unit.geo.topology_reader import decode
from utils.config import ROOT
from utils.formatting import affixes, format_value

FOLDER = ROOT / "tests" / "fixtures" / "map_program"
CASES: dict[str, Any] = json.loads((FOLDER / "message.json").read_text(encoding="utf-8"))
TOPOLOGY: dict[str, Any] = json.loads((FOLDER / "topology.json").read_text(encoding="utf-8"))


def numbers(values: list[float | None] | None) -> Floats | None:
    return None if values is None else np.array(values, dtype=np.float64)


def layer_of(case: dict[str, Any]) -> Layer:
    prefix, suffix = affixes(case["unit"])
    values = numbers(case["values"])
    assert values is not None
    return Layer(
        title=case["title"],
        period=case["period"],
        prefix=prefix,
        suffix=suffix,
        decimals=case["decimals"],
        values=values,
        lower=numbers(case.get("lower")),
        upper=numbers(case.get("upper")),
        **{
            name: case[name]
            for name in ("breaks", "threshold", "at_least", "words", "noted", "mainly_measured")
            if name in case
        },
    )


def panel_of(case: dict[str, Any]) -> Panel:
    words = {name: case[name] for name in ("labels", "rows", "columns") if name in case}
    return Panel(
        rule=case["rule"],
        heading=case["heading"],
        layers=[layer_of(layer) for layer in case["layers"]],
        colours=case["colours"],
        legend=Legend(
            title=case["heading"], counts=case["counts"], missing=case["missing"], **words
        ),
    )


def message() -> bytes:
    return MapMessage(
        level="upper_tier",
        levels=["upper_tier"],
        chosen={"view": "one"},
        inside=(),
        geometry=Geometry(key="upper_tier/", areas=["areas"], page="page", count=6),
        panels=[panel_of(panel) for panel in CASES["panels"]],
        periods=["2009-10"],
        period="2009-10",
        series=None,
        outlined=[],
        selected=[],
        source="test",
    ).pack()


def series() -> bytes:
    periods = CASES["series"]["periods"]
    return pack_series(
        {name: np.array(period["values"], dtype=np.float64) for name, period in periods.items()},
        decimals=CASES["series"]["decimals"],
        breaks={name: period["breaks"] for name, period in periods.items()},
        noted={name: period["noted"] for name, period in periods.items()},
        mainly_measured={name: period["mainly_measured"] for name, period in periods.items()},
    )


@pytest.mark.parametrize(("name", "made"), [("message.bin", message), ("series.bin", series)])
def test_the_bytes_are_those_that_the_server_packs(name: str, made: Any) -> None:  # noqa: ANN401 - a function without arguments
    assert (FOLDER / name).read_bytes() == made()


def test_the_arrays_are_of_every_kind() -> None:
    sent = message() + series()
    assert [kind for kind in ("u1", "u2", "u4") if f'"type":"{kind}"'.encode() not in sent] == []


@pytest.mark.parametrize("case", CASES["panels"], ids=lambda panel: panel["heading"])
def test_cells_and_counts_are_those_that_the_server_finds(case: dict[str, Any]) -> None:
    layers = [layer_of(layer) for layer in case["layers"]]
    cells = cells_of(case["rule"], layers)
    assert case["cells"] == [-1 if cell == NO_DATA else cell for cell in cells]
    assert case["counts"] == [cells.count(number) for number in range(len(case["colours"]))]
    assert case["missing"] == cells.count(NO_DATA)


def cells_of(rule: str, layers: list[Layer]) -> list[int]:
    if rule == WHERE:
        conditions = [(layer.values, layer.threshold or 0.0, layer.at_least) for layer in layers]
        return [int(held) for held in hold_all(conditions)]
    classes = [classify(layer.values, breaks=list(layer.breaks)).tolist() for layer in layers]
    if rule == CROSS:
        return [
            NO_DATA if NO_DATA in pair else 3 * pair[0] + pair[1]
            for pair in zip(*classes, strict=True)
        ]
    return [int(class_) for class_ in classes[0]]


@pytest.mark.parametrize("case", CASES["panels"], ids=lambda panel: panel["heading"])
def test_texts_are_those_that_the_server_writes(case: dict[str, Any]) -> None:
    for given in case["layers"]:
        layer = layer_of(given)
        np.testing.assert_array_equal(layer.values, as_shown(layer.values, decimals=layer.decimals))
        texts = [text_of(layer, row, unit=given["unit"]) for row in range(len(layer.values))]
        assert given["texts"] == texts


def text_of(layer: Layer, row: int, *, unit: str) -> str:
    def write(values: Floats) -> str:
        return format_value(float(values[row]), unit=unit, decimals=layer.decimals)

    note = next((words for words, rows in layer.noted.items() if row in rows), None)
    if np.isnan(layer.values[row]):
        return write(layer.values)
    if layer.words:
        return layer.words[int(layer.values[row])]
    if note:
        return f"{write(layer.values)} ({note})"
    measured = layer.mainly_measured
    is_marked = measured is not None and row not in measured
    after = "; less than half measured" if is_marked else ""
    if layer.lower is None or layer.upper is None:
        return write(layer.values) + after
    return f"{write(layer.values)} ({write(layer.lower)} to {write(layer.upper)}){after}"


@pytest.mark.parametrize("name", ["areas", "places"])
def test_a_topology_decodes_to_the_shapes_beside_it(name: str) -> None:
    decoded = decode(TOPOLOGY["topology"], name)
    assert list(decoded) == list(TOPOLOGY[name])
    for code, parts in TOPOLOGY[name].items():
        shape = shapely.MultiPolygon([shapely.Polygon(rings[0], rings[1:]) for rings in parts])
        assert shape.is_valid
        parts_found = getattr(decoded[code], "geoms", [decoded[code]])
        assert shapely.equals_identical(shapely.MultiPolygon(list(parts_found)), shape)
