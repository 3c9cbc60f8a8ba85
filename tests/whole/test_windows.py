"""What Windows does in another way, held on any system: shells, paths, files that are open, encodings."""

import errno
import io
import json
import os
import shlex
import sys
from pathlib import Path, PureWindowsPath

import pytest
from builders import eligible
from typer.testing import CliRunner

from erasmus_cli import check_lines, streams
from erasmus_cli.batch import workers
from erasmus_cli.batch.checking import Options
from erasmus_cli.batch.writers import lines, sarif
from erasmus_cli.cli import paging
from erasmus_cli.cli.app import app
from erasmus_cli.guide.loader import use_guide
from erasmus_cli.proposal import locks
from erasmus_cli.proposal.cards import CardError, Cards
from erasmus_cli.proposal.writer import write_text
from erasmus_cli.wizard import editor, non_interactive
from erasmus_cli.wording.shells import for_shell

TOO_LONG = {**eligible(), "months": 48}


@pytest.fixture
def windows(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")


def checked(*arguments):
    run = CliRunner().invoke(app, ["check", *map(str, arguments)])
    assert run.exit_code != 70, run.stderr
    return run


# Commands to copy


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        ("drafts/p.yaml", "drafts/p.yaml"),
        ("größe-Łódź.yaml", "größe-Łódź.yaml"),
        ("our school.yaml", '"our school.yaml"'),
        ("Anna's (2).yaml", '"Anna\'s (2).yaml"'),
        ("", '""'),
        ("5 $HOME.yaml", "'5 $HOME.yaml'"),
        ("wow! really.yaml", "'wow! really.yaml'"),
        ("a\\b.yaml", "'a\\b.yaml'"),
        ('say "hi".yaml', "'say \"hi\".yaml'"),
    ],
)
def test_a_word_is_typed_in_double_quotes_where_a_shell_leaves_them_alone(word, shown):
    assert for_shell(word) == shown
    assert shlex.split(shown) == [word]


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize(
    ("word", "shown"),
    [
        ("C:\\drafts\\p.yaml", "C:\\drafts\\p.yaml"),
        ("C:\\Our School\\p.yaml", '"C:\\Our School\\p.yaml"'),
        ("C:\\Our School\\", '"C:\\Our School\\\\"'),
        ("Anna's.yaml", '"Anna\'s.yaml"'),
        ("cash $5.yaml", "'cash $5.yaml'"),
        ("\u201eo'clock\u201c.yaml", "'\u201eo''clock\u201c.yaml'"),
    ],
)
def test_on_windows_backslashes_are_part_of_a_path_and_single_quotes_the_last_resort(word, shown):
    assert for_shell(word) == shown


@pytest.mark.parametrize("name", ["our school.yaml", "größe.yaml"])
def test_commands_that_are_printed_can_be_copied_into_cmd(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    missing = CliRunner().invoke(app, ["check", name]).stderr
    assert "'" not in missing
    assert f"erasmus new {for_shell(name)}" in missing


def test_examples_of_answers_have_quotes_that_every_shell_takes():
    assert not [example for example in non_interactive._EXAMPLES.values() if "'" in example]


# Paths


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("C:\\Our School\\Łódź.yaml", "file:///C:/Our%20School/%C5%81%C3%B3d%C5%BA.yaml"),
        ("\\\\server\\share\\p.yaml", "file://server/share/p.yaml"),
        ("drafts\\p.yaml", "drafts/p.yaml"),
    ],
)
def test_sarif_and_annotations_name_files_of_windows_as_others_read_them(file, uri, monkeypatch):
    monkeypatch.setattr(sarif, "PurePath", PureWindowsPath)
    monkeypatch.setattr(lines, "PurePath", PureWindowsPath)
    (row,) = check_lines([json.dumps(TOO_LONG)])
    row = row.model_copy(update={"file": file})
    results = json.loads(sarif.as_sarif([row]))["runs"][0]["results"]
    places = [result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in results]
    assert results
    assert set(places) == {uri}
    assert "\\" not in lines.as_github(row).split("::")[1]


def test_a_baseline_and_a_fingerprint_know_a_file_by_either_slash(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("drafts").mkdir()
    Path("drafts/p.json").write_text(json.dumps(TOO_LONG), "utf-8")
    assert checked("drafts/p.json", "-o", "known.jsonl").exit_code == 1
    told = Path("known.jsonl").read_text("utf-8")
    assert "drafts/p.json" in told
    Path("known.jsonl").write_text(told.replace("drafts/p.json", "drafts\\\\p.json"), "utf-8")
    assert checked("drafts/p.json", "--baseline", "known.jsonl").exit_code == 0
    (row,) = check_lines([json.dumps(TOO_LONG)])
    both = [row.model_copy(update={"file": f"drafts{slash}p.json"}) for slash in "/\\"]
    one, other = (json.loads(sarif.as_sarif([row]))["runs"][0]["results"][0] for row in both)
    assert one["partialFingerprints"] == other["partialFingerprints"]


@pytest.mark.parametrize("name", ["con", "NUL", "aux", "com1", "Lpt9"])
def test_no_card_is_called_like_a_device(name, tmp_path):
    with pytest.raises(CardError, match="cannot be a card"):
        Cards(tmp_path).path(name)
    assert Cards(tmp_path).path(f"{name}a").name == f"{name}a.yaml"


def test_one_file_is_no_two_outputs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("p.json").write_text(json.dumps(TOO_LONG), "utf-8")
    twice = ["draft", "p.json", "-o", "d.md", "-o", str(tmp_path / "d.md")]
    assert "the same output is named twice" in CliRunner().invoke(app, twice).stderr
    monkeypatch.setattr(os.path, "normcase", lambda path: str(path).lower())  # as Windows does
    assert "named twice" in CliRunner().invoke(app, ["draft", "p.json", "-o", "d.md", "-o", "D.md"]).stderr


# Files that are open, locks, pipes, processes


def _refused(times, monkeypatch):
    """Another program has the file open as long as it is asked so many times."""
    replace, asked = Path.replace, []

    def refused(self, target):
        asked.append(target)
        if len(asked) <= times:
            raise PermissionError(errno.EACCES, "Access is denied")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refused)
    monkeypatch.setattr("time.sleep", lambda _: None)
    return asked


@pytest.mark.usefixtures("windows")
def test_a_file_that_is_looked_at_for_a_moment_is_saved_all_the_same(tmp_path, monkeypatch):
    path = tmp_path / "p.yaml"
    path.write_text("old", "utf-8")
    _refused(2, monkeypatch)
    write_text(path, "new")
    assert path.read_text("utf-8") == "new"


@pytest.mark.usefixtures("windows")
def test_a_file_that_stays_open_is_told_and_stays_as_it_is(tmp_path, monkeypatch):
    path = tmp_path / "d.docx"
    path.write_text("old", "utf-8")
    _refused(99, monkeypatch)
    with pytest.raises(OSError, match="another program has this file open; close it there"):
        write_text(path, "new")
    assert path.read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_elsewhere_a_refusal_is_told_at_once(tmp_path, monkeypatch):
    asked = _refused(99, monkeypatch)
    with pytest.raises(PermissionError, match="Access is denied"):
        write_text(tmp_path / "p.yaml", "new")
    assert len(asked) == 1


@pytest.mark.parametrize(("seconds", "is_left"), [(4000, False), (10, True)])
def test_without_locks_only_an_old_leftover_is_cleared(seconds, is_left, tmp_path, monkeypatch):
    monkeypatch.setattr(locks, "fcntl", None)
    part = tmp_path / f".p.yaml.abcd1234{locks.PART}"
    part.write_text("x", "utf-8")
    changed = part.stat().st_mtime - seconds
    os.utime(part, (changed, changed))
    locks.clear_leftovers(tmp_path / "p.yaml")
    assert part.exists() is is_left


@pytest.mark.parametrize(
    ("error", "on_windows", "elsewhere"),
    [
        (BrokenPipeError(), True, True),
        (OSError(errno.EINVAL, "Invalid argument"), True, False),
        (OSError(errno.EINVAL, "Invalid argument", "p.yaml"), False, False),
        (OSError(errno.ENOSPC, "No space left on device"), False, False),
    ],
)
def test_a_closed_pipe_is_known_by_what_the_system_says(error, on_windows, elsewhere, monkeypatch):
    assert streams.is_unread(error) is elsewhere
    monkeypatch.setattr(sys, "platform", "win32")
    assert streams.is_unread(error) is on_windows


@pytest.mark.parametrize(("platform", "most"), [("win32", 61), ("linux", 200)])
def test_windows_waits_for_61_processes_at_most(platform, most, monkeypatch):
    asked = []

    class Pool:
        def __init__(self, jobs, *_, **__):
            asked.append(jobs)

        def shutdown(self, **_):
            pass

    monkeypatch.setattr(workers, "ProcessPoolExecutor", Pool)
    monkeypatch.setattr(sys, "platform", platform)
    assert list(workers.check_in_workers([], Options(), None, 200)) == []
    assert asked == [most]


@pytest.mark.parametrize("is_terminal", [False, True])
def test_what_goes_into_a_pipe_has_the_same_bytes_as_elsewhere(is_terminal, monkeypatch):
    streams_of_windows = [
        io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="\r\n") for encoding in ("cp1252", "cp850")
    ]
    for name, stream in zip(("stdout", "stderr"), streams_of_windows, strict=True):
        monkeypatch.setattr(stream, "isatty", lambda: is_terminal)
        monkeypatch.setattr(sys, name, stream)
    streams.prepare()
    for stream in streams_of_windows:
        stream.write("Łódź, Ελλάδα\n")
        stream.flush()
        end = "\r\n" if is_terminal else "\n"
        assert stream.buffer.getvalue() == f"Łódź, Ελλάδα{end}".encode()


# Editors, pagers


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize(
    ("named", "command"),
    [
        ("", ["notepad"]),
        ("code --wait", ["code", "--wait"]),
        ('"C:\\Program Files\\N\\n.exe" -multi', ["C:\\Program Files\\N\\n.exe", "-multi"]),
        ("C:\\Tools\\vim.exe -f", ["C:\\Tools\\vim.exe", "-f"]),
    ],
)
def test_an_editor_of_windows_is_named_with_backslashes(named, command, monkeypatch):
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", named)
    assert editor.command() == command


@pytest.mark.usefixtures("windows")
def test_an_editor_in_a_folder_with_blanks_needs_no_quotes(tmp_path, monkeypatch):
    there = tmp_path / "Program Files" / "n.exe"
    there.parent.mkdir()
    there.touch()
    monkeypatch.setenv("VISUAL", str(there))
    assert editor.command() == [str(there)]


def test_the_mark_that_an_editor_puts_in_front_is_no_part_of_the_answer(monkeypatch):
    program = "import sys; open(sys.argv[1], 'w', encoding='utf-8-sig').write('Évora')"
    monkeypatch.setattr(editor, "command", lambda: [sys.executable, "-c", program])
    assert editor.edited("before") == "Évora"


@pytest.mark.parametrize(
    ("platform", "named", "pages"), [("win32", None, False), ("win32", "less", True), ("linux", None, True)]
)
def test_windows_has_no_pager_unless_one_is_named(platform, named, pages, monkeypatch):
    for variable in ("NO_PAGER", "PAGER", "TERM"):
        monkeypatch.delenv(variable, raising=False)
    if named:
        monkeypatch.setenv("PAGER", named)
    monkeypatch.setattr(sys, "platform", platform)
    for stream in (sys.stdin, sys.stdout):
        monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
    assert paging._somebody_looks() is pages


# What PowerShell writes


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("ending", ["yaml", "jsonl", "csv"])
def test_a_text_of_another_encoding_is_read_or_named(encoding, ending, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = {
        "yaml": json.dumps(TOO_LONG),
        "jsonl": f"{json.dumps(TOO_LONG)}\r\n{json.dumps(TOO_LONG)}\r\n",
        "csv": "call,title\r\n2026,Évora\r\n",
    }[ending]
    file = Path(f"p.{ending}")
    file.write_bytes(text.encode(encoding))
    run = checked(file, "--format", "jsonl")
    told = [json.loads(line) for line in run.stdout.splitlines()]
    if (encoding, ending) == ("utf-16", "csv"):  # what Excel calls Unicode text
        assert [row["title"] for row in told] == ["Évora"]
        return
    name = encoding[:6].upper()
    assert [one["message"] for row in told for one in row["problems"]] == [
        f"this is text in {name}, not UTF-8 text"
    ]
    assert run.exit_code == 2


def test_the_mark_in_front_of_templates_and_guide_data_is_no_part_of_them(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("p.json").write_text(json.dumps(TOO_LONG), "utf-8")
    CliRunner().invoke(app, ["templates", "copy", "mine"])
    plain = CliRunner().invoke(app, ["draft", "p.json", "--templates", "mine", "-o", "plain.html"])
    for file in Path("mine").rglob("*"):
        if file.suffix in (".j2", ".css", ".typ"):
            file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    run = CliRunner().invoke(app, ["draft", "p.json", "--templates", "mine", "-o", "marked.html"])
    assert (plain.exit_code, run.exit_code) == (0, 0), run.stderr
    assert Path("marked.html").read_bytes() == Path("plain.html").read_bytes()
    assert CliRunner().invoke(app, ["templates", "check", "mine"]).exit_code == 0
    own = Path("guide/small-scale-partnership/2026.toml")
    own.parent.mkdir(parents=True)
    own.write_bytes(b"\xef\xbb\xbfextends = 2026\r\n")
    assert CliRunner().invoke(app, ["guide", "check", "guide"]).exit_code in (0, 1)
    use_guide(None)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_baseline_may_come_from_powershell(encoding, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("p.json").write_text(json.dumps(TOO_LONG), "utf-8")
    told = checked("p.json", "--format", "jsonl").stdout
    Path("known.jsonl").write_bytes(told.replace("\n", "\r\n").encode(encoding))
    assert checked("p.json", "--baseline", "known.jsonl").exit_code == 0
