"""What is published, and the candidate for its place: how it was made, and whether there is one."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import streamlit as st

from data.read.store import Store
from data.versions.candidate import (
    Candidate,
    NoCandidateError,
    VersionError,
    candidate_store,
    published_version,
    read_candidate,
)
from data.versions.publication import version_before
from utils.config import PUBLISHED_DIR
from utils.errors import PublishedDataError
from utils.markdown import plain_text
from utils.ui.shared.moment import moment_words
from utils.ui.shared.prose import bullets, paragraph, render_prose
from utils.ui.shared.versions import published_at
from utils.ui.versions.changes import render_changes
from utils.ui.versions.deciding import render_back, render_decision
from utils.ui.versions.labels import read_labels
from utils.ui.versions.payments import render_payments

#: Of a fingerprint enough to tell two candidates apart.
SHOWN_DIGITS: Final = 16
HOW: Final = (
    "To make one, get the new raw files and run this where the server's files are: "
    "python3 -m data.build --from DIR --stage. Then reload this page."
)


def render_published(folder: Path = PUBLISHED_DIR) -> None:
    """Say what is published, and offer the way back."""
    now, before = published_version(folder), version_before(folder)
    since = published_at(Store(folder))
    lines = [f"Published now: version {now}, in place since {moment_words(since)}"]
    if before:
        lines.append(f"Version before, kept to go back to: {before}")
    render_prose(bullets(lines))
    render_back(folder)


def render_candidate(folder: Path = PUBLISHED_DIR) -> None:
    """Show the candidate with what it changes and what can be decided, or how to make one."""
    try:
        candidate = read_candidate(folder)
        labels = read_labels(folder)
        version = candidate_store(folder).version
    except NoCandidateError:
        st.info("There is no new data to check.")
        render_prose(paragraph(HOW))
        return
    except (VersionError, PublishedDataError) as error:
        st.warning(plain_text(str(error)))
        return
    st.header("New data")
    render_prose(bullets(_facts(candidate, version)))
    render_payments(folder)
    render_changes(candidate, labels)
    try:
        render_decision(candidate, folder)
    except VersionError as error:
        st.warning(plain_text(str(error)))


def _facts(candidate: Candidate, version: str) -> list[str]:
    return [
        f"Made on {moment_words(candidate.made_at)} by {candidate.made_by}",
        f"Version {version}, compared with version {candidate.base or 'none'}",
        f"Fingerprint {candidate.fingerprint[:SHOWN_DIGITS]}",
    ]
