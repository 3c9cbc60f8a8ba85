"""A proposal assistant for Erasmus+ Key Action 2 partnerships."""

__version__ = "0.1.0"
