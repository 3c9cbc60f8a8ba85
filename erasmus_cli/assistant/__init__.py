"""The engine as tools for assistants: they ask it instead of inventing rules. Nothing here writes."""
