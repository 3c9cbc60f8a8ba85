"""Regular expressions that are compiled when they are first used.

Compiling the larger ones takes as long as the rules of a check, and most runs use a few of them or none.
"""

import re
from typing import Any, cast


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """The same as `re.compile`, which is called when it is first asked for something."""
    return cast("re.Pattern[str]", _Uncompiled(text, flags))


class _Uncompiled:
    def __init__(self, text: str, flags: int) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        """Keeps what is asked for, such as `search`, so that the next time nothing stands between."""
        found = getattr(re.compile(self._text, self._flags), name)
        setattr(self, name, found)
        return found
