"""Reads the ledger's declared words and rules, each file once, and checks them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from utils.errors import InvalidInputError


@cache
def read_declared(path: Path) -> dict[str, Any]:
    """The content of a declared file, which nobody may change."""
    read: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return read


def require(holds: bool, argument: str, received: object, expected: str) -> None:  # noqa: FBT001
    """Refuse a part of a declaration unless something is so.

    Raises:
        InvalidInputError: it is not; the message says what came and what is allowed.
    """
    if not holds:
        raise InvalidInputError(argument=argument, received=received, expected=expected)
