"""Which version of the data is shown: a visit keeps the one that it began with.

A server follows what is published into its folder. It holds the newest version and, as long as
their files are kept to go back to, the one before, so that no page is ever made of two.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Final, TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from data.read.store import PACKAGE_FILE, PREVIOUS_FILE, Store
from utils.config import PUBLISHED_DIR

Made = TypeVar("Made")
#: Where a visit keeps the version that it began with.
BEGAN_WITH: Final = "began_with_version"
#: Set once it had to move to the newest.
MOVED: Final = "moved_to_newest_version"
_SHOWN: ContextVar[Store | None] = ContextVar("shown", default=None)


class Versions:
    """The versions of a published folder that this server can show."""

    def __init__(self, folder: Path = PUBLISHED_DIR) -> None:
        """Begin with what is published now, once it is asked for."""
        self.folder = folder
        self._held: dict[str, Store] = {}
        self._newest = Store(folder)
        self._following = threading.Lock()
        self.forgetters: list[Callable[[frozenset[str]], None]] = []

    @property
    def newest(self) -> Store:
        """The version that a new visit is shown."""
        return self._newest

    def find(self, version: str) -> Store | None:
        """A version, if this server holds it."""
        return self._newest if version == self._newest.version else self._held.get(version)

    @property
    def held(self) -> list[Store]:
        """All versions that this server holds, the newest first."""
        now = self._newest
        others = [store for store in list(self._held.values()) if store != now]
        return [now, *others]

    def follow(self, warm_up: Callable[[], object]) -> bool:
        """Take over what was published since; returns whether anything was.

        Args:
            warm_up: reads what visits need first, while they still see the version before.

        Raises:
            PublishedDataError: what is published is damaged; the server goes on with what it has.
        """
        with self._following:
            before, now = self._newest, Store(self.folder)
            if now.version == before.version:
                return False
            now = self._held.get(now.version, now)
            now.verify()
            with showing(now):
                warm_up()
            self._held |= {before.version: before, now.version: now}
            self._newest = now
            self._forget()
            return True

    def _forget(self) -> None:
        """Let go of versions whose files are kept no longer."""
        kept = {self._newest.version}
        if (self.folder / PREVIOUS_FILE).is_file():
            kept.add(Store(self.folder, PREVIOUS_FILE).version)
        self._held = {version: self._held[version] for version in kept & self._held.keys()}
        for forget in self.forgetters:
            forget(frozenset(kept))


VERSIONS: Final = Versions()


@contextmanager
def showing(store: Store) -> Iterator[None]:
    """Have everything that is read here be of one version."""
    token = _SHOWN.set(store)
    try:
        yield
    finally:
        _SHOWN.reset(token)


def shown_store() -> Store:
    """The version that is read here: this visit's, or the newest where no visit is under way."""
    chosen = _SHOWN.get()
    if chosen is not None:
        return chosen
    if get_script_run_ctx(suppress_warning=True) is None:
        return VERSIONS.newest
    began_with: Store | None = st.session_state.get(BEGAN_WITH)
    if began_with is None:
        return VERSIONS.newest
    if VERSIONS.find(began_with.version) is None:
        # Its files are gone, also for what a press does before the page is drawn again.
        st.session_state[MOVED] = True
        st.session_state[BEGAN_WITH] = began_with = VERSIONS.newest
    return began_with


def each_version(load: Callable[[], Made]) -> Callable[[], Made]:
    """Keep what a function makes, for each version that visits are shown."""
    made: dict[str, Made] = {}

    @wraps(load)
    def loaded() -> Made:
        store = shown_store()
        if store.version not in made:
            with showing(store):
                made[store.version] = load()
        return made[store.version]

    def forget(kept: frozenset[str]) -> None:
        for version in made.keys() - kept:
            made.pop(version, None)

    VERSIONS.forgetters.append(forget)
    return loaded


def published_at(store: Store) -> datetime:
    """When what is published in a store's folder was put there."""
    return datetime.fromtimestamp((store.folder / PACKAGE_FILE).stat().st_mtime, UTC)
