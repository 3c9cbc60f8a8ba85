"""Parsed YAML into text that says the same: with all comments, or with fewer where these would break it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml.comments import Comment, CommentedMap, CommentedSeq

from erasmus_cli.proposal.errors import Problem, UnreadableProposalError
from erasmus_cli.proposal.parsing import dump, parse_mapping, plain


def faithful_text(tree: dict[str, Any], path: Path) -> str:
    """The text to save for data that was edited: JSON where the file is called so, else YAML.

    Raises:
        UnreadableProposalError: no text was found that says the same when it is read again.
    """
    meant = plain(tree)
    if path.suffix.lower() == ".json":
        return json.dumps(meant, ensure_ascii=False, indent=2) + "\n"
    for text in _texts(tree):
        try:
            if plain(parse_mapping(text, str(path))) == meant:
                return text
        except UnreadableProposalError:
            continue
    raise UnreadableProposalError(str(path), (Problem("this text cannot be kept in a YAML file"),))


def _texts(tree: dict[str, Any]) -> Iterator[str]:
    """Texts of the data, the one that keeps most comments first.

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
