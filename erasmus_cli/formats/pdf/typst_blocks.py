"""The blocks of a draft as Typst: calls of the functions that `theme.typ` defines, and nothing else."""

import re
from collections.abc import Mapping, Sequence

from markdown_it.tree import SyntaxTreeNode

from erasmus_cli.document.draft import DraftText, Figure
from erasmus_cli.document.structure import UNTITLED, Heading, caption, figure_name, headings, plain
from erasmus_cli.document.tree import parse
from erasmus_cli.formats.pdf.font_coverage import described
from erasmus_cli.formats.pdf.typst_inline import Inline, boolean, items, quoted
from erasmus_cli.formats.pdf.typst_tables import sheet

WORTH_CONTENTS = 5  # parts from which on a draft has a table of contents
NAMED = 60  # lacking characters that are named one by one


def source(text: DraftText) -> str:
    """The whole draft as Typst."""
    writer = _Writer(parse(text.markdown).children, text.figures)
    body = "\n".join(writer.lines())
    title = text.title if writer.inline.shows(text.title) else UNTITLED
    language = re.match(r"[a-z]{2,3}", text.language)
    return (
        '#import "/theme.typ": *\n'
        f"#show: draft.with(title: {writer.inline.text(title)}, "
        f"language: {quoted(language.group() if language else 'en')}, "
        f"on: datetime(year: {text.on.year}, month: {text.on.month}, day: {text.on.day}))\n"
        f"#{{\n{body}\n}}\n"
    )


class _Writer:
    def __init__(self, blocks: Sequence[SyntaxTreeNode], figures: Mapping[str, Figure]) -> None:
        self.inline = Inline()
        self._headings = headings(blocks)
        self._blocks = blocks
        self._figures = figures
        self._asking = False

    def lines(self) -> list[str]:
        """The blocks in order, the contents before the first part, and what the fonts lack at the end."""
        parts = [place for place, heading in self._headings.items() if heading.level > 1 and not heading.key]
        first = parts[0] if len(parts) >= WORTH_CONTENTS else None
        lines = []
        for place in range(len(self._blocks)):
            if place == first:
                lines.append("toc()")
            lines.append(self._top(place))
        return [line for line in lines if line] + self._lacking()

    def _top(self, place: int) -> str:
        block = self._blocks[place]
        if place in self._headings:
            return self._heading(self._headings[place])
        if caption(self._blocks, place):
            return ""  # stands over the table
        if block.type == "table":
            return sheet(block, caption(self._blocks, place - 1) if place else (), self.inline)
        if block.type == "paragraph" and self._asking:
            return f"asked({self._block(block.children[0])})"
        if block.type == "blockquote":
            self._asking = False
            if not block.children:
                return ""
            return f"answer({self._all(block.children)})"
        name = figure_name(block)
        if name:
            return self._figure(name, block)
        leads = block.type == "paragraph" and self._leads(place)
        return f"lead({self._block(block.children[0])})" if leads else self._block(block)

    def _leads(self, place: int) -> bool:
        return place + 1 < len(self._blocks) and self._blocks[place + 1].type == "table"

    def _heading(self, heading: Heading) -> str:
        said = self.inline.shows(plain(heading.nodes))
        spare = heading.key if self.inline.shows(heading.key) else UNTITLED
        label = self.inline.content(heading.nodes) if said else self.inline.text(spare)
        anchor = quoted(heading.anchor)
        self._asking = bool(heading.key) and heading.answered
        if heading.key:
            key = self.inline.text(heading.key) if said else "none"
            return f"question({heading.level}, {anchor}, {label}, {key})"
        return f"part({heading.level}, {anchor}, {label})"

    def _all(self, blocks: Sequence[SyntaxTreeNode]) -> str:
        inside = "\n".join(map(self._block, blocks))
        return f"{{\n{inside}\n}}" if inside else "[]"

    def _block(self, node: SyntaxTreeNode) -> str:
        if node.type == "table":
            return sheet(node, (), self.inline)
        if node.type == "footnote_block":
            return f"notes({items(map(self._note, node.children))})"
        if node.type in ("fence", "code_block"):
            return f"listing({self.inline.text(node.content.rstrip())})"
        if node.type == "hr":
            return "divider()"
        if node.type == "inline":
            return self.inline.content(node.children)
        return self._container(node)

    def _container(self, node: SyntaxTreeNode) -> str:
        if node.type == "paragraph":
            inside = self._block(node.children[0])
            return inside if node.hidden else f"par({inside})"
        if node.type == "heading":  # inside an answer, where it is part of the text
            return f"par(strong({self._block(node.children[0])}))"
        if node.type == "blockquote":
            return f"quoted({self._all(node.children)})"
        tight = any(block.hidden for item in node.children for block in item.children)
        entries = ", ".join(self._all(item.children) for item in node.children)
        start = f"start: {node.attrs.get('start', 1)}, " if node.type == "ordered_list" else ""
        call = "enum" if node.type == "ordered_list" else "list"
        return f"{call}({start}tight: {boolean(tight)}, {entries})"

    def _figure(self, name: str, block: SyntaxTreeNode) -> str:
        alt = plain(block.children[0].children)
        figure = self._figures.get(name)
        if figure is None:
            return f"par({self.inline.text(alt)})"
        picture = quoted(self.inline.glyphs.fit(figure.svg))
        said = quoted(figure.alt or alt or figure.caption)
        return f"picture({picture}, {said}, {self.inline.text(figure.caption)})"

    def _note(self, note: SyntaxTreeNode) -> str:
        words = [self.inline.content(block.children[0].children) for block in note.children if block.children]
        return f"{{ {'; linebreak(); '.join(words)} }}" if words else "[]"

    def _lacking(self) -> list[str]:
        lacking = list(self.inline.glyphs.lacking)
        if not lacking:
            return []
        named = "; ".join(map(described, lacking[:NAMED]))
        more = f"; and {len(lacking) - NAMED} more" if len(lacking) > NAMED else ""
        said = (
            "The fonts of this file lack some characters. Each of them stands as � here and is itself in the "
            f"other formats of the draft: {named}{more}."
        )
        return [
            'part(2, "lacking", "Characters that this file cannot show")',
            f"par({self.inline.text(said)})",
        ]
