"""Paths and constants. Imports nothing of the project, so that anything may import it."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
#: Everything that a person edits without writing code.
DECLARED_DIR: Final = ROOT / "data" / "declared"
SOURCES_DIR: Final = DECLARED_DIR / "sources"
MONEY_DIR: Final = DECLARED_DIR / "money"
PROGRAMME_DIR: Final = DECLARED_DIR / "programme"
LEDGER_WORDS_DIR: Final = DECLARED_DIR / "ledger"
#: Another folder for the data that are served, such as a volume that a read-only server can see.
DATA_VARIABLE: Final = "ATLAS_DATA"
PUBLISHED_DIR: Final = Path(os.environ.get(DATA_VARIABLE) or ROOT / "data").resolve() / "published"
TABLES_FILE: Final = DECLARED_DIR / "tables.yml"
RAW_FILES_FILE: Final = DECLARED_DIR / "raw_files.csv"

APP_NAME: Final = "Total Place Atlas"
REBUILD_COMMAND: Final = "python3 -m data.build"

ENGLAND: Final = "E92000001"
FIRST_FINANCIAL_YEAR: Final = 2007
#: The year in whose prices real terms are given: the newest year of the outturn.
PRICE_BASE_YEAR: Final = "2024-25"

#: Coordinates are measured in the first and shown in the second.
STORAGE_CRS: Final = "EPSG:27700"
DISPLAY_CRS: Final = "EPSG:4326"

#: Set to 1, it switches on staff mode: the page that reads a partnership's own ledgers.
STAFF_VARIABLE: Final = "ATLAS_STAFF"
STAFF_ON: Final = "1"
#: Set to "yes", it lets staff mode do without signing in where others reach the server as well.
OPEN_STAFF_VARIABLE: Final = "ATLAS_STAFF_WITHOUT_SIGN_IN"
#: Who says who signs in: the address of the provider's description, by OpenID Connect Discovery.
METADATA_URL_VARIABLE: Final = "ATLAS_OIDC_METADATA_URL"
#: By what name, and with which secret, the provider knows this site.
CLIENT_ID_VARIABLE: Final = "ATLAS_OIDC_CLIENT_ID"
CLIENT_SECRET_VARIABLE: Final = "ATLAS_OIDC_CLIENT_SECRET"  # noqa: S105  # a name
#: Where the provider sends people back to: this site's address with "/oauth2callback" behind it.
REDIRECT_URL_VARIABLE: Final = "ATLAS_OIDC_REDIRECT_URL"
#: Signs the cookie of who has signed in; alike for all replicas.
COOKIE_SECRET_VARIABLE: Final = "ATLAS_OIDC_COOKIE_SECRET"  # noqa: S105  # the same
#: In which claim the provider names a person's roles, and the role that staff have.
ROLES_CLAIM_VARIABLE: Final = "ATLAS_OIDC_ROLES_CLAIM"
ROLE_VARIABLE: Final = "ATLAS_OIDC_ROLE"
#: File to which the actions of staff are written; standard error without it.
AUDIT_LOG_VARIABLE: Final = "ATLAS_AUDIT_LOG"
#: An address such as "https://example.gov.uk/contact" or "mailto:atlas@example.gov.uk".
FEEDBACK_VARIABLE: Final = "ATLAS_FEEDBACK"
#: Sites that may show whole pages inside their own, apart by blanks: "https://intranet.example.uk".
FRAMES_VARIABLE: Final = "ATLAS_FRAMED_BY"
#: Sites that may show the map, a tile or a chart alone; any site where it is not set.
EMBEDS_VARIABLE: Final = "ATLAS_EMBEDDED_BY"
ANY_SITE: Final = "*"
NO_SITE: Final = "none"
#: A site as a content policy names it; anything else would change the policy.
_SITE: Final = re.compile(r"https?://(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d{1,5})?", re.ASCII)
#: How many visits may be open at once, from one address and in all.
SOCKETS_VARIABLE: Final = "ATLAS_VISITS_PER_ADDRESS"
ALL_SOCKETS_VARIABLE: Final = "ATLAS_VISITS"
#: Seconds in which nothing is done in a visit until it is closed.
IDLE_VARIABLE: Final = "ATLAS_IDLE_SECONDS"
#: How many requests to the API a minute may come from one address.
REQUESTS_VARIABLE: Final = "ATLAS_API_PER_MINUTE"
#: How much the server writes down, from "debug" to "critical"; "info" has a line per request.
LOG_LEVEL_VARIABLE: Final = "ATLAS_LOG_LEVEL"
#: Port on which the server's figures can be read; without it they cannot be.
METRICS_PORT_VARIABLE: Final = "ATLAS_METRICS_PORT"
#: Network address of that port.
METRICS_ADDRESS_VARIABLE: Final = "ATLAS_METRICS_ADDRESS"
#: Seconds between the wish to stop and the stop, in which the server says that it is not ready.
DRAIN_VARIABLE: Final = "ATLAS_DRAIN_SECONDS"


def is_staff() -> bool:
    """Whether this server is for a partnership's own staff; a public server is not."""
    return os.environ.get(STAFF_VARIABLE) == STAFF_ON


def feedback_address() -> str:
    """Where readers may report a problem: a web or mail address, or nothing if none is set."""
    return os.environ.get(FEEDBACK_VARIABLE, "")


def frame_sites() -> tuple[str, ...]:
    """Sites that may show whole pages; never in staff mode.

    Raises:
        ValueError: what is set is no list of sites.
    """
    return _sites(FRAMES_VARIABLE, os.environ.get(FRAMES_VARIABLE, ""))


def embed_sites() -> tuple[str, ...]:
    """Sites that may show a figure alone, `ANY_SITE` for all of them; none in staff mode.

    Raises:
        ValueError: what is set is no list of sites.
    """
    text = os.environ.get(EMBEDS_VARIABLE, "").strip() or ANY_SITE
    if text == ANY_SITE:
        return () if is_staff() else (ANY_SITE,)
    return _sites(EMBEDS_VARIABLE, "" if text == NO_SITE else text)


def _sites(variable: str, text: str) -> tuple[str, ...]:
    sites = tuple(text.split())
    wrong = [site for site in sites if not _SITE.fullmatch(site)]
    if wrong:
        raise ValueError(f"{variable} holds {wrong[0]!r}, which is no site.")
    return () if is_staff() else sites
