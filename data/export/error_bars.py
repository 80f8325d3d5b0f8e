"""Limits of a series as error bars, for which the library of slides has no call."""

from __future__ import annotations

from typing import Any, Final

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls

from data.export.chart_sheet import distance_ranges, distances, number_format
from data.export.native import NativeChart, Numbers

NAMESPACES: Final = nsdecls("c", "a")
#: Width of the line in English metric units: 1.5 points.
WIDTH: Final = 19050
#: Dark over bars; paler beside a line, whose figures are written over it.
COLOURS: Final = {"overlaid bars": "31333F", "lines": "7C93B8", "points": "31333F"}


def add_error_bars(drawn: Any, native: NativeChart, number: int) -> None:  # noqa: ANN401
    """Draw the limits of a series, where it has any, with their own distances below and above.

    Args:
        drawn: the series of the library.
        native: the chart.
        number: position of the series.
    """
    series = native.series[number]
    if not series.lower:
        return
    ranges, numbers = distance_ranges(native, number), distances(series)
    code = number_format(native).replace('"', "&quot;")
    minus, plus = (
        _numbers(where, found, code) for where, found in zip(ranges, numbers, strict=True)
    )
    # Bars have a single direction, which their format does not name.
    direction = "" if native.kind == "overlaid bars" else '<c:errDir val="y"/>'
    bars = parse_xml(
        f'<c:errBars {NAMESPACES}>{direction}<c:errBarType val="both"/>'
        f'<c:errValType val="cust"/><c:noEndCap val="0"/>'
        f"<c:plus>{plus}</c:plus><c:minus>{minus}</c:minus>"
        f'<c:spPr><a:ln w="{WIDTH}"><a:solidFill><a:srgbClr val="{COLOURS[native.kind]}"/>'
        f"</a:solidFill></a:ln></c:spPr></c:errBars>"
    )
    element = drawn._element  # noqa: SLF001 - no other way
    # The format wants them just before the categories.
    element.cat.addprevious(bars)


def _numbers(where: str, numbers: Numbers, code: str) -> str:
    """Numbers as a chart keeps them; a missing one is left out."""
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{number:.10g}</c:v></c:pt>'
        for place, number in enumerate(numbers)
        if number is not None
    )
    return (
        f"<c:numRef><c:f>{where}</c:f><c:numCache><c:formatCode>{code}</c:formatCode>"
        f'<c:ptCount val="{len(numbers)}"/>{points}</c:numCache></c:numRef>'
    )
