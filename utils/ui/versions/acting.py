"""Does what a person decided about versions, writes it down, and keeps what is to be said of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

from utils.errors import AtlasError
from utils.markdown import plain_text
from utils.ui.staff.audit import AuditError, record

_SAID: Final = "said_of_versions"


def act(action: str, do: Callable[[], str], **about: str) -> None:
    """Do it once it is written down that it begins, and write down how it ended.

    Args:
        action: as the audit log names it.
        do: does it, and gives the sentence to say of it.
        about: what it is done with.
    """
    try:
        record(action, result="started", **about)
        sentence, result = do(), "done"
    except AuditError as error:
        _keep(str(error), is_done=False)
        return
    except (AtlasError, OSError) as error:
        sentence, result = _reason(error), "refused"
        about["reason"] = sentence
    try:
        record(action, result=result, **about)
    except AuditError:
        sentence += " How it ended could not be written to the audit log."
    _keep(sentence, is_done=result == "done")


def render_said() -> None:
    """Say once how the last decision ended."""
    said: tuple[str, bool] | None = st.session_state.pop(_SAID, None)
    if said is not None:
        sentence, is_done = said
        (st.success if is_done else st.error)(plain_text(sentence))
        # What was pressed may be far from here, or no longer there.
        st.toast(plain_text(sentence), duration="long")


def _keep(sentence: str, *, is_done: bool) -> None:
    st.session_state[_SAID] = (sentence, is_done)


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return (
            f"It was not done: the folder of the data could not be written to ({error.strerror}). "
            "What was published is whole."
        )
    return str(error)
