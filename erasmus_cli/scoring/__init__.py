"""Self-assessment: the points that applicants give themselves, and hints on their texts."""
