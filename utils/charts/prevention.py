"""Charts of a plan: who pays and gains, in which year, and what the answer hangs on."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import pandas as pd

from data.prevention.declared import Body
from data.prevention.results import PlanResult
from data.prevention.sensitivity import Swing
from utils.charts.chart import (
    PLACE_COLOURS,
    REFERENCE_COLOUR,
    SCHEMA,
    Chart,
    data_of,
    name_rows,
    number_axis,
)
from utils.config import PRICE_BASE_YEAR
from utils.narrative.prevention import (
    BASIS,
    METHOD,
    RANGE,
    net_words,
    range_words,
    rounded_pounds,
)
from utils.narrative.sources import UNIT_COSTS

PAYS, GAINS = "Pays", "Is spared"
ROW_HEIGHT: Final = 56
#: Room for a name in six lines.
SWING_HEIGHT: Final = 84
HEIGHT: Final = 260
#: Numbers that are drawn of those that move the result.
MOST_SWINGS: Final = 8
#: The mark of what is paid and spared together.
DIAMOND: Final = {
    "type": "point",
    "shape": "diamond",
    "filled": True,
    "opacity": 1,
    "color": REFERENCE_COLOUR,
}
#: What is paid and what is spared have the same colours in every chart of the page.
SIDES: Final = {
    "field": "side",
    "type": "nominal",
    "scale": {"domain": [PAYS, GAINS], "range": [PLACE_COLOURS[1], PLACE_COLOURS[0]]},
    "legend": {"orient": "top", "title": None},
}
#: A colour that means neither.
#: Pixels that a line of a name may take.
LABEL_ROOM: Final = 260
#: An end of an axis this part of the longer side away from zero has room for its label.
FAR_ENOUGH: Final = 0.4
NEITHER: Final = PLACE_COLOURS[2]
#: Where in the width of a year the diamond is, so that it is on the background and not on a bar.
BESIDE_BAR: Final = 0.88
#: Pixels by which bars are above the middle of their row, and the line of the range below it, so
#: that the line is on the background and not on a bar.
BAR_UP, LINE_DOWN = -9, 13
AXIS: Final = number_axis("£, present value", decimals=0, before="£")


def bodies_chart(result: PlanResult, bodies: Mapping[str, Body], *, years: int) -> Chart:
    """What each body pays and is spared, with the range of what is left.

    Args:
        result: of the plan.
        bodies: by id.
        years: over how many years.
    """
    rows: list[dict[str, Any]] = [
        {
            "body": bodies[body.body].name,
            "side": side,
            "amount": sign * amount.value,
            "text": f"{bodies[body.body].name}: {words} {range_words(amount)}",
        }
        for body in result.bodies
        for side, sign, amount, words in (
            (PAYS, -1, body.cost, "pays"),
            (GAINS, 1, body.fiscal, "is spared"),
        )
    ]
    net: list[dict[str, Any]] = [
        {
            "body": bodies[body.body].name,
            "net": body.net.value,
            "lower": body.net.lower,
            "upper": body.net.upper,
            "text": f"{bodies[body.body].name}: {net_words(body.net)}",
        }
        for body in result.bodies
    ]
    up = _names("body")
    across = {
        "type": "quantitative",
        "title": AXIS["title"],
        "axis": {
            **AXIS["axis"],
            "values": _ticks(
                [row["amount"] for row in rows]
                + [end for row in net for end in (row["lower"], row["upper"])]
            ),
        },
    }
    tooltip = {"field": "text", "type": "nominal"}
    return Chart(
        name="who_pays_who_gains",
        title=f"Who pays and who gains over {years} years (£, prices of {PRICE_BASE_YEAR})",
        spec={
            "$schema": SCHEMA,
            "height": {"step": ROW_HEIGHT},
            "data": data_of(pd.DataFrame(rows)),
            "layer": [
                {
                    "mark": {"type": "bar", "height": {"band": 0.45}, "yOffset": BAR_UP},
                    "encoding": {
                        "y": up,
                        "x": {**across, "field": "amount"},
                        "color": SIDES,
                        "tooltip": tooltip,
                    },
                },
                {
                    "data": data_of(pd.DataFrame(net)),
                    "mark": {
                        "type": "rule",
                        "strokeWidth": 2,
                        "color": REFERENCE_COLOUR,
                        "yOffset": LINE_DOWN,
                    },
                    "encoding": {
                        "y": up,
                        "x": {**across, "field": "lower"},
                        "x2": {"field": "upper"},
                        "tooltip": tooltip,
                    },
                },
                {
                    "data": data_of(pd.DataFrame(net)),
                    "mark": {**DIAMOND, "size": 90, "yOffset": LINE_DOWN},
                    "encoding": {"y": up, "x": {**across, "field": "net"}, "tooltip": tooltip},
                },
            ],
        },
        finding=" ".join(f"{row['text']}." for row in net),
        table=_bodies_table(result, bodies),
        notes=("Grey diamond and line: both together, with its range.", RANGE, BASIS, METHOD),
        sources=(UNIT_COSTS,),
    )


def _names(field: str) -> dict[str, Any]:
    """A row a name, with room for the widest line of it in any font, so that no word is cut."""
    rows = name_rows(field)
    return {**rows, "axis": {**rows["axis"], "labelLimit": LABEL_ROOM}}


def _ticks(amounts: Iterable[float]) -> list[float]:
    """Zero and the ends far enough from it that a phone has room for their labels, at one figure.

    >>> _ticks([-512_000, 167_000]), _ticks([-40, 30])
    ([-500000.0, 0.0], [-40.0, 0.0, 30.0])
    """
    found = list(amounts)
    ends = (min(0.0, *found), max(0.0, *found))
    largest = max(-ends[0], ends[1])
    shown = [_to_one_figure(end) for end in ends if abs(end) >= FAR_ENOUGH * largest and end]
    return sorted({0.0, *shown})


def _to_one_figure(amount: float) -> float:
    """An amount to one figure, towards zero."""
    size = 10.0 ** math.floor(math.log10(abs(amount)))
    return math.trunc(amount / size) * size


def _bodies_table(result: PlanResult, bodies: Mapping[str, Body]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "Body": bodies[body.body].name,
                "Pays (£)": round(body.cost.value),
                "Is spared (£)": round(body.fiscal.value),
                "Of that, out of budgets (£)": round(body.cashable.value),
                "Net (£)": round(body.net.value),
                "Net, lower (£)": round(body.net.lower),
                "Net, upper (£)": round(body.net.upper),
            }
            for body in result.bodies
        ]
    )


def years_chart(result: PlanResult, bodies: Mapping[str, Body]) -> Chart:
    """Cost below and benefit above the line, of all public bodies, by year.

    Args:
        result: of the plan.
        bodies: by id.
    """
    by_year = result.by_year
    names = [bodies[body.body].name for body in result.bodies]
    rows = [
        {
            "year": year,
            "side": side,
            "amount": sign * amount,
            "text": f"Year {year}: {words} {rounded_pounds(amount)}",
        }
        for side, sign, flows, words in (
            (PAYS, -1, by_year.cost, "public bodies pay"),
            (GAINS, 1, by_year.fiscal, "public bodies are spared"),
        )
        for year, amount in enumerate(flows.sum(axis=0).tolist(), 1)
        if amount
    ]
    net = [
        {"year": year, "amount": amount, "text": f"Year {year}: net {rounded_pounds(amount)}"}
        for year, amount in enumerate(by_year.net.tolist(), 1)
    ]
    up = {"type": "quantitative", **number_axis("£ a year, not discounted", decimals=0, before="£")}
    across = {"field": "year", "type": "ordinal", "title": "Year", "axis": {"labelAngle": 0}}
    tooltip = {"field": "text", "type": "nominal"}
    table = pd.DataFrame(
        {
            "Year": range(1, len(net) + 1),
            **{
                f"{name}, {words} (£)": flows[row].round(0)
                for row, name in enumerate(names)
                for words, flows in (("pays", by_year.cost), ("is spared", by_year.fiscal))
                if flows[row].any()
            },
            "Net (£)": by_year.net.round(0),
        }
    )
    return Chart(
        name="by_year",
        title=f"What public bodies pay and are spared by year (£, prices of {PRICE_BASE_YEAR})",
        spec={
            "$schema": SCHEMA,
            "height": HEIGHT,
            "data": data_of(pd.DataFrame(rows, columns=["year", "side", "amount", "text"])),
            "encoding": {"x": across},
            "layer": [
                {
                    "mark": {"type": "bar", "width": {"band": 0.4}},
                    "encoding": {
                        "y": {**up, "field": "amount"},
                        "color": SIDES,
                        "tooltip": tooltip,
                    },
                },
                {
                    "data": data_of(pd.DataFrame(net)),
                    "mark": {**DIAMOND, "size": 70},
                    "encoding": {
                        "x": {**across, "bandPosition": BESIDE_BAR},
                        "y": {**up, "field": "amount"},
                        "tooltip": tooltip,
                    },
                },
            ],
        },
        finding=f"Year 1: net {rounded_pounds(net[0]['amount'])}; "
        f"year {len(net)}: {rounded_pounds(net[-1]['amount'])}.",
        table=table,
        notes=("Below the line: paid; above: spared. Grey diamond: the two together.", METHOD),
        sources=(UNIT_COSTS,),
    )


def swings_chart(
    swings: Sequence[Swing], labels: Mapping[tuple[str, str], str], *, value: float
) -> Chart:
    """What the answer hangs on: the net result with each number at its lower and upper limit.

    Args:
        swings: the widest first.
        labels: what each number is called, by scenario and name.
        value: the net result with the likely numbers, GBP.
    """
    shown = swings[:MOST_SWINGS]
    rows: list[dict[str, Any]] = [
        {
            "number": labels[(swing.scenario, swing.name)],
            "low": swing.at_low,
            "high": swing.at_high,
            "text": (
                f"{labels[(swing.scenario, swing.name)]}: {rounded_pounds(swing.at_low)} at its "
                f"lowest, {rounded_pounds(swing.at_high)} at its highest"
            ),
        }
        for swing in shown
    ]
    frame = pd.DataFrame(rows, columns=["number", "low", "high", "text"])
    ends = [end for row in rows for end in (row["low"], row["high"])]
    across = {"type": "quantitative", "axis": {**AXIS["axis"], "values": _ticks(ends)}}
    up = _names("number")
    first = rows[0]["text"] if rows else "No number has a range"
    return Chart(
        name="what_it_hangs_on",
        title=f"Net result for public bodies by number (£, prices of {PRICE_BASE_YEAR})",
        spec={
            "$schema": SCHEMA,
            "height": {"step": SWING_HEIGHT},
            "data": data_of(frame),
            "layer": [
                {
                    "mark": {"type": "bar", "height": {"band": 0.5}, "color": NEITHER},
                    "encoding": {
                        "y": up,
                        "x": {**across, "field": "low", "title": AXIS["title"]},
                        "x2": {"field": "high"},
                        "tooltip": {"field": "text", "type": "nominal"},
                    },
                },
                {
                    "mark": {"type": "rule", "strokeDash": [4, 3], "color": REFERENCE_COLOUR},
                    "encoding": {"x": {"datum": value, "type": "quantitative"}},
                },
            ],
        },
        finding=f"{first}.",
        table=pd.DataFrame(
            {
                "Number": frame["number"],
                "At its lowest (£)": frame["low"].round(0),
                "At its highest (£)": frame["high"].round(0),
            }
        ),
        notes=(
            "Each bar: one number at its lowest and highest, the others as likely.",
            "Dashed line: all numbers as likely, which need not be the middle of the draws.",
            BASIS,
        ),
        sources=(UNIT_COSTS,),
    )
