"""What choosing a place in the search does."""

from __future__ import annotations

from utils.ui.shared.loaders import load_places
from utils.ui.shared.state import take_choices
from utils.ui.shell.pages import PLACE_PAGE, PageEntry


def choose_found(key: str, current: PageEntry) -> PageEntry | None:
    """Choose a place, and return the page that shows it; None if there is no such place."""
    if key not in load_places().places:
        return None
    take_choices({"place": key})
    return current if current.takes_place else PLACE_PAGE
