def draft() -> None:
    """Soon."""
