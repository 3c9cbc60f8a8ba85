"""The draft as PDF, and figures as PNG."""

import re
import struct
import sys
from dataclasses import replace
from io import BytesIO

import pytest
from draft_texts import CALLING_SVG, DAY, HOSTILE, SVG, answered, of_example, text
from pypdf import PdfReader

from erasmus_cli import resources
from erasmus_cli.document.markdown import answer, inline
from erasmus_cli.formats.pdf import font_coverage as glyphs
from erasmus_cli.formats.pdf import pdf
from erasmus_cli.formats.pdf.picture import fitted
from erasmus_cli.formats.pdf.png import png_of_svg
from erasmus_cli.formats.pdf.typst_compiler import NoTypesetterError, TypesettingError, to_pdf
from erasmus_cli.formats.pdf.typst_text import quoted

LARGEST = "vet-innovation"


def read(draft):
    return PdfReader(BytesIO(pdf(draft)))


def words(draft):
    return "\n".join(page.extract_text() for page in read(draft).pages)


def squeezed(written):
    return re.sub(r"[\s\u00ad-]+", "", written)


@pytest.mark.slow
def test_the_file_says_what_it_is():
    file = read(of_example(LARGEST))
    root = file.trailer["/Root"]
    assert file.metadata.title == of_example(LARGEST).title
    assert file.metadata.creation_date.date() == DAY
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    metadata = root["/Metadata"].get_data()
    assert b"pdfuaid:part>1<" in metadata
    assert b"pdfaid:part>2<" in metadata


@pytest.mark.slow
def test_the_largest_example_has_pages_contents_and_bookmarks():
    file = read(of_example(LARGEST))
    assert 20 < len(file.pages) < 60
    assert "Eligibility report" in file.pages[0].extract_text()
    assert "Eligibility report" in str(file.outline)
    assert {tuple(map(round, page.mediabox[2:])) for page in file.pages} == {(595, 842)}


@pytest.mark.slow
def test_every_answer_can_be_copied_out_of_it():
    pages = [squeezed(page.extract_text()) for page in read(of_example(LARGEST)).pages]
    title = squeezed(of_example(LARGEST).title)
    shown = "".join(
        page.removeprefix(title).removesuffix(f"{number}/{len(pages)}")
        for number, page in enumerate(pages, 1)
    )
    quotes = re.findall(r"^> ([^-*#|\d].*)", of_example(LARGEST).markdown, flags=re.MULTILINE)
    plain = [squeezed(re.sub(r"[\\*_`]", "", line)) for line in quotes]
    assert len(plain) > 400
    assert not [line for line in plain if line not in shown]


@pytest.mark.slow
def test_the_same_text_gives_the_same_bytes():
    assert pdf(of_example("school-good-practice")) == pdf(of_example("school-good-practice"))


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_is_written_a_file_that_keeps_the_standards_comes_out(name):
    assert pdf(HOSTILE[name]).startswith(b"%PDF-1.7")


@pytest.mark.slow
def test_no_counter_stands_alone_on_top_of_a_page():
    """Answers that end anywhere on a page: the counter is on the page of the last line."""
    for lines in range(30, 60):
        body = "\n\n".join(f"Line {number}." for number in range(lines))
        draft = text(
            f"## Part\n\n#### Label `the.key`\n\n{answer(body)}\n\n12 of 34 characters\n", figures={}
        )
        for page in PdfReader(BytesIO(pdf(draft))).pages:
            said = page.extract_text()
            assert "12 of 34" not in said or f"Line {lines - 1}." in said


def test_the_part_of_a_partner_begins_on_its_first_page():
    body = "".join(f"## Part {number}\n\nwords\n\n" for number in range(9))
    draft = replace(text(body, figures={}), view="partner")
    (page,) = PdfReader(BytesIO(pdf(draft))).pages
    assert "Contents" not in page.extract_text()
    assert "Part 8" in page.extract_text()


def test_code_in_an_answer_is_text():
    shown = words(HOSTILE["code"])
    assert '#import "x" \\ #{panic("x")} #eval("1") $x$ @ref <lab> "q" \\u{41} " // c /* [x] = h' in shown


@pytest.mark.slow
def test_deep_nesting_and_length_lose_no_text():
    assert "the deepest" in words(HOSTILE["quotes"])
    assert squeezed(words(HOSTILE["one-word"])).count("x") >= 100_000
    assert words(HOSTILE["long"]).count("word") == 20_000


def test_characters_that_the_fonts_lack_are_seen_and_named():
    shown = words(HOSTILE["scripts"])
    assert "�� ��� é Հայերեն" in shown
    assert "Հայերեն ქართული Ελληνικά Київ ▢ ✓ →" in shown
    assert "U+1F600 GRINNING FACE" in " ".join(shown.split())
    assert "cannot show" not in words(answered("plain"))


def test_scripts_that_run_to_the_left_have_their_letters():
    shown = words(answered("שלום עולם مرحبا"))
    assert set("שלוםע") <= set(shown)
    assert "cannot show" not in shown


def test_every_character_said_to_be_covered_has_a_shape_in_every_face():
    every = " ".join(map(inline, filter(str.strip, glyphs.covered())))
    assert len(every) > 5000
    pdf(text(f"{every}\n\n**{every}**\n\n*{every}*\n"))  # the standards refuse a character without a shape


def test_only_the_fonts_of_the_package_are_used():
    resources_of = [page["/Resources"]["/Font"].values() for page in read(HOSTILE["blocks"]).pages]
    names = {font.get_object()["/BaseFont"].partition("+")[2] for fonts in resources_of for font in fonts}
    assert names
    assert all(name.startswith("NotoSans") for name in names)


def test_the_fonts_stay_small_and_carry_their_licence():
    assert sum(file.stat().st_size for file in glyphs.FONTS.iterdir()) < 1_500_000
    assert "SIL OPEN FONT LICENSE" in (glyphs.FONTS / "OFL.txt").read_text("utf-8")


def test_links_lead_to_the_web_or_to_mail():
    pages = read(HOSTILE["links"]).pages
    actions = [note.get_object().get("/A", {}) for page in pages for note in page.get("/Annots", [])]
    assert {action["/URI"] for action in actions if "/URI" in action} == {
        "https://example.org/a?b=c&d=%22e%22",
        "http://%5Bx",
        "mailto:a@example.org",
    }


def test_the_theme_names_no_package():
    assert "@" not in (resources.templates() / "theme.typ").read_text("utf-8")


def test_a_theme_of_ones_own_is_used_and_its_faults_are_told(tmp_path, monkeypatch):
    theme = (resources.templates() / "theme.typ").read_text("utf-8")
    monkeypatch.setattr(resources, "templates", lambda: tmp_path)
    (tmp_path / "theme.typ").write_text(theme.replace('"a4"', '"a5"'), "utf-8")
    assert round(read(answered("x")).pages[0].mediabox.width) == 420
    (tmp_path / "theme.typ").write_text("#let draft(", "utf-8")
    with pytest.raises(TypesettingError, match="unclosed"):
        pdf(answered("x"))
    (tmp_path / "theme.typ").write_text('#read("/../../etc/passwd")', "utf-8")
    with pytest.raises(TypesettingError):
        pdf(answered("x"))


def test_without_typst_the_way_out_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(NoTypesetterError, match="write HTML and print that"):
        pdf(answered("x"))
    with pytest.raises(NoTypesetterError):
        png_of_svg(SVG, 100)


@pytest.mark.slow
@pytest.mark.parametrize("width", [1, 333, 1440, 8000])
def test_a_figure_becomes_a_picture_of_the_width_asked_for(width):
    picture = png_of_svg(SVG, width)
    assert picture.startswith(b"\x89PNG")
    across, down = struct.unpack(">II", picture[16:24])
    assert across == width
    assert abs(down - width * 200 / 720) <= 1
    assert picture == png_of_svg(SVG, width)


@pytest.mark.parametrize(
    "label",
    [
        "X (\u0627\u0644\u0625\u0633\u0643\u0646\u062f\u0631\u064a\u0629)",  # Alexandria, with lam and alef
        "Torysa \u0644\u0649",
        "X \u0645\u064f\u062f\u0631\u0633\u0629",  # a vowel sign
        "n\u0308 e\u030b",  # letters that no single character has
        "\u05e9\u05c1 X",
    ],
)
def test_a_picture_takes_labels_with_marks_and_of_other_alphabets(label):
    svg = SVG.replace("</svg>", f'<text x="5" y="50" font-size="9">{label}</text></svg>')
    assert label in svg
    assert png_of_svg(svg, 300).startswith(b"\x89PNG")
    source = f'#set document(title: "x")\n#image(bytes({quoted(fitted(svg, glyphs.Glyphs()))}), alt: "x")\n'
    assert to_pdf(source, glyphs.FONTS, DAY).startswith(
        b"%PDF"
    )  # the standards refuse some of what PNG takes


def test_a_typesetter_that_breaks_down_is_no_crash(monkeypatch):
    class PanicException(BaseException):
        pass

    def breaks(*_, **__):
        raise PanicException

    monkeypatch.setattr("typst.Compiler", breaks)
    with pytest.raises(TypesettingError, match="docx"):
        png_of_svg(SVG, 100)


def test_what_is_no_figure_is_refused():
    with pytest.raises(TypesettingError):
        png_of_svg("<p>no", 100)
    with pytest.raises(TypesettingError, match="URLs are not allowed"):
        png_of_svg(CALLING_SVG, 100)


def test_the_head_of_a_page_has_the_beginning_of_a_long_title():
    title = "The first words stay " + "and more " * 40
    draft = replace(text("# T\n\n" + "A line.\n\n" * 90), title=title)
    second = read(draft).pages[1].extract_text()
    assert second.startswith("The first words stay")
    assert "…" in second.splitlines()[0]
