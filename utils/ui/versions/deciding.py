"""Two people look at a candidate; then it is published, or it is dropped, each in one step."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import streamlit as st

from data.versions import decisions
from data.versions.candidate import Candidate, candidate_store, published_version
from data.versions.decisions import Decider
from data.versions.looks import NEEDED, Look, looks_at
from data.versions.publication import version_before
from utils.config import PUBLISHED_DIR
from utils.markdown import plain_text
from utils.ui.shared.moment import moment_words
from utils.ui.shared.prose import bullets, paragraph, render_prose
from utils.ui.staff.door import current_person
from utils.ui.staff.loopback import is_loopback
from utils.ui.staff.sign_in import current_sign_in
from utils.ui.versions.acting import act

READ_ONLY: Final = (
    "Nothing can be published from here: this server may not write to the folder of the data, as "
    "in a container whose files are read-only. Publish where the data are built, with "
    "python3 -m data.build --accept, and give the servers the new files."
)
NOBODY: Final = (
    "Nothing can be published from here: this server asks nobody to sign in and others can reach "
    "it, so nobody would be known to have done it. Set how staff sign in, as docs/deploy.md says."
)
ALONE: Final = (
    "This server asks nobody to sign in, so it cannot know that two different people have looked. "
    "Publication by two people needs sign-in, see docs/deploy.md. Here one person publishes alone, "
    "and the audit log says so."
)


def why_closed(folder: Path = PUBLISHED_DIR) -> str:
    """Why nothing can be decided on this server; nothing where it can."""
    if not all(os.access(path, os.W_OK) for path in (folder, folder.parent)):
        return READ_ONLY
    is_own = is_loopback(str(st.get_option("server.address") or ""))
    return "" if current_sign_in() or is_own else NOBODY


def render_decision(candidate: Candidate, folder: Path = PUBLISHED_DIR) -> None:
    """Show who has looked, and what can be done with the candidate."""
    st.header("Decide")
    if why_closed(folder):
        st.info(plain_text(why_closed(folder)))
        return
    alone = current_sign_in() is None
    looks = () if alone else looks_at(candidate, folder)
    obstacle = _obstacle(candidate, folder)
    if alone:
        render_prose(paragraph(ALONE))
    else:
        _render_looks(candidate, looks, folder)
    if obstacle:
        render_prose(paragraph(f"It cannot be published: {obstacle}"))
    with st.container(horizontal=True):
        if not obstacle and (alone or len(looks) >= NEEDED):
            _render_publish(candidate, looks, folder, alone=alone)
        _render_drop(candidate, folder)


def render_back(folder: Path = PUBLISHED_DIR) -> None:
    """Offer the version before, where one is kept."""
    before, now = version_before(folder), published_version(folder)
    if not before or why_closed(folder):
        return
    with st.popover("Go back to the version before", icon=":material/undo:"):
        render_prose(
            paragraph(
                f"Version {before} is published again, and version {now} is kept to go back to."
            )
        )
        st.button("Go back now", type="primary", on_click=_back, args=(now, before, folder))


def _obstacle(candidate: Candidate, folder: Path) -> str:
    """Why the candidate itself cannot be published; nothing where it can."""
    if candidate.failed:
        return "checks of it failed. Put the tables right and make it again."
    if candidate.base != published_version(folder):
        return (
            f"it was made from version {candidate.base}, and another is published now. Make it "
            "again, so that it has what was published since."
        )
    if candidate_store(folder).version == candidate.base:
        return "it changes nothing."
    return ""


def _render_looks(candidate: Candidate, looks: tuple[Look, ...], folder: Path) -> None:
    render_prose(
        paragraph(
            "Two different people must look at this candidate before it can be published. If it "
            "changes, both look again."
        ),
        bullets(f"{look.name or look.subject} looked on {moment_words(look.at)}" for look in looks),
    )
    person = current_person()
    if person is None or person.subject in {look.subject for look in looks}:
        return
    st.button(
        "I have looked at it",
        icon=":material/visibility:",
        on_click=_look,
        args=(candidate, Decider(person.subject, person.name), folder),
    )


def _render_publish(
    candidate: Candidate, looks: tuple[Look, ...], folder: Path, *, alone: bool
) -> None:
    with st.popover("Publish", icon=":material/publish:", type="primary"):
        render_prose(
            paragraph(
                "The candidate takes the place of what is published. Visitors who have a page open "
                "keep its figures until they reload it. You can go back to the version before."
            )
        )
        agreed = not alone or st.checkbox("I publish this alone; nobody else has looked at it")
        names = "; ".join(look.name or look.subject for look in looks)
        people = "one person alone, who did not sign in" if alone else names
        st.button(
            "Publish now",
            type="primary",
            disabled=not agreed,
            on_click=_publish,
            args=(candidate, people, folder),
            kwargs={"alone": alone},
        )


def _render_drop(candidate: Candidate, folder: Path) -> None:
    with st.popover("Drop it", icon=":material/delete:"):
        render_prose(paragraph("The candidate is removed. What is published stays as it is."))
        st.button("Drop it now", type="primary", on_click=_drop, args=(candidate, folder))


# These are called with what the page showed when the button was drawn, which may have changed.


def _look(candidate: Candidate, decider: Decider, folder: Path) -> None:
    def do() -> str:
        decisions.look(candidate.fingerprint, decider, folder=folder)
        return "It is noted that you have looked at this candidate."

    act("look", do, candidate=candidate.fingerprint)


def _publish(candidate: Candidate, people: str, folder: Path, *, alone: bool) -> None:
    def do() -> str:
        version = decisions.publish(candidate.fingerprint, alone=alone, folder=folder)
        return f"Version {version} is published."

    act(
        "publication",
        do,
        step="publish",
        candidate=candidate.fingerprint,
        before=candidate.base,
        looked=people,
    )


def _drop(candidate: Candidate, folder: Path) -> None:
    def do() -> str:
        decisions.refuse(candidate.fingerprint, folder=folder)
        return "The candidate is dropped. What is published is as it was."

    act("publication", do, step="drop", candidate=candidate.fingerprint)


def _back(now: str, before: str, folder: Path) -> None:
    def do() -> str:
        return f"Version {decisions.return_from(now, folder=folder)} is published again."

    act("publication", do, step="go back", version=before, before=now)
