"""Below which path of a host the site is: nothing, or what `server.baseUrlPath` says."""

from __future__ import annotations

import streamlit as st


def base_path() -> str:
    """The path below which the site is, such as "/atlas"; "" where it is the whole host."""
    path = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""


def below_base(path: str, base: str) -> str | None:
    """A request's path as the site knows it; None where it is not of this site.

    >>> below_base("/atlas/profile", "/atlas")
    '/profile'
    >>> below_base("/atlas", "/atlas")
    '/'
    >>> below_base("/profile", "")
    '/profile'
    >>> below_base("/atlases", "/atlas")
    """
    if path == base:
        return "/"
    return path.removeprefix(base) if path.startswith(f"{base}/") else None
