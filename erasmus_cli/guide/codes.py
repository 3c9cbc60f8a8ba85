"""Codes of forms, such as KA210-SCH: people know actions by them."""

from collections.abc import Iterator
from dataclasses import dataclass

from erasmus_cli.guide.loader import Library, current


@dataclass(frozen=True)
class FormCode:
    """What the code of a form stands for; field and format are None where the code leaves them open."""

    action: str
    field: str | None = None
    format: str | None = None


def form_code(code: str, library: Library | None = None) -> FormCode | None:
    """What a form's code stands for, such as KA210-SCH, KA229 or only KA220; None if no action has it.

    A code that belongs to several fields or formats names only what they share. Of two calls that give a code
    different meanings, the later one counts.
    """
    wanted = code.strip().upper()
    known = library or current()
    newest = {action: call for call, action in known.available}
    older = [key for key in reversed(known.available) if newest[key[1]] != key[0]]
    for editions in (sorted(((call, action) for action, call in newest.items()), reverse=True), older):
        for call, action in editions:
            meanings = list(_meanings(known, call, action, wanted))
            if meanings:
                fields = {field for field, _ in meanings}
                formats = {shape for _, shape in meanings}
                return FormCode(
                    action,
                    fields.pop() if len(fields) == 1 else None,
                    formats.pop() if len(formats) == 1 else None,
                )
    return None


def _meanings(library: Library, call: int, action: str, wanted: str) -> Iterator[tuple[str, str | None]]:
    """The fields and formats of an edition whose code is this one, or begins with it at a dash."""
    for field, record in library.edition(call, action).fields.items():
        for shape, code in record.codes.items():
            if code == wanted or code.startswith(f"{wanted}-"):
                yield field, None if shape == "general" else shape
