"""What the money of the outturn is and leaves out, for every page, file and passport."""

from __future__ import annotations

from typing import Final

NET_BASIS: Final = (
    "Net current expenditure of councils, police, fire, transport and waste bodies, after fees and "
    "charges and before grants. The NHS, benefits, pensions, housing benefit, levies and capital "
    "financing are not in it."
)
