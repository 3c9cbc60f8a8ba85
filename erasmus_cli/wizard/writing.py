"""Parsed YAML into text: with all comments, and with fewer where these would break it."""

from collections.abc import Iterator
from typing import Any

from ruamel.yaml.comments import Comment, CommentedMap, CommentedSeq

from erasmus_cli.proposal.parsing import dump, plain


def texts(tree: dict[str, Any]) -> Iterator[str]:
    """Texts of the data, the one that keeps most comments first; to be taken is the first that says the same.

    ruamel.yaml breaks some lists: where the first entry is in braces and has a comment beside it, and a
    comment stands before it, the next entry loses its line breaks.
    """
    yield dump(tree)
    _strip_lists(tree)
    yield dump(tree)
    yield dump(plain(tree))


def _strip_lists(node: Any, *, inside: bool = False) -> None:
    """Takes away the comments in and just before lists."""
    for key, inner in node.items() if isinstance(node, dict) else enumerate(node):
        if isinstance(inner, CommentedSeq) and isinstance(node, CommentedMap | CommentedSeq):
            node.ca.items.pop(key, None)
        if isinstance(inner, CommentedMap | CommentedSeq):
            _strip_lists(inner, inside=inside or isinstance(inner, CommentedSeq))
    if inside:
        setattr(node, Comment.attrib, Comment())
