"""Settings with which staff sign in, and a cookie as Streamlit writes one."""

from __future__ import annotations

import json
import time
from typing import Any, Final

from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

SECRET: Final = "0123456789abcdef" * 4
SETTINGS: Final = {
    "ATLAS_OIDC_METADATA_URL": "https://login.example/.well-known/openid-configuration",
    "ATLAS_OIDC_CLIENT_ID": "atlas",
    "ATLAS_OIDC_CLIENT_SECRET": "between us and the provider",
    "ATLAS_OIDC_REDIRECT_URL": "https://atlas.example/oauth2callback",
    "ATLAS_OIDC_COOKIE_SECRET": SECRET,
    "ATLAS_OIDC_ROLE": "Atlas.Staff",
}


def claims(**others: Any) -> dict[str, Any]:  # noqa: ANN401  # any claim
    """Claims of a member of staff who has just signed in, some of them others."""
    return {
        "sub": "1",
        "name": "Ada Staff",
        "iat": int(time.time()),
        "roles": ["Atlas.Staff"],
        "origin": "https://atlas.example",
        "is_logged_in": True,
        **others,
    }


def cookie(content: dict[str, Any], *, secret: str = SECRET) -> dict[str, str]:
    """The cookie of somebody who signed in."""
    signed = create_signed_value(secret, USER_COOKIE_NAME, json.dumps(content))
    return {USER_COOKIE_NAME: signed.decode()}
