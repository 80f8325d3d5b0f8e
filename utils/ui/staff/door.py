"""The door before the pages of staff: who has signed in and has the role goes through."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from utils.markdown import plain_text
from utils.ui.shared.prose import paragraph, render_prose, strong
from utils.ui.shell.pages import PageEntry
from utils.ui.staff.person import Person, person_of
from utils.ui.staff.sign_in import current_sign_in


def current_person() -> Person | None:
    """Who has signed in to this visit; None where nobody has, or nobody is asked to."""
    sign_in = current_sign_in()
    return person_of(st.user.to_dict(), sign_in) if sign_in else None


def behind_door(entry: PageEntry, render: Callable[[], None]) -> Callable[[], None]:
    """What is shown of a page: the page itself, or for a page of staff what is before it.

    Args:
        entry: the page.
        render: shows it.
    """
    if not entry.staff or current_sign_in() is None:
        return render
    person = current_person()
    if person is None:
        return partial(_render_closed, entry)
    if not person.is_staff:
        return partial(_render_refused, entry, person)
    return partial(_render_open, person, render)


def _render_closed(entry: PageEntry) -> None:
    st.title(plain_text(entry.title))
    st.write("This page is for staff. Sign in to use it.")
    st.button("Sign in", type="primary", on_click=st.login)


def _render_refused(entry: PageEntry, person: Person) -> None:
    st.title(plain_text(entry.title))
    render_prose(
        paragraph(
            "You are signed in as ",
            strong(person.name or person.subject),
            ", but you do not have the role that this page needs. Ask whoever runs this site for "
            "it, then sign out and sign in again.",
        )
    )
    st.button("Sign out", on_click=st.logout)


def _render_open(person: Person, render: Callable[[], None]) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        render_prose(paragraph("Signed in as ", strong(person.name or person.subject)))
        st.button("Sign out", on_click=st.logout)
    render()
