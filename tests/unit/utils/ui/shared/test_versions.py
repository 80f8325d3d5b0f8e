from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from data.versions.publication import accept, go_back
from tests.unit.data.small_tables import publish_small, stage_small
from tests.unit.data.versions.disk_steps import published_factor
from utils.errors import PublishedDataError
from utils.ui.shared import versions
from utils.ui.shared.versions import Versions, each_version, published_at, showing, shown_store


def nothing() -> None:
    """There is nothing to read ahead."""


@pytest.fixture
def held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Versions:
    """A server that shows what was published with 1."""
    publish_small(tmp_path / "published", 1.0)
    made = Versions(tmp_path / "published")
    assert made.newest.version
    monkeypatch.setattr(versions, "VERSIONS", made)
    return made


@pytest.fixture
def publish(held: Versions) -> Callable[[float], None]:
    """Publishes another version as people do, by way of a candidate."""

    def act(factor: float) -> None:
        stage_small(held.folder, factor)
        accept(held.folder)

    return act


def read() -> float:
    """The factor with which what is read was made."""
    return float(shown_store().read("map_values", columns=["value"])["value"].min())


def test_a_server_goes_on_with_its_version_until_it_looks(
    held: Versions, publish: Callable[[float], None]
) -> None:
    began_with = held.newest
    assert not held.follow(nothing)
    publish(2.0)
    assert held.newest == began_with
    assert read() == 1.0
    assert held.follow(nothing)
    assert read() == 2.0
    assert held.find(began_with.version) is began_with
    with showing(began_with):
        assert read() == 1.0
    assert held.held == [held.newest, began_with]


def test_only_versions_whose_files_are_kept_are_held(
    held: Versions, publish: Callable[[float], None]
) -> None:
    first = held.newest
    publish(2.0)
    held.follow(nothing)
    second = held.newest
    publish(3.0)
    assert held.follow(nothing)
    assert held.find(first.version) is None
    assert held.held == [held.newest, second]
    for store in held.held:
        store.verify()


def test_going_back_is_followed_too(held: Versions, publish: Callable[[float], None]) -> None:
    first = held.newest
    publish(2.0)
    held.follow(nothing)
    second = held.newest
    go_back(held.folder)
    assert held.follow(nothing)
    assert held.newest is first
    assert held.find(second.version) is second


def test_published_twice_between_two_looks_the_first_version_is_let_go(
    held: Versions, publish: Callable[[float], None]
) -> None:
    first = held.newest
    publish(2.0)
    publish(3.0)
    assert held.follow(nothing)
    assert held.held == [held.newest]
    assert held.find(first.version) is None
    assert read() == 3.0


def test_what_was_made_of_a_version_is_kept_for_it_alone(
    held: Versions, publish: Callable[[float], None]
) -> None:
    calls: list[float] = []

    @each_version
    def load() -> float:
        calls.append(read())
        return calls[-1]

    assert (load(), load()) == (1.0, 1.0)
    first = held.newest
    publish(2.0)
    held.follow(load)
    assert load() == 2.0
    with showing(first):
        assert load() == 1.0
    assert calls == [1.0, 2.0]
    publish(3.0)
    held.follow(nothing)
    with showing(held.held[1]):
        assert load() == 2.0
    assert calls == [1.0, 2.0]


def test_what_depends_on_another_is_of_the_same_version(
    held: Versions, publish: Callable[[float], None]
) -> None:
    @each_version
    def inner() -> float:
        return read()

    @each_version
    def outer() -> float:
        # Meanwhile another version is published.
        publish(2.0)
        held.follow(nothing)
        return inner()

    assert outer() == 1.0
    assert inner() == 2.0


def test_visits_see_the_version_before_while_the_next_is_read(
    held: Versions, publish: Callable[[float], None]
) -> None:
    seen: list[float] = []

    def look_from_another_thread() -> None:
        visit = threading.Thread(target=lambda: seen.append(read()))
        visit.start()
        visit.join()
        seen.append(read())

    publish(2.0)
    held.follow(look_from_another_thread)
    assert seen == [1.0, 2.0]


def test_a_damaged_publication_is_not_shown(
    held: Versions, publish: Callable[[float], None]
) -> None:
    publish(2.0)
    for path in held.folder.glob("*.parquet"):
        if path.name not in {str(part["path"]) for part in held.newest.resources.values()}:
            path.write_bytes(path.read_bytes()[:-4])
    with pytest.raises(PublishedDataError, match="not what was published"):
        held.follow(nothing)
    assert read() == 1.0
    publish_small(held.folder, 3.0)
    assert held.follow(nothing)
    assert read() == published_factor(held.folder) == 3.0


def test_the_moment_is_that_of_the_publication(held: Versions) -> None:
    assert abs(published_at(held.newest).timestamp() - time.time()) < 60
