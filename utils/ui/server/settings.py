"""What whoever runs the server has set in its environment, checked before it starts."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from utils.config import (
    DRAIN_VARIABLE,
    LOG_LEVEL_VARIABLE,
    METRICS_ADDRESS_VARIABLE,
    METRICS_PORT_VARIABLE,
)
from utils.errors import InvalidInputError

LEVELS: Final = ("debug", "info", "warning", "error", "critical")
LOOPBACK: Final = "127.0.0.1"
LAST_PORT: Final = 65535
LONGEST_DRAIN: Final = 600


@dataclass(frozen=True)
class Settings:
    """What was set.

    Attributes:
        log_level: the least that is written down, as `logging` numbers it.
        metrics_port: where the server's figures can be read; None if nowhere.
        metrics_address: network address of that port.
        drain_seconds: how long the server says that it is not ready before it stops.
    """

    log_level: int
    metrics_port: int | None
    metrics_address: str
    drain_seconds: int


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Read the settings; what is empty counts as not set.

    Raises:
        InvalidInputError: a variable has a value that is not allowed.
    """
    level = environ.get(LOG_LEVEL_VARIABLE) or "warning"
    if level.lower() not in LEVELS:
        raise InvalidInputError(
            argument=LOG_LEVEL_VARIABLE, received=level, expected=", ".join(LEVELS)
        )
    port = environ.get(METRICS_PORT_VARIABLE)
    return Settings(
        log_level=logging.getLevelNamesMapping()[level.upper()],
        metrics_port=_number(METRICS_PORT_VARIABLE, port, 1, LAST_PORT) if port else None,
        metrics_address=environ.get(METRICS_ADDRESS_VARIABLE) or LOOPBACK,
        drain_seconds=_number(DRAIN_VARIABLE, environ.get(DRAIN_VARIABLE) or "0", 0, LONGEST_DRAIN),
    )


def _number(name: str, text: str, least: int, most: int) -> int:
    if text.isascii() and text.isdigit() and least <= int(text) <= most:
        return int(text)
    raise InvalidInputError(
        argument=name, received=text, expected=f"a whole number from {least} to {most}"
    )
