"""Addresses of public pages on which every chart and every table of the atlas is shown."""

from __future__ import annotations

from typing import Final

BIRMINGHAM, KENT, LUTON = "E08000025", "E10000016", "E06000032"
MEN: Final = "pilots_life_expectancy_men"
Visit = tuple[str, dict[str, str]]
VISITS: Final[list[Visit]] = [
    ("map", {"place": BIRMINGHAM, "view": "pair"}),
    ("profile", {"place": "kent"}),
    ("profile", {"place": BIRMINGHAM, "theme": "children_and_families"}),
    ("compare", {"places": f"{BIRMINGHAM},{KENT}"}),
    (
        "compare",
        {
            "places": f"{BIRMINGHAM},{KENT}",
            "theme": "drugs_and_alcohol",
            "outcome": "drug_poisoning_deaths:persons",
        },
    ),
    ("count", {"place": BIRMINGHAM}),
    ("count", {"place": LUTON, "whole_year": "2023-24"}),
    ("count", {"place": BIRMINGHAM, "look": "count"}),
    ("count", {"place": BIRMINGHAM, "look": "money"}),
    ("count", {"place": BIRMINGHAM, "look": "overlaps"}),
    ("count", {"place": BIRMINGHAM, "look": "tax"}),
    ("count", {"look": "tax"}),
    *(
        ("inequality", {"place": BIRMINGHAM, "tab": tab})
        for tab in ("change", "why", "years", "deprivation", "then_now", "concentration")
    ),
    ("inequality", {"place": BIRMINGHAM, "part": "between"}),
    ("inequality", {"place": BIRMINGHAM, "part": "causes"}),
    ("spend_outcomes", {"place": BIRMINGHAM}),
    ("deep_dives", {"shelf": "figures"}),
    ("barriers", {}),
    ("barriers", {"strand": "asks"}),
    *(
        ("did_it_work", {"question": MEN, "answer": part})
        for part in ("methods", "years", "balance", "sensitivity")
    ),
    ("did_it_work", {"asked": "together"}),
    ("did_it_work", {"asked": "own", "treated": "E08000025,E08000003"}),
    ("pool_and_prevent", {"do": "falls_exercise"}),
    ("sources", {}),
    ("payments", {"place": LUTON}),
]
