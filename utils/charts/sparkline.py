"""Small pictures for tiles: a line over the years, and a place among similar places.

They are shapes cut by style sheets, as Streamlit takes drawings out of a page's text. They have the
colour of the text, so that they follow a light or dark page, and are hidden from screen readers, as
the tile says in words what they show.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from markupsafe import Markup

FEWEST_VALUES: Final = 2
#: Half the thickness of the line, and the room above and below it, in per cent of the height.
HALF_LINE: Final = 4.0
ROOM: Final = 10.0
#: Room beyond the outermost mark of a position, in per cent of the width.
SIDE_ROOM: Final = 4.0
FULL: Final = 100.0


def draw_trend(values: Sequence[float]) -> Markup:
    """A line over the periods, with a dot at the newest; nothing where there are fewer than two.

    Args:
        values: the figure of each period, oldest first.
    """
    if len(values) < FEWEST_VALUES:
        return Markup()
    low, high = min(values), max(values)
    span = (high - low) or 1.0
    step = FULL / (len(values) - 1)
    points = [
        (step * place, FULL - ROOM - (value - low) / span * (FULL - 2 * ROOM))
        for place, value in enumerate(values)
    ]
    above = [f"{x:.1f}% {y - HALF_LINE:.1f}%" for x, y in points]
    below = [f"{x:.1f}% {y + HALF_LINE:.1f}%" for x, y in reversed(points)]
    return Markup(
        '<div class="spark" aria-hidden="true">'
        '<div class="spark-line" style="clip-path: polygon({})"></div>'
        '<div class="spark-dot" style="left: 100%; top: {:.1f}%"></div></div>'
    ).format(", ".join([*above, *below]), points[-1][1])


def draw_position(
    *,
    value: float,
    lower: float,
    upper: float,
    middle: tuple[float, float],
    england: float,
) -> Markup:
    """A place with its range, a band of the middle half of similar places, and a tick for England.

    Args:
        value: the place's figure.
        lower: lower end of its range.
        upper: upper end of its range.
        middle: lower and upper quarter of similar places.
        england: England's figure.
    """
    low, high = min(lower, middle[0], england), max(upper, middle[1], england)
    span = (high - low) or 1.0

    def across(amount: float) -> float:
        return SIDE_ROOM + (amount - low) / span * (FULL - 2 * SIDE_ROOM)

    def block(name: str, start: float, end: float) -> Markup:
        return Markup('<div class="{}" style="left: {:.1f}%; width: {:.1f}%"></div>').format(
            name, across(start), across(end) - across(start)
        )

    return Markup('<div class="spark" aria-hidden="true">{}</div>').format(
        Markup().join(
            [
                block("spark-band", *middle),
                block("spark-england", england, england),
                block("spark-range", lower, upper),
                Markup('<div class="spark-dot" style="left: {:.1f}%; top: 50%"></div>').format(
                    across(value)
                ),
            ]
        )
    )
