"""Plain pages of our own server, which work without any script."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from starlette.responses import HTMLResponse

from utils.config import APP_NAME
from utils.ui.server.policy import document_policy, whole_page_ancestors
from utils.ui.shared.prose import Html, join

STYLE: Final = """
:root { color-scheme: light dark; --ground: #ffffff; --ink: #0b0c0c; --link: #0b57d0; }
@media (prefers-color-scheme: dark) {
    :root { --ground: #0e1117; --ink: #f5f7fa; --link: #8ab4f8; }
}
html { color: var(--ink); }
a { color: var(--link); }
html, body { background: var(--ground); }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 46rem; padding: 1rem; }
h1 { font-size: 1.4rem; line-height: 1.25; } h2 { font-size: 1.15rem; margin-top: 2rem; }
h3 { font-size: 1rem; margin-bottom: 0.2rem; }
.figure { font-size: 1.6rem; font-weight: 600; margin: 0.4rem 0; }
dl { display: grid; grid-template-columns: minmax(8rem, 12rem) 1fr; gap: 0.35rem 1rem; margin: 0; }
summary { cursor: pointer; font-weight: 600; margin: 0.6rem 0; }
p, li { overflow-wrap: anywhere; }
dt { font-weight: 600; } dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 30rem) { dl { display: block; } dd { margin-bottom: 0.6rem; } }
"""


def answer_document(
    heading: str, blocks: Sequence[Html], status: int = 200, *, top: str = "../"
) -> HTMLResponse:
    """Answer with such a page and the content policy of its own.

    Args:
        heading: its heading, which is its title too.
        blocks: what is below that.
        status: of the answer.
        top: address of the map.
    """
    policy = document_policy([STYLE], ancestors=whole_page_ancestors())
    content = compose_document(heading, blocks, top=top)
    return HTMLResponse(content, status, headers={"Content-Security-Policy": policy})


def compose_document(heading: str, blocks: Sequence[Html], *, top: str = "../") -> str:
    """Compose a page.

    Args:
        heading: its heading, which is its title too.
        blocks: what is below that.
        top: address of the map.
    """
    title = join(heading)
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        # Without this a browser asks the host for one, which may be outside the site.
        '<link rel="icon" href="data:,">'
        f"<title>{title} - {APP_NAME}</title><style>{STYLE}</style></head>"
        f'<body><header><a href="{top}">{APP_NAME}</a></header>'
        f"<main><h1>{title}</h1>{''.join(blocks)}</main></body></html>"
    )
