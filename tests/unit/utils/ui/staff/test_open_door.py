from __future__ import annotations

import pytest

from tests.unit.utils.ui.staff.settings import SETTINGS
from utils.errors import InvalidInputError
from utils.ui.staff import open_door
from utils.ui.staff.open_door import NoLibraryError, OpenDoorError, require_door
from utils.ui.staff.sign_in import read_sign_in


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
    monkeypatch.setattr(open_door, "LIBRARY", "no_such_library")
    with pytest.raises(NoLibraryError, match=r"Install data/requirements\.txt too"):
        require_door(read_sign_in(SETTINGS), address="127.0.0.1", environ={})
    require_door(None, address="127.0.0.1", environ={})
