"""Fetches the raw files of all sources from their publishers into a cache folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from data.pipeline.extract.cache import partial_file, remove_leftovers, store_file
from data.pipeline.extract.declarations import SourceDeclaration
from data.pipeline.extract.download import RetryPolicy, UnreachableHostError, download
from data.pipeline.extract.progress import FetchProgress, show_progress
from data.pipeline.extract.raw import PACKAGE_PREFIX
from utils.config import ROOT
from utils.errors import FetchError

Report = Callable[[str], None]
DEFAULT_RETRY: Final = RetryPolicy()
DEFAULT_FOLDER: Final = ROOT / ".cache" / "raw"


@dataclass(frozen=True)
class _Wanted:
    """One declared file, with what a person needs to know to get it by hand."""

    source: str
    landing_page: str
    path: str
    url: str | None


@dataclass(frozen=True)
class _Missing:
    """A file that could not be had, and what came instead."""

    wanted: _Wanted
    came: str


def fetch_all(
    declarations: Mapping[str, SourceDeclaration],
    *,
    folder: Path,
    refresh: bool = False,
    report: Report,
    retry: RetryPolicy = DEFAULT_RETRY,
) -> None:
    """Fetch every declared file that is not yet in `folder`, laid out as the declarations say.

    Args:
        declarations: the sources, by name.
        folder: the cache; a file put there by hand counts as fetched.
        refresh: fetch files again that are there already; one that fails stays as it was.
        report: takes one plain line per event.
        retry: how often and how patiently each address is asked.

    Raises:
        FetchError: lists all files that could not be had, each with its source, address, what
            came, the publisher's page and the exact place to put it by hand.
    """
    remove_leftovers(folder)
    wanted = _list_wanted(declarations.values())
    due = [file for file in wanted if refresh or not (folder / file.path).is_file()]
    report(f"{len(wanted) - len(due)} of {len(wanted)} raw files are at hand in {folder}.")
    missing = _fetch_due(due, folder=folder, report=report, retry=retry) if due else []
    if missing:
        raise FetchError(_describe(missing, total=len(wanted), folder=folder))


def _list_wanted(declarations: Iterable[SourceDeclaration]) -> Sequence[_Wanted]:
    """List the files, each once even if several sources read it.

    Files inside an installed package came with the requirements and are not fetched.
    """
    by_path: dict[str, _Wanted] = {}
    for declaration in declarations:
        for file in declaration.files.values():
            if file.path.startswith(PACKAGE_PREFIX):
                continue
            wanted = _Wanted(declaration.source, declaration.landing_page, file.path, file.url)
            by_path.setdefault(file.path, wanted)
    return list(by_path.values())


def _fetch_due(
    due: Sequence[_Wanted], *, folder: Path, report: Report, retry: RetryPolicy
) -> list[_Missing]:
    missing: list[_Missing] = []
    # Without this a machine off the network would wait out every retry for every file.
    silent_hosts: dict[str, str] = {}
    with show_progress(files=len(due)) as progress:
        for file in due:
            try:
                size = _fetch_file(
                    file,
                    folder=folder,
                    silent_hosts=silent_hosts,
                    progress=progress,
                    report=report,
                    retry=retry,
                )
                report(f"Fetched {file.path} ({size:,} bytes)")
            except FetchError as error:
                report(f"Missing: {file.path}: {error}")
                missing.append(_Missing(file, str(error)))
    return missing


def _fetch_file(
    file: _Wanted,
    *,
    folder: Path,
    silent_hosts: dict[str, str],
    progress: FetchProgress,
    report: Report,
    retry: RetryPolicy,
) -> int:
    """Fetch one file into its place and return its size in bytes."""
    if file.url is None:
        raise FetchError("no address of this very file is known")
    host = urlsplit(file.url).netloc
    if host in silent_hosts:
        raise FetchError(f"not asked, as earlier in this run {silent_hosts[host]}")
    target = folder / file.path
    with progress.file(target.name), partial_file(folder) as partial:
        try:
            download(
                file.url,
                to=partial,
                retry=retry,
                on_start=progress.start,
                on_bytes=progress.add,
                report=report,
            )
        except UnreachableHostError as error:
            silent_hosts[host] = str(error)
            raise
        store_file(partial, target=target, folder=folder)
    return target.stat().st_size


def _describe(missing: Sequence[_Missing], *, total: int, folder: Path) -> str:
    entries = "\n".join(_describe_one(one, folder=folder) for one in missing)
    return (
        f"{len(missing)} of {total} raw files could not be fetched. Each can be put into its place "
        f"by hand; then start again, and only what is still missing is fetched.\n{entries}"
    )


def _describe_one(missing: _Missing, *, folder: Path) -> str:
    wanted, target = missing.wanted, folder / missing.wanted.path
    lines = [
        f"\nSource {wanted.source}",
        f"  address:          {wanted.url or 'none known'}",
        f"  what came:        {missing.came}",
        f"  publisher's page: {wanted.landing_page}",
        f"  put the file in:  {target.parent}",
        f"  under the name:   {target.name}",
    ]
    if target.suffix == ".gz":
        lines.append("  compressed:       with gzip")
    if target.is_file():
        lines.append("  note:             the file fetched earlier was kept")
    return "\n".join(lines)
