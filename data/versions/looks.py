"""Who has looked at a candidate: kept beside it, each person once, for that very candidate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from data.versions.candidate import Candidate, VersionError, staged_folder
from data.versions.publish import write
from utils.config import PUBLISHED_DIR

LOOKS_FILE: Final = "looks.json"
#: How many different people must have looked before a candidate is published.
NEEDED: Final = 2


@dataclass(frozen=True)
class Look:
    """One person's look.

    Attributes:
        fingerprint: of the candidate.
        subject: by which the provider knows the person.
        name: of the person; may be empty.
        at: when, as UTC.
    """

    fingerprint: str
    subject: str
    name: str
    at: datetime


_LOOKS: Final = TypeAdapter(tuple[Look, ...])


def looks_at(candidate: Candidate, folder: Path = PUBLISHED_DIR) -> tuple[Look, ...]:
    """Who has looked at this very candidate, in order.

    Raises:
        VersionError: the list of looks is damaged.
    """
    path = staged_folder(folder) / LOOKS_FILE
    try:
        kept = _LOOKS.validate_json(path.read_bytes())
    except FileNotFoundError:
        return ()
    except ValidationError as error:
        raise VersionError(f"{LOOKS_FILE} is damaged. Stage the candidate again.") from error
    return tuple(look for look in kept if look.fingerprint == candidate.fingerprint)


def add_look(
    candidate: Candidate, *, subject: str, name: str, folder: Path = PUBLISHED_DIR
) -> tuple[Look, ...]:
    """Add a person to those who looked; who is there already stays there once.

    The caller holds the folder's lock.

    Raises:
        VersionError: the list of looks is damaged.
    """
    looks = looks_at(candidate, folder)
    if subject not in {look.subject for look in looks}:
        look = Look(candidate.fingerprint, subject, name, datetime.now(UTC))
        looks = (*looks, look)
        write(staged_folder(folder) / LOOKS_FILE, _LOOKS.dump_json(looks, indent=1), replace=True)
    return looks
