"""Lets pydantic start without a search for plugins: we use none."""

import os
import sys
from importlib import import_module
from types import ModuleType

_SEARCH = "pydantic.plugin._loader"


class _Nothing(ModuleType):
    """Stands for pydantic's module that searches, until somebody asks it for more than what was found."""

    @staticmethod
    def get_plugins() -> tuple[()]:
        """No plugins."""
        return ()

    def __getattr__(self, name: str) -> object:
        """What another version of pydantic may want besides: then its module is imported after all."""
        if name.startswith("__"):
            raise AttributeError(name)
        sys.modules.pop(_SEARCH, None)
        found: object = getattr(import_module(_SEARCH), name)
        return found


def promise() -> None:
    """Says that there are no plugins, before pydantic is imported.

    The environment alone says it too late: the module that reads it first imports what lists the installed
    distributions, with e-mail, archives and sockets, and that costs a twentieth of a check.
    """
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    sys.modules.setdefault(_SEARCH, _Nothing(_SEARCH))
