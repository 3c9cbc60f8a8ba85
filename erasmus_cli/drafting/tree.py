"""The Markdown of a draft as a tree of blocks, from which HTML, DOCX and PDF are written."""

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.footnote import footnote_plugin


@cache
def _parser() -> MarkdownIt:
    # Raw HTML stays text: what applicants wrote is data.
    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).use(footnote_plugin)


def parse(markdown: str) -> SyntaxTreeNode:
    """The tree of a Markdown text: CommonMark, tables, strikethrough and footnotes."""
    return SyntaxTreeNode(_parser().parse(markdown))
