"""Which suppliers are named to the public, and which are put together.

A person's name is never published. Folding people is not enough for that: many sole traders and
partnerships trade under a person's name. So a name is published only where something in it shows
that it is no person's; all others are one line.
"""

from __future__ import annotations

import re
from typing import Final

from data.ledger.core.names import legal_form
from data.ledger.publish.name_evidence import is_an_organisations
from data.ledger.suppliers.individuals import TRADING_AS

LONGEST: Final = 120
NOT_NAMED: Final = "not_named"
#: Kinds of suppliers whose payments are one line, and what that line is called.
FOLDED: Final = {
    "individual": "Individuals",
    "redacted": "Names taken out by the publisher",
    "not_said": "No supplier given",
    NOT_NAMED: "Suppliers not named here",
}
#: Behind it stands who receives the post, who may be a person.
_CARE_OF: Final = re.compile(r"\b(?:c/o|care of)\b.*", re.IGNORECASE)


def published_supplier(kind: str, name: str) -> tuple[str, str]:
    """Kind and name under which a supplier of a count is published.

    Args:
        kind: kind of supplier in the count.
        name: its name there.
    """
    if kind in FOLDED:
        return kind, FOLDED[kind]
    shown, trading, other = tidy(name).partition(TRADING_AS)
    if trading and may_be_named(other):
        shown = tidy(name)
    if kind == "organisation" and not may_be_named(shown):
        return NOT_NAMED, FOLDED[NOT_NAMED]
    return kind, shown


def may_be_named(name: str) -> bool:
    """Whether something in an organisation's name shows that it is no person's.

    A legal form does, as companies are on a public register, and so does what else
    `is_an_organisations` looks for.

    >>> may_be_named("Kiely Bros Ltd."), may_be_named("East Durham College")
    (True, True)
    >>> may_be_named("Victoria Robinson Childcare"), may_be_named("J & J Clark & Sons")
    (False, False)
    """
    return bool(name) and (bool(legal_form(name)) or is_an_organisations(name))


def tidy(name: str) -> str:
    """A name on one line, without signs that cannot be shown, marks at its end or "c/o"."""
    shown = "".join(letter if letter.isprintable() else " " for letter in name)
    shown = _CARE_OF.sub("", shown)
    shown = " ".join(shown.split())[:LONGEST].rstrip(" .,*-(")
    return shown + ")" * (shown.count("(") - shown.count(")"))
