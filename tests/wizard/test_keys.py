"""The wizard drawn by questionary: what keys do."""

from dataclasses import replace

import pytest
import questionary
from prompt_toolkit.application import create_app_session
from prompt_toolkit.data_structures import Size
from prompt_toolkit.formatted_text import fragment_list_to_text, to_formatted_text
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from wizard_script import COMPLETE, is_known

from erasmus_cli.proposal.reader import load
from erasmus_cli.rules.engine import check
from erasmus_cli.wizard import editor
from erasmus_cli.wizard.file import ProposalFile
from erasmus_cli.wizard.list_window import fit, list_of
from erasmus_cli.wizard.menu import Home
from erasmus_cli.wizard.prompter import Choice, Prompt
from erasmus_cli.wizard.questionary_prompter import QuestionaryPrompter
from erasmus_cli.wizard.session import Session
from erasmus_cli.wording.language import ENGLISH, speaking

DOWN, UP, ENTER, END_OF_TEXT = "\x1b[B", "\x1b[A", "\r", "\x1b\r"
CTRL_B, CTRL_C, F1, F2 = "\x02", "\x03", "\x1bOP", "\x1bOQ"


class Typist:
    """Types the keys that belong to a question; too few of them are the end of the input, never a wait."""

    def __init__(self, keys):
        for key in keys:
            assert is_known(key), f"no question has the key {key!r}"
        self._left = {
            key: [*(typed if isinstance(typed, tuple) else (typed,))] for key, typed in keys.items()
        }

    def __getattr__(self, method):
        def typed(prompt, *arguments):
            assert self._left.get(prompt.key), f"no keys for {prompt.key}: {prompt.text}"
            with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
                pipe.send_text(self._left[prompt.key].pop(0))
                pipe.close()
                return getattr(QuestionaryPrompter(), method)(prompt, *arguments)

        return typed


def run(path, keys):
    Session(ProposalFile(path), Typist(keys), lambda _: None).run(Home())


@pytest.fixture
def path(tmp_path):
    return tmp_path / "proposal.yaml"


def organisation(index, name, country, kind):
    keys = {"name": name, "country": country, "city": "", "role": "", "kind": kind, "pic": ""}
    return {
        f"organisations.{index}.{key}": typed + ENTER for key, typed in keys.items() if index or key != "role"
    }


LISTS = ("outputs", "meetings", "learning_activities", "special_needs", "exceptional_costs")
SHAPE = {
    "call": f"2016{ENTER}",
    "action": DOWN * 2 + ENTER,  # strategic partnership, after the alliances
    "field": DOWN + ENTER,  # vet
    "type": ENTER,  # innovation
}


@pytest.mark.slow
def test_a_whole_proposal_by_keys(path):
    run(
        path,
        {
            **SHAPE,
            "title": f"Learning at work{ENTER}",
            "acronym": ENTER,
            "language": f"en{ENTER}",
            **organisation(0, "One", "Belgium", "vocational"),
            **organisation(1, "Two", "NO", "vocational"),
            **organisation(2, "Three", "EL", "enterprise of"),
            "organisations": (ENTER, ENTER, f"done{ENTER}"),  # add, add
            "agency": ENTER,
            "start": f"2016-09-01{ENTER}",
            "months": f"24{ENTER}",
            "priorities.main": ENTER,
            "priorities.others": f" {ENTER}",
            "requested_grant": f"250000{ENTER}",
            **dict.fromkeys(LISTS, ENTER),  # none
            "home": (*[ENTER] * 9, f"Texts{ENTER}", ENTER),  # section by section, the texts, finish
            "form": (ENTER, f"Back{ENTER}"),
            "form.priorities": ENTER,
            "answers.priorities.comment": f"Because{ENTER}we must.{END_OF_TEXT}",
        },
    )
    proposal = load(path).proposal
    assert [(o.name, o.country, o.role, o.kind) for o in proposal.organisations] == [
        ("One", "BE", "applicant", "vet-provider"),
        ("Two", "NO", "partner", "vet-provider"),
        ("Three", "GR", "partner", "enterprise"),
    ]
    assert proposal.priorities.others == ("vet/feedback-loops",)
    assert proposal.answers == {"priorities.comment": "Because\nwe must.\n"}
    assert check(proposal).verdict == "eligible"


@pytest.mark.slow
@pytest.mark.parametrize(
    "keys",
    [
        {"call": CTRL_C},
        {"call": f"2016{ENTER}", "action": CTRL_C},
        {**SHAPE, "title": f"Title{CTRL_C}"},
    ],
)
def test_ctrl_c_is_never_an_answer(path, keys):
    with pytest.raises(KeyboardInterrupt):
        run(path, keys)
    assert "Title" not in (path.read_text(encoding="utf-8") if path.exists() else "")


@pytest.mark.slow
@pytest.mark.parametrize("back", [CTRL_B, f"typed{CTRL_B}"])
def test_ctrl_b_goes_back_from_a_line_and_its_answer_is_not_saved(path, back):
    keys = {**SHAPE, "type": (ENTER, DOWN + ENTER), "title": (back, CTRL_C)}
    with pytest.raises(KeyboardInterrupt):
        run(path, keys)
    assert (load(path).proposal.type, load(path).proposal.title) == ("good-practice", None)


@pytest.mark.slow
@pytest.mark.parametrize("back", [CTRL_B, UP + ENTER])
def test_ctrl_b_and_the_last_entry_go_back_from_a_list(path, back):
    keys = {"call": (f"2016{ENTER}", f"2015{ENTER}"), "action": (back, CTRL_C)}
    with pytest.raises(KeyboardInterrupt):
        run(path, keys)
    assert load(path).proposal.call == 2015


@pytest.mark.slow
def test_ctrl_b_goes_back_from_a_list_with_boxes_and_from_a_text(path):
    path.write_text(COMPLETE.replace(", others: [vet/access]", ""), encoding="utf-8")
    keys = {
        "home": (f"Priorities{ENTER}", f"Texts{ENTER}", f"Finish{ENTER}"),
        "review": (DOWN + DOWN + ENTER, ENTER),
        "priorities.others": (CTRL_B, ENTER),
        "form": (ENTER, f"Back{ENTER}"),
        "form.priorities": (ENTER, UP + ENTER),
        "answers.priorities.comment": f"begun{CTRL_B}",
    }
    run(path, keys)
    assert load(path).proposal.answers == {}


def test_f1_explains_and_takes_nothing(path):
    path.write_text(COMPLETE.replace("months: 24\n", ""), encoding="utf-8")
    run(path, {"months": f"2{F1}4{ENTER}", "home": (ENTER, f"Finish{ENTER}")})
    assert load(path).proposal.months == 24


@pytest.mark.slow
def test_keys_that_do_not_answer_end_the_test(path):
    with pytest.raises(EOFError):
        run(path, {"call": DOWN})


def test_what_is_called_as_was_typed_is_taken_before_what_only_begins_so():
    listed = (Choice("b", "Background and experience"), Choice("c", "Cooperation"), Choice(None, "Back"))
    assert Typist({"home": f"back{ENTER}"}).select(Prompt("Which?", key="home"), listed, "c") is None


FRUIT = tuple(Choice(name, name) for name in ("Apple pie", "Banana split", "Cherry", "Date"))
SEARCHED = [
    ("", "Cherry"),
    (" ", "Cherry"),
    ("\t", "Cherry"),
    ("z", "Cherry"),
    ("é", "Cherry"),
    ("b", "Banana split"),
    ("B", "Banana split"),
    ("e", "Cherry"),
    ("banana s", "Banana split"),
    ("bz", "Banana split"),
    ("b\x7f", "Banana split"),
    (f"e{DOWN}", "Date"),
]


@pytest.mark.slow
@pytest.mark.parametrize("many", [1, 3], ids=["short", "long"])
@pytest.mark.parametrize(("typed", "taken"), SEARCHED)
def test_letters_choose_in_every_list_and_what_fits_nothing_moves_nothing(typed, taken, many):
    more = tuple(Choice(n, str(n)) for n in range(4 * (many - 1)))
    typist = Typist({"home": typed + ENTER})
    assert typist.select(Prompt("Which?", key="home"), (*FRUIT, *more), "Cherry") == taken


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("sweet", "b"),  # only a hint holds it
        ("ka220", "ka220"),  # only a code does
        ("pie", "a"),  # a label comes before the hint of another entry
    ],
)
def test_letters_also_find_codes_and_hints_where_no_label_holds_them(typed, taken):
    listed = (
        Choice("b", "Banana split", "Sweet, unlike a pie."),
        Choice("a", "Apple pie"),
        Choice("ka220", "Cherry"),
    )
    typist = Typist({"home": typed + ENTER})
    assert typist.select(Prompt("Which?", key="home"), listed, "b" if taken != "b" else "a") == taken


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        (" ", ["Apple pie"]),
        ("a", []),
        ("a ", ["Apple pie"]),
        ("i", []),
        ("\t", []),
        ("ch ", ["Cherry"]),
        ("zz ", ["Apple pie"]),
        ("ch \x7f\x7f", ["Cherry"]),
    ],
)
def test_letters_find_and_only_a_blank_ticks(typed, taken):
    typist = Typist({"home": typed + ENTER})
    assert typist.checkbox(Prompt("Which?", key="home"), FRUIT) == taken


def test_ticks_stay_where_too_many_were_taken_and_the_answer_names_them():
    screen, most = Screen(), Prompt("Which?", key="home", most=2)
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=screen):
        pipe.send_text(f" {DOWN} {DOWN} {ENTER} {ENTER}")  # three, which are refused, then one of them less
        assert QuestionaryPrompter().checkbox(most, FRUIT) == ["Apple pie", "Banana split"]
    assert screen.text.rstrip().endswith("> Apple pie; Banana split")


@pytest.mark.parametrize(
    ("script", "text", "told"),
    [
        ('printf " More." >> "$1"', "Some. More.", False),
        ("exit 3", "Some.", True),
        ('rm "$1"', "Some.", True),
        (None, "Some.", True),
    ],
)
def test_f2_opens_the_editor_and_says_where_it_fails(script, text, told, tmp_path, monkeypatch):
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    if script is not None:
        (tmp_path / "editor.sh").write_text(script, encoding="utf-8")
        monkeypatch.setenv("VISUAL", f"sh '{tmp_path / 'editor.sh'}'")
    screen, edited = Screen(), editor.edited
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=screen):

        def and_end(text):
            try:
                return edited(text)
            finally:
                pipe.send_text(END_OF_TEXT)  # keys that are pressed while the editor is open are its own

        monkeypatch.setattr(editor, "edited", and_end)
        pipe.send_text(F2)
        assert QuestionaryPrompter().multiline(Prompt("Why?", key="home"), "Some.") == text
    assert ("editor" in screen.text.replace("your editor", "")) is told


# What is drawn

KINDS = tuple(Choice(n, f"Kind {n}", f"What kind {n} is.") for n in range(30))


class Screen(DummyOutput):
    """A screen of a given size that remembers what was written and whether the bell rang."""

    def __init__(self, columns=80, rows=24):
        self._size, self.text, self.rang = Size(rows=rows, columns=columns), "", False

    def get_size(self):
        return self._size

    def write(self, data):
        self.text += data

    def bell(self):
        self.rang = True


@pytest.mark.parametrize("cursor", [0, 1, 15, 28, 29])
@pytest.mark.parametrize("rows", [12, 24, 40])
def test_a_list_that_is_taller_than_the_screen_shows_the_entries_around_the_cursor(cursor, rows):
    drawn = drawn_list(KINDS, cursor, rows)
    assert len(drawn) <= rows
    assert f" » Kind {cursor}" in drawn
    assert f"  Description: What kind {cursor} is." in drawn
    shown = [line for line in drawn if line[3:].startswith("Kind")]
    assert ("   (more above)" in drawn) is (shown[0] != " » Kind 0" and shown[0] != "   Kind 0")
    assert ("   (more below)" in drawn) is (not shown[-1].endswith("Kind 29"))


def drawn_list(entries, cursor, rows):
    """The lines of a list with room for so many."""
    question = questionary.select(
        "Which?",
        [questionary.Choice(one.label, str(one.value), description=one.sentence) for one in entries],
        default=str(cursor),
    )
    fit(question, lambda: rows)
    return fragment_list_to_text(to_formatted_text(list_of(question).text)).split("\n")


def test_a_help_that_leaves_no_room_is_said_before_the_question_and_scrolls_away():
    screen, long = Screen(rows=24), "\n".join(f"Line {n}." for n in range(30))
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=screen):
        pipe.send_text(ENTER)
        taken = QuestionaryPrompter().select(Prompt("Which?", long, key="home"), FRUIT, "Cherry")
    assert taken == "Cherry"
    assert screen.text.index("Line 0.") < screen.text.index("Line 29.") < screen.text.index("Which?")
    assert screen.text.count("Line 0.") == 1


def test_what_f1_explains_stays_on_the_screen_above_a_long_list():
    screen, more = Screen(rows=24), tuple(f"Why, line {n}." for n in range(8))
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=screen):
        pipe.send_text(f"{F1}{DOWN}{ENTER}")
        assert QuestionaryPrompter().select(Prompt("Which?", key="home", more=more), KINDS) == 1
    drawn = screen.text.rpartition("Why, line 7.")[2].rpartition("Which?")[0].count("\n")
    assert drawn + len(more) < 24


def test_what_the_terminal_answers_is_no_key_of_a_list():
    screen = Screen()
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=screen):
        pipe.send_text(f"\x1b[3;1R{ENTER}")  # where the cursor is
        QuestionaryPrompter().select(Prompt("Which?", key="home"), FRUIT)
    assert not screen.rang


@pytest.mark.parametrize(
    ("language", "typed", "taken"),
    [("en", "y", True), ("en", "n", False), ("en", ENTER, False), ("xx", "j", True), ("xx", "y", True)],
)
def test_yes_is_said_by_its_letter_in_the_language_that_is_spoken(language, typed, taken):
    spoken = ENGLISH if language == "en" else replace(ENGLISH, code="xx", yes="ja", no="nein")
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()), speaking(spoken):
        pipe.send_text(typed)
        assert QuestionaryPrompter().confirm(Prompt("Replace it?", key="home")) is taken


@pytest.mark.slow
@pytest.mark.parametrize(
    ("call", "code", "field", "shape"),
    [("2016", "KA202", "vet", None), ("2018", "ka229", "school", "school-exchange")],
)
def test_the_code_of_a_form_that_is_typed_also_tells_field_and_format(path, call, code, field, shape):
    with pytest.raises(KeyboardInterrupt):
        run(path, {"call": call + ENTER, "action": code + ENTER, "type": CTRL_C, "title": CTRL_C})
    said = load(path).proposal
    assert (said.action, said.field, said.format) == ("strategic-partnership", field, shape)
