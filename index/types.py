"""The types that several modules of the index share."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]  # rows of passages
Progress = Callable[[str, int, int], None]  # stage, how many are done, how many there are
CountProgress = Callable[[int], None]  # how many were done since the last call
