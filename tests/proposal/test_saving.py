"""What is saved takes nothing from anybody: not a later save, a protection, a device, a name or a group."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from erasmus_cli import resources
from erasmus_cli.cli.app import app
from erasmus_cli.proposal import locks
from erasmus_cli.proposal.locks import InUseError, held
from erasmus_cli.proposal.writer import ChangedMeanwhileError, write_bytes
from erasmus_cli.wizard.file import ProposalFile

pytestmark = pytest.mark.skipif(os.name == "nt", reason="permissions and locks are those of POSIX")
EXAMPLE = resources.examples() / "ka210-school-2026.yaml"
EDIT = [("/title", "Ours")]


def run(*args):
    return CliRunner().invoke(app, list(map(str, args)))


@pytest.fixture
def proposal(tmp_path):
    path = tmp_path / "p.yaml"
    path.write_bytes(EXAMPLE.read_bytes())
    return path


@pytest.fixture
def edited_draft(proposal):
    """A draft of the proposal in which one answer was edited."""
    path = proposal.with_name("d.md")
    assert run("draft", proposal, "-o", path).exit_code == 0
    lines = path.read_text("utf-8").split("\n")
    answers = [number for number, line in enumerate(lines) if line.startswith("> ")]
    lines[answers[0]] += " And edited."
    path.write_text("\n".join(lines), "utf-8")
    return path


def leftovers(folder):
    return [path.name for path in folder.iterdir() if path.name.endswith(locks.PART)]


def test_read_takes_what_was_edited(proposal, edited_draft):
    assert run("read", edited_draft, proposal).exit_code == 0
    assert "And edited." in proposal.read_text("utf-8")


def test_read_does_not_write_over_what_an_editor_saved_meanwhile(proposal, edited_draft, monkeypatch):
    theirs = EXAMPLE.read_bytes() + b"# a note of a colleague\n"

    def report(*_, **__):
        proposal.write_bytes(theirs)

    monkeypatch.setattr("erasmus_cli.cli.read._report", report)
    done = run("read", edited_draft, proposal)
    assert done.exit_code == 2
    assert "changed meanwhile; nothing was saved" in done.stderr
    assert proposal.read_bytes() == theirs
    assert not leftovers(proposal.parent)


def test_the_wizard_saves_into_what_an_editor_saved_at_the_last_moment(proposal, monkeypatch):
    file = ProposalFile(proposal)
    look = locks.require_hold

    def late(_):
        monkeypatch.setattr(locks, "require_hold", look)
        proposal.write_bytes(EXAMPLE.read_bytes() + b"# a note of a colleague\n")

    monkeypatch.setattr(locks, "require_hold", late)
    assert file.change(EDIT) is None
    text = proposal.read_text("utf-8")
    assert "a note of a colleague" in text
    assert file.proposal.title == "Ours"
    assert "Ours" in text


@pytest.mark.parametrize("before", [b"what was read", b""])
def test_only_what_was_read_is_replaced(tmp_path, before):
    path = tmp_path / "x"
    path.write_bytes(before)
    write_bytes(path, b"new", read=before)
    with pytest.raises(ChangedMeanwhileError):
        write_bytes(path, b"newer", read=before)
    assert path.read_bytes() == b"new"


WRITES = {
    "new": ("new", "p.yaml", "--no-input", "--set", "title=X"),
    "read": ("read", "d.md", "p.yaml"),
    "draft": ("draft", EXAMPLE, "-o", "x.md", "--force"),
    "convert": ("convert", EXAMPLE, "--to", "2025/small-scale-partnership", "-o", "x.yaml", "--force"),
    "budget": ("budget", EXAMPLE, "-o", "x.csv", "--force"),
    "redact": ("redact", EXAMPLE, "--force", "-o", "x.yaml", "--force"),
    "guide": ("guide", "deadlines", "2026", "--ics", "x.ics", "--force"),
}


def target_of(command):
    return command[2] if command[0] == "read" else command[1] if command[0] == "new" else command[-2]


@pytest.mark.slow
@pytest.mark.parametrize("command", WRITES.values(), ids=WRITES)
def test_a_protected_file_stays_as_it_is(edited_draft, monkeypatch, command):
    monkeypatch.chdir(edited_draft.parent)
    target = edited_draft.with_name(target_of(command))
    target.write_bytes(EXAMPLE.read_bytes())
    target.chmod(0o444)
    done = run(*command)
    assert done.exit_code == 2
    assert "write-protected" in done.stderr
    assert target.read_bytes() == EXAMPLE.read_bytes()
    assert target.stat().st_mode & 0o777 == 0o444


@pytest.mark.slow
def test_a_protected_file_can_be_looked_at(proposal, edited_draft):
    proposal.chmod(0o444)
    assert run("read", edited_draft, proposal, "--dry-run").exit_code == 0
    assert run("check", proposal).exit_code == 0


@pytest.mark.slow
@pytest.mark.parametrize("command", WRITES.values(), ids=WRITES)
def test_a_pipe_is_never_replaced(edited_draft, monkeypatch, command):
    monkeypatch.chdir(edited_draft.parent)
    pipe = edited_draft.with_name(target_of(command))
    pipe.unlink(missing_ok=True)
    os.mkfifo(pipe)
    done = run(*command)
    assert done.exit_code == 2
    assert "ordinary file" in done.stderr
    assert pipe.is_fifo()


def test_a_link_to_a_device_is_never_replaced(tmp_path):
    link = tmp_path / "x.md"
    link.symlink_to("/dev/null")
    assert run("draft", EXAMPLE, "-o", link, "--force").exit_code == 2
    with pytest.raises(OSError, match="a device or a pipe"):
        write_bytes(link, b"x")


def test_other_names_of_a_file_are_told(proposal):
    os.link(proposal, proposal.with_name("other.yaml"))
    told = []
    ProposalFile(proposal, told.append).change(EDIT)
    assert [line for line in told if "other names" in line]
    told.clear()
    ProposalFile(proposal, told.append).change([("/title", "Again")])
    assert not told


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root gives files away")
def test_owner_and_group_are_kept(proposal):
    os.chown(proposal, 1000, 100)
    proposal.chmod(0o660)
    assert ProposalFile(proposal).change(EDIT) is None
    now = proposal.stat()
    assert (now.st_uid, now.st_gid, now.st_mode & 0o777) == (1000, 100, 0o660)


def test_owner_and_group_that_cannot_be_kept_are_told(tmp_path, monkeypatch):
    path, stat = tmp_path / "x", Path.stat
    path.write_bytes(b"old")

    def somebody_elses(self, **options):
        real = stat(self, **options)
        if self != path:
            return real
        return os.stat_result((*real[:4], real.st_uid + 1, real.st_gid + 1, *real[6:10]))

    def refused(*_):
        raise PermissionError(errno.EPERM, "no")

    monkeypatch.setattr(os, "chown", refused)
    monkeypatch.setattr(Path, "stat", somebody_elses)
    group, owner = write_bytes(path, b"new")
    assert "group" in group
    assert "owner" in owner


HOLD = """
import sys
from pathlib import Path
from erasmus_cli.proposal.locks import held
with held(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def another():
    """Another program of ours that works on a file until the test ends."""
    started = []

    def start(path):
        process = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        started.append(process)
        assert process.stdout.readline() == "held\n"

    yield start
    for process in started:
        process.communicate("")


@pytest.mark.slow
def test_the_second_writer_is_told_before_it_types(proposal, edited_draft, another):
    another(proposal)
    for command in (("new", proposal, "--no-input", "--set", "title=X"), ("read", edited_draft, proposal)):
        done = run(*command)
        assert done.exit_code == 2
        assert "another erasmus is at work on this file" in done.stderr
    assert proposal.read_bytes() == EXAMPLE.read_bytes()
    for command in (("check", proposal), ("read", edited_draft, proposal, "--dry-run")):
        assert run(*command).exit_code == 0


def test_a_lock_goes_along_when_the_file_is_replaced(proposal):
    with held(proposal):
        for title in ("one", "two"):
            assert ProposalFile(proposal).change([("/title", title)]) is None
            holding = [sys.executable, "-c", HOLD, str(proposal)]
            done = subprocess.run(holding, input="", capture_output=True, text=True, check=False)
            assert "InUseError" in done.stderr
    with held(proposal):
        pass


def test_who_comes_second_to_a_new_file_is_told_when_it_saves(tmp_path, another):
    path = tmp_path / "new.yaml"
    with held(path):
        path.write_bytes(b"call: 2026\n")
        another(path)
        with pytest.raises(InUseError):
            write_bytes(path, b"call: 2025\n")
    assert path.read_bytes() == b"call: 2026\n"
    assert not leftovers(tmp_path)


def test_what_a_kill_left_is_cleared_by_the_next_start_and_nothing_else_is(proposal):
    folder = proposal.parent
    dead = folder / ".p.yaml.abcdefg1.part"
    others = [folder / ".q.yaml.abcdefg1.part", folder / ".p.yaml.mine.part", folder / "p.yaml.part"]
    for path in (dead, *others):
        path.write_bytes(b"half")
    assert run("new", proposal, "--no-input").exit_code in (0, 2)
    assert not dead.exists()
    assert all(path.exists() for path in others)


def test_a_file_that_is_being_written_is_no_leftover(proposal):
    being_written = proposal.with_name(".p.yaml.abcdefg1.part")
    with being_written.open("wb") as stream, locks.alive(stream.fileno()):
        locks.clear_leftovers(proposal)
        assert being_written.exists()
    locks.clear_leftovers(proposal)
    assert not being_written.exists()
