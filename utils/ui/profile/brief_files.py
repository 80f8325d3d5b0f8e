"""The brief of a place as a PDF, as slides and as pages, written by the server on a click."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from ipaddress import ip_address
from typing import Final, NamedTuple
from urllib.parse import urlencode, urlsplit

import streamlit as st

from data.export.pool import DOCUMENTS
from data.read.comparisons import CompareReader
from data.read.places import Place
from data.read.similar_spend import SimilarReader
from utils.ui.offline.place import PROGRAM, compose_place
from utils.ui.profile.brief import compose_brief
from utils.ui.profile.choices import ProfileChoices
from utils.ui.shared.offer import offer_file

PDF: Final = "application/pdf"
POWERPOINT: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ZIP: Final = "application/zip"


class BriefFile(NamedTuple):
    """A file that is offered: its label, what writes it, its ending, and whether it is in full."""

    label: str
    program: str
    suffix: str
    mime: str
    in_full: bool


FILES: Final = (
    BriefFile("Brief, one page (PDF)", "brief", "pdf", PDF, in_full=False),
    BriefFile("Brief in full (PDF)", "brief", "pdf", PDF, in_full=True),
    BriefFile("Slides (PowerPoint)", "slides", "pptx", POWERPOINT, in_full=True),
)


def render_brief(
    reader: CompareReader, similar: SimilarReader, place: Place, choices: ProfileChoices
) -> None:
    """Offer the brief; nothing is composed before a click."""
    address = _address(choices)

    def writer(file: BriefFile) -> Callable[[], bytes]:
        return lambda: DOCUMENTS.run(
            file.program,
            compose_brief(
                reader,
                similar,
                place,
                choices,
                made=datetime.now(UTC).date(),
                address=address,
                in_full=file.in_full,
            ),
        )

    with st.container(horizontal=True):
        for file in FILES:
            extent = "in-full" if file.in_full else "one-page"
            offer_file(
                file.label,
                data=writer(file),
                file_name=f"total-place-atlas_{file_words(place.name)}_{extent}.{file.suffix}",
                mime=file.mime,
                key=f"brief_{extent}_{file.suffix}",
            )
        offer_file(
            "Offline page (ZIP)",
            data=lambda: DOCUMENTS.run(
                PROGRAM,
                compose_place(
                    reader,
                    similar,
                    place,
                    choices,
                    made=datetime.now(UTC).date(),
                    address=address,
                ),
            ),
            file_name=f"total-place-atlas_{file_words(place.name)}_offline.zip",
            mime=ZIP,
            key="offline_zip",
        )


def file_words(name: str) -> str:
    """A place's name as part of a file's name.

    >>> file_words("Bristol, City of")
    'bristol-city-of'
    """
    return "-".join(re.findall(r"[a-z0-9]+", name.lower()))


def _address(choices: ProfileChoices) -> str:
    """Where the profile can be seen by others."""
    query = urlencode({name: value for name, value in choices.address.items() if value})
    return public_address(st.context.url or "", query=query)


def public_address(url: str, *, query: str) -> str:
    """An address with these choices; nothing where only this computer knows it.

    >>> public_address("https://atlas.example/profile", query="place=kent")
    'https://atlas.example/profile?place=kent'
    >>> public_address("http://localhost:8501/profile", query="place=kent")
    ''
    """
    at = urlsplit(url)
    if not at.hostname or _is_own(at.hostname):
        return ""
    return f"{at.scheme}://{at.netloc}{at.path}?{query}"


def _is_own(host: str) -> bool:
    """Whether a host is the name or number by which a computer calls itself."""
    try:
        address = ip_address(host)
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
    return address.is_loopback or address.is_unspecified
