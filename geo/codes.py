"""GSS code prefixes: what kind of area a code names."""

from __future__ import annotations

from typing import Final

from utils.errors import UnknownAreaCodeError

#: The first three characters of a nine-character ONS code, and the kind of area they stand for.
AREA_TYPES: Final = {
    "E92": "england",
    "E12": "region",
    "E10": "county",
    "E06": "unitary",
    "E08": "metropolitan_district",
    "E09": "london_borough",
    "E07": "district",
    "E02": "msoa",
    "E01": "lsoa",
}
UPPER_TIER_TYPES: Final = frozenset(
    {"county", "unitary", "metropolitan_district", "london_borough"}
)
LOWER_TIER_TYPES: Final = frozenset(
    {"district", "unitary", "metropolitan_district", "london_borough"}
)
CODE_LENGTH: Final = 9


def area_type(code: str) -> str:
    """Return the kind of area that a GSS code names.

    Raises:
        UnknownAreaCodeError: the code is no English GSS code of a kind used here.
    """
    kind = AREA_TYPES.get(code[:3]) if len(code) == CODE_LENGTH else None
    if kind is None:
        message = f"Area code: got {code!r}, allowed: nine characters starting with one of "
        raise UnknownAreaCodeError(message + ", ".join(AREA_TYPES))
    return kind
