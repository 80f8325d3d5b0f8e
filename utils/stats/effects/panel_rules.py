"""What a panel must have before an effect is estimated from it."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from utils.errors import InvalidInputError

#: Fewer untreated units, or periods before the start, say too little of what would have been.
LEAST_DONORS: Final = 10
LEAST_BEFORE: Final = 4


def require_shape(argument: str, found: NDArray[np.generic], shape: tuple[int, ...]) -> None:
    """Refuse an array of another shape.

    Raises:
        InvalidInputError: names the argument and both shapes.
    """
    if found.shape != shape:
        raise InvalidInputError(
            argument=argument, received=f"shape {found.shape}", expected=f"shape {shape}"
        )


def require_donors(count: int) -> None:
    """Refuse too few untreated units.

    Raises:
        InvalidInputError: there are fewer than 10.
    """
    if count < LEAST_DONORS:
        raise InvalidInputError(
            argument="untreated units without a gap",
            received=count,
            expected=f"{LEAST_DONORS} or more",
        )


def require_periods(first: int, count: int) -> None:
    """Refuse too few periods before the start, or none from it on.

    Raises:
        InvalidInputError: the start is before the fifth period or after the last.
    """
    if not LEAST_BEFORE <= first < count:
        raise InvalidInputError(
            argument="first",
            received=first,
            expected=f"{LEAST_BEFORE} or more periods before the start and one or more from it on,"
            f" of {count} periods",
        )
