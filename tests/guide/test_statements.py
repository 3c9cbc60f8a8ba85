"""The ledger of statements and the documents to hold ready: complete, true to the rules, refused if wrong."""

import json
import tomllib
from importlib import resources

import pytest
from typer.testing import CliRunner

from erasmus_cli.cli.app import app
from erasmus_cli.guide.documents import Document, Moment, all_documents, documents_of
from erasmus_cli.guide.errors import GuideError
from erasmus_cli.guide.layers import DataFile
from erasmus_cli.guide.ledger import read_entries
from erasmus_cli.guide.loader import available, open_edition, use_guide
from erasmus_cli.guide.statements import Statement, Treatment, all_statements, statements_of
from erasmus_cli.rules.catalogue import all_rules
from erasmus_cli.rules.engine import rules_for
from erasmus_cli.scoring.hints.catalogue import all_hints

DATA = resources.files("erasmus_cli.guide") / "data"
LEDGER = [DATA / "documents.toml", *sorted((DATA / "statements").iterdir(), key=str)]
HINTS = {hint.id for hint in all_hints()}

ABSENT_BEFORE = [
    "safety, protection and equal treatment",
    "are insured",
    "parents or guardians have agreed",
    "Bodies of the EU",
    "without legal personality",
    "self-employed",
    "subject to the signature of an agreement",
    "territory of a country that international law recognises",
    "uploads an Identification Form",
    "hold through the whole project",
    "helped to prepare the call",
    "Networks of the Programme",
    "readable and accessible",
    "clerical errors",
    "by the online form only",
    "serious irregularity or fraud",
    "project that is over",
    "all funding, received or applied for in the year",
    "what comes from other sources",
    "bank guarantee",
    "task of the coordinator cannot be subcontracted",
    "privacy statement",
    "affiliated entity meets the criteria",
    "subject to law and taxes",
    "Project Results Platform",
    "set of activities with objectives and results",
]


@pytest.mark.parametrize(("call", "action"), available())
def test_every_rule_and_judgement_of_an_edition_stands_in_a_statement(call, action):
    chosen = statements_of(call, action)
    rules = {rule for one in chosen for rule in (*one.checked_by, *one.warned_by)}
    judgements = {key for one in chosen for key in one.assessor}
    assert {rule.id for rule in rules_for(open_edition(call, action))} - rules == set()
    assert set(open_edition(call, action).assessor) - judgements == set()


@pytest.mark.parametrize(("call", "action"), available())
def test_a_statement_names_only_what_its_editions_have(call, action):
    plan = {rule.id for rule in rules_for(open_edition(call, action))} | HINTS
    judgements = set(open_edition(call, action).assessor)
    for one in statements_of(call, action):
        assert {*one.checked_by, *one.warned_by} <= plan, one.id
        assert set(one.assessor) <= judgements, one.id


# Their severity is that of the weakest case: venues decide where the Guide is known, numbers once said,
# languages at EACEA, and packages where one that has to be there is missing, or where there are too many.
MAY_DECIDE = {"VEN-01", "APP-07", "TXT-01", "LMP-04"}


def test_what_decides_is_no_hint_and_no_rule_that_only_warns():
    errors = {rule.id for rule in all_rules() if rule.severity == "error"}
    assert {rule for one in all_statements() for rule in one.checked_by} <= errors | MAY_DECIDE


@pytest.mark.parametrize("words", ABSENT_BEFORE)
def test_what_was_passed_over_in_silence_is_there(words):
    assert any(words in one.text for one in all_statements())


def test_every_statement_and_document_holds_for_an_edition():
    for entry in (*all_statements(), *all_documents().values()):
        assert any(entry.concerns(call, action) for call, action in available()), entry.id


def test_a_document_of_a_statement_is_one_of_its_calls():
    for one in all_statements():
        for key in one.documents:
            document = all_documents()[key]
            shared = [c for c, a in available() if one.concerns(c, a) and document.concerns(c, a)]
            assert shared, (one.id, key)


def test_every_document_proves_a_statement():
    assert {key for one in all_statements() for key in one.documents} == set(all_documents())


def test_what_is_cited_is_a_document_that_was_seen():
    evidence = tomllib.loads((DATA / "evidence.toml").read_text("utf-8"))
    for entry in (*all_statements(), *all_documents().values()):
        for reading in entry.readings.values():
            assert set(reading.evidence) <= set(evidence), entry.id


@pytest.mark.parametrize("file", LEDGER, ids=lambda file: file.name)
def test_every_heading_of_a_file_is_used_there(file):
    raw = tomllib.loads(file.read_text(encoding="utf-8"))
    headings = raw.pop("sections")
    used = {row["section"] for row in raw.values() if isinstance(row, dict) and "section" in row}
    assert used == set(headings)


def test_a_kind_format_or_page_is_one_that_is_known():
    for document in all_documents().values():
        for call, action in available():
            if document.concerns(call, action):
                edition = open_edition(call, action)
                assert set(document.needed.kinds) <= set(edition.kinds), document.id
                formats = set(edition.formats)
                assert set(document.needed.formats) <= formats, (document.id, call, action)


def statement(call, words):
    return next(one for one in all_statements() if words in one.text and one.since <= call)


def test_a_statement_is_cited_from_the_guide_of_its_call():
    minimum = statement(2026, "three organisations from three different EU")
    assert minimum.source(2026).citation.endswith("participating organisations, p. 237")
    assert "Programme Guide 2025 (Finnish)" in minimum.source(2025).citation
    assert minimum.source(2023).page == "227"
    assert minimum.source(2023).grade == "official"


def test_what_was_read_earlier_is_carried_over_and_what_was_read_later_is_recalled():
    minimum = statement(2026, "three organisations from three different EU")
    assert minimum.source(2024).citation.startswith("Programme Guide 2023, carried over to 2024")
    assert minimum.source(2024).grade == "official"
    assert minimum.source(2022).citation.startswith("Programme Guide 2023, carried over to 2022")
    assert minimum.source(2022).grade == "recalled"


def test_a_source_of_no_call_is_not_carried_over():
    trust = statement(2026, "Public interest trusts of Hungary")
    assert trust.source(2026).carried_to is None
    assert trust.source(2026).grade == "published"


def test_statements_of_a_field_leave_out_the_others():
    sport = {one.id for one in statements_of(2026, "cooperation-partnership", "sport")}
    school = {one.id for one in statements_of(2026, "cooperation-partnership", "school")}
    everything = {one.id for one in statements_of(2026, "cooperation-partnership")}
    one_priority = statement(2026, "in sport addresses one priority only").id
    national = statement(2026, "National Agencies may give more weight").id
    assert one_priority in sport - school
    assert national in school - sport
    assert everything == sport | school | {
        one.id
        for field in ("vet", "adult", "youth", "higher-education")
        for one in statements_of(2026, "cooperation-partnership", field)
    }


def shipped(file):
    return DataFile(file, file.name, 0)


HEAD = """
since = 2026
actions = ["cooperation-partnership"]
[sources.g26]
call = 2026
edition = "Programme Guide 2026"
grade = "official"
[sections]
who = "Who can apply?"
[S21-TEST-001]
text = "A statement that is long enough."
section = "who"
read_in = { g26 = "1" }
"""


@pytest.mark.parametrize(
    ("rest", "message"),
    [
        ("", "does not say what becomes of it"),
        ("applicant = false", "does not say what becomes of it"),
        ('applicant = true\ndocuments = ["no-such-paper"]', "there is no document no-such-paper"),
        ("applicant = true\nuntil = 2025", "until is before since"),
        ('applicant = true\nactions = ["no-such-action"]', "there is no action no-such-action"),
        ("applicant = true\nseen = true", "seen: there is no such key"),
        ('applicant = true\nfields = ["music"]', "fields"),
    ],
)
def test_a_wrong_statement_is_refused_by_its_name(tmp_path, rest, message):
    file = tmp_path / "test.toml"
    file.write_text(f"{HEAD}{rest}\n", encoding="utf-8")
    with pytest.raises(GuideError, match=rf"test\.toml: S21-TEST-001: .*{message}"):
        read_entries(shipped(file), Statement)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('section = "who"', 'section = "where"', "where is no section"),
        ('g26 = "1"', 'g27 = "1"', "g27 is no source"),
        ('{ g26 = "1" }', "{}", "read_in"),
        ("S21-TEST-001", "S20-TEST-001", "id"),
        ('text = "A statement that is long enough."', 'text = "Short."', "text"),
    ],
)
def test_a_wrong_head_is_refused(tmp_path, old, new, message):
    file = tmp_path / "test.toml"
    assert old in HEAD
    file.write_text(HEAD.replace(old, new) + "applicant = true\n", encoding="utf-8")
    with pytest.raises(GuideError, match=message):
        read_entries(shipped(file), Statement)


def test_what_is_no_toml_is_refused(tmp_path):
    file = tmp_path / "test.toml"
    file.write_text("[", encoding="utf-8")
    with pytest.raises(GuideError, match=r"test\.toml"):
        read_entries(shipped(file), Document)


@pytest.mark.parametrize(
    ("rest", "treatment", "handled"),
    [
        ('checked_by = ["CON-01"]', Treatment.DECIDED, "CON-01"),
        (
            'checked_by = ["CON-01"]\nnot_modelled = "one file is not enough"',
            Treatment.IN_PART,
            "CON-01; not looked at: one file is not enough",
        ),
        ('warned_by = ["VEN-01"]\nassessor = ["AS-11"]', Treatment.WARNED, "VEN-01, AS-11"),
        ('assessor = ["AS-11"]\napplicant = true', Treatment.ASSESSOR, "AS-11; the applicant sees to it"),
        ('documents = ["eche"]', Treatment.APPLICANT, "eche"),
        (
            'not_modelled = "one file is not enough"',
            Treatment.NOT_MODELLED,
            "not looked at: one file is not enough",
        ),
    ],
)
def test_the_strongest_thing_that_is_done_is_the_treatment(tmp_path, rest, treatment, handled):
    file = tmp_path / "test.toml"
    file.write_text(f"{HEAD}{rest}\n", encoding="utf-8")
    (one,) = read_entries(shipped(file), Statement)
    assert one.treatment is treatment
    assert one.handled == handled


@pytest.fixture
def own_guide(tmp_path):
    """A folder of guide data of one's own, laid over the shipped data for as long as a test runs."""
    folder = tmp_path / "statements"
    folder.mkdir()
    yield folder
    use_guide(None)


def test_a_folder_of_ones_own_adds_statements_and_replaces_a_file(own_guide):
    before = {one.id for one in all_statements()}
    parted = {one.id for one in all_statements() if one.id.startswith("S21-PARTA-")}
    (own_guide / "own.toml").write_text(f"{HEAD}applicant = true\n", encoding="utf-8")
    (own_guide / "part-a.toml").write_text("since = 2021\n", encoding="utf-8")
    use_guide(own_guide.parent)
    assert {one.id for one in all_statements()} == before - parted | {"S21-TEST-001"}
    assert statements_of(2026, "cooperation-partnership")
    use_guide(None)
    assert {one.id for one in all_statements()} == before


def test_a_statement_stands_in_one_file(own_guide):
    for name in ("one.toml", "two.toml"):
        (own_guide / name).write_text(f"{HEAD}applicant = true\n", encoding="utf-8")
    use_guide(own_guide.parent)
    with pytest.raises(GuideError, match=r"two\.toml: S21-TEST-001 stands in another file"):
        all_statements()


def needed(call, action, key):
    return key in {document.id for document in documents_of(call, action)}


def test_the_form_that_identifies_an_organisation_changed_with_2026():
    action = "small-scale-partnership"
    assert needed(2026, action, "identification-form")
    assert not needed(2025, action, "identification-form")
    assert needed(2025, action, "legal-entity-form")
    assert not needed(2026, action, "legal-entity-form")


def test_accounts_are_for_applicants_that_are_not_public_and_ask_for_more_than_60_000():
    condition = all_documents()["financial-documents"].needed
    assert condition.grant_above == 60000
    assert condition.public_body is False
    assert condition.roles == ("applicant",)
    assert all_documents()["financial-documents"].when is Moment.ON_REQUEST


def test_every_document_of_partners_is_for_members_of_the_consortium():
    for document in all_documents().values():
        assert document.each or not document.needed.kinds, document.id


def run(*arguments):
    return CliRunner().invoke(app, ["guide", "coverage", *arguments])


def test_coverage_prints_every_statement_with_its_source():
    result = run("2026", "cooperation-partnership", "--format", "json")
    assert result.exit_code == 0, result.output
    data = json.loads(result.stdout)
    assert [entry["id"] for entry in data["statements"]] == [
        one.id for one in statements_of(2026, "cooperation-partnership")
    ]
    assert all(entry["source"]["section"] and entry["source"]["grade"] for entry in data["statements"])


def test_coverage_as_text_says_what_is_not_looked_at():
    text = " ".join(run("2026", "cooperation-partnership").stdout.split())
    for one in statements_of(2026, "cooperation-partnership"):
        assert one.id in text
        assert one.not_modelled is None or one.not_modelled in text
    assert "Not looked at (" in text


def test_coverage_of_an_unknown_action_or_field_ends_with_a_hint():
    result = run("2026", "cooperation-partnrship")
    assert result.exit_code == 2
    assert "did you mean cooperation-partnership" in result.stderr
    assert run("2026", "cooperation-partnership", "music").exit_code == 2
