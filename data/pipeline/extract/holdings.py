"""What a build has of the raw files and what it lacks, and how that is said before it starts."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

from rich import box
from rich.console import Console
from rich.table import Table as RichTable

from data.pipeline.extract.declarations import SourceDeclaration
from data.pipeline.extract.manifest import (
    Measure,
    RawFile,
    manifest_text,
    measure_file,
    read_manifest,
)
from data.pipeline.extract.raw import DECLARED_PREFIX, locate
from utils.config import RAW_FILES_FILE
from utils.errors import InvalidInputError

State = Literal["as listed", "differs", "lacking", "damaged"]
WIDTH: Final = 120
UNREADABLE: Final = (OSError, EOFError, zlib.error)


@dataclass(frozen=True)
class Held:
    """A file of a source.

    Attributes:
        key: its name in the source's declaration.
        path: its declared path.
        state: whether it is there, and is the edition that is listed.
        measure: of the file that is there.
        listed: what the list of raw files says of it; nothing of declared data.
    """

    key: str
    path: str
    state: State
    measure: Measure | None
    listed: RawFile | None


@dataclass(frozen=True)
class Holding:
    """The files of a source."""

    declaration: SourceDeclaration
    files: tuple[Held, ...]

    @property
    def is_complete(self) -> bool:
        """Whether the source can be read; any edition of a file is read like that listed."""
        return all(file.measure is not None for file in self.files)

    def of_state(self, *states: State) -> list[Held]:
        """The files in any of some states."""
        return [file for file in self.files if file.state in states]


def take_stock(
    declarations: Mapping[str, SourceDeclaration],
    *,
    folder: Path,
    manifest: Mapping[str, RawFile] | None = None,
) -> dict[str, Holding]:
    """Look for every declared file and compare each that is there with the list of raw files.

    Raises:
        InvalidInputError: a source reads a file that is not in the list of raw files.
    """
    listed = read_manifest() if manifest is None else manifest
    seen: dict[str, Held] = {}
    return {
        name: Holding(
            declaration,
            tuple(
                replace(_hold(file.path, seen, folder=folder, listed=listed), key=key)
                for key, file in declaration.files.items()
            ),
        )
        for name, declaration in declarations.items()
    }


def _hold(path: str, seen: dict[str, Held], *, folder: Path, listed: Mapping[str, RawFile]) -> Held:
    if path not in seen:
        entry = listed.get(path)
        if entry is None and not path.startswith(DECLARED_PREFIX):
            raise InvalidInputError(
                argument="file of a source",
                received=path,
                expected=f"a file in {RAW_FILES_FILE.name}",
            )
        found = locate(path, folder=folder)
        state: State = "lacking"
        measure = None
        if found.is_file():
            try:
                measure = measure_file(found)
                same = entry is None or measure == Measure(entry.bytes or 0, entry.sha256 or "")
                state = "as listed" if same else "differs"
            except UNREADABLE:
                state = "damaged"
        seen[path] = Held("", path, state, measure, entry)
    return seen[path]


def describe_stock(
    stock: Mapping[str, Holding], *, tables: Mapping[str, Sequence[str]], folder: Path
) -> Iterator[str]:
    """Say in a table what is there of every source, then how to get what is not.

    Args:
        stock: the files, by source.
        tables: names of the tables that are read from each source.
        folder: the raw folder.
    """
    shown = RichTable(title=f"Raw files in {folder}", title_justify="left", box=box.SIMPLE_HEAD)
    for name in ("source", "files", "as listed", "other edition", "lacking", "what is done"):
        side: Literal["left", "right"] = "left" if name in {"source", "what is done"} else "right"
        shown.add_column(name, justify=side, no_wrap=name != "what is done")
    for name, holding in stock.items():
        counts = [holding.of_state("as listed"), holding.of_state("differs")]
        lacking = holding.of_state("lacking", "damaged")
        made = ", ".join(tables.get(name, ())) or "geometry"
        verb = "rebuilt" if holding.is_complete else "kept"
        numbers = [str(len(part)) for part in (holding.files, *counts, lacking)]
        shown.add_row(name, *numbers, f"{verb}: {made}")
    console = Console(file=io.StringIO(), width=WIDTH)
    console.print(shown)
    yield console.file.getvalue().rstrip()  # type: ignore[attr-defined]
    every = {file.path: (holding, file) for holding in stock.values() for file in holding.files}
    for holding, file in every.values():
        yield from _describe_file(holding.declaration, file, folder=folder)


def _describe_file(source: SourceDeclaration, file: Held, *, folder: Path) -> Iterator[str]:
    if file.state == "as listed":
        return
    if file.state == "differs":
        yield (
            f"Warning: {file.path} is not the listed edition, or was never measured. It is read "
            "as it is, and what is published says which file it was. If it is the right one, list "
            "it with: python3 -m data.build --measure --from DIR"
        )
        return
    what = "cannot be read or unpacked" if file.state == "damaged" else "is lacking"
    page = (file.listed and file.listed.page) or source.landing_page
    address = file.listed and file.listed.address
    how = f" {file.listed.how_to_get}" if file.listed else ""
    yield (
        f"{file.path} {what}. Put it in {locate(file.path, folder=folder).parent}. "
        f"{'Address: ' + address if address else 'Page: ' + page}.{how}"
    )


def list_measures(stock: Mapping[str, Holding], listed: Iterable[RawFile]) -> tuple[str, list[str]]:
    """The list of raw files with the sizes and hashes of what is there, and what changed in it."""
    found = {
        file.path: file.measure
        for holding in stock.values()
        for file in holding.files
        if file.measure is not None
    }
    changed = [raw_file.file for raw_file in listed if _differs(raw_file, found.get(raw_file.file))]
    entries = [
        raw_file.model_copy(update=vars(found[raw_file.file]))
        if raw_file.file in found
        else raw_file
        for raw_file in listed
    ]
    return manifest_text(entries), changed


def _differs(raw_file: RawFile, measure: Measure | None) -> bool:
    return measure is not None and (raw_file.bytes, raw_file.sha256) != (
        measure.bytes,
        measure.sha256,
    )
