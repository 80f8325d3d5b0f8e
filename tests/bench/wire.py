"""Reads Streamlit's messages as a page recorded them."""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg


@dataclass(frozen=True)
class Received:
    """A message from the server: when it came, its length on the wire, what it is."""

    at: float
    size: int
    kind: str


@dataclass(frozen=True)
class Wire:
    """What passed over the websocket during a step."""

    received: Sequence[Received]
    reruns_asked: Sequence[float]

    @property
    def bytes_received(self) -> int:
        """Payload of all messages from the server."""
        return sum(received.size for received in self.received)

    @property
    def runs(self) -> int:
        """Script runs that ended."""
        return sum(received.kind == "script_finished" for received in self.received)

    def first(self, *kinds: str) -> float:
        """When the first message of some kind came; NaN if none did."""
        return next(
            (received.at for received in self.received if received.kind in kinds), float("nan")
        )

    def sizes(self) -> dict[str, int]:
        """Bytes by kind of message, the largest first."""
        total: Counter[str] = Counter()
        for message in self.received:
            total[message.kind] += message.size
        return dict(total.most_common())


def read_wire(messages: Iterable[Mapping[str, Any]]) -> Wire:
    """Decode what the recorder kept."""
    received, asked = [], []
    for message in messages:
        payload = base64.b64decode(message["data"])
        if message["way"] == "in":
            received.append(Received(message["at"], len(payload), kind_of(payload)))
        elif BackMsg.FromString(payload).WhichOneof("type") == "rerun_script":
            asked.append(message["at"])
    return Wire(received, asked)


def kind_of(payload: bytes) -> str:
    """Name of a message: its type, and for an element the element's."""
    message = ForwardMsg.FromString(payload)
    kind = str(message.WhichOneof("type"))
    if kind != "delta":
        return kind
    if message.delta.WhichOneof("type") == "new_element":
        return f"element {message.delta.new_element.WhichOneof('type')}"
    return f"delta {message.delta.WhichOneof('type')}"
