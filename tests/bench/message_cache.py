"""Keeps the messages that a server may later send as a mere reference, as a browser does."""

from __future__ import annotations

from collections.abc import Iterable

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

#: A browser forgets a message that was in none of so many runs.
KEPT_RUNS = 2


class MessageCache:
    """The messages of a session's last runs, by hash."""

    def __init__(self) -> None:
        """Begin with none."""
        self._messages: dict[str, ForwardMsg] = {}
        self._seen: dict[str, int] = {}
        self._run = 0

    @property
    def hashes(self) -> Iterable[str]:
        """Hashes of what is kept; the server need not send these again."""
        return self._messages.keys()

    def resolve(self, payload: bytes) -> ForwardMsg:
        """Decode a message; for a reference give the message it stands for."""
        message: ForwardMsg = ForwardMsg.FromString(payload)
        if message.WhichOneof("type") == "ref_hash":
            message = self._messages[message.ref_hash]
        if message.metadata.cacheable:
            self._messages[message.hash] = message
            self._seen[message.hash] = self._run
        return message

    def end_run(self) -> None:
        """Forget what has not been seen for some runs."""
        self._run += 1
        for old in [message for message, run in self._seen.items() if self._run - run > KEPT_RUNS]:
            del self._messages[old], self._seen[old]
