"""The wizard: questions in their order, answers saved one by one, and what follows from them."""

import json
from contextlib import suppress
from pathlib import Path

import pytest
from wizard_script import (
    BEFORE_ORGANISATIONS,
    COMPLETE,
    CONSORTIUM,
    KEEP,
    NAMES,
    PACKAGES,
    REST,
    SHAPE,
    WHOLE,
    Script,
    organisation,
    run,
    stop,
)

from erasmus_cli.guide.loader import open_edition
from erasmus_cli.proposal import editing
from erasmus_cli.proposal.errors import UnreadableProposalError
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.proposal.parsing import parse_mapping
from erasmus_cli.proposal.reader import load
from erasmus_cli.proposal.text_edit import edited
from erasmus_cli.rules.engine import check, check_project
from erasmus_cli.wizard import actions, menu, questions, validation
from erasmus_cli.wizard import answers as answers_module
from erasmus_cli.wizard import organisation as organisation_questions
from erasmus_cli.wizard.catalogue import LISTS
from erasmus_cli.wizard.consortium import EditConsortium
from erasmus_cli.wizard.file import ProposalFile
from erasmus_cli.wizard.handles import handle_for
from erasmus_cli.wizard.menu import Home
from erasmus_cli.wizard.prompter import WentBack
from erasmus_cli.wizard.question import Kind, OpeningContext
from erasmus_cli.wizard.session import Session
from erasmus_cli.wizard.summary import closing_lines

QUESTIONS = [*questions.OPENING, *questions.QUESTIONS, *organisation_questions.QUESTIONS]
LISTED = (Kind.LIST, Kind.ORGANISATIONS)
FINISH = {"home": "finish"}
OTHERS = {"home": ("priorities", "finish"), "review": ("/priorities/others", None)}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "proposal.yaml"


def write(path, text):
    path.write_text(text, encoding="utf-8")


# A whole proposal


def test_a_whole_proposal_from_nothing(path):
    run(path, WHOLE)
    proposal = load(path).proposal
    assert check(proposal).verdict == "eligible"
    assert proposal.title == "Learning at work"
    assert proposal.language == "en"
    assert [o.country for o in proposal.organisations] == ["BE", "NO", "GR"]
    assert [o.id for o in proposal.organisations] == ["riverside-training", "fjord-yard", "ergasia"]
    assert proposal.requested_grant == 250000


def test_the_order_of_the_questions(path):
    script, _ = run(path, WHOLE)
    about = ("name", "country", "city", "role", "kind", "pic")
    organisations = [f"organisations.{n}.{key}" for n in range(3) for key in about]
    organisations.remove("organisations.0.role")  # the first one applies
    for n in (5, 12, 19):
        organisations.insert(n, "organisations")
    assert script.keys == [
        *("call", "action", "field", "type", "title", "acronym", "language"),
        *organisations,
        *("agency", "start", "months", "priorities.main", "priorities.others", "requested_grant"),
        "home",
    ]


def test_the_file_is_easy_to_read(path):
    run(path, WHOLE)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# A proposal for Erasmus+")
    assert lines[2:4] == ["call: 2016", "action: strategic-partnership"]
    assert "  - id: riverside-training" in lines
    assert "start: 2016-09-01" in lines


def test_each_answer_is_saved_before_the_next_question(path):
    seen = []

    class Watching(Script):
        def _answer(self, prompt, nothing):
            if prompt.key == "title":
                seen.append(load(path).proposal.type)
            if prompt.key == "organisations.1.country":
                seen.append(load(path).proposal.organisations[1].name)
            return super()._answer(prompt, nothing)

    run(path, WHOLE, Watching)
    assert seen == ["innovation", "Fjord Yard"]


def test_the_rules_are_run_once_for_each_saved_change(path, monkeypatch):
    runs, changes = [], []
    engine, change = check_project, ProposalFile.change
    monkeypatch.setattr(
        "erasmus_cli.rules.engine.check_project", lambda *a, **k: runs.append(a) or engine(*a, **k)
    )
    monkeypatch.setattr(ProposalFile, "change", lambda *a: changes.append(a) or change(*a))
    run(path, WHOLE)
    saved = [key for key, said in WHOLE.items() if key not in ("home", "organisations") and said != ""]
    assert len(changes) == len(saved)
    assert 0 < len(runs) <= len(changes)


def test_one_line_says_what_the_consortium_lacks_when_that_has_changed(path):
    _, said = run(path, WHOLE)
    lines = [line for line in said if line.startswith("Consortium: ")]
    assert "add 2 organisations" in lines[0]
    assert "add one organisation" in lines[1]
    assert lines[-1] == "Consortium: it lacks nothing."
    assert len(lines) == 3
    assert all("\n" not in line for line in said)


# What is asked, and when


@pytest.mark.parametrize(
    ("call", "action", "words"),
    [
        (
            2026,
            "small-scale-partnership",
            "At least 2 organisations from 2 countries; 6 to 24 months; a lump sum",
        ),
        (2026, "small-scale-partnership", "30 000 or EUR 60 000; for School education, "),
        (2026, "cooperation-partnership", "At least 3 organisations from 3 countries; 12 to 36 months; "),
        (
            2016,
            "strategic-partnership",
            "At least 2 to 3 organisations from 2 to 3 countries, depending on ",
        ),
        (2016, "strategic-partnership", "on field and format; 6 to 36 months; "),
        (2016, "knowledge-alliance", "At least 6 organisations from 3 countries; 24 or 36 months; "),
        (2016, "strategic-partnership", "Forms: KA201, "),
        (
            2026,
            "school-development-partnership",
            "36 months; a lump sum of EUR 400 000; for School education.",
        ),
    ],
)
def test_an_action_says_what_decides_whether_it_is_the_right_one(call, action, words):
    offered = {
        choice.value: choice.sentence for choice in actions.actions(OpeningContext(Proposal(call=call)))
    }
    assert words in offered[action].replace("\xa0", " ")


def test_no_format_is_asked_where_the_field_has_none(path):
    write(path, "call: 2016\naction: strategic-partnership\nfield: vet\n")
    assert stop(path).keys == ["type"]


def test_a_format_may_be_none_and_may_settle_the_type(path):
    write(path, "call: 2016\naction: strategic-partnership\nfield: school\n")
    assert stop(path, {"format": "school-exchange"}).keys[-1] == "title"
    path.unlink()
    write(path, "call: 2016\naction: strategic-partnership\nfield: school\n")
    assert stop(path, {"format": None}).keys[-1] == "type"
    assert load(path).proposal.format is None


def test_no_type_is_asked_where_the_call_has_none(path):
    write(path, "call: 2015\naction: strategic-partnership\nfield: vet\n")
    assert stop(path).keys == ["title"]


def test_a_type_that_the_call_does_not_have_can_be_taken_out(path):
    write(path, COMPLETE.replace("2016", "2015").replace("priorities:", "#"))
    run(path, {"home": ("review", "finish"), "review": ("/type", None), "type": None})
    assert load(path).proposal.type is None


def test_a_round_is_asked_only_where_there_are_several(path):
    text = COMPLETE.replace("start: 2016-09-01\n", "").replace(
        "priorities: {main: vet", "priorities: {main: youth"
    )
    write(path, text)
    assert stop(path).keys == ["start"]
    write(path, text.replace("field: vet", "field: youth"))
    assert stop(path).keys == ["round"]


def test_the_charter_is_asked_of_those_who_need_one(path):
    write(
        path, COMPLETE.replace("  - id: c\n", "  - id: c\n    eche: true\n").replace("enterprise", "school")
    )
    institution = organisation(3, "Uni", "BE", kind="higher-education-institution")
    script = stop(path, {"home": "organisations", "organisations": "add", **institution})
    assert script.keys[-1] == "organisations.3.eche"


@pytest.mark.parametrize(
    ("country", "role", "asked"),
    [("Ukraine", "partner", True), ("Ukraine", "associated", False), ("BE", "partner", False)],
)
def test_added_value_is_asked_of_partner_countries_only(path, country, role, asked):
    write(path, COMPLETE)
    fourth = organisation(3, "Fourth", country, role)
    script = stop(path, {"home": "organisations", "organisations": "add", **fourth})
    assert (script.keys[-1] == "organisations.3.added_value") is asked


def test_kinds_are_those_of_field_and_format(path):
    text = (
        COMPLETE.replace("field: vet", "field: school\nformat: school-exchange")
        .replace("type: innovation\n", "")
        .replace("enterprise", "school")
        .replace("vet/work-based-learning", "school/skills")
        .replace("vet/access", "school/skills")
    )
    write(path, text)
    fourth = organisation(3, "Fourth", "FR")
    del fourth["organisations.3.kind"]
    script = stop(path, {"home": "organisations", "organisations": "add", **fourth})
    assert script.keys[-1] == "organisations.3.kind"
    assert script.offered[0] == ["school", "vet-provider", "adult-education-provider"]


def test_priorities_are_those_of_the_field_and_horizontal(path):
    write(path, COMPLETE.replace("priorities: {main: vet/work-based-learning, others: [vet/access]}\n", ""))
    script = stop(path)
    assert script.keys == ["priorities.main"]
    assert {key.partition("/")[0] for key in script.offered[0]} == {"vet", "horizontal"}


WITHOUT_PRIORITIES = COMPLETE.replace(
    "priorities: {main: vet/work-based-learning, others: [vet/access]}\n", ""
)


@pytest.mark.parametrize(
    ("title", "hint"),
    [
        ("Apprentices learn in companies", "Work-based learning with business (apprentices, companies)"),
        ("Untitled", None),
    ],
)
def test_the_priorities_to_which_words_lead_are_named_with_them_as_a_hint(path, title, hint):
    write(path, WITHOUT_PRIORITIES.replace("Learning at work", title))
    (prompt,) = stop(path).asked
    assert ("lead to" in prompt.help) is bool(hint)
    assert hint is None or f"Your words lead to: {hint}. That is a hint" in prompt.help


@pytest.mark.parametrize(
    ("call", "way"), [(2015, {"home": "priorities", "review": "/priorities/main"}), (2016, {})]
)
def test_what_the_action_aims_at_is_said_where_priorities_are_chosen(path, call, way):
    write(path, WITHOUT_PRIORITIES.replace("2016", str(call)))
    edition = open_edition(call, "strategic-partnership")
    (prompt,) = (asked for asked in stop(path, way).asked if asked.key == "priorities.main")
    assert edition.aims
    for aim in edition.aims.values():
        assert aim.label in prompt.help
        assert f"- {aim.label}: {aim.sentence}" in prompt.more
    assert any(line.startswith("Programme Guide 2015") for line in prompt.more)


def test_more_than_two_other_priorities_are_asked_again(path):
    write(path, COMPLETE.replace(", others: [vet/access]", "").replace("2016", "2018"))
    three = ["vet/access", "vet/educators", "horizontal/educators"]
    _, said = run(
        path,
        {
            "home": ("priorities", "finish"),
            "review": ("/priorities/others", None),
            "priorities.others": (three, three[:2]),
        },
    )
    assert "Please take 2 at most, not 3." in said
    assert load(path).proposal.priorities.others == ("vet/access", "vet/educators")


def test_more_than_two_other_priorities_are_taken_where_the_form_has_no_limit(path):
    write(path, COMPLETE.replace(", others: [vet/access]", ""))
    three = ["vet/access", "vet/educators", "horizontal/educators"]
    run(
        path,
        {
            "home": ("priorities", "finish"),
            "review": ("/priorities/others", None),
            "priorities.others": three,
        },
    )
    assert load(path).proposal.priorities.others == tuple(three)


def test_required_questions_insist(path):
    _, said = run(path, WHOLE | {"title": (" ", "Learning at work")})
    assert any("An answer is needed here" in line for line in said)


# Resuming


def test_it_resumes_where_it_was_interrupted(path):
    script = stop(
        path,
        SHAPE
        | NAMES
        | organisation(0, "One", "BE", "applicant", pic="912345678")
        | {"acronym": "", "organisations": "add", "organisations.1.name": "Fjord Yard"},
    )
    assert script.keys[-1] == "organisations.1.country"
    assert load(path).proposal.organisations[1].name == "Fjord Yard"
    third = organisation(2, "Ergasia", "EL", kind="enterprise")
    second = organisation(1, "Fjord Yard", "NO")
    del second["organisations.1.name"]
    run(path, second | third | REST | FINISH | {"organisations": ("add", "done")})
    assert check(load(path).proposal).verdict == "eligible"


def test_what_was_skipped_before_is_offered_at_the_end_and_not_asked_again(path):
    write(path, COMPLETE)
    script, _ = run(path, {"home": ("basics", "finish"), "review": ("/acronym", None), "acronym": "LAW"})
    assert script.keys == ["home", "review", "acronym", "review", "home"]
    assert load(path).proposal.acronym == "LAW"


def test_a_complete_file_is_left_as_it_is(path):
    write(path, COMPLETE)
    run(path, FINISH)
    assert path.read_text(encoding="utf-8") == COMPLETE


def test_answers_can_be_changed_and_their_consequences_are_asked(path):
    write(path, COMPLETE)
    run(
        path,
        {
            "home": ("review", "finish"),
            "review": ("/field", None),
            "field": "school",
            "format": None,
            "priorities.main": "school/skills",
        },
    )
    assert load(path).proposal.field == "school"
    assert load(path).proposal.priorities.main == "school/skills"


def test_a_text_of_the_form_is_written_in_several_lines(path):
    write(path, COMPLETE)
    text = "Why we do it.\n\n* one  \n  * two: three"
    run(
        path,
        {
            "home": ("form", "finish"),
            "form": (2, None),
            "form.description": (0, None),
            "answers.description.rationale": text,
        },
    )
    assert load(path).proposal.answers["description.rationale"] == "Why we do it.\n\n* one\n  * two: three\n"
    assert "  description.rationale: |\n    Why we do it.\n" in path.read_text(encoding="utf-8")


def test_texts_are_asked_for_each_organisation(path):
    write(path, COMPLETE)
    run(
        path,
        {
            "home": ("form", "finish"),
            "form": (1, None),
            "form.organisation": (1, None),
            "answers.organisation.background/b": "We train.",
        },
    )
    assert load(path).proposal.answers == {"organisation.background/b": "We train.\n"}


def test_a_text_that_is_too_long_is_asked_again(path):
    write(path, COMPLETE)
    _, said = run(
        path,
        {
            "home": ("form", "finish"),
            "form": (0, None),
            "form.priorities": 0,
            "answers.priorities.comment": ("x" * 5001, "short"),
        },
    )
    assert any("cut 1 character" in line for line in said)


def test_a_text_that_was_typed_and_not_confirmed_is_there_again(path):
    write(path, COMPLETE)
    way = {"form": (0, None), "form.priorities": 0}

    class Stopping(Script):
        def multiline(self, prompt, default=""):
            prompt.keep("Half a sen")
            return super().multiline(prompt, default)

    with pytest.raises(KeyboardInterrupt):
        run(path, {"home": "form", **way, "answers.priorities.comment": KeyboardInterrupt}, Stopping)
    assert load(path).proposal.answers == {}
    _, said = run(path, {"home": ("form", "finish"), **way, "answers.priorities.comment": KEEP})
    assert "What you typed last time, and did not confirm, is there again." in said
    assert load(path).proposal.answers == {"priorities.comment": "Half a sen\n"}
    assert [file.name for file in path.parent.iterdir()] == ["proposal.yaml"]


# Going back


def test_going_back_asks_the_question_before_with_its_answer(path):
    script, _ = run(path, WHOLE | {"acronym": ("LAW", KEEP), "language": (WentBack, "English")})
    at = script.keys.index("acronym")
    assert script.keys[at : at + 4] == ["acronym", "language", "acronym", "language"]
    assert load(path).proposal.acronym == "LAW"


def test_going_back_keeps_the_answers_given_after_it(path):
    answers = WHOLE | {
        "title": ("First", "Second"),
        "acronym": ("LAW", WentBack),
        "language": (WentBack, "fr"),
    }
    script, _ = run(path, answers)
    at = script.keys.index("title")
    assert script.keys[at : at + 6] == ["title", "acronym", "language", "acronym", "title", "language"]
    proposal = load(path).proposal
    assert (proposal.title, proposal.acronym, proposal.language) == ("Second", "LAW", "fr")


def test_going_back_within_an_organisation_asks_on_from_there(path):
    about = "organisations.1."
    answers = {
        f"{about}country": ("norway", "Sweden"),
        f"{about}city": ("", WentBack, ""),
        f"{about}role": (WentBack, "partner"),
    }
    script, _ = run(path, WHOLE | answers)
    at = script.keys.index(f"{about}role")
    assert script.keys[at + 1 : at + 5] == [f"{about}{key}" for key in ("city", "country", "city", "role")]
    assert load(path).proposal.organisations[1].country == "SE"


def test_going_back_from_a_menu_and_from_a_list(path):
    script, _ = run(path, WHOLE | {"home": (WentBack, "finish"), "requested_grant": ("EUR 250 000", KEEP)})
    assert script.keys[-4:] == ["requested_grant", "home", "requested_grant", "home"]


def test_there_is_nothing_before_the_first_question(path):
    script, said = run(path, WHOLE | {"call": (WentBack, 2016)})
    assert script.keys[:2] == ["call", "call"]
    assert "There is no question to go back to." in said
    assert [prompt.can_go_back for prompt in script.asked[:3]] == [False, False, True]


def test_going_back_passes_over_what_does_not_arise_any_more(path):
    write(path, COMPLETE)
    script, _ = run(
        path,
        {
            "home": ("review", "finish"),
            "review": ("/field", "/field", WentBack, WentBack, None),
            "field": ("school", "vet", WentBack, KEEP),
            "format": None,  # there is none in vet
            "priorities.main": ("school/skills", WentBack),
        },
    )
    assert script.keys[-7:] == ["review", "field", "review", "priorities.main", "field", "review", "home"]


def test_nobody_goes_back_beyond_the_removal_of_an_organisation(path):
    write(path, COMPLETE)
    _, said = run(
        path,
        {
            "home": ("organisations", "finish"),
            "organisations": ("remove", WentBack, "done"),
            "organisations.remove": 1,
            "organisations.remove.confirm": True,
        },
    )
    assert any("no question to go back" in line for line in said)


# Checking the answers, and help


def test_all_answers_can_be_checked_and_changed(path):
    long = " ".join(["Learning"] * 40)
    write(path, COMPLETE.replace("Learning at work", long))
    labels = {}

    class Watching(Script):
        def select(self, prompt, choices, chosen=None):
            if prompt.key == "review":
                labels.update({choice.value: choice.label for choice in choices})
            return super().select(prompt, choices, chosen)

    answers = {"home": ("review", "finish"), "review": ("/organisations/1/country", "/months", None)}
    script, _ = run(path, answers | {"organisations.1.country": "Sweden", "months": "36"}, Watching)
    assert script.keys == ["home", "review", "organisations.1.country", "review", "months", "review", "home"]
    assert labels["/months"] == "Months: 36"
    assert labels["/organisations/1/country"] == "Country of Two: Sweden (SE)"
    assert labels["/acronym"] == "Short name: not said"
    assert labels["/priorities/others"].startswith("Other priorities: ")
    assert labels["/title"] == f"Title: {' '.join(['Learning'] * 16)} …"  # between words
    assert max(map(len, labels.values())) <= 160


def test_help_names_the_rules_and_their_sources(path):
    write(path, COMPLETE.replace("months: 24\n", ""))
    more = stop(path).asked[-1].more
    assert any(line.startswith("DUR-01 ") for line in more)
    assert any(line.startswith("- Programme Guide 2016, ") for line in more)


# Answers as people write them


@pytest.mark.parametrize(
    ("key", "said", "saved"),
    [
        ("start", "1 September 2016", "start: 2016-09-01"),
        ("start", "01.09.2016", "start: 2016-09-01"),
        ("start", "September 2016", "start: 2016-09-01"),
        ("months", "2 years", "months: 24"),
        ("requested_grant", "100k", "requested_grant: 100000"),
        ("requested_grant", "100.000,00", "requested_grant: 100000"),
    ],
)
def test_answers_are_read_as_people_write_them(path, key, said, saved):
    write(path, "".join(line for line in COMPLETE.splitlines(keepends=True) if not line.startswith(key)))
    run(path, FINISH | {key: said})
    assert saved in path.read_text(encoding="utf-8")


def test_an_amount_with_two_meanings_is_asked_back(path):
    write(path, COMPLETE.replace("requested_grant: 100000\n", ""))
    _, said = run(path, FINISH | {"requested_grant": ("228.730", "228730")})
    assert any("`228.730` may be 228730 or 228.73" in line for line in said)
    assert load(path).proposal.requested_grant == 228730


# Wrong answers


@pytest.mark.parametrize(
    ("key", "wrong", "right", "words"),
    [
        ("months", "two", "24", "`two` is no length; write months, such as 24, or 2 years."),
        ("start", "1 September", "2016-09-01", "`1 September` is no day"),
        ("requested_grant", "a lot", "100000", "`a lot` is not an amount"),
    ],
)
def test_an_answer_that_cannot_be_read_is_asked_again(path, key, wrong, right, words):
    write(path, COMPLETE.replace(f"{key}: {right}\n", ""))
    _, said = run(path, FINISH | {key: (wrong, right)})
    assert any(words in line for line in said)
    assert path.read_text(encoding="utf-8").count(right) >= 1


def test_an_answer_against_the_rules_is_asked_again_and_may_be_kept(path):
    write(path, COMPLETE.replace("months: 24\n", ""))
    _, said = run(path, FINISH | {"months": ("40", KEEP)})
    assert any("12 to 36 are allowed; plan 36 months" in line for line in said)
    assert any("To keep it, give it once more." in line for line in said)
    assert load(path).proposal.months == 40
    run(path, FINISH | {"months": "24"})
    assert load(path).proposal.months == 24


def test_a_value_in_the_file_that_cannot_be_read_is_asked_again(path):
    write(
        path, COMPLETE.replace("months: 24", "months: soon   # roughly").replace("country: NO", "country: QQ")
    )
    _, said = run(
        path,
        FINISH
        | {"organisations.1.country": ("Atlantis", "Flandern", "Tirana", "school", "Norway"), "months": "24"},
    )
    assert any("there is no country `QQ`" in line for line in said)
    assert any("There is no country `Atlantis` here" in line for line in said)
    assert any("no country `Flandern` here; did you mean Belgium (BE)?" in line for line in said)
    assert any("no country `Tirana` here; did you mean Albania (AL)?" in line for line in said)
    assert any("no country `school` here; write its name or its code" in line for line in said)
    assert "months: 24   # roughly" in path.read_text(encoding="utf-8")


def test_a_value_that_cannot_be_read_is_not_kept_by_giving_it_again(path):
    write(path, COMPLETE.replace("months: 24", "months: soon"))
    run(path, FINISH | {"months": ("soon", "24")})


@pytest.mark.parametrize(
    "key",
    [template.at.removeprefix("/organisations/{index}/") for template in organisation_questions.QUESTIONS],
)
def test_every_question_about_an_organisation_asks_again_for_what_cannot_be_read(path, key):
    outer, _, inner = key.partition("/")
    written = f"{outer}: {{{inner}: [[x]]}}" if inner else f"{outer}: [[x]]"
    write(path, BEFORE_ORGANISATIONS + f"organisations: [{{{written}}}]\n")
    assert f"/organisations/0/{key}" in ProposalFile(path).answers.problems


def test_a_call_without_rules_is_asked_again(path):
    write(path, COMPLETE.replace("call: 2016", "call: 2031"))
    _, said = run(path, FINISH | {"call": 2016})
    told = next(line for line in said if "no rules for 2031/strategic-partnership" in line)
    assert "only for calls 2014 to 2026" in told
    assert "once more" not in told  # there is no such choice


def test_an_action_that_the_call_does_not_have_is_asked_again(path):
    write(path, COMPLETE.replace("strategic-partnership", "cooperation-partnership"))
    _, said = run(path, FINISH | {"action": "strategic-partnership"})
    told = next(line for line in said if "no rules for 2016/cooperation-partnership" in line)
    assert "call 2016 has " in told
    assert "strategic-partnership" in told


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
        run(path, {})


# Organisations


def test_organisations_are_added_edited_and_removed(path):
    write(path, COMPLETE)
    _, said = run(
        path,
        {
            "home": ("organisations", "finish"),
            "organisations": ("edit", "remove", "remove", "add", "done"),
            "organisations.edit": 2,
            "organisations.entry": ("/organisations/2/country", "/organisations/2/city", None),
            "organisations.remove": (1, 1),
            "organisations.remove.confirm": (False, True),
            "organisations.2.country": ("Sweden", "DK"),
            "organisations.2.city": ("Malmö", "Aarhus"),
            "organisations.2.name": "Two",
            "organisations.2.role": "partner",
            "organisations.2.kind": "vet-provider",
            "organisations.2.pic": "912345671",
        },
    )
    proposal = load(path).proposal
    assert [(o.id, o.country) for o in proposal.organisations] == [("a", "BE"), ("c", "SE"), ("two", "DK")]
    assert "2. b: Two, Norway (NO), Provider of vocational education and training, partner" in said
    assert "3. c: Three, Sweden (SE), Enterprise of any size, also a social enterprise, partner" in said


def test_the_list_marks_what_is_missing(path):
    write(
        path,
        COMPLETE.replace("    country: NO\n", "").replace(
            "    kind: vet-provider   # they train welders\n", ""
        ),
    )
    _, said = run(
        path,
        {
            "organisations.1.country": "NO",
            "organisations.1.kind": "enterprise",
            "home": ("organisations", "finish"),
            "organisations": "done",
        },
    )
    assert not any("; missing:" in line for line in said)
    write(path, BEFORE_ORGANISATIONS + "organisations:\n  - name: Two\n")
    said = []
    with pytest.raises(KeyboardInterrupt):
        Session(ProposalFile(path), Script({}, stops=True), said.append).run(EditConsortium())
    assert "1. Two; missing: Country, Part, Kind" in said


def test_an_organisation_that_was_begun_is_finished_before_another_is_added(path):
    write(path, BEFORE_ORGANISATIONS + "organisations:\n  - name: Two\n")
    assert stop(path).keys == ["organisations.0.country"]


def test_adding_can_be_declined_but_the_first_is_needed(path):
    write(path, BEFORE_ORGANISATIONS)
    one = organisation(0, "One", "BE", "applicant", pic="912345678")
    answers = {**one, "organisations.0.name": ("", "One"), "organisations": "add", "organisations.1.name": ""}
    script = stop(path, answers)
    assert script.keys[-3:] == ["organisations", "organisations.1.name", "organisations"]


def test_the_first_organisation_applies_without_being_asked(path):
    write(path, BEFORE_ORGANISATIONS)
    first = organisation(0, "One", "BE", pic="912345678")
    second = {
        f"organisations.1.{key}": said for key, said in (("name", "Two"), ("country", "NO"), ("city", ""))
    }
    script = stop(path, first | second | {"organisations": "add"})
    assert "organisations.0.role" not in script.keys
    assert load(path).proposal.organisations[0].role == "applicant"
    assert (script.keys[-1], script.offered[1]) == ("organisations.1.role", "partner")


def test_adding_goes_on_until_it_is_declined(path):
    """The call needs three, and Enter alone must not end the list at two."""
    write(path, BEFORE_ORGANISATIONS)
    usual = []

    class Watched(Script):
        def select(self, prompt, choices, chosen=None):
            if prompt.key == "organisations":
                usual.append(chosen)
            return super().select(prompt, choices, chosen)

    answers = CONSORTIUM | {"organisations": ("add", "add", "add", "done")}
    answers |= {"organisations.2.pic": "", "organisations.3.name": ""}
    with pytest.raises(KeyboardInterrupt):
        Session(ProposalFile(path), Watched(answers, stops=True), lambda _: None).run(Home())
    assert usual == ["add", "add", "add", "done"]


def test_a_later_section_is_asked_before_an_earlier_one_is_complete(path):
    write(path, BEFORE_ORGANISATIONS)
    script = Script({"home": "dates", "start": "2016-09-01", "months": "24"}, stops=True, goes_on=False)
    with pytest.raises(KeyboardInterrupt):
        Session(ProposalFile(path), script, lambda _: None).run(Home())
    assert script.keys == ["home", "start", "months", "home"]


def test_from_the_first_question_one_comes_back_to_the_answers_of_earlier_sessions(path):
    write(path, "call: 2016\naction: knowledge-alliance\n")
    answers = {"title": WentBack, "review": ("/action", None), "action": "strategic-partnership"}
    script = Script(answers, stops=True)
    with pytest.raises(KeyboardInterrupt):
        menu.run(Session(ProposalFile(path), script, lambda _: None))
    assert script.keys == ["title", "review", "action", "type"]
    assert load(path).proposal.action == "strategic-partnership"


def test_all_can_be_removed_and_then_one_is_asked_for_again(path):
    one = "organisations: [{id: a, name: One, country: BE, role: applicant, kind: school}]\n"
    write(path, BEFORE_ORGANISATIONS + one)
    script = stop(
        path,
        {
            **REST,
            "home": "organisations",
            "organisations": ("done", "remove"),
            "organisations.0.pic": "",
            "agency": None,
            "organisations.remove.confirm": True,
        },
    )
    assert script.keys[-1] == "organisations.0.name"
    assert load(path).proposal.organisations is None


@pytest.mark.parametrize(
    ("name", "taken", "handle"),
    [
        ("Riverside Training Centre", [], "riverside-training"),
        ("Riverside", ["riverside"], "riverside-2"),
        ("Escola Secundária de Évora", [], "escola-secundaria"),
        ("The And", [], "the-and"),
        ("Université de Liège", [], "universite-liege"),
        ("Εργασία", [], "p1"),
        ("Труд", ["a", "p2"], "p3"),
    ],
)
def test_handles_come_from_names(name, taken, handle):
    assert handle_for(name, taken) == handle


def test_organisations_without_a_handle_get_one_with_the_next_answer(path):
    text = COMPLETE.replace("id: b\n    name: Two", "name: Two").replace(
        "id: c\n    name: Three", "name: Two"
    )
    write(path, text.replace("months: 24\n", ""))
    run(path, FINISH | {"months": "24"})
    assert [o.id for o in load(path).proposal.organisations] == ["a", "two", "two-2"]


def test_why_a_long_text_cannot_be_taken_is_said_where_it_fills_the_screen(path):
    write(path, COMPLETE)
    way = {"form": (0, None), "form.priorities": 0}
    key = "answers.priorities.comment"
    person, said = run(path, {"home": ("form", "finish"), **way, key: ("x" * 100_001, "Because.")})
    first, again = (prompt for prompt in person.asked if prompt.key == key)
    assert (first.refused, again.refused) == ("", next(line for line in said if "is longer than" in line))
    assert load(path).proposal.answers["priorities.comment"] == "Because.\n"


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
        {
            "organisations.1.country": "NO",
            "organisations.1.role": "partner",
            "home": ("organisations", "basics", "finish"),
            "review": ("/acronym", None),
            "organisations": ("add", "done"),
            **organisation(3, "Four", "FR", pic="912345671"),
            "acronym": "LAW",
        },
    )
    text = path.read_text(encoding="utf-8")
    kept = [line.strip() for line in COMPLETE.splitlines() if "#" in line]
    assert [line.strip() for line in text.splitlines() if "#" in line] == kept
    assert text.index("name: Four") < text.index("# dates\nstart:")
    assert text.index("title:") < text.index("acronym: LAW") < text.index("language:")


@pytest.mark.parametrize(
    "edits",
    [
        [("/organisations/3", {"id": "d"})],
        [("/months", 12), ("/acronym", "A"), ("/answers/a.b", "x\ny\n")],
        [("/organisations/1/city", "Oslo"), ("/organisations/2/eche", False)],
        [("/organisations/1", None), ("/organisations/1", None)],
        [("/start", None), ("/priorities/main", None), ("/priorities/others", None)],
        [("/organisations", [{"id": "z"}])],
    ],
)
def test_an_edit_changes_the_data_as_in_plain_data_and_keeps_the_comments_below(edits):
    twin = parse_mapping(COMPLETE, "x")
    for at, value in edits:
        if value is None:
            editing.take_out(twin, at)
        else:
            editing.put(twin, at, value)
    text = edited(COMPLETE, edits).text
    assert parse_mapping(text, "x") == twin
    for comment in ("# our own notes", "# the usual one", "# dates"):
        assert comment in text


def test_comments_in_lists_stay(path):
    text = BEFORE_ORGANISATIONS + (
        "organisations:\n  # we apply\n  - {id: a, name: One}   # of Bruges\n  - id: b\n    name: Two\n"
    )
    write(path, text)
    assert ProposalFile(path).change([("/months", 24)]) is None
    assert [o.name for o in load(path).proposal.organisations] == ["One", "Two"]
    assert path.read_text(encoding="utf-8") == text.replace("organisations:", "months: 24\norganisations:")


def test_line_ends_and_byte_order_mark_stay(path):
    text = "\ufeff" + COMPLETE.replace("\n", "\r\n")
    path.write_text(text, encoding="utf-8", newline="")
    assert ProposalFile(path).change([("/months", 12)]) is None
    assert path.read_bytes().decode() == text.replace("months: 24", "months: 12")


def test_what_an_editor_saved_meanwhile_is_kept(path):
    write(path, COMPLETE.replace("months: 24\n", ""))

    class Other(Script):
        def _answer(self, prompt, nothing):
            if prompt.key == "months":
                write(path, path.read_text(encoding="utf-8").replace("Learning at work", "A better title"))
            return super()._answer(prompt, nothing)

    run(path, FINISH | {"months": "24"}, Other)
    assert load(path).proposal.title == "A better title"
    assert load(path).proposal.months == 24


def test_a_json_file_stays_json(tmp_path):
    path = tmp_path / "proposal.json"
    write(path, '{"call": 2016, "action": "strategic-partnership", "field": "vet"}')
    stop(path, {"type": "innovation"})
    assert json.loads(path.read_text(encoding="utf-8"))["type"] == "innovation"


def test_a_crash_while_saving_leaves_the_old_file(path, monkeypatch):
    write(path, COMPLETE)
    file = ProposalFile(path)
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(OSError, match="cannot be saved: No space left"):
        file.change([("/months", 12)])
    assert path.read_text(encoding="utf-8") == COMPLETE
    assert [entry.name for entry in path.parent.iterdir()] == ["proposal.yaml"]


# Other calls and actions

KA220 = {"call": 2026, "action": "cooperation-partnership", "field": "vet", "format": None, **NAMES}
CONSORTIUM_2026 = {
    **organisation(0, "Alder", "BE", "applicant", established="2001-05-01", oid="E99900001"),
    **organisation(1, "Birch", "NO", oid="E99900002"),
    **organisation(2, "Cedar", "EL", oid=""),
    "organisations": ("add", "add", "done"),
}
REST_2026 = {
    "round": 1,
    "start": "2026-09-01",
    "months": "24",
    "priorities.main": "vet/flexibility",
    "priorities.others": ["vet/innovation", "horizontal/digital"],
    "lump_sum": 250000,
}
WHOLE_2026 = KA220 | CONSORTIUM_2026 | REST_2026 | PACKAGES | FINISH


@pytest.mark.slow
def test_a_cooperation_partnership_of_2026(path):
    script, said = run(path, WHOLE_2026)
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
    start = next(prompt for prompt in script.asked if prompt.key == "start")
    assert "Such as 1 September 2026." in start.help


@pytest.mark.slow
def test_an_applicant_too_young_for_the_call_is_told(path):
    script, said = run(path, WHOLE_2026 | {"organisations.0.established": ("2025-01-01", KEEP)})
    assert any("at least 2 years before the deadline" in prompt.help for prompt in script.asked)
    assert any(line.startswith("That does not fit") and "established" in line for line in said)


def test_a_day_of_establishment_that_cannot_be_read_is_asked_again(path):
    text = "call: 2026\naction: cooperation-partnership\nfield: vet\ntitle: T\nlanguage: en\n"
    one = "{id: a, name: Alder, country: BE, role: applicant, kind: school, established: long ago}"
    write(path, f"{text}organisations: [{one}]\n")
    stop(path, {"organisations": "done", "organisations.0.established": ("soon", "2001-05-01")})
    assert str(load(path).proposal.organisations[0].established) == "2001-05-01"


@pytest.mark.slow
def test_a_second_round_that_agencies_may_leave_out_says_so(path):
    sentences = []

    class Watching(Script):
        def select(self, prompt, choices, chosen=None):
            if prompt.key == "round":
                sentences.extend(choice.sentence for choice in choices)
            return super().select(prompt, choices, chosen)

    script, _ = run(path, WHOLE_2026 | {"round": 2, "start": "2027-01-01"}, Watching)
    assert sentences == ["", "It takes place only where the National Agency opens it."]
    start = next(prompt for prompt in script.asked if prompt.key == "start")
    assert "Such as 1 January 2027." in start.help


@pytest.mark.slow
def test_no_more_further_priorities_than_the_form_takes(path):
    three = ["vet/innovation", "horizontal/digital", "horizontal/values"]
    script, said = run(path, WHOLE_2026 | {"priorities.others": (three, three[:2])})
    assert any("The form takes 2 at most." in prompt.help for prompt in script.asked)
    assert "Please take 2 at most, not 3." in said


def test_sport_takes_exactly_one_priority_and_identifies_by_pic(path):
    run(
        path,
        {
            **{key: answer for key, answer in KA220.items() if key != "format"},
            "field": "sport",
            **organisation(
                0,
                "Alder",
                "BE",
                "applicant",
                "sport-organisation",
                established="2001-05-01",
                pic="912345678",
            ),
            "organisations": "done",
            "start": "2026-12-31",
            "months": "24",
            "priorities.main": "sport/integrity",
            "lump_sum": 120000,
            **PACKAGES,
            **FINISH,
        },
    )
    assert load(path).proposal.priorities.others == ()


def test_a_small_scale_partnership_of_2026_has_no_higher_education(path):
    shape = {"call": 2026, "action": "small-scale-partnership"}
    script = stop(path, shape)
    assert script.keys[-1] == "field"
    assert script.offered[0] == ["school", "vet", "adult", "youth", "sport"]
    answers = {
        "field": "school",
        **NAMES,
        "acronym": "",
        **organisation(0, "Alder", "BE", "applicant", "school", oid=""),
        "organisations": "done",
        "agency": "BE03",
        "round": 1,
        "start": "2026-09-01",
        "months": "12",
        "priorities.main": "horizontal/digital",
        "priorities.others": [],
    }
    assert stop(path, answers).keys[-1] == "activities.0.title"  # before the money for it


def test_the_only_field_of_an_action_is_filled_in(path):
    said = []
    script = stop(path, {"call": 2018, "action": "knowledge-alliance"}, said)
    assert script.keys[-1] == "title"
    assert load(path).proposal.field == "higher-education"
    assert any("there is no other choice" in line for line in said)


def test_a_grant_that_depends_on_the_length_says_the_most_for_each(path):
    one = "{id: a, name: A, country: BE, role: applicant, kind: enterprise, pic: '912345678'}"
    write(
        path,
        "call: 2018\naction: knowledge-alliance\nfield: higher-education\ntitle: T\nlanguage: en\n"
        f"organisations: [{one}]\nstart: 2018-12-31\nmonths: 24\n",
    )
    script = stop(path, {"organisations": "done"})
    assert "EUR 700 000 for 24 months" in script.asked[-1].help.replace(",", " ").replace("\xa0", " ")


@pytest.mark.parametrize("action", ["cooperation-partnership", "small-scale-partnership"])
def test_the_last_words_say_what_is_open_and_how_much_is_not_divided(path, action):
    write(path, f"call: 2026\naction: {action}\nfield: vet\nlump_sum: 60000\n")
    lines = [line.replace("\xa0", " ") for line in closing_lines(ProposalFile(path))]
    assert any(line.startswith("open: ") for line in lines)
    assert "Lump sum: EUR 60 000, not divided yet." in lines


def test_what_has_to_be_mended_is_named_before_and_after_the_end(path):
    write(path, COMPLETE.replace("months: 24", "months: 40"))
    script, _ = run(path, {"months": KEEP, "home": "finish"})
    wanted = "to mend: 40 months; 12 to 36 are allowed"
    assert wanted in script.asked[-1].help
    assert any(line.startswith(wanted) for line in closing_lines(ProposalFile(path)))


# The questions themselves


def test_every_question_says_what_it_asks_and_helps():
    for template in (*questions.OPENING, *questions.QUESTIONS, *organisation_questions.QUESTIONS):
        assert template.prompt.endswith("?")
        assert template.help or template.hint, template.at
        assert not template.help or template.help.endswith(".")


def test_the_wizard_knows_no_terminal():
    for module in Path(answers_module.__file__).parent.glob("*.py"):
        text = module.read_text(encoding="utf-8")
        assert "print(" not in text
        assert "erasmus_cli.cli" not in text
        assert "import rich" not in text


# The scripts of these tests


def test_an_answer_to_a_question_that_does_not_exist_fails_at_once(path):
    with pytest.raises(AssertionError, match="no question has the key 'titel'"):
        run(path, WHOLE | {"titel": "x"})


def test_a_question_without_an_answer_fails_at_once(path):
    with pytest.raises(AssertionError, match="no answer to title"):
        run(path, SHAPE)


def test_an_answer_that_is_refused_fails_and_does_not_loop(path):
    with pytest.raises(AssertionError, match="no answer to months"):
        run(path, WHOLE | {"months": "two"})


def test_an_answer_that_was_never_asked_for_fails(path):
    with pytest.raises(AssertionError, match="never asked"):
        run(path, WHOLE | {"lump_sum": 250000})


# What a question is for


def test_every_question_says_why_it_is_asked(path):
    run(path, WHOLE | {"organisations.0.pic": "912345678"})
    file = ProposalFile(path)
    report = file.answers.report
    lists = (Kind.LIST, Kind.ORGANISATIONS)
    asked = [q for q in file.answers.questions if q.can_be_answered and q.kind not in lists]
    assert all(question.why for question in asked if question.kind is Kind.NARRATIVE)
    silent = {q.key for q in asked if not q.why and not list(validation.explained(report, q.at))}
    assert not [q.key for q in asked if q.required and q.key in silent]


EVERY = [*QUESTIONS, *(template for listed in LISTS for template in listed.templates)]


@pytest.mark.parametrize("template", [one for one in EVERY if one.kind not in LISTED], ids=lambda one: one.at)
def test_every_question_that_there_is_says_what_its_answer_is_for(template):
    assert template.why.endswith(".")
    assert template.why not in (template.help, template.prompt)


def test_a_list_is_explained_by_the_rules_on_it(path):
    write(path, COMPLETE)
    script = stop(path, {"home": "organisations"})
    assert script.keys[-1] == "organisations"
    assert any(line.startswith("CON-01 ") for line in script.asked[-1].more)


def test_an_end_before_the_start_is_told_beside_the_answer(path):
    begun = "call: 2026\naction: small-scale-partnership\nfield: vet\ntitle: T\nlanguage: en\n"
    dates = "start: 2026-11-01\nmonths: 12\nactivities: [{id: a, title: Meeting, start: 2027-01-10}]\n"
    write(path, begun + dates)
    said = []
    answers = {"home": "activities", "activities": "edit", "activities.entry": "/activities/0/end"}
    person = Script(answers | {"activities.0.end": "8 January 2027"}, stops=True, goes_on=False)
    with pytest.raises(KeyboardInterrupt):
        Session(ProposalFile(path), person, said.append).run(Home())
    assert any("before it starts on 10" in line for line in said)


def test_an_explanation_names_the_rule_how_it_stands_and_its_source(path):
    write(path, COMPLETE)
    report = ProposalFile(path).answers.report
    lines = list(validation.explained(report, "/months"))
    assert any(line.startswith("DUR-01 ") for line in lines)
    assert any(line.startswith("- Now: ") and "24" in line for line in lines)
    assert any(line.endswith("(official)") or "(published)" in line or "(recalled)" in line for line in lines)
    # Of an organisation that is to be added, what speaks of those before it is told.
    write(path, COMPLETE.replace("pic: 912345679", "pic: 12"))
    lines = list(validation.explained(ProposalFile(path).answers.report, "/organisations/7/pic"))
    assert lines
    assert not any(line.startswith("- Now: ") for line in lines)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\u2028", "\x85"])
def test_a_paste_of_a_hundred_thousand_characters_keeps_its_lines_whatever_ends_them(path, end):
    write(path, COMPLETE)
    pasted = [f"Line {number} of the text that was written elsewhere." for number in range(1_700)]
    answers = {
        "home": ("form", "finish"),
        "form": (0, None),
        "form.priorities": 0,
        "answers.priorities.comment": (end.join(pasted), KEEP),
    }
    run(path, answers)
    assert load(path).proposal.answers["priorities.comment"].splitlines() == pasted


class Meanwhile(Script):
    """Saves something else in the file, once, while a question is open."""

    path = old = new = key = None

    def _answer(self, prompt, nothing):
        if prompt.key == self.key and type(self).old:
            write(self.path, self.path.read_text(encoding="utf-8").replace(type(self).old, self.new))
            type(self).old = None
        return super()._answer(prompt, nothing)


def test_what_another_program_said_of_the_same_is_never_overwritten_unasked(path):
    write(path, COMPLETE)
    script = type(
        "Same", (Meanwhile,), {"path": path, "old": "months: 24", "new": "months: 30", "key": "months"}
    )
    answers = {"home": ("dates", "finish"), "review": ("/months", None), "months": ("12", KEEP)}
    _, said = run(path, answers, script)
    assert any("was changed to `30` by another program meanwhile" in line for line in said)
    assert load(path).proposal.months == 30


def test_that_another_program_changed_the_file_is_told(path):
    write(path, COMPLETE)
    told = []
    file = ProposalFile(path, told.append)
    write(path, COMPLETE.replace("Learning at work", "A better title"))
    assert file.change([("/months", 12)]) is None
    assert told == [f"{path} was changed by another program meanwhile; its changes are kept."]
    assert (load(path).proposal.title, load(path).proposal.months) == ("A better title", 12)


def test_an_answer_on_one_organisation_never_lands_on_another(path):
    write(path, COMPLETE)
    new = "organisations:\n  - {id: z, name: First, country: DE, role: partner, kind: enterprise}\n"
    more = {"path": path, "old": "organisations:\n", "new": new, "key": "organisations.1.city"}
    answers = {
        "home": ("organisations", "finish"),
        "organisations": ("edit", "done"),
        "organisations.edit": 1,
        "organisations.entry": ("/organisations/1/city", None),
        "organisations.1.city": ("Bergen", KEEP),
    }
    _, said = run(path, answers, type("Moved", (Meanwhile,), more))
    assert any("put other entries into this list" in line for line in said)
    assert [o.city for o in load(path).proposal.organisations] == [None, None, None, None]


def test_a_change_asks_for_what_it_raises_and_for_nothing_that_was_open_before(path):
    """Months and grant are open, and wait in their sections."""
    text = COMPLETE.replace("requested_grant: 100000\n", "").replace("months: 24\n", "")
    write(path, text)
    person = Script(
        {"home": "priorities", "review": ("/priorities/main", None), "priorities.main": "vet/feedback-loops"},
        stops=True,
        goes_on=False,
    )
    with suppress(KeyboardInterrupt):
        Session(ProposalFile(path), person, lambda _: None).run(Home())
    assert person.keys == ["home", "review", "priorities.main", "review", "home"]


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ("soon", "`soon` is no day; write year-month-day, such as 2026-09-01."),
        ("31.6.2027", "`31.6.2027` is no day of the calendar; write year-month-day, such as 2026-09-01."),
        ("1/9/2026", "`1/9/2026` may be 9 January 2026 or 1 September 2026; write 2026-01-09 or 2026-09-01."),
    ],
)
def test_the_example_of_a_day_lies_within_the_project(path, said, refused):
    write(path, "call: 2026\naction: cooperation-partnership\nfield: vet\ntitle: T\nlanguage: en\nround: 1\n")
    told = []
    answers = {"home": "dates", "start": (said, "2026-09-01"), "months": "12"}
    person = Script(answers, stops=True, goes_on=False)
    with pytest.raises(KeyboardInterrupt):
        Session(ProposalFile(path), person, told.append).run(Home())
    assert refused in told


def test_money_asks_for_what_the_verdict_waits_for(path):
    write(path, COMPLETE.replace("requested_grant: 100000\n", ""))
    person = Script({"home": "money", "requested_grant": "100000"}, stops=True, goes_on=False)
    with pytest.raises(KeyboardInterrupt):
        Session(ProposalFile(path), person, lambda _: None).run(Home())
    assert person.keys == ["home", "requested_grant", "home"]
