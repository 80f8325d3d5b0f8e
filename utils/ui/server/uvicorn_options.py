"""Sets what `streamlit run` has no options for in uvicorn, the server that it starts.

`Server: uvicorn` is added to an answer after every middleware. And Streamlit opens its port in a
way that leaves Nagle's algorithm on (github.com/Kludex/uvicorn/issues/3149): what is sent in
several messages, as each run is, then waits 40 ms for the browser to confirm the first.
"""

from __future__ import annotations

import socket

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn import Config


class UvicornOptions:
    """The outermost application, which alone is called with uvicorn's own functions."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Set what can be set of the server or of a connection, and pass all on."""
        if scope["type"] == "lifespan":
            _leave_out_name(receive)
        else:
            _send_at_once(send)
        await self.app(scope, receive, send)


def _leave_out_name(receive: Receive) -> None:
    config = getattr(getattr(receive, "__self__", None), "config", None)
    if isinstance(config, Config):
        config.encoded_headers = [
            (name, value) for name, value in config.encoded_headers if name != b"server"
        ]


def _send_at_once(send: Send) -> None:
    transport = getattr(getattr(send, "__self__", None), "transport", None)
    connection = transport.get_extra_info("socket") if transport else None
    if connection is not None and connection.family in {socket.AF_INET, socket.AF_INET6}:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
