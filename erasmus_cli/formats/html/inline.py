"""Text with its marks as HTML. What applicants wrote is escaped; links lead to the web or to mail only."""

from collections.abc import Callable, Sequence
from html import escape

from markdown_it.tree import SyntaxTreeNode

from erasmus_cli.document.structure import plain, target

_TAGS = {"strong": "strong", "em": "em", "s": "s"}


def inline(nodes: Sequence[SyntaxTreeNode]) -> str:
    """Inline nodes as HTML. Pictures in the middle of a text are their description."""
    return "".join(map(_write, nodes))


def _write(node: SyntaxTreeNode) -> str:
    if node.type in _TAGS:
        return f"<{_TAGS[node.type]}>{inline(node.children)}</{_TAGS[node.type]}>"
    return _WRITERS.get(node.type, _text)(node)


def _text(node: SyntaxTreeNode) -> str:
    return escape(node.content)


def _code(node: SyntaxTreeNode) -> str:
    return f"<code>{escape(node.content)}</code>"


def _image(node: SyntaxTreeNode) -> str:
    return escape(plain(node.children))


def _link(node: SyntaxTreeNode) -> str:
    inside = inline(node.children)
    address = target(node)
    return f'<a href="{escape(address)}" rel="noopener noreferrer">{inside}</a>' if address else inside


def _mark(node: SyntaxTreeNode) -> str:
    number, again = node.meta["id"] + 1, node.meta["subId"] + 1
    before = node.previous_sibling
    comma = ", " if before is not None and before.type == "footnote_ref" else ""
    link = f'<a href="#n-{number}" id="n-{number}-from-{again}" aria-label="Note {number}">{number}</a>'
    return f'<sup class="mark">{comma}{link}</sup>'


_WRITERS: dict[str, Callable[[SyntaxTreeNode], str]] = {
    "code_inline": _code,
    "image": _image,
    "link": _link,
    "footnote_ref": _mark,
    "footnote_anchor": lambda _: "",  # the way back stands at the end of the note
    "softbreak": lambda _: "\n",
    "hardbreak": lambda _: "<br>\n",
}
