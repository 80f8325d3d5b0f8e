"""Fetches the raw files that have an address from their publishers into a cache folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from data.pipeline.extract.cache import partial_file, remove_leftovers, store_file
from data.pipeline.extract.download import RetryPolicy, UnreachableHostError, download
from data.pipeline.extract.manifest import RawFile
from data.pipeline.extract.progress import FetchProgress, show_progress
from data.pipeline.extract.raw import PACKAGE_PREFIX
from utils.config import ROOT
from utils.errors import FetchError

Report = Callable[[str], None]
DEFAULT_RETRY: Final = RetryPolicy()
DEFAULT_FOLDER: Final = ROOT / ".cache" / "raw"


def fetch_all(
    listed: Iterable[RawFile],
    *,
    folder: Path,
    refresh: bool = False,
    report: Report,
    retry: RetryPolicy = DEFAULT_RETRY,
) -> dict[str, str]:
    """Fetch every listed file that has an address and is not yet in `folder`.

    Args:
        listed: the raw files.
        folder: the cache; a file put there by hand counts as fetched.
        refresh: fetch files again that are there already; a file that fails stays as it was.
        report: takes a plain line per event.
        retry: how often and how patiently each address is asked.

    Returns:
        What came in place of each file that could not be fetched, by its path.
    """
    remove_leftovers(folder)
    # Files inside an installed package came with the requirements.
    wanted = [raw_file for raw_file in listed if not raw_file.file.startswith(PACKAGE_PREFIX)]
    due = [
        raw_file
        for raw_file in wanted
        if raw_file.address and (refresh or not (folder / raw_file.file).is_file())
    ]
    there = sum((folder / raw_file.file).is_file() for raw_file in wanted)
    report(f"{there} of {len(wanted)} raw files are in {folder}; {len(due)} are fetched.")
    return _fetch_due(due, folder=folder, report=report, retry=retry) if due else {}


def _fetch_due(
    due: Sequence[RawFile], *, folder: Path, report: Report, retry: RetryPolicy
) -> dict[str, str]:
    missing: dict[str, str] = {}
    # Without this a machine off the network would wait out every retry for every file.
    silent_hosts: set[str] = set()
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
                report(f"Fetched {file.file} ({size:,} bytes)")
            except FetchError as error:
                kept = "; the file fetched earlier is kept" * (folder / file.file).is_file()
                report(f"Not fetched: {file.file}: {error}{kept}")
                missing[file.file] = str(error)
    return missing


def _fetch_file(
    file: RawFile,
    *,
    folder: Path,
    silent_hosts: set[str],
    progress: FetchProgress,
    report: Report,
    retry: RetryPolicy,
) -> int:
    """Fetch a file into its place and return its size in bytes."""
    address = str(file.address)
    host = urlsplit(address).netloc
    if host in silent_hosts:
        raise FetchError(f"not asked, as {host} did not answer earlier in this run")
    target = folder / file.file
    with progress.file(target.name), partial_file(folder) as partial:
        try:
            download(
                address,
                to=partial,
                retry=retry,
                on_start=progress.start,
                on_bytes=progress.add,
                report=report,
            )
        except UnreachableHostError:
            silent_hosts.add(host)
            raise
        store_file(partial, target=target, folder=folder)
    return target.stat().st_size
