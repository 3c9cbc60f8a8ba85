"""The wizard in a real terminal: keys, Ctrl-C, resuming, plain lines, and no terminal at all."""

import os
import subprocess
import sys

import pytest
from terminal import (
    CLEAR,
    CTRL_C,
    CTRL_D,
    DOWN,
    ENTER,
    ended,
    run_in,
    spawn,
)

from erasmus_cli.proposal.reader import load
from erasmus_cli.rules.engine import check

pexpect = pytest.importorskip("pexpect")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="needs a POSIX pseudo-terminal"),
]

ERASMUS = (sys.executable, "-m", "erasmus_cli", "new")
GIVEN = {
    "call": "2016",
    "action": "strategic-partnership",
    "field": "vet",
    "type": "innovation",
    "language": "en",
    "start": "2016-09-01",
    "months": "24",
    "priorities.main": "vet/access",
    "organisations": "[{name: One, country: BE, role: applicant, kind: vet-provider, pic: '912345678'},"
    " {name: Two, country: 'NO', role: partner, kind: vet-provider, pic: '912345679'}]",
}


def settings(**changes):
    values = {**GIVEN, **changes}
    return [
        part for key, value in values.items() if value is not None for part in ("--set", f"{key}={value}")
    ]


@pytest.fixture
def terminal(tmp_path):
    """Starts `erasmus new` in a pseudo-terminal of 80 columns."""
    started = []

    def start(*arguments, **changes):
        child = spawn(tmp_path, *ERASMUS, *arguments, **changes)
        started.append(child)
        return child

    yield start
    for child in started:
        child.close(force=True)


def answer(child, question, keys):
    """Waits for the question, and for the place of the answer below it."""
    child.expect_exact(question)
    child.expect_exact("  >")
    child.send(keys)


def go_on(child):
    """Takes the next section, which the list of sections offers first."""
    answer(child, "What next?", ENTER)


def add(child, name, country, pic, *, first=False):
    answer(child, "name of the organisation", name + ENTER)
    answer(child, f"In which country is {name}?", country + ENTER)
    answer(child, f"In which city is {name}?", ENTER)
    if not first:  # which applies for all
        answer(child, f"What is the part of {name}?", ENTER)
    answer(child, f"What kind of organisation is {name}?", "vocational" + ENTER)
    answer(child, f"What is the PIC of {name}?", pic + ENTER)


def test_a_proposal_is_typed_stopped_and_finished(terminal, tmp_path):
    file = tmp_path / "proposal.yaml"
    child = terminal()
    answer(child, "For which call do you apply?", "2016" + ENTER)
    answer(child, "What kind of project do you apply for?", DOWN * 2 + ENTER)
    answer(child, "Which field does the project change most?", DOWN + ENTER)
    answer(child, "What is the project for?", ENTER)
    answer(child, "What is the title", "Learning at work" + ENTER)
    answer(child, "short name", ENTER)
    answer(child, "In which language", "English" + ENTER)
    go_on(child)
    add(child, "One", "Belgium", "912345678", first=True)
    child.expect_exact("1 organisation counts towards the minimum of 3")
    answer(child, "Organisations: what next?", ENTER)
    answer(child, "name of the organisation", "Two" + ENTER)
    answer(child, "In which country is Two?", "Nor" + CTRL_C)
    child.expect_exact("stopped at: In which country is Two?")
    child.expect_exact("everything before it is saved in proposal.yaml")
    child.expect_exact("`erasmus new proposal.yaml` goes on there")
    assert ended(child) == 130
    assert [o.name for o in load(file).proposal.organisations] == ["One", "Two"]

    child = terminal()
    child.expect_exact("Going on with proposal.yaml")
    go_on(child)
    answer(child, "In which country is Two?", ENTER)  # what was typed stands there again
    answer(child, "What is the part of Two?", ENTER)
    answer(child, "What kind of organisation is Two?", "vocational" + ENTER)
    answer(child, "Organisations: what next?", ENTER)
    add(child, "Three", "EL", "912345670")
    child.expect_exact("it lacks nothing")
    answer(child, "Organisations: what next?", "Done" + ENTER)
    complete(child)
    child.expect_exact("proposal.yaml: MEETS THE RULES of call 2016")
    child.expect_exact("erasmus check proposal.yaml")
    child.expect_exact("erasmus draft proposal.yaml -o draft.docx")
    assert ended(child) == 0
    proposal = load(file).proposal
    assert check(proposal).verdict == "eligible"
    assert [o.country for o in proposal.organisations] == ["BE", "NO", "GR"]


def complete(child):
    """Says what Two lacks, and all that comes after the organisations, none of the lists."""
    answer(child, "In which city is Two?", ENTER)
    answer(child, "What is the PIC of Two?", "912345679" + ENTER)
    answer(child, "Which National Agency", ENTER)
    go_on(child)
    answer(child, "On which day", "2016-09-01" + ENTER)
    answer(child, "How many months", "40" + ENTER)
    child.expect_exact("12 to 36 are allowed")
    answer(child, "How many months", CLEAR + "24" + ENTER)
    go_on(child)
    answer(child, "first of all?", ENTER)
    answer(child, "Which other priorities", " " + ENTER)
    for section in ("outputs", "meetings", "activities", "special needs", "costs"):
        go_on(child)
        answer(child, f"{section}: what next?", ENTER)  # none
    go_on(child)
    answer(child, "What grant", "250000" + ENTER)
    answer(child, "What next?", "Finish" + ENTER)


def test_ctrl_c_at_the_first_question_leaves_no_file(terminal, tmp_path):
    child = terminal("my proposal.yaml")
    answer(child, "For which call do you apply?", CTRL_C)
    child.expect_exact("nothing is saved yet")
    assert ended(child) == 130
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_in_a_list_names_a_file_with_blanks_as_the_shell_takes_it(terminal):
    child = terminal("my proposal.yaml", *settings(type=None))
    answer(child, "What is the project for?", CTRL_C)
    child.expect_exact('`erasmus new "my proposal.yaml"`')
    assert ended(child) == 130


def test_the_end_of_input_is_no_answer(terminal):
    child = terminal(*settings())
    answer(child, "What is the title", CTRL_D)
    child.expect_exact("stopped at: What is the title")
    assert ended(child) == 2


def test_data_stays_off_stdout(tmp_path):
    child = spawn(tmp_path, "/bin/sh", "-c", 'exec "$@" > stdout', "sh", *ERASMUS, *settings())
    answer(child, "What is the title", "T" + ENTER)
    child.expect_exact("What next?")
    child.send(CTRL_C)
    assert ended(child) == 130
    assert (tmp_path / "stdout").read_text(encoding="utf-8") == ""


@pytest.mark.parametrize(
    ("flags", "changes"),
    [
        ([], {"TERM": "dumb"}),
        (["--plain"], {}),
        ([], {"ACCESSIBLE": "1"}),
    ],
)
def test_plain_lines_draw_nothing(terminal, tmp_path, flags, changes):
    child = terminal(*flags, *settings(type=None, title=None, organisations=None), **changes)
    shown = []
    child.logfile_read = type(
        "Log", (), {"write": lambda _, text: shown.append(text), "flush": lambda _: None}
    )()
    child.expect_exact("1  Supporting innovation: The project makes")
    child.expect_exact("Number: ")
    child.sendline("7")
    child.expect_exact("Please give a number from 1 to 2.")
    child.expect_exact("Number: ")
    child.sendline("2")
    for question, line in (
        ("What is the title", "Learning"),
        ("What next?", ""),
        ("name of the organisation", "One"),
        ("In which country", "be"),
        ("In which city", "Gent"),
    ):
        child.expect_exact(question)
        child.expect("> $|]: $")
        child.sendline(line)
    child.expect_exact("Number: ")
    child.sendintr()
    child.expect_exact("stopped at: What kind of organisation is One?")
    assert ended(child) == 130
    assert "\x1b" not in "".join(shown)
    proposal = load(tmp_path / "proposal.yaml").proposal
    assert (proposal.type, proposal.title) == ("good-practice", "Learning")
    assert (proposal.organisations[0].country, proposal.organisations[0].role) == ("BE", "applicant")


def test_plain_lines_take_texts_lists_and_a_yes(terminal, tmp_path):
    child = terminal("--plain", *settings(title="T"))
    for wait, line in (
        ("What next?", ""),
        ("Organisations: what next?", "3"),
        ("Which organisation do you want to remove?", "2"),
        ("Remove Two?", "what"),
        ("Please answer y or n.", "y"),
        ("Organisations: what next?", "6"),
        ("What next?", ""),
        ("Which other priorities", "1 3"),
        *(
            answer
            for section in ("outputs", "meetings", "activities", "special needs", "costs")
            for answer in (("What next?", ""), (f"{section}: what next?", ""))
        ),
        ("What next?", ""),
        ("What grant", ""),
        ("What next?", "12"),
        ("Which part of the form", "1"),
        ("which text?", "1"),
        ("A line with only . ends the text.", "Because"),
        ("> ", "- one"),
        ("> ", "."),
        ("Which part of the form", "Back"),
        ("What next?", "Finish"),
    ):
        child.expect_exact(wait)
        child.expect(r"[:>] $" if wait != "> " else "")
        child.sendline(line)
    child.expect_exact("NOT ELIGIBLE")
    assert ended(child) == 0
    proposal = load(tmp_path / "proposal.yaml").proposal
    assert [o.name for o in proposal.organisations] == ["One"]
    assert len(proposal.priorities.others) == 2
    assert proposal.answers == {"priorities.comment": "Because\n- one\n"}


@pytest.mark.parametrize("flags", [[], ["--plain"], ["--no-input"]])
def test_without_a_terminal_it_says_so_and_asks_nothing(tmp_path, flags):
    run = run_in(tmp_path, *ERASMUS, *flags, stdin=subprocess.DEVNULL)
    assert run.returncode == 2
    assert run.stdout == ""
    assert "--set call=" in run.stderr
    assert "--answers" in run.stderr
    assert list(tmp_path.iterdir()) == []


def test_without_a_screen_it_does_not_ask(tmp_path):
    child = spawn(tmp_path, "/bin/sh", "-c", 'exec "$@" 2> errors', "sh", *ERASMUS)
    assert ended(child) == 2
    assert "--set call=" in (tmp_path / "errors").read_text(encoding="utf-8")


def test_a_closed_stdin_is_no_terminal(tmp_path):
    run = run_in(tmp_path, "/bin/sh", "-c", 'exec "$@" <&-', "sh", *ERASMUS)
    assert run.returncode == 2
    assert "--set call=" in run.stderr


def test_the_first_prompt_does_not_wait_for_the_rules(tmp_path):
    code = (
        "import sys, questionary, erasmus_cli.wizard.questionary_prompter as p\n"
        "from pathlib import Path\n"
        "from erasmus_cli.wizard.file import ProposalFile\n"
        "from erasmus_cli.wizard.menu import Home\n"
        "from erasmus_cli.wizard.session import Session\n"
        "questionary.select = lambda *a, **k: sys.exit(str([m for m in sys.modules\n"
        "    if m in ('erasmus_cli.rules.engine', 'rich.console', 'jinja2', 'jsonpatch')]))\n"
        "Session(ProposalFile(Path('x.yaml')), p.QuestionaryPrompter(), print).run(Home())\n"
    )
    run = run_in(tmp_path, sys.executable, "-c", code)
    assert run.stderr.strip().splitlines()[-1] == "[]"


def test_keys_pressed_before_a_list_is_drawn_choose_nothing_in_it(terminal, tmp_path):
    child = terminal()
    answer(child, "For which call do you apply?", "2016" + ENTER + ENTER * 3)
    answer(child, "What kind of project do you apply for?", CTRL_C)
    assert ended(child) == 130
    assert load(tmp_path / "proposal.yaml").data == {"call": 2016}
