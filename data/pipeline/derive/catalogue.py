"""Tables that come from declarations: themes, indicators, sources and their files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd
import yaml

from data.pipeline.extract.declarations import SourceDeclaration
from data.pipeline.extract.holdings import Held, Holding
from data.pipeline.extract.manifest import RawFile
from data.pipeline.extract.raw import DECLARED_PREFIX
from utils.config import DECLARED_DIR, ROOT
from utils.errors import InvalidInputError

THEMES_FILE: Final = DECLARED_DIR / "themes.yml"
#: Blocks of the whole count that lead their theme.
WHOLE_TOTALS: Final = ("total", "total_without_one_off")


def declared_tables(declarations: Mapping[str, SourceDeclaration]) -> dict[str, pd.DataFrame]:
    """Build `themes`, `theme_items`, `indicators` and `sources`.

    Raises:
        InvalidInputError: an indicator names a theme that is not declared.
    """
    themes = yaml.safe_load(THEMES_FILE.read_text(encoding="utf-8"))
    return {
        "themes": _themes(themes),
        "theme_items": _theme_items(themes, declarations),
        "indicators": _indicators(declarations),
        "sources": _sources(declarations),
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
            # All public money comes first where a theme is all services.
            *(("whole", f"whole:{block}") for block in _first_blocks(theme)),
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
                        received=theme,
                        expected=", ".join(items),
                    )
                if ("indicator", indicator) not in items[theme]:
                    items[theme].append(("indicator", indicator))
    for name, theme in themes.items():
        items[name] += [
            ("headline", headline) for headline in theme.get("headline", theme["indicators"])
        ]
        items[name] += [("small_area", measure) for measure in theme["small_areas"]]
        items[name] += [
            ("whole", f"whole:{block}")
            for block in theme.get("whole", ())
            if block not in _first_blocks(theme)
        ]
        items[name] += [
            ("regional", f"regional:{measure}") for measure in theme.get("regional", ())
        ]
    rows = [
        (theme, kind, item, order)
        for theme, members in items.items()
        for order, (kind, item) in enumerate(members)
    ]
    return pd.DataFrame(rows, columns=["theme", "item_kind", "item", "item_order"])


def _first_blocks(theme: Mapping[str, Any]) -> list[str]:
    return [block for block in theme.get("whole", ()) if block in WHOLE_TOTALS]


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
            **declaration.model_dump(exclude={"files", "reading", "indicators", "caveats"}),
            "caveats": "\n".join(declaration.caveats),
        }
        for declaration in declarations.values()
    ]
    return pd.DataFrame(rows)


def build_source_files(
    stock: Mapping[str, Holding], published: Mapping[tuple[str, str], Mapping[str, Any]]
) -> dict[str, pd.DataFrame]:
    """Build `source_files`: every raw file with its provenance, and which content was read.

    Args:
        stock: the files, by source.
        published: size and hash of the files from which was published before, by source and line;
            they stand for a source whose tables are kept.
    """
    rows = [
        {
            "source": name,
            "line": file.key,
            "file": _shown_path(file.path),
            **_provenance(holding.declaration, file.listed),
            **_content(holding, file, published.get((name, file.key))),
        }
        for name, holding in stock.items()
        for file in holding.files
    ]
    return {"source_files": pd.DataFrame(rows)}


def _shown_path(path: str) -> str:
    """The path of declared data in the repository; that of any other file as it is declared."""
    inside = path.removeprefix(DECLARED_PREFIX)
    return path if inside == path else str((DECLARED_DIR / inside).relative_to(ROOT).as_posix())


def _provenance(source: SourceDeclaration, listed: RawFile | None) -> dict[str, str | None]:
    """What is listed of a file, and what is declared of its source where nothing is."""
    own = {} if listed is None else listed.model_dump()
    return {
        "period": own.get("period"),
        "publisher": own.get("publisher") or source.publisher,
        "licence": own.get("licence") or source.licence,
        "page": own.get("page") or source.landing_page,
        "url": own.get("address"),
        "last_seen": own.get("last_seen"),
        "note": own.get("how_to_get"),
    }


def _content(
    holding: Holding, file: Held, published: Mapping[str, Any] | None
) -> Mapping[str, int | str | None]:
    if holding.is_complete and file.measure is not None:
        return vars(file.measure)
    if published is not None:
        return published
    listed = file.listed
    if listed is None:
        return {"bytes": None, "sha256": None}
    return {"bytes": listed.bytes, "sha256": listed.sha256}
