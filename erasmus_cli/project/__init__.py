"""A proposal read against an edition of the Programme Guide: the one place where the two meet."""
