"""A page of a copy that is read without a server: layout, content policy and imprint."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from utils.config import APP_NAME

FOLDER: Final = Path(__file__).parent
STYLE_FILE: Final = "style.css"
#: Parts of a whole copy, by their address from its top.
PARTS: Final = {
    "index.html": "Start",
    "map.html": "Map",
    "tables.html": "Tables",
    "sources.html": "Sources",
    "glossary.html": "Glossary",
}
#: What lies beside a page. Not every browser takes files of a disk for one origin, so their scheme
#: is named as well.
BESIDE: Final = "'self' file:"
TEMPLATES: Final = Environment(
    loader=FileSystemLoader(FOLDER / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True, kw_only=True)
class Imprint:
    """Who made a page, when, from which data, and where the newest can be seen.

    Attributes:
        made: the day, such as "30 November 2026".
        data_version: version of the published tables.
        attribution: whose boundaries are drawn, as their licence asks.
        address: link to the same on the site; may be empty.
    """

    made: str
    data_version: str
    attribution: str
    address: str = ""


def compose_page(
    heading: str,
    body: Markup,
    *,
    imprint: Imprint,
    top: str = "",
    part: str | None = "",
    scripts: Sequence[str] = (),
    styles: Sequence[str] = (),
) -> bytes:
    """Write a page.

    Args:
        heading: its heading, which is its title too.
        body: what is below that.
        imprint: who made it, when and from what.
        top: address of the top of the copy, such as "../../".
        part: which of the copy's `PARTS` it is, by its address; nothing where it is another page of
            the copy, None where it is alone.
        scripts: scripts beside it, by their address from the top.
        styles: how a content policy names the styles that these write into the page.
    """
    return render(
        "page.html.jinja",
        name=APP_NAME,
        heading=heading,
        body=body,
        imprint=imprint,
        top=top,
        parts={} if part is None else PARTS,
        part=part,
        scripts=scripts,
        policy=content_policy(has_scripts=bool(scripts), styles=styles),
        style=STYLE_FILE,
    ).encode()


def render(template: str, **parts: Any) -> Markup:  # noqa: ANN401 - whatever a template takes
    """Fill a template; all that is no HTML already is escaped."""
    return Markup(TEMPLATES.get_template(template).render(**parts))  # noqa: S704 - escaped there


def content_policy(*, has_scripts: bool, styles: Sequence[str] = ()) -> str:
    """What a page may load: nothing but what lies beside it, and no script unless it has any."""
    directives = {
        "default-src": "'none'",
        **({"script-src": BESIDE} if has_scripts else {}),
        "style-src": " ".join([BESIDE, *styles]),
        "img-src": f"{BESIDE} data: blob:" if has_scripts else f"{BESIDE} data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


def style() -> bytes:
    """The style of all pages."""
    return (FOLDER / STYLE_FILE).read_bytes()
