"""Parsed YAML into text that says the same: with all comments, or with fewer where these would break it."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml.comments import Comment, CommentedMap, CommentedSeq
from ruamel.yaml.tokens import CommentToken

from erasmus_cli.proposal.errors import Problem, UnreadableProposalError
from erasmus_cli.proposal.parsing import dump, parse_mapping, plain, yaml

_NO_FOLDS = 10_000_000  # more than a proposal may have


class Faithful(NamedTuple):
    """A text to save.

    Attributes:
        text: what to write.
        comments_lost: whether it lacks comments that the data had; keep a copy of the old file then.
    """

    text: str
    comments_lost: bool


def faithful_text(tree: dict[str, Any], path: Path) -> str:
    """The text to save for data that has no comments; see `faithful`."""
    return faithful(tree, path).text


def faithful(tree: dict[str, Any], path: Path) -> Faithful:
    """The text to save for data that was edited: JSON where the file is called so, else YAML.

    Raises:
        UnreadableProposalError: no text was found that says the same when it is read again.
    """
    meant = plain(tree)
    had = _comments(tree)
    if path.suffix.lower() == ".json":
        return Faithful(json.dumps(meant, ensure_ascii=False, indent=2) + "\n", had > 0)
    for text in _texts(tree):
        try:
            again = parse_mapping(text, str(path))
        except UnreadableProposalError:
            continue
        if plain(again) == meant:
            return Faithful(text, _comments(again) < had)
    raise UnreadableProposalError(str(path), (Problem("this text cannot be kept in a YAML file"),))


def without_comments(path: Path, copy: Path) -> str:
    """What to tell where comments are lost: nobody finds out by themselves."""
    return f"not all comments in {path} can be kept; the file as it was is in {copy}"


def _texts(tree: dict[str, Any]) -> Iterator[str]:
    """Texts of the data, the one that keeps most comments first.

    ruamel.yaml breaks some lists: where the first entry is in braces and has a comment beside it, and a
    comment stands before it, the next entry loses its line breaks. In folded lines of a quoted text it takes
    a `#` for a comment.
    """
    yield dump(tree)
    yield _unfolded(tree)
    _strip_lists(tree)
    yield dump(tree)
    yield dump(plain(tree))


def _unfolded(tree: dict[str, Any]) -> str:
    engine, stream = yaml(), io.StringIO()
    engine.width = _NO_FOLDS
    engine.dump(tree, stream)
    return stream.getvalue()


def _comments(tree: Any) -> int:
    """How many lines of comments parsed YAML has."""
    held = [part for node in _nodes(tree) for part in (node.ca.comment, node.ca.items, node.ca.end)]
    # One comment may hang on two nodes, and a copy of the tree has it twice.
    found = {(getattr(token.start_mark, "line", None), token.value) for token in _tokens(held)}
    return sum(line.lstrip().startswith("#") for *_, text in found for line in text.splitlines())


def _nodes(tree: Any) -> Iterator[CommentedMap | CommentedSeq]:
    if isinstance(tree, CommentedMap | CommentedSeq):
        yield tree
    inner = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    for node in inner:
        yield from _nodes(node)


def _tokens(held: Any) -> Iterator[CommentToken]:
    if isinstance(held, CommentToken):
        yield held
    elif isinstance(held, dict | list | tuple):
        for inner in held.values() if isinstance(held, dict) else held:
            yield from _tokens(inner)


def _strip_lists(node: Any, *, inside: bool = False) -> None:
    """Takes away the comments in and just before lists."""
    for key, inner in node.items() if isinstance(node, dict) else enumerate(node):
        if isinstance(inner, CommentedSeq) and isinstance(node, CommentedMap | CommentedSeq):
            node.ca.items.pop(key, None)
        if isinstance(inner, CommentedMap | CommentedSeq):
            _strip_lists(inner, inside=inside or isinstance(inner, CommentedSeq))
    if inside:
        setattr(node, Comment.attrib, Comment())
