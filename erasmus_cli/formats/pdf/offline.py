"""Keeps a library that would fetch files by itself from doing so."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

# No connection can be made to port 0, and through a proxy not even the name of the host is looked up.
_NOWHERE = "http://127.0.0.1:0"
_PROXIES = ("https_proxy", "http_proxy", "all_proxy")


@contextmanager
def no_network() -> Iterator[None]:
    """While it lasts, whatever honours the usual proxy variables, as Typst does, reaches no network.

    The environment belongs to the whole process and is put back afterwards.
    """
    before = {name: value for name, value in os.environ.items() if name.lower().endswith("_proxy")}
    for name in before:  # no_proxy too: it would name hosts to reach directly
        del os.environ[name]
    try:
        os.environ.update({spelt: _NOWHERE for name in _PROXIES for spelt in (name, name.upper())})
        yield
    finally:
        for name in _PROXIES:
            for spelt in (name, name.upper()):
                os.environ.pop(spelt, None)
        os.environ.update(before)
