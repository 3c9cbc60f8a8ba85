"""`erasmus match`: where a partnership fits, and the smallest change that opens what it does not fit."""

import json
from datetime import date
from decimal import Decimal

import pytest
from folders import EXAMPLES
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from erasmus_cli import load, open_edition
from erasmus_cli.cli.app import app
from erasmus_cli.matching.changes import MOST_EDITS, Trial
from erasmus_cli.matching.facts import FactError, facts_from, facts_of
from erasmus_cli.matching.match import Fit, all_calls, cells, match, newest_calls, next_call
from erasmus_cli.matching.reasons import steps_in_words, why_no_change
from erasmus_cli.rules.fixes import apply
from erasmus_cli.schemas import json_schema

ON = date(2026, 1, 15)
SMALL, LARGE, SDP = "small-scale-partnership", "cooperation-partnership", "school-development-partnership"


def matched(*calls, **facts):
    """Matches of short facts by action, field and format."""
    found = match(facts_from(**facts), calls or (2026,), ON)
    return {(one.cell.edition.action, one.cell.field, one.cell.format): one for one in found}


def in_schools(call, *countries, action=SMALL, **facts):
    return matched(call, countries=countries, field="school", **facts)[action, "school", None]


def test_every_action_and_field_of_the_newest_call_is_looked_at():
    seen = {(cell.edition.action, cell.field) for cell in cells(newest_calls())}
    for action in (SMALL, LARGE, SDP):
        assert {field for one, field in seen if one == action} == set(open_edition(2026, action).fields)
    assert {cell.edition.call for cell in cells(newest_calls())} == {2026}
    assert {cell.edition.call for cell in cells(all_calls())} == set(range(2014, 2027))


def test_types_and_formats_are_told_apart():
    shapes = {
        (cell.type, cell.format) for cell in cells((2016,), "vet") if "strategic" in cell.edition.action
    }
    assert shapes == {("innovation", None), ("good-practice", None)}
    assert {cell.format for cell in cells((2018,)) if cell.edition.action == "sector-skills-alliance"} >= {
        "lot-1"
    }


def test_two_countries_fit_the_small_and_not_the_large():
    found = matched(countries=("BE", "PT"), kinds=("school", "school"), months=18, money=Decimal(60000))
    assert found[SMALL, "school", None].fit is Fit.FITS
    large = found[LARGE, "school", None]
    assert large.fit is Fit.NOT
    assert {"CON-01", "CON-02"} <= {finding.rule for finding in large.fails}


def test_one_country_more_opens_the_large():
    large = in_schools(2026, "BE", "PT", action=LARGE, kinds=("school", "school"), months=18)
    pair = [{"id": "applicant", "country": "BE"}, {"id": "p2", "country": "PT"}]
    assert [*map(str, steps_in_words(large.change.edits, pair))] == ["add a partner, here from Austria (AT)"]
    rest = {"kinds": ("school",) * 3, "months": 18, "money": Decimal(120000)}
    three = in_schools(2026, "BE", "PT", "SI", action=LARGE, **rest)
    assert three.fit is Fit.UNDECIDED
    assert {finding.rule for finding in three.open} == {"APP-04"}, "when the applicant was established"


@pytest.mark.parametrize("call", [2024, 2026])
def test_a_swiss_partner_makes_no_second_country(call):
    assert in_schools(call, "BE", "CH", kinds=("school", "school")).fit is Fit.NOT
    rest = {"kinds": ("school", "school"), "months": 18, "money": Decimal(60000)}
    assert in_schools(call, "BE", "FR", **rest).fit is Fit.FITS


def test_higher_education_without_a_charter():
    members = [
        {"id": f"p{n}", "country": country, "role": "partner" if n else "applicant", "eche": False}
        | {"kind": "higher-education-institution", "established": "1990-01-01"}
        for n, country in enumerate(("BE", "PT", "SI"))
    ]
    facts = facts_from(countries=("BE",))
    facts = type(facts)(organisations=tuple(members), months=24)
    found = {(m.cell.edition.action, m.cell.field, m.cell.format): m for m in match(facts, (2026,), ON)}
    one = found[LARGE, "higher-education", None]
    assert one.fit is Fit.NOT
    assert any("harter" in finding.message for finding in one.fails)


@pytest.mark.parametrize(("months", "fits"), [(12, True), (11, False)])
def test_months_at_the_limit_of_the_large(months, fits):
    one = in_schools(
        2026, "BE", "PT", "SI", action=LARGE, kinds=("school",) * 3, months=months, money=Decimal(400000)
    )
    assert (one.fit is not Fit.NOT) is fits
    if not fits:
        assert [*map(str, steps_in_words(one.change.edits, ()))] == ["put months: 12"]


def test_a_partner_from_ukraine_becomes_associated_in_the_small():
    one = in_schools(2026, "BE", "RS", "UA", kinds=("school", "school", "non-profit"))
    assert one.fit is Fit.NOT
    three = [{"id": f"p{number}", "country": home} for number, home in enumerate(("BE", "RS", "UA"), start=1)]
    assert [*map(str, steps_in_words(one.change.edits, three))] == ["make p3 (UA) an associated partner"]


@pytest.mark.parametrize(
    "missing",
    [{"countries": ()}, {"months": None}, {"money": None}, {"kinds": ()}],
    ids=lambda one: next(iter(one)),
)
def test_nothing_fits_while_a_fact_is_unsaid(missing):
    facts = {"countries": ("BE", "PT"), "kinds": ("school",) * 2, "months": 18, "money": Decimal(60000)}
    facts |= missing if missing.get("countries") is None else {"countries": (), "kinds": ()}
    found = matched(**facts)
    assert Fit.FITS not in {one.fit for one in found.values()}
    assert found[SMALL, "school", None].fit is Fit.UNDECIDED


def test_400_000_in_nine_months_needs_three_months_more_or_less_money():
    facts = {"kinds": ("school",) * 3, "months": 9, "money": Decimal(400000)}
    large = in_schools(2026, "BE", "PT", "SI", action=LARGE, **facts)
    small = in_schools(2026, "BE", "PT", "SI", action=SMALL, **facts)
    assert [*map(str, steps_in_words(large.change.edits, ()))] == ["put months: 12"]
    assert [*map(str, steps_in_words(small.change.edits, ()))] == ["put lump_sum: 60000"]


@pytest.mark.parametrize("action", [SMALL, LARGE])
def test_an_informal_group_cannot_apply_and_no_edit_makes_it_an_organisation(action):
    rest = {"kinds": ("informal-group", "school", "school"), "months": 18}
    one = in_schools(2026, "BE", "PT", "SI", action=action, **rest)
    assert (one.fit, one.change) == (Fit.NOT, None)
    assert "ORG-06" in {finding.rule for finding in one.fails}
    assert "let a registered organisation stand in for the group" in str(why_no_change(one))


SITUATIONS = {
    "two countries": (("BE", "PT"), ("school", "school"), 18, Decimal(60000)),
    "a Swiss partner": (("BE", "CH"), ("school", "school"), 18, Decimal(60000)),
    "400 000 in 9 months": (("BE", "PT", "SI"), ("school",) * 3, 9, Decimal(400000)),
    "Serbia and Ukraine": (("BE", "RS", "UA"), ("school", "school", "ngo"), 24, Decimal(250000)),
    "an informal group": (("BE", "PT"), ("informal-group", "school"), 18, Decimal(30000)),
    "too much of all": (("BE", "RS", "UA"), ("school", "ngo"), 40, Decimal(70000)),
}


def assert_each_change_opens(facts, calls):
    """Applies every change that is printed, and asks the rules again; gives how many there were."""
    seen = 0
    for one in match(facts, calls, ON):
        assert (one.fit is Fit.NOT) is bool(one.fails)
        assert one.fit is not Fit.NOT or bool(one.change) is not bool(why_no_change(one))
        if one.change:
            seen += 1
            shape = {"field": one.cell.field, "type": one.cell.type, "format": one.cell.format}
            data = facts.proposal_for(one.cell.edition) | {k: v for k, v in shape.items() if v}
            assert 1 <= len(one.change.edits) <= MOST_EDITS
            for patch in one.change.edits:
                assert Trial.of(data, one.cell.edition).fails, "an edit too many"
                data = apply(data, patch)
            assert not Trial.of(data, one.cell.edition).fails
            assert {k: data.get(k) for k in shape} == shape
    return seen


@pytest.mark.slow
@pytest.mark.parametrize("situation", SITUATIONS)
def test_every_change_is_tried_and_opens_and_is_small(situation):
    seen = assert_each_change_opens(facts_from(*SITUATIONS[situation]), (2026, next_call()))
    assert bool(seen) is (situation != "an informal group"), "which no edit makes an organisation"


@pytest.mark.slow
def test_every_change_opens_in_every_call():
    assert assert_each_change_opens(facts_from(*SITUATIONS["too much of all"]), all_calls())


@pytest.mark.slow
def test_the_answer_is_the_same_each_time():
    facts = facts_from(("BE", "RS", "UA"), ("school", "ngo"), 40, Decimal(70000))
    first, second = ([m.change and m.change.edits for m in match(facts, (2026,), ON)] for _ in range(2))
    assert first == second


def test_a_proposal_fits_what_it_was_written_for():
    facts = facts_of(load(EXAMPLES / "ka210-school-2026.yaml").proposal)
    found = {(m.cell.edition.action, m.cell.field): m for m in match(facts, (2026,), ON)}
    assert found[SMALL, "school"].fit is Fit.FITS
    assert found[SMALL, "school"].left.days == 49


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"countries": ("XX",)}, "there is no country `XX`; write its name, or its code such as BE"),
        ({"countries": ("BE",), "kinds": ("scool",)}, "did you mean school?"),
        ({"countries": ("BE",), "kinds": ("adult-provider",)}, "did you mean adult-education-provider?"),
        ({"countries": ("BE",), "kinds": ("xyz",)}, "choose one of higher-education-institution, school"),
        ({"countries": ("BE",), "kinds": ("school", "school")}, "2 kinds for 1 country"),
        ({"field": "cooking"}, "there is no field `cooking`"),
    ],
)
def test_what_is_no_fact_is_refused(facts, message):
    with pytest.raises(FactError, match=message.replace("?", r"\?")):
        facts_from(**facts)


def test_kinds_and_fields_are_taken_as_people_write_them():
    facts = facts_from(("BE", "PT"), ("NGO", "primary school"), field="SCH")
    assert ([one["kind"] for one in facts.organisations], facts.field) == (["non-profit", "school"], "school")


def test_the_command_prints_text_and_json_of_the_schema():
    flags = ["match", "--countries", "BE,PT", "--kinds", "school,school", "--on", "2026-01-15"]
    text = CliRunner().invoke(app, flags)
    assert text.exit_code == 0
    assert "Small-scale Partnership, call 2026" in text.stdout
    assert "49 days left" in text.stdout
    data = json.loads(CliRunner().invoke(app, [*flags, "--format", "json"]).stdout)
    assert not list(Draft202012Validator(json_schema("match")).iter_errors(data))
    assert {one["fit"] for one in data["matches"]} <= {"fits", "undecided", "not"}


def words(*flags):
    """All that the command prints, without its line ends."""
    return " ".join(CliRunner().invoke(app, ["match", "--on", "2026-01-15", *flags]).stdout.split())


def told(*flags):
    """The lines of text that the command prints, without the sentences below the headings."""
    run = CliRunner().invoke(app, ["match", "--on", "2026-01-15", *flags])
    return [
        line for line in run.stdout.splitlines() if line[:2] != "  " or line[2:5] in ("fit", "ope", "not")
    ]


def test_what_fits_comes_first_and_what_does_not_fit_comes_last():
    lines = told("--countries", "BE,PT", "--kinds", "school,school", "--months", "18", "--money", "60000")
    assert lines[:2] == ["Small-scale Partnership, call 2026", "  fits school, vet, adult, youth, sport"]
    assert lines.index("Cooperation Partnership, call 2026") > 2
    answers = [line.split()[0] for line in lines if line.startswith("  ")]
    assert answers == sorted(answers, key=["fits", "open", "not"].index)
    assert {"fits", "not"} <= set(answers)


def test_of_what_does_not_fit_the_actions_of_which_something_fits_come_first():
    """Two schools make a strategic partnership in some fields of 2016; an alliance takes more."""
    lines = told(
        "--countries",
        "BE,PT",
        "--kinds",
        "school,school",
        "--months",
        "24",
        "--money",
        "100000",
        "--calls",
        "2016",
    )
    headings = [line.removesuffix(", call 2016") for line in lines if line.endswith(", call 2016")]
    assert headings == [
        "Strategic Partnership",
        "Strategic Partnership",
        "Knowledge Alliance",
        "Sector Skills Alliance",
    ]


def test_deadlines_that_differ_say_for_whom():
    run = CliRunner().invoke(
        app, ["match", "--countries", "BE,PT", "--on", "2026-03-06"], env={"COLUMNS": "80"}
    )
    small = run.stdout.partition("Small-scale Partnership")[2]
    assert "  closed on 5 March 2026, 1 day ago: sport\n" in small
    assert "  closes on 1 October 2026, 209 days left: school, vet, adult, youth\n" in small


@pytest.mark.parametrize(("day", "all_closed"), [("2026-10-01", False), ("2026-10-02", True)])
def test_the_last_line_says_how_to_go_on(day, all_closed):
    run = CliRunner().invoke(app, ["match", "--countries", "BE,PT", "--on", day])
    last = " ".join(run.stdout.split()).partition(" Next: ")[2]
    assert last.startswith("all of this has closed. `--provisional` matches") is all_closed
    flag = " --provisional" if all_closed else ""
    assert f"`erasmus new{flag} proposal.yaml` begins a proposal" in last


def test_a_proposal_is_carried_over_and_not_begun_anew():
    file = EXAMPLES / "ka210-school-2026.yaml"
    told = CliRunner().invoke(app, ["match", str(file), "--on", "2026-01-15"]).stdout
    assert f"`erasmus convert {file} --to 2026/{SMALL} -o new.yaml`" in " ".join(told.split())


@pytest.mark.parametrize(
    ("options", "command"),
    [
        ((), f"erasmus convert FILE --to 2027/{LARGE} --provisional -o new.yaml"),
        (("--calls", "2015"), "erasmus match --provisional FILE"),
    ],
)
def test_of_what_has_closed_the_next_command_can_be_typed_as_it_is(tmp_path, options, command):
    file = EXAMPLES / "adult-2015.yaml"
    told = CliRunner().invoke(app, ["match", str(file), "--on", "2026-12-01", *options]).stdout
    typed = command.replace("FILE", str(file))
    assert f"`{typed}`" in " ".join(told.split())
    run = CliRunner().invoke(app, [*typed.replace("new.yaml", str(tmp_path / "new.yaml")).split()[1:]])
    assert run.exit_code == 0, run.output


def test_partners_that_one_edit_adds_are_told_together():
    large = in_schools(2026, "BE", action=LARGE, kinds=("school",), months=18)
    assert [*map(str, steps_in_words(large.change.edits, [{"id": "p1", "country": "BE"}]))] == [
        "add 2 partners, here from Austria (AT), Bulgaria (BG)"
    ]


def test_each_country_gets_as_many_schools_as_it_lacks():
    homes, authority = ("FR", "SK", "DE", "PL"), "school-authority"
    kinds = (authority, authority, "school", "school")
    rest = {"months": 36, "money": Decimal(400000), "kinds": kinds}
    one = in_schools(2026, *homes, action=SDP, **rest)
    members = [{"id": f"p{n}", "country": home} for n, home in enumerate(homes, 1)]
    assert [*map(str, steps_in_words(one.change.edits, members))] == [
        "add 2 partners of kind school, here from France (FR)",
        "add 2 partners of kind school, here from Slovakia (SK)",
    ]


def test_authorities_that_are_shut_out_are_taken_out():
    one = in_schools(
        2026, "BE", "RS", "MK", "GE", action=LARGE, kinds=("school", "school", "school", "public-body")
    )
    assert [finding.rule for finding in one.fails] == ["ORG-08"]
    assert one.change.edits == (({"op": "remove", "path": "/organisations/3"},),)


def test_organisations_of_a_file_are_called_by_their_names():
    said = words(str(EXAMPLES / "broken" / "ka210-school-2026.yaml"))
    assert "Pais da Ribeira Mansa is an informal group" in said
    assert "(Pais da Ribeira Mansa is an informal group" in said, "where it says why there is no change"


def test_of_two_edits_the_one_is_taken_that_leaves_no_warning():
    one = in_schools(2026, "BE", "RS", "RU", kinds=("school",) * 3)
    assert one.change.edits == (({"op": "remove", "path": "/organisations/2"},),)


def test_what_a_change_leaves_open_is_told():
    kinds = ("non-profit",) * 3
    facts = {"countries": ("XK", "AL", "DE"), "kinds": kinds, "field": "youth", "money": Decimal(120000)}
    one = matched(2026, **facts)[LARGE, "youth", "european-ngo"]
    assert {finding.rule for finding in one.change.left_open} == {"APP-06", "CON-05"}
    options = ("--countries", "XK,AL,DE", "--kinds", "ngo,ngo,ngo", "--field", "youth", "--money", "120000")
    assert "Open then: the applicant has to be a European NGO; say of what kind p4 is" in words(*options)


def test_what_fits_and_is_warned_of_is_told():
    one = matched(2018, countries=("FR", "DE"), kinds=("school", "school"), months=24, field="school")
    regional = one["strategic-partnership", "school", "regional"]
    assert not regional.fails
    assert "CON-01" in {finding.rule for finding in regional.warned}
    options = ("--countries", "FR,DE", "--kinds", "school,school", "--months", "24", "--calls", "2018")
    assert " Mind: 0 organisations with kind school-authority count" in words(*options)


@pytest.mark.parametrize("months", ["24", "24 months", "2 years"])
def test_a_length_is_taken_as_people_write_it(months):
    lines = told("--countries", "FR,DE", "--kinds", "school,school", "--months", months, "--money", "60k")
    assert any(line.startswith("  fits school") for line in lines)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--money", "60.000"], "`60.000` may be 60000 or 60; "),
        (["--months", "0"], "`0` is no length of a project, such as 24"),
        (["--months", "two"], "`two` is no length; write months, such as 24, or 2 years"),
        (["--countries", "BE RS"], "`BE RS` is several countries; write names or codes with commas between"),
        (["--calls", "2027", "--months", "3"], "call 2027 is not known here yet; `--provisional` takes"),
    ],
)
def test_what_is_refused_says_a_way_on(arguments, message):
    run = CliRunner().invoke(app, ["match", *arguments])
    assert run.exit_code == 2
    assert run.stderr.startswith(message)


_PARTNER = {"id": "p3", "role": "partner", "kind": "school"}


def test_each_edit_of_a_change_sees_what_the_ones_before_it_left():
    two = [{"id": "a", "name": "Open School", "country": "BE"}, {"country": "EL"}]
    edits = [
        (
            {
                "op": "add",
                "path": "/organisations/-",
                "value": {"id": "p3", "role": "partner", "kind": "school"},
            },
        ),
        ({"op": "remove", "path": "/organisations/1"},),
        ({"op": "add", "path": "/organisations/1/role", "value": "applicant"},),
        ({"op": "add", "path": "/organisations/0/eche", "value": True}, {"op": "remove", "path": "/format"}),
    ]
    assert [*map(str, steps_in_words(edits, two))] == [
        "add a partner of kind school",
        "take one organisation (EL) out",
        "make p3 the applicant",
        "put eche of Open School (BE): true; take out format",
    ]


def test_where_something_is_open_it_is_not_said_that_nothing_fits():
    first = " ".join(told("--countries", "BE,PT")[:2])
    assert first.startswith("Nothing can be said to fit yet; what is open")


def test_where_nothing_fits_that_is_said_first():
    assert told("--countries", "BE", "--kinds", "informal-group")[0] == "Nothing fits as it is."


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (("--money", "60.000"), "`60.000` may be 60000 or 60; write 60000 or 60.00"),
        (("--money", "60 000 zł"), "`60 000 zł` is in another currency; amounts are in EUR, such as 12500"),
        (("--money", "-5"), "`-5` is not an amount; write digits only, such as 12500 or 12500.50"),
        (("--months", "24-30"), "`24-30` is no length; write months, such as 24, or 2 years"),
        (("--months", "0"), "`0` is no length of a project, such as 24"),
        (("--countries", "Flandern"), "there is no country `Flandern`; did you mean Belgium (BE)?"),
    ],
)
def test_what_may_be_two_or_is_none_is_said_in_its_words(flags, said):
    run = CliRunner().invoke(app, ["match", *flags], env={"COLUMNS": "200"})
    assert (run.exit_code, run.stderr.strip()) == (2, said)


def test_options_are_read_as_people_write_them():
    written = ("--countries", "Belgien; Portugal", "--kinds", "Verein;ONG", "--months", "2 years")
    plain = ("--countries", "BE,PT", "--kinds", "non-profit,non-profit", "--months", "24", "--money", "60000")
    assert told(*written, "--money", "60'000") == told(*plain)


@pytest.mark.parametrize(
    "arguments",
    [[], ["--months", "12", "--calls", "1999"], ["--money", "much"], ["--countries", "ZZ"], ["no.yaml"]],
)
def test_bad_input_is_one_line_and_exit_2(arguments):
    run = CliRunner().invoke(app, ["match", *arguments])
    assert run.exit_code == 2
    assert len(run.stderr.splitlines()) == 1
