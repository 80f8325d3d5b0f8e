"""Tables that come from declarations: themes, indicators and sources."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd
import yaml

from data.pipeline.extract.declarations import SourceDeclaration
from utils.config import DECLARED_DIR
from utils.errors import InvalidInputError

THEMES_FILE: Final = DECLARED_DIR / "themes.yml"


def declared_tables(declarations: Mapping[str, SourceDeclaration]) -> dict[str, pd.DataFrame]:
    """Build `themes`, `theme_items`, `indicators`, `sources` and `source_files`.

    Raises:
        InvalidInputError: an indicator names a theme that is not declared.
    """
    themes = yaml.safe_load(THEMES_FILE.read_text(encoding="utf-8"))
    return {
        "themes": _themes(themes),
        "theme_items": _theme_items(themes, declarations),
        "indicators": _indicators(declarations),
        "sources": _sources(declarations),
        "source_files": _source_files(declarations),
    }


def _themes(themes: Mapping[str, Any]) -> pd.DataFrame:
    rows = [
        {"theme": name, **{part: theme[part] for part in ("name", "description", "caution")}}
        for name, theme in themes.items()
    ]
    return pd.DataFrame(rows).assign(item_order=range(len(rows)))


def _theme_items(
    themes: Mapping[str, Any], declarations: Mapping[str, SourceDeclaration]
) -> pd.DataFrame:
    items = {
        name: [
            *(("service_line", line) for line in theme["lines"]),
            *(("indicator", indicator) for indicator in theme["indicators"]),
        ]
        for name, theme in themes.items()
    }
    for declaration in declarations.values():
        for indicator, meaning in declaration.indicators.items():
            for theme in meaning.themes:
                if theme not in items:
                    raise InvalidInputError(
                        argument=f"{declaration.source}: themes of {indicator}",
                        came=theme,
                        allowed=", ".join(items),
                    )
                if ("indicator", indicator) not in items[theme]:
                    items[theme].append(("indicator", indicator))
    for name, theme in themes.items():
        items[name] += [("headline", one) for one in theme.get("headline", theme["indicators"])]
        items[name] += [("small_area", one) for one in theme["small_areas"]]
        items[name] += [("regional", f"regional:{one}") for one in theme.get("regional", ())]
    rows = [
        (theme, kind, item, order)
        for theme, members in items.items()
        for order, (kind, item) in enumerate(members)
    ]
    return pd.DataFrame(rows, columns=["theme", "item_kind", "item", "item_order"])


def _indicators(declarations: Mapping[str, SourceDeclaration]) -> pd.DataFrame:
    rows = [
        {
            **meaning.model_dump(exclude={"themes", "sexes", "caveats", "ends"}),
            "indicator": indicator,
            "ends": ";".join(meaning.ends) or None,
            "sexes": ";".join(meaning.sexes),
            "caveats": "\n".join(meaning.caveats),
            "source": declaration.source,
        }
        for declaration in declarations.values()
        for indicator, meaning in declaration.indicators.items()
    ]
    return pd.DataFrame(rows)


def _sources(declarations: Mapping[str, SourceDeclaration]) -> pd.DataFrame:
    rows = [
        {
            **declaration.model_dump(exclude={"files", "indicators", "caveats"}),
            "caveats": "\n".join(declaration.caveats),
        }
        for declaration in declarations.values()
    ]
    return pd.DataFrame(rows)


def _source_files(declarations: Mapping[str, SourceDeclaration]) -> pd.DataFrame:
    rows = [
        {
            "source": declaration.source,
            "line": key,
            "file": file.path.removeprefix("../"),
            "url": file.url,
            "url_tried": file.url_tried,
            "note": file.note,
        }
        for declaration in declarations.values()
        for key, file in declaration.files.items()
    ]
    return pd.DataFrame(rows)
