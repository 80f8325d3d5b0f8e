"""What whoever runs the server has set in its environment, checked before it starts."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from utils.config import (
    ALL_SOCKETS_VARIABLE,
    DRAIN_VARIABLE,
    IDLE_VARIABLE,
    LOG_LEVEL_VARIABLE,
    METRICS_ADDRESS_VARIABLE,
    METRICS_PORT_VARIABLE,
    REQUESTS_VARIABLE,
    SOCKETS_VARIABLE,
)
from utils.errors import InvalidInputError

LEVELS: Final = ("debug", "info", "warning", "error", "critical")
LOOPBACK: Final = "127.0.0.1"
LAST_PORT: Final = 65535
LONGEST_DRAIN: Final = 600
#: Many people of one council come from one address.
SOCKETS: Final = 100
ALL_SOCKETS: Final = 1_000
REQUESTS: Final = 120
#: Of visits and requests: more than one process can answer.
MOST: Final = 1_000_000
HOUR: Final = 3600
LONGEST_IDLE: Final = 7 * 24 * HOUR


@dataclass(frozen=True)
class Settings:
    """What was set.

    Attributes:
        log_level: the least that is written down, as `logging` numbers it.
        metrics_port: where the server's figures can be read; None if nowhere.
        metrics_address: network address of that port.
        drain_seconds: how long the server says that it is not ready before it stops.
        visits_per_address: visits that may be open at once from one address.
        visits: visits that may be open at once in all.
        idle_seconds: how long nothing may be done in a visit before it is closed; 0 for ever.
        requests_per_minute: requests to the API that may come from one address.
    """

    log_level: int
    metrics_port: int | None
    metrics_address: str
    drain_seconds: int
    visits_per_address: int
    visits: int
    idle_seconds: int
    requests_per_minute: int


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

    def number(name: str, usual: int, *, least: int = 1, most: int = MOST) -> int:
        return _number(name, environ.get(name) or str(usual), least, most)

    has_port = bool(environ.get(METRICS_PORT_VARIABLE))
    return Settings(
        log_level=logging.getLevelNamesMapping()[level.upper()],
        metrics_port=number(METRICS_PORT_VARIABLE, 0, most=LAST_PORT) if has_port else None,
        metrics_address=environ.get(METRICS_ADDRESS_VARIABLE) or LOOPBACK,
        drain_seconds=number(DRAIN_VARIABLE, 0, least=0, most=LONGEST_DRAIN),
        visits_per_address=number(SOCKETS_VARIABLE, SOCKETS),
        visits=number(ALL_SOCKETS_VARIABLE, ALL_SOCKETS),
        idle_seconds=number(IDLE_VARIABLE, HOUR, least=0, most=LONGEST_IDLE),
        requests_per_minute=number(REQUESTS_VARIABLE, REQUESTS),
    )


def _number(name: str, text: str, least: int, most: int) -> int:
    if text.isascii() and text.isdigit() and least <= int(text) <= most:
        return int(text)
    raise InvalidInputError(
        argument=name, received=text, expected=f"a whole number from {least} to {most}"
    )
