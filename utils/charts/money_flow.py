"""Pictures of money: who pays whom and for what, and what each body spends on each service."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd

from data.read.accounts import MoneyReader
from data.read.money_paths import DRAWN, EARNED, ELSEWHERE, REST, TWICE, Path
from data.read.passports.origins import BODY_WORDS
from utils.charts.bands import bands_option
from utils.charts.chart import Chart
from utils.formatting import format_pounds
from utils.narrative.money import KINDS

HEIGHT: Final = 720
#: Grey is what cannot be separated; each colour is named in the words below the picture.
COLOURS: Final[Mapping[str, str]] = {
    "own": "#2f6fd0",
    "grant": "#14836b",
    "service": "#5b8fdb",
    "benefits": "#7a5bb5",
    "levy": "#c2560c",
    "returned": "#c2560c",
    "outside": "#7d7300",
    "earned": "#5f9ea0",
    "rest": "#8a8f98",
}
OTHER_PARTS: Final[Mapping[str, str]] = {
    REST: "Not broken down: debt, capital, reserves",
    DRAWN: "Not broken down: reserves and other income",
    EARNED: "Services that earn more than they cost",
    ELSEWHERE: "Levies to bodies without a return here",
}
HOW_TO_READ: Final = (
    "Read from left to right: who pays, which body is paid, what for. The wider the band, the more "
    "money. Green is a government grant, dark blue other funding, light blue a service, purple "
    "goes to people. Orange is a transfer that is also in the receiver's account, so it is counted "
    "once; grey is not broken down in the returns."
)


def part_name(part: str, reader: MoneyReader) -> str:
    """What a part of the picture is called."""
    kind, _, name = part.partition(":")
    if kind == "body":
        words = BODY_WORDS[name]
        return words[0].upper() + words[1:]
    if kind in {"source", "use"}:
        return str(reader.flows[name]["name"])
    if kind == "line":
        return str(reader.lines[name]["name"])
    return OTHER_PARTS[part]


def flow_chart(
    paths: Sequence[Path],
    reader: MoneyReader,
    *,
    place: str,
    year: str,
    notes: Sequence[str],
) -> Chart:
    """Draw paths of money as bands; an ECharts option.

    Args:
        paths: the paths.
        reader: gives parts their names.
        place: name of the place.
        year: the financial year.
        notes: basis and sources.
    """
    names = {part: part_name(part, reader) for path in paths for part in (path.giver, path.taker)}
    through = {part: _through(part, paths) for part in names}
    labels = {part: f"{name}, {format_pounds(through[part])}" for part, name in names.items()}
    kinds = {part: _kind(part, paths) for part in names}
    return Chart(
        name="money_flow",
        title=f"Who pays whom, and for what: {place}, {year} (£, cash)",
        spec=bands_option(
            {labels[part]: COLOURS[kinds[part]] for part in names},
            [
                {
                    "source": labels[path.giver],
                    "target": labels[path.taker],
                    "value": round(path.amount),
                    "lineStyle": {"color": COLOURS[path.kind], "opacity": 0.4},
                }
                for path in paths
            ],
            room=270,
            gap=12,
        ),
        finding=_widest(paths, names),
        table=_table(paths, names),
        notes=(HOW_TO_READ, *notes),
    )


def _widest(paths: Sequence[Path], names: Mapping[str, str]) -> str:
    """Name the widest path into and out of a body."""
    into = max((path for path in paths if path.giver.startswith("source:")), key=_amount)
    out = max((path for path in paths if path.kind == "service"), key=_amount)
    return (
        f"The widest path in is {names[into.giver]} to {names[into.taker].lower()}, "
        f"{format_pounds(into.amount)}; the widest out is {names[out.giver].lower()} for "
        f"{names[out.taker]}, {format_pounds(out.amount)}."
    )


def _amount(path: Path) -> float:
    return path.amount


def _through(part: str, paths: Sequence[Path]) -> float:
    received = sum(path.amount for path in paths if path.taker == part)
    went = sum(path.amount for path in paths if path.giver == part)
    return max(received, went)


def _kind(part: str, paths: Sequence[Path]) -> str:
    """The kind of a part's widest path; bodies have the colour of services."""
    if part.startswith("body:"):
        return "service"
    own = [path for path in paths if part in (path.giver, path.taker)]
    return max(own, key=_amount).kind


def _table(paths: Sequence[Path], names: Mapping[str, str]) -> pd.DataFrame:
    rows = [
        {
            "From": names[path.giver],
            "To": names[path.taker],
            "£": round(path.amount),
            "What it is": KINDS[path.kind],
            "In two accounts": "yes" if path.kind in TWICE else "no",
        }
        for path in paths
    ]
    return pd.DataFrame(rows)


def spend_treemap(
    paths: Sequence[Path],
    reader: MoneyReader,
    *,
    place: str,
    year: str,
    notes: Sequence[str],
) -> Chart:
    """Draw what each body spends on each service as areas within areas; an ECharts option."""
    spent = [path for path in paths if path.kind in {"service", "benefits"}]
    bodies: dict[str, list[Path]] = {}
    for path in spent:
        bodies.setdefault(path.giver, []).append(path)
    tree: list[dict[str, Any]] = []
    for number, (body, own) in enumerate(bodies.items()):
        children = [
            {
                "name": f"{part_name(path.taker, reader)}, {format_pounds(path.amount)}",
                "value": round(path.amount),
            }
            for path in sorted(own, key=lambda way: -way.amount)
        ]
        whole = sum(path.amount for path in own)
        name = f"{part_name(body, reader)}, {format_pounds(whole)}"
        colour = SHADES[number % len(SHADES)]
        tree.append(
            {
                "name": name,
                "itemStyle": {"color": colour, "borderColor": colour},
                "children": children,
            }
        )
    names = {part: part_name(part, reader) for path in spent for part in (path.giver, path.taker)}
    whole = sum(path.amount for path in spent)
    first = max(spent, key=_amount)
    return Chart(
        name="money_treemap",
        title=f"What each kind of body spends: {place}, {year} (£, cash)",
        spec={
            "tooltip": {"valueFormatter": "£%,d"},
            "series": [
                {
                    "type": "treemap",
                    "roam": False,
                    "nodeClick": False,
                    "breadcrumb": {"show": False},
                    "left": 0,
                    "right": 0,
                    "top": 0,
                    "bottom": 0,
                    "label": {
                        "fontSize": 12,
                        "lineHeight": 14,
                        "overflow": "truncate",
                        "color": "#ffffff",
                    },
                    "levels": [
                        {"itemStyle": {"gapWidth": 4}},
                        {
                            "itemStyle": {"gapWidth": 2, "borderWidth": 2},
                            "upperLabel": {"show": True, "height": 22, "color": "#ffffff"},
                        },
                        {"itemStyle": {"borderColor": "#ffffff", "borderWidth": 1}},
                    ],
                    "data": tree,
                }
            ],
        },
        finding=(
            f"Services and benefits together are {format_pounds(whole)}; the largest part is "
            f"{names[first.taker]} at {format_pounds(first.amount)}. Services that earn more than "
            "they cost have no area."
        ),
        table=_table(spent, names),
        notes=("Each area is an amount; what one body spends is drawn together.", *notes),
    )


#: Areas of bodies, each dark enough for white words.
SHADES: Final = ("#245cae", "#a3470a", "#66499b", "#0f6b57", "#9c2a69", "#655d00")
