"""The registers of a few rows, published into a folder of their own; test-only figures."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from data.pipeline.transform.total_place.registers import build_registers
from data.read.registers import RegisterReader
from data.read.store import Store
from data.versions.publish import package, publish, table_payload
from data.versions.schema import conform, read_tables
from tests.unit.data.pipeline.transform.health_built import fixture_raw
from tests.unit.data.pipeline.transform.small_record import SMALL_TOPICS, declared_in

NAMES = {
    "birmingham": "Birmingham",
    "central_bedfordshire_and_luton": "Central Bedfordshire and Luton",
    "suffolk": "Suffolk",
}
PLACE = {
    "kind": "pilot",
    "theme_ids": "all_services",
    "how": "A test",
    "source_title": "A page",
    "source_url": "https://example.org/a",
    "source": "total_place",
}
COUNT = {
    "line": "count-001",
    "place_id": "birmingham",
    "measure": "total_public_spend",
    "organisation": "all",
    "organisation_type": "all",
    "amount": 7.5e9,
    "unit": "GBP",
    "precision_note": "around",
    "is_plottable": True,
    "source_url": "https://example.org/a",
    "source_title": "A page",
    "source": "total_place",
}


def small_reader(folder: Path) -> RegisterReader:
    """A reader of the registers built from the fixtures, with a single count."""
    with declared_in(SMALL_TOPICS):
        frames = build_registers(fixture_raw("total_place"), places=set(NAMES))
    places = [{**PLACE, "place_id": key, "name": name} for key, name in NAMES.items()]
    frames |= {"places": pd.DataFrame(places), "counts": pd.DataFrame([COUNT])}
    payloads = []
    for name, frame in frames.items():
        table = read_tables()[name]
        payloads.append(table_payload(table, conform(table, frame.reindex(columns=table.columns))))
    publish(payloads, package(payloads, sources=[]), folder=folder)
    return RegisterReader(Store(folder))
