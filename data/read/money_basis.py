"""What the money of the outturn is and leaves out, for every page, file and passport."""

from __future__ import annotations

from typing import Final

#: What all public spending is, for every chart, file and passport.
WHOLE_BASIS: Final = (
    "All public spending that HM Treasury identifies with a region: central and local government "
    "and public corporations, running costs and investment, benefits and pensions included. "
    "Defence, debt interest and other spending for the whole country are not in it."
)
NET_BASIS: Final = (
    "Net current expenditure of councils, police, fire, transport and waste bodies, after fees and "
    "charges and before grants. The NHS, benefits, pensions, housing benefit, levies and capital "
    "financing are not in it."
)
