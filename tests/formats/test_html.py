"""The draft as HTML: whole, safe, and usable without seeing it."""

import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from draft_texts import CALLING_SVG, HOSTILE, NAMES, answered, of_example, text

from erasmus_cli import resources
from erasmus_cli.document.draft import Figure
from erasmus_cli.formats.html import html

VOID = {"meta", "br", "hr", "link", "img", "input"}
EVERYTHING = [*NAMES, *HOSTILE]


class Page(HTMLParser):
    """What stands in a page: every element with its attributes, and the text of it."""

    def __init__(self, source):
        super().__init__()
        self.elements, self.open, self.words = [], [], []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs), self.getpos()))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, self.getpos()
        self.words.append(" " if tag in ("td", "th", "sup") else "")

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs), self.getpos()))

    def handle_data(self, data):
        if not self.open or self.open[-1] not in ("style", "title"):
            self.words.append(data)

    def all(self, *tags):
        return [attributes for tag, attributes, _ in self.elements if tag in tags]

    @property
    def text(self):
        return "".join(self.words)


@cache
def source_of(name):
    return html(draft_of(name))


def draft_of(name):
    return HOSTILE[name] if name in HOSTILE else of_example(name)


def page_of(name):
    return Page(source_of(name))


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERYTHING)
def test_every_page_is_well_built(name):
    page = page_of(name)
    ids = Counter(attributes["id"] for _, attributes, _ in page.elements if "id" in attributes)
    assert not page.open
    assert not [found for found, times in ids.items() if times > 1]
    assert all(cell.get("scope") in ("col", "row") for cell in page.all("th"))
    assert all(svg.get("role") == "img" and svg.get("aria-label") for svg in page.all("svg"))
    assert "lang" in page.all("html")[0]
    assert len(page.all("main")) == len(page.all("header")) == 1
    inside = {link["href"][1:] for link in page.all("a") if link["href"].startswith("#")}
    assert inside <= ids.keys()
    levels = [int(tag[1]) for tag, _, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERYTHING)
def test_no_page_loads_or_runs_anything(name):
    page = page_of(name)
    assert not page.all("script", "img", "iframe", "object", "embed", "link", "base", "form", "image")
    for _, attributes, place in page.elements:
        assert not [attribute for attribute in attributes if attribute.startswith("on")], place
        assert not attributes.keys() & {"src", "srcset", "data", "action", "xlink:href"}, place
        assert "url(http" not in " ".join(filter(None, attributes.values())), place
    outside = [link["href"] for link in page.all("a") if not link["href"].startswith("#")]
    assert all(href.startswith(("https://", "http://", "mailto:")) for href in outside)
    css = (resources.templates() / "draft.css").read_text("utf-8")
    assert "url(" not in css
    assert "@import" not in css


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERYTHING)
def test_the_same_text_gives_the_same_page(name):
    assert html(draft_of(name)) == source_of(name)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_the_draft_stands_on_the_page(name):
    shown = page_of(name).text
    text = re.sub(r"^\[//\]: # .*", "", of_example(name).markdown, flags=re.MULTILINE)
    written = re.sub(r"^(#### .*) `\S+`$", r"\1", text, flags=re.MULTILINE)  # no keys
    # A word and the mark of its note are one word to a search, so words are looked for within others.
    assert not {word for word in re.findall(r"\w+", written) if word not in shown} - {"_"}


def test_html_in_an_answer_is_text():
    assert "<script>alert(1)</script> <img src=x onerror=y>" in page_of("html").text


def test_links_lead_to_the_web_or_to_mail_and_the_others_stay_text():
    page = page_of("links")
    outside = [link["href"] for link in page.all("a") if not link["href"].startswith("#")]
    assert outside == [
        "https://example.org/a?b=c&d=%22e%22",
        "https://example.org",
        "http://%5Bx",
        "mailto:a@example.org",
    ]
    assert all(word in page.text for word in ("script", "data", "file", "near", "long"))


def test_pictures_of_an_answer_stay_as_written_and_fetch_nothing():
    page = page_of("pictures")
    assert "![far away](https://example.org/x.png) ![ours](figure:map)" in page.text
    assert not page.all("svg")
    assert not page.all("img")


def test_one_figure_may_stand_twice():
    page = page_of("figures")
    assert [svg["aria-label"] for svg in page.all("svg")] == ['Where the "partners" are'] * 2
    assert page.text.count("Five partners & their places") == 2
    assert [rect["fill"] for rect in page.all("rect")] == ["url(#f1-g)", "url(#f2-g)"]
    assert "not there" in page.text
    assert "in c it" in page.text


def test_a_picture_that_runs_or_calls_something_is_stripped_of_it():
    figures = {"map": Figure("map", CALLING_SVG, "alt", "caption")}
    written = html(text("![a](figure:map)\n", figures=figures))
    assert Page(written).all("svg")
    assert not re.findall(r"example\.org|<script|<image|onclick|@import", written)


def test_deep_nesting_loses_no_text():
    assert "the deepest" in page_of("quotes").text
    assert all(f"level {depth}\n" in page_of("lists").text + "\n" for depth in range(0, 100, 9))
    assert page_of("emphasis").text.count("d") >= 500


def test_an_answer_neither_cites_nor_defines_a_source():
    page = page_of("notes")
    assert "my own[^1] and ^[inline]" in page.text
    notes = [attributes["id"] for attributes in page.all("li") if attributes.get("id", "").startswith("n-")]
    assert notes == ["n-1", "n-2"]
    assert page.text.index("[^1]: a lie") < page.text.index("first source")


def test_marks_and_notes_lead_to_each_other_and_say_so():
    links = {link.get("aria-label"): link["href"] for link in page_of("notes").all("a")}
    assert links["Note 1"] == "#n-1"
    assert links["Back to mark 2 of note 1"] == "#n-1-from-2"


def test_contents_name_every_part_and_what_is_not_answered():
    page = Page(html(text("## One\n\n#### Asked `a`\n\n> x\n\n#### Open `b`\n\n## Two\n")))
    links = [link["href"] for link in page.all("a")]
    assert links == ["#text", "#h-one", "#q-a", "#q-b", "#h-two"]
    assert "2 questions, 1 not answered" in page.text
    assert page.text.count("▢ not answered") == 1


def test_the_place_to_write_an_answer_is_none():
    page = page_of("not-answered")
    assert "2 questions, 1 not answered" in page.text
    assert len(page.all("blockquote")) == 1


def test_anchors_do_not_move_when_something_else_is_written():
    before, after = html(answered("x")), html(answered("y\n\n- z"))
    assert re.findall(r'<h\d id="([^"]+)', before) == re.findall(r'<h\d id="([^"]+)', after)


@pytest.mark.slow
def test_a_bold_line_over_a_table_is_its_caption():
    assert "<caption>All of it</caption>" in html(HOSTILE["long-table"])


def _luminance(colour):
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ink", ["ink", "quiet", "accent"])
@pytest.mark.parametrize("ground", ["paper", "shade"])
def test_text_can_be_read_on_its_ground(scheme, ink, ground):
    css = (resources.templates() / "draft.css").read_text("utf-8")
    colours = [re.findall(rf"--{name}: (#\w{{6}});", css)[scheme] for name in (ink, ground)]
    dark, light = sorted(map(_luminance, colours))
    assert (light + 0.05) / (dark + 0.05) >= 4.5
