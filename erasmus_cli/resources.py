"""Folders that ship with the package and stand at the top level of a source tree."""

from pathlib import Path


def _folder(name: str) -> Path:
    here = Path(__file__).parent
    # An editable install runs from the source tree, where the folder is a neighbour of the package.
    return here / name if (here / name).is_dir() else here.parent / name


def shipped(*names: str) -> Path:
    """A file or folder inside this package; a zip is not run from, so it has a path."""
    return Path(__file__).parent.joinpath(*names)


def templates() -> Path:
    """The folder of the Jinja2 templates."""
    return _folder("templates")


def examples() -> Path:
    """The folder of the example proposals."""
    return _folder("examples")


def languages_folder() -> Path:
    """The folder of the languages other than English."""
    return shipped("languages")
