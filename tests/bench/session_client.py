"""A visitor without a browser: speaks Streamlit's messages over a websocket."""

from __future__ import annotations

import asyncio
import hashlib
import json
import time
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from geo.wire import read_header
from tests.bench.message_cache import MessageCache
from tests.bench.scenes import Choice, Scene
from tests.bench.servers import Server
from tests.bench.subjects import Subject

RUN_SECONDS = 60
#: Under this id Streamlit takes what a component sends.
TRIGGER = "$$STREAMLIT_INTERNAL_KEY_{id}__events"
DONE = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


class RunError(Exception):
    """A run failed, did not end in time or changed nothing."""


@dataclass(frozen=True)
class Widget:
    """A selectbox: its id, its options and the fragment it lies in."""

    id: str
    options: tuple[str, ...]
    fragment: str


@dataclass(frozen=True)
class MapTools:
    """The map's own tools: where what is chosen with them goes, and the years to choose from."""

    id: str
    fragment: str
    periods: tuple[str, ...]


@dataclass
class Visitor:
    """A session that looks at a scene and chooses in it.

    Attributes:
        server: where to connect.
        subject: the app that runs there.
        scene: what it is asked to show.
        widgets: what can be chosen, by label.
        tools: the map's tools, where there are any.
    """

    server: Server
    subject: Subject
    scene: Scene
    widgets: dict[str, Widget] = field(default_factory=dict)
    tools: MapTools | None = None
    _socket: ClientConnection | None = None
    _kept: MessageCache = field(default_factory=MessageCache)
    _parameters: str = ""
    _shown: str = ""

    @property
    def choice(self) -> Choice:
        """What is switched."""
        return self.subject.choice(self.scene)

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
        self._parameters = self.subject.parameters(self.scene)
        await self._run(BackMsg())
        if self.choice.label not in self.widgets:
            raise RunError(f"The app shows no selectbox {self.choice.label!r}.")

    async def close(self) -> None:
        """Leave."""
        if self._socket is not None:
            await self._socket.close()

    async def switch(self, option: str) -> float:
        """Switch to an option; give the milliseconds until the run's last message.

        Raises:
            RunError: the run failed or what it shows did not change.
        """
        before, began = self._shown, time.perf_counter()
        await self.choose(self.choice.label, option)
        passed = (time.perf_counter() - began) * 1000
        if self._shown == before:
            raise RunError(f"Nothing changed after {option!r} was chosen.")
        return passed

    async def choose(self, label: str, option: str) -> None:
        """Choose the option that ends so and wait for the run's last message.

        Raises:
            RunError: there is no such option, or the run failed.
        """
        widget = self.widgets[label]
        value = next((choice for choice in widget.options if choice.endswith(option)), None)
        if value is None:
            raise RunError(f"{label!r} has no option {option!r}; it has {widget.options}.")
        asked = BackMsg()
        state = asked.rerun_script.widget_states.widgets.add()
        state.id = widget.id
        state.string_value = value
        asked.rerun_script.fragment_id = widget.fragment
        await self._run(asked)

    async def choose_year(self, period: str) -> None:
        """Choose a year with the map's slider and wait for the run's last message.

        Raises:
            RunError: there is no map, or the run failed.
        """
        if self.tools is None:
            raise RunError("The app shows no map with tools.")
        asked = BackMsg()
        whole = asked.rerun_script.widget_states.widgets.add()
        whole.id, whole.json_value = self.tools.id, "{}"
        state = asked.rerun_script.widget_states.widgets.add()
        state.id = TRIGGER.format(id=self.tools.id)
        state.json_trigger_value = json.dumps([{"event": "act", "value": {"period": period}}])
        asked.rerun_script.fragment_id = self.tools.fragment
        await self._run(asked)

    async def _run(self, asked: BackMsg) -> None:
        socket = self._socket
        if socket is None:
            raise RunError("Not connected.")
        asked.rerun_script.query_string = self._parameters
        asked.rerun_script.cached_message_hashes.extend(self._kept.hashes)
        await socket.send(asked.SerializeToString())
        try:
            async with asyncio.timeout(RUN_SECONDS):
                while not self._read(await socket.recv(decode=False)):
                    pass
        except TimeoutError as error:
            raise RunError(f"No end of the run within {RUN_SECONDS} s.") from error
        self._kept.end_run()

    def _read(self, payload: bytes) -> bool:
        """Take in a message; tell whether the run has ended."""
        message = self._kept.resolve(payload)
        kind = message.WhichOneof("type")
        if kind == "delta":
            self._look(message.delta)
        if kind == "page_info_changed":
            self._parameters = message.page_info_changed.query_string
        if kind == "script_finished" and message.script_finished not in DONE:
            raise RunError("The run ended with an error.")
        return bool(kind == "script_finished")

    def _look(self, delta: Delta) -> None:
        element = delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise RunError(f"The app shows an error: {element.exception.message}")
        if kind == "selectbox":
            box = element.selectbox
            self.widgets[box.label] = Widget(box.id, tuple(box.options), delta.fragment_id)
        # The head of the page is a component too, which has no bytes.
        if kind == "bidi_component" and element.bidi_component.bytes:
            shown = element.bidi_component
            periods = tuple(read_header(shown.bytes)["periods"])
            self.tools = MapTools(shown.id, delta.fragment_id, periods)
        if kind == self.subject.message:
            body = getattr(element, kind).SerializeToString(deterministic=True)
            self._shown = hashlib.sha256(body).hexdigest()
