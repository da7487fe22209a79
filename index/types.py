"""Types that several modules of the index share."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]  # row numbers of passages
Progress = Callable[[str, int, int], None]  # name of the stage, number done, total number
CountProgress = Callable[[int], None]  # number done since the last call
