"""A provider of OpenID Connect on this machine: says who signs in, as whoever the test names."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.browser.server import find_port

CLIENT_ID: Final = "atlas"
CLIENT_SECRET: Final = "a secret of the tests"  # noqa: S105  # of the tests alone
START_SECONDS: Final = 10


@dataclass
class Provider:
    """The provider.

    Attributes:
        address: where it answers.
        claims: what it says of whoever signs in next.
    """

    address: str
    claims: dict[str, Any] = field(default_factory=dict)
    _key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    _asked: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def metadata_url(self) -> str:
        """Where its description is."""
        return f"{self.address}/.well-known/openid-configuration"

    async def describe(self, _request: Request) -> Response:
        """Its description."""
        return JSONResponse(
            {
                "issuer": self.address,
                "authorization_endpoint": f"{self.address}/authorize",
                "token_endpoint": f"{self.address}/token",
                "jwks_uri": f"{self.address}/keys",
                "end_session_endpoint": f"{self.address}/end",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "code_challenge_methods_supported": ["S256"],
            }
        )

    async def keys(self, _request: Request) -> Response:
        """The key with which its tokens can be checked."""
        return JSONResponse({"keys": [self._key.as_dict(private=False)]})

    async def authorize(self, request: Request) -> Response:
        """Send a person back with a code, as if they had given their password."""
        asked = dict(request.query_params)
        code = secrets.token_hex()
        self._asked[code] = asked
        query = urlencode({"code": code, "state": asked["state"]})
        return RedirectResponse(f"{asked['redirect_uri']}?{query}", 302)

    async def token(self, request: Request) -> Response:
        """Give the token for a code, once."""
        async with request.form() as form:
            asked = self._asked.pop(str(form["code"]))
        now = int(time.time())
        claims = {
            "iss": self.address,
            "aud": CLIENT_ID,
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
            **self.claims,
        }
        token = jwt.encode({"alg": "RS256", "kid": "one"}, claims, self._key)
        return JSONResponse(
            {
                "token_type": "Bearer",
                "access_token": secrets.token_hex(),
                "id_token": token,
                "expires_in": 300,
            }
        )

    async def end(self, request: Request) -> Response:
        """Send a person who signed out back."""
        return RedirectResponse(request.query_params["post_logout_redirect_uri"], 302)


@contextmanager
def serve_provider() -> Iterator[Provider]:
    """Give a running provider; it is stopped at the end."""
    port = find_port()
    provider = Provider(f"http://localhost:{port}")
    routes = [
        Route("/.well-known/openid-configuration", provider.describe),
        Route("/keys", provider.keys),
        Route("/authorize", provider.authorize),
        Route("/token", provider.token, methods=["POST"]),
        Route("/end", provider.end),
    ]
    config = uvicorn.Config(
        Starlette(routes=routes), host="localhost", port=port, log_level="error", ws="none"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + START_SECONDS
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    assert server.started
    try:
        yield provider
    finally:
        server.should_exit = True
        thread.join(START_SECONDS)
