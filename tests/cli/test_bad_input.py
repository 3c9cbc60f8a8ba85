"""The command line meets bad input: exit codes, one line on stderr, nothing but data on stdout."""

import errno
import json
import os
import shlex
import signal
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest
from typer.testing import CliRunner

from erasmus_cli.cli.app import app
from erasmus_cli.cli.console import err, out

pytestmark = pytest.mark.slow  # most start the tool anew

OK = "call: 2016\naction: strategic-partnership\nfield: vet\n"
BAD = OK + "months: 37\n"
ELIGIBLE = """\
call: 2016
action: strategic-partnership
field: vet
type: innovation
start: 2016-09-01
months: 24
language: en
priorities: {main: vet/work-based-learning}
requested_grant: 100000
organisations:
  - {id: a, name: One, country: BE, role: applicant, kind: vet-provider, pic: 912345678}
  - {id: b, name: Two, country: NO, role: partner, kind: vet-provider, pic: 912345679}
  - {id: c, name: Three, country: EL, role: partner, kind: enterprise, pic: 912345670}
"""
ESCAPE = "\x1b"
posix = pytest.mark.skipif(os.name == "nt", reason="POSIX only")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with some proposals, as working directory."""
    monkeypatch.chdir(tmp_path)
    for name, text in {"ok.yaml": OK, "bad.yaml": BAD, "eligible.yaml": ELIGIBLE}.items():
        Path(name).write_text(text, encoding="utf-8")
    return tmp_path


def environment(**changes):
    """The environment without what changes the look of output."""
    kept = {
        key: value for key, value in os.environ.items() if key not in {"FORCE_COLOR", "NO_COLOR", "COLUMNS"}
    }
    return kept | changes


def erasmus(*arguments, stdin=b"", own=False, **changes):
    """Runs the command here; in a process of its own if asked, or to begin in another environment."""
    run = (
        in_its_own_process(arguments, stdin, changes) if own or changes else in_this_process(arguments, stdin)
    )
    assert "Traceback" not in run.stderr, run.stderr
    assert "Warning" not in run.stderr, run.stderr
    assert run.returncode != 70, run.stderr
    assert ESCAPE not in run.stdout + run.stderr
    return run


def in_its_own_process(arguments, stdin, changes):
    """What the command says through pipes, as from a shell."""
    run = subprocess.run(
        [sys.executable, "-m", "erasmus_cli", *arguments],
        input=stdin,
        capture_output=True,
        check=False,
        timeout=300,
        env=environment(**changes),
    )
    run.stdout, run.stderr = run.stdout.decode("utf-8"), run.stderr.decode("utf-8")
    return run


def in_this_process(arguments, stdin):
    """The same without the half second that it takes to begin."""
    unset = dict.fromkeys(("FORCE_COLOR", "NO_COLOR", "COLUMNS"))
    for console in (out, err):
        console.cache_clear()
    run = CliRunner().invoke(app, list(arguments), input=stdin, env=unset)
    for console in (out, err):
        console.cache_clear()
    return subprocess.CompletedProcess(arguments, run.exit_code, run.stdout, run.stderr)


def only_line(run):
    lines = run.stderr.splitlines()
    assert len(lines) == 1, run.stderr
    return lines[0]


# One bad file


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "x.yaml: there is no such file"),
        (b"", "x.yaml: the file is empty"),
        (b"# a comment\n", "x.yaml: a proposal holds keys and values"),
        (bytes(range(256)) * 20, "x.yaml:2: this is not UTF-8 text"),
        (b"\x00\x00\x00", "x.yaml:1: this is not a text file"),
        (b"call: 2016\nmonhts: 24\n", "x.yaml:2:1: there is no key `monhts`; did you mean `months`?"),
        (b"call: 2016\ntitle: a: b\n", "x.yaml:2:9: this is not YAML"),
        (b'{"call": 2016,}', "x.yaml:1:15: this is not JSON"),
        (b"answers: " + b"[" * 5000, "x.yaml: the file is nested too deeply"),
        (b'{"months": ' + b"9" * 5000 + b"}", "x.yaml"),
        (b"submitted: 0001-01-01T00:00+14:00\n", "x.yaml:1:1: `submitted`"),
        (b"call: !!bool x\n", "x.yaml"),
        (b'"a\\nb": 1\n', "x.yaml:1:1: there is no key"),
        (b'"\\e[2Jmonths": 1\n', "x.yaml:1:1: there is no key"),
        (b'{"\\ud800": 1}', "x.yaml"),
    ],
    ids=lambda value: ascii(value)[:30],
)
@pytest.mark.parametrize("output", ["text", "json"])
def test_a_bad_file_is_one_line_and_exit_2(folder, content, message, output):
    if content is not None:
        (folder / "x.yaml").write_bytes(content)
    run = erasmus("check", "x.yaml", "--format", output)
    assert run.returncode == 2
    assert only_line(run).startswith(message)
    if output == "text":
        assert run.stdout == ""
    else:
        data = json.loads(run.stdout)
        assert data["version"] == 1
        assert data["proposals"] == []
        assert [error["file"] for error in data["errors"]] == ["x.yaml"]
        assert data["errors"][0]["message"] in run.stderr


def test_a_folder_without_proposals_is_refused(folder):
    (folder / "empty").mkdir()
    run = erasmus("check", "empty")
    assert run.returncode == 2
    assert run.stdout == ""
    assert only_line(run).startswith("empty: ")


@pytest.mark.parametrize("begin", [b"", b"call: 2016\n# ", b'{"title": "', b"\xff\xfe"])
def test_a_file_of_50_mb_is_refused_unread(folder, begin):
    with (folder / "large.yaml").open("wb") as stream:
        stream.write(begin)
        stream.truncate(50_000_000)
    CliRunner().invoke(app, ["check", "ok.yaml"])  # so that what is imported once does not count
    tracemalloc.start()
    CliRunner().invoke(app, ["check", "large.yaml"])
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 20_000_000
    run = erasmus("check", "large.yaml")
    assert run.returncode == 2
    assert run.stdout == ""
    assert "larger than 2 MB" in only_line(run)


@posix
@pytest.mark.parametrize("path", ["/dev/zero", "/dev/null", "ok.yaml/inside", "loop.yaml", "a" * 300])
def test_odd_paths(folder, path):
    (folder / "loop.yaml").symlink_to("loop.yaml")
    run = erasmus("check", path)
    assert run.returncode == 2
    assert run.stdout == ""
    assert only_line(run).startswith(f"{path}: ")


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(folder):
    (folder / "ok.yaml").chmod(0)
    run = erasmus("check", "ok.yaml")
    assert run.returncode == 2
    assert only_line(run) == "ok.yaml: the file cannot be read: permission denied"


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO, errno.EMFILE])
def test_a_file_that_the_system_does_not_give(folder, monkeypatch, number):
    def fail(self, *_args, **_kwargs):
        raise OSError(number, os.strerror(number), str(self))

    monkeypatch.setattr(Path, "open", fail)
    result = CliRunner().invoke(app, ["check", str(folder / "ok.yaml")])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert f"cannot be read: {os.strerror(number).lower()}" in result.stderr


ODD_NAMES = (b"\xff.yaml", "Ωμέγα.yaml".encode(), b"[red]a[bold].yaml", b"-a.yaml")


@posix
@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("output", ["text", "json"])
@pytest.mark.parametrize("locale", [{}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}])
def test_any_file_name_can_be_reported(output, locale):
    names = [name for name in ODD_NAMES if _written(name)]
    assert names
    asked = [asked for name in names for asked in (name, b"none-" + name)]
    run = erasmus("check", "--format", output, "--", *asked, own=True, **locale)
    assert run.returncode == 2
    *missing, summary = run.stderr.splitlines()
    # What no file is called is a pattern, and patterns may stand for many.
    told = ["no file has such a name" if b"[" in name else "there is no such file" for name in names]
    assert len(missing) == len(told)
    assert all(words in line for words, line in zip(told, missing, strict=True))
    number = len(names)
    assert summary == f"{2 * number} proposals: {number} not eligible, {number} could not be checked"
    if output == "json":
        data = json.loads(run.stdout)
        assert [proposal["verdict"] for proposal in data["proposals"]] == ["not-eligible"] * len(names)
    else:
        assert run.stdout.count("DUR-01") >= len(names)


def _written(name):
    """Whether the file system takes a file of this name."""
    try:
        Path(os.fsdecode(name)).write_bytes(BAD.encode())
    except OSError:
        return False
    return True


# Several files


@pytest.mark.usefixtures("folder")
def test_the_others_are_still_reported():
    run = erasmus("check", "missing.yaml", "ok.yaml", "none.yaml", "bad.yaml", "--format", "json")
    assert run.returncode == 2
    data = json.loads(run.stdout)
    assert [(proposal["file"], proposal["verdict"]) for proposal in data["proposals"]] == [
        ("ok.yaml", "undecided"),
        ("bad.yaml", "not-eligible"),
    ]
    assert [error["file"] for error in data["errors"]] == ["missing.yaml", "none.yaml"]
    assert len(run.stderr.splitlines()) == 2
    text = erasmus("check", "missing.yaml", "ok.yaml", "bad.yaml")
    assert text.returncode == 2
    assert "UNDECIDED; " in text.stdout
    assert "  ok.yaml\n" in text.stdout
    assert "NOT ELIGIBLE; " in text.stdout
    assert "  bad.yaml\n" in text.stdout
    assert "missing.yaml" not in text.stdout


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["eligible.yaml"], 0),
        (["ok.yaml"], 0),
        (["bad.yaml"], 1),
        (["eligible.yaml", "ok.yaml"], 0),
        (["eligible.yaml", "bad.yaml"], 1),
        (["bad.yaml", "eligible.yaml"], 1),
        (["--strict", "--on", "2016-03-31", "eligible.yaml"], 0),
        (["--strict", "ok.yaml"], 1),
        (["--strict", "bad.yaml"], 1),
        (["--strict", "eligible.yaml", "ok.yaml"], 1),
        (["missing.yaml"], 2),
        (["missing.yaml", "eligible.yaml"], 2),
        (["bad.yaml", "missing.yaml"], 2),
        (["--strict", "ok.yaml", "missing.yaml"], 2),
    ],
)
def test_exit_codes(arguments, code):
    for output, own in (
        ("text", False),
        ("json", False),
        ("text", arguments == ["bad.yaml", "missing.yaml"]),
    ):
        run = erasmus("check", *arguments, "--format", output, own=own)
        assert run.returncode == code, run.stderr
        counts_closed_calls = arguments == ["--strict", "eligible.yaml", "ok.yaml"]
        assert bool(run.stderr) is (code == 2 or counts_closed_calls)


# Standard input


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        (ELIGIBLE, 0, None),
        (BAD, 1, None),
        ("\ufeff" + BAD, 1, None),
        ('{"call": 2016, "action": "strategic-partnership", "months": 37, "field": "vet"}', 1, None),
        ("", 2, "-: the file is empty"),
        ("call: x\n", 2, "-:1:1: `call` must be a whole number"),
        ("#" * 3_000_000, 2, "-: the file is larger than 2 MB"),
    ],
    ids=lambda value: ascii(value)[:20],
)
def test_standard_input(content, code, message):
    run = erasmus("check", "-", stdin=content.encode())
    assert run.returncode == code
    if message:
        assert only_line(run).startswith(message)
        assert run.stdout == ""
    else:
        assert run.stderr == ""
        assert run.stdout.startswith(("MEETS THE RULES of call 2016", "NOT ELIGIBLE; "))


@posix
@pytest.mark.parametrize("stream", ["0<&-", "1>&-", "2>&-", "1>&- 2>&-"])
def test_closed_streams(folder, stream):
    path = "-" if stream.startswith("0") else "bad.yaml"
    run = subprocess.run(
        ["/bin/sh", "-c", f'exec "$0" -m erasmus_cli check {path} {stream}', sys.executable],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        cwd=folder,
        env=environment(),
    )
    assert "Traceback" not in run.stderr
    assert "Exception" not in run.stderr
    assert run.returncode == (2 if path == "-" else 1), run.stderr


# Usage


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "--frobnicate", "ok.yaml"], "--frobnicate"),
        (["check", "--stict", "ok.yaml"], "--strict"),
        (["check"], "PATH"),
        (["check", "ok.yaml", "--format", "xml"], "xml"),
        (["check", "ok.yaml", "--format"], "--format"),
        (["check", "ok.yaml", "--select", "ZZZ"], "ZZZ"),
        (["check", "ok.yaml", "--ignore", "ZZZ"], "ZZZ"),
        (["frobnicate"], "frobnicate"),
        (["--frobnicate"], "--frobnicate"),
        (["rules", "--call", "soon"], "--call"),
        (["rules", "--call", "2001"], "2001"),
        (["rules", "--call", "2016", "--action", "tea"], "tea"),
        (["rules", "--severity", "deadly"], "deadly"),
        (["explain"], "WHAT"),
        (["explain", "CON-99"], "CON-99"),
        (["explain", ""], "rule"),
        (["schema", "extra"], "extra"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_usage_is_exit_2_and_says_what(arguments, message):
    run = erasmus(*arguments)
    assert run.returncode == 2
    assert run.stdout == ""
    assert message in run.stderr


@pytest.mark.parametrize("changes", [{"call: 2016": "call: 2027"}, {"strategic": "cooperation"}])
@pytest.mark.parametrize("output", ["text", "json"])
def test_a_call_without_rules_says_which_there_are(folder, changes, output):
    text = OK
    for old, new in changes.items():
        text = text.replace(old, new)
    (folder / "x.yaml").write_text(text, encoding="utf-8")
    run = erasmus("check", "x.yaml", "bad.yaml", "--format", output)
    assert run.returncode == 2
    line = only_line(run)
    assert line.startswith("x.yaml:")
    assert "strategic-partnership 20" in line
    if output == "json":
        data = json.loads(run.stdout)
        assert [proposal["file"] for proposal in data["proposals"]] == ["bad.yaml"]
        assert [error["file"] for error in data["errors"]] == ["x.yaml"]
    else:
        assert "bad.yaml" in run.stdout
        assert "x.yaml" not in run.stdout


def test_call_2018_is_checked_or_refused_but_never_guessed(folder):
    (folder / "x.yaml").write_text(OK.replace("2016", "2018"), encoding="utf-8")
    run = erasmus("check", "x.yaml", "--format", "json")
    data = json.loads(run.stdout)
    if run.returncode == 2:
        assert data["proposals"] == []
        assert "2018/strategic-partnership" in only_line(run)
    else:
        assert [proposal["edition"] for proposal in data["proposals"]] == ["2018/strategic-partnership"]


def test_without_call_and_action_it_is_undecided_and_asks_for_them(folder):
    (folder / "x.yaml").write_text("title: An idea\n", encoding="utf-8")
    run = erasmus("check", "x.yaml", "--format", "json")
    assert run.returncode == 0
    (proposal,) = json.loads(run.stdout)["proposals"]
    assert (proposal["verdict"], proposal["edition"]) == ("undecided", None)
    assert {need for finding in proposal["findings"] for need in finding["needs"]} == {"/call", "/action"}


# Values that fit the model and no calendar, no budget, no terminal


@pytest.mark.parametrize(
    ("lines", "rule"),
    [
        ("start: 9999-12-01\nmonths: 24\n", "DAT-01"),
        ("start: 2016-09-01\nmonths: 99999999999999999999999\n", "DUR-01"),
        ("start: 0001-01-01\nmonths: 0\n", "DAT-01"),
        ("months: 24\nrequested_grant: 1e99\n", "GRA-01"),
        (f"months: 24\nrequested_grant: {'9' * 400}\n", "GRA-01"),
        ("submitted: 9999-12-31T23:59\n", "DAT-03"),
        ('answers: {"\\e[2J": text}\n', "TXT-04"),
        ('answers: {"\\ud800": text}\n', "TXT-04"),
        ('organisations:\n  - {id: a, name: "tbd\\e[2J", role: applicant, country: CH}\n', "APP-02"),
        ('organisations:\n  - {name: "\\e[2J", role: applicant, country: CH}\n', "APP-02"),
        ('priorities: {main: "vet/\\e[31mred"}\n', "PRI-01"),
    ],
    ids=lambda value: ascii(value)[:30],
)
@pytest.mark.parametrize("output", ["text", "json"])
def test_odd_values_are_refused_or_reported_never_a_crash(folder, lines, rule, output):
    (folder / "x.yaml").write_text(OK + lines, encoding="utf-8")
    run = erasmus("check", "x.yaml", "--format", output)
    if run.returncode == 2:
        assert only_line(run).startswith("x.yaml:")
    else:
        assert run.returncode == 1
        assert rule in run.stdout


# Pipes, terminals, signals


@posix
@pytest.mark.parametrize(
    "arguments", ["check {files}", "check --format json {files}", "rules", "schema", "--help", "--version"]
)
@pytest.mark.parametrize(("reader", "unbuffered"), [("head -1", ""), ("true", ""), ("true", "1")])
def test_a_reader_that_leaves_early_is_no_trouble(folder, arguments, reader, unbuffered):
    copies = [f"bad-{number}.yaml" for number in range(60)]
    for copy in copies:
        (folder / copy).write_bytes((folder / "bad.yaml").read_bytes())
    command = arguments.format(files=" ".join(copies))
    run = subprocess.run(
        ["/bin/bash", "-c", f'set -o pipefail; "$0" -m erasmus_cli {command} | {reader}', sys.executable],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        cwd=folder,
        env=environment(PYTHONUNBUFFERED=unbuffered),
    )
    assert run.stderr == ""
    assert len(run.stdout.splitlines()) == (reader != "true")
    assert run.returncode in {0, 1, 128 + signal.SIGPIPE}


@posix
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize(
    "arguments", [["check", "bad.yaml"], ["check", "bad.yaml", "--format", "json"], ["schema"], ["--version"]]
)
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_disk_is_exit_2(folder, arguments, unbuffered):
    with Path("/dev/full").open("wb") as full:
        run = subprocess.run(
            [sys.executable, "-m", "erasmus_cli", *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=300,
            cwd=folder,
            env=environment(PYTHONUNBUFFERED=unbuffered),
        )
    assert run.returncode == 2
    assert "no space left on device" in run.stderr
    assert "Traceback" not in run.stderr
    assert "Exception ignored" not in run.stderr


@posix
def test_ctrl_c_is_exit_130_and_quiet():
    with subprocess.Popen(
        [sys.executable, "-c", STARTED, "check", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout.readline() == b"reading\n"
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=300)
    assert process.returncode == 130
    assert out == b""
    assert b"Traceback" not in err


# Tells when it begins to read, so that the signal comes neither too early nor too late, and hears it as in a
# terminal: what runs in the background of a shell begins deaf to it.
STARTED = """
import shlex
import signal
import sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from erasmus_cli.__main__ import main

class Told:
    buffer = property(lambda self: self)
    def __getattr__(self, name):
        return getattr(sys.__stdin__, name)
    def readline(self, *size):
        print("reading", flush=True)
        return sys.__stdin__.buffer.readline(*size)

sys.stdin = Told()
main()
"""


def on_a_terminal(arguments, folder, **changes):
    """Exit code and output of the command on a pseudo-terminal."""
    pexpect = pytest.importorskip("pexpect")
    shown, code = pexpect.run(
        f"{sys.executable} -m erasmus_cli {arguments}",
        withexitstatus=True,
        cwd=str(folder),
        timeout=300,
        env=environment(**{"TERM": "xterm-256color", **changes}),
    )
    return code, shown.decode("utf-8")


COMMANDS = ["check bad.yaml", "check missing.yaml", "check --frobnicate", "rules", "explain CON-02", "--help"]


@posix
@pytest.mark.parametrize("changes", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=["NO_COLOR", "dumb"])
@pytest.mark.parametrize("arguments", COMMANDS)
def test_a_terminal_that_wants_no_colour_gets_none(folder, arguments, changes):
    _, shown = on_a_terminal(arguments, folder, **changes)
    assert shown.strip()
    assert ESCAPE not in shown


@posix
def test_a_terminal_gets_colour_and_the_same_words(folder):
    code, shown = on_a_terminal("check bad.yaml", folder)
    plain_code, plain = on_a_terminal("check bad.yaml", folder, TERM="dumb")
    assert code == plain_code == 1
    assert ESCAPE in shown
    for word in ("NOT ELIGIBLE", "FAIL", "DUR-01", "bad.yaml:4:1", "Mend"):
        assert word in shown
        assert word in plain


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "changes", [{}, {"NO_COLOR": "1"}, {"TERM": "dumb"}, {"COLUMNS": "20"}, {"COLUMNS": "x"}]
)
def test_pipes_get_no_escape_codes(changes):
    run = erasmus("check", "bad.yaml", "missing.yaml", **changes)
    assert run.returncode == 2
    assert "DUR-01" in run.stdout


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8", "cp1252"])
def test_output_is_utf_8_whatever_the_locale_says(encoding):
    Path("x.yaml").write_text(ELIGIBLE.replace("id: a, name: One", "id: a, name: …"), encoding="utf-8")
    text = erasmus("check", "bad.yaml", "x.yaml", PYTHONIOENCODING=encoding)
    data = erasmus("check", "bad.yaml", "x.yaml", "--format", "json", PYTHONIOENCODING=encoding)
    assert (text.returncode, data.returncode) == (1, 1)
    assert "`…`" in text.stdout
    assert any("`…`" in finding["message"] for finding in json.loads(data.stdout)["proposals"][1]["findings"])


# The JSON contract

FINDING_KEYS = {"rule", "title", "outcome", "severity", "message", "at", "line", "needs", "mend", "sources"}


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("name", ["ok.yaml", "bad.yaml", "eligible.yaml"])
def test_json_has_the_keys_of_the_contract(name):
    run = erasmus("check", name, "--format", "json")
    data = json.loads(run.stdout)
    assert data["version"] == 1
    assert data["errors"] == []
    (proposal,) = data["proposals"]
    assert proposal["file"] == name
    assert proposal["edition"] == "2016/strategic-partnership"
    assert (
        proposal["verdict"]
        == {
            "ok.yaml": "undecided",
            "bad.yaml": "not-eligible",
            "eligible.yaml": "eligible",
        }[name]
    )
    for finding in proposal["findings"]:
        assert set(finding) >= FINDING_KEYS
        assert finding["outcome"] in {"pass", "fail", "unknown", "not-applicable"}
        assert finding["severity"] in {"error", "warning", "note", "assessor"}
        assert finding["title"]
        assert finding["message"]
        assert finding["at"] == "" or finding["at"].startswith("/")
        assert all(need.startswith("/") for need in finding["needs"])
        for source in finding["sources"]:
            assert set(source) >= {"edition", "section", "page", "grade"}
            assert source["grade"] in {"official", "published", "recalled", "unverified"}
        if finding["outcome"] == "fail":
            assert finding["mend"]


@pytest.mark.usefixtures("folder")
def test_json_findings_carry_the_place_in_the_file():
    (proposal,) = json.loads(erasmus("check", "bad.yaml", "--format", "json").stdout)["proposals"]
    (finding,) = [finding for finding in proposal["findings"] if finding["rule"] == "DUR-01"]
    assert (finding["outcome"], finding["at"], finding["line"]) == ("fail", "/months", 4)
    (missing,) = [finding for finding in proposal["findings"] if finding["rule"] == "DAT-01"]
    assert (missing["outcome"], missing["needs"], missing["line"]) == ("unknown", ["/start"], None)


@pytest.mark.usefixtures("folder")
def test_json_errors_carry_the_place_in_the_file():
    Path("x.yaml").write_text("call: 2016\nmonhts: 2\nfield: vets\n", encoding="utf-8")
    errors = json.loads(erasmus("check", "x.yaml", "--format", "json").stdout)["errors"]
    assert [(error["line"], error["column"], error["at"]) for error in errors] == [
        (2, 1, "/monhts"),
        (3, 1, "/field"),
    ]
    assert [error["hint"] for error in errors] == ["did you mean `months`?", "did you mean `vet`?"]


@pytest.mark.usefixtures("folder")
def test_the_same_input_gives_the_same_bytes():
    for output in ("text", "json"):
        runs = {
            erasmus("check", "bad.yaml", "--format", output, PYTHONHASHSEED=seed).stdout for seed in "0123"
        }
        assert len(runs) == 1


def test_who_names_no_proposal_is_told_which_is_here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    told = CliRunner().invoke(app, ["budget"]).stderr.splitlines()[-2:]
    assert told == [
        "Error: Missing argument 'FILE'.",
        "No proposal is in this folder; `erasmus new` begins one.",
    ]
    for number, name in enumerate(("first.yaml", "my idea.yaml")):
        (tmp_path / name).write_text("call: 2026\naction: KA210-SCH\n", encoding="utf-8")
        os.utime(tmp_path / name, (number, number))
    for command in ("budget", "check", "draft"):
        told = CliRunner().invoke(app, [command], prog_name="erasmus").stderr.splitlines()[-1]
        assert told.startswith(f"In this folder: `erasmus {command} ")
        assert shlex.split(told.split("`")[1])[-1] == "my idea.yaml"
    assert "In this folder" not in CliRunner().invoke(app, ["explain"]).stderr


def test_of_two_outputs_none_is_lost_in_silence(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "p.yaml").write_text(ELIGIBLE, encoding="utf-8")
    refused = CliRunner().invoke(app, ["check", "p.yaml", "-o", "a.html", "--output", "b.md"])
    assert refused.exit_code == 2
    assert "only one output is written at a time" in refused.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["p.yaml"]
    both = CliRunner().invoke(app, ["draft", "p.yaml", "-o", "a.html", "--output", "b.md"])
    assert both.exit_code == 0
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.html", "b.md", "p.yaml"]
