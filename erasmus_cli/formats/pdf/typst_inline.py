"""Text with its marks as Typst. Every text becomes a quoted string, so nothing that was written is code."""

import re
from collections.abc import Callable, Iterable, Sequence

from markdown_it.tree import SyntaxTreeNode

from erasmus_cli.document.structure import plain, target
from erasmus_cli.formats.pdf.font_coverage import Glyphs

LONG_WORD = re.compile(r"\S{60,}")
BREAK_EVERY = 20
_CALLS = {"strong": "strong", "em": "emph", "s": "strike"}
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def quoted(text: str) -> str:
    """A Typst string that says just this."""
    return f'"{text.translate(_ESCAPES)}"'


def items(expressions: Iterable[str]) -> str:
    """A Typst array."""
    return f"({''.join(f'{expression}, ' for expression in expressions)})"


def boolean(value: bool) -> str:  # noqa: FBT001 - it is what is written
    """A Typst boolean."""
    return str(value).lower()


class Inline:
    """Writes inline nodes, and keeps the characters that the fonts lack."""

    def __init__(self) -> None:
        self.glyphs = Glyphs()

    def content(self, nodes: Sequence[SyntaxTreeNode]) -> str:
        """Inline nodes as one Typst expression."""
        inside = "; ".join(filter(None, map(self._write, nodes)))
        return f"{{ {inside} }}" if inside else "[]"

    def text(self, text: str) -> str:
        """A plain text as a Typst string; words that no line holds may break."""
        return quoted(LONG_WORD.sub(_breakable, self.glyphs.fit(text)))

    def shows(self, text: str) -> bool:
        """Whether a reader sees anything of a text; the standards refuse headings without."""
        return bool(self.glyphs.fit(text).strip())

    def _write(self, node: SyntaxTreeNode) -> str:
        if node.type in _CALLS:
            return f"{_CALLS[node.type]}({self.content(node.children)})"
        writers: dict[str, Callable[[SyntaxTreeNode], str]] = {
            "code_inline": lambda node: f"code({self.text(node.content)})",
            "image": lambda node: self.text(plain(node.children)),
            "link": self._link,
            "footnote_ref": _mark,
            "softbreak": lambda _: '" "',
            "hardbreak": lambda _: "linebreak()",
        }
        return writers.get(node.type, self._text)(node)

    def _text(self, node: SyntaxTreeNode) -> str:
        return self.text(node.content) if node.content else ""

    def _link(self, node: SyntaxTreeNode) -> str:
        inside = self.content(node.children)
        address = target(node)
        return (
            f"link({quoted(address)}, {inside})" if address and self.shows(plain(node.children)) else inside
        )


def _mark(node: SyntaxTreeNode) -> str:
    before = node.previous_sibling
    follows = boolean(before is not None and before.type == "footnote_ref")
    return f"mark({node.meta['id'] + 1}, first: {boolean(not node.meta['subId'])}, follows: {follows})"


def _breakable(word: re.Match[str]) -> str:
    found = word.group()
    return "\u200b".join(found[at : at + BREAK_EVERY] for at in range(0, len(found), BREAK_EVERY))
