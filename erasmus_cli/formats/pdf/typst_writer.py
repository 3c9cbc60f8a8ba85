"""The nodes of a draft as Typst: calls of the functions that `theme.typ` defines, and nothing else."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import ClassVar

from erasmus_cli.document.column_widths import shared_out
from erasmus_cli.document.draft import UNTITLED, DraftText, Figure
from erasmus_cli.document.foreign_parts import blocks_in_languages
from erasmus_cli.document.nodes import (
    Block,
    Blocks,
    Cite,
    Code,
    Emphasis,
    Enumeration,
    Foreign,
    HardBreak,
    Heading,
    Illustration,
    Inline,
    Inlines,
    Link,
    Listing,
    Note,
    Notes,
    Paragraph,
    Question,
    Quote,
    Rule,
    SoftBreak,
    Strike,
    Strong,
    Table,
    Text,
    plain,
)
from erasmus_cli.formats.pdf.font_coverage import Glyphs, described
from erasmus_cli.formats.pdf.picture import fitted
from erasmus_cli.formats.pdf.typst_text import boolean, items, quoted
from erasmus_cli.wording.language import Words, _
from erasmus_cli.wording.messages import tell

_SHORT = ("check", "partner")  # of a report the verdict stands first, and a part is a few pages long
WORTH_CONTENTS = 5  # parts from which on a draft has a table of contents
NAMED = 60  # lacking characters that are named one by one
NAMELESS = Words(
    "Untitled"
)  # a heading of which nothing is seen is refused by the standards for accessibility

TALLEST_ROW = 1200  # characters in a cell, above which a row may break over pages
NARROW = 22  # characters up to which a column may be as wide as its text
PADDING = 2  # characters that a column takes beside its text
ROOM = ((6, 96), (9, 106), (14, 122))  # characters beside each other, by columns: the theme sets many smaller

_LANGUAGE = re.compile(r"[a-z]{2,3}")
LONG_WORD = re.compile(r"\S{60,}")
BREAK_EVERY = 20


def source(text: DraftText) -> str:
    """The whole draft as Typst."""
    writer = Writer(
        text.figures, spoken=text.spoken, keyed=text.view == "paste", listed=text.view not in _SHORT
    )
    body = "\n".join(writer.lines(blocks_in_languages(text)))
    title = text.title if writer.shows(text.title) else _(UNTITLED)
    language = _LANGUAGE.match(text.language)
    return (
        '#import "/theme.typ": *\n'
        f"#show: draft.with(title: {writer.text(title)}, "
        f"language: {quoted(language.group() if language else 'en')}, "
        f"on: datetime(year: {text.on.year}, month: {text.on.month}, day: {text.on.day}))\n"
        f"#{{\n{body}\n}}\n"
    )


class Writer:
    """Writes the blocks of one draft, and keeps the characters that the fonts lack.

    Keys of answers are of use to who pastes answers, and noise to all others: a PDF is never read back.
    """

    def __init__(
        self, figures: Mapping[str, Figure], *, spoken: str = "", keyed: bool = False, listed: bool = True
    ) -> None:
        self._figures = figures
        self._spoken = spoken  # language of the answers
        self._listed = listed  # whether parts are listed first
        self._keyed = keyed
        self._glyphs = Glyphs()

    def lines(self, blocks: Blocks) -> list[str]:
        """The blocks in order, the contents before the first part, and what the fonts lack at the end."""
        parts = [block for block in blocks if isinstance(block, Heading) and block.level > 1]
        first = parts[0] if self._listed and len(parts) >= WORTH_CONTENTS else None
        lines = []
        for block in blocks:
            if block is first:
                heading = _("Contents")
                # A theme of the user may know no other heading than its own.
                lines.append("toc()" if heading == "Contents" else f"toc(title: {quoted(heading)})")
            lines.append(self._write(block))
        return [*lines, *self._lacking()]

    def text(self, text: str) -> str:
        """A plain text as a Typst string; words that no line holds may break."""
        return quoted(LONG_WORD.sub(_breakable, self._glyphs.fit(text)))

    def shows(self, text: str) -> bool:
        """Whether a reader sees anything of a text."""
        return bool(self._glyphs.fit(text).strip())

    def _write(self, block: Block) -> str:
        return self.BLOCKS[type(block)](self, block)

    def _all(self, blocks: Iterable[Block]) -> str:
        inside = "\n".join(map(self._write, blocks))
        return f"{{\n{inside}\n}}" if inside else "[]"

    def _heading(self, block: Heading) -> str:
        label = self._label(block, _(NAMELESS))
        return f"part({block.level}, {quoted(block.anchor)}, {label})"

    def _label(self, heading: Heading, spare: str) -> str:
        seen = self.shows(plain(heading.content))
        return self._content(heading.content) if seen else self.text(spare)

    def _question(self, asked: Question) -> str:
        """Where there is an answer, what helps to write it steps back."""
        heading = asked.heading
        label = self._label(heading, asked.key if self.shows(asked.key) else _(NAMELESS))
        key = self.text(asked.key) if self._keyed and self.shows(plain(heading.content)) else "none"
        lines = [f"question({heading.level}, {quoted(heading.anchor)}, {label}, {key})"]
        for block in (*asked.before, *filter(None, [asked.mark])):
            if asked.answered and isinstance(block, Paragraph):
                lines.append(f"asked({self._content(block.content)})")
            else:
                lines.append(self._write(block))
        if asked.answer:
            counter = self._content(asked.counter.content) if asked.counter else "none"
            spoken = quoted(self._spoken) if _LANGUAGE.fullmatch(self._spoken) else "none"
            lines.append(f"answer({self._all(asked.answer)}, counter: {counter}, language: {spoken})")
        elif asked.counter:
            lines.append(self._write(asked.counter))
        lines += map(self._write, asked.after)
        return "\n".join(lines)

    def _paragraph(self, block: Paragraph) -> str:
        inside = self._content(block.content)
        if block.leads:
            return f"lead({inside})"
        return inside if block.tight else f"par({inside})"

    def _enumeration(self, block: Enumeration) -> str:
        entries = ", ".join(map(self._all, block.items))
        start = "" if block.start is None else f"start: {block.start}, "
        call = "list" if block.start is None else "enum"
        return f"{call}({start}tight: {boolean(block.tight)}, {entries})"

    def _quote(self, block: Quote) -> str:
        return f"quoted({self._all(block.blocks)})"

    def _listing(self, block: Listing) -> str:
        return f"listing({self.text(block.text.rstrip())})"

    def _rule(self, _: Rule) -> str:
        return "divider()"

    def _table(self, table: Table) -> str:
        tall = any(len(plain(cell)) > TALLEST_ROW for row in table.rows for cell in row)
        return (
            f"sheet(widths: {_widths(table)}, "
            f"aligned: {items(quoted(column.align) for column in table.columns)}, "
            f"head: {self._row(table.head)}, "
            f"rows: {items(map(self._row, table.rows))}, "
            f"breakable: {boolean(tall)}, "
            f"title: {self._content(table.caption) if table.caption else 'none'})"
        )

    def _row(self, cells: Iterable[Inlines]) -> str:
        return items(map(self._content, cells))

    def _illustration(self, place: Illustration) -> str:
        figure = self._figures.get(place.name)
        if figure is None:
            return f"par({self.text(place.alt)})"
        picture = quoted(fitted(figure.svg, self._glyphs))
        said = quoted(figure.alt or place.alt or figure.caption)
        return f"picture({picture}, {said}, {self.text(figure.caption)})"

    def _notes(self, block: Notes) -> str:
        return f"notes({items(map(self._note, block.notes))})"

    def _note(self, note: Note) -> str:
        return f"{{ {'; linebreak(); '.join(map(self._content, note.lines))} }}" if note.lines else "[]"

    BLOCKS: ClassVar[Mapping[type, Callable[..., str]]] = {
        Heading: _heading,
        Question: _question,
        Paragraph: _paragraph,
        Enumeration: _enumeration,
        Quote: _quote,
        Listing: _listing,
        Rule: _rule,
        Table: _table,
        Illustration: _illustration,
        Notes: _notes,
    }

    def _content(self, content: Inlines) -> str:
        """A text with its marks as one expression."""
        inside = "; ".join(map(self._inline, content))
        return f"{{ {inside} }}" if inside else "[]"

    def _inline(self, node: Inline) -> str:
        return self.INLINES[type(node)](self, node)

    def _strong(self, node: Strong) -> str:
        return f"strong({self._content(node.content)})"

    def _emphasis(self, node: Emphasis) -> str:
        return f"emph({self._content(node.content)})"

    def _strike(self, node: Strike) -> str:
        return f"strike({self._content(node.content)})"

    def _link(self, node: Link) -> str:
        inside = self._content(node.content)
        return f"link({quoted(node.target)}, {inside})" if self.shows(plain(node.content)) else inside

    def _foreign(self, node: Foreign) -> str:
        inside = self.text(node.text)
        return (
            f"text(lang: {quoted(node.language)}, {inside})" if _LANGUAGE.fullmatch(node.language) else inside
        )

    def _cite(self, node: Cite) -> str:
        first = boolean(node.again == 1)
        return f"mark({node.number}, first: {first}, follows: {boolean(node.follows)})"

    INLINES: ClassVar[Mapping[type, Callable[..., str]]] = {
        Text: lambda self, node: self.text(node.text),
        Foreign: _foreign,
        Code: lambda self, node: f"code({self.text(node.text)})",
        Strong: _strong,
        Emphasis: _emphasis,
        Strike: _strike,
        Link: _link,
        Cite: _cite,
        SoftBreak: lambda _, __: '" "',
        HardBreak: lambda _, __: "linebreak()",
    }

    def _lacking(self) -> list[str]:
        lacking = list(self._glyphs.lacking)
        if not lacking:
            return []
        named = "; ".join(map(described, lacking[:NAMED]))
        more = tell("; and {number} more", number=len(lacking) - NAMED) if len(lacking) > NAMED else ""
        said = tell(
            "The fonts of this file lack some characters. Each of them stands as � here and is itself in the "
            "other formats of the draft: {named}.",
            named=f"{named}{more}",
        )
        return [
            f'part(2, "lacking", {quoted(_("Characters that this file cannot show"))})',
            f"par({self.text(said)})",
        ]


def _widths(table: Table) -> str:
    """Narrow columns as wide as their text, where that fits; the others share what is left."""
    room = next((room for most, room in ROOM if len(table.columns) <= most), 0)
    parts = shared_out(table.columns, room, PADDING)
    widths = (
        "auto" if column.longest <= NARROW and column.longest + PADDING <= part else f"{part:.1f}fr"
        for column, part in zip(table.columns, parts, strict=True)
    )
    return f"({', '.join(widths)},)"


def _breakable(word: re.Match[str]) -> str:
    found = word.group()
    return "\u200b".join(found[at : at + BREAK_EVERY] for at in range(0, len(found), BREAK_EVERY))
