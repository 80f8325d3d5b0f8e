"""The databases of the regional analysis: their headings, units, and the years taken from each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

#: What a row is called here, by the heading of the newer databases.
MODERN: Final = MappingProxyType(
    {
        "department": "Department Name",
        "segment": "CRA Segment Name",
        "main_function": "COFOG Level 0",
        "function": "HMT Function",
        "subfunction": "HMT Subfunction",
        "identifiable": "ID/non-ID",
        "capital": "CAP or CUR",
        "sector": "CG, LG, PC, BOE, PSP",
        "region": "ITL Region",
    }
)
OLDER: Final = MappingProxyType(
    {**MODERN, "sector": "CG, LG, PC, BOE", "region": "NUTS Region"},
)
OLDEST: Final = MappingProxyType(
    {
        "department": "Dept Name",
        "segment": "Programme Object Group Alias",
        "main_function": "COFOG level 1",
        "function": "HMT Functional Classification",
        "identifiable": "ID or non-ID",
        "capital": "CAP or CUR",
        "sector": "CG, LG or PC",
        "region": "NUTS 1 region",
    }
)
OF_2014: Final = MappingProxyType(
    {
        **OLDER,
        "department": "Department",
        "segment": "CRA Segment Description",
        "sector": "CG, LG or PC",
    }
)


@dataclass(frozen=True)
class Release:
    """One database: its sheet, headings and unit, and the years taken from it.

    `published` are England's GBP per head as the publisher printed them for a year of this
    database, which the rows must give.
    """

    key: str
    sheet: str
    headings: Mapping[str, str]
    years: tuple[str, ...]
    gbp_per_unit: float
    published: Mapping[str, int] = field(default_factory=dict)


def _modern(edition: int, *years: str, published: Mapping[str, int] | None = None) -> Release:
    return Release(
        key=f"cra_{edition}",
        sheet=f"CRA {edition} database",
        headings=MODERN,
        years=years,
        gbp_per_unit=1e3,
        published=published or {},
    )


#: Each year comes from the newest database that has it.
RELEASES: Final = (
    Release(
        key="cra_2010",
        sheet="CRA 2010 Chapter 9 DB final ",
        headings=OLDEST,
        years=("2004-05", "2005-06", "2006-07", "2007-08", "2008-09"),
        gbp_per_unit=1e6,
    ),
    Release(
        key="cra_2014",
        sheet="CRA14 combined database",
        headings=OF_2014,
        years=("2009-10", "2010-11", "2011-12", "2012-13"),
        gbp_per_unit=1e3,
    ),
    Release(
        key="cra_2018",
        sheet="CRA 2018 database",
        headings=OLDER,
        years=("2013-14", "2014-15", "2015-16", "2016-17"),
        gbp_per_unit=1e3,
        published={"2017-18": 9_080},
    ),
    _modern(2022, "2017-18"),
    _modern(2023, "2018-19"),
    _modern(2024, "2019-20", published={"2023-24": 12_625}),
    _modern(2025, "2020-21", "2021-22", "2022-23", "2023-24", "2024-25"),
)
