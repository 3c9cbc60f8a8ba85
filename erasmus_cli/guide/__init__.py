"""The Programme Guide as data: one edition for each action and call."""
