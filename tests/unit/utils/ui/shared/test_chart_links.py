from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest
import streamlit as st

from utils.config import embed_sites
from utils.ui.shared.chart_links import ChartLink, data_address, embed_words, whole_address

PAGE = "https://atlas.example/profile"
LINK = ChartLink("ages", 'Residents "by age" & <sex>', 260, ("people", "more"))
CHOICES = {"place": "E08000025", "q": 'a&b"c'}


def read_frame(text: str) -> dict[str, str | None]:
    """The attributes of the one element of a text."""
    found: list[dict[str, str | None]] = []
    reader = HTMLParser()
    reader.handle_starttag = lambda _, attributes: found.append(dict(attributes))  # type: ignore[method-assign]
    reader.feed(text)
    (attributes,) = found
    return attributes


def test_a_link_has_the_choices_the_chart_and_the_parts_around_it() -> None:
    address = urlsplit(LINK.link(PAGE, CHOICES))
    assert parse_qs(address.query) == {
        "place": ["E08000025"],
        "q": ['a&b"c'],
        "chart": ["ages"],
        "more": ["people,more"],
    }


def test_a_chart_of_no_part_names_none_and_replaces_an_older_one() -> None:
    assert ChartLink("ages", "", 1).link(PAGE, {"chart": "x", "more": "y"}) == f"{PAGE}?chart=ages"


def test_a_frame_is_one_element_whatever_the_words_are() -> None:
    frame = read_frame(LINK.frame(PAGE, CHOICES))
    assert frame["title"] == LINK.title
    assert frame["src"] == f"{LINK.link(PAGE, CHOICES)}&embed=true"
    assert frame["height"] == "260"
    assert (frame["width"], frame["loading"]) == ("100%", "lazy")


@pytest.mark.parametrize(
    ("page", "base", "path"),
    [
        ("https://atlas.example/profile", "", "/profile.csv"),
        ("https://atlas.example/", "", "/map.csv"),
        ("https://atlas.example", "", "/map.csv"),
        ("https://atlas.example/place/atlas/profile", "place/atlas", "/place/atlas/profile.csv"),
        ("https://atlas.example/place/atlas/", "place/atlas", "/place/atlas/map.csv"),
        ("https://atlas.example/place/atlas", "place/atlas", "/place/atlas/map.csv"),
    ],
)
def test_data_are_at_the_address_of_the_page_below_any_path(
    monkeypatch: pytest.MonkeyPatch, page: str, base: str, path: str
) -> None:
    monkeypatch.setattr(st, "get_option", {"server.baseUrlPath": base}.__getitem__)
    assert whole_address(page).endswith("/" if path.endswith("map.csv") else "profile")
    choices = {"place": "kent", "chart": "old", "more": "people", "embed": "true"}
    address = urlsplit(data_address("ages", "csv", page, choices))
    assert address.path == path
    assert parse_qs(address.query) == {"place": ["kent"], "chart": ["ages"]}


@pytest.mark.parametrize(
    ("sites", "words"),
    [
        ("", "Any site may show it."),
        ("https://a.example https://b.example", "https://a.example and https://b.example."),
        ("none", "This server lets no other site show its figures."),
    ],
)
def test_it_is_said_which_sites_may_show_a_figure(
    monkeypatch: pytest.MonkeyPatch, sites: str, words: str
) -> None:
    monkeypatch.setenv("ATLAS_EMBEDDED_BY", sites)
    assert words in embed_words(embed_sites())
    monkeypatch.setenv("ATLAS_STAFF", "1")
    assert embed_sites() == ()
