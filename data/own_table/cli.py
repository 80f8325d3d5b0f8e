"""The command line of own tables, which `python3 -m data.own_table` runs once all is set up."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from data.ledger.files.archives import shown
from data.own_table.composing import compose, place_rows, read_rows
from data.own_table.folder import require_empty, write_folder
from data.own_table.gazetteer import LEVEL_ORDER, Gazetteer
from data.own_table.matching import Unmatched
from data.own_table.my_place import make_place, place_files, whole_areas
from data.own_table.request import (
    DEFAULT_SCHEME,
    DUPLICATES,
    KINDS,
    SCHEMES,
    Choices,
    Request,
)
from data.own_table.results import make_files
from data.own_table.words import summary
from data.read.measures import MapReader
from data.read.store import Store
from utils.environment import say
from utils.errors import AtlasError, InvalidInputError

#: All rows are matched; some are not; nothing could begin. The last is argparse's code too.
ALL, SOME, WRONG = 0, 1, 2
#: Rows listed on the screen; the file has all.
MOST_LISTED: Final = 20


def main(arguments: Sequence[str]) -> int:
    """Run the command.

    Returns:
        0 where every row was matched, 1 where some were not, 2 where nothing could begin.
    """
    options = _parser().parse_args(arguments)
    try:
        require_empty(options.out)
        return _map_place(options) if options.place else _map_table(options)
    except AtlasError as error:
        print(f"error {shown(str(error))}", file=sys.stderr)  # noqa: T201 - the command's answer
        return WRONG


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python3 -m data.own_table",
        description="Maps a table of areas or of points on the areas of England.",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="CSV, TSV, XLS, XLSX or ODS")
    parser.add_argument("--out", required=True, type=Path, help="new folder for the files")
    parser.add_argument("--value", default="", help="column to map; without it, rows are counted")
    parser.add_argument("--kind", default="", choices=("", *KINDS), help="do figures add up?")
    parser.add_argument(
        "--duplicates", default="", choices=("", *DUPLICATES), help="several rows of one area"
    )
    parser.add_argument("--code", default="", help="column of area codes")
    parser.add_argument("--name", default="", help="column of area names")
    parser.add_argument("--east", default="", help="column of longitude or easting")
    parser.add_argument("--north", default="", help="column of latitude or northing")
    parser.add_argument("--level", default="", choices=("", *LEVEL_ORDER))
    parser.add_argument("--sheet", default="", help="sheet of a workbook")
    parser.add_argument(
        "--only", action="append", default=[], metavar="COLUMN", help="use only rows that ..."
    )
    parser.add_argument(
        "--says", action="append", default=[], metavar="TEXT", help="... say this in the column"
    )
    parser.add_argument("--scheme", default=DEFAULT_SCHEME, choices=tuple(SCHEMES))
    parser.add_argument("--measure", default="", help="a published measure to set beside it")
    parser.add_argument("--period", default="", help="period of that measure")
    parser.add_argument(
        "--place", default="", metavar="NAME", help="unite the areas of FILE to one place"
    )
    parser.add_argument("--json", action="store_true", help="print JSON for machines")
    return parser


def _request(options: argparse.Namespace) -> Request:
    if len(options.only) != len(options.says):
        raise InvalidInputError(
            argument="only", received=options.only, expected="one --says for each --only"
        )
    return Request(
        value=options.value,
        sheet=options.sheet,
        only=tuple(zip(options.only, options.says, strict=True)),
        code=options.code,
        name=options.name,
        points=tuple(name for name in (options.east, options.north) if name),
        level=options.level,
        choices=Choices(options.kind, options.duplicates),
        scheme=options.scheme,
        measure=options.measure,
        period=options.period,
    )


def _map_table(options: argparse.Namespace) -> int:
    store = Store()
    gazetteer = Gazetteer(store)
    own = compose(options.file, _request(options), gazetteer, MapReader(store))
    write_folder(options.out, make_files(own, gazetteer))
    return _tell(options, summary(own), own.gathered.unmatched)


def _map_place(options: argparse.Namespace) -> int:
    gazetteer = Gazetteer(Store())
    request = _request(options)
    table = read_rows(options.file, request)
    _, matching, _ = place_rows(table, request, gazetteer)
    whole = whole_areas(matching, gazetteer)
    place = make_place(options.place, whole, gazetteer)
    write_folder(options.out, place_files(place, whole, gazetteer))
    return _tell(options, place.words, whole.unmatched)


def _tell(options: argparse.Namespace, words: str, unmatched: Sequence[Unmatched]) -> int:
    if options.json:
        rows = [vars(unplaced) for unplaced in unmatched]
        say(json.dumps({"out": str(options.out), "words": words, "unmatched": rows}))
    else:
        say(shown(words))
        for unplaced in unmatched[:MOST_LISTED]:
            say(shown(f"  row {unplaced.row}: {unplaced.text}: {unplaced.reason}"))
        if len(unmatched) > MOST_LISTED:
            say(f"  and {len(unmatched) - MOST_LISTED:,} more, in the file of unmatched rows")
        say(f"Files: {options.out}")
    return SOME if unmatched else ALL


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
