from __future__ import annotations

import time
from typing import Any

import pytest

from tests.unit.utils.ui.staff.settings import SETTINGS, claims, cookie
from utils.ui.staff.person import SIGNED_IN_SECONDS, Person, person_of, person_of_cookies
from utils.ui.staff.sign_in import SignIn, read_sign_in

ADA = Person(subject="1", name="Ada Staff", is_staff=True)


@pytest.fixture
def sign_in() -> SignIn:
    found = read_sign_in(SETTINGS)
    assert found is not None
    return found


def test_who_has_the_role_is_staff(sign_in: SignIn) -> None:
    assert person_of(claims(), sign_in) == ADA
    assert person_of(claims(roles="Atlas.Staff"), sign_in) == ADA


@pytest.mark.parametrize(
    "roles", [None, [], ["atlas.staff"], "Atlas.Staff.Not", {"Atlas.Staff": 1}, 1]
)
def test_nobody_else_is(sign_in: SignIn, roles: object) -> None:
    assert person_of(claims(roles=roles), sign_in) == Person("1", "Ada Staff", is_staff=False)


def test_a_person_without_a_name_has_the_next_best(sign_in: SignIn) -> None:
    found = person_of(claims(name="", email="ada@atlas.example"), sign_in)
    assert found is not None
    assert found.name == "ada@atlas.example"


@pytest.mark.parametrize(
    "others",
    [
        {"is_logged_in": False},
        {"sub": ""},
        {"sub": None},
        {"iat": None},
        {"iat": "1"},
        {"iat": time.time() - SIGNED_IN_SECONDS - 1},
    ],
)
def test_who_has_not_signed_in_of_late_is_nobody(sign_in: SignIn, others: dict[str, Any]) -> None:
    assert person_of(claims(**others), sign_in) is None


def test_a_cookie_says_who_a_request_is_from(sign_in: SignIn) -> None:
    assert person_of_cookies(cookie(claims()), sign_in) == ADA


def test_a_cookie_of_another_key_site_or_shape_says_nothing(sign_in: SignIn) -> None:
    (name,) = cookie({})
    for wrong in (
        {},
        {name: ""},
        {name: "\u20ac"},
        {name: "chunks-2"},
        cookie(claims(), secret="f" * 64),
        cookie(claims(origin="https://other.example")),
    ):
        assert person_of_cookies(wrong, sign_in) is None
