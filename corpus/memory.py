"""A limit for the memory of a process that reads files which may be malicious."""


def limit_memory(memory: int) -> None:
    """Limit this process to ``memory`` bytes, and turn off core dumps."""
    try:
        import resource
    except ImportError:  # Windows has no such module; only the time is limited there
        return
    _, hard_limit = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(
        resource.RLIMIT_AS, (memory if hard_limit < 0 else min(memory, hard_limit),) * 2
    )
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
