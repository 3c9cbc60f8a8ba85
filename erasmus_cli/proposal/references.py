"""Which keys of a proposal name an organisation, an output and so on by its handle, read off the model."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Literal, NamedTuple, get_args, get_origin

from erasmus_cli.proposal.logic import LOGIC_KEYS
from erasmus_cli.proposal.part import Part
from erasmus_cli.wording.terms import Repeated

Sort = Repeated | Literal["objective", "result", "milestone"]
Held = Literal["handle", "handles", "shares", "parts"]

_ORGANISATION: tuple[Sort, ...] = ("organisation",)
_OF: dict[str, tuple[Sort, ...]] = {
    **dict.fromkeys(
        ("host", "lead", "organisation", "owner", "grants", "participants", "organisations"), _ORGANISATION
    ),
    "outputs": ("output",),
    "objectives": ("objective",),
    "made_by": ("activity", "output", "event", "work_package"),
    "measures": ("objective", "result"),
}
"""What each key may name, wherever it holds handles."""


class Mention(NamedTuple):
    """A place that names something by its handle.

    Attributes:
        at: JSON pointer of the value; for a share, of its key.
        handle: the handle.
        of: what it may stand for.
        is_key: whether the handle is the key there, as that of a share is.
    """

    at: str
    handle: str
    of: tuple[Sort, ...]
    is_key: bool = False


class Place(NamedTuple):
    """A key of a part that holds handles, or further parts.

    Attributes:
        key: the key.
        holds: what it holds.
        of: what its handles may stand for.
    """

    key: str
    holds: Held
    of: tuple[Sort, ...] = ()


Places = Callable[[type[Part]], tuple[Place, ...]]


def mentions(part: Part, at: str = "", places: Places | None = None) -> Iterator[Mention]:
    """Every place below a part of the proposal that names something by its handle.

    Args:
        part: the part, perhaps the whole proposal.
        at: JSON pointer of it.
        places: which keys of a part are looked at; all that hold handles, unless said.
    """
    for key, holds, of in (places or layout)(type(part)):
        value, here = getattr(part, key), f"{at}/{key}"
        if not value:
            continue
        if holds == "handle":
            yield Mention(here, value, of)
        elif holds == "handles":
            yield from (Mention(f"{here}/{number}", handle, of) for number, handle in enumerate(value))
        elif holds == "shares":
            yield from (Mention(f"{here}/{handle}", handle, of, is_key=True) for handle in value)
        else:
            for index, entry in enumerate(value):
                yield from mentions(entry, f"{here}/{index}", places)


@cache
def layout(part: type[Part]) -> tuple[Place, ...]:
    """Where a part may name something: in keys of its own, or in lists of further parts.

    Read off the model once, so that a new list cannot be forgotten.
    """
    found = []
    for key, field in part.model_fields.items():
        if _listed_part(field.annotation):
            found.append(Place(key, "parts"))
        elif key in _OF and (holds := _held(field.annotation)):
            found.append(Place(key, holds, _OF[key]))
    return tuple(found)


@cache
def of_organisations(part: type[Part]) -> tuple[Place, ...]:
    """The same, of what names organisations in the form.

    The lists of the project's logic are no part of any form. Lists of parts that name none are left out.
    """
    found = []
    for place in layout(part):
        listed = _listed_part(part.model_fields[place.key].annotation)
        named = of_organisations(listed) if listed else place.of == _ORGANISATION
        if named and place.key not in LOGIC_KEYS:
            found.append(place)
    return tuple(found)


def _held(annotation: Any) -> Held | None:
    """How an annotation holds handles; None if it holds none, as a number of participants."""
    if get_origin(annotation) in (dict, tuple):
        return "shares" if get_origin(annotation) is dict else "handles"
    return "handle" if annotation is str or any(map(_held, get_args(annotation))) else None


def _listed_part(annotation: Any) -> type[Part] | None:
    """The kind of part of which an annotation is a list, perhaps an optional one; None if it is no such."""
    arguments = get_args(annotation)
    if get_origin(annotation) is tuple:
        return next((one for one in arguments if isinstance(one, type) and issubclass(one, Part)), None)
    return next(filter(None, map(_listed_part, arguments)), None)
