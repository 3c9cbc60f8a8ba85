"""Situations from public questions, files and bug reports, made small, each with its right answer."""

import textwrap
from pathlib import Path

import pytest
from typer.testing import CliRunner

from erasmus_cli.cli.app import app
from erasmus_cli.proposal.reader import load

SMALL = """
    call: 2026
    action: small-scale-partnership
    field: adult
"""


@pytest.fixture
def erasmus(tmp_path, monkeypatch):
    """Runs a command in an empty folder; gives its exit code and all that it printed."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        result = CliRunner().invoke(app, [*arguments], env={"COLUMNS": "200"})
        return result.exit_code, result.output

    return run


def write(text, name="p.yaml"):
    Path(name).write_text(textwrap.dedent(text).lstrip(), encoding="utf-8")


@pytest.mark.parametrize(
    ("line", "readings"),
    [
        ("requested_grant: 228.730", "`228.730` may be 228730 or 228.73; write 228730 or 228.73"),
        (
            "exceptional_costs: [{organisation: a, cost: 8.000}]",
            "`8.000` may be 8000 or 8; write 8000 or 8.00",
        ),
        ("lump_sum: 30.000", "`30.000` may be 30000 or 30; write 30000 or 30.00"),
    ],
)
@pytest.mark.parametrize("command", ["check", "budget"])
def test_an_amount_with_a_dot_before_three_digits_is_asked_back(erasmus, command, line, readings):
    write(f"call: 2019\naction: strategic-partnership\nfield: vet\n{line}\n")
    code, said = erasmus(command, "p.yaml")
    assert code == 2
    assert readings in said


@pytest.mark.parametrize(
    "setting", ["lump_sum=30.000", "activities=[{grant: 30.000}]", 'activities=[{"grant": 30.000}]']
)
@pytest.mark.parametrize(
    "begun", [SMALL, '{"call": 2026, "action": "small-scale-partnership", "field": "adult"}']
)
def test_the_same_amount_is_asked_back_where_it_comes_with_the_command(erasmus, setting, begun):
    write(begun)
    before = Path("p.yaml").read_text(encoding="utf-8")
    code, said = erasmus("new", "p.yaml", "--no-input", "--set", setting)
    assert code == 2
    assert "`30.000` may be 30000 or 30" in said
    assert Path("p.yaml").read_text(encoding="utf-8") == before


def test_an_amount_with_one_meaning_is_taken_from_the_command(erasmus):
    write(SMALL)
    erasmus("new", "p.yaml", "--no-input", "--set", "lump_sum=EUR 30 000")
    assert load("p.yaml").proposal.lump_sum == 30_000


def test_words_that_applicants_use_are_taken_or_explained(erasmus):
    write("""
        call: 2026
        action: KA210-ADU
        field: adult
        duration: 24
        organisations:
          - {id: applicant, name: X, country: France, city: Lille, kind: NGO, role: coordinator}
          - {id: p2, name: Y, country: BE, city: Gent, kind: university, role: partner}
    """)
    code, said = erasmus("check", "p.yaml")
    assert (code, said) == (2, "p.yaml:4:1: there is no key `duration`; did you mean `months`?\n")
    write(Path("p.yaml").read_text(encoding="utf-8").replace("duration", "months"))
    proposal = load("p.yaml").proposal
    assert (proposal.action, proposal.field) == ("small-scale-partnership", "adult")
    assert [(one.country, one.kind, one.role) for one in proposal.organisations] == [
        ("FR", "non-profit", "applicant"),
        ("BE", "higher-education-institution", "partner"),
    ]


def test_placeholders_of_real_templates_are_warned_of(erasmus):
    write("""
        call: 2026
        action: small-scale-partnership
        field: adult
        language: fr
        answers:
          description.rationale: "[MODÈLE À ADAPTER] **A REMPLIR** [NOM DE L'ASBL] [EMAIL] [Pays 1]"
          description.objectives: "Click or tap here to enter text. [insert name of partner]"
    """)
    code, said = erasmus("check", "p.yaml", "--select", "TXT-05")
    assert code == 0
    assert said.count("WARN TXT-05") == 2


def test_a_row_of_the_results_platform_is_said_to_be_one(erasmus):
    write("""
        Programme: Erasmus+
        Key Action: Partnerships for cooperation and exchanges of practices
        Action Type: Small-scale partnerships in adult education
        Call year: 2023
        Project Identifier: 2023-1-XX01-KA210-ADU-000000000
    """)
    code, said = erasmus("check", "p.yaml")
    assert code == 2
    assert said.startswith("p.yaml: this is a row of the Erasmus+ Project Results Platform; ")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "call: 2026\n\u200bfield: school\n",
            "there is no key `<U+200B>field`",
        ),
        (
            "call: 2026\nfield: school\u200b\n",
            "`field` cannot be `school<U+200B>`",
        ),
    ],
)
def test_an_invisible_sign_is_named(erasmus, text, said):
    write(text)
    named = f"p.yaml:2:1: {said}; take out U+200B (zero width space), which nobody sees\n"
    assert erasmus("check", "p.yaml") == (2, named)


def test_json_escapes_with_a_command_are_taken_as_in_a_file(erasmus):
    write("call: 2025\naction: cooperation-partnership\n")
    members = r'organisations=[{"name": "\ud83c\udf89 Club", "country": "BE", "role": "applicant"}]'
    erasmus("new", "p.yaml", "--no-input", "--set", members)
    assert load("p.yaml").proposal.organisations[0].name == "\N{PARTY POPPER} Club"


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("Lycée des Métiers", "LYCÉE DES MÉTIERS", "FAIL"),
        ("Lyce\u0301e des Métiers", "Lycée  des Métiers", "FAIL"),
        ("Lycée des Métiers", "Lycee des Metiers", "WARN"),
        ("Lycée des Métiers asbl", "Lycée des Métiers", "WARN"),
        ("Lycée-des-Métiers", "Lycée des Métiers.", "WARN"),
    ],
)
def test_the_same_organisation_in_another_spelling_is_found(erasmus, one, other, found):
    write(f"""
        call: 2026
        action: small-scale-partnership
        field: adult
        organisations:
          - {{id: a, name: "{one}", country: FR, city: Lille, role: applicant, kind: school}}
          - {{id: b, name: "{other}", country: FR, city: LILLE, role: partner, kind: school}}
    """)
    _, said = erasmus("check", "p.yaml", "--select", "ORG-02")
    assert f"{found} ORG-02" in said


@pytest.mark.parametrize("written", ["2 years", "deux ans", "24 months (2 years)", '"24"', "24.0"])
def test_a_length_is_taken_in_a_file_as_in_the_wizard(erasmus, written):
    write(f"call: 2026\naction: cooperation-partnership\nfield: adult\nmonths: {written}\n")
    erasmus("new", "q.yaml", "--no-input", "--set", f"months={written}")
    assert load("p.yaml").proposal.months == load("q.yaml").proposal.months == 24


def test_a_sum_beside_match_is_no_thousandth(erasmus):
    assert "`60.000` may be 60000 or 60; write 60000 or 60.00" in erasmus("match", "--money", "60.000")[1]


def test_a_zone_that_is_not_in_force_is_asked_back(erasmus):
    write(f"{textwrap.dedent(SMALL)}submitted: 1 October 2026 12:00 CET\n")
    code, said = erasmus("check", "p.yaml")
    assert code == 2
    assert "may be 2026-10-01T12:00 or 2026-10-01T13:00" in said


def test_a_table_with_headings_of_an_office_abroad_is_imported(erasmus):
    write(
        "Aufruf;Aktion;Bereich;Titel;Laufzeit;Beginn;Pauschalbetrag;"
        "Name des Antragstellers;Land des Antragstellers;OID Antragsteller;Partner 1 Land\n"
        "2026;KA210-ADU;Erwachsenenbildung;Wege;2 Jahre;1. September 2026;60.000,00 \u20ac;"
        "Haus;Belgien;e 1023 4567;PT\n",
        "t.csv",
    )
    assert erasmus("import", "t.csv", "-o", "out")[0] == 0
    (file,) = Path("out").iterdir()
    proposal = load(file).proposal
    first, second = proposal.organisations
    assert (proposal.months, proposal.lump_sum, f"{proposal.start}") == (24, 60_000, "2026-09-01")
    assert (first.name, first.country, first.oid, second.country) == ("Haus", "BE", "E10234567", "PT")


def test_a_word_for_two_actions_names_both(erasmus):
    write("call: 2026\naction: Partnerships for Cooperation\nfield: adult\n")
    assert (
        "say which: `cooperation-partnership` or `small-scale-partnership`" in erasmus("check", "p.yaml")[1]
    )
