"""The draft: the form in order, what is answered, what is missing, nothing invented."""

import re
from dataclasses import fields, is_dataclass
from datetime import date
from itertools import groupby

import pytest
from folders import EXAMPLES
from typer.testing import CliRunner

from erasmus_cli import check, draft, parse
from erasmus_cli.chapters.outline import outline
from erasmus_cli.cli.app import app
from erasmus_cli.document.markdown import answer, inline
from erasmus_cli.guide.form import form_of
from erasmus_cli.guide.loader import available, open_edition
from erasmus_cli.guide.lookup import agencies_of
from erasmus_cli.project.project import open_project
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.proposal.reader import load
from erasmus_cli.wording.language import Words

DAY = date(2016, 3, 1)
BARE = {"call": 2016, "action": "strategic-partnership", "field": "vet"}


def text_of(**changes):
    return draft(Proposal.model_validate({**BARE, **changes}), on=DAY)


@pytest.mark.slow
@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("*.yaml")), ids=lambda file: file.stem)
def test_every_question_of_the_form_stands_in_its_order(file):
    proposal = load(file).proposal
    text = draft(proposal, on=DAY)
    form = form_of(open_edition(proposal.call, proposal.action).form, proposal.call)
    asked = re.findall(r"^#### .*`(\S+)`$", text, flags=re.MULTILINE)
    order = [question.id for question in form.questions()]
    assert asked
    for handle in {key.partition("/")[2] for key in asked}:
        own = [order.index(key.partition("/")[0]) for key in asked if key.partition("/")[2] == handle]
        assert own == sorted(own), handle
    items = [key.partition("/")[2] for key in asked if key.startswith(("organisation.", "work-package."))]
    assert len([item for item, _ in groupby(items)]) == len(set(items))  # item by item, as the form goes
    twins = set(open_edition(proposal.call, proposal.action).summary_language.questions)
    always = {q.id for q in form.questions() if not q.only_with and q.repeat is None} - twins
    assert always <= set(asked)


@pytest.mark.slow
@pytest.mark.parametrize(("call", "action"), available())
def test_every_edition_can_be_drafted_from_nothing(call, action):
    text = draft(Proposal(call=call, action=action), on=DAY)
    assert f"edition {call}/{action}" in text
    assert "▢ NOT ANSWERED YET" in text
    assert "None" not in text


def test_every_answer_stands_in_the_draft():
    proposal = load(EXAMPLES / "vet-innovation.yaml").proposal
    text = draft(proposal, on=DAY).replace("\n> ", "\n").replace("\n>\n", "\n\n").replace("\\", "")
    for key, written in proposal.answers.items():
        assert written.strip().replace("\\", "") in text, key


def test_what_is_not_answered_is_unmistakable_and_nothing_is_invented():
    text = text_of()
    assert re.search(r"▢ NOT ANSWERED YET\*\* . up to 5000 characters", text)
    assert not re.search(r"lorem|TODO|TBD", text)
    assert "\n> " not in text  # no answer was given, so no answer stands there


def test_characters_are_counted_against_the_limit():
    assert "4 of 5000 characters" in text_of(answers={"description.rationale": "né\r\nx"})
    assert "**✗ TOO LONG by 1**" in text_of(answers={"description.rationale": "x" * 5001})
    assert "nearly full" in text_of(answers={"description.rationale": "x" * 4750})


def test_an_answer_without_a_question_is_not_lost():
    text = text_of(answers={"description.why": "Because."})
    assert "## Answers without a question" in text
    assert "> Because." in text


def test_the_report_stands_in_the_draft_with_its_sources():
    text = text_of(months=40)
    assert "| ✗ **FAILS** | DUR-01: " in text
    marks = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    notes = set(re.findall(r"^\[\^(\d+)\]: Programme Guide|^\[\^(\d+)\]: ", text, flags=re.MULTILINE))
    assert marks == {one or other for one, other in notes}


@pytest.mark.slow
def test_the_same_input_and_date_give_the_same_bytes():
    first, second = (draft(load(EXAMPLES / "vet-innovation.yaml").proposal, on=DAY) for _ in range(2))
    assert first == second
    assert "As of 1 March 2016" in first


HOSTILE = """# A heading
A setext heading
================
<script>alert(1)</script>
```
an open fence
| a | table |
"""


def test_a_lump_sum_is_the_grant_and_stands_beside_its_parts():
    proposal = load(EXAMPLES / "ka220-vet-2026.yaml").proposal
    text = draft(proposal, on=DAY)
    assert "| Grant asked for | EUR\xa0250\xa0000 |" in text
    assert "| Lump sum | EUR\xa0250\xa0000 |" in text


def test_the_english_twin_is_asked_only_of_other_languages():
    questions = "`summary.english`"
    assert questions not in text_of(language="en")
    assert questions in text_of(language="pl")
    assert questions in text_of(language="en", answers={"summary.english": "Said twice."})


def test_what_an_answer_opens_stays_in_the_answer():
    text = text_of(answers={"description.rationale": HOSTILE})
    assert re.findall(r"^# .*", text, flags=re.MULTILINE) == ["# Project without a title"]
    assert "\n<script" not in text
    assert "\\<script" in text
    after = text.split("| a | table |", 1)[1]
    assert re.search(r"^#### ", after, flags=re.MULTILINE)
    assert all(line.startswith(">") for line in answer(HOSTILE.strip()).splitlines())


def test_names_cannot_break_a_table():
    text = text_of(organisations=[{"id": "a", "name": "A | B\n# C [x](y) <b>", "role": "applicant"}])
    row = next(line for line in text.splitlines() if line.startswith("| A "))
    assert "A \\| B \\# C \\[x\\](y) \\<b\\>" in row


def test_inline_leaves_native_scripts_alone():
    assert inline("Κέντρο Bałtycki Център") == "Κέντρο Bałtycki Център"


@pytest.mark.slow
def test_templates_are_given_nothing_but_data():
    proposal = load(EXAMPLES / "vet-innovation.yaml").proposal

    def plain(value):
        if is_dataclass(value):
            return all(plain(getattr(value, part.name)) for part in fields(value))
        if isinstance(value, dict):
            return all(isinstance(key, str) and plain(inner) for key, inner in value.items())
        if isinstance(value, tuple):
            return all(map(plain, value))
        return value is None or type(value) in (str, Words, int, float, bool)

    assert plain(outline(open_project(proposal, "the form"), check(proposal), DAY))


def test_a_field_that_the_action_has_only_one_of_need_not_be_said():
    school = Proposal.model_validate(
        {
            "call": 2026,
            "action": "school-development-partnership",
            "organisations": [{"id": "a", "country": "BE", "role": "applicant"}],
        }
    )
    text = draft(school, on=DAY)
    said = draft(school.model_copy(update={"field": "school"}), on=DAY)
    # The report's id names what was said, and the field is said only in one; the seal covers the id.
    named = re.compile(r"Report \w{12}|^\[//\]: # \(rest .*$", re.MULTILINE)
    assert named.sub("", text) == named.sub("", said)
    assert "| Field | not said yet |" not in text
    goes_to = re.search(r"^\| Handed in to \| (.*) \|$", text, flags=re.MULTILINE)[1]
    agencies = agencies_of(open_edition(2026, school.action), "BE", "school")
    assert [each.partition(":")[0] for each in goes_to.split(" or ")] == list(agencies)
    assert goes_to.startswith("BE01: AEF-Europe or ")


def test_an_answer_to_what_is_not_asked_is_not_lost():
    lost = {"outputs.description/O9": "An output that is gone.", "made.up": "Nobody asks."}
    text = text_of(answers=lost).split("### Answers without a question")[1]
    assert all(f"> {words}" in text for words in lost.values())


def test_of_an_associated_partner_only_what_is_answered_is_shown():
    members = [{"id": "a", "role": "applicant"}, {"id": "b", "role": "associated"}]
    own = {"organisation.background/b": "We help."}
    asked = re.findall(r"^#### .*`(\S+/b)`$", text_of(organisations=members, answers=own), flags=re.MULTILINE)
    assert asked == ["organisation.background/b"]


def run(*arguments, **options):
    return CliRunner().invoke(app, [str(argument) for argument in arguments], **options)


def test_a_draft_goes_to_a_file_and_is_not_replaced_unasked(tmp_path):
    out = tmp_path / "draft.md"
    example = EXAMPLES / "youth-two-countries.yaml"
    assert run("draft", example, "-o", out, "--date", "2016-01-31").exit_code == 0
    first = out.read_text(encoding="utf-8")
    refused = run("draft", example, "-o", out)
    assert refused.exit_code == 2
    assert "--force" in refused.stderr
    assert out.read_text(encoding="utf-8") == first
    assert run("draft", example, "-o", out, "--force", "--date", "2016-02-01").exit_code == 0
    assert "As of 1 February 2016" in out.read_text(encoding="utf-8")


def test_source_date_epoch_sets_the_date():
    result = run("draft", EXAMPLES / "youth-two-countries.yaml", env={"SOURCE_DATE_EPOCH": "1454284800"})
    assert "As of 1 February 2016" in result.stdout


@pytest.mark.parametrize(
    ("name", "says"),
    [("x.odt", "end in .md"), ("folder/x.md", "no folder"), ("folder.md", "folder")],
    ids=["another format", "no such folder", "a folder"],
)
def test_an_unfit_output_is_refused_in_one_line(tmp_path, name, says):
    (tmp_path / "folder.md").mkdir()
    result = run("draft", EXAMPLES / "youth-two-countries.yaml", "-o", tmp_path / name)
    assert result.exit_code == 2
    assert says in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_date_that_is_none_is_refused():
    result = run("draft", EXAMPLES / "youth-two-countries.yaml", "--date", "yesterday")
    assert result.exit_code == 2
    assert "`yesterday` is not a date" in result.stderr


def test_without_call_and_action_there_is_no_form():
    result = run("draft", "-", input="title: Early days\n")
    assert result.exit_code == 2
    assert "name call and action first" in result.stderr


def test_parse_and_draft_are_the_public_way_as_well():
    document = parse("call: 2016\naction: strategic-partnership\n")
    assert draft(document.proposal, on=DAY).startswith("# Project without a title")
