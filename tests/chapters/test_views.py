"""The views of a draft, byte for byte: `GOLDEN=write pytest tests/chapters/test_views.py` writes anew."""

import errno
import os
import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from folders import EXAMPLES, GOLDEN
from typer.testing import CliRunner

from erasmus_cli.chapters.logframe import STEPS
from erasmus_cli.chapters.overview import SHARE, Line, beginning, lines_of
from erasmus_cli.chapters.render import markdown, text_of
from erasmus_cli.cli.app import app
from erasmus_cli.document.draft import Figure
from erasmus_cli.document.fingerprint import fingerprint
from erasmus_cli.document.tree import parse
from erasmus_cli.guide.form import open_form
from erasmus_cli.project.project import open_project
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.proposal.reader import load
from erasmus_cli.resources import languages_folder
from erasmus_cli.wording.language import speaking
from erasmus_cli.wording.plain_text import plain

SMALL = load(str(GOLDEN / "proposal.yaml")).proposal
BIG = load(str(EXAMPLES / "ka220-vet-2026.yaml")).proposal
DAY = date(2016, 3, 1)
LANGUAGES = sorted(file.parent.name for file in languages_folder().glob("*/language.toml"))
VIEWS = ["work", "partner", "reading", "paste"]
FORMS = ("ka210", "ka220", "ka229", "plain", "sp-2016", "sp-2018")


def view_of(view, proposal=SMALL, **options):
    partner = "p2" if view == "partner" and proposal is SMALL else None
    return text_of(open_project(proposal, "the form"), DAY, view=view, partner=partner, **options)


def as_tree(text):
    """Each question key of the text with the tree of its answer, or None."""
    found, key = {}, None
    for node in parse(text).children:
        if node.type == "heading":
            last = node.children[0].children[-1] if node.children[0].children else None
            key = last.content if node.tag == "h4" and last.type == "code_inline" else None
            if key:
                found[key] = None
        elif node.type == "blockquote" and key:
            found[key] = node
    return found


@pytest.mark.parametrize("view", VIEWS)
def test_the_view_is_what_was_agreed(view):
    kept = GOLDEN / f"{view}.md"
    made = view_of(view).alone.encode()
    if os.environ.get("GOLDEN") == "write":
        kept.write_bytes(made)
    assert made == kept.read_bytes()


@pytest.mark.parametrize(
    "language", sorted(file.parent.name for file in languages_folder().glob("*/language.toml"))
)
def test_a_partner_pack_in_each_language_is_what_was_agreed(language):
    kept = GOLDEN / "languages" / f"{language}.md"
    with speaking(language):
        made = view_of("partner").alone.encode()
    if os.environ.get("GOLDEN") == "write":
        kept.write_bytes(made)
    assert made == kept.read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("view", ["work", "partner", "reading"])
def test_each_question_has_its_witness_and_a_place_to_write(view):
    text = view_of(view)
    quotes = as_tree(text.markdown)
    left_out = {"dissemination.other", "description.why"} if view == "reading" else set()
    assert set(quotes) == set(text.answers) - left_out
    assert all(quotes.values())
    for key in quotes:
        answer = text.answers[key]
        assert bool(quotes[key].children) == bool(answer), key
        assert f"[//]: # (answer {key} {fingerprint(answer)})" in text.markdown


def test_the_answers_are_those_of_the_proposal_and_empty_ones_are_there():
    answers = view_of("work").answers
    assert answers["description.rationale"] == SMALL.answers["description.rationale"].strip()
    assert answers["description.innovation"] == ""
    assert answers["description.why"] == "This one has no question."


def test_a_question_of_the_form_is_of_the_right_step():
    speaking = [
        step for form in FORMS for question in open_form(form).questions() for step in question.thread
    ]
    assert set(speaking) == set(STEPS)


def test_a_partner_sees_its_own_part_only():
    text = view_of("partner").markdown
    for own in (
        "hosts meeting: Kick-off",
        "leads output O1: Atlas, 20 staff days",
        "| Exceptional costs | EUR\xa0675 |",
    ):
        assert own in text
    assert "outputs.description/O1" in text
    for foreign in ("organisation.background/applicant", "events.description/E1", "description.rationale"):
        assert foreign not in text


def test_a_partner_of_a_lump_sum_sees_its_share():
    text = markdown(BIG, DAY, view="partner", partner="ostrava")
    for row in (
        "| WP1 Project management | EUR\xa05\xa0000 |",
        "| WP2 Where trades meet | EUR\xa08\xa0550 |",
    ):
        assert row in text
    assert "leads activity A2-1" in text


def test_the_reading_view_has_no_guidance_and_no_counters():
    text = view_of("reading").markdown
    for guidance in ("Assessors look for", "Feeds:", "of 5000", "Eligibility", "Mend", "Red thread", "✗"):
        assert guidance not in text
    assert "Open noses" in text
    assert "EUR\xa061\xa0250.50" in text


def test_what_is_pasted_is_counted_exactly():
    text = markdown(BIG, DAY, view="paste")
    fields = re.findall(
        r"^(\d+) of \d+ characters[^\n]*\n\n```text\n(.*?)\n```$", text, flags=re.MULTILINE | re.DOTALL
    )
    assert len(fields) == 92
    assert all(len(pasted) == int(used) for used, pasted in fields)


@pytest.mark.parametrize("name", ["ka210-school-2026", "ka220-vet-2026", "vet-innovation", "adult-2015"])
def test_what_is_pasted_begins_where_the_web_form_begins(name):
    proposal = load(EXAMPLES / f"{name}.yaml").proposal
    text = markdown(proposal, DAY, view="paste")
    first, *_ = [one for one in proposal.organisations if one.role == "applicant"]
    in_order = ["Call, round", "## Participating organisations", str(first.oid or first.pic), "```text"]
    places = [text.index(words) for words in in_order]
    assert places == sorted(places)
    assert text.count("## Participating organisations") == 1
    assert all(str(one.oid or one.pic) in text for one in proposal.organisations if one.oid or one.pic)


def test_pasted_text_cannot_close_its_fence():
    fence = "```\nin a fence\n```\n\n````\n```\nstill\n````"
    proposal = SMALL.model_copy(update={"answers": {"description.rationale": "a `b` ``` c\n\n" + fence}})
    tree = parse(text_of(open_project(proposal, "the form"), DAY, view="paste").markdown)
    fences = [node.content for node in tree.children if node.type == "fence"]
    assert fences == ["a b ``` c\n\nin a fence\n\n```\nstill\n"]


@pytest.mark.parametrize("view", ["work", "reading"])
def test_figures_stand_where_they_exist_and_not_in_markdown_alone(view):
    figures = {name: Figure(name, "<svg/>", f"What {name} [shows]", "") for name in ("map", "gantt", "other")}
    text = view_of(view, figures=figures)
    assert "\n\n![What map \\[shows\\]](figure:map)\n\n" in text.markdown
    assert set(text.figures) == {"map", "gantt"}
    pictures = [node for node in parse(text.markdown).walk() if node.type == "image"]
    assert [node.attrs["src"] for node in pictures] == ["figure:map", "figure:gantt"]
    assert text.alone == view_of(view).alone


@pytest.mark.slow
def test_days_are_counted_from_the_printed_date():
    text = text_of(open_project(SMALL, "the form"), date(2016, 3, 30)).markdown
    assert "**in 1 day** as of 30 March 2016" in text
    assert "**today**" in text_of(open_project(SMALL, "the form"), date(2016, 3, 31)).markdown
    later = text_of(open_project(SMALL, "the form"), date(2016, 4, 1)).markdown
    assert "**has passed** as of 1 April 2016" in later


def test_the_verdict_on_a_closed_call_is_that_of_the_check():
    plan = load(EXAMPLES / "adult-2015.yaml").proposal
    text = text_of(open_project(plan, "the form"), date(2015, 4, 2)).markdown
    assert "| Criteria of the Guide | **MEETS THE RULES of call 2015, which closed 2 days ago** |" in text
    before = text_of(open_project(plan, "the form"), date(2015, 3, 30)).markdown
    assert "| Criteria of the Guide | **ELIGIBLE** |" in before


def test_what_blocks_stands_first_with_its_mend():
    box = view_of("work").markdown.split("## At a glance")[1].split("## ")[0]
    assert re.search(r"\| ✗ Fails \| 40 months.* \*To do:\* .*36.* \|", box)


def test_of_many_points_the_box_shows_five_and_tells_how_many_more():
    text = view_of("work").markdown
    box, report = text.split("## At a glance")[1].split("## ")[0], text.split("## Eligibility report")[1]
    assert report.count("✗ **FAILS**") == 6
    assert box.count("✗ Fails") == 5
    assert "| ▢ Further | 1 more in the report |" in box


def test_the_project_stands_before_what_was_checked():
    parts = re.findall(r"^## (.*)$", view_of("work").markdown, flags=re.MULTILINE)
    assert parts[:4] == ["At a glance", "Overview", "Partnership", "Application form"]
    assert parts[-2:] == ["Eligibility report", "Annexes"]


def test_a_section_that_asks_nothing_is_not_printed():
    text = view_of("work").markdown
    assert "### A. General information" not in text
    assert "### C. Priorities" in text


def test_the_overview_speaks_in_the_words_of_the_application_and_says_nothing_twice():
    text = markdown(BIG, DAY).split("## Overview")[1].split("## ")[0]
    labels = re.findall(r"^\*\*(.*)\*\*$", text, flags=re.MULTILINE)
    assert labels == ["Needs", "Objectives", "Results", "Target groups", "Impact"]
    parts = [part.strip() for part in re.split(r"\*\*.*\*\*\n", text)[1:]]
    assert len(set(parts)) == len(parts)
    answers = [plain(text) for text in BIG.answers.values()]
    for words in parts:
        assert any(answer.startswith(words[:60]) for answer in answers), words
        assert len(plain(words)) <= SHARE + 20


def test_a_list_stays_a_list_in_the_overview():
    said = lines_of("Both:\n- one\n2. two", 300)
    assert said == (Line("Both:"), Line("one", listed=True), Line("two", listed=True, number=2))


def test_the_overview_is_cut_at_its_length_and_says_so():
    long = "\n".join(f"- {'word ' * 20}" for _ in range(20))
    said = lines_of(long, 250)
    assert sum(len(line.text) for line in said) <= 250 + 2
    assert said[-1].text.endswith(" …")


@pytest.mark.parametrize(
    ("text", "most", "says"),
    [
        ("One. Two.", 9, "One. Two."),
        ("One is long. Two is short.", 20, "One is long. …"),
        ("A. Two is a long sentence", 20, "A. Two is a long …"),
        ("x" * 12, 5, "xxxxx …"),
    ],
)
def test_a_beginning_ends_with_a_sentence_or_a_word(text, most, says):
    assert beginning(text, most) == says


@pytest.mark.slow
@pytest.mark.parametrize(
    ("call", "said", "arises"),
    [
        ({}, "Public interest trusts of Hungary", True),
        ({"country": "SK", "kind": "vet-provider"}, "Public interest trusts of Hungary", False),
        ({"country": "HU", "kind": "vet-provider"}, "Public interest trusts of Hungary", True),
        ({"country": "SK", "kind": "vet-provider"}, "Authorities of Georgia", False),
        ({"country": "SK", "kind": "vet-provider"}, "Structure of a European NGO", False),
        ({"country": "SK", "kind": "european-ngo"}, "Structure of a European NGO", True),
        ({"country": "SK", "kind": "european-ngo"}, "Length of the description at EACEA", True),
        ({"country": "SK", "kind": "vet-provider"}, "Length of the description at EACEA", False),
        ({"country": "SK", "kind": "vet-provider"}, "Scores and ranking", True),
    ],
)
def test_what_cannot_concern_a_project_is_not_left_to_its_assessors(call, said, arises):
    data = {"call": 2026, "action": "cooperation-partnership", "field": "vet", "organisations": [call]}
    text = markdown(Proposal.model_validate(data), DAY)
    assert (f"- *{said}.*" in text) is arises


HOSTILE = {
    "html": "<script>alert(1)</script>\n\n<!-- x\n\n<b>",
    "headings": "# One\n\nTwo\n===\n\n- # Three\n\n> ## Four\n\n1. a\n\n       # Five\n---",
    "table": "| a | b |\n| - | - |\n| 1 | 2 |",
    "pictures": "![x](http://example.org/x.png) ![y](figure:map)\n\n![z][1]\n\n[1]: http://example.org/z.png",
    "notes": "Look[^1]\n\n[^1]: mine\n\n[//]: # (answer description.innovation 00000000)",
    "scripts": "[x](javascript:alert(1)) <javascript:alert(1)>",
    "fence": "```\nnever closed\n#### Fake `description.innovation`\n> quote",
    "escapes": "\\<script> \\\\<script> \\[^1] \\\\[^1] \\# x",
    "emoji": "👩‍🏫 \U0001f1ea\U0001f1fa 🌻",
    "direction": "abc \u202e evil \u2066 עברית العربية",
    "control": "a\rb\r\nc\td",
    "lists": "- " * 2000,
    "long": "word " * 20_000,
}


@cache
def plain_tree(view):
    """The tree of the draft without such an answer, and the trees of its answers."""
    text = view_of(view).markdown
    return parse(text), as_tree(text)


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("view", ["work", "reading", "paste"])
def test_a_hostile_answer_stays_in_its_place(name, view):
    answers = {**SMALL.answers, "description.rationale": HOSTILE[name]}
    hostile = view_of(view, proposal=SMALL.model_copy(update={"answers": answers}))
    tree, (before, before_each) = parse(hostile.markdown), plain_tree(view)
    headings = [node.children[0].content for node in tree.children if node.type == "heading"]
    assert headings == [node.children[0].content for node in before.children if node.type == "heading"]
    assert not [node for node in tree.walk() if node.type in ("image", "html_block", "html_inline")]
    assert [node for node in tree.walk() if node.type == "heading"] == [
        node for node in tree.children if node.type == "heading"
    ]
    links = [node.attrs["href"] for node in tree.walk() if node.type == "link"]
    assert not [href for href in links if not href.startswith("https://example.org")]
    if view == "work":
        assert set(as_tree(hostile.markdown)) == set(before_each)
        cited = [node for node in tree.walk() if node.type == "footnote_ref"]
        assert len(cited) == len([node for node in before.walk() if node.type == "footnote_ref"])


@pytest.mark.slow
@pytest.mark.parametrize("key", ["a`b", "x\n# y", "|", "(", "``", "é "])
def test_a_hostile_key_is_shown_and_breaks_nothing(key):
    text = view_of(
        "work", proposal=Proposal(call=2016, action="strategic-partnership", answers={key: "Kept."})
    )
    tree = parse(text.markdown)
    assert [node.children[0].content for node in tree.children if node.tag == "h1"] == [text.title]
    assert "> Kept." in text.markdown
    assert "(answer" not in "".join(node.content for node in tree.walk() if node.type == "text")


def test_hostile_names_stay_in_their_cells():
    nasty = "A | B\n# C [x](y) ![p](figure:map) <b> &lt; [^1] \u202e *d* `e` ~~f~~"
    data = {"id": "a", "name": nasty, "city": nasty, "role": "applicant", "country": "BE"}
    proposal = Proposal.model_validate(
        {"call": 2016, "action": "strategic-partnership", "title": nasty, "organisations": [data]}
    )
    for view in ("work", "reading", "partner"):
        tree = parse(text_of(open_project(proposal, "the form"), DAY, view=view, partner="a").markdown)
        assert len([node for node in tree.children if node.tag == "h1"]) == 1
        shown = "".join(node.content for node in tree.walk() if node.type in ("text", "text_special"))
        assert "A | B # C [x](y) ![p](figure:map) <b> &lt; [^1]  *d* `e` ~~f~~" in shown
        assert not [node for node in tree.walk() if node.type in ("image", "link", "html_inline", "s")]


def run(*arguments, **options):
    return CliRunner().invoke(app, [str(argument) for argument in arguments], **options)


FILE = GOLDEN / "proposal.yaml"


@pytest.mark.slow
@pytest.mark.parametrize("view", VIEWS)
def test_the_command_writes_the_view(tmp_path, view):
    out = tmp_path / "out.md"
    wish = ["--partner", "p2"] if view == "partner" else ["--view", view]
    assert run("draft", FILE, *wish, "-o", out, "--date", "2016-03-01").exit_code == 0
    assert out.read_bytes() == (GOLDEN / f"{view}.md").read_bytes()
    printed = run("draft", FILE, *wish, "--date", "2016-03-01")
    assert printed.stdout_bytes == out.read_bytes()


def test_a_text_file_holds_what_is_pasted(tmp_path):
    out = tmp_path / "out.txt"
    assert run("draft", FILE, "-o", out, "--date", "2016-03-01").exit_code == 0
    text = out.read_text(encoding="utf-8")
    assert "`" not in text
    assert not re.search(r"^##+ ", text, flags=re.MULTILINE)
    for question in text_of(open_project(SMALL, "the form"), DAY, view="paste").answers.values():
        assert plain(question) in text


@pytest.mark.parametrize(
    ("wish", "says"),
    [
        (["--partner", "p9"], "there is no organisation p9; choose one of applicant (Sint-Odo), p2 ("),
        (["--view", "partner"], "say whose part it is; choose one of applicant (Sint-Odo), p2 ("),
        (["--view", "work", "--partner", "p2"], "does not go with --view work"),
        (["--view", "work", "-o", "x.txt"], "only --view paste is plain text"),
        (["--templates", "nowhere"], "no such folder"),
        (["-o", "x.pages"], "has to end in .md"),
    ],
)
def test_a_wish_that_cannot_be_met_is_refused_in_one_line(tmp_path, monkeypatch, wish, says):
    monkeypatch.chdir(tmp_path)
    result = run("draft", FILE, *wish)
    assert result.exit_code == 2
    assert says in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert not list(tmp_path.iterdir())


def test_a_folder_that_takes_no_file_is_named(monkeypatch, tmp_path):
    def full(*_):
        raise OSError(28, "No space left on device")

    out = tmp_path / "out.md"
    out.write_text("old", encoding="utf-8")
    monkeypatch.setattr("os.fsync", full)
    result = run("draft", FILE, "-o", out, "--force")
    assert (result.exit_code, out.read_text(encoding="utf-8")) == (2, "old")
    assert result.stderr.splitlines()[-1] == f"{out}: no space left on device"
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.slow
def test_what_is_written_side_by_side_is_what_each_format_writes_alone(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = [f"draft.{ending}" for ending in ("md", "html", "docx", "pdf")]
    together = run("draft", FILE, *(part for name in names for part in ("-o", name)), "--date", "2016-03-01")
    assert together.stderr.splitlines()[1:] == [f"wrote {name}" for name in names]
    for name in names:
        content = Path(name).read_bytes()
        assert run("draft", FILE, "-o", name, "--force", "--date", "2016-03-01").exit_code == 0
        assert Path(name).read_bytes() == content


def test_one_output_that_cannot_be_made_does_not_stop_the_others(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("house.docx").write_bytes(b"no document")
    result = run("draft", FILE, "--template", "house.docx", "-o", "a.docx", "-o", "a.md", "-o", "a.html")
    assert result.exit_code == 2
    said = result.stderr.splitlines()[1:]  # below the days that are left
    assert said[0].startswith("a.docx is not written: house.docx: ")
    assert said[1:] == ["wrote a.md", "wrote a.html"]
    assert not Path("a.docx").exists()
    assert Path("a.md").read_text("utf-8").startswith("# ")
    assert Path("a.html").stat().st_size


def test_one_output_that_cannot_be_saved_does_not_stop_the_others(tmp_path, monkeypatch):
    def full(path, content):
        if path.suffix == ".html":
            raise OSError(errno.ENOSPC, "No space left on device")
        path.write_bytes(content)
        return ()

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("erasmus_cli.proposal.writer.write_bytes", full)
    result = run("draft", FILE, "-o", "a.html", "-o", "a.md")
    assert result.exit_code == 2
    assert result.stderr.splitlines()[1:] == ["a.html: no space left on device", "wrote a.md"]
