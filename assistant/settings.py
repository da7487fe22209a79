"""What the user may choose, read from the environment once."""

import os
from dataclasses import dataclass, field
from typing import Self

from corpus.errors import BadSetting
from index.encode import DEFAULT
from index.place import Place, default_place


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the library lies, which encoder it is built with, and where the page is served."""

    library: Place = field(default_factory=default_place)
    model: str = DEFAULT
    host: str = "127.0.0.1"
    port: int = 7860

    @classmethod
    def from_environment(cls) -> Self:
        """Read ``PILCROW_LIBRARY``, ``PILCROW_MODEL``, ``PILCROW_HOST`` and ``PILCROW_PORT``.

        Raises:
            BadSetting: the port is no number.
        """
        port = os.environ.get("PILCROW_PORT", "7860")
        if not port.isdecimal():
            raise BadSetting(f"PILCROW_PORT is {port!r}. Set it to a number, such as 7860")
        return cls(
            library=default_place(),
            model=os.environ.get("PILCROW_MODEL", DEFAULT),
            host=os.environ.get("PILCROW_HOST", "127.0.0.1"),
            port=int(port),
        )
