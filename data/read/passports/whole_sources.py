"""Where the accounts and drivers of an amount of all public spending are from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from data.read.passports.passport import Origin
from data.read.passports.whole import WholeItems
from data.read.rows import SourcesRow
from data.read.whole_place import SAME_YEAR, SEPARATOR, ItemLine, WholePlaceReader
from utils.formatting import join_words

Sources = Mapping[str, SourcesRow]


def origins_of_whole(
    reader: WholePlaceReader, sources: Sources, items: WholeItems, codes: tuple[str, ...], year: str
) -> tuple[Origin, ...]:
    """One origin for each source of accounts, and for each source of each driver.

    Args:
        reader: the count of all public money.
        sources: every source by its short name.
        items: the items of the amount.
        codes: upper-tier areas.
        year: financial year.
    """
    drivers = _drivers(reader, sources, items.counted, year) if items.is_shared else ()
    return (*_accounts(reader, sources, items.counted, codes, year), *drivers)


def _accounts(
    reader: WholePlaceReader,
    sources: Sources,
    lines: Sequence[ItemLine],
    codes: tuple[str, ...],
    year: str,
) -> Iterator[Origin]:
    """Accounts that show a part of items, by source."""
    shown: dict[str, list[str]] = {}
    for line in lines:
        found = reader.account_sources(codes, year, line.item["item"]) if line.measured else ()
        for source in found:
            shown.setdefault(source, []).append(line.item["name"])
    for source, names in shown.items():
        yield _origin(sources[source], "Accounts", f"for {year}", f"Show: {'; '.join(names)}")


def _drivers(
    reader: WholePlaceReader, sources: Sources, lines: Sequence[ItemLine], year: str
) -> Iterator[Origin]:
    """Drivers by which what no account shows was shared out, in the order of their money."""
    items: dict[str, list[str]] = {}
    years: dict[str, dict[str, None]] = {}
    for line in lines:
        for driver in line.drivers:
            items.setdefault(driver, []).append(line.item["name"])
            years.setdefault(driver, {}).update(dict.fromkeys(line.driver_years))
    for driver, names in items.items():
        row = reader.drivers[driver]
        when = join_words([year if one == SAME_YEAR else one for one in years[driver]])
        for source in row["sources"].split(SEPARATOR):
            use = f"Share out: {'; '.join(names)}"
            yield _origin(sources[source], row["name"], f"of {when}", use)


def _origin(source: SourcesRow, name: str, when: str, use: str) -> Origin:
    words = f"{source['publisher']}, {source['title']}, {when}; {source['licence']}. {use}"
    return Origin(name, words, source["landing_page"])
