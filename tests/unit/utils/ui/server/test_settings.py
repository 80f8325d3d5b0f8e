from __future__ import annotations

import logging

import pytest

from utils.errors import InvalidInputError
from utils.ui.server.settings import read_settings


def test_without_a_variable_nothing_is_offered_and_only_warnings_are_written() -> None:
    for environ in ({}, {"ATLAS_METRICS_PORT": "", "ATLAS_LOG_LEVEL": ""}):
        settings = read_settings(environ)
        assert settings.metrics_port is None
        assert settings.metrics_address == "127.0.0.1"
        assert settings.log_level == logging.WARNING
        assert settings.drain_seconds == 0
        assert (settings.visits_per_address, settings.visits) == (100, 1_000)
        assert (settings.idle_seconds, settings.requests_per_minute) == (3600, 120)


def test_what_is_set_is_taken() -> None:
    settings = read_settings(
        {
            "ATLAS_LOG_LEVEL": "INFO",
            "ATLAS_METRICS_PORT": "9464",
            "ATLAS_METRICS_ADDRESS": "0.0.0.0",  # noqa: S104  # as in a container
            "ATLAS_DRAIN_SECONDS": "10",
            "ATLAS_VISITS_PER_ADDRESS": "5",
            "ATLAS_VISITS": "50",
            "ATLAS_IDLE_SECONDS": "0",
            "ATLAS_API_PER_MINUTE": "7",
        }
    )
    assert settings.log_level == logging.INFO
    assert (settings.metrics_port, settings.drain_seconds) == (9464, 10)
    assert settings.metrics_address != "127.0.0.1"
    assert (settings.visits_per_address, settings.visits) == (5, 50)
    assert (settings.idle_seconds, settings.requests_per_minute) == (0, 7)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("ATLAS_LOG_LEVEL", "loud", "debug, info, warning"),
        ("ATLAS_METRICS_PORT", "0", "from 1 to 65535"),
        ("ATLAS_METRICS_PORT", "http", "from 1 to 65535"),
        ("ATLAS_METRICS_PORT", "\u00b2", "from 1 to 65535"),
        ("ATLAS_DRAIN_SECONDS", "-1", "from 0 to 600"),
        ("ATLAS_DRAIN_SECONDS", "601", "from 0 to 600"),
        ("ATLAS_VISITS", "0", "from 1 to 1000000"),
        ("ATLAS_VISITS", "many", "from 1 to 1000000"),
        ("ATLAS_VISITS_PER_ADDRESS", "1.5", "from 1 to 1000000"),
        ("ATLAS_IDLE_SECONDS", "-1", "from 0 to 604800"),
        ("ATLAS_API_PER_MINUTE", "none", "from 1 to 1000000"),
    ],
)
def test_a_value_that_is_not_allowed_is_named_with_what_is(
    name: str, value: str, words: str
) -> None:
    with pytest.raises(InvalidInputError, match=f"{name}.*{words}"):
        read_settings({name: value})
