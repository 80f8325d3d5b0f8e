"""Paths and constants. Imports nothing of the project, so that anything may import it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
SOURCES_DIR: Final = ROOT / "data" / "sources"
PUBLISHED_DIR: Final = ROOT / "data" / "published"
TABLES_FILE: Final = ROOT / "data" / "tables.yml"

APP_NAME: Final = "Total Place Atlas"
REBUILD_COMMAND: Final = "python3 -m data.build"

ENGLAND: Final = "E92000001"
FIRST_FINANCIAL_YEAR: Final = 2007
LAST_FINANCIAL_YEAR: Final = 2024
#: The last financial year for which the GDP deflator at hand has a value; it is also its base.
PRICE_BASE_YEAR: Final = "2023-24"

#: Coordinates are measured in the first and shown in the second.
STORAGE_CRS: Final = "EPSG:27700"
DISPLAY_CRS: Final = "EPSG:4326"
