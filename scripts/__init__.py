"""The commands of Pilcrow: each module is one command, with ``main(argv) -> int``."""
