"""How long finding a place takes: `python -m tests.bench.find_place`.

First: in a new process that has read nothing but this module, the library included in neither.
Again: the median of many, each another postcode or name, with what a server keeps in memory.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from statistics import median

from data.read.find_place.finder import PlaceFinder, find_place
from data.read.store import Store
from utils.environment import say

STEP = 1_400
NAMES = ("Leeds", "Newcastle", "Corby", "Aston", "Birmingam", "Whitchurch", "Kent", "Atlantis")
CODES = ("E08000039", "E10000009", "E05000650", "E01008881")


def main() -> int:
    """Measure and print."""
    store = Store()
    finder = PlaceFinder(store)

    def found(text: str) -> float:
        return timed(lambda: find_place(text, finder=finder))

    say(f"first postcode, council alone: {timed(lambda: council_of(finder, 'B15 2TT')):.0f} ms")
    say(f"first postcode with its small area, names of all read: {found('B15 2TT'):.0f} ms")
    report("postcodes again", [found(text) for text in postcodes(store)])
    say(f"first name, the index built: {found('Leeds'):.0f} ms")
    report("names again", [found(text) for text in NAMES * 5])
    report("codes", [found(text) for text in CODES * 5])
    for table in ("postcode-units", "postcode-sectors", "small-areas-2021", "wards", "towns"):
        say(f"{table}: {store.path(table).stat().st_size / 1e6:.2f} MB")
    return 0


def council_of(finder: PlaceFinder, text: str) -> object:
    """Look up what a sector's council and a postcode's small area are, without names."""
    sector, inward = text[:-2], text[-2:]
    where = [("postcode_sector", "==", sector)]
    units = finder.store.records("postcode_units", where=where)
    return finder.store.records("postcode_sectors", where=where), [
        row for row in units if inward in row["inward_letters"]
    ]


def postcodes(store: Store) -> list[str]:
    """Some postcodes of every part of the country."""
    rows = store.read("postcode_units").iloc[::STEP]
    pairs = zip(rows["postcode_sector"], rows["inward_letters"], strict=True)
    return [f"{sector}{letters[:2]}" for sector, letters in pairs]


def timed(work: Callable[[], object]) -> float:
    """Milliseconds that work takes."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1e3


def report(what: str, times: Sequence[float]) -> None:
    """Print the median and the longest."""
    say(f"{what}: median {median(times):.0f} ms, longest {max(times):.0f} ms of {len(times)}")


if __name__ == "__main__":
    sys.exit(main())
