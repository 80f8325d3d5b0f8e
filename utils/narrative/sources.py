"""Where a figure is from, in a line under a chart or in a file."""

from __future__ import annotations

from data.read.comparisons import CompareReader
from data.read.measures import Measure


def source_note(reader: CompareReader, measure: Measure) -> str:
    """Name the publisher and the data set of a measure, with the version of the data."""
    return cite(reader, measure.source)


def cite(reader: CompareReader, source: str) -> str:
    """Name the publisher and the data set of a source, with the version of the data."""
    maps = reader.places.maps
    row = maps.sources[source]
    return (
        f"Source: {row['publisher']}, {row['title']} ({row['licence']}). "
        f"Data version {maps.store.version}."
    )
