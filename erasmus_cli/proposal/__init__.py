"""The proposal: its model, and reading and writing it."""
