from __future__ import annotations

import pytest

from tests.unit.utils.ui.staff.settings import SETTINGS
from utils.errors import InvalidInputError
from utils.ui.staff import sign_in
from utils.ui.staff.sign_in import (
    NoLibraryError,
    OpenDoorError,
    current_sign_in,
    read_sign_in,
    require_door,
    streamlit_secrets,
)


def test_what_is_set_becomes_what_streamlit_reads() -> None:
    found = read_sign_in(SETTINGS)
    assert found is not None
    assert (found.role, found.roles_claim) == ("Atlas.Staff", "roles")
    assert found.origin == "https://atlas.example"
    assert streamlit_secrets(found) == {
        "redirect_uri": SETTINGS["ATLAS_OIDC_REDIRECT_URL"],
        "cookie_secret": SETTINGS["ATLAS_OIDC_COOKIE_SECRET"],
        "client_id": "atlas",
        "client_secret": SETTINGS["ATLAS_OIDC_CLIENT_SECRET"],
        "server_metadata_url": SETTINGS["ATLAS_OIDC_METADATA_URL"],
    }
    for secret in ("ATLAS_OIDC_COOKIE_SECRET", "ATLAS_OIDC_CLIENT_SECRET"):
        assert SETTINGS[secret] not in repr(found)


def test_nobody_signs_in_where_nothing_is_set() -> None:
    assert read_sign_in({}) is None
    assert read_sign_in(dict.fromkeys(SETTINGS, "")) is None


@pytest.mark.parametrize("name", SETTINGS)
def test_what_is_missing_is_named(name: str) -> None:
    with pytest.raises(InvalidInputError, match=f"^{name}: "):
        read_sign_in(SETTINGS | {name: " "})


def test_a_claim_alone_is_not_enough() -> None:
    with pytest.raises(InvalidInputError, match="as ATLAS_OIDC_ROLES_CLAIM has one"):
        read_sign_in({"ATLAS_OIDC_ROLES_CLAIM": "roles"})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ATLAS_OIDC_METADATA_URL", "http://login.example/.well-known/openid-configuration"),
        ("ATLAS_OIDC_METADATA_URL", "login.example"),
        ("ATLAS_OIDC_METADATA_URL", "https://[login"),
        ("ATLAS_OIDC_REDIRECT_URL", "http://atlas.example/oauth2callback"),
        ("ATLAS_OIDC_REDIRECT_URL", "https://atlas.example/"),
        ("ATLAS_OIDC_REDIRECT_URL", "https://atlas.example/oauth2callback?a=b"),
        ("ATLAS_OIDC_COOKIE_SECRET", "guess me"),
    ],
)
def test_what_is_not_safe_is_refused(name: str, value: str) -> None:
    with pytest.raises(InvalidInputError, match=f"^{name}: ") as refused:
        read_sign_in(SETTINGS | {name: value})
    assert "guess me" not in str(refused.value)


def test_on_one_machine_no_certificate_is_needed_and_a_path_of_the_host_counts() -> None:
    url = "http://localhost:8501/place/oauth2callback"
    assert read_sign_in(SETTINGS | {"ATLAS_OIDC_REDIRECT_URL": url}, base="/place") is not None
    with pytest.raises(InvalidInputError, match="/place/oauth2callback behind the host"):
        read_sign_in(SETTINGS, base="/place")


def test_a_server_below_a_path_of_a_host_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    url = "https://atlas.example/place/oauth2callback"
    for name, value in (SETTINGS | {"ATLAS_OIDC_REDIRECT_URL": url}).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sign_in, "base_path", lambda: "/place")
    monkeypatch.setenv("ATLAS_STAFF", "")
    assert current_sign_in() is None
    monkeypatch.setenv("ATLAS_STAFF", "1")
    found = current_sign_in()
    assert found is not None
    assert found.origin == "https://atlas.example"


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "localhost"])
def test_staff_mode_without_signing_in_is_for_one_machine(address: str) -> None:
    require_door(None, address=address, environ={})


@pytest.mark.parametrize("address", [None, "", "0.0.0.0", "::", "10.0.0.1", "atlas.example"])  # noqa: S104
def test_others_are_not_let_in_unasked(address: str | None) -> None:
    with pytest.raises(OpenDoorError, match=r"asks nobody to sign in.*ATLAS_OIDC_METADATA_URL"):
        require_door(None, address=address, environ={})
    require_door(read_sign_in(SETTINGS), address=address, environ={})
    require_door(None, address=address, environ={"ATLAS_STAFF_WITHOUT_SIGN_IN": "yes"})


def test_what_lets_others_in_is_said_in_one_word_alone() -> None:
    with pytest.raises(InvalidInputError, match="ATLAS_STAFF_WITHOUT_SIGN_IN"):
        require_door(None, address="127.0.0.1", environ={"ATLAS_STAFF_WITHOUT_SIGN_IN": "no"})


def test_signing_in_without_its_library_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sign_in, "LIBRARY", "no_such_library")
    with pytest.raises(NoLibraryError, match=r"Install data/requirements\.txt too"):
        require_door(read_sign_in(SETTINGS), address="127.0.0.1", environ={})
    require_door(None, address="127.0.0.1", environ={})
