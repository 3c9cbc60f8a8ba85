"""The wizard behind `erasmus new`: questions as data, the session that asks them, and who puts them to people.

Nothing here prints or knows the terminal: a library user brings an `Prompter` and a function that takes lines.
"""
