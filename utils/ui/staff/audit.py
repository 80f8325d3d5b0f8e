"""The audit log: what staff did, who did it and with which file, as lines of JSON.

A line has no row of a file. What cannot be written down is not done.
"""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import Final

from utils.config import AUDIT_LOG_VARIABLE
from utils.errors import AtlasError, InvalidInputError
from utils.ui.server.logs import FIELDS, JsonLines
from utils.ui.staff.door import current_person
from utils.ui.staff.sign_in import current_sign_in

LOGGER: Final = "atlas.audit"
#: Readable to who runs the server alone.
RIGHTS: Final = 0o600


class AuditError(AtlasError):
    """An action could not be written down, so it is not done."""


def record(action: str, *, result: str, **about: str | int) -> None:
    """Write an action down, before it is done or as it ended.

    Args:
        action: what is done, such as "upload".
        result: how it goes, such as "started", "done" or "failed".
        about: what it is done with, such as the name of a file as `file` and its size as `bytes`.

    Raises:
        AuditError: it could not be written down, or the sign-in has ended; the action must not be
            done, or not be kept.
    """
    person = current_person()
    if current_sign_in() and not (person and person.is_staff):
        raise AuditError("This was not done, as your sign-in has ended. Reload the page.")
    fields: dict[str, object] = {
        "action": action,
        "result": result,
        "subject": person.subject if person else "",
        "name": person.name if person else "nobody is asked to sign in",
        **about,
    }
    line = logging.makeLogRecord(
        {"name": LOGGER, "levelname": "INFO", "msg": "Staff action", FIELDS: fields}
    )
    try:
        _append(f"{JsonLines().format(line)}\n".encode("utf-8", errors="replace"))
    except OSError as error:
        raise AuditError(
            "This was not done, as it could not be written to the audit log "
            f"({error.strerror or type(error).__name__}). Ask whoever runs this site to look into "
            "it, then try again."
        ) from error


def check_audit_log() -> None:
    """Make sure, before the start, that the log can be written to.

    Raises:
        InvalidInputError: it cannot.
    """
    name = os.environ.get(AUDIT_LOG_VARIABLE, "")
    try:
        _append(b"")
    except OSError as error:
        raise InvalidInputError(
            argument=AUDIT_LOG_VARIABLE,
            received=name,
            expected=f"a file that can be written to ({error.strerror})",
        ) from error


def _append(line: bytes) -> None:
    """Add a line to the end of the log, whole, and wait until it is on the disk."""
    name = os.environ.get(AUDIT_LOG_VARIABLE, "")
    if not name:
        sys.stderr.write(line.decode())
        sys.stderr.flush()
        return
    log = os.open(Path(name), os.O_WRONLY | os.O_APPEND | os.O_CREAT, RIGHTS)
    try:
        if os.write(log, line) != len(line):
            raise OSError(None, "the disk is full")
        os.fsync(log)
    finally:
        os.close(log)
