"""A job: a JSON object that says which file to write, and what a program says of a wrong one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from utils.errors import AtlasError, InvalidInputError

Job = Mapping[str, Any]


class ExportError(AtlasError):
    """A file could not be written."""


def require_parts(job: Job, parts: Mapping[str, type]) -> None:
    """Refuse a job that lacks a part, has an unknown part, or a part of the wrong kind.

    Raises:
        InvalidInputError: names the parts that came, or the part and what it should be.
    """
    if set(job) != set(parts):
        raise InvalidInputError(
            argument="job", received=sorted(job), expected=", ".join(sorted(parts))
        )
    for name, kind in parts.items():
        if not isinstance(job[name], kind):
            raise InvalidInputError(
                argument=name, received=type(job[name]).__name__, expected=kind.__name__
            )
