"""What a page shows before a place is chosen."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from utils.ui.shared.place_picker import pop_offered
from utils.ui.shared.prose import Html, bullets, join, link, paragraph, render_prose

#: Places to look at first: the largest pilot, a pilot of two councils, and a county.
EXAMPLES: Final = {
    "E08000025": "Birmingham",
    "central_bedfordshire_and_luton": "Central Bedfordshire and Luton",
    "E10000016": "Kent",
}


def example_links(page: str) -> Html:
    """Links that open a page with a place to look at first.

    Args:
        page: address of the page, which is "" for the map.
    """
    first, second, third = (
        link(name, f"{page}?" + urlencode({"place": place_id}))
        for place_id, name in EXAMPLES.items()
    )
    return join(first, ", ", second, " or ", third)


def render_no_place(page: str) -> None:
    """Ask for a place, with what the address may have meant, or examples to press."""
    offered = [
        link(candidate.label, f"{page}?" + urlencode({"place": candidate.place_id}))
        for candidate in pop_offered()
    ]
    if offered:
        render_prose(bullets(offered))
        return
    render_prose(
        paragraph(
            "Find a council, town, ward or postcode in the search at the top of the page, or try ",
            example_links(page),
            ".",
        )
    )
