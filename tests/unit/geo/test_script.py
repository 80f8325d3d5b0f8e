from __future__ import annotations

import re

from geo.script import LEAFLET_DIR, PARTS_DIR, map_script, map_style, read_order

#: An address in a style or a script from which a browser would fetch something.
OUTSIDE = re.compile(r"url\(\s*[\"']?(?:https?:)?//|\b(?:import|fetch)\s*\(\s*[\"'](?:https?:)?//")


def test_every_part_is_in_the_program_after_those_it_uses() -> None:
    script = map_script()
    texts = [(PARTS_DIR / name).read_text(encoding="utf-8") for name in read_order(PARTS_DIR)]
    places = [script.find(text) for text in texts]
    assert -1 not in places
    assert places == sorted(places)


def test_no_part_is_forgotten() -> None:
    assert sorted(read_order(PARTS_DIR)) == sorted(path.name for path in PARTS_DIR.glob("*.js"))


def test_leaflet_comes_first_and_our_parts_have_a_scope_of_their_own() -> None:
    script, leaflet = map_script(), (LEAFLET_DIR / "leaflet.js").read_text(encoding="utf-8")
    assert script.startswith(leaflet[:10_000])
    ours = script[script.index("(function () {\n") :]
    assert '"use strict";' in ours[:40]
    assert ours.endswith("})();\n")
    assert "const STYLE = " in ours
    assert "window.AtlasMap" in ours


def test_the_program_fetches_nothing_from_elsewhere() -> None:
    assert OUTSIDE.findall(map_script()) == []
    assert "sourceMappingURL" not in map_script()


def test_the_style_fetches_nothing_at_all() -> None:
    style = map_style()
    assert ".leaflet-container" in style
    assert re.findall(r"url\([^)]*\)|@import", style) == []
    own = (PARTS_DIR / "map.css").read_text(encoding="utf-8")
    assert style.endswith(own)
