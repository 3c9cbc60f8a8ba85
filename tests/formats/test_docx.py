"""Drafts as Word documents: what a partner sees, what reading back needs, and whatever house style comes."""

import re
import struct
import zlib
from datetime import date
from io import BytesIO
from itertools import pairwise
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from erasmus_cli.document.draft import DraftText, Figure
from erasmus_cli.document.fingerprint import fingerprint
from erasmus_cli.formats.docx import HouseStyleError, docx

ON = date(2026, 3, 1)
DRAFT = """# Ψύξη, Bałtycki, Ворскла

*Lead.*

## At a glance

| Rule | What was found |
| --- | ---: |
| CON-01 | enough[^1][^2] |
| CON-02 | enough[^1] |

## Description

### Reasons

#### Why this project? `description.rationale`

Say why.

*Assessors look for:* a need.
*Feeds:* Relevance.

> **First** line, *second*
> still first.
>
> 1. one
>    - deeper
> 2. two
>
> | a | b |
> | --- | --- |
> | c | d |

31 of 5000 characters

#### And then? `description.after`

Say what comes later.

**▢ NOT ANSWERED YET**, up to 100 characters

### Method

Text.

### Costs

Text.

## Work

Text.

## Sources

[^1]: Guide, *page 1*
[^2]: Form
"""
HELLO = "\u05e9\u05dc\u05d5\u05dd"  # in Hebrew
RATIONALE = "**First** line, *second*\nstill first."


def _png(width=40, height=20):
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    pixels = zlib.compress((b"\0" + b"\x20\x40\x80" * width) * height)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def _draft(markdown=DRAFT, **changes):
    given = {"title": "Cold", "language": "en", "on": ON, "answers": {"description.rationale": RATIONALE}}
    return DraftText(markdown=markdown, **(given | changes))


def _open(markdown=DRAFT, house=None, **changes):
    return Document(BytesIO(docx(_draft(markdown, **changes), house, lambda _svg, _width: _png())))


def _saved(document):
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _members(content):
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zipped(members):
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return written.getvalue()


def _text(element):
    return "".join(part.text or "" for part in element.iter(qn("w:t")))


def _styles(document):
    names = {style.get(qn("w:styleId")): style.find(qn("w:name")) for style in document.styles.element}
    return [
        (names[p.find(f".//{qn('w:pStyle')}").get(qn("w:val"))].get(qn("w:val")), _text(p))
        for p in document.element.body.iter(qn("w:p"))
        if p.find(f".//{qn('w:pStyle')}") is not None
    ]


def _answer_tables(document):
    return [table for table in document.element.body.iter(qn("w:tbl")) if " · " in _cells(table, 0)[0]]


def _row(table, number):
    return table.findall(qn("w:tr"))[number]


def _cells(table, number):
    return [_text(cell) for cell in _row(table, number).iter(qn("w:tc"))]


def _answer(table):
    return _text(_row(table, 1))


# Reading back


def test_row_one_of_an_answer_table_says_key_and_fingerprint():
    first, second = _answer_tables(_open())
    key = f"description.rationale · {fingerprint(RATIONALE)}"
    assert _cells(first, 0)[0] == key
    assert _cells(first, 0)[1].startswith("31 of 5000 characters · ")
    assert _cells(second, 0)[0] == f"description.after · {fingerprint('')}"


def test_row_two_holds_the_answer_in_a_control_that_says_the_key_again():
    first, second = _answer_tables(_open())
    assert [_text(p) for p in _row(first, 1).iter(qn("w:p"))] == [
        "First line, second still first.", "one", "deeper", "two", "a | b", "c | d",
    ]  # fmt: skip
    assert [_text(p) for p in _row(second, 1).iter(qn("w:p"))] == [""]
    tags = [table.find(f".//{qn('w:tag')}").get(qn("w:val")) for table in (first, second)]
    assert tags == ["description.rationale", "description.after"]


@pytest.mark.parametrize("mark", ["**▢ NOT ANSWERED YET**, up to 9 characters", "*Not answered yet.*"])
@pytest.mark.parametrize("box", ["", "\n\n>"])
def test_a_question_without_an_answer_invites_to_write_in_its_box_only(mark, box):
    document = _open(f"#### Q `a.b`\n\nSay why.\n\n{mark}{box}\n")
    assert [text for style, text in _styles(document) if style == "Draft Guidance"] == ["Say why."]
    (table,) = _answer_tables(document)
    assert "not answered yet" in _cells(table, 0)[1].casefold()
    assert _answer(table) == ""


def test_guidance_is_not_taken_for_a_mark():
    document = _open("#### Q `a.b`\n\nSay why.\n\n>\n\n#### Q `a.c`\n\nNot answered yet, why?\n\n> x\n")
    assert [text for style, text in _styles(document) if style == "Draft Guidance"] == [
        "Say why.",
        "Not answered yet, why?",
    ]


def test_every_control_has_a_number_of_its_own():
    numbers = [found.find(qn("w:id")).get(qn("w:val")) for found in _open().element.body.iter(qn("w:sdtPr"))]
    assert len(set(numbers)) == len(numbers) == 2


def test_a_key_longer_than_word_allows_in_a_control_stands_in_row_one_only():
    key = "organisation.background/" + "x" * 60
    (table,) = _answer_tables(_open(f"#### Label `{key}`\n\n> yes\n"))
    assert _cells(table, 0)[0].startswith(f"{key} · ")
    assert table.find(f".//{qn('w:tag')}") is None


def test_an_answer_ends_where_its_table_ends():
    document = _open("#### Q `k`\n\n> answer\n\n5 characters\n\nMore to say.\n\n#### Q `l`\n\n> other\n")
    first, second = _answer_tables(document)
    assert _answer(first) == "answer"
    assert _answer(second) == "other"
    assert ("Draft Guidance", "More to say.") in _styles(document)


def test_the_heading_of_a_question_leaves_the_key_to_row_one():
    named = _styles(_open(DRAFT + "\n#### `stray.key`\n\n> left\n"))
    assert ("heading 3", "Why this project? ") in named
    assert ("heading 3", "stray.key") in named


# What a reader sees


def test_headings_title_and_contents():
    named = _styles(_open())
    assert named[0] == ("Title", "Ψύξη, Bałtycki, Ворскла")
    assert [(style, text) for style, text in named if style in ("toc 1", "toc 2")] == [
        ("toc 1", "At a glance"),
        ("toc 1", "Description"),
        ("toc 2", "Reasons\xa0 · Method\xa0 · Costs\xa0"),
        ("toc 1", "Work"),
    ]
    assert ("heading 1", "Sources") not in named


def test_each_line_of_the_contents_has_a_field_for_its_page_that_is_filled_on_opening():
    body = _open().element.body
    codes = [code.text.split() for code in body.iter(qn("w:instrText")) if "PAGEREF" in code.text]
    links = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink")) if link.get(qn("w:anchor"))]
    assert codes == [["PAGEREF", anchor, "\\h"] for anchor in links]
    begins = [
        code.getparent().getprevious()[0] for code in body.iter(qn("w:instrText")) if "PAGEREF" in code.text
    ]
    assert {mark.get(qn("w:dirty")) for mark in begins} == {"true"}


def test_each_line_of_the_contents_leads_to_its_heading():
    body = _open().element.body
    targets = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    links = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
    assert len(links) == 6
    assert set(links) <= targets


def test_a_short_draft_has_no_contents_and_no_cover():
    document = _open("# T\n\n## One\n\ntext\n\n## Two\n\ntext\n")
    *written, (_, seal) = _styles(document)
    assert [style for style, _ in written] == ["Title", "heading 1", "heading 1"]
    assert seal.startswith("rest · ")
    assert not list(document.element.body.iter(qn("w:pageBreakBefore")))


def test_a_source_cited_again_refers_to_its_one_footnote():
    content = docx(_draft())
    notes = parse_xml(_members(content)["word/footnotes.xml"])
    assert [_text(note).strip() for note in notes][2:] == ["Guide, page 1", "Form"]
    body = Document(BytesIO(content)).element.body
    assert [note.get(qn("w:id")) for note in body.iter(qn("w:footnoteReference"))] == ["1", "2"]
    (reference,) = (code.text for code in body.iter(qn("w:instrText")) if "PAGEREF" not in code.text)
    names = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    assert reference.split()[:2][1] in names


def test_tables_repeat_their_header_and_keep_rows_whole():
    table = next(_open().element.body.iter(qn("w:tbl")))
    header, *rows = table.findall(qn("w:tr"))
    assert header.find(f".//{qn('w:tblHeader')}") is not None
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in (header, *rows))
    assert not any(row.find(f".//{qn('w:tblHeader')}") is not None for row in rows)
    assert rows[0][-1].find(f".//{qn('w:jc')}").get(qn("w:val")) == "right"


def test_columns_fill_the_width_of_the_text():
    document = _open("| Id | " + "word " * 40 + "|\n| --- | --- |\n| a | b |\n")
    section = document.sections[0]
    room = (section.page_width - section.left_margin - section.right_margin) // 635
    widths = [int(column.get(qn("w:w"))) for column in document.element.body.iter(qn("w:gridCol"))]
    assert abs(sum(widths) - room) <= len(widths)
    assert widths[0] < widths[1] / 4


@pytest.mark.parametrize(("rows", "kept"), [(1, 1), (8, 8), (9, 2)])
def test_a_short_table_stays_on_a_page_and_a_long_one_begins_with_two_rows_at_least(rows, kept):
    body = _open("Which says:\n\n| a |\n| --- |\n" + "| b |\n" * rows).element.body
    lead = next(p for p in body.iter(qn("w:p")) if "Which says:" in p.text)
    assert lead.find(f".//{qn('w:keepNext')}") is not None
    table = next(body.iter(qn("w:tbl")))
    holds = [row.find(f".//{qn('w:keepNext')}") is not None for row in table.findall(qn("w:tr"))]
    assert holds == [True] * kept + [False] * (rows + 1 - kept)


def test_a_box_without_a_counter_has_no_empty_row_to_be_seen():
    bare, counted = (
        next(_open(f"### Q `a.b`\n\n> Yes.\n\n{told}").element.body.iter(qn("w:tbl")))
        for told in ("", "4 of 500 characters\n")
    )
    height = bare[2].find(f".//{qn('w:trHeight')}")
    assert int(height.get(qn("w:val"))) < 60
    assert height.get(qn("w:hRule")) == "exact"
    assert counted.find(f".//{qn('w:trHeight')}") is None


@pytest.mark.parametrize("columns", [2, 7, 8])
def test_an_amount_stands_on_one_line_in_every_column(columns):
    cells = ["Project management and implementation", *["EUR\xa0250\xa0000"] * (columns - 1)]
    line = "| " + " | ".join(cells) + " |\n"
    document = _open(line + "| --- " * columns + "|\n" + line)
    small = [int(size.get(qn("w:val"))) for size in document.element.body.iter(qn("w:sz"))]
    size = small[0] if columns > 6 else 19
    assert (columns > 6) == (size < 19)
    widths = [int(column.get(qn("w:w"))) for column in document.element.body.iter(qn("w:gridCol"))]
    padding, digit = 170, 10 * 0.507  # twentieths of a point; of Calibri, in half points
    assert min(widths[1:]) - padding >= len("EUR 250 000") * digit * size


def test_each_numbered_list_counts_from_its_own_start():
    document = _open("1. a\n2. b\n\ntext\n\n7. c\n")
    used = [p.find(f".//{qn('w:numId')}").get(qn("w:val")) for p in document.element.body.iter(qn("w:p"))
            if p.find(f".//{qn('w:numId')}") is not None]  # fmt: skip
    assert used[0] == used[1] != used[2]
    numbering = document.part.numbering_part.element
    count = next(n for n in numbering.iter(qn("w:num")) if n.get(qn("w:numId")) == used[2])
    assert count.find(f".//{qn('w:startOverride')}").get(qn("w:val")) == "7"


def test_pages_are_numbered_on_a4():
    section = _open().sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    codes = [
        field.get(qn("w:instr")).strip() for field in section.footer.part.element.iter(qn("w:fldSimple"))
    ]
    assert codes == ["PAGE", "NUMPAGES"]


def test_the_title_stands_above_every_page_but_the_first():
    section = _open(title="Cold rooms & warm hands").sections[0]
    assert section.header.paragraphs[0].text == "Cold rooms & warm hands"
    assert section.different_first_page_header_footer
    assert section.first_page_header.is_linked_to_previous  # nothing stands there
    assert section.first_page_footer.part is section.footer.part
    long = _open(title="word " * 60).sections[0].header.paragraphs[0].text
    assert 80 < len(long) <= 90
    assert long.endswith(" …")


@pytest.mark.slow
def test_a_house_page_without_header_stays_so():
    assert _open(house=_saved(Document())).sections[0].header.is_linked_to_previous


def test_text_keeps_away_from_a_table_whose_record_is_hidden():
    """Of a line that is hidden as a whole, programs show nothing, and no room either."""
    document = _open("| A | B |\n|---|---|\n| 1 | 2 |\n\n[//]: # (cells 1 dfd53 0.1=title)\n\nText.\n")
    (gap,) = (line for line in document.paragraphs if line.text.strip().startswith("cells 1 dfd53"))
    assert gap.style.name == "Draft Gap"
    assert [bool(run.font.hidden) for run in gap.runs] == [False, True]


def test_the_file_names_nobody_and_bears_the_date_of_the_draft():
    about = _open(title="T" * 300, language="el").core_properties
    assert (about.author, about.last_modified_by) == ("", "")
    assert about.created.date() == about.modified.date() == ON
    assert about.title == "T" * 255
    assert about.language == "el"


@pytest.mark.parametrize(("language", "expected"), [("en", "en-GB"), ("el", "el-GR"), ("fr", "fr-FR")])
def test_spelling_is_checked_in_the_language_of_the_draft(language, expected):
    styles = _open(language=language).styles.element
    assert [found.get(qn("w:val")) for found in styles.iter(qn("w:lang"))] == [expected]


def test_the_same_draft_gives_the_same_bytes():
    first, second = docx(_draft()), docx(_draft())
    assert first == second
    with ZipFile(BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


# Figures

MAP = Figure("map", "<svg/>", "Where the partners are", "Partners of the project")


def test_a_figure_is_a_picture_with_alt_text_and_caption():
    document = _open("![Where](figure:map)\n", figures={"map": MAP})
    (described,) = document.element.body.iter(qn("wp:docPr"))
    assert described.get("descr") == MAP.alt
    assert ("caption", MAP.caption) in _styles(document)


def test_a_figure_higher_than_the_page_is_made_smaller():
    tall = docx(_draft("![x](figure:map)\n", figures={"map": MAP}), None, lambda _svg, _width: _png(10, 90))
    document = Document(BytesIO(tall))
    (shape,) = document.inline_shapes
    assert shape.height < document.sections[0].page_height
    assert shape.height / shape.width == pytest.approx(9, rel=0.01)


@pytest.mark.parametrize(
    "source", ["https://example.org/a.png", "figure:other", "map.svg", "figure:https://x"]
)
def test_pictures_from_elsewhere_leave_their_alt_text(source):
    document = _open(f"before ![what it shows]({source}) after\n", figures={"map": MAP})
    assert "before what it shows after" in document.paragraphs[0].text
    assert not list(document.element.body.iter(qn("w:drawing")))


def test_an_answer_draws_no_figures():
    document = _open("#### Q `k`\n\n> ![mine](figure:map)\n", figures={"map": MAP})
    assert not list(document.element.body.iter(qn("w:drawing")))
    assert _answer(_answer_tables(document)[0]) == "mine"


# Answers are data


@pytest.mark.parametrize(
    "hostile",
    [
        "a\x00b\x07c\x0bd\x1fe\ufffef",
        "lone \ud800 surrogate",
        "<script>alert(1)</script> <b>bold</b> &lt; ]]>",
        "emoji 👩‍🏫🇪🇺 e\u0301 \u200f\u202e",
        "x" * 100_000,
        HELLO + " Erasmus 123",
        "{{ 7*7 }} ${x} %d w:p </w:t>",
        "[a](http://exa mple) [b](<http://x/\u0001>) ![",
        "\t\ttabs\n> " * 30,
        "- " * 40 + "deep",
        "> " * 40 + "deep",
        "| a |\n> | --- |\n> | b | too | many |",
    ],
)
def test_whatever_an_answer_holds_the_file_opens(hostile):
    document = _open(f"#### Q `k`\n\n> {hostile}\n\n#### Last `z`\n\n> intact\n")
    assert _answer(_answer_tables(document)[-1]) == "intact"


def test_html_of_an_answer_is_text():
    document = _open("#### Q `k`\n\n> <b>5 < 6 &amp; more</b>\n")
    assert _answer(_answer_tables(document)[0]) == "<b>5 < 6 & more</b>"


@pytest.mark.parametrize(
    "target",
    ["javascript:alert(1)", "JaVaScRiPt:x", "file:///etc/passwd", "data:text/html,x", "//host", "x.exe"],
)
def test_only_web_and_mail_addresses_become_links(target):
    document = _open(f"[click]({target}) [fine](https://example.org) [mail](mailto:a@example.org)\n")
    addresses = [rel.target_ref for rel in document.part.rels.values() if rel.is_external]
    assert addresses == ["https://example.org", "mailto:a@example.org"]
    assert "click" in document.paragraphs[0].text


def test_hebrew_and_arabic_run_from_right_to_left():
    paragraph = _open(HELLO + "\n").element.body[0]
    assert paragraph.find(f".//{qn('w:bidi')}") is not None
    assert paragraph.find(f".//{qn('w:rtl')}") is not None


# The schema has an order for what stands in an element, and Word calls a file with another one damaged.

ORDER = {
    "w:pPr": (
        "pStyle keepNext keepLines pageBreakBefore numPr shd tabs suppressAutoHyphens bidi spacing ind jc "
        "outlineLvl"
    ),
    "w:rPr": "rStyle rFonts b bCs i iCs strike vanish color sz szCs u vertAlign rtl lang",
    "w:tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook",
    "w:tcPr": "tcW gridSpan tcBorders shd",
    "w:sdtPr": "alias tag id docPartObj",
    "w:style": "name basedOn next uiPriority qFormat pPr rPr tblPr tblStylePr",
    "w:numbering": "abstractNum num",
    "w:settings": (
        "zoom defaultTabStop autoHyphenation hyphenationZone doNotHyphenateCaps characterSpacingControl "
        "footnotePr compat decimalSymbol listSeparator"
    ),
    "w:sectPr": "headerReference footerReference pgSz pgMar cols titlePg docGrid",
}


def test_elements_stand_in_the_order_of_the_schema():
    everything = DRAFT + "\n---\n\n```\ncode\n```\n\n- **~~a~~** `b`\n\n![x](figure:map)\n\n" + HELLO + "\n"
    members = _members(docx(_draft(everything, figures={"map": MAP}), None, lambda _svg, _width: _png()))
    roots = [parse_xml(content) for name, content in members.items() if re.match(r"word/\w+\.xml", name)]
    for tag, names in ORDER.items():
        order = [qn(f"w:{name}") for name in names.split()]
        for found in (element for root in roots for element in root.iter(qn(tag))):
            places = [order.index(child.tag) for child in found]
            assert all(before <= after for before, after in pairwise(places)), found.xml


# House styles


def _house():
    """A letterhead: two sections, the second of which takes its header over from the first."""
    document = Document()
    header = document.sections[0].header.paragraphs[0]
    header.add_run().add_picture(BytesIO(_png()))
    header.add_run("House of Cold")
    document.add_paragraph("OLD TEXT").add_run().add_picture(BytesIO(_png(7, 7)))
    document.core_properties.author = "Somebody"
    document.add_section()
    document.add_paragraph("MORE OLD TEXT")
    return document


def test_a_house_style_keeps_header_and_page_and_loses_its_text():
    content = _saved(_house())
    made = docx(_draft(), content)
    document = Document(BytesIO(made))
    section = document.sections[0]
    assert section.header.paragraphs[0].text == "House of Cold"
    assert list(section.header.part.element.iter(qn("w:drawing")))
    assert section.page_width == Document(BytesIO(content)).sections[0].page_width
    everything = b"".join(_members(made).values())
    assert b"OLD TEXT" not in everything
    assert b"Somebody" not in everything
    assert len([name for name in _members(made) if "media" in name]) == 1
    assert len(_answer_tables(document)) == 2


@pytest.mark.slow
def test_a_house_style_without_footer_gets_page_numbers_and_one_with_keeps_its_own():
    house = _house()
    assert list(_open(house=_saved(house)).sections[0].footer.part.element.iter(qn("w:fldSimple")))
    house.sections[0].footer.paragraphs[0].text = "Register 4711"
    assert _open(house=_saved(house)).sections[0].footer.paragraphs[0].text == "Register 4711"


def test_styles_of_the_house_are_found_under_the_names_and_ids_of_other_programs():
    house = Document()
    heading = next(s for s in house.styles.element if s.get(qn("w:styleId")) == "Heading1")
    heading.set(qn("w:styleId"), "berschrift1")
    heading.find(qn("w:name")).set(qn("w:val"), "Heading 1")
    document = _open(house=_saved(house))
    used = {p.get(qn("w:val")) for p in document.element.body.iter(qn("w:pStyle"))}
    assert "berschrift1" in used
    names = [
        s.find(qn("w:name")).get(qn("w:val")).casefold() for s in document.styles.element.iter(qn("w:style"))
    ]
    assert names.count("heading 1") == 1


def test_an_id_that_the_house_uses_for_something_else_is_left_alone():
    house = Document()
    named = '<w:name w:val="Key figures"/>'
    odd = f'<w:style {nsdecls("w")} w:type="paragraph" w:styleId="DraftKey">{named}</w:style>'
    house.styles.element.append(parse_xml(odd))
    document = _open(house=_saved(house))
    identities = [style.get(qn("w:styleId")) for style in document.styles.element.iter(qn("w:style"))]
    assert len(identities) == len(set(identities))
    assert ("Draft Key", _cells(_answer_tables(document)[0], 0)[0]) in _styles(document)


def test_a_house_may_restyle_what_is_the_drafts_own():
    own = _open()
    own.styles["Draft Guidance"].font.name = "Georgia"
    assert _open(house=_saved(own)).styles["Draft Guidance"].font.name == "Georgia"


def _stripped():
    house = Document()
    for child in list(house.styles.element):
        house.styles.element.remove(child)
    for child in list(house.element.body.sectPr):
        house.element.body.sectPr.remove(child)
    for key in [k for k, rel in house.part.rels.items() if not rel.reltype.endswith(("/styles", "/theme"))]:
        del house.part.rels[key]
    return house


def _without_section():
    house = _stripped()
    house.element.body.remove(house.element.body.sectPr)
    return house


@pytest.mark.parametrize("house", [_stripped, _without_section])
def test_what_a_house_style_lacks_is_added(house):
    document = _open(house=_saved(house()))
    assert round(document.sections[0].page_width.mm) == 210
    assert {"Title", "heading 1", "Draft Answer"} <= {style for style, _ in _styles(document)}
    defaults = [s for s in document.styles.element.iter(qn("w:style")) if s.get(qn("w:default")) == "1"]
    assert len(defaults) == 4
    assert document.styles.element[0].tag == qn("w:docDefaults")
    assert list(document.sections[0].footer.part.element.iter(qn("w:fldSimple")))


def test_comments_locks_and_template_links_of_the_house_are_left_behind():
    house = _house()
    house.add_comment(house.paragraphs[0].runs, text="SECRET COMMENT", author="Somebody", initials="S")
    settings = house.settings.element
    settings.insert(0, OxmlElement("w:documentProtection"))
    link = house.part.part_related_by(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings"
    ).relate_to(
        "https://example.org/t.dotx",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate",
        is_external=True,
    )
    settings.insert(0, OxmlElement("w:attachedTemplate", {qn("r:id"): link}))
    everything = b"".join(_members(docx(_draft(), _saved(house))).values())
    for left in (b"SECRET", b"Somebody", b"example.org", b"documentProtection", b"attachedTemplate"):
        assert left not in everything


def test_a_word_template_is_a_house_style_too():
    members = _members(_saved(_house()))
    types = members["[Content_Types].xml"]
    members["[Content_Types].xml"] = types.replace(b"document.main+xml", b"template.main+xml")
    made = _members(docx(_draft(), _zipped(members)))
    assert b"document.main+xml" in made["[Content_Types].xml"]
    assert b"template.main+xml" not in made["[Content_Types].xml"]


def test_numbers_of_the_house_stay_and_ours_get_free_ones():
    numbering = _open(house=_saved(Document())).part.numbering_part.element
    for tag, key in (("w:abstractNum", "w:abstractNumId"), ("w:num", "w:numId")):
        identities = [found.get(qn(key)) for found in numbering.findall(qn(tag))]
        assert len(identities) == len(set(identities))
    tags = [child.tag for child in numbering]
    assert tags == sorted(tags, key=[qn("w:abstractNum"), qn("w:num")].index)


# Files that are no house style


def _broken():
    return _zipped(_members(_saved(_house())) | {"word/document.xml": b"<broken"})


def _with_macros():
    return _zipped(_members(_saved(_house())) | {"word/vbaProject.bin": b"x"})


def _as_docm():
    members = _members(_saved(_house()))
    types = members["[Content_Types].xml"]
    macro = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return _zipped(members | {"[Content_Types].xml": types.replace(plain, macro)})


def _bomb():
    return _zipped(_members(_saved(_house())) | {"word/media/x.bin": b"\0" * 100_000_001})


def _many():
    return _zipped(_members(_saved(_house())) | {f"word/{n}.xml": b"" for n in range(2_001)})


def _encrypted():
    content = bytearray(_saved(_house()))
    for match in re.finditer(b"PK\x01\x02", bytes(content)):
        content[match.start() + 8] |= 1
    return bytes(content)


def _linked_picture():
    house = _house()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    house.sections[0].header.part.relate_to("https://example.org/logo.png", kind, is_external=True)
    return _saved(house)


def _entities():
    members = _members(_saved(_house()))
    body = members["word/document.xml"].split(b"?>", 1)[1]
    return _zipped(members | {"word/document.xml": b'<!DOCTYPE x [<!ENTITY a "b">]>' + body})


def _mixed_up():
    members = _members(_saved(_house()))
    return _zipped(members | {"word/styles.xml": members["word/settings.xml"]})


@pytest.mark.slow
@pytest.mark.parametrize(
    ("content", "message"),
    [
        (lambda: b"", "empty"),
        (lambda: b"just text", "not a .docx file"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password-protected or in the old .doc"),
        (_encrypted, "password"),
        (lambda: _zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), "not a .docx file"),
        (
            lambda: _zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b""}),
            "not a Word document",
        ),
        (_with_macros, "macros"),
        (_as_docm, "macros"),
        (_bomb, "too large"),
        (_many, "too large"),
        (_linked_picture, "embed it"),
        (_entities, "entities"),
        (_mixed_up, "damaged"),
        (_broken, "damaged"),
        (lambda: _saved(_house())[:-400], "not a .docx file"),
    ],
)
def test_a_file_that_is_no_house_style_is_refused_with_the_reason(content, message):
    with pytest.raises(HouseStyleError, match=message):
        docx(_draft(), content())
