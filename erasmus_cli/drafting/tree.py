"""The Markdown of a draft as a tree of blocks, from which HTML, DOCX and PDF are written."""

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, blockquote, list_block
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.footnote import footnote_plugin

DEEPEST_BLOCK = 14  # a quote is one step, a list with its item two
DEEPEST_EMPHASIS = 6


@cache
def _parser() -> MarkdownIt:
    # Raw HTML stays text: what applicants wrote is data.
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).use(footnote_plugin)
    # The parser drops what is nested deeper than it likes, and emphasis it nests without end: text would be
    # lost, or the tree too deep to walk.
    parser.block.ruler.at("blockquote", _quote, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    parser.block.ruler.at("list", _list, {"alt": ["paragraph", "reference", "blockquote"]})
    parser.core.ruler.push("flatten", _flatten)
    return parser


def parse(markdown: str) -> SyntaxTreeNode:
    """The tree of a Markdown text: CommonMark, tables, strikethrough and footnotes.

    No text is lost to deep nesting: quotes and lists below `DEEPEST_BLOCK` are read as plain paragraphs, and
    emphasis and links below `DEEPEST_EMPHASIS` as plain text.
    """
    return SyntaxTreeNode(_parser().parse(markdown))


def _quote(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's call
    return state.level < DEEPEST_BLOCK and blockquote(state, start, end, silent)


def _list(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's call
    return state.level < DEEPEST_BLOCK and list_block(state, start, end, silent)


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
