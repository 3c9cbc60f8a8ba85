"""Drafts that come back: what was edited in them is taken, and no work is lost on either side."""

import errno
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from difflib import unified_diff
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph
from draft_files import content_of, link, markdown_draft, with_part, word_draft
from folders import GOLDEN, ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from erasmus_cli.chapters.render import text_of
from erasmus_cli.cli.app import app
from erasmus_cli.document.answers import to_blocks, to_markdown
from erasmus_cli.document.fingerprint import fingerprint
from erasmus_cli.document.rich_text import Block, Marks, Span, tidy
from erasmus_cli.formats.docx import docx
from erasmus_cli.importing.docx_reader import read_word
from erasmus_cli.importing.extracted import ExtractedAnswer, ExtractedDraft
from erasmus_cli.importing.import_draft import save
from erasmus_cli.importing.line_wrapping import keep_lines
from erasmus_cli.importing.markdown_reader import read_markdown
from erasmus_cli.importing.merge import MergeOptions, State, merge, state_of
from erasmus_cli.project.project import open_project
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.proposal.parsing import parse_mapping
from erasmus_cli.proposal.reader import load
from erasmus_cli.proposal.text_edit import edited
from erasmus_cli.proposal.yaml_writer import dump
from erasmus_cli.wizard.file import ProposalFile
from erasmus_cli.wording.messages import NOTHING

RATIONALE, TASKS = "description.rationale", "description.objectives"
FILE = f"""# Our proposal
call: 2016  # the year
action: strategic-partnership
field: vet

answers:
  # Written by Ana
  {RATIONALE}: |
    The first line
    goes on here.

    - one
    - two
  {TASKS}: Not yet.  # by May
# The end
"""
OURS = "The first line\ngoes on here.\n\n- one\n- two\n"
RICH = """First *para*
wrapped **here** and a [link](https://example.org/a_b).

* one
* two with `code`
  * deeper
  * and __deeper__
* three

1. first
2. second

Last: 5 * 3 < 7, snake_case, # no heading, ~~gone~~, hard\\
break „quotes“ naïve Ελλάδα Київ"""


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    made = tmp_path / "proposal.yaml"
    made.write_text(FILE, encoding="utf-8")
    return made


def run(draft, *options):
    """`erasmus read` on a draft: Markdown, a document, or bytes."""
    if not isinstance(draft, str | bytes):
        draft = content_of(draft)
    Path("draft").write_bytes(draft.encode() if isinstance(draft, str) else draft)
    return CliRunner().invoke(app, ["read", "draft", "proposal.yaml", *options])


def run_json(draft, *options):
    result = run(draft, "--format", "json", *options)
    return {entry["key"]: entry for entry in json.loads(result.stdout)["answers"]}, result


def told(found):
    return tuple(note.text() for note in found.notes)


def answers(file):
    return load(file).proposal.answers


BOTH = pytest.mark.parametrize("made", [markdown_draft, word_draft], ids=["Markdown", "DOCX"])

# The decision table

THEN, MINE, YOURS = "As it was.", "Mine.", "Yours."
NONE = ""


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "state"),
    [
        (THEN, THEN, THEN, State.UNCHANGED),
        (THEN, MINE, MINE, State.UNCHANGED),
        (THEN, NONE, NONE, State.UNCHANGED),
        (NONE, NONE, NONE, State.UNCHANGED),
        (THEN, THEN, YOURS, State.TAKEN),
        (NONE, NONE, YOURS, State.TAKEN),
        (THEN, THEN, NONE, State.EMPTIED),
        (THEN, MINE, THEN, State.KEPT),
        (THEN, NONE, THEN, State.KEPT),
        (NONE, MINE, NONE, State.KEPT),
        (THEN, MINE, YOURS, State.CONFLICT),
        (THEN, MINE, NONE, State.CONFLICT),
        (THEN, NONE, YOURS, State.CONFLICT),
        (NONE, MINE, YOURS, State.CONFLICT),
        (None, MINE, MINE, State.UNCHANGED),
        (None, NONE, YOURS, State.TAKEN),
        (None, MINE, YOURS, State.CONFLICT),
        (None, MINE, NONE, State.CONFLICT),
    ],
)
def test_the_decision_table(base, ours, theirs, state):
    assert state_of(base and fingerprint(base), ours, theirs) is state
    if base == NONE:
        assert state_of(fingerprint(NONE), ours, theirs) is state


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "wish", "expected"),
    [
        (THEN, THEN, YOURS, (None, False), (YOURS, True)),
        (THEN, THEN, YOURS, ("proposal", False), (YOURS, True)),  # wishes are for conflicts
        (THEN, MINE, THEN, ("draft", False), (MINE, True)),
        (THEN, THEN, NONE, (None, False), (THEN, False)),
        (THEN, THEN, NONE, ("draft", False), (THEN, False)),
        (THEN, THEN, NONE, (None, True), (NONE, True)),
        (THEN, MINE, YOURS, (None, False), (MINE, False)),
        (THEN, MINE, YOURS, ("draft", False), (YOURS, True)),
        (THEN, MINE, YOURS, ("proposal", False), (MINE, True)),
        (THEN, MINE, NONE, ("draft", False), (MINE, False)),
        (THEN, MINE, NONE, (None, True), (MINE, False)),
        (THEN, MINE, NONE, ("draft", True), (NONE, True)),
        (THEN, NONE, YOURS, ("draft", False), (YOURS, True)),
    ],
)
def test_what_the_proposal_has_afterwards(base, ours, theirs, wish, expected):
    side, allow_empty = wish
    draft = ExtractedDraft((ExtractedAnswer("a.b", fingerprint(base), theirs),))
    wishes = MergeOptions(sides={"a.b": side} if side else {}, allow_empty=allow_empty)
    (decision,) = merge(draft, {"a.b": ours}, {"a.b"}, wishes)
    assert (decision.result, decision.settled) == expected
    assert merge(draft, {"a.b": ours}, {"a.b"}, MergeOptions(side, {}, allow_empty)) == (decision,)


TEXTS = st.sampled_from([NONE, "One.", "Two.", "Three."])


@given(base=TEXTS | st.none(), ours=TEXTS, theirs=TEXTS)
def test_without_wishes_nothing_that_changed_on_our_side_is_replaced(base, ours, theirs):
    draft = ExtractedDraft((ExtractedAnswer("a.b", None if base is None else fingerprint(base), theirs),))
    (decision,) = merge(draft, {"a.b": ours}, {"a.b"}, MergeOptions())
    if ours and (base is None or ours != base):
        assert decision.result == ours
    if ours and not theirs:
        assert decision.result == ours
    assert decision.settled or not decision.changes
    again = merge(draft, {"a.b": decision.result}, {"a.b"}, MergeOptions())[0]
    assert not again.changes


def test_a_key_of_its_own_goes_before_the_wish_for_all():
    draft = ExtractedDraft(tuple(ExtractedAnswer(key, fingerprint(THEN), YOURS) for key in ("a.a", "a.b")))
    decisions = merge(
        draft, {"a.a": MINE, "a.b": MINE}, {"a.a", "a.b"}, MergeOptions("draft", {"a.b": "proposal"})
    )
    assert [decision.result for decision in decisions] == [YOURS, MINE]


# What an answer says, and what does not count

COMMENTS = ("# Our proposal", "# the year", "# Written by Ana", "# by May", "# The end")
ALPHABET = st.sampled_from(list('ab *_`~[]()<>#-+=1.2\\\n|!&:;\xa0é\t^"/'))
WORDS = st.text(st.sampled_from(list("ab c.*_#-1\n:é")), min_size=1, max_size=8)
MARKS = st.builds(
    Marks, st.booleans(), st.booleans(), st.booleans(), st.sampled_from(["", "https://example.org/a"])
)
BLOCKS = st.lists(
    st.builds(
        Block,
        st.lists(st.builds(Span, WORDS, MARKS), max_size=4).map(tuple),
        st.sampled_from(["paragraph", "bullet", "number"]),
        st.integers(0, 3),
    ),
    max_size=5,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a\nb", "a b"),
        ("*a* **b**", "_a_ __b__"),
        ("* a\n* b", "- a\n\n- b"),
        ("1) a\n2) b", "1. a\n1. b"),
        ("# a", r"\# a"),
        ("5 * 3", r"5 \* 3"),
        ("é", "e\u0301"),
        ("a\r\n\r\nb  ", "a\n\nb"),
    ],
)
def test_how_an_answer_is_written_does_not_count(one, other):
    assert fingerprint(one) == fingerprint(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a", "a."),
        ("a b", "a\n\nb"),
        ("a", "**a**"),
        ("*a*", "**a**"),
        ("- a", "a"),
        ("- a", "1. a"),
        ("- a\n- b", "- a\n  - b"),
        ("a\\\nb", "a b"),
        ("[a](https://example.org)", "[a](https://example.com)"),
        ("a b", "a\xa0b"),
    ],
)
def test_what_an_answer_says_counts(one, other):
    assert fingerprint(one) != fingerprint(other)


@given(st.text("ab. \t\n", max_size=12))
def test_where_a_text_is_cut_into_spans_does_not_count(text):
    assert tidy([Block((Span(text),))]) == tidy([Block(tuple(map(Span, text)))])


@pytest.mark.parametrize(
    ("before", "bold", "wanted"),
    [
        ("a ", "b", "a **b**"),
        ("a", " b", "a **b**"),
        ("a  b", "c\td", "a b**c d**"),
        ("a", "b  ", "a**b**"),
        ("a", "\xa0b", "a**\xa0b**"),
        ("a", "\xa0 b", "a\xa0 **b**"),
        ("\xa0 a \n \xa0b ", "c", "a\\\nb **c**"),
    ],
)
def test_a_blank_is_bold_where_both_of_its_neighbours_are(before, bold, wanted):
    (block,) = tidy([Block((Span(before), Span(bold, Marks(bold=True))))])
    marked = (
        f"**{span.text}**" if span.marks.bold else span.text.replace("\n", "\\\n") for span in block.spans
    )
    assert "".join(marked) == wanted


@pytest.mark.slow
@given(BLOCKS)
def test_no_words_are_lost_between_blocks_and_markdown(blocks):
    wanted = tidy(blocks)
    back = to_blocks(to_markdown(wanted))
    assert [(b.kind, b.depth, b.text) for b in back] == [(b.kind, b.depth, b.text) for b in wanted]


@given(st.text(ALPHABET, max_size=40))
def test_written_anew_an_answer_stays_as_it_is(markdown):
    anew = to_markdown(to_blocks(markdown))
    assert to_markdown(to_blocks(anew)) == anew


@pytest.mark.parametrize(
    "text", ["5 * 3 < 7", "snake_case", "C# [1] (a)", "1.5 million", "# no heading", "a & b", "x@y.eu"]
)
def test_plain_text_is_not_littered_with_escapes(text):
    assert to_markdown((Block((Span(text),)),)) == text


# Round trips


@given(st.text(ALPHABET | st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=60))
def test_an_untouched_answer_comes_back_from_markdown_to_the_letter(text):
    ours = text.strip()
    (found,) = read_markdown(markdown_draft(("a.b", ours, ours)), {"a.b": text}).questions
    assert found.trouble == NOTHING
    assert [line.rstrip() for line in found.text.split("\n")] == [line.rstrip() for line in ours.split("\n")]


@given(st.text(ALPHABET, max_size=60))
def test_a_new_answer_comes_back_from_markdown_as_it_was_meant(text):
    (found,) = read_markdown(markdown_draft(("a.b", "", text)), {}).questions
    assert fingerprint(found.text) == fingerprint(text)


@pytest.mark.slow
@settings(max_examples=25)  # python-docx takes a while to begin a document
@given(BLOCKS)
def test_an_answer_comes_back_from_word(blocks):
    # The styles of python-docx's own template go three levels deep.
    blocks = [replace(block, depth=min(block.depth, 2)) for block in blocks]
    markdown = to_markdown(tidy(blocks))
    (found,) = read_word(content_of(word_draft(("a.b", "", markdown)))).questions
    assert fingerprint(found.text) == fingerprint(markdown)


def test_a_rich_answer_comes_back_from_word():
    (found,) = read_word(content_of(word_draft(("a.b", RICH, RICH)))).questions
    assert fingerprint(found.text) == found.base
    assert found.text.startswith(
        "First *para* wrapped **here** and a [link](https://example.org/a_b).\n\n- one\n"
    )


def converted(way, *files):
    """The bytes of files of one folder after LibreOffice saved them as each kind in turn."""
    folder = files[0].parent
    for number, kind in enumerate(way):
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile"]
        out = folder / str(number)
        subprocess.run(
            [*command, "--convert-to", kind, "--outdir", out, *files],
            check=True,
            capture_output=True,
            timeout=300,
        )
        files = [next(out.glob(f"{file.stem}.*")) for file in files]
    return [file.read_bytes() for file in files]


@pytest.mark.slow
@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("way", [["odt", "docx"], ["docx:MS Word 2007 XML"]], ids=["by way of ODT", "saved"])
def test_answers_survive_libreoffice(tmp_path, way):
    questions = [
        ("a.b", RICH, RICH),
        ("a.c/p2", "", ""),
        ("a.d", "x", "*New* and [linked](https://example.org)"),
    ]
    file = tmp_path / "draft.docx"
    file.write_bytes(content_of(word_draft(*questions)))
    (content,) = converted(way, file)
    draft = read_word(content)
    assert [(found.key, found.trouble.text()) for found in draft.questions] == [
        ("a.b", ""),
        ("a.c/p2", ""),
        ("a.d", ""),
    ]
    assert [fingerprint(found.text) for found in draft.questions] == [
        fingerprint(now) for _, _, now in questions
    ]
    assert [found.base for found in draft.questions] == [fingerprint(then) for _, then, _ in questions]


# The command


@BOTH
def test_what_changed_in_the_draft_is_taken_and_nothing_else_is_touched(file, made):
    result = run(
        made((RATIONALE, OURS, "The first line\n\n- one\n- **two**"), (TASKS, "Not yet.", "Not yet."))
    )
    assert result.exit_code == 0, result.output
    old = "    The first line\n    goes on here.\n\n    - one\n    - two\n"
    new = "    The first line\n\n    - one\n    - **two**\n"
    assert file.read_text("utf-8") == FILE.replace(old, new)
    assert "taken" in result.stdout
    assert "1 answer changed in proposal.yaml" in result.stderr


@BOTH
def test_an_untouched_draft_writes_nothing(file, made):
    before = file.stat().st_mtime_ns, file.read_bytes()
    result = run(made((RATIONALE, OURS, OURS), (TASKS, "Not yet.", "Not yet.")))
    assert result.exit_code == 0, result.output
    assert (file.stat().st_mtime_ns, file.read_bytes()) == before
    assert "unchanged        2 answers" in result.stdout


@BOTH
def test_reading_twice_changes_nothing_more(file, made):
    draft = made((RATIONALE, OURS, "New *text*,\n\n1. all of it."), (TASKS, "Not yet.", "Now."))
    assert run(draft).exit_code == 0
    once = file.read_bytes()
    result = run(draft)
    assert (result.exit_code, file.read_bytes()) == (0, once)
    assert "nothing to save" in result.stderr


@BOTH
def test_an_edit_of_the_proposal_survives_a_draft_that_has_the_old_text(file, made):
    entries, result = run_json(made((RATIONALE, "Older,\nwrapped.", "Older, wrapped.")))
    assert result.exit_code == 0
    assert entries[RATIONALE]["state"] == "kept"
    assert file.read_text("utf-8") == FILE


@BOTH
def test_a_conflict_is_reported_with_both_texts_and_left(file, made):
    result = run(made((RATIONALE, "Older.", "Theirs now.")))
    assert result.exit_code == 1
    assert file.read_text("utf-8") == FILE
    for said in ("conflict", RATIONALE, "goes on here.", "Theirs now.", "--take KEY=draft"):
        assert said in result.output


@pytest.mark.parametrize(
    ("wish", "code", "text"),
    [
        ("draft", 0, "Theirs now.\n"),
        ("proposal", 0, OURS),
        (f"{RATIONALE}=draft", 0, "Theirs now.\n"),
        (f"{RATIONALE}=proposal", 0, OURS),
        (f"{TASKS}=draft", 1, OURS),
    ],
)
def test_take_settles_conflicts(file, wish, code, text):
    draft = markdown_draft((RATIONALE, "Older.", "Theirs now."), (TASKS, "Not yet.", "Not yet."))
    assert run(draft, "--take", wish).exit_code == code
    assert answers(file)[RATIONALE] == text


@pytest.mark.parametrize("wish", ["mine", "draft=", f"{RATIONALE}=", "description.rational=draft"])
def test_a_wish_that_says_nothing_is_refused(file, wish):
    result = run(markdown_draft((RATIONALE, "Older.", "Theirs.")), "--take", wish)
    assert result.exit_code == 2
    assert wish.partition("=")[0] in result.stderr
    assert file.read_text("utf-8") == FILE


@BOTH
def test_an_answer_that_was_deleted_in_the_draft_goes_on_request_only(file, made):
    draft = made((RATIONALE, OURS, ""), (TASKS, "Not yet.", "Now."))
    result = run(draft)
    assert result.exit_code == 1
    assert answers(file) == {RATIONALE: OURS, TASKS: "Now.\n"}
    assert "--allow-empty" in result.stderr
    assert run(draft, "--allow-empty").exit_code == 0
    assert answers(file) == {TASKS: "Now.\n"}
    assert "# Written by Ana" in file.read_text("utf-8")


def test_a_dry_run_tells_all_and_writes_nothing(file):
    draft = markdown_draft((RATIONALE, OURS, "Four"), (TASKS, "Old.", "New."), ("summary.text", "", ""))
    result = run(draft, "--dry-run", "-v")
    assert result.exit_code == 1
    assert file.read_text("utf-8") == FILE
    assert f"taken            {RATIONALE}  41 → 4 characters" in result.stdout
    assert f"conflict         {TASKS}" in result.stdout
    assert "unchanged        summary.text" in result.stdout
    assert "nothing was written" in result.stderr
    assert all(len(line) <= 80 for line in result.output.splitlines())


@BOTH
def test_a_question_that_stands_twice_is_not_taken(file, made):
    entries, result = run_json(made((RATIONALE, OURS, "One."), (RATIONALE, OURS, "Two.")))
    assert result.exit_code == 1
    assert entries[RATIONALE]["state"] == "unclear"
    assert "stands 2 times" in entries[RATIONALE]["notes"][0]
    assert file.read_text("utf-8") == FILE


@BOTH
def test_a_question_that_the_form_does_not_have_is_not_taken(file, made):
    entries, result = run_json(made(("description.weather", "", "Fine."), (TASKS, "Not yet.", "Now.")))
    assert result.exit_code == 1
    assert entries["description.weather"]["state"] == "not in the form"
    assert answers(file) == {RATIONALE: OURS, TASKS: "Now.\n"}


@BOTH
def test_an_answer_to_a_question_that_is_gone_is_told_in_its_words_where_somebody_changed_it(file, made):
    gone = ("description.weather", "Rain."), ("description.climate", "Cold.")
    (weather, then), (climate, same) = gone
    result = run(made((RATIONALE, OURS, OURS), (weather, then, "Sun and wind."), (climate, same, same)))
    assert result.exit_code == 1
    assert "Sun and wind." in result.output
    assert "Cold." not in result.output
    assert result.output.count("nobody changed it in the draft") == 1
    assert result.output.index(climate) < result.output.index("nobody changed it in the draft")
    assert file.read_text("utf-8") == FILE


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize(("then", "now", "shown"), [(OURS, "New words.", True), (OURS, OURS, False)])
def test_an_answer_that_cannot_be_taken_for_sure_is_told_in_its_words(then, now, shown):
    document = word_draft((RATIONALE, then, now))
    document.tables[0].add_row()
    result = run(document)
    assert result.exit_code == 1
    assert ("The draft:" in result.output, now.split()[0] in result.output) == (shown, shown)


@BOTH
@pytest.mark.usefixtures("file")
def test_the_words_of_a_question_that_stands_twice_are_told_once(made):
    result = run(made((RATIONALE, OURS, "Wondrous."), (RATIONALE, OURS, "Second.")))
    assert (result.output.count("Wondrous."), result.output.count("Second.")) == (1, 1)


def test_an_answer_without_a_question_comes_back_as_well(file):
    file.write_text(FILE.replace(TASKS, "description.weather"), encoding="utf-8")
    assert run(markdown_draft(("description.weather", "Not yet.", "Fine."))).exit_code == 0
    assert answers(file)["description.weather"] == "Fine.\n"


@pytest.mark.usefixtures("file")
def test_the_json_is_complete():
    result = run(markdown_draft((RATIONALE, "Old.", "New.")), "--format", "json")
    data = json.loads(result.stdout)
    assert {key: data[key] for key in data if key != "answers"} == {
        "version": 1,
        "draft": "draft",
        "file": "proposal.yaml",
        "saved": False,
        "settled": False,
        "comments": [],
        "values": [],
        "outside": [],
        "gone": [],
        "titled": None,
        "not_in_draft": [TASKS],
    }
    assert data["answers"] == [
        {
            "key": RATIONALE,
            "state": "conflict",
            "settled": False,
            "before": 41,
            "after": 41,
            "notes": [],
            "proposal": OURS.strip(),
            "draft": "New.",
        }
    ]


@pytest.mark.usefixtures("file")
def test_a_json_proposal_stays_json():
    data = Path("proposal.json")
    data.write_text(json.dumps({"call": 2016, "action": "strategic-partnership", "answers": {}}))
    Path("draft").write_text(markdown_draft((RATIONALE, "", "New\nlines.")), encoding="utf-8")
    assert CliRunner().invoke(app, ["read", "draft", str(data)]).exit_code == 0
    assert json.loads(data.read_text("utf-8"))["answers"] == {RATIONALE: "New\nlines."}


# Markdown


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (("**▢ NOT ANSWERED YET**", "Typed here."), "Typed here."),
        (("**▢ NOT ANSWERED YET**", "> Begun\nand gone on"), "and gone on"),
        (("(answer description.rationale", "(answer description.objectives"), TASKS),
    ],
    ids=["instead of the mark", "below a quote", "line of another question"],
)
def test_what_is_not_clearly_an_answer_is_reported_and_not_taken(file, edit, said):
    entries, result = run_json(markdown_draft((RATIONALE, "", "")).replace(*edit))
    assert result.exit_code == 1
    assert entries[RATIONALE]["state"] == "unclear"
    assert said in entries[RATIONALE]["notes"][0]
    assert file.read_text("utf-8") == FILE


def test_paragraphs_quoted_apart_are_one_answer():
    (found,) = read_markdown(markdown_draft(("a.b", "", "x")).replace("> x", "> One\n\n>Two"), {}).questions
    assert found.text == "One\n\nTwo"


@pytest.mark.usefixtures("file")
def test_a_draft_without_the_hidden_line_replaces_nothing():
    text = markdown_draft((RATIONALE, OURS, "New."), ("summary.text", "", "New."))
    lines = [line for line in text.splitlines() if not line.startswith("[//]")]
    entries, result = run_json("\n".join(lines))
    assert result.exit_code == 1
    assert {key: entry["state"] for key, entry in entries.items()} == {
        RATIONALE: "conflict",
        "summary.text": "taken",
    }


def test_line_ends_of_windows_do_not_count(file):
    text = markdown_draft((RATIONALE, OURS, OURS), (TASKS, "Not yet.", "Now\nthen."))
    assert run(text.replace("\n", "\r\n").encode("utf-8-sig")).exit_code == 0
    assert answers(file) == {RATIONALE: OURS, TASKS: "Now\nthen.\n"}


def test_a_line_that_was_escaped_by_hand_stays_so():
    ours = "\\# one\n# two\n\\<b>"
    quoted = markdown_draft(("a.b", ours, f"{ours}\nnew"))
    assert read_markdown(quoted, {"a.b": ours}).questions[0].text == f"{ours}\nnew"


# Word


def tracked(tag, text):
    inner = "delText" if tag == "del" else "t"  # what was moved away is still written as text
    return parse_xml(
        f'<w:{tag} {nsdecls("w")} w:id="1" w:author="Ana"><w:r><w:{inner}>{text}</w:{inner}></w:r></w:{tag}>'
    )


TRACKED = [("del", " gone"), ("ins", " new"), ("moveFrom", " away"), ("moveTo", " here")]


def test_tracked_insertions_are_in_and_deletions_out():
    document = word_draft(("a.b", "x", "Old"), control=False)
    cell = document.tables[0].cell(1, 0)
    cell.paragraphs[0]._element.extend([tracked(*change) for change in TRACKED])
    (found,) = read_word(content_of(document)).questions
    assert found.text == "Old new here"
    assert told(found) == ("tracked changes: 2 insertions counted as in, 2 deletions as out",)


def test_a_paragraph_whose_end_was_deleted_runs_into_the_next():
    document = word_draft(("a.b", "x", "One \n\nand two"), control=False)
    first = document.tables[0].cell(1, 0).paragraphs[0]
    marks = OxmlElement("w:rPr")
    marks.append(OxmlElement("w:del"))
    first._element.get_or_add_pPr().append(marks)
    (found,) = read_word(content_of(document)).questions
    assert found.text == "Oneand two"  # the blank at the end of the first was not there either


@pytest.mark.usefixtures("file")
def test_comments_are_reported_where_they_begin():
    document = word_draft((RATIONALE, OURS, OURS))
    paragraph = document.tables[0].cell(0, 0).paragraphs[0]
    document.add_comment(paragraph.runs[0], "Say why.", author="Ana Ilic")
    document.add_comment(document.paragraphs[0].runs[0], "Fine!", author="Bo")
    data = json.loads(run(document, "--format", "json").stdout)
    assert data["comments"] == [
        {"at": RATIONALE, "author": "Ana Ilic", "text": "Say why."},
        {"at": "", "author": "Bo", "text": "Fine!"},
    ]
    result = run(document)
    assert f"{RATIONALE}, Ana Ilic: Say why." in result.stdout
    assert "elsewhere, Bo: Fine!" in result.stdout


def test_a_content_control_of_another_question_stops_the_answer(file):
    document = word_draft((RATIONALE, OURS, "New."))
    document.element.body.find(f".//{qn('w:tag')}").set(qn("w:val"), TASKS)
    entries, result = run_json(document)
    assert result.exit_code == 1
    assert entries[RATIONALE]["state"] == "unclear"
    assert TASKS in entries[RATIONALE]["notes"][0]
    assert file.read_text("utf-8") == FILE


@pytest.mark.usefixtures("file")
def test_a_table_with_another_row_is_not_taken():
    document = word_draft((RATIONALE, OURS, "New."))
    document.tables[0].add_row().cells[0].text = "And more."
    entries, result = run_json(document)
    assert result.exit_code == 1
    assert "3 rows" in entries[RATIONALE]["notes"][0]


def test_a_counter_beside_the_key_does_not_matter():
    document = word_draft(("a.b", "x", "x"))
    document.tables[0].cell(0, 0).paragraphs[0].add_run(" · 1 of 500 characters")
    document.tables[0].add_column(100).cells[0].text = "1 of 500 characters"
    (found,) = read_word(content_of(document)).questions
    assert (found.key, found.base, found.text) == ("a.b", fingerprint("x"), "x")


@pytest.mark.parametrize(
    ("head", "key", "base"),
    [
        ("a.b · ", "a.b", ""),
        ("a.b · 0 of 500 characters", "a.b", ""),
        ("a.b · 0123abcd", "a.b", "0123abcd"),
        ("a b · 0123abcd · 3 of 500", "a b", "0123abcd"),
    ],
)
def test_the_first_row_names_the_question(head, key, base):
    document = word_draft(("x.y", "", "x"), control=False)
    document.tables[0].cell(0, 0).text = head
    (found,) = read_word(content_of(document)).questions
    assert (found.key, found.base, found.text) == (key, base, "x")


def test_other_tables_are_no_questions():
    document = word_draft(("a.b", "x", "x"))
    document.add_table(2, 2).cell(0, 0).text = "Cost · EUR"
    assert [found.key for found in read_word(content_of(document)).questions] == ["a.b"]


def test_what_text_cannot_say_is_told():
    document = word_draft(("a.b", "x", "See"), control=False)
    paragraph = document.tables[0].cell(1, 0).paragraphs[0]
    run = paragraph.add_run()
    run._element.append(OxmlElement("w:drawing"))
    for font, place in (("Wingdings", "F0E0"), ("Symbol", "F061")):
        sign = OxmlElement("w:sym")
        sign.set(qn("w:font"), font)
        sign.set(qn("w:char"), place)
        run._element.append(sign)
    (found,) = read_word(content_of(document)).questions
    assert found.text == "See→"
    assert told(found) == ("a picture was left out", "a sign of the font Symbol was left out")


def test_a_paragraph_that_became_a_field_is_told():
    document = word_draft(("a.b", "x", "Now"), control=False)
    code = OxmlElement("w:instrText")
    code.text = ' FILLIN ""'
    document.tables[0].cell(1, 0).paragraphs[0].add_run()._element.append(code)
    (found,) = read_word(content_of(document)).questions
    assert found.text == "Now"
    assert "made a field" in told(found)[0]


def test_a_link_that_leads_nowhere_safe_is_its_text():
    document = word_draft(("a.b", "x", "See"), control=False)
    paragraph = document.tables[0].cell(1, 0).paragraphs[0]
    link(paragraph, paragraph.add_run("this"), "javascript:alert(1)")
    assert read_word(content_of(document)).questions[0].text == "Seethis"


def test_a_prompt_of_word_is_no_answer():
    document = word_draft(("a.b", "x", "Click here to write."))
    document.element.body.find(f".//{qn('w:sdtPr')}").append(OxmlElement("w:showingPlcHdr"))
    assert read_word(content_of(document)).questions[0].text == ""


# Text outside the boxes

PROPOSAL = GOLDEN / "proposal.yaml"
EMPTY_KEY, NEXT_KEY = "organisation.experience/p2", "organisation.staff/p2"


@pytest.fixture
def small(file):
    shutil.copy(PROPOSAL, file)
    return file


def written(path="proposal.yaml", **options):
    """A draft as `erasmus draft` writes it, opened."""
    text = text_of(open_project(load(str(path)).proposal, "the form"), date(2016, 3, 1), **options)
    return Document(io.BytesIO(docx(text)))


def box(document, key=EMPTY_KEY):
    return next(table for table in document.tables if table.rows[0].cells[0].text.startswith(f"{key} · "))


def above(document, steps):
    """The paragraph so many steps above the box: 1 is the last line of the guidance, 3 the heading."""
    node = box(document)._element
    for _ in range(steps):
        node = node.getprevious()
    return Paragraph(node, document._body)


def new_paragraph(document, text):
    made = document.add_paragraph(text)._element
    made.getparent().remove(made)
    return made


def in_heading(document):
    above(document, 3).add_run("TYPED")


def in_guidance(document):
    above(document, 1).add_run(" TYPED")


def in_guidance_tracked(document):
    above(document, 1)._element.append(tracked("ins", "TYPED"))


def above_the_box(document):
    box(document)._element.addprevious(new_paragraph(document, "TYPED"))


def below_the_box(document):
    box(document)._element.addnext(new_paragraph(document, "TYPED"))


def beside_the_mark(document):
    box(document).cell(0, 1).paragraphs[0].runs[0].add_text(" TYPED")


def after_the_seal(document):
    box(document).cell(0, 1).add_paragraph("TYPED")


def instead_of_the_mark(document):
    box(document).cell(0, 1).text = "TYPED"


def beside_the_key(document):
    box(document).cell(0, 0).paragraphs[0].add_run(" TYPED")


def in_a_table_of_their_own(document):
    made = document.add_table(1, 2)
    made.cell(0, 1).text = "TYPED"
    box(document)._element.addprevious(made._element)


def in_a_text_box(document):
    inner = f"<w:txbxContent {nsdecls('w')}><w:p><w:r><w:t>TYPED</w:t></w:r></w:p></w:txbxContent>"
    made = OxmlElement("w:pict")
    made.append(parse_xml(inner))
    above(document, 1).add_run()._element.append(made)


TYPED = [
    in_heading,
    in_guidance,
    in_guidance_tracked,
    above_the_box,
    below_the_box,
    beside_the_mark,
    after_the_seal,
    instead_of_the_mark,
    beside_the_key,
    in_a_table_of_their_own,
    in_a_text_box,
]


@pytest.mark.slow
@pytest.mark.parametrize("edit", TYPED)
@pytest.mark.parametrize("view", ["work", "partner"])
def test_text_outside_the_boxes_is_told_and_not_taken(small, edit, view):
    document = written(view=view, partner="p2")
    edit(document)
    before = small.read_bytes()
    result = run(document, "--format", "json")
    data = json.loads(result.stdout)
    assert (result.exit_code, data["settled"]) == (1, False)
    (typed,) = data["outside"]
    assert typed["at"] == EMPTY_KEY
    assert "TYPED" in typed["text"]
    assert small.read_bytes() == before
    told = run(document)
    assert told.exit_code == 1
    assert "Text outside the boxes, not taken" in told.stdout
    assert EMPTY_KEY in told.stdout
    assert "TYPED" in told.stdout
    assert "into its box" in told.stderr


@pytest.mark.slow
@pytest.mark.parametrize("view", ["work", "partner", "reading"])
def test_text_below_the_last_box_is_told(small, view):
    document = written(view=view, partner="p2")
    last = [table for table in document.tables if " · " in table.rows[0].cells[0].text][-1]
    last._element.addnext(new_paragraph(document, "TYPED"))
    (typed,) = json.loads(run(document, "--format", "json").stdout)["outside"]
    assert typed == {"at": last.cell(0, 0).text.partition(" · ")[0], "text": "TYPED"}
    assert small.read_bytes() == PROPOSAL.read_bytes()


@pytest.mark.slow
def test_what_is_written_in_a_box_is_taken_beside_text_outside(small):
    document = written()
    below_the_box(document)
    next(box(document, NEXT_KEY).rows[1]._tr.iter(qn("w:p"))).add_r().text = "Ana."
    result = run(document)
    assert result.exit_code == 1
    assert answers(small)[NEXT_KEY] == "Ana.\n"
    assert "1 answer changed" in result.stderr


@pytest.mark.slow
@pytest.mark.parametrize("view", ["work", "partner", "reading"])
def test_an_untouched_draft_has_no_text_outside(small, view):
    document = written(view=view, partner="p2")
    small.write_text(
        small.read_text("utf-8").replace("Szkoła", "School").replace("Atlas", "Atlas 2"), "utf-8"
    )
    result = run(document)
    assert result.exit_code == 0, result.output
    assert "outside" not in result.output


@pytest.mark.slow
def test_guidance_in_the_words_of_the_user_is_not_outside(small, tmp_path):
    ours = (ROOT / "templates" / "macros.md.j2").read_text("utf-8")
    own = ours.replace('*{{ _("Counts for:") }}*', "Written for us by us:")
    (tmp_path / "macros.md.j2").write_text(own, "utf-8")
    document = written(templates=tmp_path)
    assert "Written for us by us:" in "".join(paragraph.text for paragraph in document.paragraphs)
    assert run(document).exit_code == 0
    assert small.read_bytes() == PROPOSAL.read_bytes()


@pytest.mark.slow
@pytest.mark.usefixtures("small")
def test_guidance_that_is_gone_and_questions_that_moved_are_not_outside():
    document = written()
    above(document, 1)._element.getparent().remove(above(document, 1)._element)
    moved = [above(document, steps)._element for steps in (2, 1)] + [box(document)._element]
    end = box(document, "description.rationale")._element
    for node in reversed(moved):
        end.addnext(node)
    result = run(document)
    assert result.exit_code == 0, result.output


@pytest.mark.slow
@pytest.mark.usefixtures("small")
def test_where_the_code_beside_the_key_is_gone_that_is_said():
    document = written()
    box(document).cell(0, 1).text = ""
    entries, result = run_json(document)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["outside"] == []
    assert "cannot be told" in entries[EMPTY_KEY]["notes"][0]
    assert [key for key, entry in entries.items() if entry["notes"]] == [EMPTY_KEY]


@pytest.mark.slow
@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("way", [["odt", "docx"], ["docx:MS Word 2007 XML"]], ids=["by way of ODT", "saved"])
def test_only_what_was_typed_is_told_after_libreoffice(tmp_path, small, way):
    untouched, edited = written(), written()
    for edit in (in_heading, beside_the_mark, below_the_box):
        edit(edited)
    files = [tmp_path / "untouched.docx", tmp_path / "edited.docx"]
    for file, document in zip(files, (untouched, edited), strict=True):
        document.save(file)
    for file, content in zip(files, converted(way, *files), strict=True):
        result = run(content, "--format", "json")
        texts = [(typed["at"], "TYPED" in typed["text"]) for typed in json.loads(result.stdout)["outside"]]
        assert texts == ([(EMPTY_KEY, True)] * 3 if file.stem == "edited" else [])
    assert small.read_bytes() == PROPOSAL.read_bytes()


# Drafts of another proposal


def of_another(titled, *questions):
    return markdown_draft(*questions).replace("# A project", f"# {titled}")


HERS = [(f"hers.number-{number}", f"Hers {number}.", f"Hers {number}.") for number in range(3)]
FIVE = [f"description.{name}" for name in ("rationale", "objectives", "innovation", "groups", "benefits")]
TITLED = FILE.replace("call:", "title: Ours\nacronym: OURS\ncall:")


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["md", "docx"])
def test_a_draft_of_another_proposal_is_refused_in_one_line(small, ending):
    other = ROOT / "examples" / "ka220-vet-2026.yaml"
    text = text_of(open_project(load(str(other)).proposal, "the form"), date(2026, 3, 1))
    result = run(docx(text) if ending == "docx" else text.markdown)
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        f"draft: this draft looks like one of another proposal: {text.title}"
    ]
    assert result.stdout == ""
    assert small.read_bytes() == PROPOSAL.read_bytes()


def test_answers_that_are_all_others_under_another_title_are_those_of_another_proposal(file):
    mine = "".join(f"  {key}: Mine.\n" for key in FIVE)
    file.write_text(f"title: Ours\ncall: 2016\naction: strategic-partnership\nanswers:\n{mine}", "utf-8")
    draft = [(key, "Hers.", "Hers.") for key in FIVE]
    result = run(of_another("Hers \\*now\\*", *draft), "--take", "draft")
    assert result.exit_code == 2
    assert "another proposal: Hers *now*" in result.stderr
    assert run(of_another("Ours", *draft)).exit_code != 2
    assert run(of_another("Hers", *draft[:4])).exit_code != 2
    assert run(of_another("Hers", *draft[:4], (FIVE[4], "Mine.", "New."))).exit_code != 2


@pytest.mark.parametrize(
    ("titled", "questions", "code"),
    [
        ("Hers", HERS, 2),
        ("ours", HERS, 1),  # converted
        ("OURS", HERS, 1),
        ("Project without a title", HERS, 1),
        ("Renamed since", [*HERS, ("old.key", OURS, OURS)], 1),
        ("Renamed since", [*HERS, (RATIONALE, "", OURS)], 1),
        ("Renamed since", [(key, "", now) for key, _, now in HERS], 1),  # made before anything was answered
        ("Renamed since", [*HERS[:1], (RATIONALE, "Old.", "Old.")], 1),
    ],
)
def test_a_draft_of_the_same_proposal_is_read_whatever_has_changed(file, titled, questions, code):
    file.write_text(TITLED, encoding="utf-8")
    assert run(of_another(titled, *questions), "--dry-run").exit_code == code
    file.write_text(FILE, encoding="utf-8")
    assert run(of_another(titled, *questions), "--dry-run").exit_code == 1


# Files that are no drafts

ENTITY = b'<!DOCTYPE a [<!ENTITY x "y"><!ENTITY z "&x;&x;">]><a>&z;</a>'
FILE_ENTITY = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def good():
    """A document that is no draft."""
    return content_of(Document())


def spoilt(part, content):
    """How that document is made with another part."""
    return lambda: with_part(good(), part, content() if callable(content) else content)


def bomb():
    """A part that fills 50 MB, and a few kB of the file."""
    return b"<w:document>" + b" " * 60_000_000 + b"</w:document>"


def zipped(**parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, part in parts.items():
            made.writestr(name, part)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no question"),
        (b"# A text\n\nof somebody\n", "no question"),
        (good, "no question"),
        (b"\xff\xfe\x00\x01", "UTF-16"),
        (b"\xff\x00\x01", "neither DOCX nor Markdown"),
        (b"%PDF-1.7", "a PDF"),
        (b"#### " + b"`" * 400_000, "no question"),
        (b"x" * 5_000_001, "too much for a text"),
        (b"{\\rtf1}", "RTF"),
        (b"<!DOCTYPE html><p>", "web page"),
        (b"PK\x03\x04 and no more", "a damaged Office document"),
        (lambda: good()[:2000], "a damaged Office document"),
        (zipped(a="b"), "a ZIP archive"),
        (
            zipped(mimetype="application/vnd.oasis.opendocument.text", **{"content.xml": "<a/>"}),
            "OpenDocument",
        ),
        (OLE + b" WordDocument", ".doc"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (spoilt("word/document.xml", b"<w:document"), "damaged"),
        (spoilt("word/document.xml", bomb), "larger than 50 MB"),
        (spoilt("word/document.xml", ENTITY), "entities"),
        (spoilt("word/styles.xml", FILE_ENTITY), "entities"),
        (spoilt("word/document.xml", b"<a>" * 5000 + b"</a>" * 5000), "damaged"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_draft_is_refused_in_one_line(file, content, said):
    result = run(content() if callable(content) else content)
    assert result.exit_code == 2
    assert result.stderr.startswith("draft: ")
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert file.read_text("utf-8") == FILE


@pytest.mark.usefixtures("file")
def test_a_part_with_a_false_size_is_refused():
    content = good().replace(b"PK\x01\x02", b"PK\x01\x03", 1)
    assert run(content).exit_code == 2


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize("missing", ["draft", "proposal.yaml"])
def test_a_file_that_is_not_there_is_named(missing):
    Path("draft").write_text(markdown_draft((RATIONALE, "", "")), encoding="utf-8")
    Path(missing).unlink()
    result = CliRunner().invoke(app, ["read", "draft", "proposal.yaml"])
    assert result.exit_code == 2
    assert missing in result.stderr


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize("name", ["-", "."])
def test_answers_go_into_files_only(name):
    Path("draft").write_text(markdown_draft((RATIONALE, "", "x")), encoding="utf-8")
    result = CliRunner().invoke(app, ["read", "draft", name])
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)


def test_a_key_may_hold_blanks_and_backquotes():
    text = "#### `` a `b` c ``\n\n[//]: # (answer a%20%60b%60%20c )\n\n> x\n"
    assert read_markdown(text, {}).questions == (ExtractedAnswer("a `b` c", "", "x"),)


def test_an_answer_that_a_proposal_cannot_hold_is_not_taken(file):
    entries, result = run_json(markdown_draft((RATIONALE, OURS, "x" * 100_001)))
    assert result.exit_code == 1
    assert entries[RATIONALE]["state"] == "unclear"
    assert file.read_text("utf-8") == FILE


# Saving


def test_a_full_disk_leaves_the_old_file_whole(file, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    result = run(markdown_draft((RATIONALE, OURS, "New.")))
    assert result.exit_code == 2
    assert "no space left" in result.stderr
    assert file.read_text("utf-8") == FILE
    assert sorted(path.name for path in file.parent.iterdir()) == ["draft", "proposal.yaml"]


@pytest.mark.parametrize(
    "text",
    ["- a\n- b: c", "#", "'quoted'", "a: b # c", "| x", "Tab\there", "NO", "é\u2028x", "%", "2016-01-01"],
)
def test_whatever_an_answer_says_comments_survive_the_save(file, text):
    assert run(markdown_draft((RATIONALE, OURS, text))).exit_code == 0
    assert answers(file)[RATIONALE].strip() == text.replace("\u2028", "\n")
    saved = file.read_text("utf-8")
    assert all(comment in saved for comment in COMMENTS)


LAYOUTS = {
    "block": "  a.b: |  # mine\n    x\n\n    y\n\n  # then\n  c.d: z\n",
    "folded": "  a.b: >-  # mine\n    x\n    y\n  # then\n  c.d: z\n",
    "plain": "  a.b: x\n    y\n  # then\n  c.d: z  # mine\n",
    "quoted": "  a.b: 'x # y'  # mine\n  # then\n  c.d: z\n",
    "below": "  a.b:\n    x  # mine\n  # then\n  c.d: z\n",
    "last": "  c.d: z  # mine\n  # then\n  'a.b': x\n",
    "aliased": "  a.b: &x x  # mine\n  # then\n  c.d: *x\n",
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("end", ["", "title: x  # end\n", "\n# end\n"])
def test_however_answers_are_laid_out_nothing_else_moves(tmp_path, layout, end):
    file = tmp_path / "proposal.yaml"
    head = "call: 2016   # far\nmeetings: []  #   as it is\nanswers:  # these\n"
    file.write_text(head + LAYOUTS[layout] + end, encoding="utf-8")
    document = load(file)
    decision = merge(
        ExtractedDraft(
            (ExtractedAnswer("a.b", None, "New: text # so\n\n- it is"), ExtractedAnswer("e.f", None, "More."))
        ),
        document.proposal.answers,
        {"e.f"},
        MergeOptions("draft"),
    )
    save(document, file, decision)
    text = file.read_text("utf-8")
    assert answers(file) == {
        "a.b": "New: text # so\n\n- it is\n",
        "c.d": document.proposal.answers["c.d"],
        "e.f": "More.\n",
    }
    assert text.startswith(head)
    assert all(comment in text for comment in ("# mine", "# then"))
    assert "# end" in text or not end
    save(
        load(file),
        file,
        merge(ExtractedDraft((ExtractedAnswer("e.f", fingerprint("More."), ""),)), answers(file), (), EMPTY),
    )
    assert list(answers(file)) == sorted(answers(file), key=text.index)


EMPTY = MergeOptions(allow_empty=True)
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))


@pytest.mark.slow
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.stem)
def test_in_a_real_proposal_only_the_edited_lines_change(tmp_path, example):
    file = tmp_path / "proposal.yaml"
    shutil.copy(example, file)
    document = load(file)
    ours = document.proposal.answers
    key = next(key for key in ours if "\n\n" in ours[key])
    theirs = to_markdown((*to_blocks(ours[key]), Block((Span("A new end."),))))
    found = [
        ExtractedAnswer(k, fingerprint(ours[k]), theirs if k == key else to_markdown(to_blocks(ours[k])))
        for k in ours
    ]
    decisions = merge(ExtractedDraft(tuple(found)), ours, (), MergeOptions())
    save(document, file, tuple(decision for decision in decisions if decision.changes))
    before, after = (path.read_text("utf-8").splitlines() for path in (example, file))
    changes = [line for line in unified_diff(before, after, n=0, lineterm="") if line[0] in "+-"][2:]
    assert sorted(changes) == ["+", "+    A new end."]


@pytest.mark.parametrize(
    ("ours", "theirs", "kept"),
    [
        ("One\ntwo.\n\nThree\nfour.", "One two.\n\nThree, four.", "One\ntwo.\n\nThree, four."),
        ("* a\n* b\n\nc\nd", "- a\n- b\n\nx\n\nc d", "* a\n* b\n\nx\n\nc\nd"),
        ("`code` here\n\nb", "code here\n\nc", "`code` here\n\nc"),
        ("a", "b", "b"),
        ("", "b", "b"),
        ("a\nb\n\na\nb", "a b", "a\nb"),
    ],
)
def test_paragraphs_that_say_the_same_keep_their_lines(ours, theirs, kept):
    assert keep_lines(ours, theirs) == kept


def test_an_edited_paragraph_is_wrapped_as_it_was():
    ours = "- " + "seven letters and more, \n  ".join(["of an item that goes on and on"] * 4) + "\n\nb"
    theirs = to_markdown(to_blocks(ours)).replace("seven", "nine") + "\n\nc " * 3
    kept = keep_lines(ours, theirs)
    assert max(map(len, kept.split("\n"))) <= 60
    assert "\n  " in kept
    assert fingerprint(kept) == fingerprint(theirs)


@given(st.text(ALPHABET, max_size=40), st.text(ALPHABET, max_size=40))
def test_keeping_lines_never_changes_what_is_said(ours, theirs):
    assert fingerprint(keep_lines(ours, theirs)) == fingerprint(theirs)


# Text that is in danger


@pytest.mark.parametrize("heading", ["### My heading", "## Mine", "# 1 aim", "#", "#### Mine", "##### `x`"])
@pytest.mark.parametrize("rest", ["> Aim two, improved.", "Aim two, improved."])
def test_a_heading_without_a_key_does_not_cut_an_answer_off(file, heading, rest):
    draft = markdown_draft((RATIONALE, OURS, "Aim one."), (TASKS, "Not yet.", "Not yet."))
    entries, result = run_json(draft.replace("> Aim one.", f"> Aim one.\n\n{heading}\n\n{rest}"))
    assert result.exit_code == 1
    assert entries[RATIONALE]["state"] == "unclear"
    assert f"“{heading}”" in entries[RATIONALE]["notes"][0]
    assert entries[TASKS]["state"] == "unchanged"
    assert file.read_text("utf-8") == FILE


def test_headings_of_the_draft_itself_stand_between_questions():
    one, two = (markdown_draft((key, "x", "x")) for key in ("a.b", "c.d"))
    draft = ExtractedDraft(
        tuple(ExtractedAnswer(key, fingerprint("x"), "x") for key in ("a.b", "c.d")), title="A project"
    )
    assert read_markdown(f"{one}\n### C. Part\n\n*A note*\n\n{two}", {}) == draft


@pytest.mark.parametrize(
    "line",
    [
        "12 characters from our play act here.",
        "12 of 40 characters \N{EN DASH} so few",
        "*Not answered yet.* No.",
    ],
)
def test_a_line_that_begins_like_one_of_the_draft_is_not_dropped(file, line):
    entries, result = run_json(
        markdown_draft((RATIONALE, OURS, "New.")).replace("> New.", f"> New.\n\n{line}")
    )
    assert result.exit_code == 1
    assert line[:20] in entries[RATIONALE]["notes"][0]
    assert file.read_text("utf-8") == FILE


@pytest.mark.parametrize(
    "line",
    [
        "1 character",
        "9 of 8 characters \N{EN DASH} **✗ TOO LONG by 1**",
        "8 of 8 characters \N{EN DASH} ▲ nearly full",
        "**▢ NOT ANSWERED YET** (optional) \N{EN DASH} up to 500 characters",
        "*Not answered yet.*",
    ],
)
def test_lines_of_the_draft_are_no_text_of_an_answer(line):
    text = markdown_draft(("a.b", "", "")).replace("**▢ NOT ANSWERED YET**", f"{line}\n\n> x")
    (found,) = read_markdown(text, {}).questions
    assert (found.text, found.trouble) == ("x", NOTHING)


@pytest.mark.parametrize(
    "heading", ["## A question `{}`", "#### A question {}", "A question `{}`\n----", "**A question**", ""]
)
@pytest.mark.parametrize("first", [0, 1])
def test_an_answer_whose_heading_is_gone_is_reported(file, heading, first):
    questions = [(RATIONALE, OURS, "New."), (TASKS, "Not yet.", "New too.")]
    key, other = (questions[at][0] for at in (first, 1 - first))
    lines = f"#### A question `{key}`"
    entries, result = run_json(markdown_draft(*questions).replace(lines, heading.format(key)))
    assert result.exit_code == 1
    assert {name: entry["state"] for name, entry in entries.items()} == {key: "unclear", other: "taken"}
    assert "its heading is gone" in entries[key]["notes"][0]
    assert answers(file)[other].startswith("New")


@pytest.mark.parametrize("level", [3, 5, 6])
def test_a_heading_of_another_level_keeps_its_question(file, level):
    draft = markdown_draft((RATIONALE, OURS, "New."), (TASKS, "Not yet.", "New too."))
    entries, _ = run_json(draft.replace(f"#### A question `{TASKS}`", f"{'#' * level} A question `{TASKS}`"))
    assert {name: entry["state"] for name, entry in entries.items()} == {RATIONALE: "taken", TASKS: "taken"}
    assert answers(file)[TASKS].startswith("New too.")


FLOW = f"call: 2016  # the year\naction: strategic-partnership\nanswers: {{{RATIONALE}: old}}  # mine\n"
FOLDED = (
    'The % of "it" \\# and \N{EN DASH} a long line, so long that it is folded at a blank of it,\n \\L # # so'
)


@pytest.mark.parametrize("text", [FOLDED, "New.", "- a\n- b: # c"])
def test_comments_beside_answers_in_braces_survive(file, text):
    file.write_text(FLOW, encoding="utf-8")
    assert run(markdown_draft((RATIONALE, "old", text))).exit_code == 0
    assert answers(file)[RATIONALE].strip() == text
    assert file.read_text("utf-8").count("# the year") == file.read_text("utf-8").count("# mine") == 1
    assert not list(file.parent.glob("*.bak*"))


def all_anew(_state, _at, _value, meant):
    """The one way to edit that keeps no comment."""
    return iter([dump(meant)])


def test_where_comments_are_lost_a_copy_is_kept_and_named(file, monkeypatch):
    file.write_text(FLOW, encoding="utf-8")
    Path("proposal.yaml.bak").write_text("of somebody")
    monkeypatch.setattr("erasmus_cli.proposal.text_edit._ways", all_anew)
    result = run(markdown_draft((RATIONALE, "old", "New.")))
    assert result.exit_code == 0
    assert "not all comments in proposal.yaml can be kept; the file as it was is in proposal.yaml.bak2" in (
        result.stderr
    )
    assert Path("proposal.yaml.bak").read_text() == "of somebody"
    assert Path("proposal.yaml.bak2").read_text("utf-8") == FLOW
    assert answers(file)[RATIONALE] == "New.\n"


def test_the_wizard_keeps_a_copy_where_comments_are_lost(file, monkeypatch):
    told = []
    monkeypatch.setattr("erasmus_cli.proposal.text_edit._ways", all_anew)
    wizard = ProposalFile(file, told.append)
    assert wizard.change([("/title", "One")]) is None
    assert wizard.change([("/title", "Two")]) is None
    assert told == [f"not all comments in {file} can be kept; the file as it was is in {file}.bak"]
    assert Path(f"{file}.bak").read_text("utf-8") == FILE


@pytest.mark.slow
@pytest.mark.parametrize("output", ["text", "json"])
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device")
def test_what_cannot_be_reported_is_not_saved(file, output):
    Path("draft").write_text(markdown_draft((RATIONALE, OURS, "New.")), encoding="utf-8")
    command = [sys.executable, "-m", "erasmus_cli", "read", "draft", "proposal.yaml", "--format", output]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (
        2,
        "the report cannot be printed: no space left on device; nothing was saved\n",
    )
    assert file.read_text("utf-8") == FILE


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_line_ends_and_byte_order_mark_of_the_file_stay(file, mark, end):
    file.write_bytes(mark + FILE.encode().replace(b"\n", end))
    assert run(markdown_draft((TASKS, "Not yet.", "Now\n\nthen."))).exit_code == 0
    new = FILE.replace(f"{TASKS}: Not yet.  # by May", f"{TASKS}: |  # by May\n    Now\n\n    then.")
    assert file.read_bytes() == mark + new.encode().replace(b"\n", end)


# Untouched answers in DOCX, as the draft writes them

HARD = [
    "<http://a.b>",
    "`",
    "```\n",
    "> ",
    "1. ",
    "- ",
    "\\\n",
    "\n",
    "\n\n",
    "    ",
    "\t",
    "\u2028",
    "\u3000",
]
HARDER = [
    "a",
    " ",
    "two words",
    "[a](http://x.y/)",
    "!",
    "|",
    "| - |\n",
    "&amp;",
    "\\",
    "\xa0",
    "#",
    "~~~\n",
    "(",
]


BOXES = (
    RATIONALE,
    TASKS,
    "description.innovation",
    "description.partnership",
    "description.cooperation",
    "description.meetings",
    "description.results",
    "preparation.before",
)


def from_word(*texts):
    """The answers as DOCX brings them back, each with the fingerprint at export."""
    keys = BOXES[: len(texts)]
    data = {"call": 2016, "action": "strategic-partnership", "field": "vet"}
    proposal = Proposal.model_validate({**data, "answers": dict(zip(keys, texts, strict=True))})
    drafted = docx(text_of(open_project(proposal, "the form"), date(2016, 1, 1), view="work"))
    found = {found.key: found for found in read_word(drafted).questions}
    return [found[key] for key in keys]


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "1. > quoted remark\n2. second",
        "- ```\n  code\n  ```\n- b",
        "Call `<http://a.example>` now",
        "```\nGET <http://a.example>\n```",
        "See!<http://a.example>",
        "a\u3000\t b",
        "a\u2028\tb",
        "```\na\n\u3000b\n```",
        "- \\\n- b",
    ],
)
def test_an_untouched_answer_comes_back_from_the_docx_of_a_draft(text):
    (found,) = from_word(text)
    assert fingerprint(found.text) == found.base == fingerprint(text)


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(
    st.tuples(*[st.lists(st.sampled_from(HARD + HARDER), min_size=1, max_size=9).map("".join)] * len(BOXES))
)
def test_no_hard_text_looks_edited_in_the_docx_of_a_draft(parts):
    texts = list(map("".join, parts))
    for text, found in zip(texts, from_word(*texts), strict=True):
        assert fingerprint(found.text) == found.base == fingerprint(text)


def test_an_edit_of_a_quote_in_a_list_still_counts():
    assert fingerprint("1. > a\n2. b") != fingerprint("1. > c\n2. b")
    assert fingerprint("`<http://a.b>`") != fingerprint("<http://a.b>")


def test_a_link_behind_an_exclamation_mark_stays_a_link():
    blocks = (Block((Span("See!"), Span("here", Marks(href="https://example.org")))),)
    assert to_blocks(to_markdown(blocks)) == blocks


def test_a_folded_text_in_braces_keeps_its_comments():
    file = "call: 2016  # one\n# two\nanswers: {description.objectives: old}   # three\n"
    text = 'the % \u200b é \n \n the \u200b "q" :  \\# \ufeff \ufeff the &a \N{EM DASH} @ \xa0 \n \\# #\n'
    after = edited(file, [("/answers/description.objectives", text)])
    assert not after.comments_lost
    assert after.text.count("# one") == after.text.count("# two") == after.text.count("# three") == 1
    assert parse_mapping(after.text, "")["answers"]["description.objectives"] == text


# What must not be seen on the page


def hidden(run):
    return run.find(f"{qn('w:rPr')}/{qn('w:vanish')}") is not None


@pytest.mark.slow
@pytest.mark.usefixtures("small")
def test_keys_and_codes_of_a_word_draft_are_hidden():
    document = written(view="work")
    seen = [
        "".join(
            text.text or ""
            for run in table.iter(qn("w:r"))
            if not hidden(run)
            for text in run.iter(qn("w:t"))
        )
        for table in (found._element for found in document.tables)
    ]
    answers = [text for text in seen if "characters" in text or "NOT ANSWERED" in text]
    assert len(answers) > 5
    assert not [
        text for text in answers if re.search(r" · |\b[0-9a-f]{8,}\b|\w\.\w+/\w", text.split("characters")[0])
    ]
    aliases = [found.get(qn("w:val")) for found in document.element.body.iter(qn("w:alias"))]
    assert len(aliases) == len(answers)
    assert all(aliases)


def without_hidden(document):
    """As Word leaves it where somebody had hidden text taken out."""
    for run in [run for run in document.element.body.iter(qn("w:r")) if hidden(run)]:
        run.getparent().remove(run)


def without_controls_and_looks(document):
    """As other editors leave it: no content controls, no bookmarks, nothing hidden."""
    body = document.element.body
    for control in list(body.iter(qn("w:sdt"))):
        for child in list(control.find(qn("w:sdtContent"))):
            control.addprevious(child)
        control.getparent().remove(control)
    for name in ("vanish", "bookmarkStart", "bookmarkEnd"):
        for found in list(body.iter(qn(f"w:{name}"))):
            found.getparent().remove(found)


@pytest.mark.slow
@pytest.mark.parametrize("strip", [without_hidden, without_controls_and_looks])
def test_one_of_two_witnesses_is_enough_for_an_untouched_draft(small, strip):
    document, before = written(view="work"), small.read_text("utf-8")
    strip(document)
    entries, result = run_json(document)
    assert len(entries) > 5
    unsaid = [key for key, entry in entries.items() if entry["state"] != "unchanged"]
    assert unsaid == [], result.stdout
    assert small.read_text("utf-8") == before


@pytest.mark.slow
@pytest.mark.usefixtures("small")
def test_without_the_hidden_letters_an_edit_is_a_conflict_and_not_lost():
    document = written(view="work")
    table = next(found for found in document.tables if RATIONALE in found.cell(0, 0).text)
    without_hidden(document)
    table.cell(1, 0)._element.find(f".//{qn('w:t')}").text = "Another reason."
    entries, result = run_json(document)
    assert (entries[RATIONALE]["state"], result.exit_code) == ("conflict", 1)
    assert entries[RATIONALE]["draft"].startswith("Another reason.")


# What is typed far from all answers


def cell_of(document, words):
    """The table cell that says just this."""
    return next(
        cell
        for table in document.tables
        for row in table.rows
        for cell in row.cells
        if cell.text.replace("\xa0", " ") == words
    )


def in_the_cover(document):
    found = next(line for line in document.paragraphs if line.text.startswith("Draft application: "))
    found.add_run(" TYPED")


def in_a_table_of_partners(document):
    cell_of(document, "Organisation").paragraphs[0].add_run(" TYPED")


def in_money_tracked(document):
    cell = cell_of(document, "Highest grant")
    cell.paragraphs[0]._element.append(tracked("ins", " TYPED"))


def in_a_card(document):
    cell_of(document, "Profile").paragraphs[0].add_run(" TYPED")


def before_the_red_thread(document):
    found = next(line for line in document.paragraphs if line.text == "Red thread")
    found.insert_paragraph_before("TYPED")


def at_the_end(document):
    document.add_paragraph("TYPED")


def in_the_footer(document):
    document.sections[0].footer.paragraphs[0].add_run(" TYPED")


FAR = [
    in_the_cover,
    in_a_table_of_partners,
    in_money_tracked,
    in_a_card,
    before_the_red_thread,
    at_the_end,
    in_the_footer,
]


@pytest.mark.slow
@pytest.mark.parametrize("edit", FAR)
def test_what_is_typed_far_from_the_answers_is_told_with_its_place(small, edit):
    document = written()
    edit(document)
    result = run(document, "--format", "json")
    assert result.exit_code == 1
    (typed,) = json.loads(result.stdout)["outside"]
    assert "TYPED" in typed["text"]
    assert typed["at"]
    assert small.read_bytes() == PROPOSAL.read_bytes()


def test_a_label_corrected_in_a_partner_part_is_told(small):
    document = written(view="partner", partner="p2")
    cell_of(document, "Kind").text = "Kind, corrected"
    typed = json.loads(run(document, "--format", "json").stdout)["outside"]
    assert [entry["text"] for entry in typed] == ["Kind, corrected"]
    assert small.read_bytes() == PROPOSAL.read_bytes()


@pytest.mark.slow
def test_a_question_that_was_taken_out_is_named(small):
    document = written()
    table = box(document)._element
    for node in [table.getprevious(), table]:
        node.getparent().remove(node)
    result = run(document, "--format", "json")
    assert json.loads(result.stdout)["gone"] == [EMPTY_KEY]
    assert result.exit_code == 1
    assert f"  {EMPTY_KEY}" in run(document).stdout
    assert small.read_bytes() == PROPOSAL.read_bytes()


@pytest.mark.slow
def test_without_the_seal_of_the_rest_nothing_far_away_is_judged(small):
    document = written()
    last = [line for line in document.paragraphs if line.text.startswith("rest · ")]
    for line in last:
        line._element.getparent().remove(line._element)
    at_the_end(document)
    assert len(last) == 1
    assert json.loads(run(document, "--format", "json").stdout)["gone"] == []
    assert small.read_bytes() == PROPOSAL.read_bytes()


LOOKS = {
    "color": ("C00000", "the colour of letters was left out"),
    "highlight": ("yellow", "the marking of letters was left out"),
    "u": ("single", "underlining was left out"),
    "vertAlign": ("superscript", "raised or lowered letters stand like all others"),
}


@pytest.mark.parametrize("look", LOOKS)
def test_looks_that_text_cannot_show_are_named(look):
    value, said = LOOKS[look]
    for written_value, notes in ((value, (said,)), ("auto" if look == "color" else "none", ())):
        document = word_draft(("a.b", "x", "x"), control=False)
        run = document.tables[0].cell(1, 0).paragraphs[0].add_run("y")
        mark = OxmlElement(f"w:{look}")
        mark.set(qn("w:val"), written_value)
        run._element.get_or_add_rPr().append(mark)
        (found,) = read_word(content_of(document)).questions
        assert told(found) == notes


def test_words_in_a_text_box_within_an_answer_are_told_and_leave_something_to_do():
    document = word_draft(("a.b", "x", "x"), control=False)
    inner = f"<w:txbxContent {nsdecls('w')}><w:p><w:r><w:t>TYPED</w:t></w:r></w:p></w:txbxContent>"
    made = OxmlElement("w:pict")
    made.append(parse_xml(inner))
    document.tables[0].cell(1, 0).paragraphs[0].add_run()._element.append(made)
    found = read_word(content_of(document))
    assert [(typed.at, typed.text) for typed in found.outside] == [("a.b", "TYPED")]


@pytest.mark.slow
@pytest.mark.usefixtures("small")
def test_an_answer_that_is_too_long_is_taken_and_said():
    limit = next(
        field.question.limit
        for field in open_project(load("proposal.yaml").proposal, "the form").fields()
        if field.key == EMPTY_KEY
    )
    for used, noted in ((limit, False), (limit + 1, True)):
        document = written()
        next(box(document).rows[1]._tr.iter(qn("w:p"))).add_r().text = "x" * used
        entries, _ = run_json(document, "--dry-run")
        assert any("too long" in note for note in entries[EMPTY_KEY]["notes"]) is noted


def written_in_markdown():
    project = open_project(load("proposal.yaml").proposal, "the form")
    return text_of(project, date(2016, 3, 1)).alone


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("| Organisation | Place |", "| Organisation, TYPED | Place |", "Partnership"),
        ("| Profile | newcomer |", "| Profile | newcomer, TYPED |", "Szkoła nad Wartą"),
        ("## Red thread", "TYPED\n\n## Red thread", None),
    ],
)
def test_a_line_of_markdown_typed_outside_the_form_is_told_with_its_heading(small, old, new, place):
    text = written_in_markdown()
    assert old in text
    result = run(text.replace(old, new, 1), "--format", "json")
    (typed,) = json.loads(result.stdout)["outside"]
    assert "TYPED" in typed["text"]
    assert place is None or typed["at"] == place
    assert result.exit_code == 1
    assert small.read_bytes() == PROPOSAL.read_bytes()


def test_an_untouched_markdown_draft_has_nothing_outside_and_nothing_gone(small):
    found = json.loads(run(written_in_markdown(), "--format", "json").stdout)
    assert (found["outside"], found["gone"], found["settled"]) == ([], [], True)
    assert small.read_bytes() == PROPOSAL.read_bytes()


@pytest.mark.usefixtures("small")
def test_a_question_taken_out_of_markdown_is_named():
    head, rest = written_in_markdown().split("#### ", 1)
    first, others = rest.split("#### ", 1)
    key = re.search(r"`([^`]+)`", first)[1]
    found = json.loads(run(f"{head}#### {others}", "--format", "json").stdout)
    assert found["gone"] == [key]
    assert found["settled"] is False


@pytest.mark.slow
@pytest.mark.usefixtures("small")
def test_a_markdown_draft_that_was_laid_out_anew_is_said_once():
    anew = "\n".join(line if line[:1] in ">[#" else f"{line} ." for line in written_in_markdown().split("\n"))
    (said,) = json.loads(run(anew, "--format", "json").stdout)["outside"]
    assert "laid out anew" in said["text"]


# Lists that were typed


def typed(*lines, base="x"):
    """The answer of a Word draft in which somebody typed these paragraphs."""
    document = word_draft(("a.b", base, ""), control=False)
    cell = document.tables[0].cell(1, 0)
    cell.paragraphs[0].text = lines[0]
    for line in lines[1:]:
        cell.add_paragraph(line)
    (found,) = read_word(content_of(document)).questions
    return found


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["We do:", "- one", "- two", "Then rest."], "We do:\n\n- one\n- two\n\nThen rest."),
        (["We do:\n- one\n- two"], "We do:\n\n- one\n- two"),
        (["• one", "•\ttwo"], "- one\n- two"),
        (["1. one", "2) two"], "1. one\n2. two"),
        (["- one"], "\\- one"),  # may be speech
        (["3. May", "7. June"], "3\\. May\n\n7\\. June"),  # dates
        (["-5 degrees", "-7 degrees"], "-5 degrees\n\n-7 degrees"),
    ],
)
def test_lines_typed_as_a_list_in_word_come_back_as_one(lines, text):
    found = typed(*lines)
    assert found.text == text
    assert any("became a list" in note for note in told(found)) is text.lstrip("We do:\n").startswith(
        ("- ", "1. ")
    )


def test_bold_words_of_a_typed_list_stay_bold_and_lines_below_a_list_join_it():
    document = word_draft(("a.b", "x", "- one"), control=False)
    line = document.tables[0].cell(1, 0).add_paragraph("- ")
    line.add_run("two").bold = True
    (found,) = read_word(content_of(document)).questions
    assert found.text == "- one\n- **two**"


def test_an_answer_that_nobody_touched_keeps_its_dashes():
    says = "\\- Come in, she said.\n\n\\- I will."
    found = typed("- Come in, she said.", "- I will.", base=says)
    assert fingerprint(found.text) == found.base
    assert found.notes == ()


def test_a_draft_with_another_title_is_told_first_in_one_line(file):
    file.write_text(TITLED, encoding="utf-8")
    result = run(of_another("Hers", *[(key, "", now) for key, _, now in HERS]), "--dry-run")
    says = (
        "This may be the draft of another proposal: its title is “Hers”; the form lacks 3 of its 3 questions."
    )
    assert " ".join(result.stdout.split()).startswith(says)
    assert "another proposal" not in run(of_another("ours", *HERS), "--dry-run").stdout
    found = json.loads(run(of_another("Hers", *HERS[:1], (RATIONALE, OURS, OURS)), "--format", "json").stdout)
    assert found["titled"] == "Hers"
