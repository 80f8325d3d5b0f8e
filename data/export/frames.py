"""Frames of the pipes to a process that writes files: a mark, a length, and bytes."""

from __future__ import annotations

import struct
from typing import IO, Final

HEAD: Final = struct.Struct(">?I")


def send(pipe: IO[bytes], done: bool, content: bytes) -> None:  # noqa: FBT001 - part of a frame
    """Write a frame: whether it was done, and the file or what went wrong."""
    pipe.write(HEAD.pack(done, len(content)) + content)
    pipe.flush()


def receive(pipe: IO[bytes]) -> tuple[bool, bytes]:
    """Read a frame.

    Raises:
        EOFError: the other end is closed.
    """
    head = pipe.read(HEAD.size)
    if len(head) < HEAD.size:
        raise EOFError
    done, length = HEAD.unpack(head)
    content = pipe.read(length)
    if len(content) < length:
        raise EOFError
    return done, content
