"""How staff sign in: the settings of the provider of OpenID Connect, checked before the start."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from streamlit.runtime.secrets import SecretsValue

from utils.config import (
    CLIENT_ID_VARIABLE,
    CLIENT_SECRET_VARIABLE,
    COOKIE_SECRET_VARIABLE,
    METADATA_URL_VARIABLE,
    OPEN_STAFF_VARIABLE,
    REDIRECT_URL_VARIABLE,
    ROLE_VARIABLE,
    ROLES_CLAIM_VARIABLE,
    is_staff,
)
from utils.errors import AtlasError, InvalidInputError
from utils.ui.server.base_path import base_path

#: With which Streamlit signs people in; a public server does without.
LIBRARY: Final = "authlib"
ROLES: Final = "roles"
#: Where Streamlit takes people back from the provider.
BACK: Final = "/oauth2callback"
SHORTEST_SECRET: Final = 32
YES: Final = "yes"
NEEDED: Final = (
    METADATA_URL_VARIABLE,
    CLIENT_ID_VARIABLE,
    CLIENT_SECRET_VARIABLE,
    REDIRECT_URL_VARIABLE,
    COOKIE_SECRET_VARIABLE,
    ROLE_VARIABLE,
)


class OpenDoorError(AtlasError):
    """Staff mode would let in whoever reaches the server."""


class NoLibraryError(AtlasError):
    """What signs people in is not installed."""


@dataclass(frozen=True)
class SignIn:
    """The provider, and who of those who sign in is staff.

    Attributes:
        metadata_url: address of the provider's description.
        client_id: name by which the provider knows this site.
        client_secret: secret that this site and the provider share.
        redirect_url: where the provider sends people back to.
        cookie_secret: signs the cookie of who has signed in.
        roles_claim: claim of a token that has the roles.
        role: the role of staff.
    """

    metadata_url: str
    client_id: str
    client_secret: str = field(repr=False)
    redirect_url: str
    cookie_secret: str = field(repr=False)
    roles_claim: str
    role: str

    @property
    def origin(self) -> str:
        """The site's own scheme and host, which Streamlit writes into the cookie."""
        parts = urlsplit(self.redirect_url)
        return f"{parts.scheme}://{parts.netloc}"


def read_sign_in(environ: Mapping[str, str], *, base: str = "") -> SignIn | None:
    """Read how staff sign in; None where nothing of it is set. What is empty is not set.

    Args:
        environ: the environment.
        base: path below which the site is, such as "/atlas".

    Raises:
        InvalidInputError: a variable is missing or has a value that is not allowed. No secret is
            repeated.
    """
    given = {name: environ.get(name, "").strip() for name in NEEDED}
    claim = environ.get(ROLES_CLAIM_VARIABLE, "").strip()
    if not any(given.values()) and not claim:
        return None
    for name, value in given.items():
        if not value:
            raise InvalidInputError(
                argument=name, received="", expected=f"a value, as {_set_one(given, claim)} has one"
            )
    _require_safe(METADATA_URL_VARIABLE, given[METADATA_URL_VARIABLE])
    _require_safe(REDIRECT_URL_VARIABLE, given[REDIRECT_URL_VARIABLE])
    _require_back(given[REDIRECT_URL_VARIABLE], base + BACK)
    if len(given[COOKIE_SECRET_VARIABLE]) < SHORTEST_SECRET:
        raise InvalidInputError(
            argument=COOKIE_SECRET_VARIABLE,
            received=f"{len(given[COOKIE_SECRET_VARIABLE])} characters",
            expected=f"at least {SHORTEST_SECRET} characters, made at random",
        )
    return SignIn(
        metadata_url=given[METADATA_URL_VARIABLE],
        client_id=given[CLIENT_ID_VARIABLE],
        client_secret=given[CLIENT_SECRET_VARIABLE],
        redirect_url=given[REDIRECT_URL_VARIABLE],
        cookie_secret=given[COOKIE_SECRET_VARIABLE],
        roles_claim=claim or ROLES,
        role=given[ROLE_VARIABLE],
    )


def current_sign_in() -> SignIn | None:
    """How staff sign in to this server; None where it has no staff mode or asks nobody.

    Raises:
        InvalidInputError: a variable is missing or has a value that is not allowed.
    """
    return read_sign_in(os.environ, base=base_path()) if is_staff() else None


def streamlit_secrets(sign_in: SignIn) -> dict[str, SecretsValue]:
    """What Streamlit reads to sign people in."""
    return {
        "redirect_uri": sign_in.redirect_url,
        "cookie_secret": sign_in.cookie_secret,
        "client_id": sign_in.client_id,
        "client_secret": sign_in.client_secret,
        "server_metadata_url": sign_in.metadata_url,
    }


def require_door(
    sign_in: SignIn | None, *, address: str | None, environ: Mapping[str, str]
) -> None:
    """Refuse staff mode that lets in whoever reaches the server, or could let in nobody.

    Args:
        sign_in: how staff sign in.
        address: network address at which the server listens; None for all of the machine.
        environ: the environment.

    Raises:
        OpenDoorError: nobody is asked to sign in, others may reach the server, and the owner has
            not said that this is meant.
        NoLibraryError: staff shall sign in, and the library for it is not installed.
        InvalidInputError: the variable with which the owner says so has another value than "yes".
    """
    if sign_in and find_spec(LIBRARY) is None:
        raise NoLibraryError(
            "Staff cannot sign in, as the libraries of staff mode are not installed. Install "
            "data/requirements.txt too."
        )
    said = environ.get(OPEN_STAFF_VARIABLE, "")
    if said not in {"", YES}:
        raise InvalidInputError(argument=OPEN_STAFF_VARIABLE, received=said, expected=YES)
    if sign_in or said or is_loopback(address or ""):
        return
    where = f"at {address}" if address else "at all addresses of this machine"
    raise OpenDoorError(
        f"Staff mode asks nobody to sign in, and the server would listen {where}. Set how staff "
        f"sign in ({METADATA_URL_VARIABLE} and what goes with it, see docs/deploy.md), let it "
        "listen at this machine alone (--server.address 127.0.0.1), or, if something else keeps "
        f"others out, set {OPEN_STAFF_VARIABLE}={YES}."
    )


def is_past_door(server: Sequence[object] | None) -> bool:
    """Whether a request came to an address that is not let in unasked.

    A program other than Streamlit's own may have been started to listen elsewhere than Streamlit's
    settings say.

    Args:
        server: host and port at which the request came in; a file of the machine has no port.
    """
    if not is_staff() or current_sign_in() or os.environ.get(OPEN_STAFF_VARIABLE) == YES:
        return False
    return bool(server and server[1] is not None and not is_loopback(str(server[0])))


def is_loopback(host: str) -> bool:
    """Whether a host can be reached from its own machine alone.

    >>> [is_loopback(host) for host in ("localhost", "127.0.0.2", "::1", "0.0.0.0", "", "atlas")]
    [True, True, True, False, False, False]
    """
    try:
        return host.lower() == "localhost" or ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _set_one(given: Mapping[str, str], claim: str) -> str:
    first = next((name for name, value in given.items() if value), "")
    return first or (ROLES_CLAIM_VARIABLE if claim else "")


def _require_safe(name: str, url: str) -> None:
    """Tokens and secrets go by TLS, or do not leave the machine."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        host, parts = "", urlsplit("")
    if not host or not (parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))):
        raise InvalidInputError(
            argument=name, received=url, expected="an address that begins with https://"
        )


def _require_back(url: str, path: str) -> None:
    parts = urlsplit(url)
    if parts.path != path or parts.query or parts.fragment:
        raise InvalidInputError(
            argument=REDIRECT_URL_VARIABLE,
            received=url,
            expected=f"this site's address with {path} behind the host",
        )
