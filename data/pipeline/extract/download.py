"""Downloads a file over HTTP, trying again where that may help."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Final

import requests
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt

from utils.errors import FetchError

CHUNK_BYTES: Final = 64 * 1024
SNIFF_BYTES: Final = 1024
HEADERS: Final = {"User-Agent": "total-place-atlas"}


@dataclass(frozen=True)
class RetryPolicy:
    """How often and how patiently an address is asked.

    Attributes:
        attempts: tries in all, the first included.
        first_wait: seconds before the second try; doubled before each further try.
        longest_wait: seconds; no wait is longer, whatever the server asks for.
        timeout: seconds without a byte after which a try counts as failed.
    """

    attempts: int = 5
    first_wait: float = 1.0
    longest_wait: float = 60.0
    timeout: float = 30.0


class RefusedDownloadError(FetchError):
    """The address answered in a way that asking again will not change."""


class TemporaryDownloadError(FetchError):
    """The address failed in a way that may pass; `retry_after` is the server's wish in seconds."""

    def __init__(self, message: str, *, retry_after: float = 0.0) -> None:
        """Keep the sentence and the wish."""
        self.retry_after = retry_after
        super().__init__(message)


class UnreachableHostError(TemporaryDownloadError):
    """No connection to the host could be made."""


def download(
    url: str,
    *,
    to: Path,
    retry: RetryPolicy,
    on_start: Callable[[int | None], None],
    on_bytes: Callable[[int], None],
    report: Callable[[str], None],
) -> None:
    """Write the body found at `url` to the file `to`; a failed try leaves no trace in it.

    Args:
        url: the address.
        to: the file to write; overwritten by each try.
        retry: how often and how patiently to ask.
        on_start: called as a body begins, with its size in bytes where the server gives it.
        on_bytes: called with the size of each piece written.
        report: takes a plain line per repeated try.

    Raises:
        RefusedDownloadError: asking again will not help: gone, a web page, an empty file.
        TemporaryDownloadError: every try failed.
    """

    def tell(state: RetryCallState) -> None:
        error = state.outcome.exception() if state.outcome else None
        report(f"  {error}; try {state.attempt_number + 1} of {retry.attempts} follows")

    def fetch_body() -> None:
        _fetch_once(url, to=to, timeout=retry.timeout, on_start=on_start, on_bytes=on_bytes)

    retrying = Retrying(
        stop=stop_after_attempt(retry.attempts),
        wait=lambda state: _next_wait(state, retry=retry),
        retry=retry_if_exception_type(TemporaryDownloadError),
        before_sleep=tell,
        reraise=True,
    )
    retrying(fetch_body)
    _refuse_unwanted_body(to)


def _next_wait(state: RetryCallState, *, retry: RetryPolicy) -> float:
    wished = 0.0
    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, TemporaryDownloadError):
        wished = error.retry_after
    doubled = retry.first_wait * 2 ** (state.attempt_number - 1)
    return float(min(max(doubled, wished), retry.longest_wait))


def _fetch_once(
    url: str,
    *,
    to: Path,
    timeout: float,
    on_start: Callable[[int | None], None],
    on_bytes: Callable[[int], None],
) -> None:
    with _open(url, timeout=timeout) as response:
        _check_status(response)
        length = response.headers.get("Content-Length", "")
        on_start(int(length) if length.isdecimal() else None)
        # urllib3 compares the body with Content-Length and raises where bytes are missing.
        try:
            with to.open("wb") as file:
                for chunk in response.iter_content(CHUNK_BYTES):
                    file.write(chunk)
                    on_bytes(len(chunk))
        except requests.RequestException as error:
            promised = f" of {int(length):,} bytes" if length.isdecimal() else ""
            raise TemporaryDownloadError(f"the body{promised} broke off before its end") from error


def _open(url: str, *, timeout: float) -> requests.Response:
    try:
        return requests.get(url, stream=True, timeout=timeout, headers=HEADERS)
    except requests.ConnectionError as error:
        raise UnreachableHostError(f"no connection could be made ({error})") from error
    except requests.Timeout as error:
        raise TemporaryDownloadError(f"no answer within {timeout:g} seconds") from error
    except requests.RequestException as error:
        raise RefusedDownloadError(f"the address cannot be used ({error})") from error


def _check_status(response: requests.Response) -> None:
    status = response.status_code
    if status == HTTPStatus.OK:
        return
    message = f"the answer was {status} {response.reason or ''}".rstrip()
    if status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        wish = response.headers.get("Retry-After", "")
        raise TemporaryDownloadError(message, retry_after=float(wish) if wish.isdecimal() else 0.0)
    raise RefusedDownloadError(message)


def _refuse_unwanted_body(path: Path) -> None:
    with path.open("rb") as file:
        start = file.read(SNIFF_BYTES)
    if not start.strip():
        raise RefusedDownloadError("an empty file came (status 200)")
    opening = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if opening.startswith(b"<") and (b"<html" in opening or b"<!doctype html" in opening):
        raise RefusedDownloadError("a web page came instead of data (status 200)")
