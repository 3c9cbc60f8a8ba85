def tour() -> None:
    """Soon."""
