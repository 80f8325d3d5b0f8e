"""Makes a table say what it is of once it has left the page: codes, periods, units, its name.

The rule of ranges: a spreadsheet takes "2009-10" and "5-9" for dates, so in a file a range of years
or of ages is written with "to" ("2009 to 2010", "5 to 9"), in cells, headings and names of files.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import month_name
from collections.abc import Collection, Mapping, Sequence
from typing import Final

import pandas as pd

from utils.config import ENGLAND

PREFIX: Final = "total-place-atlas"
#: Columns that every file has beside those of the page.
FIGURE: Final = "Figure"
NOTES: Final = "Notes and sources"
CODE: Final = "GSS code"
PLACE, TIME, UNIT = "Place", "Period", "Unit"
#: Columns whose first and last cell say what time a table is of, where its title does not.
TIMES: Final = ("Period", "Year", "period")
#: Names of places in the name of a file; of more it says how many.
MOST_PLACES: Final = 3
LONGEST_WHAT: Final = 130
RANGE: Final = re.compile(r"(\d{1,4}) ?[-\u2013/] ?(\d{1,4})")
_MONTH: Final = f"(?:{'|'.join(month_name[1:])})"
#: A period in a title, with its months; the year of prices belongs to the measure.
PERIOD: Final = re.compile(
    rf"(?<!prices of )\b(?:(?:{_MONTH}(?: (?:19|20)\d\d)? to )?{_MONTH} )?"
    r"(?:mid-)?(?:19|20)\d\d"
    r"(?: Q[1-4]|[-\u2013/]\d\d(?:-\d\d/\d\d)?)?"
    r"(?: to (?:19|20)\d\d(?:[-\u2013]\d\d)?)?"
    r"(?![\d\u2013/-]| prices)"
)
YEARS_IN: Final = re.compile(r"\b((?:19|20)\d\d)[-\u2013/](\d\d)(?!\d)")
#: What parts the unit from the rest of a title.
SEPARATORS: Final = re.compile(r",\s|:\s|[()]")
WORDS: Final = {"£": " gbp ", "%": " percent ", "&": " and "}


def plain_range(text: str) -> str:
    """Write a text that is a range so that no spreadsheet takes it for a date.

    >>> plain_range("2009-10"), plain_range("1999-00"), plain_range("5-9"), plain_range("90+")
    ('2009 to 2010', '1999 to 2000', '5 to 9', '90+')
    """
    found = RANGE.fullmatch(text.strip())
    return f"{found[1]} to {_whole_year(found[1], found[2])}" if found else text


def _whole_year(first: str, last: str) -> str:
    """The last year of a range in four digits; what is no year stays.

    >>> _whole_year("2009", "10"), _whole_year("5", "9")
    ('2010', '9')
    """
    if len(first) != 4 or len(last) != 2:  # noqa: PLR2004 - digits of a year, and of a short one
        return last
    century = int(first[:2]) + (last < first[2:])
    return f"{century}{last}"


def describe_table(table: pd.DataFrame, codes: Mapping[str, str]) -> pd.DataFrame:
    """The table with plain ranges, and the GSS codes of its places, in rows and in headings.

    Args:
        table: as on the page.
        codes: GSS code of a place by its name; of a union, those of its members.
    """
    plain = table.map(lambda cell: plain_range(cell) if isinstance(cell, str) else cell)
    columns: dict[str, pd.Series[str]] = {}
    for name in table.columns:
        columns[_heading(str(name), codes)] = plain[name]
        found = [codes.get(cell, "") if isinstance(cell, str) else "" for cell in table[name]]
        if any(found):
            columns[f"{CODE} ({name})"] = pd.Series(found, index=table.index, dtype="object")
    return pd.DataFrame(columns)


def title_columns(
    title: str, table: pd.DataFrame, codes: Mapping[str, str], units: Collection[str]
) -> dict[str, str]:
    """What only the title says of every row: its place with its code, its period and its unit.

    Args:
        title: what is shown.
        table: as on the page; what it has in its rows is left out.
        codes: GSS code of a place by its name.
        units: the units that a title may name; of several none is that of every row.
    """
    rest, places = _take_places(title, codes)
    found: dict[str, str] = {}
    if places and not _names_others(table, codes, places):
        found |= {PLACE: " and ".join(places), f"{CODE} ({PLACE})": _codes_of(places, codes)}
    periods = list(dict.fromkeys(PERIOD.findall(rest)))
    if len(periods) == 1 and not set(TIMES) & set(table.columns):
        found[TIME] = plain_range(periods[0])
    named = {part for part in SEPARATORS.split(title) if part in units}
    if len(named) == 1:
        found[UNIT] = named.pop()
    return {name: words for name, words in found.items() if name not in table}


def _names_others(table: pd.DataFrame, codes: Mapping[str, str], places: Sequence[str]) -> bool:
    """Whether rows are of places of their own, or columns of more places and England."""
    cells = (cell for name in table.columns for cell in table[name])
    known = {*places, *(name for name in codes if codes[name] == ENGLAND)}
    return any(isinstance(cell, str) and cell in codes for cell in cells) or any(
        name in codes and name not in known for name in table.columns
    )


def _codes_of(places: Sequence[str], codes: Mapping[str, str]) -> str:
    return " ".join(codes[place] for place in places)


def _heading(name: str, codes: Mapping[str, str]) -> str:
    return f"{name} ({codes[name]})" if name in codes else plain_range(name)


def file_stem(title: str, table: pd.DataFrame, codes: Mapping[str, str]) -> str:
    """Name of a file without its ending: what with its unit, then place, then period.

    Args:
        title: what is shown, with its unit and basis.
        table: gives the places or the period where the title does not.
        codes: GSS code of a place by its name.
    """
    what, places = _take_places(title, codes)
    period = " ".join(PERIOD.findall(what)) or _time_of(table)
    where = count_names(places or _places_of(table, codes))
    return join_stem(PERIOD.sub(" ", what), where, period)


def join_stem(what: str, where: str, period: str) -> str:
    """Name of a file without its ending, in small plain letters.

    >>> join_stem("Life expectancy, years", "Regions", "2022-24")
    'total-place-atlas_life-expectancy-years_regions_2022-to-2024'
    """
    parts = [_slug(what)[:LONGEST_WHAT].strip("-"), _slug(where), _slug(period)]
    return "_".join([PREFIX, *(part for part in parts if part)])


def _take_places(title: str, codes: Mapping[str, str]) -> tuple[str, list[str]]:
    """The title without the places that it names, and these, the longest names first."""
    found = []
    for name in sorted(codes, key=len, reverse=True):
        pattern = rf"(?:\b(?:inside|in|of) )?(?<!\w){re.escape(name)}(?!\w)"
        if name in title and re.search(pattern, title):
            title = re.sub(pattern, " ", title)
            found.append(name)
    return title, found


def _places_of(table: pd.DataFrame, codes: Mapping[str, str]) -> list[str]:
    cells = [cell for name in table.columns for cell in (name, *table[name])]
    found = list(dict.fromkeys(cell for cell in cells if isinstance(cell, str) and cell in codes))
    # England stands beside every place, as a measure of it.
    return [name for name in found if codes[name] != ENGLAND] or found


def count_names(places: Sequence[str]) -> str:
    """Names of a few places; of more, how many they are."""
    return " and ".join(places) if len(places) <= MOST_PLACES else f"{len(places)} places"


def _time_of(table: pd.DataFrame) -> str:
    """From the first to the last period of a table; nothing where it has none."""
    for name in TIMES:
        if name in table and len(table):
            ends = dict.fromkeys(str(table[name].iloc[row]) for row in (0, -1))
            return " to ".join(ends)
    return ""


def _slug(text: str) -> str:
    """Small plain letters and digits, parted by hyphens, with whole years."""
    text = YEARS_IN.sub(lambda years: f"{years[1]} to {_whole_year(years[1], years[2])}", text)
    for sign, word in WORDS.items():
        text = text.replace(sign, word)
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
