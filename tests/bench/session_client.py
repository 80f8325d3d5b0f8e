"""One visitor without a browser: speaks Streamlit's messages over a websocket."""

from __future__ import annotations

import asyncio
import hashlib
import time
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from tests.bench.servers import Server

RUN_SECONDS = 60
DONE = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


class RunError(Exception):
    """A run failed, did not end in time or changed nothing."""


@dataclass
class Visitor:
    """A session that switches one selectbox.

    Attributes:
        server: where to connect.
        label: label of the selectbox.
        message: type of the element that shows the choice.
    """

    server: Server
    label: str
    message: str
    _socket: ClientConnection | None = None
    _kept: dict[str, bytes] = field(default_factory=dict)
    _widget: str = ""
    _fragment: str = ""
    _shown: str = ""

    async def open(self) -> None:
        """Connect and wait for the first run.

        Raises:
            RunError: the run failed or shows no such selectbox.
        """
        address = f"ws://{self.server.url.removeprefix('http://')}_stcore/stream"
        self._socket = await connect(
            address,
            subprotocols=[Subprotocol("streamlit")],
            max_size=None,
            open_timeout=RUN_SECONDS,
        )
        await self._run(BackMsg(rerun_script=ClientState()))
        if not self._widget:
            raise RunError(f"The app shows no selectbox {self.label!r}.")

    async def close(self) -> None:
        """Leave."""
        if self._socket is not None:
            await self._socket.close()

    async def switch(self, option: str) -> float:
        """Choose an option; give the milliseconds until the run's last message.

        Raises:
            RunError: the run failed or what it shows did not change.
        """
        asked = BackMsg()
        state = asked.rerun_script.widget_states.widgets.add()
        state.id, state.string_value = self._widget, option
        asked.rerun_script.fragment_id = self._fragment
        asked.rerun_script.cached_message_hashes.extend(self._kept)
        before, began = self._shown, time.perf_counter()
        await self._run(asked)
        passed = (time.perf_counter() - began) * 1000
        if self._shown == before:
            raise RunError(f"Nothing changed after {option!r} was chosen.")
        return passed

    async def _run(self, asked: BackMsg) -> None:
        socket = self._socket
        if socket is None:
            raise RunError("Not connected.")
        await socket.send(asked.SerializeToString())
        try:
            async with asyncio.timeout(RUN_SECONDS):
                while not self._read(await socket.recv(decode=False)):
                    pass
        except TimeoutError as error:
            raise RunError(f"No end of the run within {RUN_SECONDS} s.") from error

    def _read(self, payload: bytes) -> bool:
        """Take in one message; tell whether the run has ended."""
        message = ForwardMsg.FromString(payload)
        kind = message.WhichOneof("type")
        if kind == "ref_hash":
            message = ForwardMsg.FromString(self._kept[message.ref_hash])
            kind = message.WhichOneof("type")
        elif message.metadata.cacheable:
            self._kept[message.hash] = payload
        if kind == "delta":
            self._look(message.delta)
        if kind == "script_finished" and message.script_finished not in DONE:
            raise RunError("The run ended with an error.")
        return bool(kind == "script_finished")

    def _look(self, delta: Delta) -> None:
        element = delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise RunError(f"The app shows an error: {element.exception.message}")
        if kind == "selectbox" and element.selectbox.label == self.label:
            self._widget, self._fragment = element.selectbox.id, delta.fragment_id
        if kind == self.message:
            body = getattr(element, self.message).SerializeToString(deterministic=True)
            self._shown = hashlib.sha256(body).hexdigest()
