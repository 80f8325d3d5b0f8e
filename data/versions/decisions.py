"""What people decide about versions: each decision is about what they saw, and is done once.

Each takes the folder's lock. What changed since a person saw it is not decided about: of two who
decide at once the first is heard, and the second is told why not.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from data.versions.candidate import (
    Candidate,
    VersionError,
    drop,
    published_version,
    read_candidate,
)
from data.versions.lock import locked
from data.versions.looks import NEEDED, add_look, looks_at
from data.versions.publication import accept, go_back
from utils.config import PUBLISHED_DIR


@dataclass(frozen=True)
class Decider:
    """Who decides.

    Attributes:
        subject: by which a provider knows a person who has signed in; empty where nobody has to.
        name: of the person; may be empty.
    """

    subject: str
    name: str


def look(fingerprint: str, decider: Decider, *, folder: Path = PUBLISHED_DIR) -> None:
    """Note that a person has looked at a candidate.

    Raises:
        VersionError: nobody has signed in, or the candidate is another one or gone.
        BusyError: a build or another publication is at work.
    """
    if not decider.subject:
        raise VersionError("Only a person who has signed in can say so.")
    with locked(folder):
        add_look(
            _seen(fingerprint, folder), subject=decider.subject, name=decider.name, folder=folder
        )


def publish(fingerprint: str, *, alone: bool = False, folder: Path = PUBLISHED_DIR) -> str:
    """Publish the candidate that was seen.

    Args:
        fingerprint: of that candidate.
        alone: whether one person may publish without a second, as where nobody signs in.
        folder: the published folder.

    Returns:
        The version that is published now.

    Raises:
        VersionError: too few people have looked at it, or it may not be published, or is another
            one or gone.
        PublishedDataError: a file of it is missing or damaged.
        BusyError: a build or another publication is at work.
    """
    with locked(folder):
        candidate = _seen(fingerprint, folder)
        people = {looked.subject for looked in looks_at(candidate, folder)}
        if not alone and len(people) < NEEDED:
            seen = "one has" if people else "nobody has"
            raise VersionError(
                "It was not published: two different people must have looked at this very "
                f"candidate, and {seen}."
            )
        accept(folder)
        return published_version(folder)


def refuse(fingerprint: str, *, folder: Path = PUBLISHED_DIR) -> None:
    """Drop the candidate that was seen.

    Raises:
        VersionError: the candidate is another one or gone.
        BusyError: a build or another publication is at work.
    """
    with locked(folder):
        _seen(fingerprint, folder)
        drop(folder)


def return_from(version: str, *, folder: Path = PUBLISHED_DIR) -> str:
    """Publish the version before that which was seen to be published.

    Returns:
        The version that is published now.

    Raises:
        VersionError: another version is published now, or none before is kept.
        PublishedDataError: a file of the version before is missing or damaged.
        BusyError: a build or another publication is at work.
    """
    with locked(folder):
        now = published_version(folder)
        if now != version:
            raise VersionError(
                f"Nothing was done: version {now} is published now, and not {version}, which this "
                "page showed. Somebody else has published or gone back since."
            )
        go_back(folder)
        return published_version(folder)


def _seen(fingerprint: str, folder: Path) -> Candidate:
    """The candidate, if it is still the one that was seen.

    Raises:
        VersionError: it is not.
    """
    try:
        candidate = read_candidate(folder)
    except VersionError as error:
        raise VersionError(
            "Nothing was done: the candidate is gone. Somebody else has published or dropped it "
            "since this page showed it."
        ) from error
    if candidate.fingerprint != fingerprint:
        raise VersionError(
            "Nothing was done: the candidate has changed since this page showed it to you. Look "
            "at it again; looks at the one before do not count."
        )
    return candidate
