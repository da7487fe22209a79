"""Commands: each module is one, with ``main(argv) -> int``."""
