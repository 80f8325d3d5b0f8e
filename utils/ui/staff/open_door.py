"""Staff mode in which nobody signs in: only where no others reach the server, or that is meant."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from typing import Final

from utils.config import METADATA_URL_VARIABLE, OPEN_STAFF_VARIABLE, is_staff
from utils.errors import AtlasError, InvalidInputError
from utils.ui.staff.loopback import is_loopback
from utils.ui.staff.sign_in import SignIn, current_sign_in

YES: Final = "yes"
#: With which Streamlit signs people in; a public server does without.
LIBRARY: Final = "authlib"


class OpenDoorError(AtlasError):
    """Staff mode would let in whoever reaches the server."""


class NoLibraryError(AtlasError):
    """What signs people in is not installed."""


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
