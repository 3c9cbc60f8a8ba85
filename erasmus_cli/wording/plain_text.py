"""An answer as the form takes it: plain text, and how many characters that is."""

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from erasmus_cli.wording.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")

_PRODUCT = pattern(r"\d\*\d")
_OUTER = pattern(r"^(?:\s*(?:>|[-*+]\s|\d{1,9}[.)]\s))*\s*")  # marks of lists and quotes before a line


def characters(answer: str) -> int:
    """Characters that the form counts: those of the plain text, spaces and line breaks included."""
    return len(plain(answer))


def fits(answer: str, limit: int) -> bool:
    """Whether the form counts no more characters than its limit, by the cheapest way that tells.

    Marks, odd line ends and blanks around only take room; tabs and other alphabets may take more room than
    they are written with. `characters` has to load a Markdown parser.
    """
    if len(answer) <= limit and answer.isascii() and "\t" not in answer:
        return True
    return len(_lines_of(answer).strip().expandtabs(4)) <= limit or characters(answer) <= limit


def plain(answer: str) -> str:
    """The text that is pasted into the form: the answer without its Markdown, in composed letters (NFC).

    Marks of emphasis, code and quotes go. Paragraphs become one line each, with a blank line between them
    where the answer has one. List items keep their dash, plus or number (a star becomes a dash), nested ones
    two blanks before it. A link becomes `text (address)`. What plain text has no way to say stays as
    written: headings, tables, pictures, struck-through text, references such as `[1]`, HTML.
    """
    lines = _lines_of(answer)
    text = "".join(_pieces(_parser().parse(lines), lines.split("\n")))
    return unicodedata.normalize("NFC", text.strip())


def _lines_of(answer: str) -> str:
    """Composed letters, line feeds as the only line ends, no other control characters."""
    text = answer.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _CONTROL.sub("", text))


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # noqa: PLC0415 - 25 ms that a check rarely needs

    class AsWritten(MarkdownIt):
        """Addresses are pasted as they were written, not in their escaped form."""

        def normalizeLink(self, url: str) -> str:  # noqa: N802 - the parser's own name
            return url

        def normalizeLinkText(self, link: str) -> str:  # noqa: N802 - the parser's own name
            return link

    # Without definitions of references, `[1]: ...` is text that somebody wrote.
    parser = AsWritten("commonmark", {"html": False}).enable("table")
    keep_products(parser)
    # A line that begins with `#` or stands over `===` is a text that somebody wrote, as in all formats.
    return parser.disable(["reference", "heading", "lheading"])


def keep_products(parser: "MarkdownIt") -> None:
    """Lets a parser take `5*3*2` for a product: a star between figures is no emphasis."""
    parser.inline.ruler.before("emphasis", "products", _product)


def _product(state: "StateInline", silent: bool) -> bool:  # noqa: FBT001 - the parser's call
    around = state.src[max(state.pos - 1, 0) : state.pos + 2]
    if not _PRODUCT.fullmatch(around):
        return False
    if not silent:
        state.pending += "*"
    state.pos += 1
    return True


def _pieces(tokens: "Sequence[Token]", lines: list[str]) -> "Iterator[str]":
    """The blocks as text, each with the line breaks before it."""
    depth, marks, end, item, table_end = 0, list[str](), 0, 0, 0
    for token in tokens:
        depth += {"list_open": 1, "list_close": -1}.get(token.type.partition("_")[2], 0)
        first, last = token.map or (item, item + 1)
        if token.type == "list_item_open":
            mark = f"{token.info}{token.markup}" if token.info else token.markup.replace("*", "-")
            marks.append(f"{mark} ")
            item = first
        text = _block(token, lines) if first >= table_end else None
        if token.type == "table_open":
            table_end = last
        if token.type == "list_item_close" and marks:
            text = ""  # an item without content
        if text is None:
            continue
        yield "\n\n" if first > end else "\n"
        yield ("  " * (depth - len(marks)) + "".join(marks) + text).rstrip()
        marks.clear()
        end = last


def _block(token: "Token", lines: list[str]) -> str | None:
    """The text of a block without blocks in it; None for all others."""
    if token.type == "inline":
        return _inline(token.children or ())
    if token.type in ("fence", "code_block"):
        return token.content.rstrip("\n")
    if token.type == "hr":
        return token.markup[1:]  # the parser counts one too many
    if token.type == "table_open" and token.map:
        return "\n".join(_OUTER.sub("", line, count=1).rstrip() for line in lines[slice(*token.map)])
    return None


def _inline(children: "Sequence[Token]") -> str:
    """Text of a paragraph or heading."""
    parts: list[str] = []
    opened: list[tuple[str, int]] = []  # an address in angle brackets may stand inside a link
    for child in children:
        if child.type == "link_open":
            opened.append((str(child.attrs["href"]), len(parts)))
        elif child.type == "link_close":
            address, start = opened.pop()
            if child.markup != "autolink" and address not in ("", "".join(parts[start:])):
                parts.append(f" ({address})")
        elif child.type == "image":
            parts.append(f"![{child.content}]({child.attrs['src']})")
        else:
            parts.append({"softbreak": " ", "hardbreak": "\n"}.get(child.type, child.content))
    return "".join(parts)
