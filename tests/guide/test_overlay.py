"""Guide data of one's own: a new call as a folder laid over the shipped data, and what is refused in one."""

import gc
import json
import weakref
from datetime import UTC, date, datetime, time

import pytest
from builders import eligible, report_on
from typer.testing import CliRunner

from erasmus_cli.cli.app import app
from erasmus_cli.guide.age import reminder
from erasmus_cli.guide.compiling import compile_guide
from erasmus_cli.guide.documents import documents_in
from erasmus_cli.guide.errors import GuideError, NotPublishedError, UnknownEditionError
from erasmus_cli.guide.form import form_of, open_form
from erasmus_cli.guide.glossary import all_terms
from erasmus_cli.guide.loader import (
    Library,
    available,
    current,
    open_edition,
    shipped_data,
    use_guide,
)
from erasmus_cli.guide.lookup import expected_of, status_of
from erasmus_cli.guide.model import Status
from erasmus_cli.guide.statements import all_statements
from erasmus_cli.proposal.reader import parse
from erasmus_cli.rules.report import Verdict
from erasmus_cli.wording.terms import Code, shipped
from erasmus_cli.wording.words import of_form

NEWEST = max(call for call, _ in available())
GOING_ON = tuple(action for call, action in available() if call == NEWEST)
KA220 = "cooperation-partnership"

PROGRAMME = """
extends = {base}

[sources.read]
section = "Part A, Eligible countries"
page = "33"
grade = "official"

[guide]
title = "Erasmus+ Programme Guide"
version = "1"
published = {before}-11-17
compared = {before}-11-20
call_reference = "EAC/A10/{before}"
source = "read"

[programme_countries]
codes = {{ add = ["CH"] }}
source = "read"

[regions.region-14]
number = 14
label = "Faroe Islands, United Kingdom"
codes = {{ drop = ["CH"] }}
source = "read"

[awaiting_agency]
codes = ["CH"]
source = "read"
"""

ACTION = """
extends = {base}

[sources.read]
section = "When to apply?"
page = "238"
grade = "official"

[deadlines]
{deadlines}

[lump_sums]
amounts = {{ add = [20000] }}
source = "read"

[priorities]
"{group}/machine-learning" = {{ label = "Machine learning", sentence = "Learn with it.", source = "read" }}
"""


def write(folder, name, text):
    """A file of guide data."""
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def call_of(folder, call):
    """The data of a new call for all actions that go on: two files for each action, one of them shared."""
    write(folder, f"programme/{call}.toml", PROGRAMME.format(base=NEWEST, before=call - 1))
    for action in GOING_ON:
        last = open_edition(NEWEST, action)
        lines = [f'{key} = [{{ guide = {call}-03-09T12:00:00, source = "read" }}]' for key in last.deadlines]
        text = ACTION.format(base=NEWEST, deadlines="\n".join(lines), group=group_of(action))
        write(folder, f"{action}/{call}.toml", text)
    return folder


def group_of(action):
    """A field of the action that has priorities of its own, or `horizontal`."""
    edition = open_edition(NEWEST, action)
    groups = [key.partition("/")[0] for key in edition.priorities]
    return next((field for field in edition.fields if field in groups), "horizontal")


def field_of(action):
    """A field of the action."""
    fields = open_edition(NEWEST, action).fields
    return group_of(action) if group_of(action) in fields else next(iter(fields))


def of_new_call(call, action, **changes):
    """An eligible proposal of the new call, with a Swiss partner, the new lump sum and the new priority."""
    field = field_of(action)
    made = eligible(call, action, field, submitted=f"{call}-03-09T11:59", **changes)
    made["priorities"] = {"main": f"{group_of(action)}/machine-learning"}
    swiss = {
        **made["organisations"][-1],
        "id": "swiss",
        "oid": "E10099999",
        "country": "CH",
        "name": "Swiss",
        "role": "partner",
    }
    made["organisations"] = [*made["organisations"], swiss]
    return made


def saved(folder, data):
    """A proposal as a file."""
    file = folder / "proposal.json"
    file.write_text(json.dumps(data, default=str), encoding="utf-8")
    return str(file)


def run(*arguments, **options):
    """A command, which must not crash."""
    result = CliRunner().invoke(app, list(arguments), **options)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture(autouse=True)
def _shipped_again():
    yield
    use_guide(None)


@pytest.fixture(params=[NEWEST + 1, 2099])
def call(request, tmp_path):
    """A call that is not shipped, in use as an overlay."""
    use_guide(call_of(tmp_path / "our-guide", request.param))
    return request.param


# A new call is two files for each action


@pytest.mark.parametrize("action", GOING_ON)
def test_a_new_call_is_checked_by_its_own_figures_and_without_a_false_finding(call, action):
    edition = open_edition(call, action)
    assert status_of(edition, "CH") is Status.INSIDE
    assert edition.overlay
    assert edition.overlay.startswith("our-guide@")
    data = of_new_call(call, action)
    assert data["lump_sum"] == 20000
    report = report_on(data)
    bad = [f for f in report.findings if f.outcome.value == "fail"]
    assert not bad, bad
    assert report.verdict is Verdict.ELIGIBLE
    late = report_on(data | {"submitted": f"{call}-03-09T12:01"})
    assert late.verdict is Verdict.NOT_ELIGIBLE


@pytest.mark.parametrize("action", GOING_ON)
def test_every_question_of_last_year_is_still_asked(call, action):
    edition = open_edition(call, action)
    for form in (edition.form, *edition.special_forms.values()):
        assert list(form_of(form, call).questions()) == list(form_of(form, NEWEST).questions())


@pytest.mark.slow
@pytest.mark.parametrize("action", GOING_ON)
def test_the_commands_work_on_a_new_call_and_name_the_overlay(tmp_path, call, action):
    name = open_edition(call, action).overlay
    folder = str(tmp_path / "our-guide")
    file = saved(tmp_path, of_new_call(call, action))
    for arguments in (["check", file], ["budget", file], ["draft", file, "-o", "-"]):
        result = run("--guide", folder, *arguments)
        assert result.exit_code == 0, result.output
        assert name in " ".join(result.output.split()), arguments
    for arguments in (["check", file], ["budget", file]):
        told = run("--guide", folder, *arguments, "--format", "json")
        data = json.loads(told.stdout)
        assert data.get("proposals", [data])[0]["overlay"] == name


@pytest.mark.slow
def test_the_wizard_takes_answers_for_a_new_call(tmp_path, call):
    file = tmp_path / "new.yaml"
    given = (f"call={call}", f"action={KA220}", f"field={field_of(KA220)}")
    folder = str(tmp_path / "our-guide")
    settings = [part for answer in given for part in ("--set", answer)]
    result = run("--guide", folder, "new", str(file), "--no-input", *settings)
    assert result.exit_code == 2, "answers are missing"
    assert f"call: {call}" in file.read_text(encoding="utf-8")
    use_guide(None)
    without = run("new", str(tmp_path / "other.yaml"), "--no-input", *settings).output
    said = f"the rules of {NEWEST} stand in" if call == NEWEST + 1 else "no rules"
    assert said in " ".join(without.split())


@pytest.mark.slow
def test_the_environment_names_the_folder_as_well(tmp_path, call):
    use_guide(None)
    result = run("guide", "calls", "--format", "json", env={"ERASMUS_GUIDE": str(tmp_path / "our-guide")})
    assert call in {entry["call"] for entry in json.loads(result.stdout)["calls"]}


@pytest.mark.slow
def test_a_new_call_leaves_the_others_as_they_were(call):
    changed = {key: open_edition(*key) for key in available() if key[0] != call}
    use_guide(None)
    assert changed == {key: open_edition(*key) for key in available()}


def test_provisional_is_asked_action_by_action(tmp_path):
    folder = call_of(tmp_path / "our-guide", NEWEST + 1)
    for action in GOING_ON[1:]:
        (folder / action / f"{NEWEST + 1}.toml").unlink()
    use_guide(folder)
    assert open_edition(NEWEST + 1, GOING_ON[0]).call == NEWEST + 1
    for action in GOING_ON[1:]:
        with pytest.raises(NotPublishedError) as caught:
            open_edition(NEWEST + 1, action)
        assert caught.value.latest == NEWEST


def test_an_action_that_ended_is_not_waited_for():
    ended = {action for _, action in available()} - set(GOING_ON)
    assert ended
    for action in ended:
        last = max(call for call, name in available() if name == action)
        with pytest.raises(UnknownEditionError) as caught:
            open_edition(last + 1, action)
        assert not isinstance(caught.value, NotPublishedError)


def test_a_file_of_a_shipped_call_can_correct_it(tmp_path):
    text = f"""
extends = {NEWEST}
[sources.read]
section = "Corrigendum"
grade = "official"
[deadlines]
sport = [{{ guide = {NEWEST}-03-12T17:00:00, source = "read" }}]
"""
    write(tmp_path, f"{KA220}/{NEWEST}.toml", text)
    shipped = open_edition(NEWEST, KA220)
    use_guide(tmp_path)
    corrected = open_edition(NEWEST, KA220)
    assert corrected.deadlines["sport"][0].guide.day == 12
    assert corrected.deadlines["general"] == shipped.deadlines["general"]
    assert corrected.duration == shipped.duration
    assert not any(r.source.carried_to == NEWEST for r in corrected.award_criteria.values())


# Lists are patched

PATCHES = {
    "add a country that is there": ('{{ add = ["BE"] }}', "programme_countries.codes: BE is in the list"),
    "add a country twice": ('{{ add = ["CH", "CH"] }}', "programme_countries.codes: CH is in the list"),
    "drop a country that is not there": ('{{ drop = ["CH"] }}', "programme_countries.codes: CH is not in"),
    "add what is no list": ('{{ add = "CH" }}', "programme_countries.codes: add and drop are lists"),
    "another word": ('{{ append = ["CH"] }}', "programme_countries.codes"),
    "a Member State goes": ('{{ drop = ["BE"] }}', "programme_countries.codes: BE is an EU Member State"),
    "a list of one": ('["CH"]', "programme_countries.codes: AT is an EU Member State"),
}


@pytest.mark.parametrize(("patch", "message"), PATCHES.values(), ids=PATCHES)
def test_a_wrong_patch_is_refused_with_file_and_key(tmp_path, patch, message):
    folder = call_of(tmp_path, NEWEST + 1)
    text = PROGRAMME.replace('{{ add = ["CH"] }}', patch).format(base=NEWEST, before=NEWEST)
    write(folder, f"programme/{NEWEST + 1}.toml", text)
    use_guide(folder)
    with pytest.raises(GuideError) as caught:
        open_edition(NEWEST + 1, KA220)
    assert str(caught.value).startswith(f"{folder}/programme/{NEWEST + 1}.toml: {message}")


WITHOUT = {
    "its region": (
        PROGRAMME[PROGRAMME.index("[regions") : PROGRAMME.index("[awaiting")],
        "regions.region-14.codes: CH is inside and in a region",
    ),
    "an agency": (PROGRAMME[PROGRAMME.index("[awaiting") :], "agencies: CH is inside and has no agency"),
    "a source": ('codes = {{ add = ["CH"] }}\nsource = "read"', "programme_countries"),
}


@pytest.mark.slow
@pytest.mark.parametrize(("piece", "message"), WITHOUT.values(), ids=WITHOUT)
def test_a_country_that_joins_without_is_told(tmp_path, piece, message):
    folder = call_of(tmp_path, NEWEST + 1)
    assert PROGRAMME.count(piece) == 1
    kept = piece.replace('\nsource = "read"', "") if message == "programme_countries" else ""
    text = PROGRAMME.replace(piece, kept).format(base=NEWEST, before=NEWEST)
    write(folder, f"programme/{NEWEST + 1}.toml", text)
    result = run("--guide", str(folder), "guide", "show", str(NEWEST + 1), KA220)
    assert result.exit_code == 2
    assert message in result.output
    assert "Traceback" not in result.output
    contradictory = run("guide", "check", str(folder))
    assert contradictory.exit_code == (2 if message == "programme_countries" else 1)
    assert message in contradictory.output


def test_a_list_that_was_never_there_cannot_be_patched(tmp_path):
    text = PROGRAMME + '\n[venue]\neu_seats = {{ add = ["BE"] }}\nsource = "read"\n'
    folder = call_of(tmp_path, NEWEST + 1)
    write(folder, f"programme/{NEWEST + 1}.toml", text.format(base=NEWEST, before=NEWEST))
    use_guide(folder)
    with pytest.raises(GuideError, match=r"venue\.eu_seats: there is no list"):
        open_edition(NEWEST + 1, KA220)


# What is refused

ONE_LINE = {
    "a folder that is not there": None,
    "an empty folder": {},
    "a folder without guide data": {"README.txt": "Hello"},
    "half a TOML": {"programme/2027.toml": "extends = 2026\n[guide"},
    "text in another encoding": {"programme/2027.toml": b"# \xff\xfe"},
    "a newer version": {"programme/2027.toml": "format = 2\nextends = 2026"},
    "a version that is a word": {"programme/2027.toml": 'format = "new"\nextends = 2026'},
    "a circle": {
        "programme/2098.toml": "extends = 2099",
        "programme/2099.toml": "extends = 2098",
        f"{KA220}/2099.toml": "extends = 2026",
    },
    "a call that extends itself": {"programme/2099.toml": "extends = 2099", f"{KA220}/2099.toml": ""},
    "a call without base": {"programme/2099.toml": "extends = 2026", f"{KA220}/2099.toml": ""},
    "a call without programme": {f"{KA220}/2099.toml": "extends = 2026"},
    "a base that is not there": {"programme/2099.toml": "extends = 2098", f"{KA220}/2099.toml": ""},
    "an action that extends another": {
        "programme/2027.toml": "extends = 2026",
        "new-action/2027.toml": f'extends = "{KA220}/2026"',
    },
    "a new action without base": {
        "programme/2027.toml": "extends = 2026",
        "new-action/2027.toml": "extends = 2026",
    },
    "a file with another name": {f"{KA220}/new.toml": "extends = 2026"},
    "an overlay that names itself": {
        "programme/2026.toml": "extends = 2026",
        f"{KA220}/2026.toml": 'extends = 2026\noverlay = "official"',
    },
    "an unknown form": {
        f"{KA220}/2026.toml": 'extends = 2026\nform = "ka999"',
    },
    "a form of other calls": {f"{KA220}/2026.toml": 'extends = 2026\nform = "sp-2016"'},
    "a form without end": {
        f"{KA220}/2026.toml": 'extends = 2026\nform = "own"',
        "forms/own.toml": 'since = "always"',
    },
    "unknown evidence": {
        f"{KA220}/2026.toml": """
extends = 2026
[sources.read]
section = "A"
grade = "official"
evidence = ["G99"]
[pass_mark]
points = 71
source = "read"
""",
    },
    "a changed figure without source": {f"{KA220}/2026.toml": "extends = 2026\n[pass_mark]\npoints = 71"},
    "a kind that no proposal can name": {
        "programme/2026.toml": """
extends = 2026
[sources.read]
section = "A"
grade = "official"
[kinds]
robot = { label = "Robot", source = "read" }
""",
    },
    "evidence of the same key": {
        f"{KA220}/2026.toml": "extends = 2026",
        "evidence.toml": '[G26]\ntitle = "Another"',
    },
    "an unknown list of words": {f"{KA220}/2026.toml": "extends = 2026", "vocabulary.toml": "robots = []"},
    "a word that cannot be written": {
        f"{KA220}/2026.toml": "extends = 2026",
        "vocabulary.toml": 'kinds = ["A b"]',
    },
    "a field that nobody can say": {
        f"{KA220}/2026.toml": """extends = 2026
[sources.read]
section = "Cooperation Partnerships"
grade = "official"
[application_cap]
applications = 10
fields = ["dance"]
source = "read"
"""
    },
}


@pytest.mark.slow
@pytest.mark.parametrize("files", ONE_LINE.values(), ids=ONE_LINE)
@pytest.mark.parametrize("arguments", [["guide", "calls"], ["guide", "check"]], ids=" ".join)
def test_bad_guide_data_are_one_line_and_exit_2(tmp_path, files, arguments):
    folder = tmp_path / "our-guide"
    if files is not None:
        folder.mkdir()
    for name, text in (files or {}).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    result = run("--guide", str(folder), *arguments)
    contradicts = arguments == ["guide", "check"] and result.exit_code == 1
    if not contradicts:
        assert result.exit_code == 2, result.output
        assert not result.stdout
        assert len(result.stderr.strip().splitlines()) == 1, result.stderr
    assert "bug" not in result.output


def test_a_file_extends_calls_of_its_own_action_only(tmp_path):
    for folder in ("programme", "new-action"):
        (tmp_path / folder).mkdir()
    (tmp_path / "programme" / f"{NEWEST + 1}.toml").write_text(f"extends = {NEWEST}", "utf-8")
    own = tmp_path / "new-action" / f"{NEWEST + 1}.toml"
    own.write_text(f'extends = "{KA220}/{NEWEST}"', "utf-8")
    with pytest.raises(GuideError, match="is not a call year; only another call of new-action can be ext"):
        use_guide(tmp_path).edition(NEWEST + 1, "new-action")
    own.write_text(f"extends = {NEWEST}", "utf-8")
    with pytest.raises(GuideError, match=f"there is no new-action/{NEWEST}.toml"):
        use_guide(tmp_path).edition(NEWEST + 1, "new-action")


def test_guide_data_that_were_taken_away_leave_nothing_in_memory(tmp_path):
    call = NEWEST + 1
    library = weakref.ref(use_guide(call_of(tmp_path / "our-guide", call)))
    assert report_on(of_new_call(call, KA220)).verdict is Verdict.ELIGIBLE
    assert all((documents_in(library()), all_statements(), all_terms(), open_form("ka220")))
    use_guide(None)
    gc.collect()
    assert library() is None


# What is begun


@pytest.mark.slow
@pytest.mark.parametrize("new", [NEWEST + 1, 2099])
def test_what_is_begun_loads_as_it_stands(tmp_path, new):
    folder = tmp_path / "guide"
    result = run("guide", "new", str(new), "-o", str(folder))
    assert result.exit_code == 0, result.output
    use_guide(folder)
    for action in GOING_ON:
        edition, last = open_edition(new, action), open_edition(NEWEST, action)
        assert edition.deadlines == {}
        assert edition.pass_mark.source.carried_to == new
        assert edition.pass_mark.points == last.pass_mark.points
        assert "# look up: award_criteria" in (folder / action / f"{new}.toml").read_text(encoding="utf-8")
    report = report_on(eligible(new, KA220, field_of(KA220)))
    assert report.last_deadline is None
    assert run("--guide", str(folder), "guide", "calls").exit_code == 0
    checked = run("guide", "check", str(folder), "--format", "json")
    assert checked.exit_code == 0, checked.output
    data = json.loads(checked.stdout)
    told = [item["message"] for item in data["items"] if item["state"] == "missing"]
    assert any(message.startswith("deadlines: none is known") for message in told)
    assert any(message.startswith("guide.version") for message in told)
    assert any(message.startswith("expected.CH") for message in told)
    carried = [item["message"] for item in data["items"] if item["state"] == "carried over"]
    assert any(message.startswith("pass_mark: ") for message in carried)
    assert any("ka220 was last compared" in message for message in carried)
    assert data["counts"]["contradictory"] == 0


def test_one_action_is_begun_and_then_another(tmp_path):
    new, folder = str(NEWEST + 1), str(tmp_path)
    assert run("guide", "new", new, GOING_ON[0], "-o", folder).exit_code == 0
    assert run("guide", "new", new, GOING_ON[1], "-o", folder).exit_code == 0
    made = sorted(str(file.relative_to(tmp_path)) for file in tmp_path.rglob("*.toml"))
    assert made == sorted(f"{name}/{new}.toml" for name in ("programme", *GOING_ON[:2]))
    again = run("guide", "new", new, GOING_ON[0], "-o", folder)
    assert again.exit_code == 2
    assert "known already" in again.output


@pytest.mark.parametrize("arguments", [["2020"], ["2027", "nothing"], ["2027", "knowledge-alliance"]])
def test_what_cannot_be_begun_is_told_in_one_line(tmp_path, arguments):
    result = run("guide", "new", *arguments, "-o", str(tmp_path / "guide"))
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "guide").exists()


@pytest.mark.slow
def test_what_a_table_or_a_block_no_longer_says_is_told(tmp_path):
    new = NEWEST + 1
    folder = call_of(tmp_path, new)
    text = f"""
extends = {NEWEST}
[sources.read]
section = "When to apply?"
grade = "official"
[deadlines]
general = [{{ guide = {new}-03-09T12:00:00, source = "read" }}]
[application_cap]
applications = 10
fields = ["school", "vet", "adult", "youth"]
source = "read"
"""
    write(folder, f"{KA220}/{new}.toml", text)
    assert open_edition(NEWEST, KA220).application_cap.body
    result = json.loads(run("guide", "check", str(folder), "--format", "json").stdout)
    told = {item["message"] for item in result["items"] if KA220 in item["actions"]}
    assert f"deadlines: nothing for sport, european-ngo, which had an entry in call {NEWEST}" in told
    assert f"application_cap: body stood there in call {NEWEST} and is not restated" in told


# Age, and what is agreed for later


@pytest.mark.slow
def test_the_reminder_comes_in_november_and_goes_with_the_new_call(tmp_path):
    assert reminder(date(NEWEST, 10, 31)) is None
    assert f"call {NEWEST + 1} is likely to be out" in reminder(date(NEWEST, 11, 1))
    assert f"calls {NEWEST + 1} to {NEWEST + 2} are" in reminder(date(NEWEST + 1, 12, 1))
    use_guide(call_of(tmp_path, NEWEST + 1))
    assert reminder(date(NEWEST, 11, 1)) is None
    assert reminder(date(NEWEST + 1, 10, 31)) is None
    assert f"call {NEWEST + 2}" in reminder(date(NEWEST + 1, 11, 1))


@pytest.mark.parametrize(("today", "told"), [(date(NEWEST, 10, 31), False), (date(NEWEST, 11, 1), True)])
def test_a_provisional_check_says_how_old_it_is(tmp_path, today, told):
    data = eligible(NEWEST, KA220, "vet") | {"call": NEWEST + 1}
    seconds = int((datetime.combine(today, time(12), UTC)).timestamp())
    result = run("check", saved(tmp_path, data), "--provisional", env={"SOURCE_DATE_EPOCH": str(seconds)})
    assert "PROVISIONALLY" in result.stdout
    assert ("likely to be out" in result.stderr) is told
    begun = ("new", str(tmp_path / "new.yaml"), "--no-input", "--set", f"call={NEWEST}")
    asked = run(*begun, env={"SOURCE_DATE_EPOCH": str(seconds)})
    assert ("likely to be out" in asked.stderr) is told


def test_applicants_are_sent_to_their_agency_and_keepers_of_data_to_guide_new():
    today = date(NEWEST, 11, 30)
    assert "guide new" not in reminder(today)
    assert "National Agency" in reminder(today)
    assert f"`erasmus guide new {NEWEST + 1}`" in reminder(today, to_keepers=True)


def test_a_verdict_by_figures_that_nobody_read_says_so_beside_itself(tmp_path):
    data = eligible(NEWEST, KA220, "vet") | {"call": NEWEST + 1}
    file = saved(tmp_path, data)
    run("guide", "new", str(NEWEST + 1), "-o", str(tmp_path / "guide"))
    told = run("--guide", str(tmp_path / "guide"), "check", file)
    found = json.loads(run("--guide", str(tmp_path / "guide"), "check", file, "--format", "json").stdout)
    report = found["proposals"][0]
    carried, figures = report["figures_carried_over"], report["figures"]
    assert figures > 100
    assert figures - carried < 5
    words = f"{carried} of {figures} figures carried over unread from earlier Guides"
    assert words in " ".join(told.stdout.split("\n\n")[0].split())
    # Most of the newest Guide was read: nothing to be said beside its verdicts.
    now = run("check", saved(tmp_path, eligible(NEWEST, KA220, "vet")), "--on", f"{NEWEST}-01-15")
    assert "carried over" not in now.stdout


def test_guide_calls_says_how_old_it_is():
    assert "likely to be out" not in run("guide", "calls", "--date", f"{NEWEST}-10-31").output
    assert "likely to be out" in run("guide", "calls", "--date", f"{NEWEST}-11-01").stderr
    data = json.loads(run("guide", "calls", "--date", f"{NEWEST}-11-01", "--format", "json").stdout)
    assert f"guide new {NEWEST + 1}" in data["reminder"]


@pytest.mark.parametrize("country", ["GB", "CH"])
def test_what_is_agreed_for_a_later_call_is_known_and_not_in_force(country):
    for action in GOING_ON:
        edition = open_edition(NEWEST, action)
        assert status_of(edition, country) is Status.OUTSIDE
        assert expected_of(edition, country, NEWEST) is None
        assert expected_of(edition, country, NEWEST + 1).source.section
        assert expected_of(edition, "BE", NEWEST + 1) is None


def test_what_came_true_is_expected_no_longer(tmp_path):
    use_guide(call_of(tmp_path, NEWEST + 1))
    edition = open_edition(NEWEST + 1, KA220)
    assert expected_of(edition, "CH", NEWEST + 1) is None
    assert expected_of(edition, "GB", NEWEST + 1) is not None


# Words, and the steps to which questions speak


def test_the_words_of_proposals_are_those_of_the_editions():
    words = current().vocabulary
    editions = [open_edition(*key) for key in available()]
    assert set(words.actions) == {action for _, action in available()}
    assert words.calls == tuple(sorted({call for call, _ in available()}))
    for topic in ("fields", "types", "formats", "kinds"):
        used = {name for edition in editions for name in getattr(edition, topic)}
        assert set(getattr(words, topic)) == used, topic


def test_a_folder_brings_its_own_words(tmp_path):
    write(tmp_path, "vocabulary.toml", 'kinds = ["robot"]')
    write(tmp_path, f"{KA220}/{NEWEST}.toml", f"extends = {NEWEST}")
    words = use_guide(tmp_path).vocabulary
    assert "robot" in words.kinds
    assert "school" in words.kinds


NEW_WORDS = """
fields = ["media"]
formats = ["festival"]
kinds = ["makerspace"]
"""
NEW_PROGRAMME = f"""
extends = {NEWEST}
[sources.new]
section = "Part A"
grade = "official"
[kinds]
makerspace = {{ label = "Makerspace", source = "new" }}
[agencies]
BE09 = {{ country = "BE", fields = ["media"], body = "Agency of media", source = "new" }}
"""
NEW_ACTION = """
[sources.new]
section = "Bridge Partnerships"
grade = "official"
[fields.media]
label = "Media"
sentence = "Film, radio and what follows."
codes = { general = "KA250-MED", festival = "KA251" }
source = "new"
[formats.festival]
label = "Festival"
sentence = "A festival of schools."
fields = ["media"]
source = "new"
"""
OF_NEW_ACTION = {
    "call": NEWEST,
    "action": "bridge-partnership",
    "field": "media",
    "format": "festival",
    "lump_sum": 250000,
    "organisations": [
        {"id": "applicant", "name": "Riverside", "country": "BE", "kind": "makerspace", "role": "applicant"}
    ],
}


@pytest.fixture
def bridge(tmp_path):
    """A folder with an action of its own, which has a format, a field and a kind that no other has."""
    folder = tmp_path / "bridge"
    (folder / "bridge-partnership").mkdir(parents=True)
    for file in (shipped_data() / KA220).iterdir():
        text = file.read_text(encoding="utf-8").replace(
            f'action = "{KA220}"', 'action = "bridge-partnership"'
        )
        text = text.replace('label = "Cooperation Partnership"', 'label = "Bridge Partnership"')
        own = NEW_ACTION if file.name == f"{NEWEST}.toml" else ""
        write(folder, f"bridge-partnership/{file.name}", text + own)
    write(folder, f"programme/{NEWEST}.toml", NEW_PROGRAMME)
    write(folder, "vocabulary.toml", NEW_WORDS)
    return folder


@pytest.mark.slow
def test_a_new_action_format_field_and_kind_are_files_only(tmp_path, bridge):
    file, name = saved(tmp_path, OF_NEW_ACTION), f"{NEWEST}/bridge-partnership"
    checked = run("--guide", str(bridge), "check", file, "--format", "json")
    told = {f["rule"]: f["outcome"] for f in json.loads(checked.stdout)["proposals"][0]["findings"]}
    assert (told["ACT-01"], told["APP-03"], told["LMP-01"]) == ("pass", "pass", "pass")
    for arguments in (["budget", file], ["draft", file, "-o", "-"], ["guide", "show", *name.split("/")]):
        result = run("--guide", str(bridge), *arguments)
        assert result.exit_code == 0, result.output
        assert f"{name} with guide data of bridge@" in " ".join(result.output.split()), arguments
    drawn = run("--guide", str(bridge), "draft", file, "-o", "-").stdout
    assert f"Bridge Partnership, call {NEWEST}, Media (KA251), Festival" in drawn
    assert name.replace("/", "  ") in run("--guide", str(bridge), "guide", "calls").stdout
    schema = json.loads(run("--guide", str(bridge), "schema").stdout)
    assert "bridge-partnership" in str(schema["properties"]["action"])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("code", "shape"), [("KA250-MED", None), ("KA251", "festival"), ("ka 250 media", None)]
)
def test_a_code_that_a_folder_brings_is_read_wherever_an_action_is_named(tmp_path, bridge, code, shape):
    file = saved(tmp_path, {"call": NEWEST, "action": code})
    result = run("--guide", str(bridge), "check", file, "--format", "json")
    assert json.loads(result.stdout)["proposals"][0]["edition"] == f"{NEWEST}/bridge-partnership"
    assert parse(json.dumps({"action": code})).proposal.format == shape
    assert "Bridge" in run("--guide", str(bridge), "guide", "show", str(NEWEST), code).output
    use_guide(None)
    assert run("check", file).exit_code == 2


def test_the_wizard_asks_on_in_a_new_action(tmp_path, bridge):
    file = tmp_path / "new.yaml"
    given = [f"{key}={OF_NEW_ACTION[key]}" for key in ("call", "action", "field", "format", "lump_sum")]
    settings = [part for answer in given for part in ("--set", answer)]
    result = run("--guide", str(bridge), "new", str(file), "--no-input", *settings)
    assert result.exit_code == 2, "answers are missing"
    assert "work_packages" in result.output
    assert "format: festival" in file.read_text(encoding="utf-8")


def test_words_of_a_folder_are_refused_without_it_and_a_slip_in_them_is_told(tmp_path, bridge):
    without = run("check", saved(tmp_path, OF_NEW_ACTION))
    assert without.exit_code == 2
    assert "`action` cannot be `bridge-partnership`" in without.output
    assert "`kind` (in `organisations`, entry 1) cannot be `makerspace`" in without.output
    slip = saved(tmp_path, OF_NEW_ACTION | {"action": "brige-partnership", "format": "festivl"})
    result = run("--guide", str(bridge), "check", slip)
    assert "did you mean `bridge-partnership`?" in result.output
    assert "did you mean `festival`?" in result.output


def test_questions_speak_to_steps():
    form = open_form("ka220")
    assert "needs.needs" in {question.id for question in form.questions() if "need" in question.thread}
    both = form.question("description.objectives") or form.question("description.rationale")
    assert {"need", "objective"} & set(both.thread)


# JSON made at build time


@pytest.mark.slow
def test_editions_and_forms_are_the_same_from_json(tmp_path):
    compile_guide(tmp_path)
    source, made = Library(), Library(compiled=tmp_path)
    assert made.available == source.available
    for key in source.available:
        assert made.compiled(f"{key[1]}/{key[0]}")
        assert made.edition(*key) == source.edition(*key), key
        form = source.edition(*key).form
        assert open_form(form, made) == open_form(form, source)
        assert made.outline(*key) == source.outline(*key)
    assert documents_in(made) == documents_in(source)
    words = json.loads((tmp_path / "vocabulary.json").read_text(encoding="utf-8"))
    assert {topic: tuple(listed) for topic, listed in words.items()} == source.vocabulary.words == shipped()
    codes = json.loads((tmp_path / "codes.json").read_text(encoding="utf-8"))
    assert tuple(Code(*row) for row in codes) == source.codes
    assert len(list(tmp_path.rglob("*.json"))) == len(source.available) + 4 + len(
        [name for name in source.layers.listed() if name.startswith("forms/")]
    )


@pytest.mark.slow
def test_that_a_call_has_closed_is_known_without_opening_an_edition(tmp_path, monkeypatch):
    compile_guide(tmp_path)
    made = Library(compiled=tmp_path)
    monkeypatch.setattr(made, "edition", None)
    assert made.outline(2020, "strategic-partnership") == (True, datetime.fromisoformat("2020-10-29T12:00"))
    assert made.outline(2026, KA220) == (False, datetime.fromisoformat("2026-10-01T12:00"))
    assert "likely to be out" in reminder(date(NEWEST, 12, 1), made)


def test_a_second_look_finds_the_same_object_and_reads_nothing():
    library = Library()
    first = library.edition(NEWEST, KA220)
    library.layers = None
    assert library.edition(NEWEST, KA220) is first


# Codes of forms


@pytest.mark.parametrize(
    ("code", "meaning"),
    [
        ("KA220-VET", (KA220, "vet", None)),
        (" ka220-vet ", (KA220, "vet", None)),
        ("KA220", (KA220, None, None)),
        ("KA210-SCH", ("small-scale-partnership", "school", None)),
        ("KA240-SCH", ("school-development-partnership", "school", None)),
        ("KA229", ("strategic-partnership", "school", "school-exchange")),
        ("KA227-ADU", ("strategic-partnership", "adult", "creativity")),
        ("KA202", ("strategic-partnership", "vet", None)),
        ("KA201", ("strategic-partnership", "school", None)),
        ("KA219", ("strategic-partnership", "school", "school-exchange")),
        ("KA226", ("strategic-partnership", None, "digital-education")),
        ("KA 210 HED", (None, None, None)),
        ("KA220-HE", (KA220, "higher-education", None)),
        ("KA220-SCH-2024", (KA220, "school", None)),
        ("EPPKA2-KA", ("knowledge-alliance", "higher-education", None)),
        ("EPPKA2-SSA-N", ("sector-skills-alliance", "vet", "lot-1")),
        ("EPPKA2-SSA-B", ("sector-skills-alliance", "vet", None)),
        ("ERASMUS-EDU-2026-PCOOP-ENGO", (KA220, None, "european-ngo")),
        ("EPPKA2", (None, None, None)),
    ],
)
def test_a_form_is_known_by_its_code(code, meaning):
    told = of_form(code)
    assert (told.get("action"), told.get("field"), told.get("format")) == meaning


@pytest.mark.parametrize("code", ["", "KA", "KA22", "KA107", "KA220-VE", "school"])
def test_what_is_no_code_of_a_form_means_nothing(code):
    assert not of_form(code)
