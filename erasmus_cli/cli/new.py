def new() -> None:
    """Soon."""
