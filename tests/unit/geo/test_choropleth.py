from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from geo.choropleth import draw_map, safe_html, write_page
from tests.unit.geo.test_standalone import FETCHED

SQUARE = [[[0, 51], [1, 51], [1, 52], [0, 52], [0, 51]]]


def areas(tip: str) -> dict[str, Any]:
    feature = {
        "type": "Feature",
        "properties": {"area_code": "E1", "colour": "#123456", "tip": tip},
        "geometry": {"type": "Polygon", "coordinates": SQUARE},
    }
    return {"type": "FeatureCollection", "features": [feature]}


def points(tip: str) -> dict[str, Any]:
    feature = {
        "type": "Feature",
        "properties": {"tip": tip},
        "geometry": {"type": "Point", "coordinates": [0.5, 51.5]},
    }
    return {"type": "FeatureCollection", "features": [feature]}


def test_text_runs_neither_on_the_server_nor_in_the_browser() -> None:
    text = safe_html("{{ 7 * 191 }}{% raw %}{# #}`${1}`\\u003cb\\u003e</script><b>\"'")
    page = write_page(
        draw_map(areas(text), points=points(text)),
        title="{{ 7 * 191 }}<b>",
        above=f"<h1>{text}</h1>",
        below=f"<p>{text}</p>",
    )
    assert "1337" not in page
    assert "<b>" not in page
    assert page.count("</script>") == page.count("<script")
    assert f"<h1>{text}</h1>" in page
    assert f"<p>{text}</p>" in page
    assert page.index("<h1>") < page.index('class="folium-map"') < page.index("<p>&#123;")


def test_the_page_fetches_nothing_and_may_be_zoomed() -> None:
    page = write_page(draw_map(areas("a")), title="a", above="", below="")
    assert FETCHED.findall(page) == []
    assert "maximum-scale" not in page
    assert page.count('<html lang="en-GB">') == 1
    assert '"fillColor": "#123456"' in page
    assert "L.circleMarker" not in page.split("</head>")[1]


@given(st.text())
def test_safe_text_has_no_sign_of_markup_template_or_script(text: str) -> None:
    assert not set(safe_html(text)) & set("<>\"'{}`\\$")
