"""The wizard: questions in their order, answers saved one by one, and what comes with the command."""

import json
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from typer.testing import CliRunner

from erasmus_cli.cli.app import app
from erasmus_cli.proposal import editing
from erasmus_cli.proposal.errors import UnreadableProposalError
from erasmus_cli.proposal.parsing import dump, parse_mapping, plain
from erasmus_cli.proposal.reader import load
from erasmus_cli.rules.engine import check
from erasmus_cli.wizard import organisation as organisation_questions
from erasmus_cli.wizard import questions
from erasmus_cli.wizard.file import ProposalFile
from erasmus_cli.wizard.organisation import handle_for
from erasmus_cli.wizard.questionary_prompter import QuestionaryPrompter
from erasmus_cli.wizard.session import Wizard
from erasmus_cli.wizard.summary import closing

SHAPE = [
    ("which call", 2016),
    ("What kind of project", "strategic-partnership"),
    ("Which field", "vet"),
    ("project for", "innovation"),
]
NAMES = [("title", "Learning at work"), ("short name", ""), ("language", "English")]
REST = [
    ("which day", "2016-09-01"),
    ("How many months", "24"),
    ("first of all", "vet/work-based-learning"),
    ("other priorities", ["horizontal/open-and-digital"]),
    ("What grant", "EUR 250 000"),
]
FINISH = [("What next", "finish")]
DONE = [("Organisations", "done")]

BEFORE_ORGANISATIONS = """\
# our own notes
call: 2016
action: strategic-partnership   # the usual one
field: vet
type: innovation
title: Learning at work
language: en
"""
ORGANISATIONS = """\
organisations:
  # we apply
  - {id: a, name: One, country: BE, role: applicant, kind: vet-provider, pic: 912345678}
  - id: b
    name: Two
    country: NO
    role: partner
    kind: vet-provider   # they train welders
    pic: 912345679
  # found at a contact seminar
  - id: c
    name: Three
    country: EL
    role: partner
    kind: enterprise
    pic: 912345670
"""
AFTER_ORGANISATIONS = """\
# dates
start: 2016-09-01
months: 24
priorities: {main: vet/work-based-learning, others: [vet/access]}
requested_grant: 100000
"""
COMPLETE = BEFORE_ORGANISATIONS + ORGANISATIONS + AFTER_ORGANISATIONS


def organisation(name, country, role="partner", kind="vet-provider", pic="912345678"):
    return [
        ("name of the organisation", name),
        (f"In which country is {name}", country),
        (f"part of {name}", role),
        (f"What kind of organisation is {name}", kind),
        (f"PIC of {name}", pic),
    ]


CONSORTIUM = [
    *organisation("Riverside Training Centre", "Belgium (BE)", "applicant"),
    ("Organisations", "add"),
    *organisation("Fjord Yard", "norway", pic="912345679"),
    ("Organisations", "add"),
    *organisation("Ergasia", "EL", kind="enterprise", pic=""),
    *DONE,
]


class Script:
    """Answers what is written down, in that order, and fails on any other question."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.asked = []

    def _next(self, prompt):
        assert self.answers, f"nobody expected {prompt.text!r}"
        expected, answer = self.answers.pop(0)
        assert expected in prompt.text, f"expected {expected!r}, was asked {prompt.text!r}"
        self.asked.append(prompt)
        if isinstance(answer, type):
            raise answer
        return answer

    def select(self, prompt, choices, chosen=None):
        answer = self._next(prompt)
        assert answer in [choice.value for choice in choices], f"{answer!r} is no choice in {prompt.text!r}"
        self.offered = [choice.value for choice in choices], chosen
        return answer

    def checkbox(self, prompt, choices, chosen=()):
        del chosen
        answer = self._next(prompt)
        assert {*answer} <= {choice.value for choice in choices}
        return answer

    def text(self, prompt, default="", offers=()):
        del offers
        answer = self._next(prompt)
        return default if answer is KEEP else answer

    def multiline(self, prompt, default=""):
        return self.text(prompt, default)

    def confirm(self, prompt):
        return self._next(prompt)


KEEP = object()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "proposal.yaml"


def run(path, *answers):
    """Runs the wizard with these answers; returns what it said."""
    said = []
    script = Script(*answers)
    Wizard(ProposalFile(path), script, said.append).run()
    assert not script.answers, f"never asked: {script.answers}"
    return said


def stop(path, *answers):
    """The same, up to Ctrl-C; returns the question at which it stopped."""
    wizard = Wizard(ProposalFile(path), Script(*answers, ("", KeyboardInterrupt)), lambda _: None)
    with pytest.raises(KeyboardInterrupt):
        wizard.run()
    return wizard.asking


def write(path, text):
    path.write_text(text, encoding="utf-8")


# A whole proposal


def test_a_whole_proposal_from_nothing(path):
    run(path, *SHAPE, *NAMES, *CONSORTIUM, *REST, *FINISH)
    proposal = load(path).proposal
    assert check(proposal).verdict == "eligible"
    assert proposal.title == "Learning at work"
    assert proposal.language == "en"
    assert [o.country for o in proposal.organisations] == ["BE", "NO", "GR"]
    assert [o.id for o in proposal.organisations] == ["riverside-training", "fjord-yard", "ergasia"]
    assert proposal.requested_grant == 250000


def test_the_file_is_easy_to_read(path):
    run(path, *SHAPE, *NAMES, *CONSORTIUM, *REST, *FINISH)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# A proposal for Erasmus+")
    assert lines[2:4] == ["call: 2016", "action: strategic-partnership"]
    assert "  - id: riverside-training" in lines
    assert "start: 2016-09-01" in lines


def test_each_answer_is_saved_before_the_next_question(path):
    class Watching(Script):
        def _next(self, prompt):
            if "title" in prompt.text:
                assert load(path).proposal.type == "innovation"
            if "country is Fjord" in prompt.text:
                assert load(path).proposal.organisations[1].name == "Fjord Yard"
            return super()._next(prompt)

    script = Watching(*SHAPE, *NAMES, *CONSORTIUM, *REST, *FINISH)
    Wizard(ProposalFile(path), script, lambda _: None).run()
    assert len(script.asked) > 20


def test_after_each_step_one_line_says_what_the_consortium_lacks(path):
    said = run(path, *SHAPE, *NAMES, *CONSORTIUM, *REST, *FINISH)
    lines = [line for line in said if line.startswith("Consortium: ")]
    assert "which one applies" in lines[1]
    assert any(
        "1 organisation counts towards the minimum of 3; add 2 organisations" in line for line in lines
    )
    assert lines[-1] == "Consortium: it lacks nothing."
    steps = len(SHAPE) + len(NAMES) + len(REST)
    assert len(lines) == steps + 3  # and one above the list after each organisation
    assert all("\n" not in line for line in said)


# What is asked, and when


def test_no_format_is_asked_where_the_field_has_none(path):
    write(path, "call: 2016\naction: strategic-partnership\nfield: vet\n")
    assert "project for" in stop(path)


def test_a_format_may_be_none_and_may_settle_the_type(path):
    write(path, "call: 2016\naction: strategic-partnership\nfield: school\n")
    assert "title" in stop(path, ("special kinds", "school-exchange"))
    path.unlink()
    write(path, "call: 2016\naction: strategic-partnership\nfield: school\n")
    assert "project for" in stop(path, ("special kinds", None))
    assert load(path).proposal.format is None


def test_no_type_is_asked_where_the_call_has_none(path):
    write(path, "call: 2015\naction: strategic-partnership\nfield: vet\n")
    assert "title" in stop(path)


def test_a_round_is_asked_only_where_there_are_several(path):
    text = COMPLETE.replace("start: 2016-09-01\n", "").replace(
        "priorities: {main: vet", "priorities: {main: youth"
    )
    write(path, text)
    assert "which day" in stop(path)
    write(path, text.replace("field: vet", "field: youth"))
    assert "which deadline" in stop(path)


def test_the_charter_is_asked_of_those_who_need_one(path):
    write(
        path, COMPLETE.replace("  - id: c\n", "  - id: c\n    eche: true\n").replace("enterprise", "school")
    )
    institution = [
        ("Organisations", "add"),
        ("name of the", "Uni"),
        ("country", "BE"),
        ("part of", "partner"),
        ("What kind", "higher-education-institution"),
    ]
    assert "charter" in stop(path, ("What next", "organisations"), *institution)


@pytest.mark.parametrize(
    ("country", "role", "asked"),
    [
        ("Ukraine", "partner", True),
        ("Ukraine", "associated", False),
        ("BE", "partner", False),
    ],
)
def test_added_value_is_asked_of_partner_countries_only(path, country, role, asked):
    write(path, COMPLETE)
    answers = [("Organisations", "add"), *organisation("Fourth", country, role)[:4]]
    open_question = stop(path, ("What next", "organisations"), *answers)
    assert ("bring to the project" in open_question) is asked


def test_kinds_are_those_of_field_and_format(path):
    write(path, COMPLETE.replace("field: vet", "field: school\nformat: school-exchange"))
    script = Script(
        ("What next", "organisations"),
        ("Organisations", "add"),
        *organisation("Fourth", "FR")[:4],
        ("", KeyboardInterrupt),
    )
    write(
        path,
        path.read_text(encoding="utf-8")
        .replace("type: innovation\n", "")
        .replace("enterprise", "school")
        .replace("vet/work-based-learning", "school/skills")
        .replace("vet/access", "school/skills"),
    )
    with pytest.raises(KeyboardInterrupt):
        Wizard(ProposalFile(path), script, lambda _: None).run()
    assert script.offered[0] == ["school", "vet-provider", "adult-education-provider"]


def test_priorities_are_those_of_the_field_and_horizontal(path):
    write(path, COMPLETE.replace("priorities: {main: vet/work-based-learning, others: [vet/access]}\n", ""))
    script = Script(("first of all", "vet/access"), ("", KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        Wizard(ProposalFile(path), script, lambda _: None).run()
    groups = {key.partition("/")[0] for key in script.offered[0]}
    assert groups == {"vet", "horizontal"}


def test_more_than_two_other_priorities_are_asked_again(path):
    write(path, COMPLETE.replace(", others: [vet/access]", "").replace("2016", "2018"))
    three = ["vet/access", "vet/educators", "horizontal/educators"]
    said = run(
        path,
        ("What next", "skipped"),
        ("short name", ""),
        ("other priorities", three),
        ("other priorities", three[:2]),
        *FINISH,
    )
    assert "Please take 2 at most, not 3." in said
    assert load(path).proposal.priorities.others == ("vet/access", "vet/educators")


def test_more_than_two_other_priorities_are_taken_where_the_form_has_no_limit(path):
    write(path, COMPLETE.replace(", others: [vet/access]", ""))
    three = ["vet/access", "vet/educators", "horizontal/educators"]
    run(path, ("What next", "skipped"), ("short name", ""), ("other priorities", three), *FINISH)
    assert load(path).proposal.priorities.others == tuple(three)


def test_required_questions_insist(path):
    said = run(path, *SHAPE, ("title", " "), *NAMES, *CONSORTIUM, *REST, *FINISH)
    assert any("An answer is needed here" in line for line in said)


# Resuming


def test_it_resumes_where_it_was_interrupted(path):
    asking = stop(path, *SHAPE, *NAMES, *CONSORTIUM[:6], CONSORTIUM[6])
    assert asking == "In which country is Fjord Yard?"
    assert load(path).proposal.organisations[1].name == "Fjord Yard"
    rest_of_second = CONSORTIUM[7:11]
    run(
        path,
        ("Organisations", "add"),
        *CONSORTIUM[12:],
        *rest_of_second[:0],
        *[("In which country is Fjord Yard", "NO"), *rest_of_second[1:]],
        *REST,
        *FINISH,
    )
    assert check(load(path).proposal).verdict == "eligible"


def test_what_was_skipped_before_is_offered_at_the_end_and_not_asked_again(path):
    write(path, COMPLETE)
    run(path, ("What next", "skipped"), ("short name", "LAW"), *FINISH)
    assert load(path).proposal.acronym == "LAW"


def test_a_complete_file_is_left_as_it_is(path):
    write(path, COMPLETE)
    run(path, *FINISH)
    assert path.read_text(encoding="utf-8") == COMPLETE


def test_answers_can_be_changed_and_their_consequences_are_asked(path):
    write(path, COMPLETE)
    run(
        path,
        ("What next", "change"),
        ("Which answer", 2),  # after call and action
        ("Which field", "school"),
        ("special kinds", None),
        ("first of all", "school/skills"),
        *FINISH,
    )
    assert load(path).proposal.field == "school"
    assert load(path).proposal.priorities.main == "school/skills"


def test_a_text_of_the_form_is_written_in_several_lines(path):
    write(path, COMPLETE)
    text = "Why we do it.\n\n* one  \n  * two: three"
    run(
        path,
        ("What next", "write"),
        ("Which part", 2),
        ("which text", 0),
        ("Why this project", text),
        ("which text", None),
        ("Which part", None),
        *FINISH,
    )
    assert load(path).proposal.answers["description.rationale"] == "Why we do it.\n\n* one\n  * two: three\n"
    assert "  description.rationale: |\n    Why we do it.\n" in path.read_text(encoding="utf-8")


def test_texts_are_asked_for_each_organisation(path):
    write(path, COMPLETE)
    run(
        path,
        ("What next", "write"),
        ("Which part", 1),
        ("which text", 1),
        ("Portrait of the organisation: b", "We train."),
        ("which text", None),
        ("Which part", None),
        *FINISH,
    )
    assert load(path).proposal.answers == {"organisation.background/b": "We train.\n"}


def test_a_text_that_is_too_long_is_asked_again(path):
    write(path, COMPLETE)
    said = run(
        path,
        ("What next", "write"),
        ("Which part", 0),
        ("which text", 0),
        ("Choice", "x" * 5001),
        ("Choice", "short"),
        ("Which part", None),
        *FINISH,
    )
    assert any("cut 1 character" in line for line in said)


# Wrong answers


@pytest.mark.parametrize(
    ("question", "wrong", "right", "words"),
    [
        ("How many months", "two", "24", "`months` must be a whole number, not `two`"),
        ("which day", "1 September", "2016-09-01", "write year-month-day"),
        ("What grant", "a lot", "100000", "`a lot` is not an amount"),
    ],
)
def test_an_answer_that_cannot_be_read_is_asked_again(path, question, wrong, right, words):
    key = {
        "How many months": "months: 24",
        "which day": "start: 2016-09-01",
        "What grant": "requested_grant: 100000",
    }
    write(path, COMPLETE.replace(key[question] + "\n", ""))
    said = run(path, (question, wrong), (question, right), *FINISH)
    assert any(words in line for line in said)
    assert path.read_text(encoding="utf-8").count(right) >= 1


def test_an_answer_against_the_rules_is_asked_again_and_may_be_kept(path):
    write(path, COMPLETE.replace("months: 24\n", ""))
    said = run(path, ("How many months", "40"), ("How many months", KEEP), *FINISH)
    assert any("12 to 36 are allowed; plan 36 months" in line for line in said)
    assert load(path).proposal.months == 40
    run(path, ("How many months", "24"), *FINISH)
    assert load(path).proposal.months == 24


def test_a_value_in_the_file_that_cannot_be_read_is_asked_again(path):
    write(
        path, COMPLETE.replace("months: 24", "months: soon   # roughly").replace("country: NO", "country: QQ")
    )
    said = run(
        path,
        ("In which country is Two", "Norwy"),
        ("In which country is Two", "Norway"),
        ("How many months", "24"),
        *FINISH,
    )
    assert any("there is no country `QQ`" in line for line in said)
    assert any("did you mean Norway (NO)?" in line for line in said)
    assert "months: 24     # roughly" in path.read_text(encoding="utf-8")


def test_a_value_that_cannot_be_read_is_not_kept_by_giving_it_again(path):
    write(path, COMPLETE.replace("months: 24", "months: soon"))
    run(path, ("How many months", "soon"), ("How many months", "24"), *FINISH)


def test_a_call_without_rules_is_asked_again(path):
    write(path, COMPLETE.replace("call: 2016", "call: 2027"))
    said = run(path, ("which call", 2016), *FINISH)
    assert any("no rules for 2027/strategic-partnership" in line for line in said)


def test_an_action_that_the_call_does_not_have_is_asked_again(path):
    write(path, COMPLETE.replace("strategic-partnership", "cooperation-partnership"))
    said = run(path, ("What kind of project", "strategic-partnership"), *FINISH)
    assert any("no rules for 2016/cooperation-partnership" in line for line in said)


@pytest.mark.parametrize(
    "text",
    [
        "call: [2016\n",
        "titel: x\n",
        "meetings: [{people: x}]\n",
        "organisations: Riverside\n",
        "priorities: vet/access\n",
        "organisations: [Riverside]\n",
    ],
)
def test_what_no_question_can_mend_is_an_error_and_stays(path, text):
    write(path, text)
    with pytest.raises(UnreadableProposalError):
        ProposalFile(path)
    assert path.read_text(encoding="utf-8") == text


def test_a_fault_that_no_question_reaches_is_an_error_at_the_end(path):
    write(path, COMPLETE + "answers: {no.such.question: [1]}\n")
    with pytest.raises(UnreadableProposalError, match=r"no\.such\.question"):
        run(path)


# Organisations


def test_organisations_are_added_edited_and_removed(path):
    write(path, COMPLETE)
    edit = [
        ("name of the", KEEP),
        ("country", "Sweden"),
        ("part of", "partner"),
        ("What kind", "enterprise"),
        ("PIC", KEEP),
    ]
    said = run(
        path,
        ("What next", "organisations"),
        ("Organisations", "edit"),
        ("want to edit", 2),
        *edit,
        ("Organisations", "remove"),
        ("want to remove", 1),
        ("Remove Two", False),
        ("Organisations", "remove"),
        ("want to remove", 1),
        ("Remove Two", True),
        ("Organisations", "add"),
        *organisation("Two", "DK", pic="912345671"),
        *DONE,
        *FINISH,
    )
    proposal = load(path).proposal
    assert [(o.id, o.country) for o in proposal.organisations] == [("a", "BE"), ("c", "SE"), ("two", "DK")]
    assert "2. b: Two, Norway (NO), vet-provider, partner" in said
    assert "3. c: Three, Sweden (SE), enterprise, partner" in said


def test_the_list_marks_what_is_missing(path):
    write(
        path,
        COMPLETE.replace("    country: NO\n", "").replace(
            "    kind: vet-provider   # they train welders\n", ""
        ),
    )
    said = run(
        path,
        ("country is Two", "NO"),
        ("What kind", "enterprise"),
        ("What next", "organisations"),
        *DONE,
        *FINISH,
    )
    assert not any("missing" in line for line in said)
    write(path, BEFORE_ORGANISATIONS + "organisations:\n  - name: Two\n")
    asked = []
    wizard = Wizard(ProposalFile(path), Script(("Organisations", KeyboardInterrupt)), asked.append)
    with pytest.raises(KeyboardInterrupt):
        wizard.run()
    assert "1. Two; missing: country, role, kind" in asked


def test_adding_can_be_declined_but_the_first_is_needed(path):
    write(path, BEFORE_ORGANISATIONS)
    first = [
        ("name of the", ""),
        *organisation("One", "BE", "applicant"),
        ("Organisations", "add"),
        ("name of the", ""),
    ]
    assert "what next" in stop(path, *first)


def test_the_first_organisation_is_offered_to_be_the_applicant(path):
    write(path, BEFORE_ORGANISATIONS)
    script = Script(*organisation("One", "BE", "applicant")[:3], ("", KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        Wizard(ProposalFile(path), script, lambda _: None).run()
    assert script.offered[1] == "applicant"


def test_all_can_be_removed_and_then_one_is_asked_for_again(path):
    one = (
        BEFORE_ORGANISATIONS
        + "organisations: [{id: a, name: One, country: BE, role: applicant, kind: school}]\n"
    )
    write(path, one)
    asking = stop(
        path,
        ("Organisations", "done"),
        ("PIC", ""),
        *REST,
        ("What next", "organisations"),
        ("Organisations", "remove"),
        ("Remove One", True),
    )
    assert "name of the organisation" in asking
    assert load(path).proposal.organisations is None


@pytest.mark.parametrize(
    ("name", "taken", "handle"),
    [
        ("Riverside Training Centre", [], "riverside-training"),
        ("Riverside", ["riverside"], "riverside-2"),
        ("Université de Liège", [], "universite-de-liege"),
        ("Εργασία", [], "p1"),
        ("Труд", ["a", "p2"], "p3"),
    ],
)
def test_handles_come_from_names(name, taken, handle):
    assert handle_for(name, taken) == handle


# Comments and other editors


def test_comments_survive_and_stay_in_place(path):
    write(
        path,
        COMPLETE.replace("    country: NO\n", "").replace(
            "    role: partner\n    kind: vet", "    kind: vet"
        ),
    )
    run(
        path,
        ("country is Two", "NO"),
        ("part of Two", "partner"),
        ("What next", "organisations"),
        ("Organisations", "add"),
        *organisation("Four", "FR", pic="912345671"),
        *DONE,
        ("What next", "skipped"),
        ("short name", "LAW"),
        *FINISH,
    )
    text = path.read_text(encoding="utf-8")
    kept = [line.strip() for line in COMPLETE.splitlines() if "#" in line]
    assert [line.strip() for line in text.splitlines() if "#" in line] == kept
    assert text.index("name: Four") < text.index("# dates\nstart:")
    assert text.index("title:") < text.index("acronym: LAW") < text.index("language:")


@pytest.mark.parametrize(
    "edits",
    [
        [("put", "/organisations/3", {"id": "d"})],
        [("put", "/months", 12), ("put", "/acronym", "A"), ("put", "/answers/a.b", "x\ny\n")],
        [("put", "/organisations/1/city", "Oslo"), ("put", "/organisations/2/eche", False)],
        [("take_out", "/organisations/1"), ("take_out", "/organisations/1")],
        [("take_out", "/start"), ("take_out", "/priorities/main"), ("take_out", "/priorities/others")],
        [("put", "/organisations", [{"id": "z"}])],
    ],
)
def test_an_edit_changes_the_data_as_in_plain_data_and_keeps_the_comments_below(edits):
    data = parse_mapping(COMPLETE, "x")
    twin = plain(data)
    for name, *arguments in edits:
        getattr(editing, name)(data, *arguments)
        getattr(editing, name)(twin, *arguments)
    text = dump(data)
    assert plain(parse_mapping(text, "x")) == twin
    for comment in ("# our own notes", "# the usual one", "# dates"):
        assert comment in text
    assert dump(parse_mapping(text, "x")) == text


def test_a_list_that_the_yaml_writer_breaks_loses_comments_but_no_data(path):
    text = BEFORE_ORGANISATIONS + (
        "organisations:\n  # we apply\n  - {id: a, name: One}   # of Bruges\n  - id: b\n    name: Two\n"
    )
    write(path, text)
    assert ProposalFile(path).change([("/months", 24)]) is None
    assert [o.name for o in load(path).proposal.organisations] == ["One", "Two"]
    assert "# the usual one" in path.read_text(encoding="utf-8")


def test_what_an_editor_saved_meanwhile_is_kept(path):
    write(path, COMPLETE.replace("months: 24\n", ""))

    class Other(Script):
        def _next(self, prompt):
            if "How many months" in prompt.text:
                write(path, path.read_text(encoding="utf-8").replace("Learning at work", "A better title"))
            return super()._next(prompt)

    Wizard(ProposalFile(path), Other(("How many months", "24"), *FINISH), lambda _: None).run()
    assert load(path).proposal.title == "A better title"
    assert load(path).proposal.months == 24


def test_a_json_file_stays_json(tmp_path):
    path = tmp_path / "proposal.json"
    write(path, '{"call": 2016, "action": "strategic-partnership", "field": "vet"}')
    stop(path, ("project for", "innovation"))
    assert json.loads(path.read_text(encoding="utf-8"))["type"] == "innovation"


def test_a_crash_while_saving_leaves_the_old_file(path, monkeypatch):
    write(path, COMPLETE)
    file = ProposalFile(path)
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(OSError, match="cannot be saved: No space left"):
        file.change([("/months", 12)])
    assert path.read_text(encoding="utf-8") == COMPLETE
    assert [entry.name for entry in path.parent.iterdir()] == ["proposal.yaml"]


# Drawn by questionary


def drawn(path, keys):
    with create_pipe_input() as typed, create_app_session(input=typed, output=DummyOutput()):
        typed.send_text(keys)
        Wizard(ProposalFile(path), QuestionaryPrompter(), lambda _: None).run()


DOWN, ENTER, END_OF_TEXT, CTRL_C = "\x1b[B", "\r", "\x1b\r", "\x03"


def test_a_whole_proposal_by_keys(path):
    def one(name, country, kind):
        return f"{name}{ENTER}{country}{ENTER}{ENTER}{kind}{ENTER}{ENTER}"

    keys = (
        f"2016{ENTER}"
        + DOWN * 2
        + ENTER  # strategic partnership, after the alliances
        + DOWN
        + ENTER
        + ENTER  # vet, innovation
        + f"Learning at work{ENTER}{ENTER}en{ENTER}"
        + one("One", "Belgium", "vocational")
        + ENTER
        + one("Two", "NO", "vocational")
        + ENTER
        + one("Three", "EL", "enterprise of")
        + ENTER  # done, as nothing is lacking
        + f"2016-09-01{ENTER}24{ENTER}{ENTER} {ENTER}250000{ENTER}"
        + DOWN
        + ENTER
        + ENTER
        + ENTER
        + f"Because{ENTER}we must.{END_OF_TEXT}"  # the first text
        + "Back"
        + ENTER
        + ENTER  # finish
    )
    drawn(path, keys)
    proposal = load(path).proposal
    assert [(o.name, o.country, o.role, o.kind) for o in proposal.organisations] == [
        ("One", "BE", "applicant", "vet-provider"),
        ("Two", "NO", "partner", "vet-provider"),
        ("Three", "GR", "partner", "enterprise"),
    ]
    assert proposal.priorities.others == ("vet/feedback-loops",)
    assert proposal.answers == {"priorities.comment": "Because\nwe must.\n"}
    assert check(proposal).verdict == "eligible"


@pytest.mark.parametrize("keys", [CTRL_C, f"{ENTER}{CTRL_C}", f"{ENTER}{ENTER}{ENTER}{ENTER}Title{CTRL_C}"])
def test_ctrl_c_is_never_an_answer(path, keys):
    with pytest.raises(KeyboardInterrupt):
        drawn(path, keys)
    assert "Title" not in (path.read_text(encoding="utf-8") if path.exists() else "")


# Other calls and actions

KA220 = [
    ("which call", 2026),
    ("What kind of project", "cooperation-partnership"),
    ("Which field", "vet"),
    ("special kinds", None),
    *NAMES,
]


def of_2026(name, country, role="partner", oid="", established=None):
    """The answers on one organisation: only the applicant is asked for its age."""
    age = [(f"day was {name} legally established", established)] if established else []
    return [*organisation(name, country, role)[:4], *age, (f"OID of {name}", oid)]


CONSORTIUM_2026 = [
    *of_2026("Alder", "BE", "applicant", "E99900001", "2001-05-01"),
    ("Organisations", "add"),
    *of_2026("Birch", "NO", oid="E99900002"),
    ("Organisations", "add"),
    *of_2026("Cedar", "EL"),
    *DONE,
]
REST_2026 = [
    ("which deadline", 1),
    ("which day", "2026-09-01"),
    ("How many months", "24"),
    ("first of all", "vet/flexibility"),
    ("other priorities", ["vet/innovation", "horizontal/digital"]),
    ("Which lump sum", 250000),
]


def asked_in(path, *answers):
    """Runs the wizard to its end; returns who answered, and what it said."""
    script, said = Script(*answers), []
    Wizard(ProposalFile(path), script, said.append).run()
    assert not script.answers, f"never asked: {script.answers}"
    return script, said


def stopped_script(path, *answers):
    """Runs the wizard up to Ctrl-C; returns who answered."""
    script = Script(*answers, ("", KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        Wizard(ProposalFile(path), script, lambda _: None).run()
    return script


def test_a_cooperation_partnership_of_2026(path):
    script, said = asked_in(path, *KA220, *CONSORTIUM_2026, *REST_2026, *FINISH)
    proposal = load(path).proposal
    assert (proposal.lump_sum, proposal.type, proposal.requested_grant) == (250000, None, None)
    assert [bool(o.established) for o in proposal.organisations] == [True, False, False]
    assert [(o.oid, o.pic) for o in proposal.organisations] == [
        ("E99900001", None),
        ("E99900002", None),
        (None, None),
    ]
    shown = "\n".join([*(f"{prompt.text} {prompt.help}" for prompt in script.asked), *said])
    assert "Partner Country" not in shown
    assert "2016" not in shown
    start = next(prompt for prompt in script.asked if "which day does" in prompt.text)
    assert "such as 2026-09-01" in start.help


def test_an_applicant_too_young_for_the_call_is_told(path):
    young = of_2026("Alder", "BE", "applicant", established="2025-01-01")
    young.insert(5, ("day was Alder legally established", KEEP))
    script, said = asked_in(path, *KA220, *young, *CONSORTIUM_2026[6:], *REST_2026, *FINISH)
    assert any("at least 2 years before the deadline" in prompt.help for prompt in script.asked)
    assert any(line.startswith("That does not fit") and "established" in line for line in said)


def test_a_day_of_establishment_that_cannot_be_read_is_asked_again(path):
    text = "call: 2026\naction: cooperation-partnership\nfield: vet\ntitle: T\nlanguage: en\n"
    one = "{id: a, name: Alder, country: BE, role: applicant, kind: school, established: long ago}"
    write(path, f"{text}organisations: [{one}]\n")
    stop(path, *DONE, ("legally established", "soon"), ("legally established", "2001-05-01"))
    assert str(load(path).proposal.organisations[0].established) == "2001-05-01"


def test_a_second_round_that_agencies_may_leave_out_says_so(path):
    sentences = []

    class Reading(Script):
        def select(self, prompt, choices, chosen=None):
            if "which deadline" in prompt.text:
                sentences.extend(choice.sentence for choice in choices)
            return super().select(prompt, choices, chosen)

    script = Reading(*KA220, *CONSORTIUM_2026, ("which deadline", 2), ("", KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        Wizard(ProposalFile(path), script, lambda _: None).run()
    assert sentences == ["", "It takes place only where the National Agency opens it."]
    assert "such as 2027-01-01" in script.asked[-1].help


def test_no_more_further_priorities_than_the_form_takes(path):
    three = ["vet/innovation", "horizontal/digital", "horizontal/values"]
    rest = [*REST_2026[:4], ("other priorities", three), *REST_2026[4:]]
    script, said = asked_in(path, *KA220, *CONSORTIUM_2026, *rest, *FINISH)
    assert any("The form takes 2 at most." in prompt.help for prompt in script.asked)
    assert "Please take 2 at most, not 3." in said


def test_sport_takes_exactly_one_priority_and_identifies_by_pic(path):
    run(
        path,
        *KA220[:2],
        ("Which field", "sport"),
        *NAMES,
        *organisation("Alder", "BE", "applicant", "sport-organisation")[:4],
        ("day was Alder legally established", "2001-05-01"),
        ("PIC of Alder", "912345678"),
        ("Organisations", "done"),
        ("which day", "2026-12-31"),
        ("How many months", "24"),
        ("first of all", "sport/integrity"),
        ("Which lump sum", 120000),
        *FINISH,
    )
    assert load(path).proposal.priorities.others == ()


def test_a_small_scale_partnership_of_2026_has_no_higher_education(path):
    shape = [("which call", 2026), ("What kind of project", "small-scale-partnership")]
    script = stopped_script(path, *shape, ("Which field", "school"))
    assert script.offered[0] == ["school", "vet", "adult", "youth", "sport"]
    assert "title" in script.asked[-1].text
    answers = [*NAMES, *organisation("Alder", "BE", "applicant", "school")[:4], ("OID of Alder", "")]
    rest = [
        ("Organisations", "done"),
        ("which deadline", 1),
        ("which day", "2026-09-01"),
        ("How many months", "12"),
        ("first of all", "horizontal/digital"),
        ("other priorities", []),
    ]
    assert "lump sum" in stopped_script(path, *answers, *rest).asked[-1].text


def test_the_only_field_of_an_action_is_filled_in(path):
    shape = [("which call", 2018), ("What kind of project", "knowledge-alliance")]
    script, said = Script(*shape, ("title", KeyboardInterrupt)), []
    with pytest.raises(KeyboardInterrupt):
        Wizard(ProposalFile(path), script, said.append).run()
    assert load(path).proposal.field == "higher-education"
    assert any("there is no other choice" in line for line in said)


def test_a_grant_that_depends_on_the_length_says_the_most_for_each(path):
    one = "{id: a, name: A, country: BE, role: applicant, kind: enterprise, pic: '912345678'}"
    write(
        path,
        "call: 2018\naction: knowledge-alliance\nfield: higher-education\ntitle: T\nlanguage: en\n"
        f"organisations: [{one}]\nstart: 2018-12-31\nmonths: 24\n",
    )
    script = stopped_script(path, *DONE)
    assert "EUR 700 000 for 24 months" in script.asked[-1].help.replace(",", " ").replace("\xa0", " ")


@pytest.mark.parametrize(
    ("action", "key"),
    [("cooperation-partnership", "work_packages"), ("small-scale-partnership", "activities")],
)
def test_the_last_words_say_what_is_open_and_what_is_written_by_hand(path, action, key):
    write(path, f"call: 2026\naction: {action}\nfield: vet\nlump_sum: 60000\n")
    lines = list(closing(ProposalFile(path)))
    assert any(line.startswith("open: ") for line in lines)
    assert f"by hand: write the {key.replace('_', ' ')} in {path}, under `{key}:`" in lines
    write(path, path.read_text(encoding="utf-8") + f"{key}: []\n")
    assert not any("by hand" in line for line in closing(ProposalFile(path)))


# With the command


@pytest.fixture
def erasmus(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    runner = CliRunner()

    def invoke(*arguments):
        result = runner.invoke(app, ["new", *arguments])
        assert result.stdout == "", "stdout is for data"
        return result

    return invoke


def settings(**values):
    return [part for key, value in values.items() for part in ("--set", f"{key}={value}")]


def test_everything_by_flags_needs_no_terminal(erasmus, tmp_path):
    write(tmp_path / "given.yaml", ORGANISATIONS + AFTER_ORGANISATIONS)
    shape = settings(
        call=2016,
        action="strategic-partnership",
        field="vet",
        type="innovation",
        title="Learning: a way # on",
        language="en",
    )
    result = erasmus("my.yaml", "--answers", "given.yaml", *shape)
    assert result.exit_code == 0, result.stderr
    assert "my.yaml: eligible" in result.stderr
    assert "erasmus check my.yaml" in result.stderr
    proposal = load(tmp_path / "my.yaml").proposal
    assert proposal.title == "Learning: a way # on"
    assert len(proposal.organisations) == 3


@pytest.mark.parametrize("flags", [["--no-input"], []])
def test_what_is_missing_is_named_with_its_flag(erasmus, tmp_path, flags):
    write(tmp_path / "proposal.yaml", COMPLETE.replace("months: 24\n", "").replace("    country: NO\n", ""))
    result = erasmus(*flags)
    assert result.exit_code == 2
    assert "proposal.yaml: 2 answers are missing" in result.stderr
    assert "--set months=NUMBER" in result.stderr
    assert "--set organisations.1.country=BE" in result.stderr
    assert "--answers" in result.stderr


def test_a_new_proposal_without_input_names_all_that_is_needed(erasmus, tmp_path):
    result = erasmus("--no-input")
    assert result.exit_code == 2
    for key in ("call", "action", "field", "title", "organisations", "start", "months"):
        assert f"--set {key}=" in result.stderr
    assert "acronym" not in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_given_answers_are_saved_even_if_others_are_missing(erasmus, tmp_path):
    result = erasmus("--no-input", *settings(call=2016, field="vet"))
    assert result.exit_code == 2
    assert load(tmp_path / "proposal.yaml").proposal.field == "vet"
    assert "saved in proposal.yaml" in result.stderr


@pytest.mark.parametrize(
    ("setting", "at", "value"),
    [
        ("priorities.main=vet/access", "/priorities/main", "vet/access"),
        (
            "priorities.others=[vet/access, vet/educators]",
            "/priorities/others",
            ["vet/access", "vet/educators"],
        ),
        ("/organisations/0/country=EL", "/organisations/0/country", "EL"),
        ("organisations.0.eche=true", "/organisations/0/eche", True),
        ("organisations.3.name=Four", "/organisations/3/name", "Four"),
        ("answers.organisation.background/b=We train.", "/answers/organisation.background~1b", "We train."),
        ("title=2020", "/title", "2020"),
        ("title=Learning: a way", "/title", "Learning: a way"),
        ("title=- a # b", "/title", "- a # b"),
        ("title='quoted'", "/title", "quoted"),
        ("start=2016-10-01", "/start", "2016-10-01"),
        ("requested_grant=1000.50", "/requested_grant", 1000.5),
        ("organisations.1.country=NO", "/organisations/1/country", "NO"),
        ("requested_grant=", "/requested_grant", None),
    ],
)
def test_set_takes_dotted_keys_and_pointers(erasmus, tmp_path, setting, at, value):
    write(tmp_path / "proposal.yaml", COMPLETE)
    result = erasmus("--no-input", "--set", setting)
    assert result.exit_code in (0, 2), result.stderr
    assert ProposalFile(tmp_path / "proposal.yaml").value(at) == value
    assert "# dates" in (tmp_path / "proposal.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("months=soon", "--set months=soon: `months` must be a whole number"),
        ("field=vett", "did you mean `vet`?"),
        ("titel=x", "did you mean `title`?"),
        ("organisations.7.name=x", "`organisations` has 3 entries; the next is 3"),
        ("organisations.0.country=QQ", "there is no country `QQ`"),
        ("title.x=1", "`title` has no place for `x`"),
        ("organisations=[{", "cannot be read"),
        ("nonsense", "write key=value"),
        ("call=2027", "no rules for 2027"),
        ("call=2021", "no rules for 2021/strategic-partnership"),
    ],
)
def test_an_answer_by_flag_that_cannot_be_taken_is_one_line(erasmus, tmp_path, setting, words):
    write(tmp_path / "proposal.yaml", COMPLETE)
    result = erasmus("--set", "months=12", "--set", setting)
    assert result.exit_code == 2
    assert words in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert (tmp_path / "proposal.yaml").read_text(encoding="utf-8") == COMPLETE


def test_answers_from_a_file_merge_groups_and_replace_lists(erasmus, tmp_path):
    write(
        tmp_path / "proposal.yaml", COMPLETE + "answers: {description.rationale: Old., summary.text: Kept.}\n"
    )
    given = {
        "priorities": {"main": "vet/access"},
        "answers": {"description.rationale": "New.\nTwo lines."},
        "organisations": [{"name": "Only", "country": "BE", "role": "applicant", "kind": "school"}],
    }
    write(tmp_path / "given.json", json.dumps(given))
    assert erasmus("--answers", "given.json").exit_code == 0
    proposal = load(tmp_path / "proposal.yaml").proposal
    assert proposal.priorities.main == "vet/access"
    assert proposal.priorities.others == ("vet/access",)
    assert proposal.answers == {"description.rationale": "New.\nTwo lines.", "summary.text": "Kept."}
    assert [o.name for o in proposal.organisations] == ["Only"]


@pytest.mark.parametrize(
    ("name", "content"), [("given.yaml", "months: soon\n"), ("given.yaml", "a: [\n"), ("none.yaml", None)]
)
def test_a_bad_file_of_answers_writes_nothing(erasmus, tmp_path, name, content):
    if content is not None:
        write(tmp_path / name, content)
    result = erasmus("--answers", name, "--set", "call=2016")
    assert result.exit_code == 2
    assert result.stderr.startswith(name)
    assert not (tmp_path / "proposal.yaml").exists()


def test_a_flag_mends_a_value_that_cannot_be_read(erasmus, tmp_path):
    write(tmp_path / "proposal.yaml", COMPLETE.replace("months: 24", "months: soon"))
    result = erasmus()
    assert result.exit_code == 2
    assert "`months` must be a whole number, not `soon`" in result.stderr
    assert erasmus("--set", "months=24").exit_code == 0


@pytest.mark.parametrize("name", ["-", "no/such/folder.yaml", "folder"])
def test_what_cannot_be_a_proposal_file_is_refused(erasmus, tmp_path, name):
    (tmp_path / "folder").mkdir()
    result = erasmus(name)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1


def test_a_file_that_is_no_yaml_is_not_touched(erasmus, tmp_path):
    write(tmp_path / "proposal.yaml", "call: [2016\n")
    result = erasmus("--set", "call=2016")
    assert result.exit_code == 2
    assert "proposal.yaml:2:1: this is not YAML" in result.stderr
    assert (tmp_path / "proposal.yaml").read_text(encoding="utf-8") == "call: [2016\n"


def test_an_empty_file_is_a_new_proposal(erasmus, tmp_path):
    write(tmp_path / "proposal.yaml", "\n")
    assert "8 answers are missing" in erasmus().stderr


def test_help_names_the_flags():
    result = CliRunner().invoke(app, ["new", "--help"])
    assert result.exit_code == 0
    for flag in ("--set", "--answers", "--no-input", "--plain"):
        assert flag in result.stdout


def test_every_question_says_what_it_asks_and_helps():
    for template in (*questions.QUESTIONS, *organisation_questions.QUESTIONS):
        assert template.prompt.endswith("?")
        assert template.help or template.hint, template.at
        assert not template.help or template.help.endswith(".")


def test_the_wizard_knows_no_terminal():
    for module in Path(editing.__file__).parent.glob("*.py"):
        text = module.read_text(encoding="utf-8")
        assert "print(" not in text
        assert "erasmus_cli.cli" not in text
        assert "import rich" not in text
