"""A candidate beside the published data: its files, and how it was made and differs from them.

It lies in `staged` beside the published folder, described as published data are. `candidate.json`
there says what people look at; a candidate whose two descriptions do not belong together is none.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from data.read.store import PACKAGE_FILE, Store
from data.versions.checks import CheckResult
from data.versions.difference import Difference
from data.versions.publish import Payload, encode, publish, write
from utils.config import PUBLISHED_DIR
from utils.errors import AtlasError

#: How a candidate was made and what it changes.
CANDIDATE_FILE: Final = "candidate.json"


class VersionError(AtlasError):
    """There is no candidate, or it may not be published, or there is no version before."""


class NoCandidateError(VersionError):
    """There is no candidate."""


@dataclass(frozen=True)
class Candidate:
    """A candidate, as its maker described it.

    Attributes:
        fingerprint: hash of its description, which has the hash of each of its files.
        made_at: when, as UTC.
        made_by: who or what made it.
        base: data version of what was published then; empty where nothing was.
        difference: from what was published then.
        checks: on its tables.
        other_files: names of files that are no tables, such as boundaries, and new or changed.
    """

    fingerprint: str
    made_at: datetime
    made_by: str
    base: str
    difference: Difference
    checks: tuple[CheckResult, ...]
    other_files: tuple[str, ...]

    @property
    def failed(self) -> list[CheckResult]:
        """The checks that failed."""
        return [check for check in self.checks if not check.passed]


_CANDIDATE: Final = TypeAdapter(Candidate)


def staged_folder(folder: Path = PUBLISHED_DIR) -> Path:
    """Where the candidate for a published folder lies."""
    return folder.with_name("staged")


def published_version(folder: Path = PUBLISHED_DIR) -> str:
    """Data version of what is published; empty where nothing is.

    Raises:
        PublishedDataError: its description is damaged.
    """
    return Store(folder).version if (folder / PACKAGE_FILE).is_file() else ""


def put_candidate(
    payloads: Sequence[Payload],
    description: Mapping[str, Any],
    *,
    made_by: str,
    base: str,
    difference: Difference,
    checks: Sequence[CheckResult],
    folder: Path = PUBLISHED_DIR,
) -> Candidate:
    """Write a candidate beside the published data; the caller holds the folder's lock.

    Args:
        payloads: its files.
        description: of all of them, as `package` makes it.
        made_by: who or what made it.
        base: data version of what is published.
        difference: from what is published.
        checks: on its tables.
        folder: the published folder.
    """
    candidate = Candidate(
        fingerprint=_fingerprint(encode(description)),
        made_at=datetime.now(UTC),
        made_by=made_by,
        base=base,
        difference=difference,
        checks=tuple(checks),
        other_files=tuple(_other_files(description, folder)),
    )
    staged = staged_folder(folder)
    write(staged / CANDIDATE_FILE, _CANDIDATE.dump_json(candidate, indent=1), replace=True)
    publish(payloads, description, folder=staged)
    return candidate


def read_candidate(folder: Path = PUBLISHED_DIR) -> Candidate:
    """The candidate beside a published folder; its files are not looked into.

    Raises:
        NoCandidateError: there is none.
        VersionError: it is not whole.
    """
    staged = staged_folder(folder)
    if not (staged / PACKAGE_FILE).is_file():
        raise NoCandidateError(
            f"Nothing is staged in {staged.name}. Build a candidate with --stage."
        )
    try:
        description = (staged / PACKAGE_FILE).read_bytes()
        candidate = _CANDIDATE.validate_json((staged / CANDIDATE_FILE).read_bytes())
    except (OSError, ValidationError) as error:
        raise VersionError(_not_whole(staged)) from error
    if candidate.fingerprint != _fingerprint(description):
        raise VersionError(_not_whole(staged))
    return candidate


def candidate_store(folder: Path = PUBLISHED_DIR) -> Store:
    """What reads the candidate's tables."""
    return Store(staged_folder(folder))


def drop(folder: Path = PUBLISHED_DIR) -> None:
    """Remove the candidate; the caller holds the folder's lock.

    Raises:
        NoCandidateError: there is none.
    """
    staged = staged_folder(folder)
    if not staged.is_dir():
        raise NoCandidateError(f"Nothing is staged in {staged.name}.")
    shutil.rmtree(staged)


def _other_files(description: Mapping[str, Any], folder: Path) -> Iterator[str]:
    """Names of files that are no tables and not as they are published."""
    published = Store(folder).resources if published_version(folder) else {}
    for resource in description["resources"]:
        before = published.get(resource["name"], {})
        if resource.get("format") != "parquet" and resource["hash"] != before.get("hash"):
            yield resource["name"]


def _fingerprint(description: bytes) -> str:
    return hashlib.sha256(description).hexdigest()


def _not_whole(staged: Path) -> str:
    return f"The candidate in {staged.name} is not whole. Stage it again, or remove it with --drop."
