"""Writes what happened as lines of JSON on standard error, Streamlit's own messages as well."""

from __future__ import annotations

import json
import logging
import secrets
import sys
from datetime import UTC, datetime
from typing import Final

#: Our own messages.
LOG: Final = logging.getLogger("atlas")
#: Whose messages are written in the same way.
OTHERS: Final = ("streamlit", "uvicorn", "websockets")
#: Streamlit's own line about an error of a page; ours about the same error has its reference.
SAID_TWICE: Final = "Uncaught app execution"
#: The name under which a message carries its fields.
FIELDS: Final = "fields"


class JsonLines(logging.Formatter):
    """Makes one line of JSON of a message: time, level, logger, message and its own fields."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, FIELDS, {}),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def configure_logs(level: int) -> None:
    """Write our messages, and those of the server's libraries, as lines of JSON.

    Called again it takes over the libraries' loggers that have been added since.

    Args:
        level: the least that is written down.
    """
    LOG.setLevel(level)
    LOG.propagate = False
    if not LOG.handlers:
        LOG.addHandler(logging.StreamHandler(sys.stderr))
    for name in [LOG.name, *logging.root.manager.loggerDict]:
        if name.partition(".")[0] in {LOG.name, *OTHERS}:
            logger = logging.getLogger(name)
            logger.setLevel(level)
            for handler in logger.handlers:
                handler.setFormatter(JsonLines())
    errors = logging.getLogger("streamlit.error_util")
    if _is_new not in errors.filters:
        errors.addFilter(_is_new)


def note(message: str, **fields: object) -> None:
    """Write down what happened."""
    LOG.info(message, extra={FIELDS: fields})


def note_error(message: str, error: BaseException, **fields: object) -> str:
    """Write down an error with its traceback.

    Returns:
        A reference by which the line can be found.
    """
    reference = secrets.token_hex(4)
    LOG.error(message, exc_info=error, extra={FIELDS: {"error_id": reference, **fields}})
    return reference


def _is_new(record: logging.LogRecord) -> bool:
    return record.msg != SAID_TWICE
