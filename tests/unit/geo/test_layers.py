from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from geo.layers import (
    CLASSES,
    CROSS,
    WHERE,
    Geometry,
    Layer,
    Legend,
    MapMessage,
    Panel,
    pack_series,
)
from geo.wire import read_array, read_header

VALUES = np.array([1.5, np.nan, 3.25])
HOSTILE = 'Pay </script> "care"\n\u2028<b>'


def layer_of(**columns: Any) -> Layer:  # noqa: ANN401 - any field of a layer
    given: dict[str, Any] = {
        "title": "Spend",
        "period": "2009-10",
        "prefix": "£",
        "suffix": "",
        "decimals": 1,
        "values": VALUES,
        "breaks": (2.0, 3.0),
    }
    return Layer(**(given | columns))


def legend_of(**columns: Any) -> Legend:  # noqa: ANN401 - any field of a legend
    given: dict[str, Any] = {
        "title": "Spend, £ per person",
        "labels": ["under £2", "£2 to under £3", "£3 and over"],
        "counts": [1, 0, 1],
        "missing": 1,
    }
    return Legend(**(given | columns))


def panel_of(**columns: Any) -> Panel:  # noqa: ANN401 - any field of a panel
    given: dict[str, Any] = {
        "rule": CLASSES,
        "heading": "Spend, 2009-10",
        "layers": [layer_of()],
        "colours": ("#000000", "#777777", "#ffffff"),
        "legend": legend_of(),
    }
    return Panel(**(given | columns))


def message_of(**columns: Any) -> bytes:  # noqa: ANN401 - any field of a message
    given: dict[str, Any] = {
        "level": "upper_tier",
        "levels": ["region", "upper_tier"],
        "chosen": {"view": "one"},
        "inside": (),
        "geometry": Geometry(key="upper_tier/", areas=["a.gz"], page="page.json", count=3),
        "panels": [panel_of()],
        "periods": ("2008-09", "2009-10"),
        "period": "2009-10",
        "series": None,
        "outlined": ["pilot"],
        "selected": ["E08000025"],
        "source": "test",
    }
    return MapMessage(**(given | columns)).pack()


def test_a_message_names_what_is_chosen_and_where_the_outlines_are() -> None:
    header = read_header(message_of(inside=("E08000025",), series="series/x"))
    assert {name: header[name] for name in ("level", "levels", "chosen", "period", "source")} == {
        "level": "upper_tier",
        "levels": ["region", "upper_tier"],
        "chosen": {"view": "one"},
        "period": "2009-10",
        "source": "test",
    }
    assert header["periods"] == ["2008-09", "2009-10"]
    assert header["inside"] == ["E08000025"]
    assert header["series"] == "series/x"
    assert (header["outlined"], header["selected"]) == (["pilot"], ["E08000025"])


def test_geometry_leaves_out_what_a_level_has_not() -> None:
    assert read_header(message_of())["geometry"] == {
        "key": "upper_tier/",
        "areas": ["a.gz"],
        "page": "page.json",
        "count": 3,
    }
    tiled = Geometry(
        key="lsoa/",
        areas=(),
        page="page.json",
        count=3,
        around="u.gz",
        tiles="tiles/",
        index="index.gz",
        files="files.json",
    )
    assert read_header(message_of(geometry=tiled))["geometry"] == {
        "key": "lsoa/",
        "areas": [],
        "page": "page.json",
        "count": 3,
        "around": "u.gz",
        "tiles": "tiles/",
        "index": "index.gz",
        "files": "files.json",
    }


def test_values_follow_in_the_order_of_the_areas() -> None:
    message = message_of(panels=[panel_of(), panel_of(layers=[layer_of(values=VALUES + 10)])])
    first, second = read_header(message)["panels"]
    for panel, shown in ((first, [1.5, np.nan, 3.2]), (second, [11.5, np.nan, 13.2])):
        (layer,) = panel["layers"]
        assert layer["value"]["n"] == 3
        np.testing.assert_array_equal(read_array(message, layer["value"], decimals=1), shown)


def test_limits_are_sent_only_where_there_are_any() -> None:
    lower = np.array([1.0, np.nan, np.nan])
    message = message_of(panels=[panel_of(layers=[layer_of(lower=lower)])])
    (layer,) = read_header(message)["panels"][0]["layers"]
    assert layer["upper"] is None
    np.testing.assert_array_equal(read_array(message, layer["lower"], decimals=1), lower)


def test_a_layer_says_how_its_values_are_written_and_classed() -> None:
    (layer,) = read_header(message_of())["panels"][0]["layers"]
    assert (layer["title"], layer["period"]) == ("Spend", "2009-10")
    assert (layer["prefix"], layer["suffix"], layer["decimals"]) == ("£", "", 1)
    assert layer["breaks"] == [2.0, 3.0]
    assert not {"threshold", "at_least"} & set(layer)


@pytest.mark.parametrize("at_least", [True, False])
def test_a_condition_has_its_threshold_even_if_that_is_zero(*, at_least: bool) -> None:
    condition = layer_of(threshold=0.0, at_least=at_least, breaks=())
    panel = panel_of(rule=WHERE, layers=[condition, layer_of(threshold=2.5)])
    first, second = read_header(message_of(panels=[panel]))["panels"][0]["layers"]
    assert (first["threshold"], first["at_least"]) == (0.0, at_least)
    assert (second["threshold"], second["at_least"]) == (2.5, True)


def test_a_panel_has_its_rule_its_colours_and_its_legend() -> None:
    (panel,) = read_header(message_of())["panels"]
    assert panel["rule"] == CLASSES
    assert panel["heading"] == "Spend, 2009-10"
    assert panel["colours"] == ["#000000", "#777777", "#ffffff"]
    assert panel["legend"] == {
        "title": "Spend, £ per person",
        "labels": ["under £2", "£2 to under £3", "£3 and over"],
        "counts": [1, 0, 1],
        "missing": 1,
    }


def test_the_legend_of_two_measures_labels_rows_and_columns() -> None:
    legend = legend_of(labels=(), rows=list("abc"), columns=list("def"), counts=range(9))
    panel = panel_of(rule=CROSS, layers=[layer_of(), layer_of()], legend=legend)
    sent = read_header(message_of(panels=[panel]))["panels"][0]["legend"]
    assert (sent["rows"], sent["columns"]) == (list("abc"), list("def"))
    assert sent["counts"] == list(range(9))
    assert "labels" not in sent


def test_any_text_is_sent_as_it_is() -> None:
    message = message_of(panels=[panel_of(heading=HOSTILE, layers=[layer_of(title=HOSTILE)])])
    (panel,) = read_header(message)["panels"]
    assert panel["heading"] == panel["layers"][0]["title"] == HOSTILE


def test_values_too_far_apart_are_refused_not_sent_wrong() -> None:
    with pytest.raises(OverflowError):
        message_of(panels=[panel_of(layers=[layer_of(values=np.array([0.0, 1e12]))])])


def test_a_series_holds_every_period_in_order_with_its_breaks() -> None:
    periods = {"2007": VALUES, "2010": VALUES * 2, "2008": np.full(3, np.nan)}
    breaks = {"2007": (1.0,), "2010": (2.0, 3.0), "2008": ()}
    noted = {"2007": {"partly estimated": [2]}, "2010": {}, "2008": {}}
    measured = {"2007": None, "2010": [0, 1], "2008": []}
    message = pack_series(periods, decimals=2, breaks=breaks, noted=noted, mainly_measured=measured)
    frames = read_header(message)["periods"]
    assert [frame["period"] for frame in frames] == ["2007", "2010", "2008"]
    assert [frame["breaks"] for frame in frames] == [[1.0], [2.0, 3.0], []]
    assert [frame["noted"] for frame in frames] == [{"partly estimated": [2]}, {}, {}]
    assert [frame["mainly_measured"] for frame in frames] == [None, [0, 1], []]
    for frame in frames:
        assert frame["decimals"] == 2
        np.testing.assert_array_equal(
            read_array(message, frame["value"], decimals=2), periods[frame["period"]]
        )
