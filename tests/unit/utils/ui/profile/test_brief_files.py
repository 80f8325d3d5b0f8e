"""Which address a brief has on it."""

from __future__ import annotations

import pytest

from utils.ui.profile.brief_files import public_address


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://localhost:8501/profile",
        "http://127.0.0.1:8501/profile",
        "http://[::1]:8501/profile",
        "http://0.0.0.0:8501/profile",
    ],
)
def test_an_address_that_others_cannot_follow_is_left_out(url: str) -> None:
    assert public_address(url, query="place=kent") == ""


@pytest.mark.parametrize("host", ["atlas.example", "10.1.2.3:8501"])
def test_the_address_of_a_server_is_kept_with_the_choices(host: str) -> None:
    assert public_address(f"https://{host}/profile", query="place=kent") == (
        f"https://{host}/profile?place=kent"
    )
