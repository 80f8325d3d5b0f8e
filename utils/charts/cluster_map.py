"""The map of clusters: where small areas with like values lie together, in plain words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd

from geo.layers import CLASSES, Layer, Legend, Panel
from geo.wire import Floats

NONE: Final = "not told from chance"
#: Kinds of cluster in the order of their colours, as the tables name them.
MORAN: Final = ("low among low", "low among high", NONE, "high among low", "high among high")
GETIS_ORD: Final = ("low", NONE, "high")
COLOURS: Final[Mapping[int, tuple[str, ...]]] = {
    5: ("#5e3c99", "#b2abd2", "#ececec", "#fdb863", "#e66101"),
    3: ("#5e3c99", "#ececec", "#e66101"),
}
UNKNOWN: Final = "could be chance"


def cluster_kinds(method: str) -> tuple[str, ...]:
    """Kinds of cluster of a method: "moran" or "getis_ord"."""
    return MORAN if method == "moran" else GETIS_ORD


def cluster_words(method: str, *, low: str, high: str) -> list[str]:
    """Each kind in plain words.

    Args:
        method: "moran" or "getis_ord".
        low: what low values mean, such as "short lives".
        high: what high values mean.
    """
    if method == "moran":
        return [
            f"{low} among {low}",
            f"{low} among {high}",
            UNKNOWN,
            f"{high} among {low}",
            f"{high} among {high}",
        ]
    return [f"{low} around", UNKNOWN, f"{high} around"]


def draw_clusters(
    kinds: pd.Series[str], *, method: str, words: Sequence[str], heading: str, period: str
) -> Panel:
    """The map of clusters.

    Args:
        kinds: kind of each area in the geometry's order; null without a value.
        method: "moran" or "getis_ord".
        words: each kind in plain words.
        heading: what is shown.
        period: of when the values are.
    """
    order = {kind: number for number, kind in enumerate(cluster_kinds(method))}
    numbers: Floats = kinds.map(order).to_numpy(np.float64, na_value=np.nan).astype(np.float64)
    count = len(order)
    known = numbers[np.isfinite(numbers)].astype(int)
    return Panel(
        rule=CLASSES,
        heading=heading,
        layers=[
            Layer(
                title=heading,
                period=period,
                prefix="",
                suffix="",
                decimals=0,
                values=numbers,
                breaks=[float(bound) for bound in range(1, count)],
                words=list(words),
            )
        ],
        colours=COLOURS[count],
        legend=Legend(
            title=heading,
            labels=list(words),
            counts=[int(areas) for areas in np.bincount(known, minlength=count)],
            missing=int(np.isnan(numbers).sum()),
        ),
    )
