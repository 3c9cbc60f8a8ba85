"""Killed at any point: nothing confirmed is lost, the file is whole, and the next start goes on there."""

import multiprocessing
import os
import signal

import killed_run
import pytest

from erasmus_cli.proposal.reader import load
from erasmus_cli.rules.engine import check

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
PROCESSES = multiprocessing.get_context("forkserver")  # which imports once what every run needs
PROCESSES.set_forkserver_preload(["pytest", "erasmus_cli.wizard.menu", "erasmus_cli.wizard.session"])
SAMPLE = (1, 2, 9, 24)  # of the questions at which it is killed, in every run of the tests


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    """What the file says at each question of a whole run, and at its end."""
    path = tmp_path_factory.mktemp("recorded") / "proposal.yaml"
    texts = {}
    killed_run.run(path, killed_run.KA210, lambda number: texts.update({number: text_of(path)}))
    return texts, text_of(path)


def text_of(path):
    return path.read_text(encoding="utf-8") if path.exists() else ""


def kill(path, number, what):
    """Whether a run in a process of its own, which has all that it needs already, was killed."""
    person = PROCESSES.Process(target=killed_run.until_killed, args=(path, number, what))
    person.start()
    person.join(timeout=300)
    assert person.exitcode in (0, -signal.SIGKILL)
    return person.exitcode == -signal.SIGKILL


def goes_on(path):
    """Starts again with the same answers, of which those that are saved are neither asked for nor changed."""
    before = load(path).data if path.exists() else {}
    killed_run.run(path, killed_run.KA210)
    assert_kept(before, load(path).data)
    assert check(load(path).proposal).verdict == "eligible"


def assert_kept(before, after):
    if isinstance(before, dict):
        for key, value in before.items():
            assert_kept(value, after[key])
    elif isinstance(before, list):
        assert len(before) <= len(after)
        for one, other in zip(before, after, strict=False):
            assert_kept(one, other)
    else:
        assert before == after


def killed_at(tmp_path, recorded, number):
    texts, _ = recorded
    path = tmp_path / "proposal.yaml"
    assert kill(path, number, "asked")
    assert text_of(path) == texts[number]
    goes_on(path)


@pytest.mark.slow
@pytest.mark.parametrize("number", SAMPLE)
def test_killed_at_a_question_all_answers_before_it_are_there(tmp_path, recorded, number):
    killed_at(tmp_path, recorded, number)


@pytest.mark.slow
def test_killed_at_every_question_all_answers_before_it_are_there(tmp_path, recorded):
    for number in recorded[0]:
        if number not in SAMPLE:
            folder = tmp_path / str(number)
            folder.mkdir()
            killed_at(folder, recorded, number)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("what", "number"),
    [
        ("fsync", 3),
        ("replaced", 3),
        *(
            pytest.param(what, number, marks=pytest.mark.slow)
            for what in ("fsync", "replaced")
            for number in (1, 2, 9, 14, 20, 25)  # of 25
        ),
    ],
)
def test_killed_while_it_saves_the_file_is_as_before_or_after(tmp_path, recorded, what, number):
    texts, last = recorded
    path = tmp_path / "proposal.yaml"
    if not kill(path, number, what):
        pytest.fail("the run has fewer saves than the test takes it to have")
    assert text_of(path) in {*texts.values(), last}
    goes_on(path)
