"""The passport of a figure: where it is from, what it counts, and every step that made it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from data.read.measures import MapReader

Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Origin:
    """Where a part of a figure is from: what the part is, its publication, and its page."""

    name: str
    words: str
    link: str


@dataclass(frozen=True)
class Made:
    """What is particular to a figure, and the steps from what was published.

    Attributes:
        facts: label and text, in the order shown.
        steps: a sentence for each step.
        smaller: label and text of parts that are folded away.
        origins: where parts are from that are of other sources than the figure.
    """

    facts: Facts
    steps: tuple[str, ...]
    smaller: Facts = ()
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True)
class Passport:
    """Everything a reader needs to trust a figure or to find it again.

    Attributes:
        title: what the figure is, of whom and when.
        figure: the figure with its limits.
        facts: label and text, in the order shown.
        steps: what was done to the published figures, in order.
        caveats: what a reader must know.
        link: the publisher's page.
        smaller: label and text of parts that are folded away.
        origins: where parts are from that are of other sources than the figure.
    """

    title: str
    figure: str
    facts: Facts
    steps: tuple[str, ...]
    caveats: tuple[str, ...]
    link: str
    smaller: Facts = ()
    origins: tuple[Origin, ...] = ()


def sign_off(
    maps: MapReader,
    *,
    title: str,
    figure: str,
    made: Made,
    caveats: Sequence[str],
    source: str,
    link: str | None = None,
) -> Passport:
    """Complete a passport with what its source's declaration says.

    Args:
        maps: the reader of measures and sources.
        title: what the figure is, of whom and when.
        figure: the figure with its limits.
        made: what is particular to it, and how it was made.
        caveats: what a reader must know.
        source: short name of the source.
        link: page on which the figure stands, if it is not the source's own.
    """
    row = maps.sources[source]
    tail = [
        ("Publisher", row["publisher"]),
        ("Dataset", row["title"]),
        ("How to cite", row["citation"]),
        ("Licence", row["licence"]),
        ("Attribution", row["attribution"]),
        ("Downloaded on", f"{date.fromisoformat(row['retrieved']):%-d %B %Y}"),
        ("Data version", maps.store.version),
    ]
    return Passport(
        title=title,
        figure=figure,
        facts=tuple((label, str(text)) for label, text in [*made.facts, *tail]),
        steps=made.steps,
        caveats=tuple(caveat for caveat in caveats if caveat),
        link=link or row["landing_page"],
        smaller=made.smaller,
        origins=made.origins,
    )
