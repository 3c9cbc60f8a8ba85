"""One test for many values, where to begin and report a test for each would take longer than to run it.

What takes more than some milliseconds with each value, or a fresh fixture, is for `pytest.mark.parametrize`.
"""

import inspect
from functools import wraps


def over(names, values, ids=str):
    """Runs a test on each of these values in turn, and says with which it failed.

    Args:
        names: the parameter of the test, or several of them as a tuple.
        values: what it gets: one value, or a tuple of as many as there are names.
        ids: how a value is called where the test fails.

    Raises:
        ValueError: there are no values, so that the test could not fail.
    """
    names = (names,) if isinstance(names, str) else tuple(names)
    rows = [value if len(names) > 1 else (value,) for value in values]
    if not rows:
        raise ValueError(f"no values for {', '.join(names)}")

    def looped(test):
        @wraps(test)
        def on_each(*arguments, **fixtures):
            failed = []
            for row in rows:
                try:
                    test(*arguments, **fixtures, **dict(zip(names, row, strict=True)))
                except Exception as fault:  # noqa: BLE001 - what it is raised for is told below
                    failed.append(("-".join(map(ids, row)), fault))
            if failed:
                called = ", ".join(name for name, _ in failed)
                failed[0][1].add_note(f"{len(failed)} of {len(rows)} failed, this is the first of: {called}")
                raise failed[0][1]

        whole = inspect.signature(test)
        left = [parameter for name, parameter in whole.parameters.items() if name not in names]
        on_each.__signature__ = whole.replace(parameters=left)
        return on_each

    return looped
