"""A few small declared tables and what is published of them; test-only figures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from data.read.store import Store
from data.versions.candidate import Candidate, published_version, put_candidate
from data.versions.checks import CheckResult
from data.versions.difference import compare, whole_tables
from data.versions.publish import Payload, package, publish, table_payload
from data.versions.schema import Field, Table, conform

VALUES = Table(
    name="map_values",
    title="Values",
    key=("measure", "area_code"),
    fields=(
        Field("measure", "string", "Measure"),
        Field("area_code", "string", "Area"),
        Field("year", "integer", "Year"),
        Field("value", "number", "Value", "GBP"),
        Field("is_current", "boolean", "Current"),
    ),
)


def frame_of(**columns: list[Any]) -> pd.DataFrame:
    """Three rows of `VALUES`, with some columns replaced."""
    given = {
        "measure": ["b", "a", "a"],
        "area_code": ["E1", "E2", "E1"],
        "year": [2019, 2020, 2021],
        "value": [1.5, 2.5, 3.5],
        "is_current": [True, False, True],
    }
    return pd.DataFrame(given | columns)


def payloads_of(factor: float, *, files: int = 0) -> list[Payload]:
    """A table and some small geometry files, whose contents all depend on `factor`."""
    table = conform(VALUES, frame_of(value=[factor, 2 * factor, 3 * factor]))
    geometry = [
        Payload(
            name=f"geometry-{number:02d}",
            folder="geometry/",
            suffix=".topojson.gz",
            content=f"{number} of {factor}".encode(),
            description={"title": "Test", "format": "topojson"},
        )
        for number in range(files)
    ]
    return [table_payload(VALUES, table), *geometry]


def publish_small(folder: Path, factor: float = 1.0, *, files: int = 2) -> list[Payload]:
    """Publish the small tables into a folder."""
    payloads = payloads_of(factor, files=files)
    publish(payloads, package(payloads, sources=[]), folder=folder)
    return payloads


def stage_small(
    folder: Path,
    factor: float,
    *,
    files: int = 2,
    checks: Sequence[CheckResult] = (),
    made_by: str = "a test",
) -> Candidate:
    """Put the small tables beside a published folder as a candidate."""
    payloads = payloads_of(factor, files=files)
    before = whole_tables(Store(folder))
    after = {"map_values": conform(VALUES, frame_of(value=[factor, 2 * factor, 3 * factor]))}
    return put_candidate(
        payloads,
        package(payloads, sources=[]),
        made_by=made_by,
        base=published_version(folder),
        difference=compare({"map_values": VALUES}, before=before, after=after),
        checks=checks,
        folder=folder,
    )
