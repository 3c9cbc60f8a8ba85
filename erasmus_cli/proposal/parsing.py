"""YAML and JSON text: keys and values with their places, within limits."""

from contextlib import suppress
from typing import Any

from erasmus_cli.proposal.errors import UnreadableProposalError, refusal
from erasmus_cli.proposal.nodes import Node
from erasmus_cli.wording.language import _

_JSON_BEGINS = ("[", "{", '"')
MARK = "\ufeff"
"""The byte order mark that some editors on Windows put in front of a text."""


def looks_like_json(text: str) -> bool:
    """Braces alone are YAML as well; a quoted first key, or nothing else at all, is JSON."""
    sign, rest = text.removeprefix(MARK).lstrip()[:1], text.removeprefix(MARK).lstrip()[1:].lstrip()
    return sign == "{" and (rest.startswith('"') or rest.rstrip() == "}")


def compose(text: str, name: str) -> Node | None:
    """The value of a text, with all places, counted from behind the byte order mark if there is one.

    None if the text holds nothing, or nothing but comments.

    Raises:
        UnreadableProposalError: the text cannot be parsed or is made to explode; says where and why.
    """
    if looks_like_json(text):
        from erasmus_cli.proposal import json_reader  # noqa: PLC0415 - most proposals are YAML

        return json_reader.compose(text.removeprefix(MARK), name)
    from erasmus_cli.proposal import yaml_reader  # noqa: PLC0415 - the library takes a while, JSON needs none

    return yaml_reader.compose(text.removeprefix(MARK), name)


def value_of(text: str) -> Any:
    """What a text of YAML or JSON says, be it a group, a list or a single word.

    Raises:
        UnreadableProposalError: the text cannot be parsed or is made to explode.
    """
    if text.startswith(_JSON_BEGINS):
        from erasmus_cli.proposal import json_reader  # noqa: PLC0415 - most values are single words

        # Lists in brackets are YAML as well, which knows no two escapes for one character.
        with suppress(UnreadableProposalError):
            return json_reader.compose(text, "").data
    node = compose(text, "")
    return node.data if node else None


def compose_mapping(text: str, name: str) -> Node:
    """The keys and values of YAML or JSON text, not yet held against the model.

    Raises:
        UnreadableProposalError: the text cannot be parsed, holds no keys, or is made to explode.
    """
    if not text.removeprefix(MARK).strip():
        raise refusal(name, _("the file is empty"), _("`erasmus new` begins a proposal"))
    node = compose(text, name)
    if node is None or not isinstance(node.data, dict):
        raise refusal(
            name, _("a proposal holds keys and values"), _("begin with a line such as `call: 2016`")
        )
    return node


def parse_mapping(text: str, name: str) -> dict[str, Any]:
    """The same as plain data.

    Raises:
        UnreadableProposalError: the text cannot be parsed, holds no keys, or is made to explode.
    """
    data: dict[str, Any] = compose_mapping(text, name).data
    return data
