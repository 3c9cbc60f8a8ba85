"""Errors for users: one root, one place that prints them, and pointers that come back as they went."""

import importlib
import inspect
import pkgutil

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import erasmus_cli
from erasmus_cli.cli.app import app
from erasmus_cli.errors import ErasmusError
from erasmus_cli.guide.errors import GuideError
from erasmus_cli.pointers import dotted, parent, parts, pointer, touches


def public_errors():
    """Every exception of the package that has a public name."""
    modules = (
        importlib.import_module(found.name)
        for found in pkgutil.walk_packages(erasmus_cli.__path__, "erasmus_cli.")
        if not found.name.endswith("__main__")
    )
    return {
        thing
        for module in modules
        for name, thing in vars(module).items()
        if inspect.isclass(thing)
        and issubclass(thing, BaseException)
        and thing.__module__.startswith("erasmus_cli")
        and name.endswith("Error")
        and not name.startswith("_")
    }


@pytest.mark.slow
def test_every_public_error_has_the_one_root():
    found = public_errors()
    assert len(found) > 10
    assert [error for error in found if not issubclass(error, ErasmusError)] == []


def test_an_error_of_any_room_is_its_lines_and_its_exit_code(monkeypatch):
    class TwoLinesError(ErasmusError):
        exit_code = 5

        def lines(self):
            return ["what is wrong", "what to do"]

    def fail(*_):
        raise TwoLinesError

    monkeypatch.setattr("erasmus_cli.batch.checking.read", fail)
    result = CliRunner().invoke(app, ["check", "proposal.yaml"])
    assert (result.exit_code, result.stdout, result.stderr) == (5, "", "what is wrong\nwhat to do\n")


def test_a_fault_in_the_guide_data_is_one_line_and_no_bug_of_ours(monkeypatch):
    def fail(*_):
        raise GuideError("2026.toml: deadlines: there are none")

    monkeypatch.setattr("erasmus_cli.batch.checking.read", fail)
    result = CliRunner().invoke(app, ["check", "proposal.yaml"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "2026.toml: deadlines: there are none\n"


def test_what_is_no_error_for_users_is_a_bug(monkeypatch):
    def fail(*_):
        raise LookupError("a")

    monkeypatch.setattr("erasmus_cli.batch.checking.read", fail)
    result = CliRunner().invoke(app, ["check", "proposal.yaml"])
    assert result.exit_code == 70
    assert "this is a bug in erasmus" in result.stderr


# RFC 6901, section 5
@pytest.mark.parametrize(
    ("keys", "at"),
    [
        ((), ""),
        (("foo", 0), "/foo/0"),
        (("",), "/"),
        (("a/b",), "/a~1b"),
        (("m~n",), "/m~0n"),
        (("~1",), "/~01"),
        ((" ", "c%d"), "/ /c%d"),
    ],
)
def test_pointers_are_those_of_the_standard(keys, at):
    assert pointer(keys) == at
    assert parts(at) == tuple(map(str, keys))


@given(st.lists(st.text(st.sampled_from("a~/01 é"), max_size=4)))
def test_a_pointer_comes_back_as_it_went(keys):
    assert parts(pointer(keys)) == tuple(keys)
    assert dotted(pointer(keys)) == ".".join(keys)
    if keys:
        assert parent(pointer(keys)) == pointer(keys[:-1])


@pytest.mark.parametrize(
    ("one", "other", "whether"),
    [
        ("/a", "/a", True),
        ("/a", "/a/0", True),
        ("/a/0", "/a", True),
        ("/a/1", "/a/10", False),
        ("/a", "/ab", False),
        ("", "/a", True),
    ],
)
def test_places_touch_where_one_holds_the_other(one, other, whether):
    assert touches(one, other) is whether
