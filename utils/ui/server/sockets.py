"""How many visits may be open at once, so that no one address takes what all need."""

from __future__ import annotations

from collections import Counter
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

#: Bits of an address of version 6 that name a network; its owner can use all addresses in it.
NETWORK: Final = 64
#: "Try again later", as closings of sockets are numbered.
LATER: Final = 1013


class SocketLimit:
    """Middleware that refuses a socket where an address, or all together, have too many open.

    A visitor's address behind a proxy is known only where the server trusts the proxy: it reads
    `X-Forwarded-For` of those in `FORWARDED_ALLOW_IPS`. Else all visitors share the proxy's.
    """

    def __init__(self, app: ASGIApp, *, per_address: int, in_all: int) -> None:
        """Wrap an application.

        Args:
            app: the application.
            per_address: sockets open at once from an address, at most.
            in_all: sockets open at once, at most.
        """
        self.app = app
        self.per_address = per_address
        self.in_all = in_all
        self.open: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count a socket while it is open; pass anything else on."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        source = source_of(scope)
        if self.open[source] >= self.per_address or self.open.total() >= self.in_all:
            await send({"type": "websocket.close", "code": LATER})
            return
        self.open[source] += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self.open[source] -= 1
            if not self.open[source]:
                del self.open[source]


def source_of(scope: Scope) -> str:
    """Where a request came from: an address of version 4, or a network of version 6."""
    host = (scope.get("client") or ("",))[0]
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped
        return str(inner or ip_network((int(address), NETWORK), strict=False))
    return str(address)
