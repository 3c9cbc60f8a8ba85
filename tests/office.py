"""LibreOffice, for the tests of what comes back from it: skipped where it is not installed."""

import os
import shutil

import pytest

NO_SKIPS = "NO_SKIPS"
"""Where this is set in the environment, a LibreOffice that is missing is a failure: `.ci/run` sets it."""


def absent(what):
    """Skips the test for lack of LibreOffice, or fails it where nothing may be skipped."""
    if os.environ.get(NO_SKIPS):
        pytest.fail(f"{what}, and {NO_SKIPS} is set")
    pytest.skip(what)


@pytest.fixture
def office():
    """The command of LibreOffice."""
    return shutil.which("soffice") or absent("LibreOffice is not installed")
