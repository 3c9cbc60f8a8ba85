"""What `erasmus check` shows first: the verdict with its provisos, the days left, what to do next."""

import json
import re
import shlex
from datetime import date, timedelta

import pytest
from folders import EXAMPLES
from typer.testing import CliRunner

from erasmus_cli import check, load
from erasmus_cli.chapters.naming import names_of, place_named
from erasmus_cli.cli.app import app
from erasmus_cli.cli.console import out
from erasmus_cli.guide.documents import Moment
from erasmus_cli.guide.loader import open_edition, use_guide
from erasmus_cli.project.project import Project
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.rules.documents import documents_needed
from erasmus_cli.rules.time_left import time_left

KA210 = EXAMPLES / "ka210-school-2026.yaml"
BROKEN = EXAMPLES / "broken" / "ka210-school-2026.yaml"
DEADLINE = date(2026, 3, 5)
"""Of round 1 of KA210 in call 2026."""


def screen(*arguments, columns=80):
    """What is printed on a screen of this width."""
    out.cache_clear()
    run = CliRunner().invoke(app, ["check", *map(str, arguments)], env={"COLUMNS": str(columns)})
    out.cache_clear()
    return run.stdout


def data(*arguments):
    """What is printed as JSON of the first proposal."""
    run = CliRunner().invoke(app, ["check", *map(str, arguments), "--format", "json"])
    return json.loads(run.stdout)["proposals"][0]


def exit_code(*arguments):
    return CliRunner().invoke(app, ["check", *map(str, arguments)]).exit_code


def altered(folder, *changes, source=KA210):
    """A copy of a proposal with some of its text replaced."""
    text = source.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file = folder / "p.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def project(**keys):
    """A small-scale partnership of 2026 in the field school."""
    proposal = Proposal.model_validate(
        {"call": 2026, "action": "small-scale-partnership", "field": "school", **keys}
    )
    return Project(proposal, open_edition(2026, "small-scale-partnership"))


@pytest.mark.parametrize(
    ("on", "first", "days"),
    [
        ("2026-03-04", "ELIGIBLE  ", "1 day left."),
        ("2026-03-05", "ELIGIBLE  ", "this is the last day."),
        ("2026-03-06", "MEETS THE RULES of call 2026, ", "1 day ago."),
    ],
)
def test_the_first_lines_say_verdict_and_days(on, first, days):
    lines = screen(KA210, "--on", on, columns=200).splitlines()
    assert lines[0].startswith(first)
    assert "ka210-school-2026.yaml: Quiet at Lunch" in lines[0]
    assert lines[2].endswith(days)


@pytest.mark.parametrize(("on", "code"), [("2026-03-05", 0), ("2026-03-06", 1)])
def test_strict_fails_on_a_closed_call(on, code):
    assert exit_code(KA210, "--on", on, "--strict") == code
    assert exit_code(KA210, "--on", on) == 0


@pytest.mark.parametrize(("on", "closed", "days"), [("2026-03-05", False, 0), ("2026-03-06", True, -1)])
def test_json_has_the_deadline_that_is_meant(on, closed, days):
    found = data(KA210, "--on", on)
    assert (found["closed"], found["days_left"]) == (closed, days)
    assert found["deadline"] == {"round": 1, "at": "2026-03-05T12:00", "optional": False}


def test_the_round_named_is_meant_and_else_the_first_that_is_open():
    named = time_left(project(round=1), date(2026, 3, 6))
    assert (named.deadline.round, named.closed, named.next_round.round) == (1, True, 2)
    before, after = (time_left(project(), DEADLINE + timedelta(days)) for days in (0, 1))
    assert (before.deadline.round, before.days) == (1, 0)
    assert (after.deadline.round, after.closed, after.next_round) == (2, False, None)


def test_no_deadline_is_told_where_none_is_known():
    stands_in = open_edition(2026, "small-scale-partnership").in_place_of(2099)
    unpublished = Project(project(call=2099).proposal, stands_in)
    assert time_left(unpublished, DEADLINE) is None


def test_missing_identifiers_stand_beside_the_verdict(tmp_path):
    oids = [one.oid for one in load(KA210).proposal.organisations]
    text = KA210.read_text(encoding="utf-8").splitlines(keepends=True)
    file = tmp_path / "p.yaml"
    file.write_text("".join(line for line in text if "oid:" not in line), encoding="utf-8")
    first = screen(file, "--on", "2026-01-15", columns=200).splitlines()[0]
    assert first.startswith(f"ELIGIBLE; {len(oids)} identifiers still missing  ")
    assert data(file)["identifiers_missing"] == len(oids)


def test_an_optional_round_prints_its_proviso_first(tmp_path):
    file = altered(tmp_path, ("round: 1\n", "round: 2\n"), ("start: 2026-11-02", "start: 2027-03-01"))
    head = screen(file, "--on", "2026-03-06", columns=300).splitlines()[0]
    assert "round 2 takes place only where the National Agency opens it" in head


@pytest.mark.parametrize("columns", [80, 40])
def test_what_blocks_and_what_to_do_stand_in_the_first_screen(columns):
    lines = screen(BROKEN, "--on", "2026-01-15", "--fixes", columns=columns).splitlines()
    text = " ".join(" ".join(lines[:24]).split())
    assert lines[0].startswith("NOT ELIGIBLE")
    assert "Next: 1. " in text
    assert "49 days left" in text
    assert max(map(len, lines[: lines.index("")])) <= columns


def test_names_stand_for_handles_and_handles_come_with_v():
    assert "Osnovna šola Zeleni brod is in 6 applications" in screen(BROKEN)
    assert "Osnovna šola Zeleni brod (applicant) is in 6 applications" in screen(BROKEN, "-v", columns=200)


def test_what_passed_and_sources_are_counted_in_one_line_and_shown_with_v():
    short, full = screen(KA210, columns=300), screen(KA210, "-v", columns=300)
    assert "CON-01" not in short
    assert "Sources" not in short
    assert short.splitlines()[-2].startswith("With -v: ")
    assert "pass CON-01" in full
    assert "Sources" in full
    assert "Documents to hold ready before applying" in full


def test_the_command_for_the_next_call_works_as_it_is_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    altered(tmp_path).rename("it's mine.yaml")
    now = " ".join(screen("it's mine.yaml", "--on", "2026-11-30").split())
    command = shlex.split(re.search(r"`(erasmus convert [^`]*)`", now)[1])
    assert CliRunner().invoke(app, command[1:]).exit_code == 0
    assert load("it's mine-2027.yaml").proposal.call == 2027


@pytest.mark.parametrize("provisional", [True, False])
def test_what_a_provisional_check_leaves_out_is_told(tmp_path, provisional):
    call, flag = ("2027", ["--provisional"]) if provisional else ("2026", [])
    file = altered(tmp_path, ("call: 2026", f"call: {call}"))
    said = " ".join(screen(file, *flag).split())
    told = "Not checked, as they go by dates of call 2027: DAT-01 start-in-window, DAT-03 submitted-in-time"
    assert (told in said) is provisional


def test_a_start_that_is_not_said_is_asked_for_and_not_told_to_be_left_out(tmp_path):
    text = KA210.read_text(encoding="utf-8").replace("call: 2026", "call: 2027")
    file = tmp_path / "proposal.yaml"
    file.write_text(re.sub(r"(?m)^start: .*\n", "", text), encoding="utf-8")
    said = " ".join(screen(file, "--provisional").split())
    assert "OPEN DAT-01" in said
    assert "Not checked, as they go by dates of call 2027: DAT-03" in said


def test_fixes_are_tried_on_request_only_where_nobody_looks():
    assert not any(finding["edits"] for finding in data(BROKEN)["findings"])
    assert any(finding["edits"] for finding in data(BROKEN, "--fixes")["findings"])


def test_each_file_is_told_in_its_turn_and_errors_end_with_2():
    run = CliRunner().invoke(app, ["check", str(KA210), "no.yaml", str(BROKEN)])
    assert run.exit_code == 2
    assert run.stdout.index("examples/ka210") < run.stdout.index("NOT ELIGIBLE")


def test_a_closed_call_says_what_is_still_possible(tmp_path):
    now = " ".join(screen(KA210, "--on", "2026-11-30").split())
    copy = KA210.with_name("ka210-school-2026-2027.yaml")
    assert f"`erasmus convert --provisional {KA210} --to 2027 -o {copy}` carries it over" in now
    later = altered(tmp_path, ("submitted: 2026-03-04T19:20", "# not handed in"))
    second = " ".join(screen(later, "--on", "2026-03-06").split())
    assert "round 1 of which closed 1 day ago" in second
    assert "put `round: 2`: it closes on 1 October 2026, if the National Agency opens it" in second
    old = " ".join(screen(EXAMPLES / "vet-innovation.yaml", "--on", "2026-03-06").split())
    assert "vet-innovation.yaml` shows which actions it fits now" in old
    assert "erasmus draft" not in old


# Documents to hold ready


def documents(**keys):
    return {one.document.id: one for one in documents_needed(project(**keys))}


def test_documents_follow_from_role_and_body():
    found = documents(
        organisations=[
            {"id": "a", "country": "BE", "role": "applicant"},
            {"id": "b", "country": "PT", "role": "partner"},
            {"id": "c", "country": "PT", "role": "associated"},
        ]
    )
    assert [member.label for member in found["declaration-on-honour"].organisations] == ["a"]
    assert [member.label for member in found["accession-form"].organisations] == ["b"]
    assert [member.label for member in found["oid"].organisations] == ["a", "b"]
    assert found["oid"].sure
    assert "pic" not in found
    assert "mandate" not in found, "that of 2024 and before"


@pytest.mark.parametrize(("amount", "there"), [(60000, False), (60001, True)])
def test_documents_follow_from_the_grant(amount, there):
    assert ("project-lists" in documents(lump_sum=amount)) is there


def test_what_is_unsaid_makes_a_document_possible():
    assert documents(organisations=[{"id": "a", "country": "BE"}])["oid"].sure is False
    assert documents()["project-lists"].sure is False


@pytest.mark.parametrize(
    ("kind", "there"), [("higher-education-institution", True), ("school", False), (None, True)]
)
def test_a_charter_is_for_higher_education(kind, there):
    member = {"id": "a", "country": "BE", "role": "partner"} | ({"kind": kind} if kind else {})
    assert ("eche" in documents(organisations=[member])) is there


def test_json_lists_documents_with_whose_they_are():
    entry = next(one for one in data(KA210)["documents"] if one["document"] == "declaration-on-honour")
    applicants = [
        f"/organisations/{number}"
        for number, one in enumerate(load(KA210).proposal.organisations)
        if one.role == "applicant"
    ]
    assert entry["organisations"] == applicants
    assert entry["when"] == Moment.WITH_APPLICATION.value


def test_the_report_keeps_the_project():
    assert check(load(KA210).proposal).project.edition.call == 2026


def test_the_next_command_goes_by_the_same_rules(tmp_path):
    file = altered(tmp_path, ("call: 2026", "call: 2027"))
    shown = screen(file, "--provisional", columns=200)
    assert f"`erasmus draft --provisional {file} -o draft.docx`" in shown
    assert f"`erasmus draft {KA210} -o draft.docx`" in screen(KA210, "--on", DEADLINE, columns=200)


def test_the_next_command_names_the_folder_of_guide_data(tmp_path):
    own_guide = tmp_path / "our guide"
    own_guide.mkdir()
    (own_guide / "vocabulary.toml").write_text('kinds = ["robot"]', encoding="utf-8")
    edition = own_guide / "small-scale-partnership" / "2027.toml"
    edition.parent.mkdir()
    edition.write_text("extends = 2026", encoding="utf-8")
    arguments = ["--guide", str(own_guide), "check", str(KA210), "--on", str(DEADLINE)]
    out.cache_clear()
    run = CliRunner().invoke(app, arguments, env={"COLUMNS": "400"})
    out.cache_clear()
    use_guide(None)
    assert run.exit_code == 0, run.output
    assert f'erasmus --guide "{own_guide}" draft {KA210}' in " ".join(run.stdout.split())


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("2026-03-05", "Round 1 closes on 5 March 2026 12:00, Brussels time: this is the last day."),
        ("2026-03-06", "Round 1 closed on 5 March 2026 12:00, Brussels time: 1 day ago."),
    ],
)
def test_a_draft_says_as_talk_which_deadline_is_meant(tmp_path, day, says):
    run = CliRunner().invoke(app, ["draft", str(KA210), "-o", str(tmp_path / "d.md"), "--date", day])
    assert run.exit_code == 0
    assert says in run.stderr
    assert run.stdout == ""


@pytest.mark.parametrize("arguments", [("--redact",), ()])
def test_the_next_command_names_no_file_that_is_none(arguments, tmp_path):
    file = altered(tmp_path, ("call: 2026", "call: 2027"), ("start: 2026-11-02", "start: 2027-11-02"))
    content = file.read_text("utf-8")
    given = (str(file), *arguments) if arguments else ("-",)
    run = CliRunner().invoke(app, ["check", *given, "--provisional", "--on", "2026-11-30"], input=content)
    assert "`erasmus draft --provisional FILE -o draft.docx`" in " ".join(run.stdout.split())


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("/organisations/0/oid", "oid of Open School"),
        ("/organisations/1/established", "established of FED"),
        ("/organisations/2/country", "country of p3"),
        ("/organisations/3/name", "name of organisations, entry 4"),
        ("/organisations/0", "Open School"),
        ("/work_packages/1/activities/0/venue", "venue of Kick-off"),
        ("/work_packages/1/start", "start of WP2"),
        ("/work_packages/7/start", "start of work_packages, entry 8"),
        ("/priorities/main", "priorities.main"),
    ],
)
def test_people_are_told_names_and_numbers_from_one_in_place_of_paths(at, words):
    members = [
        {"id": "a", "name": "Open School"},
        {"id": "b", "name": "Federation of " + "very " * 10 + "long names", "short_name": "FED"},
        {"id": "p3"},
        {"country": "BE"},
    ]
    packages = [{"id": "WP1"}, {"id": "WP2", "activities": [{"title": "Kick-off"}]}]
    assert place_named(at, project(organisations=members, work_packages=packages).proposal) == words


def test_what_is_needed_is_named_and_v_has_the_path_to_type(tmp_path):
    file = altered(tmp_path, ("    oid: E99910118\n", ""))
    assert "Needs: oid of Osnovna šola Zeleni brod" in screen(file)
    assert "Needs: organisations.0.oid" in screen(file, "-v")


def test_who_is_not_counted_is_called_by_name():
    shown = " ".join(screen(EXAMPLES / "broken" / "vet-innovation.yaml").split())
    assert "not counted: Gletsch Kältebau AG (CH), Centrul de Formare Frigotehnica Nord (MD)" in shown


def test_two_of_one_name_are_told_apart_by_their_handles():
    members = [
        {"id": "a", "name": "Open School"},
        {"id": "b", "name": "Open School"},
        {"id": "c", "name": "Harbour"},
    ]
    names = names_of(project(organisations=members).proposal)
    assert names == {"a": "Open School (a)", "b": "Open School (b)", "c": "Harbour"}


@pytest.mark.parametrize(
    ("entry", "called"),
    [
        ({"name": "A" * 40}, "A" * 40),
        ({"name": "Open School of the Long Valley in the Hills", "short_name": "OSLV"}, "OSLV"),
        ({"name": "Open School of the Long Valley in the Hills"}, "Open School of the Long …"),
        ({}, None),
    ],
)
def test_a_long_name_is_told_short_and_never_by_its_handle(entry, called):
    names = names_of(project(organisations=[{"id": "a", **entry}]).proposal)
    assert names == ({"a": called} if called else {})


def test_a_place_that_has_no_room_stands_below_whole(tmp_path):
    file = altered(tmp_path, ("months: 18", "months: 25"))
    long = file.rename(tmp_path / f"{'long-' * 12}name.yaml")
    lines = screen(long).splitlines()
    place = next(line for line in lines if line.startswith("FAIL DUR-01"))
    assert place == "FAIL DUR-01 duration-in-range"
    assert lines[lines.index(place) + 1].strip().startswith(f"{long}:")


@pytest.mark.parametrize(("number", "together"), [(2, False), (3, True), (12, True)])
def test_what_is_said_of_many_organisations_is_told_once(tmp_path, number, together):
    rows = [
        f"- {{id: o{i}, name: School {i}, country: {('BE', 'FR')[i % 2]}, kind: school,"
        f" role: {'partner' if i else 'applicant'}}}"
        for i in range(number)
    ]
    file = tmp_path / "p.yaml"
    file.write_text("call: 2026\naction: KA210-SCH\norganisations:\n" + "\n".join(rows), encoding="utf-8")
    shown = " ".join(screen(file).split())
    assert shown.count("ORG-04 identifiers-present") == (1 if together else number)
    others = ", ".join(f"School {i}" for i in range(1, number))
    assert (f"School 0 still needs Organisation ID (OID) The same of {others}" in shown) is together
    assert screen(file, "-v").count("ORG-04 identifiers-present") == number
    assert sum(found["rule"] == "ORG-04" for found in data(file)["findings"]) == number
