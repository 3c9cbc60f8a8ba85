"""Reads what a paragraph of a Word document says: its runs, as they stand after all tracked changes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from erasmus_cli.document.answers import address
from erasmus_cli.document.boilerplate_seal import text_of
from erasmus_cli.document.rich_text import Marks, Span
from erasmus_cli.importing.package import Package, W
from erasmus_cli.wording.messages import Message, say

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
OUT = {f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", f"{W}sdtPr", f"{_MC}Fallback"}
_SIGNS = {f"{W}tab": " ", f"{W}cr": "\n", f"{W}noBreakHyphen": "\N{NON-BREAKING HYPHEN}"}
_LEFT_OUT = {
    **dict.fromkeys(
        (f"{W}drawing", f"{W}pict", f"{W}object", f"{_MC}AlternateContent"), say("a picture was left out")
    ),
}
NOTES = (f"{W}footnoteReference", f"{W}endnoteReference")
"""The signs in a text that refer to notes."""
_BOXED = say("a text box was left out: {words}")
_FOOTNOTE = say("a footnote was left out: {words}")
_FORMULA = say("a formula was left out: {words}")
WITH_WORDS = frozenset(note.template for note in (_BOXED, _FOOTNOTE, _FORMULA))
"""Notes on what was typed in an answer and has no place in it; their value `words` is what it says."""
_LOOKS = {
    "vertAlign": say("raised or lowered letters stand like all others"),
    "color": say("the colour of letters was left out"),
    "highlight": say("the marking of letters was left out"),
    "u": say("underlining was left out"),
}
_NO_LOOK = ("auto", "000000", "none", "baseline", "0", "false", "off")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
# Word puts these in for --> and such; in its font Wingdings other letters have their places.
_WINGDINGS = {"E0": "→", "DF": "←", "E8": "⇒", "E7": "⇐", "F3": "⇔", "4A": "☺", "4B": "😐", "4C": "☹"}
MOST_STYLES = 20


def on(element: etree._Element | None, name: str) -> bool | None:
    """Whether a switch such as `w:b` is on in properties; None if they do not say."""
    switch = element.find(f"{W}{name}") if element is not None else None
    return None if switch is None else switch.get(f"{W}val", "1") not in ("0", "false", "off", "none")


@dataclass
class Styles:
    """The styles of a document, by id."""

    root: etree._Element | None
    _by_id: dict[str, etree._Element] = field(init=False)

    def __post_init__(self) -> None:
        styles = () if self.root is None else self.root.iterfind(f"{W}style")
        self._by_id = {style.get(f"{W}styleId", ""): style for style in styles}

    def line(self, style_id: str) -> Iterator[etree._Element]:
        """A style and those that it is based on."""
        for _ in range(MOST_STYLES):
            style = self._by_id.get(style_id)
            if style is None:
                return
            yield style
            based = style.find(f"{W}basedOn")
            style_id = based.get(f"{W}val", "") if based is not None else ""


@dataclass
class Runs:
    """Reads runs, and remembers what text cannot say.

    Attributes:
        package: the document, for its links.
        styles: its styles.
        lost: what was left out, in words, each kind once.
    """

    package: Package
    styles: Styles
    lost: list[Message] = field(default_factory=list)

    def spans(self, node: etree._Element, href: str = "") -> Iterator[Span]:
        """The text under a node in reading order: what was deleted is out, what was inserted is in."""
        for child in node:
            if child.tag in OUT or not isinstance(child.tag, str) or is_placeholder(child):
                continue
            if child.tag == f"{W}r":
                yield from self._run(child, href)
            elif child.tag == f"{W}hyperlink":
                target = self.package.links.get(child.get(f"{_R}id", ""), "")
                yield from self.spans(child, address(target))
            elif child.tag.rpartition("}")[2] == "oMath":
                self._lose_words(_FORMULA, text_of(child))
            else:
                yield from self.spans(child, href)

    def _run(self, run: etree._Element, href: str) -> Iterator[Span]:
        text = "".join(self._text(child) for child in run)
        if text:
            properties = run.find(f"{W}rPr")
            self._note_looks(properties)
            yield Span(text, self._marks(properties, href))

    def _note_looks(self, properties: etree._Element | None) -> None:
        """What plain text cannot show, and what nobody sees."""
        if properties is None:
            return
        for name, what in _LOOKS.items():
            said = properties.find(f"{W}{name}")
            if said is not None and said.get(f"{W}val", "on") not in _NO_LOOK:
                self.lose(what)
        if on(properties, "vanish"):
            self.lose(say("hidden text was taken like any other"))

    def _text(self, node: etree._Element) -> str:
        name = str(node.tag)
        if name == f"{W}t":
            return _CONTROL.sub("", node.text or "")
        if name == f"{W}br":
            return "" if node.get(f"{W}type") in ("page", "column") else "\n"
        if name == f"{W}sym":
            return self._symbol(node)
        if name == f"{W}ruby":
            return "".join(text.text or "" for text in node.iterfind(f"{W}rubyBase//{W}t"))
        if name in NOTES:
            self._lose_words(_FOOTNOTE, " ".join(self.package.note(node)))
        elif name in _LEFT_OUT:
            words = text_of(node)
            self._lose_words(_BOXED, words) if words else self.lose(_LEFT_OUT[name])
        return _SIGNS.get(name, "")

    def _lose_words(self, what: Message, words: str) -> None:
        self.lose(what._replace(values={"words": words}))

    def _symbol(self, node: etree._Element) -> str:
        font, place = node.get(f"{W}font", ""), node.get(f"{W}char", "")[-2:].upper()
        if font == "Wingdings" and place in _WINGDINGS:
            return _WINGDINGS[place]
        if font:
            self.lose(say("a sign of the font {font} was left out", font=font))
        else:
            self.lose(say("a sign of the font of symbols was left out"))
        return ""

    def _marks(self, properties: etree._Element | None, href: str) -> Marks:
        style = properties.find(f"{W}rStyle") if properties is not None else None
        line = self.styles.line(style.get(f"{W}val", "")) if style is not None else ()
        levels = [properties, *(parent.find(f"{W}rPr") for parent in line)]

        def set_to(name: str) -> bool:
            said = (on(level, name) for level in levels)
            return next((value for value in said if value is not None), False)

        return Marks(set_to("b"), set_to("i"), set_to("strike") or set_to("dstrike"), href)

    def lose(self, what: Message) -> None:
        """Remembers that something was left out."""
        if what not in self.lost:
            self.lost.append(what)


def is_placeholder(node: etree._Element) -> bool:
    """Whether it is a content control that shows a prompt such as "click here to write"."""
    return node.tag == f"{W}sdt" and on(node.find(f"{W}sdtPr"), "showingPlcHdr") is True
