"""Kinds of arrays of which effects are computed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
#: Places in another array.
Whole = NDArray[np.intp]
