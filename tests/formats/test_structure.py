"""What a draft consists of: every format knows all of it, and all mean the same by it."""

from datetime import date
from io import BytesIO
from typing import get_args

import pytest
from docx import Document
from draft_texts import FIGURES, answered, text

from erasmus_cli import resources
from erasmus_cli.chapters.render import text_of
from erasmus_cli.document import answers
from erasmus_cli.document.answers import to_blocks, to_markdown
from erasmus_cli.document.column_widths import shared_out
from erasmus_cli.document.draft import DraftText
from erasmus_cli.document.nodes import (
    Block,
    Column,
    Heading,
    Illustration,
    Inline,
    Paragraph,
    Question,
    Strong,
    Table,
    plain,
)
from erasmus_cli.document.structure import LONGEST_LINK, key_in, link_target, structure_of
from erasmus_cli.formats import plain as plain_text
from erasmus_cli.formats.docx import docx
from erasmus_cli.formats.docx.body import Body
from erasmus_cli.formats.docx.inline import Inline as DocxInline
from erasmus_cli.formats.html import html
from erasmus_cli.formats.html import writer as html_writer
from erasmus_cli.formats.pdf import typst_writer
from erasmus_cli.importing.import_draft import bring_back
from erasmus_cli.importing.merge import MergeOptions, State
from erasmus_cli.project.project import open_project
from erasmus_cli.proposal.model import Proposal

DAY = date(2016, 3, 1)
FORMATS = {
    "html": (html_writer.Writer.BLOCKS, html_writer.INLINES),
    "pdf": (typst_writer.Writer.BLOCKS, typst_writer.Writer.INLINES),
    "docx": (Body.BLOCKS, DocxInline.INLINES),
    "text": (plain_text.BLOCKS, plain_text.INLINES),
    "answers read back": (answers.BLOCKS, answers.INLINES),
}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_knows_every_node(name):
    blocks, inlines = FORMATS[name]
    assert set(blocks) == set(get_args(Block))
    assert set(inlines) == set(get_args(Inline))


def test_every_node_stands_in_some_draft():
    found = structure_of(
        "# T\n\nwords[^1]\n\n**C**\n\n| a |\n| - |\n| b |\n\n![m](figure:map)\n\n"
        "```\nx\n```\n\n- i\n\n> q\n\n***\n\n#### Q `k`\n\n> a\n\n[^1]: Guide\n"
    )
    assert {type(block) for block in found} == set(get_args(Block))


def test_a_question_is_a_heading_below_the_second_level_that_ends_in_a_key():
    kinds = [type(block) for block in structure_of("# T `a`\n\n## P `b`\n\n### Q `c`\n\n###### R `d`\n")]
    assert kinds == [Heading, Heading, Question, Question]


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("### Why `a.b`", "a.b"),
        ("#### Why `` a`b ``", "a`b"),
        ("#### Why `a.b` ##", "a.b"),
        ("## Why `a.b`", ""),
        ("#### Why \\`a.b\\`", ""),
        ("#### Why `a.b` and more", ""),
        ("Why `a.b`", ""),
    ],
)
def test_the_line_of_a_heading_names_the_same_key_as_the_heading(line, key):
    (block,) = structure_of(line)
    assert key_in(line) == key
    assert (block.key if isinstance(block, Question) else "") == key


def test_what_belongs_to_a_question_is_told_apart():
    asked = structure_of("#### Q `k`\n\nWhy?\n\n> a\n\n1 character\n\nmore\n")[0]
    assert [plain(block.content) for block in asked.before] == ["Why?"]
    assert [plain(block.content) for block in asked.answer] == ["a"]
    assert (asked.mark, plain(asked.counter.content), len(asked.after)) == (None, "1 character", 1)
    open_one = structure_of("#### Q `k`\n\nWhy?\n\n**▢ NOT ANSWERED YET**\n\n>\n")[0]
    assert plain(open_one.mark.content) == "▢ NOT ANSWERED YET"
    assert (open_one.answer, open_one.counter, open_one.answered) == ((), None, False)


def test_a_bold_line_is_the_caption_of_the_table_below_and_of_nothing_else():
    caption, bold = structure_of("**C**\n\n| a |\n| - |\n\n**B**\n\ntext\n")[:2]
    assert isinstance(caption, Table)
    assert plain(caption.caption) == "C"
    assert isinstance(bold, Paragraph)
    assert isinstance(bold.content[0], Strong)


def test_a_figure_stands_on_a_line_of_its_own():
    alone, within = structure_of("![the map](figure:map)\n\nsee ![the map](figure:map)\n")
    assert alone == Illustration("map", "the map")
    assert plain(within.content) == "see the map"


@pytest.mark.parametrize(
    ("href", "is_link"),
    [
        ("https://example.org", True),
        ("MAILTO:a@example.org", True),
        ("javascript:alert(1)", False),
        ("https:example.org", False),
        ("https://example.org/a b", False),
        ("https://e.org/".ljust(LONGEST_LINK, "x"), True),
        ("https://e.org/".ljust(LONGEST_LINK + 1, "x"), False),
    ],
)
def test_links_lead_to_the_web_or_to_mail_and_are_not_endless(href, is_link):
    assert link_target(href) == (href if is_link else "")


def test_a_link_that_no_draft_shows_is_none_in_an_answer_either():
    long = "https://e.org/".ljust(LONGEST_LINK + 1, "x")
    assert to_blocks(f"[here]({long})") == to_blocks("here")


# A line across


def test_a_line_across_stands_in_every_format():
    draft = answered("above\n\n***\n\nbelow")
    document = Document(BytesIO(docx(draft)))
    assert [node.text for node in document.element.body.iter("{*}t")].count("***") == 1
    assert html(draft).count("<hr>") == 1
    assert typst_writer.source(draft).count("divider()") == 1
    assert plain_text.as_plain(draft).count("\n***\n") == 1


def test_a_line_across_comes_back_as_one():
    assert to_markdown(to_blocks("above\n\n***\n\nbelow")) == "above\n\n***\n\nbelow"
    assert to_blocks("a\n\n***\n\nb") != to_blocks("a\n\nb")


# Questions on another level, as a template of a user may have them

OWN = """{% import 'macros.md.j2' as use %}# {{ title }}
{% for section in sections %}

## {{ section.heading }}
{% for question in section.questions %}

{{ use.question(question) | trim }}
{% endfor %}{% endfor %}
"""
PROPOSAL = Proposal(
    call=2016,
    action="strategic-partnership",
    field="vet",
    title="Open noses",
    answers={"description.rationale": "As it was.\n\n***\n\nThe end."},
)
PROJECT = open_project(PROPOSAL, "the form")


@pytest.fixture
def third_level(tmp_path):
    """A draft whose template gives questions headings of the third level."""
    macros = (resources.templates() / "macros.md.j2").read_text("utf-8")
    (tmp_path / "macros.md.j2").write_text(macros.replace("#### {{", "### {{"), "utf-8")
    (tmp_path / "draft.md.j2").write_text(OWN, "utf-8")
    return text_of(PROJECT, DAY, templates=tmp_path)


def back(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    return {found.key: found for found in bring_back(tmp_path / name, PROJECT, MergeOptions()).decisions}


def test_questions_of_the_third_level_come_back_from_markdown(third_level, tmp_path):
    assert "\n### " in third_level.markdown
    assert "\n#### " not in third_level.markdown
    edited = third_level.alone.replace("> As it was.", "> As it is.")
    found = back(tmp_path, "draft.md", edited.encode())
    assert found["description.rationale"].result == "As it is.\n\n***\n\nThe end."
    assert {key: one.state for key, one in found.items() if one.state is not State.UNCHANGED} == {
        "description.rationale": State.TAKEN
    }


def test_questions_of_the_third_level_have_their_box_and_come_back_from_word(third_level, tmp_path):
    document = Document(BytesIO(docx(third_level)))
    (word,) = [node for node in document.element.body.iter("{*}t") if node.text == "As it was."]
    word.text = "As it is."
    stream = BytesIO()
    document.save(stream)
    found = back(tmp_path, "draft.docx", stream.getvalue())
    assert set(found) == set(third_level.answers)
    assert found["description.rationale"].result == "As it is.\n\n***\n\nThe end."
    assert [one.key for one in found.values() if one.changes] == ["description.rationale"]


def test_texts_to_paste_do_not_come_back(tmp_path):
    draft = text_of(PROJECT, DAY, view="paste")
    assert not draft.comes_back
    words = [node.text or "" for node in Document(BytesIO(docx(draft))).element.body.iter("{*}t")]
    assert not [word for word in words if word.startswith("description.rationale ·")]
    (tmp_path / "paste.md").write_text(draft.markdown, "utf-8")
    with pytest.raises(ValueError, match="no question of a draft"):
        bring_back(tmp_path / "paste.md", PROJECT, MergeOptions())


def test_a_draft_that_has_lost_all_its_hidden_lines_is_still_read(third_level, tmp_path):
    lines = [line for line in third_level.alone.splitlines() if not line.startswith("[//]")]
    found = back(tmp_path, "draft.md", "\n".join(lines).encode())
    assert found["description.rationale"].state is State.UNCHANGED


def test_an_empty_draft_is_a_document_without_parts():
    assert structure_of("") == ()
    assert html(DraftText("", "", DAY, "", FIGURES)).count("<section") == 0
    assert structure_of(text("words\n").markdown)[0].level == 1


def test_a_hard_space_joins_words_that_a_column_must_hold():
    table = structure_of("| When | Sum |\n| --- | ---: |\n| 30.\xa0Juni\xa02027 bis | 250\xa0000\xa0EUR |\n")[
        0
    ]
    assert [column.word for column in table.columns] == [len("30. Juni 2027"), len("250 000 EUR")]


def test_no_column_is_narrower_than_its_longest_word_while_all_words_fit():
    columns = [Column("left", 200, 9), Column("right", 11, 11), Column("right", 11, 11)]
    widths = shared_out(columns, 40, 2)
    assert sum(widths) == pytest.approx(40)
    assert [width >= column.word + 2 for width, column in zip(widths, columns, strict=True)] == [True] * 3
    assert widths[0] > widths[1]


def test_where_words_do_not_fit_the_longest_give_way():
    columns = [Column("left", 30, 30), Column("right", 11, 11), Column("right", 11, 11)]
    assert shared_out(columns, 40, 2) == [14, 13, 13]


def test_columns_without_letters_have_their_padding():
    assert shared_out([Column("left", 0, 0), Column("left", 0, 0)], 10, 2) == pytest.approx([5, 5])
