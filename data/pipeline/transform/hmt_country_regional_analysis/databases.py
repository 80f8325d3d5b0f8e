"""Reads one database of the analysis: identifiable rows of English regions, by segment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd

from data.pipeline.transform.hmt_country_regional_analysis.releases import Release
from data.pipeline.transform.shared.place import Place
from data.pipeline.transform.shared.regional_labels import (
    FIRST_DATA_ROW,
    code_functions,
    code_regions,
)

#: What the analysis calls the sectors, and what they are called here.
SECTORS: Final = {
    "CG": "central",
    "LG": "local",
    "LA": "local",
    "PC": "corporations",
    "BOE": "corporations",
    "PSP": "corporations",
}
#: The oldest database has no parts of functions.
NOT_GIVEN: Final = "not given"
KINDS: Final = {"CUR": "current", "CAP": "capital"}
TEXT: Final = ["department", "segment", "subfunction"]
LABELS: Final = [
    "region_code",
    "main_function",
    "function",
    "subfunction",
    "department",
    "segment",
    "sector",
    "capital",
]


def parse_database(
    rows: Sequence[Sequence[object]], *, release: Release, place: Place
) -> pd.DataFrame:
    """Read one database's identifiable rows of English regions, in every year it is read for.

    Returns:
        The labels of a row, financial_year and amount_gbp, and `row`, its line in the sheet. Years
        are those taken from the database and those it is checked in.

    Raises:
        SourceSchemaError: a heading is absent, or a region, a function, a sector or a number is
            unknown.
    """
    header = [str(cell) for cell in rows[0]]
    years = list(dict.fromkeys([*release.years, *release.published]))
    needed = [*release.headings.values(), *years]
    lacking = [name for name in needed if name not in header]
    if lacking:
        raise place.refuse(
            row=1, column=", ".join(lacking), received=header, expected=f"all of {needed}"
        )
    frame = pd.DataFrame(list(rows[1:]), columns=header)[needed]
    labelled = _label(frame, release=release, place=place)
    long = labelled.melt(
        [*LABELS, "row"], years, "financial_year", "cell", ignore_index=False
    ).reset_index(drop=True)
    long["amount_gbp"] = _amounts(long, place=place) * release.gbp_per_unit
    return long.drop(columns="cell")[long["amount_gbp"] != 0].reset_index(drop=True)


def _label(frame: pd.DataFrame, *, release: Release, place: Place) -> pd.DataFrame:
    """Rows of English regions whose spending is identifiable, with labels as used here."""
    headings = release.headings
    given = {name: frame[heading] for name, heading in headings.items()}
    region = code_regions(given["region"], place=place)
    main = code_functions(given["main_function"], place=place)
    identifiable = given["identifiable"].astype("str").str.casefold() == "id"
    kept = region.notna() & main.notna() & identifiable
    labelled = frame[kept].assign(
        region_code=region,
        main_function=main,
        function=given["function"].astype("str").str.strip(),
        sector=_code(given["sector"][kept], SECTORS, place=place),
        capital=_code(given["capital"][kept], KINDS, place=place),
        row=pd.Series(frame.index + FIRST_DATA_ROW, index=frame.index),
    )
    blank = pd.Series("", index=frame.index)
    for name in TEXT:
        labelled[name] = given.get(name, blank).astype("str").str.strip()
    labelled["subfunction"] = labelled["subfunction"].replace("", NOT_GIVEN)
    return labelled.drop(columns=[*set(headings.values())])


def _code(values: pd.Series[str], known: dict[str, str], *, place: Place) -> pd.Series[str]:
    coded = values.map(known)
    if coded.isna().any():
        first = coded.index[coded.isna()][0]
        raise place.refuse(
            row=int(first) + FIRST_DATA_ROW,
            column=str(values.name),
            received=values[first],
            expected=f"one of {[*known]}",
        )
    return coded


def _amounts(long: pd.DataFrame, *, place: Place) -> pd.Series[float]:
    amounts = pd.to_numeric(long["cell"].replace("", 0), errors="coerce")
    if amounts.isna().any():
        first = int(amounts.isna().to_numpy().argmax())
        raise place.refuse(
            row=int(long["row"].iloc[first]),
            column=long["financial_year"].iloc[first],
            received=long["cell"].iloc[first],
            expected="a number or an empty cell",
        )
    return amounts.astype("float64")
