"""The blocks of a draft as HTML."""

from collections.abc import Mapping, Sequence
from html import escape

from markdown_it.tree import SyntaxTreeNode

from erasmus_cli.document.draft import Figure
from erasmus_cli.document.structure import Heading, alignment, caption, figure_name, headings, plain, rows
from erasmus_cli.formats.html.inline import inline
from erasmus_cli.formats.html.svg import inline_svg

MANY_COLUMNS = 8  # beyond which words in cells break so that a page on paper holds them


class Writer:
    """Writes the tree of one draft.

    Attributes:
        headings: the headings of the draft by the place of their block.
    """

    def __init__(self, blocks: Sequence[SyntaxTreeNode], figures: Mapping[str, Figure]) -> None:
        self.headings = headings(blocks)
        self._blocks = blocks
        self._figures = figures
        self._shown = 0
        self._place = ""

    def document(self) -> tuple[str, str]:
        """What stands before the first part, and all parts."""
        first = next((place for place, heading in self.headings.items() if heading.level > 1), None)
        if first is None:
            return "", self._top(0, len(self._blocks))
        return self._top(0, first), self._top(first, len(self._blocks))

    def _top(self, start: int, end: int) -> str:
        written: list[str] = []
        open_levels: list[int] = []
        for place in range(start, end):
            heading = self.headings.get(place)
            if heading is None:
                written.append(self._after_caption(place))
                continue
            while open_levels and open_levels[-1] >= heading.level:
                open_levels.pop()
                written.append("</section>")
            if heading.level > 1:
                open_levels.append(heading.level)
                written.append(f'<section class="{"question" if heading.key else "part"}">')
            written.append(self._heading(heading))
        return "\n".join(filter(None, [*written, *("</section>" for _ in open_levels)]))

    def _heading(self, heading: Heading) -> str:
        self._place = heading.label
        tag = f"h{heading.level}"
        label = inline(heading.nodes) or escape(heading.label)
        key = f' <code class="key">{escape(heading.key)}</code>' if heading.key and heading.nodes else ""
        return f'<{tag} id="{escape(heading.anchor)}">{label}{key}</{tag}>'

    def _after_caption(self, place: int) -> str:
        block = self._blocks[place]
        if caption(self._blocks, place):
            return ""  # stands inside the table
        if block.type == "table":
            return self._table(block, caption(self._blocks, place - 1) if place else ())
        if block.type == "blockquote":
            if not block.children:
                return ""
            return f'<blockquote class="answer">\n{self._all(block.children)}\n</blockquote>'
        name = figure_name(block)
        return self._figure(name, block) if name else self._block(block)

    def _all(self, blocks: Sequence[SyntaxTreeNode]) -> str:
        return "\n".join(map(self._block, blocks))

    def _block(self, node: SyntaxTreeNode) -> str:
        if node.type == "table":
            return self._table(node, ())
        if node.type == "footnote_block":
            return self._notes(node)
        if node.type in ("fence", "code_block"):
            return f"<pre><code>{escape(node.content)}</code></pre>"
        if node.type == "hr":
            return "<hr>"
        if node.type == "inline":
            return inline(node.children)
        return self._container(node)

    def _container(self, node: SyntaxTreeNode) -> str:
        inside = self._all(node.children)
        if node.type == "paragraph":
            return inside if node.hidden else f"<p>{inside}</p>"
        if node.type == "heading":  # inside an answer, where it is part of the text
            return f"<p><strong>{inside}</strong></p>"
        start = f' start="{node.attrs["start"]}"' if "start" in node.attrs else ""
        return f"<{node.tag}{start}>{inside}</{node.tag}>"

    def _table(self, table: SyntaxTreeNode, words: Sequence[SyntaxTreeNode]) -> str:
        head, body = rows(table)
        name = plain(words) or f"Table: {self._place}"
        title = f"<caption>{inline(words)}</caption>\n" if words else ""
        wide = ' class="wide"' if len(head) > MANY_COLUMNS else ""
        lines = "\n".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in body)
        return (
            f'<div class="table" role="group" tabindex="0" aria-label="{escape(name)}">\n'
            f'<table{wide} style="--columns: {len(head)}">\n{title}'
            f"<thead>\n<tr>{''.join(map(_cell, head))}</tr>\n</thead>\n"
            f"<tbody>\n{lines}\n</tbody>\n</table>\n</div>"
        )

    def _figure(self, name: str, block: SyntaxTreeNode) -> str:
        alt = plain(block.children[0].children)
        figure = self._figures.get(name)
        if figure is None:
            return f"<p>{escape(alt)}</p>"
        self._shown += 1
        picture = inline_svg(figure.svg, prefix=f"f{self._shown}-", alt=figure.alt or alt or figure.caption)
        line = escape(figure.caption)
        frame = f'<div class="picture" role="group" tabindex="0" aria-label="{line or "Figure"}">'
        return f"<figure>\n{frame}\n{picture}\n</div>\n<figcaption>{line}</figcaption>\n</figure>"

    def _notes(self, block: SyntaxTreeNode) -> str:
        notes = "\n".join(map(self._note, block.children))
        return f'<ol class="notes">\n{notes}\n</ol>'

    def _note(self, note: SyntaxTreeNode) -> str:
        number = note.meta["id"] + 1
        times = sum(node.type == "footnote_anchor" for node in note.walk())
        back = " ".join(_way_back(number, again) for again in range(1, times + 1))
        words = "<br>\n".join(inline(block.children[0].children) for block in note.children if block.children)
        return f'<li id="n-{number}">{words} <span class="back">{back}</span></li>'


def _way_back(number: int, again: int) -> str:
    name = f"Back to mark {again} of note {number}"
    return f'<a href="#n-{number}-from-{again}" aria-label="{name}">↩{again}</a>'


def _cell(cell: SyntaxTreeNode) -> str:
    inside = "".join(inline(child.children) for child in cell.children)
    side = alignment(cell)
    marks = ' scope="col"' if cell.tag == "th" else ""
    marks += f' class="{side}"' if side != "left" else ""
    return f"<{cell.tag}{marks}>{inside}</{cell.tag}>"
