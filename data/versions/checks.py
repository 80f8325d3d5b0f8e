"""The outcome of a check on tables, and the stop where one failed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from utils.errors import CheckFailedError


@dataclass(frozen=True)
class CheckResult:
    """The outcome of a check: its name, whether it passed, and the figures seen."""

    name: str
    passed: bool
    detail: str


def require_all(results: Iterable[CheckResult]) -> None:
    """Stop when a check failed.

    Raises:
        CheckFailedError: names each failed check and what it saw.
    """
    failed = [result for result in results if not result.passed]
    if failed:
        lines = "; ".join(f"{result.name}: {result.detail}" for result in failed)
        raise CheckFailedError(f"Nothing is published. Failed checks: {lines}.")
