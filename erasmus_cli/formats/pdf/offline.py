"""Keeps a library that would fetch files by itself from doing so."""

import os
from threading import Lock

# No connection can be made to port 0, and through a proxy not even the name of the host is looked up.
_NOWHERE = "http://127.0.0.1:0"
_PROXIES = ("https_proxy", "http_proxy", "all_proxy")
_SPELT = (*_PROXIES, *map(str.upper, _PROXIES))


class _NoNetwork:
    """The environment belongs to the whole process: the first thread changes it, the last puts it back."""

    def __init__(self) -> None:
        self._changing = Lock()
        self._inside = 0
        self._before: dict[str, str] = {}

    def __enter__(self) -> None:
        with self._changing:
            if not self._inside:
                # no_proxy too: it would name hosts to reach directly
                ours = [name for name in os.environ if name.lower().endswith("_proxy")]
                self._before = {name: os.environ.pop(name) for name in ours}
                os.environ.update(dict.fromkeys(_SPELT, _NOWHERE))
            self._inside += 1

    def __exit__(self, *_: object) -> None:
        with self._changing:
            self._inside -= 1
            if not self._inside:
                for name in _SPELT:
                    os.environ.pop(name, None)
                os.environ.update(self._before)


no_network = _NoNetwork()
"""While it lasts, whatever honours the usual proxy variables, as Typst does, reaches no network."""
