"""What a reader sees in the tree of a draft: headings, questions, captions, pictures. For HTML and PDF."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from markdown_it.tree import SyntaxTreeNode

FIGURE = "figure:"
LINKED = ("http", "https", "mailto")
LONGEST_LINK = 2000
UNTITLED = "Draft"  # a document without a title is refused by the standards for accessibility


@dataclass(frozen=True)
class Heading:
    """A heading of the draft.

    Attributes:
        level: 1 to 6, without a step left out: assistive technology reads the steps as the order of parts.
        anchor: the id to link to; the same text gives the same id.
        key: the key of the answer, if the heading is a question; else empty.
        label: what it says, without the key.
        nodes: the same as nodes.
        answered: whether an answer follows, as quote or text to paste; true for headings that ask nothing.
    """

    level: int
    anchor: str
    key: str
    label: str
    nodes: Sequence[SyntaxTreeNode]
    answered: bool


def headings(blocks: Sequence[SyntaxTreeNode]) -> dict[int, Heading]:
    """The headings among the blocks of a draft, by their place."""
    found: dict[int, Heading] = {}
    taken: set[str] = set()
    open_levels: list[int] = []
    for place in (place for place, block in enumerate(blocks) if block.type == "heading"):
        written = int(blocks[place].tag[1:])
        open_levels = [*(level for level in open_levels if level < written), written]
        found[place] = _heading(blocks, place, len(open_levels), taken)
    return found


def _heading(blocks: Sequence[SyntaxTreeNode], place: int, level: int, taken: set[str]) -> Heading:
    nodes = _said(blocks[place])
    asks = blocks[place].tag > "h2" and nodes and nodes[-1].type == "code_inline"
    key = nodes[-1].content if asks else ""
    nodes = nodes[:-1] if key else nodes
    label = plain(nodes).strip() or key
    anchor = _unused(f"q-{_slug(key, '.-/')}" if key else f"h-{_slug(label, '-')}", taken)
    return Heading(level, anchor, key, label, nodes, not key or _is_answered(blocks[place + 1 :]))


def _is_answered(following: Iterable[SyntaxTreeNode]) -> bool:
    for block in following:
        if block.type == "heading":
            return False
        if block.type in ("blockquote", "fence"):
            return bool(block.children or block.content)  # an empty quote shows where to write
    return False


def _slug(text: str, keep: str) -> str:
    plain_letters = unicodedata.normalize("NFKC", text).lower()
    words = re.split(rf"[^\w{re.escape(keep)}]+", plain_letters)
    return "-".join(filter(None, words))[:60] or "part"


def _unused(wanted: str, taken: set[str]) -> str:
    anchor, number = wanted, 2
    while anchor in taken:
        anchor, number = f"{wanted}-{number}", number + 1
    taken.add(anchor)
    return anchor


def plain(nodes: Iterable[SyntaxTreeNode]) -> str:
    """The text of inline nodes without any markup; of a picture, what stands for it."""
    return "".join(
        " " if node.type in ("softbreak", "hardbreak") else node.content or plain(node.children)
        for node in nodes
        if node.type != "footnote_ref"
    )


def caption(blocks: Sequence[SyntaxTreeNode], place: int) -> Sequence[SyntaxTreeNode]:
    """The caption of the table that follows: a paragraph that is bold from end to end. Else nothing."""
    if blocks[place].type != "paragraph" or place + 1 == len(blocks) or blocks[place + 1].type != "table":
        return ()
    nodes = _said(blocks[place])
    return nodes[0].children if [node.type for node in nodes] == ["strong"] else ()


def figure_name(block: SyntaxTreeNode) -> str:
    """The name of the figure that a paragraph consists of; empty if it is any other paragraph."""
    nodes = _said(block) if block.type == "paragraph" else []
    source = str(nodes[0].attrs.get("src", "")) if [node.type for node in nodes] == ["image"] else ""
    return unquote(source.removeprefix(FIGURE)) if source.startswith(FIGURE) else ""


def _said(block: SyntaxTreeNode) -> list[SyntaxTreeNode]:
    # The parser leaves empty texts around marks.
    return [node for node in block.children[0].children if node.type != "text" or node.content]


def target(link: SyntaxTreeNode) -> str:
    """Where a link leads, if that is the web or an address for mail; else nothing, and its text stays."""
    href = str(link.attrs.get("href", ""))
    try:
        scheme = urlsplit(href).scheme
    except ValueError:
        return ""
    return href if scheme in LINKED and len(href) <= LONGEST_LINK else ""


def alignment(cell: SyntaxTreeNode) -> str:
    """How a cell of a table is aligned: left, center or right."""
    return str(cell.attrs.get("style", "text-align:left")).removeprefix("text-align:")


def rows(table: SyntaxTreeNode) -> tuple[list[SyntaxTreeNode], list[list[SyntaxTreeNode]]]:
    """The cells of a table: those of its head, and those of each row below."""
    head = table.children[0].children[0].children
    body = table.children[1].children if len(table.children) > 1 else []
    return head, [row.children for row in body]
