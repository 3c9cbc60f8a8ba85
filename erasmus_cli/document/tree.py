"""The Markdown of a draft as a tree of blocks, from which HTML, DOCX and PDF are written."""

from functools import cache, lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, blockquote, list_block
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_def, footnote_ref

from erasmus_cli.document.cell_record import is_record
from erasmus_cli.wording.plain_text import keep_products

DEEPEST_BLOCK = 14  # a quote is one step, a list with its item two
DEEPEST_EMPHASIS = 6
_QUOTES = "open quotes"


@cache
def _parser() -> MarkdownIt:
    # Raw HTML stays text: what applicants wrote is data.
    parser = (
        MarkdownIt("commonmark", {"html": False, "inline_definitions": True})
        .enable(["table", "strikethrough"])
        .use(footnote_plugin)
    )
    keep_products(parser)
    # The parser drops what is nested deeper than it likes, and emphasis it nests without end: text would be
    # lost, or the tree too deep to walk.
    parser.block.ruler.at("blockquote", _quote, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    parser.block.ruler.at("list", _list, {"alt": ["paragraph", "reference", "blockquote"]})
    parser.core.ruler.push("flatten", _flatten)
    parser.core.ruler.after("block", "records", _give_records)
    # Notes are the sources of the draft: an answer must neither cite them nor say what they are.
    parser.disable("footnote_inline")
    parser.block.ruler.at("footnote_def", _note, {"alt": ["paragraph", "reference"]})
    parser.core.ruler.at("inline", _inline)
    parser.inline.ruler.at("footnote_ref", _mark)
    return parser


@lru_cache(maxsize=4)  # the formats of one draft share its tree; nobody changes it
def parse(markdown: str) -> SyntaxTreeNode:
    """The tree of a Markdown text: CommonMark, tables, strikethrough and footnotes.

    No text is lost to deep nesting: quotes and lists below `DEEPEST_BLOCK` are read as plain paragraphs, and
    emphasis and links below `DEEPEST_EMPHASIS` as plain text. Footnotes are none inside block quotes.
    """
    return SyntaxTreeNode(_parser().parse(markdown))


def _quote(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's call
    if state.level >= DEEPEST_BLOCK:
        return False
    state.env[_QUOTES] = state.env.get(_QUOTES, 0) + 1
    found = blockquote(state, start, end, silent)
    state.env[_QUOTES] -= 1
    return found


def _list(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's call
    return state.level < DEEPEST_BLOCK and list_block(state, start, end, silent)


def _note(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's call
    return not state.env.get(_QUOTES) and footnote_def(state, start, end, silent)


def _mark(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's call
    return not state.env.get(_QUOTES) and footnote_ref(state, silent)


def _inline(state: StateCore) -> None:
    """As the rule that it replaces, and says to the rules for marks whether they stand in a quote."""
    for token in state.tokens:
        if token.type in ("blockquote_open", "blockquote_close"):
            state.env[_QUOTES] = state.env.get(_QUOTES, 0) + token.nesting
        elif token.type == "inline":
            token.children = token.children or []
            state.md.inline.parse(token.content, state.md, state.env, token.children)


def _give_records(state: StateCore) -> None:
    """Takes out definitions; one that is the record of a table or heading right above it is put there."""
    kept: list[Token] = []
    last: Token | None = None
    for token in state.tokens:
        if token.type != "definition":
            kept.append(token)
            if token.type in ("table_open", "heading_open"):
                last = token
            elif token.level == 0 and not token.type.startswith(("table", "heading", "inline")):
                last = None
        elif last is not None and token.level == 0 and is_record(token.meta["title"]):
            last.meta["record"] = token.meta["title"]
            last = None
    state.tokens = kept


def _flatten(state: StateCore) -> None:
    for token in state.tokens:
        if token.children:
            token.children = _shallow(token.children)


def _shallow(tokens: list[Token]) -> list[Token]:
    kept: list[Token] = []
    depth = 0
    for token in tokens:
        depth += min(token.nesting, 0)
        if token.nesting == 0 or depth < DEEPEST_EMPHASIS:
            kept.append(token)
        depth += max(token.nesting, 0)
    return kept
