"""JSON text into values with their places: Python's own reader says what is JSON, a walk finds places."""

import json
import re
from typing import Any

from erasmus_cli.proposal.errors import UnreadableProposalError, refusal, shown
from erasmus_cli.proposal.limits import MOST_LEVELS, MOST_VALUES, too_deep, too_many
from erasmus_cli.proposal.nodes import Key, Node, Place
from erasmus_cli.proposal.scalars import decimals, meaning
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')
_HALF = re.compile("[\ud800-\udfff]")


def compose(text: str, name: str) -> Node:
    """The value that a JSON text holds, with all places.

    Raises:
        UnreadableProposalError: the text cannot be parsed or is made to explode; says where and why.
    """
    try:
        json.loads(text, parse_int=meaning)
    except json.JSONDecodeError as error:
        reason = error.msg[0].lower() + error.msg[1:]
        message = tell("this is not JSON: {reason}", reason=reason)
        raise refusal(name, message, None, error.lineno, error.colno) from error
    except RecursionError as error:
        raise refusal(name, too_deep()) from error
    except ValueError as error:
        raise refusal(name, tell("this is not JSON: {reason}", reason=error)) from error
    return _Walk(text, name).value(0)


class _Walk:
    """One walk over the tokens of a text that is known to be JSON."""

    def __init__(self, text: str, name: str) -> None:
        self.text, self.name = text, name
        self.tokens = _TOKEN.finditer(text)
        self.token = next(self.tokens)
        self.line, self.line_start = 0, 0
        self.left = MOST_VALUES

    def value(self, level: int) -> Node:
        """The value that begins with the token in hand; its last token is in hand afterwards."""
        self.left -= 1
        if self.left < 0:
            raise refusal(self.name, too_many())
        if level > MOST_LEVELS:
            raise refusal(self.name, too_deep())
        sign = self.token[0]
        node = Node(None, *self.token.span(), *self._place())
        if sign in ("{", "["):
            node.style = "{"
            node.inner, node.data = ({}, {}) if sign == "{" else ([], [])
            self._fill(node, level)
            node.end = self.token.end()
        else:
            node.data = self._scalar(sign)
            node.style = '"' if sign[0] == '"' else None
        return node

    def _fill(self, node: Node, level: int) -> None:
        self._go_on()
        while self.token[0] not in ("}", "]"):
            if self.token[0] == ",":
                self._go_on()
            if isinstance(node.inner, list):
                inner = self.value(level + 1)
                node.inner.append(inner)
                node.data.append(inner.data)
            else:
                self._entry(node, level)
            self._go_on()

    def _entry(self, node: Node, level: int) -> None:
        key = Key(*self.token.span(), *self._place())
        name = self._scalar(self.token[0])
        self._go_on()
        self._go_on()  # over the colon
        inner = self.value(level + 1)
        if name in node.data:
            message = tell("this is not JSON: duplicate key {key}", key=shown(name))
            raise self._refusal(message, key, _("each key stands once"))
        node.keys[name], node.data[name] = key, inner.data
        assert isinstance(node.inner, dict)  # noqa: S101 - only groups have keys
        node.inner[name] = inner

    def _scalar(self, token: str) -> Any:
        if token[0] != '"':
            return json.loads(token, parse_float=decimals)
        text = json.loads(token, strict=False) if "\\" in token else token[1:-1]
        if _HALF.search(text):
            raise self._refusal(_("there is half a character in this text"), Key(0, 0, *self._place()))
        return text

    def _go_on(self) -> None:
        self.token = next(self.tokens)

    def _place(self) -> Place:
        """Line and column of the token in hand, from 0."""
        start = self.token.start()
        breaks = self.text.count("\n", self.line_start, start)
        if breaks:
            self.line += breaks
            self.line_start = self.text.rindex("\n", 0, start) + 1
        return self.line, start - self.line_start

    def _refusal(self, message: str, at: Key, hint: str | None = None) -> UnreadableProposalError:
        return refusal(self.name, message, hint, at.line + 1, at.column + 1)
