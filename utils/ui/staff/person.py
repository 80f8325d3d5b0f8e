"""Who has signed in, and whether they are staff: read from the claims of the provider's token."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from utils.ui.staff.sign_in import SignIn

#: Streamlit's cookie lasts 30 days; a role that was taken away must not last as long.
SIGNED_IN_SECONDS: Final = 10 * 60 * 60
#: Claims that name a person, the clearest first.
NAMES: Final = ("name", "preferred_username", "email")


@dataclass(frozen=True)
class Person:
    """Somebody who has signed in.

    Attributes:
        subject: by which the provider knows them, alike at each sign-in.
        name: as the provider gives it; may be empty.
        is_staff: whether they have the role of staff.
    """

    subject: str
    name: str
    is_staff: bool


def person_of(claims: Mapping[str, Any], sign_in: SignIn) -> Person | None:
    """Who a token's claims are about; None where nobody has signed in, or too long ago.

    Args:
        claims: of the token, as Streamlit keeps them.
        sign_in: how staff sign in.
    """
    subject, issued = claims.get("sub"), claims.get("iat")
    if not claims.get("is_logged_in") or not isinstance(subject, str) or not subject:
        return None
    if not isinstance(issued, int | float) or time.time() - issued > SIGNED_IN_SECONDS:
        return None
    names = [str(claims[name]) for name in NAMES if claims.get(name)]
    roles = claim_of(claims, sign_in.roles_claim)
    named = [roles] if isinstance(roles, str) else roles
    return Person(
        subject=subject,
        name=names[0] if names else "",
        is_staff=isinstance(named, list) and sign_in.role in named,
    )


def claim_of(claims: Mapping[str, Any], name: str) -> object:
    """A claim by its name, or by the path of one inside another; None where there is none.

    >>> claim_of({"realm_access": {"roles": ["staff"]}}, "realm_access.roles")
    ['staff']
    >>> claim_of({"https://a.example/roles": ["staff"]}, "https://a.example/roles")
    ['staff']
    >>> claim_of({}, "roles")
    """
    if name in claims:
        return claims[name]
    found: object = claims
    for part in name.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def person_of_cookies(cookies: Mapping[str, str], sign_in: SignIn) -> Person | None:
    """Who a request is from, by the cookie that Streamlit signed when they signed in.

    Args:
        cookies: of the request.
        sign_in: how staff sign in.

    Returns:
        The person; None where there is no such cookie, or it is not signed by this site, not for
        this site, or too old.
    """

    def read(name: str) -> bytes | None:
        signed = cookies.get(name, "").encode("latin-1", errors="ignore")
        return decode_signed_value(sign_in.cookie_secret, name, signed)

    content = get_cookie_with_chunks(read, USER_COOKIE_NAME)
    try:
        claims = json.loads(content) if content else None
    except ValueError:
        return None
    if not isinstance(claims, dict) or claims.get("origin") != sign_in.origin:
        return None
    return person_of(claims, sign_in)
