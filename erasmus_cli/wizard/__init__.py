"""The wizard behind `erasmus new`: questions as data, the session that asks them, two prompters.

Nothing here prints or knows the terminal: a library user brings a `Prompter` and a function that takes lines,
and runs `Session(file, prompter, tell).run(Home())`.
"""
