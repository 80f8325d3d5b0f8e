from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from tests.unit.utils.ui.asgi_client import ask
from utils.ui.server.security_contact import PATH, answer_security_contact

APP = Starlette(routes=[Route(PATH, answer_security_contact)])


@pytest.mark.parametrize("contact", ["https://council.example/contact", "mailto:a@council.example"])
def test_the_owners_address_is_named_for_less_than_a_year(
    monkeypatch: pytest.MonkeyPatch, contact: str
) -> None:
    monkeypatch.setenv("ATLAS_FEEDBACK", contact)
    answer = ask(APP, "/.well-known/security.txt")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.body.decode().splitlines())
    assert fields["Contact"] == contact
    left = datetime.fromisoformat(fields["Expires"]) - datetime.now(UTC)
    assert timedelta(days=170) < left < timedelta(days=365)


@pytest.mark.parametrize("contact", ["", "http://council.example", "a@council.example"])
def test_without_an_address_there_is_no_such_file(
    monkeypatch: pytest.MonkeyPatch, contact: str
) -> None:
    monkeypatch.setenv("ATLAS_FEEDBACK", contact)
    assert ask(APP, "/.well-known/security.txt").status == 404
