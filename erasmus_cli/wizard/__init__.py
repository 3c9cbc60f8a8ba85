"""The wizard behind `erasmus new`: questions as data, the loop that asks them, and who puts them to people.

Nothing here prints or knows the terminal: a library user brings an `Asker` and a function that takes lines.
"""
