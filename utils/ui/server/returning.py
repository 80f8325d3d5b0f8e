"""Middleware for visitors whose connection was lost and who come back to a server without them.

After a restart, or from another replica, a browser takes up its visit again without asking for a
run: it believes that the server still knows what is on its page. The first press would be lost, as
the server knows of no widget yet. So the server says once that a run was under way, and closes; the
browser then comes back and asks for that run, with all its choices.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import get_instance

#: Where a browser gives the name of its visit, after the protocol and a token.
NAME_AT: Final = 2
#: As after a restart, at which a browser comes back by itself.
COME_BACK: Final = 1012
#: Names that are remembered, so that nobody is sent back twice.
MOST_SENT: Final = 4096


def is_known(visit: str) -> bool:
    """Whether this server has a visit."""
    return get_instance().is_active_session(visit)


def under_way() -> bytes:
    """The message that a run is under way."""
    message = ForwardMsg()
    message.session_status_changed.script_is_running = True
    content: bytes = message.SerializeToString()
    return content


class ReturningVisits:
    """Has a visit that this server does not know begin with a run."""

    def __init__(self, app: ASGIApp, *, is_known: Callable[[str], bool] = is_known) -> None:
        """Wrap an application.

        Args:
            app: the application.
            is_known: whether it has a visit, once this is connected.
        """
        self.app, self.is_known = app, is_known
        self.sent: OrderedDict[str, None] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a visit on, or send it back for a run; pass all else on."""
        asked = scope.get("subprotocols") or []
        visit = asked[NAME_AT] if scope["type"] == "websocket" and len(asked) > NAME_AT else ""
        if not visit or visit in self.sent:
            await self.app(scope, receive, send)
            return
        is_accepted = is_checked = False

        async def send_noted(message: Message) -> None:
            nonlocal is_accepted
            is_accepted = is_accepted or message["type"] == "websocket.accept"
            if not (is_checked and visit in self.sent):
                await send(message)

        async def receive_checked() -> Message:
            nonlocal is_checked
            # Once it asks for what the browser says, the application has looked for the visit.
            if is_accepted and not is_checked:
                is_checked = True
                if not self.is_known(visit):
                    await send({"type": "websocket.send", "bytes": under_way()})
                    await send({"type": "websocket.close", "code": COME_BACK})
                    self._remember(visit)
                    return {"type": "websocket.disconnect", "code": COME_BACK}
            return await receive()

        await self.app(scope, receive_checked, send_noted)

    def _remember(self, visit: str) -> None:
        self.sent[visit] = None
        if len(self.sent) > MOST_SENT:
            self.sent.popitem(last=False)
