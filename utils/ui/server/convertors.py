"""Parts of addresses that we answer for whatever signs are in them, so that nobody else does."""

from __future__ import annotations

from starlette.convertors import Convertor, register_url_convertor


class Text(Convertor[str]):
    """A part that is taken as it is."""

    def convert(self, value: str) -> str:
        """The text itself."""
        return value

    def to_string(self, value: str) -> str:
        """The text itself."""
        return value


class Anything(Text):
    """All that follows, with line breaks too."""

    regex = "(?s:.*)"


class PageName(Text):
    """One part; Streamlit's page has a file of its own called "manifest.json"."""

    regex = r"(?s:(?!manifest\.)[^/]*)"


def register_convertors() -> None:
    """Make them known to routes as `anything` and `page`."""
    register_url_convertor("anything", Anything())
    register_url_convertor("page", PageName())
