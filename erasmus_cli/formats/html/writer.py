"""The nodes of a draft as HTML. What applicants wrote is escaped; links lead to the web or to mail only."""

from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Any, ClassVar

from erasmus_cli.document.draft import Figure
from erasmus_cli.document.nodes import (
    Block,
    Blocks,
    Cite,
    Code,
    Column,
    Emphasis,
    Enumeration,
    Foreign,
    HardBreak,
    Heading,
    Illustration,
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
    heading_of,
    plain,
)
from erasmus_cli.formats.html.svg import inline_svg
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell

MANY_COLUMNS = 8  # beyond which words in cells break so that a page on paper holds them


class Writer:
    """Writes the blocks of one draft; tables without a caption are named after the heading above them.

    Keys of answers are of use to who pastes answers, and noise to all others: a page is never read back.
    """

    def __init__(self, figures: Mapping[str, Figure], *, spoken: str = "", keyed: bool = False) -> None:
        self._figures = figures
        self._spoken = spoken  # language of the answers
        self._keyed = keyed
        self._shown = 0
        self._place = ""

    def parts(self, blocks: Iterable[Block]) -> str:
        """The blocks at the top of a draft: what stands below a heading is a section."""
        written: list[str] = []
        open_levels: list[int] = []
        for block in blocks:
            heading = heading_of(block)
            if heading is not None:
                while open_levels and open_levels[-1] >= heading.level:
                    open_levels.pop()
                    written.append("</section>")
                if heading.level > 1:
                    open_levels.append(heading.level)
                    kind = "question" if isinstance(block, Question) else "part"
                    written.append(f'<section class="{kind}">')
            written.append(self._write(block))
        return "\n".join(filter(None, [*written, *("</section>" for _ in open_levels)]))

    def _write(self, block: Block) -> str:
        return self.BLOCKS[type(block)](self, block)

    def _all(self, blocks: Blocks) -> str:
        return "\n".join(filter(None, map(self._write, blocks)))

    def _heading(self, heading: Heading, key: str = "") -> str:
        self._place = heading.label
        tag = f"h{heading.level}"
        label = inline(heading.content) or escape(heading.label)
        said = f' <code class="key">{escape(key)}</code>' if key and heading.content else ""
        return f'<{tag} id="{escape(heading.anchor)}">{label}{said}</{tag}>'

    def _question(self, asked: Question) -> str:
        spoken = f' lang="{escape(self._spoken)}"' if self._spoken else ""
        answer = f'<blockquote class="answer"{spoken}>\n{self._all(asked.answer)}\n</blockquote>'
        parts = (
            self._heading(asked.heading, asked.key if self._keyed else ""),
            self._all(asked.before),
            self._write(asked.mark) if asked.mark else "",
            answer if asked.answer else "",
            self._write(asked.counter) if asked.counter else "",
            self._all(asked.after),
        )
        return "\n".join(filter(None, parts))

    def _paragraph(self, block: Paragraph) -> str:
        inside = inline(block.content)
        return inside if block.tight else f"<p>{inside}</p>"

    def _enumeration(self, block: Enumeration) -> str:
        items = "\n".join(f"<li>{self._all(item)}</li>" for item in block.items)
        if block.start is None:
            return f"<ul>{items}</ul>"
        return f"<ol>{items}</ol>" if block.start == 1 else f'<ol start="{block.start}">{items}</ol>'

    def _quote(self, block: Quote) -> str:
        return f"<blockquote>{self._all(block.blocks)}</blockquote>"

    def _listing(self, block: Listing) -> str:
        return f"<pre><code>{escape(block.text)}</code></pre>"

    def _rule(self, _: Rule) -> str:
        return "<hr>"

    def _table(self, table: Table) -> str:
        name = plain(table.caption) or tell("Table: {place}", place=self._place)
        title = f"<caption>{inline(table.caption)}</caption>\n" if table.caption else ""
        wide = ' class="wide"' if len(table.head) > MANY_COLUMNS else ""
        lines = "\n".join(_row("td", row, table.columns) for row in table.rows)
        return (
            f'<div class="table" role="group" tabindex="0" aria-label="{escape(name)}">\n'
            f'<table{wide} style="--columns: {len(table.head)}">\n{title}'
            f"<thead>\n{_row('th', table.head, table.columns)}\n</thead>\n"
            f"<tbody>\n{lines}\n</tbody>\n</table>\n</div>"
        )

    def _illustration(self, place: Illustration) -> str:
        figure = self._figures.get(place.name)
        if figure is None:
            return f"<p>{escape(place.alt)}</p>"
        self._shown += 1
        alt = figure.alt or place.alt or figure.caption
        picture = inline_svg(figure.svg, prefix=f"f{self._shown}-", alt=alt)
        line = escape(figure.caption)
        frame = f'<div class="picture" role="group" tabindex="0" aria-label="{line or _("Figure")}">'
        return f"<figure>\n{frame}\n{picture}\n</div>\n<figcaption>{line}</figcaption>\n</figure>"

    def _notes(self, block: Notes) -> str:
        return f'<ol class="notes">\n{chr(10).join(map(_note, block.notes))}\n</ol>'

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


def inline(content: Inlines) -> str:
    """A text with its marks."""
    return "".join(INLINES[type(node)](node) for node in content)


def _tagged(tag: str) -> Callable[[Any], str]:
    return lambda node: f"<{tag}>{inline(node.content)}</{tag}>"


def _link(node: Link) -> str:
    return f'<a href="{escape(node.target)}" rel="noopener noreferrer">{inline(node.content)}</a>'


def _cite(node: Cite) -> str:
    comma = ", " if node.follows else ""
    anchor = f'href="#n-{node.number}" id="n-{node.number}-from-{node.again}"'
    name = tell("Note {number}", number=node.number)
    return f'<sup class="mark">{comma}<a {anchor} aria-label="{name}">{node.number}</a></sup>'


INLINES: Mapping[type, Callable[[Any], str]] = {
    Text: lambda node: escape(node.text),
    Foreign: lambda node: f'<span lang="{escape(node.language)}">{escape(node.text)}</span>',
    Code: lambda node: f"<code>{escape(node.text)}</code>",
    Strong: _tagged("strong"),
    Emphasis: _tagged("em"),
    Strike: _tagged("s"),
    Link: _link,
    Cite: _cite,
    SoftBreak: lambda _: "\n",
    HardBreak: lambda _: "<br>\n",
}


def _row(tag: str, cells: Iterable[Inlines], columns: Iterable[Column]) -> str:
    scope = ' scope="col"' if tag == "th" else ""
    sides = (f' class="{column.align}"' if column.align != "left" else "" for column in columns)
    written = (f"<{tag}{scope}{side}>{inline(cell)}</{tag}>" for cell, side in zip(cells, sides, strict=True))
    return f"<tr>{''.join(written)}</tr>"


def _note(note: Note) -> str:
    back = " ".join(_way_back(note.number, again) for again in range(1, note.times + 1))
    words = "<br>\n".join(map(inline, note.lines))
    return f'<li id="n-{note.number}">{words} <span class="back">{back}</span></li>'


def _way_back(number: int, again: int) -> str:
    name = tell("Back to mark {again} of note {number}", again=again, number=number)
    return f'<a href="#n-{number}-from-{again}" aria-label="{name}">↩{again}</a>'
