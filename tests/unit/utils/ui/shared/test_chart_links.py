from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

from utils.ui.shared.chart_links import WORDS_HEIGHT, ChartLink

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
    assert frame["height"] == str(260 + WORDS_HEIGHT)
    assert (frame["width"], frame["loading"]) == ("100%", "lazy")
