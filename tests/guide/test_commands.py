"""`erasmus guide …`: what people and programs read."""

import json
import re
from datetime import date, datetime

import pytest
from icalendar import Calendar
from typer.testing import CliRunner

from erasmus_cli.cli.app import app
from erasmus_cli.cli.console import out
from erasmus_cli.guide.browse import changes, concerns, figures, standings
from erasmus_cli.guide.country_page import country_lines
from erasmus_cli.guide.loader import available, open_edition
from erasmus_cli.guide.lookup import admits, status_of
from erasmus_cli.guide.model import Edition, topics
from erasmus_cli.guide.one_page import one_page
from erasmus_cli.guide.sources import Cited
from erasmus_cli.guide.walk import records


def run(*arguments):
    result = CliRunner().invoke(app, ["guide", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def as_json(*arguments):
    result = run(*arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    data = json.loads(result.stdout)
    assert data["version"] == 1
    return data


def test_every_topic_of_an_edition_has_a_heading():
    cited = set()
    for call, action in available():
        edition = open_edition(call, action)
        for name in Edition.model_fields:
            if any(isinstance(record, Cited) for _, record in records(name, getattr(edition, name))):
                cited.add(name)
    assert cited <= set(topics())


@pytest.mark.slow
@pytest.mark.parametrize(("call", "action"), available())
def test_show_prints_every_figure_with_its_source(call, action):
    data = as_json("show", str(call), action)
    shown = {entry["figure"] for entry in data["figures"]}
    edition = open_edition(call, action)
    known = {path for name in topics() for path, _ in records(name, getattr(edition, name))}
    assert shown == known
    assert all(entry["source"]["section"] and entry["source"]["grade"] for entry in data["figures"])


def test_show_of_a_field_leaves_out_the_others():
    edition = open_edition(2026, "cooperation-partnership")
    kept = {f.path for f in figures(edition) if concerns(f, edition, "vet")}
    assert "lump_sums" in kept
    assert any(path.startswith("priorities.vet/") for path in kept)
    assert any(path.startswith("priorities.horizontal/") for path in kept)
    assert not any(path.startswith("priorities.school/") for path in kept)


def test_the_page_for_people_names_amounts_dates_and_sources():
    text = run("show", "2026", "cooperation-partnership", "vet").stdout
    for words in (
        "EUR\xa0120\xa0000",
        "EUR\xa0250\xa0000",
        "EUR\xa0400\xa0000",
        "5 March 2026 12:00",
        "12 to 36 months",
        "Sources",
        "Programme Guide 2026",
    ):
        assert words in text


def test_diff_is_empty_between_an_edition_and_itself():
    edition = open_edition(2016, "strategic-partnership")
    assert changes(edition, edition) == []


def test_diff_shows_what_moved_in_both_directions():
    old, new = open_edition(2015, "strategic-partnership"), open_edition(2016, "strategic-partnership")
    there, back = changes(old, new), changes(new, old)
    assert {change.path for change in there} == {change.path for change in back}
    lines = {change.path: change.lines() for change in there}
    assert lines["priority_obligation.general"] == ["strength: only a reminder → decides"]
    assert lines["types.innovation"][0].startswith("new: ")
    assert lines["duration_doubt.vet"][0].startswith("gone: ")


def test_what_an_edition_leaves_as_always_is_no_change_beside_a_value_of_the_other():
    old, new = open_edition(2025, "cooperation-partnership"), open_edition(2026, "cooperation-partnership")
    told = {change.path: change.lines() for change in changes(old, new)}
    assert told["outsiders.associated"] == ["barred: none → BY, RU"]
    pairs = (re.fullmatch(r"[^:]+: (.*) → (.*)", line) for lines in told.values() for line in lines)
    assert [pair[0] for pair in pairs if pair and pair[1] == pair[2]] == []


def test_diff_of_2025_and_2026_names_the_hague_and_the_associated_partners():
    text = " ".join(run("diff", "2025/cooperation-partnership", "2026").stdout.split())
    remaining = "BE Brussels, DE Frankfurt, FR Strasbourg, LU Luxembourg"
    assert f"cities: {remaining}, NL The Hague → {remaining}" in text
    assert "associated" in text


def test_calls_are_open_until_their_last_deadline():
    by_call = {(c["call"], c["action"]): c for c in as_json("calls", "--date", "2026-10-01")["calls"]}
    assert by_call[2026, "cooperation-partnership"]["open"]
    assert not by_call[2025, "cooperation-partnership"]["open"]
    assert set(by_call) == set(available())


def test_countries_follow_the_call():
    def status(call, action):
        return {row["code"]: row["status"] for row in as_json("countries", str(call), action)["countries"]}

    old, new = status(2016, "strategic-partnership"), status(2026, "cooperation-partnership")
    assert old["UK"] == "Programme Country"
    assert new["UK"] == "third country not associated"
    assert old["EL"] == "Programme Country"
    assert new["RS"] == "EU Member State or associated country"


def test_the_calendar_opens_and_counts_in_brussels_time(tmp_path):
    file = tmp_path / "deadlines.ics"
    first = run("deadlines", "2026", "cooperation-partnership", "--ics", str(file), "--date", "2026-01-01")
    assert first.exit_code == 0, first.output
    events = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    starts = {event.decoded("dtstart") for event in events}
    assert datetime.fromisoformat("2026-03-05T11:00+00:00") in starts  # noon in Brussels, winter time
    assert datetime.fromisoformat("2026-10-01T10:00+00:00") in starts  # noon in Brussels, summer time
    assert len({event["uid"] for event in events}) == len(events)
    again = run("deadlines", "2026", "cooperation-partnership", "--ics", str(file))
    assert again.exit_code == 2


def test_the_calendar_is_the_same_for_the_same_date(tmp_path):
    files = [tmp_path / name for name in ("a.ics", "b.ics")]
    for file in files:
        run("deadlines", "2026", "--ics", str(file), "--date", "2026-01-01")
    assert files[0].read_bytes() == files[1].read_bytes()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("DE", "vet", "--call", "2026"), "DE02"), (("EL", "youth", "--call", "2026"), "EL02")],
)
def test_the_agency_of_a_country_and_field(arguments, code):
    assert [entry["code"] for entry in as_json("agencies", *arguments)["agencies"]] == [code]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("show", "2026", "cooperation-partnershp"), "did you mean cooperation-partnership?"),
        (("show", "2026", "small-scale-partnership", "higher-education"), "is not a field"),
        (("show", "1999", "cooperation-partnership"), "no rules for 1999"),
        (("show", "2027", "cooperation-partnership"), "not known here yet"),
        (("diff", "2013", "2016"), "call 2013 is not known here; known are 2014 to 2026"),
        (("diff", "KA220", "2016"), "is not CALL/ACTION"),
        (("diff", "2020", "2026"), "no action in common"),
        (("countries", "2026", "Atlantis"), "neither an action nor a country"),
        (("show", "2026", "KA210-HED"), "KA210 is small-scale-partnership, and HED is none of its fields"),
        (("show", "2026", "KA2"), "say which"),
        (("agencies", "XX"), "there is no country"),
        (("deadlines", "1999"), "no edition of call 1999"),
    ],
)
def test_what_does_not_exist_is_refused_in_one_line(arguments, says):
    result = run(*arguments)
    assert result.exit_code == 2
    assert says in result.stderr
    assert result.stdout == ""


def test_the_page_fits_eighty_columns(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    text = run("show", "2026", "small-scale-partnership", "school").stdout
    assert max(map(len, text.splitlines())) <= 80


DETAILS_OF_2016 = {
    "youth/quality-youth-work": ("NEETs", "refugees", "racism", "transitions"),
    "adult/educators": ("literacy", "numeracy", "digital skills", "ICT"),
    "school/early-childhood": ("quality framework", "governance", "funding"),
    "vet/access": ("validation", "guidance", "flexible pathways"),
}


@pytest.mark.parametrize("key", DETAILS_OF_2016)
@pytest.mark.parametrize("command", ["priorities", "show"])
def test_an_applicant_knows_his_priority_by_what_its_text_names(command, key):
    every = ["--all"] if command == "show" else []
    result = run(command, "2016", "strategic-partnership", key.partition("/")[0], *every)
    page = " ".join(result.stdout.split())
    place = [page.index(word) for word in ("Among others: ", *DETAILS_OF_2016[key])]
    assert place == sorted(place)
    listed = as_json("priorities", "2016", "strategic-partnership")["priorities"]
    details = {entry["id"]: entry["details"] for entry in listed}
    assert all(word in " ".join(details[key]) for word in DETAILS_OF_2016[key])
    assert {key for key, known in details.items() if known} >= set(DETAILS_OF_2016)


def test_a_priority_whose_details_are_not_known_promises_none():
    assert "Among others" not in run("priorities", "2014", "strategic-partnership").stdout


@pytest.mark.parametrize(
    ("call", "field", "groups"),
    [
        ("2015", None, ["horizontal", "school", "higher-education", "adult"]),
        ("2015", "adult", ["horizontal", "adult"]),
        ("2015", "vet", ["horizontal"]),
        ("2016", None, []),
    ],
)
def test_a_list_of_priorities_says_what_it_lacks(call, field, groups):
    output = run("priorities", call, "strategic-partnership", *([field] if field else [])).stdout
    told = [line.partition(":")[0] for line in output.splitlines() if "not all priorities are known" in line]
    assert told == groups


def test_show_tells_the_figures_of_the_programme_with_their_document():
    entries = {e["figure"]: e for e in as_json("show", "2015", "strategic-partnership", "vet")["figures"]}
    told = {
        path.partition(".")[2]: entry["values"]["text"]
        for path, entry in entries.items()
        if path.startswith("programme_figures.")
    }
    assert told == {
        "money": "EUR 14.8 billion",
        "partnerships": "25 000",
        "partnership-members": "125 000",
        "alliances": "Nearly 300",
        "alliance-members": "3 500",
    }
    source = entries["programme_figures.partnerships"]["source"]
    assert (source["edition"], source["grade"]) == ("Founding document 5", "official")


def test_helps_belong_to_the_call_that_names_them():
    helps = open_edition(2015, "strategic-partnership").helps
    assert {record.label for record in helps.values()} == {
        "Start-up guide",
        "ECTS Users' Guide",
        "Education and Training Monitor 2015",
    }
    assert {record.source.evidence for record in helps.values()} == {("D2",)}
    assert "Helps for applicants" in run("show", "2015", "strategic-partnership", "--all").stdout
    assert open_edition(2014, "strategic-partnership").helps == {}
    assert open_edition(2016, "strategic-partnership").helps == {}


ON = "2026-03-04"
"""The day before round 1 of call 2026 closes at the National Agencies."""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ("2026", "KA210-SCH"),
            ["6 to 24 months", "EUR 30 000 or EUR 60 000", "school (KA210-SCH)", "1 day left"],
        ),
        (
            ("2026", "KA220-ADU"),
            ["12 to 36 months", "european-ngo: EACEA", "established 2 years", "at most 20 %"],
        ),
        (
            ("2016", "strategic-partnership", "youth"),
            ["2 organisations or more", "EUR 12 500 for each month"],
        ),
        (("2016", "strategic-partnership", "vet"), ["3 organisations or more", "Aims", "Key competences"]),
        (
            ("2015", "strategic-partnership"),
            ["vet: 12 to 36 months", "Start-up guide", "Newly arrived migrants"],
        ),
    ],
)
def test_the_page_says_who_how_many_how_long_how_much_when_and_where(arguments, words):
    text = " ".join(run("show", *arguments, "--date", ON).stdout.split())
    for word in (*words, "Until when", "To whom", "How many", "How long", "How much", "Points", "--all"):
        assert word in text


@pytest.mark.parametrize(("call", "action"), available())
def test_every_line_of_the_page_rests_on_a_source_of_the_edition(call, action):
    edition = open_edition(call, action)
    known = {figure.source for figure in figures(edition)}
    for field in (None, *edition.fields):
        lines = list(one_page(edition, field, date(2026, 1, 1)))
        assert {line.heading for line in lines} >= {"Until when", "To whom", "How many", "How long", "Points"}
        assert all(set(line.sources) <= known for line in lines)
        assert all(line.sources for line in lines if "`erasmus" not in line.text)


@pytest.mark.parametrize("columns", [80, 40])
def test_the_page_is_as_wide_as_the_screen(columns):
    out.cache_clear()
    lines = CliRunner().invoke(app, ["guide", "show", "2026", "KA220-VET"], env={"COLUMNS": str(columns)})
    out.cache_clear()
    widths = [len(line) for line in lines.stdout.splitlines()]
    assert max(widths) <= columns
    body = lines.stdout.splitlines().index("Sources")
    assert columns == 40 or body <= 45


@pytest.mark.parametrize(
    ("day", "first"),
    [
        ("2026-03-05", "Next: Cooperation Partnership, call 2026, 5 March 2026 12:00: this is the last day."),
        (
            "2026-04-10",
            (
                "Next: Cooperation Partnership, call 2026, 1 October 2026 12:00, if the agency opens this"
                " round: 174 days left."
            ),
        ),
        (
            "2026-10-02",
            (
                "Nothing is open. Last: Cooperation Partnership, call 2026, 1 October 2026 12:00, if the"
                " agency opens this round: closed 1 day ago."
            ),
        ),
    ],
)
def test_deadlines_say_first_which_one_is_meant_and_the_days_left(day, first):
    command = ("deadlines", "2026", "cooperation-partnership", "--date", day)
    assert " ".join(run(*command).stdout.split()).startswith(first)


def test_calls_say_first_which_deadline_comes_next():
    text = " ".join(run("calls", "--date", "2026-03-04").stdout.split())
    assert text.startswith("Next: Cooperation Partnership, call 2026, 5 March 2026 12:00: 1 day left.")
    over = " ".join(run("calls", "--date", "2026-11-30").stdout.split())
    assert over.startswith("Nothing is open. Last: ")
    assert "2026 small-scale-partnership closed 60 days ago" in over


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ("RS",),
            ["EU Member State or associated country", "may apply and be a partner, and counts", "RS01"],
        ),
        (("Ukraine",), ["Neighbourhood East", "Cooperation Partnership: may be a partner, cannot apply"]),
        (("2026", "UA"), ["Small-scale Partnership: only as associated partner"]),
        (("2026", "KA210-SCH", "BY"), ["only as associated partner"]),
        (("CH",), ["From call 2027", "third country not associated"]),
        (("UK",), ["From call 2027"]),
        (("2016", "UK"), ["Programme Country", "may apply and be a partner"]),
        (("GL",), ["counted as Denmark", "may apply and be a partner, and counts"]),
        (("BY",), ["Mind: the European Union does not engage with public bodies"]),
    ],
)
def test_one_country_is_told_what_it_may_do(arguments, words):
    text = " ".join(run("countries", *arguments).stdout.split())
    for word in words:
        assert word in text


def test_what_a_country_may_do_is_what_the_rules_say():
    for call, action in available():
        edition = open_edition(call, action)
        for row in standings(edition):
            shown = {head: text for head, text, _ in country_lines(row.iso, [edition])}[edition.label]
            inside = status_of(edition, row.iso) == "inside"
            assert ("may apply" in shown) is inside
            assert inside or ("may be a partner" in shown) is admits(edition, "partner", row.iso)


def test_countries_stand_in_columns():
    text = run("countries", "2026", "KA210-SCH").stdout
    assert "EU Member State or associated country (33)" in text
    assert any("AT Austria" in line and "Ireland" in line for line in text.splitlines())


def test_diff_of_two_calls_shows_each_action_that_both_have():
    text = run("diff", "2025", "2026").stdout
    assert "From 2025/cooperation-partnership to 2026/cooperation-partnership" in text
    assert "From 2025/small-scale-partnership to 2026/small-scale-partnership" in text
    narrowed = run("diff", "2025", "2026", "school").stdout
    assert "vet/" not in narrowed
    assert "school/" in narrowed


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ("BE",),
            ["BE01", "AEF-Europe", "Several serve school", "own community decides", "national-agencies"],
        ),
        (("BE", "youth"), ["JINT", "Several serve youth"]),
        (("DE",), ["The field decides"]),
    ],
)
def test_agencies_say_what_decides_between_several(arguments, words):
    text = " ".join(run("agencies", *arguments).stdout.split())
    for word in words:
        assert word in text


def test_where_one_agency_serves_nothing_has_to_decide():
    assert "decides" not in run("agencies", "FI").stdout
    assert "decides" not in run("agencies", "DE", "vet").stdout


@pytest.mark.parametrize("command", ["show", "coverage", "priorities", "deadlines"])
def test_the_code_of_a_form_names_action_and_field(command):
    by_code = as_json(command, "2026", "KA220-VET")
    assert by_code == as_json(command, "2026", "cooperation-partnership", "vet")
    assert any(len(value) > 1 for value in by_code.values() if isinstance(value, list))


@pytest.mark.parametrize("arguments", [("2025", "2027"), ("2025/KA220", "2027"), ("2027/KA220", "2026")])
def test_a_call_to_come_cannot_be_compared_and_what_can_is_said(arguments):
    result = run("diff", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "`erasmus guide diff 2025 2026` compares the newest two" in result.stderr


@pytest.mark.parametrize(
    ("call", "code", "title"),
    [
        ("2015", "KA219", "school (KA219, format school-exchange)"),
        ("2015", "KA201", "school (KA201)"),
        ("2020", "KA226", "call 2020 (format digital-education)"),
    ],
)
def test_the_code_of_a_format_heads_its_page(call, code, title):
    assert title in run("show", call, code).stdout.splitlines()[0]


def test_a_field_is_told_its_own_deadlines_and_those_of_its_formats():
    def told(*arguments):
        return {one["for"] for one in as_json("deadlines", *arguments)["deadlines"]}

    assert told("2026", "cooperation-partnership", "sport") == {"sport"}
    assert told("2026", "cooperation-partnership", "youth") == {"general", "european-ngo"}
    assert told("2026", "cooperation-partnership") == {"general", "sport", "european-ngo"}
    assert told("2020", "strategic-partnership", "vet") == {"vet", "digital-education"}


def test_a_calendar_of_a_field_has_its_own_deadlines_alone(tmp_path):
    file = tmp_path / "deadlines.ics"
    run("deadlines", "2026", "cooperation-partnership", "sport", "--ics", str(file), "--date", "2026-01-01")
    events = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert [str(event["UID"]).partition("@")[0] for event in events] == [
        "2026-cooperation-partnership-sport-1"
    ]


def test_what_is_said_to_other_fields_does_not_concern_a_field():
    def paths(call, action, field, topic):
        edition = open_edition(call, action)
        return {one.path for one in figures(edition, topic) if concerns(one, edition, field)}

    action = "strategic-partnership"
    of_school = {"school", "school-exchange", "creativity", "digital-education"}
    assert paths(2020, action, "school", "duration") == {f"duration.{key}" for key in of_school}
    assert "duration.creativity.youth" in paths(2020, action, "youth", "duration")
    assert "duration.creativity" not in paths(2020, action, "youth", "duration")
    assert paths(2026, "cooperation-partnership", "sport", "managers") == {"managers.sport"}
