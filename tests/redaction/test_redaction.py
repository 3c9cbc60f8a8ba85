"""What leaves the house does not say who is behind it: every output is searched for every secret."""

import io
import json
import re
import zipfile

import pytest
from folders import ROOT
from jsonschema import Draft202012Validator
from pypdf import PdfReader
from typer.testing import CliRunner

from erasmus_cli import calculate, check
from erasmus_cli.cli.app import app
from erasmus_cli.proposal.reader import load, parse
from erasmus_cli.redaction.contacts import WRITTEN_DOWN, WRITTEN_TO, without
from erasmus_cli.redaction.names import Name, Names
from erasmus_cli.redaction.redact import redact

EXAMPLES = sorted(ROOT.glob("examples/**/*.yaml"))
PROPOSAL = """\
# sent by Anna Kowalska of the Harbour Lyceum
call: 2019
action: strategic-partnership
field: school
type: innovation
title: Quiet harbours
acronym: QUAYS
start: 2019-09-01
months: 24
language: en
organisations:
  - {id: harbour-lyceum, name: "Harbour Lyceum (HALY)", short_name: Harbour, country: BE, city: Gent,
     kind: school, role: applicant, pic: 912345678, coordinates: [51.05, 3.72],
     website: harbour-lyceum.be, legal_representative: "Jo Demol, head",
     contact: {name: Ria Kreek, phone: '091 555 124'}}
  - {id: p2, name: Łódzkie Liceum e.V., country: PL, city: Łódź, kind: school, role: partner, oid: E10293847,
     added_value: "The Lodzkie  Liceum has boats."}
  - {id: saltmarsh, name: Saltmarsh College, country: IE, city: {name: Galway, region: Connaught},
     kind: school, role: partner, eche: "29853-IC-1-2007-1-BE-ERASMUS-EUCX-1"}
meetings:
  - {title: "Kick-off at Saltmarsh College", host: saltmarsh, start: 2019-10-03,
     participants: [{organisation: harbour-lyceum, people: 1}, {organisation: p2, people: 2}]}
outputs:
  - {id: quays-kit, title: The QUAYS kit, lead: harbour-lyceum, start: 2019-10-01, end: 2020-03-31,
     days: [{organisation: saltmarsh, category: teacher, days: 10}]}
subcontracting: [{task: Audit by Brine Auditors, contractor: Brine Auditors, cost: 900}]
past_cooperation: [{title: 2016-1-BE-1234 Salt, organisations: [harbour-lyceum, p2], start: 2016}]
answers:
  description.rationale: |
    **Harbour
    Lyceum** and HALY meet ŁÓDZKIE LICEUM E.V. in Lodz; HARBOUR  LYCEUM's pupils sail to Galway and Ghent.
    Write to anna.kowalska@harbour-lyceum.be, [our site](https://www.harbour-lyceum.be/x?y=1), saltmarsh.ie,
    or phone +32 9 123 45 67, tel. 091 555 123. OID E10293847, PIC 912345678, PIC 998877665.
    Dr Anna Kowalska lives at Coupure Links 12, Brugstraat 7, and 12 Salthill Road. saltmarsh hosts.
    Jo Demol and RIA KREEK know.
  partners.role/saltmarsh: Saltmarsh College sails.
"""
SECRETS = (
    *("Harbour Lyceum", "HALY", "Harbour", "harbour-lyceum", "Łódzkie", "Lodzkie", "Saltmarsh", "saltmarsh"),
    *(
        "Gent",
        "Ghent",
        "Łódź",
        "Lodz",
        "Galway",
        "Connaught",
        "912345678",
        "E10293847",
        "998877665",
        "29853-IC",
    ),
    *(
        "Kowalska",
        "anna",
        "51.05",
        "3.72",
        "Quiet harbours",
        "QUAYS",
        "quays",
        "Brine",
        "123 45 67",
        "555 123",
    ),
    *("Brugstraat", "Salthill", "Demol", "Kreek", "555 124", "2016-1-BE"),
)


def run(*arguments, **more):
    return CliRunner().invoke(app, list(map(str, arguments)), **more)


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "harbour-lyceum.yaml"
    file.write_text(PROPOSAL, encoding="utf-8")
    return file


def leaks(content):
    """The secrets in a text, however it is written; a name of several words may be broken by anything."""
    bare = re.sub(r"[\s\xad*_]+", " ", content).casefold()
    return [secret for secret in SECRETS if re.search(rf"(?<!\w){re.escape(secret.casefold())}", bare)]


def everything_in(path):
    """All texts of a file: the parts of what is zipped, the pages and properties of a PDF."""
    content = path.read_bytes()
    if path.suffix in (".docx", ".xlsx"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
            return "\n".join((*archive.namelist(), *parts, *(re.sub(r"<[^>]*>", "", part) for part in parts)))
    if path.suffix == ".pdf":
        reader = PdfReader(path)
        pages = "\n".join(page.extract_text() for page in reader.pages)
        return f"{pages}\n{reader.metadata}\n{content.decode('latin-1')}"
    return content.decode("utf-8", "replace")


@pytest.mark.slow
def test_the_secrets_are_there_without_it(file, tmp_path):
    assert set(leaks(file.read_text("utf-8"))) == set(SECRETS)
    assert run("draft", file, "-o", tmp_path / "d.docx").exit_code == 0
    assert {"Harbour Lyceum", "Saltmarsh", "QUAYS"} <= set(leaks(everything_in(tmp_path / "d.docx")))


@pytest.mark.parametrize(
    "arguments",
    [
        ("redact",),
        ("check", "--redact"),
        ("check", "--redact", "-v", "--fixes"),
        ("check", "--redact", "--format", "json"),
        ("budget", "--redact"),
        ("budget", "--redact", "--explain", "3"),
        ("budget", "--redact", "--format", "json"),
        ("score", "--redact", "-v"),
        ("score", "--redact", "--format", "json"),
        ("draft", "--redact"),
        ("draft", "--redact", "--view", "reading"),
        ("draft", "--redact", "--partner", "saltmarsh"),
    ],
)
def test_nothing_is_printed_that_says_who(file, arguments):
    command, *rest = arguments
    done = run(command, file, *rest)
    assert done.exit_code in (0, 1), done.output
    assert done.stdout
    assert leaks(done.stdout) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["d.md", "d.html", "d.docx", "d.pdf", "d.txt", "b.xlsx", "b.csv", "gantt.svg", "budget.svg"]
)
def test_nothing_is_written_that_says_who(file, tmp_path, name):
    output = tmp_path / name
    more = ("--figure", output.stem) if output.suffix == ".svg" else ()
    done = run("budget" if name.startswith("b.") else "draft", file, "--redact", *more, "-o", output)
    assert done.exit_code == 0, done.output
    assert leaks(everything_in(output)) == []


def test_the_redacted_file_is_a_proposal_and_never_the_old_one(file, tmp_path):
    new = tmp_path / "new.yaml"
    assert run("redact", file, "-o", new).exit_code == 0
    assert file.read_text("utf-8") == PROPOSAL
    proposal = load(new).proposal
    assert [o.name for o in proposal.organisations] == [f"Organisation {letter}" for letter in "ABC"]
    assert [o.id for o in proposal.organisations] == ["org-a", "p2", "org-c"]
    assert proposal.meetings[0].host == "org-c"
    assert list(proposal.answers)[1] == "partners.role/org-c"
    assert run("redact", file, "-o", file).exit_code == 2
    assert run("redact", new).stdout == new.read_text("utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_rules_and_sums_are_the_same(path):
    before = load(path).proposal
    after = parse(redact(before).text).proposal
    outcomes = [
        {(f.rule, f.outcome, f.severity) for f in check(proposal, provisional=True).findings}
        for proposal in (before, after)
    ]
    assert outcomes[0] == outcomes[1]
    assert calculate(before).amount == calculate(after).amount


def test_a_name_that_is_none_stays_as_the_rules_look_at_it():
    text = "call: 2016\naction: strategic-partnership\norganisations: [{id: a, name: TBD, country: BE}]\n"
    assert "name: TBD" in redact(parse(text).proposal).text


def test_what_is_malformed_stays_malformed():
    text = redact(parse('organisations: [{pic: "12 34", oid: E123}, {pic: 912345678}]\n').proposal).text
    assert text == ("organisations:\n  - oid: E902\n    pic: 90 01\n  - pic: 900000003\n")


def test_json_is_as_published(file):
    for command, of in (("check", "report"), ("budget", "budget"), ("score", "score")):
        schema = json.loads(run("schema", "--of", of).stdout)
        data = json.loads(run(command, file, "--redact", "--format", "json").stdout)
        Draft202012Validator(schema).validate(data)
        assert "harbour" not in json.dumps(data).casefold()


def test_files_are_named_by_number_and_one_that_cannot_be_read_is_not_quoted(file, tmp_path):
    broken = tmp_path / "saltmarsh.yaml"
    broken.write_text("organisations: [{country: Saltmarsh}]\n", encoding="utf-8")
    done = run("check", file, broken, "--redact", "--format", "json")
    assert done.exit_code == 2
    data = json.loads(done.stdout)
    assert [one["file"] for one in (*data["proposals"], *data["errors"])] == ["proposal-1", "proposal-2"]
    assert leaks(done.stdout) == []
    assert "Saltmarsh" in done.stderr


def test_words_of_names_that_are_left_are_told_and_can_be_hidden(tmp_path):
    file = tmp_path / "p.yaml"
    file.write_text(
        "organisations: [{id: p1, name: Riverside Training Centre, country: BE}]\n"
        "answers: {description.rationale: At Riverside we ask Jonas.}\n",
        encoding="utf-8",
    )
    done = run("redact", file)
    assert "words of these names are still there: Riverside" in done.stderr
    hidden = run("redact", file, "--hide", "Riverside", "--hide", "jonas")
    assert "At withheld we ask X" in hidden.stdout
    assert "still there" not in hidden.stderr
    assert run("check", file, "--hide", "Riverside").exit_code == 2


def test_a_house_style_is_refused(file, tmp_path):
    done = run("draft", file, "--redact", "--templates", tmp_path, "-o", tmp_path / "d.md")
    assert done.exit_code == 2
    assert "leave them out with --redact" in done.stderr


@pytest.mark.parametrize(
    "text",
    [
        "ana@school.pt",
        "mailto:ana.b-c@mail.school.pt",
        "ana (at) school.pt",
        "https://school.example/path?x=1#y",
        "www.school.example",
        "school-lisboa.pt/about",
        "@schoollisboa",
        "+351 21 123 45 67",
        "0049 (0)30 1234567",
        "030 / 123 45 67",
        "Tel.: 123 456 78",
        "E10203040",
        "BE0123456789",
        "BE68 5390 0754 7034",
        "B GENT01",
        "101012345-EPP-1-2014-1-BE-EPPKA3-ECHE",
        "Hauptstraße 12a",
        "Kerkstraat 5",
        "Kossuth utca 3",
        "12 bis, rue de la République",
        "Rue de la Loi 200",
        "via Giuseppe Verdi, 4",
        "Calle Mayor, 12",
        "ul. Piotrkowska 100",
        "221b Baker Street",
        "Frau Dr. Petra Müller-Lang",
        "Mme de la Tour",
        "contact person: Rui da Costa",
    ],
)
def test_what_can_be_told_by_its_shape(text):
    found = []
    shown = without(without(f"So: {text}, then.", WRITTEN_TO, found.append), WRITTEN_DOWN, found.append)
    assert re.fullmatch(r"So: [a-z :-]+, then\.", shown), shown
    assert len(found) == 1
    assert len(shown) <= len(f"So: {text}, then.")


@pytest.mark.parametrize(
    "text",
    [
        "EUR 12 500 000 in 2027, 01/03/2027 and 1.3.2027, 09:00-17:00; 24 months of 20.5 days",
        "Work packages WP1 and WP2; ISO 9001; KA220-VET; 3 000 000 000 seconds",
        "e.g. schools, i.e. those of Sp. z o.o., at the place of 3 meetings; the avenue to 2030",
        "In Europe the Dr is out. Frau und Mann. 60.000,00 euro or 8,000",
    ],
)
def test_what_says_nobody_stays(text):
    assert without(without(text, WRITTEN_TO, print), WRITTEN_DOWN, print) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We want **calm** lunch breaks.", "We want **A project**."),
        ("Calm *lunch breaks* help.", "*A project* help."),
        ("**Calm lunch breaks** help.", "**A project** help."),
        ("Calm *lunch* breaks help.", "A project help."),
        ("**Yes.** Calm lunch breaks **help**.", "**Yes.** A project **help**."),
    ],
)
def test_emphasis_around_a_name_stays_whole(text, expected):
    names = Names([Name("Calm lunch breaks", "titles", ("A project",))])
    assert names.without(text, lambda _: None) == expected


@pytest.fixture
def returned(file, tmp_path):
    """A proposal, and a redacted draft of it in which a reader has written into an answer without names."""
    text = file.read_text("utf-8") + "  summary.results: |\n    Everybody learns to sail.\n"
    file.write_text(text, "utf-8")
    draft = tmp_path / "d.md"
    assert run("draft", file, "--redact", "-o", draft).exit_code == 0
    written = draft.read_text("utf-8")
    assert written.count("> Everybody learns to sail.") == 1
    draft.write_text(written.replace("to sail.", "to sail with Organisation B in City A."), "utf-8")
    return file, draft


def test_a_stand_in_is_not_taken_from_a_draft_that_comes_back(returned):
    file, draft = returned
    before = file.read_bytes()
    done = run("read", draft, file)
    assert done.exit_code == 1
    assert "names withheld   summary.results" in done.output
    assert "the draft says City A, Organisation B" in done.output
    assert "--take KEY=draft" in done.stderr
    assert file.read_bytes() == before


def test_a_stand_in_is_taken_where_it_is_asked_for(returned):
    file, draft = returned
    run("read", draft, file, "--take", "summary.results=draft")
    assert "to sail with Organisation B in City A." in load(file).proposal.answers["summary.results"]


def test_what_says_no_stand_in_is_taken_from_a_redacted_draft(returned):
    file, draft = returned
    draft.write_text(draft.read_text("utf-8").replace("with Organisation B in City A", "together"), "utf-8")
    run("read", draft, file)
    assert "to sail together." in load(file).proposal.answers["summary.results"]


@pytest.mark.slow
def test_an_organisation_that_is_called_so_in_the_answer_already_is_no_stand_in(returned):
    file, draft = returned
    file.write_text(file.read_text("utf-8").replace("Everybody learns", "Organisation B learns"), "utf-8")
    assert run("draft", file, "-o", draft, "--force").exit_code == 0
    draft.write_text(
        draft.read_text("utf-8").replace("> Organisation B learns", "> All of Organisation B learns")
    )
    run("read", draft, file)
    assert "All of Organisation B learns" in load(file).proposal.answers["summary.results"]


def test_travel_keeps_its_price_although_the_cities_are_withheld():
    proposal = parse(
        "call: 2018\naction: strategic-partnership\nfield: vet\ntype: innovation\nmonths: 24\n"
        "organisations:\n"
        "  - {id: a, name: Riverside, country: BE, city: Gent, role: applicant}\n"
        "  - {id: b, name: Harbour, country: ES, city: Zaragoza, role: partner}\n"
        "meetings: [{title: K, host: a, start: 2019-01-10, participants: [{organisation: b, people: 2}]}]\n"
        "learning_activities: [{id: C, kind: joint-staff-training, host: b, start: 2019-03-04, days: 3,"
        " groups: [{organisation: a, participants: 2}]}]\n"
    ).proposal
    shown = parse(redact(proposal).text).proposal
    assert "Zaragoza" not in redact(proposal).text
    before, after = calculate(proposal), calculate(shown)
    assert [line.amount for line in after.lines] == [line.amount for line in before.lines]
    assert all(line.amount is not None for line in before.lines)
    assert shown.meetings[0].participants[0].distance_km == 1101  # 9.4 degrees north, 3.2 of the equator east
