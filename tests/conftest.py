"""What all tests share."""

import gc
import os
import sys
from pathlib import Path

import pytest
from folders import ROOT
from hypothesis import settings

from erasmus_cli import limited
from erasmus_cli.cli.console import err, out
from erasmus_cli.resources import languages_folder
from erasmus_cli.wording.language import speak

pytest_plugins = ("office",)

# What is compiled is kept, whatever the environment says: tests start the tool hundreds of times, and to
# compile it each time is a third of what a start takes.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# Nobody's own cards of organisations come into a test.
os.environ["ERASMUS_CARDS"] = str(Path(__file__).parent / "no-cards-here")

# Tests read English, whatever the machine speaks.
os.environ["ERASMUS_LANG"] = "en"

# A pager would wait for a key in every terminal that a test opens; cli/test_pager.py sets its own.
os.environ["NO_PAGER"] = "1"

# The same examples on every run, without a clock or a database of failures: a red test stays red.
settings.register_profile("ci", derandomize=True, deadline=None, database=None, print_blob=False)
settings.register_profile("fast", settings.get_profile("ci"), max_examples=15)
settings.load_profile("ci")


def pytest_configure(config):
    """Catalogues whose words are newer than what the program reads of them, as after a pull, are compiled."""
    files = languages_folder().glob("*/LC_MESSAGES/*.po")
    made = ((file.stat().st_mtime, file.with_suffix(".mo")) for file in files)
    if hasattr(config, "workerinput") or all(mo.exists() and mo.stat().st_mtime >= when for when, mo in made):
        return  # the workers begin when this is done
    sys.path.insert(0, str(ROOT))
    from hatch_build import compile_catalogues  # noqa: PLC0415 - hardly ever needed

    compile_catalogues(languages_folder())


@pytest.fixture
def unlimited(monkeypatch):
    """What runs in a process of its own runs in this one; `test_limited.py` holds that this is the same."""
    monkeypatch.setattr(limited, "limited", lambda _what, function, *arguments: function(*arguments))


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """While tests are made nothing is thrown away, and what they share is not looked through ever after."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


def pytest_runtest_setup():
    """No test prints at the width, in the colours or in the language that another has asked for."""
    speak("en")
    for console in (out, err):
        console.cache_clear()
