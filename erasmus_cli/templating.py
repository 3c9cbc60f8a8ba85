"""Jinja2 templates: the originals, and a user's own in front of them.

Templates of others are programs: they run in a sandbox that hands out plain data and takes a limited text
back. It does not stop a template that counts for hours or fills the memory and prints nothing; commands run
templates of others in a process of its own for that (`limited`), and a program that calls us may do so, too.
"""

import os
import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
)  # fmt: skip
from jinja2.exceptions import SecurityError, TemplateNotFound, TemplateSyntaxError
from jinja2.loaders import split_template_path
from jinja2.sandbox import ImmutableSandboxedEnvironment

from erasmus_cli import resources
from erasmus_cli.document.cell_record import hidden_line, record
from erasmus_cli.document.draft import DraftError
from erasmus_cli.document.fingerprint import witness
from erasmus_cli.document.markdown import answer, code, fenced, inline
from erasmus_cli.wording.formatting import capital_letters, closest, upper_first
from erasmus_cli.wording.language import Language, _, spoken
from erasmus_cli.wording.messages import say, tell

LONGEST = 20_000_000
"""Characters that a document may have: a hundred times the longest draft seen."""


class TemplateFaultError(DraftError):
    """A template cannot be used; the message names its file and line."""


class _Sandbox(ImmutableSandboxedEnvironment):
    """Attributes that begin with an underscore, changes of data and long ranges are refused."""

    intercepted_binops = frozenset(("*", "**"))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        # `'x' * 10**9` would fill the memory before anything is printed.
        if any(isinstance(value, str | list | tuple | dict) for value in (left, right)):
            raise SecurityError(_("texts and lists cannot be multiplied"))
        if operator == "**":
            raise SecurityError(_("powers are not calculated"))
        return super().call_binop(context, operator, left, right)


class _Missing(StrictUndefined):
    """Of a name that a part of the draft does not have, the one that was meant is told, not our classes."""

    @property
    def _undefined_message(self) -> str:
        if not is_dataclass(self._undefined_obj):
            return str(super()._undefined_message)
        near = closest(str(self._undefined_name), tuple(part.name for part in fields(self._undefined_obj)))
        name = self._undefined_name
        if near is None:
            return tell("nothing is called {name} here", name=name)
        return tell("nothing is called {name} here; did you mean {near}?", name=name, near=near)


class _OwnLoader(FileSystemLoader):
    """Templates of a user, none of which stands for a file elsewhere on this machine."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, encoding="utf-8-sig")  # editors of Windows put a mark in front
        self._folder = folder

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        refuse_outside(self._folder.joinpath(*split_template_path(template)), self._folder)
        return super().get_source(environment, template)


Finalize = Callable[[Any], Any]


def environment(
    folder: Path | None = None, finalize: Finalize | None = inline
) -> ImmutableSandboxedEnvironment:
    """The environment that renders drafts.

    Args:
        folder: a user's templates, which come before the originals of the same name; `builtin/NAME` is always
            the original.
        finalize: what each value passes through, unless the template says otherwise. `inline` makes it plain
            Markdown; autoescape, which would write HTML entities, then finds marked text only and leaves it
            alone. Without it autoescape does its work, for HTML.
    """
    originals = FileSystemLoader(resources.templates())
    own = [_OwnLoader(folder)] if folder else []
    made = _Sandbox(
        loader=ChoiceLoader([PrefixLoader({"builtin": originals}), *own, originals]),
        undefined=_Missing,
        autoescape=True,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(
        answer=answer, code=code, fenced=fenced, hidden=hidden_line, record=record, witness=witness
    )
    made.filters.update(upper=capital_letters, capitalize=upper_first)
    made.globals.update({"_": _, "tell": tell})
    return made


@cache
def _ours(finalize: Finalize | None, language: Language) -> ImmutableSandboxedEnvironment:
    """The environment of the originals, which compiles each once; what it works out then may be words."""
    del language
    return environment(finalize=finalize)


def render(
    name: str, data: Mapping[str, Any], folder: Path | None = None, finalize: Finalize | None = inline
) -> str:
    """What a template makes of plain data.

    Raises:
        TemplateFaultError: the user's template, or one that it takes part in, is wrong or prints too much.
    """
    if folder is None:
        return "".join(_ours(finalize, spoken()).get_template(name).generate(data))
    try:
        return _capped(environment(folder, finalize).get_template(name).generate(data), folder / name)
    except TemplateFaultError:
        raise
    except (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise TemplateFaultError(fault_text(error, folder, name)) from error
    except RecursionError as error:
        raise TemplateFaultError(
            say("{file}: the template calls itself without end", file=folder / name)
        ) from error


def look(name: str, folder: Path | None) -> Path:
    """The file of a look, such as `theme.typ`: the user's where the folder has one, else ours.

    Raises:
        TemplateFaultError: the user's stands for a file outside of the folder.
    """
    own = folder / name if folder else None
    if folder is None or own is None or not own.is_file():
        return resources.templates() / name
    refuse_outside(own, folder)
    return own


def look_text(file: Path) -> str:
    """What a look says.

    Raises:
        TemplateFaultError: it is not UTF-8.
    """
    try:
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TemplateFaultError(
            say("{file}: this file is not UTF-8 text; save it as UTF-8", file=file)
        ) from error


def refuse_outside(file: Path, folder: Path) -> None:
    """Nothing that a folder of templates only links to goes into a draft: others may have made the folder.

    Raises:
        TemplateFaultError: the file, or a folder on the way to it, links to a place outside of the folder.
    """
    if not Path(os.path.realpath(file)).is_relative_to(os.path.realpath(folder)):
        raise TemplateFaultError(
            say("{file}: links to a file outside of this folder; put a copy in its place", file=file)
        )


def _capped(chunks: Iterable[str], name: Path) -> str:
    kept, size = [], 0
    for chunk in chunks:
        size += len(chunk)
        if size > LONGEST:
            raise TemplateFaultError(
                say("{file}: the template prints more than {n} characters", file=name, n=LONGEST)
            )
        kept.append(chunk)
    return "".join(kept)


def fault_text(error: Exception, folder: Path, name: str) -> str:
    """One line on what is wrong with a template: file, line and reason."""
    reason = " ".join(str(error).split()) or type(error).__name__
    if isinstance(error, TemplateSyntaxError):
        return f"{error.filename or error.name or folder / name}:{error.lineno}: {reason}"
    if isinstance(error, TemplateNotFound):
        reason = tell("there is no template {name}", name=error.name)
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".j2")]
    own = [frame for frame in frames if Path(frame.filename).is_relative_to(folder)]
    place = next(reversed(own or frames), None)
    return f"{place.filename}:{place.lineno}: {reason}" if place else f"{folder / name}: {reason}"


def originals() -> tuple[str, ...]:
    """Names of all templates that can be replaced."""
    return tuple(FileSystemLoader(resources.templates()).list_templates())
