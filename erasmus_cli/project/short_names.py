"""What organisations are called where there is no room for a whole name."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from textwrap import shorten
from types import MappingProxyType

from erasmus_cli.project.project import Project
from erasmus_cli.proposal.city import town
from erasmus_cli.proposal.model import Organisation

LONGEST = 28
"""Characters of a short name."""

CUT = " …"
"""What a name ends in of which only the first words are said."""

_ACRONYM = re.compile(r"\(([^()]{2,15})\)\s*$")


def short_names(project: Project) -> Mapping[str, str]:
    """The short name of each organisation by its handle; no two are the same."""
    named = {
        o.id: (_short(o), town(o.city)) for o in _organisations(project) if o.id and (o.short_name or o.name)
    }
    taken = Counter(name for name, _ in named.values())
    placed = {
        handle: f"{name} ({city})" if taken[name] > 1 and city else name
        for handle, (name, city) in named.items()
    }
    again = Counter(placed.values())
    shown = {handle: f"{name} ({handle})" if again[name] > 1 else name for handle, name in placed.items()}
    return MappingProxyType({o.id: shown.get(o.id, o.id) for o in _organisations(project) if o.id})


def called(project: Project, handle: str | None) -> str | None:
    """The short name of the organisation with this handle; the handle if the proposal has none such."""
    return project.once(short_names).get(handle, handle) if handle else None


def handles_called(organisations: Iterable[Organisation], said: str) -> tuple[str, ...]:
    """The handles of the organisations that somebody means who says a handle, a name or a short name.

    A handle goes before names; case, accents, blanks and hyphens of a name do not matter. Several where a
    name is not one organisation's alone.
    """
    from erasmus_cli.places.folding import fold  # noqa: PLC0415 - a check shows names and reads none

    there = [one for one in organisations if one.id]
    if any(one.id == said for one in there):
        return (said,)
    wanted = fold(said)
    return tuple(
        one.id
        for one in there
        if one.id and wanted and wanted in {fold(name) for name in (one.id, one.name, _short(one)) if name}
    )


def _short(organisation: Organisation) -> str:
    """As the applicant says, else what follows from the name."""
    return organisation.short_name or short_name(organisation.name or "")


def short_name(name: str) -> str:
    """The acronym that a name ends in, or as many of its words as there is room for."""
    acronym = _ACRONYM.search(name)
    if acronym:
        return acronym[1].strip()
    words = " ".join(name.split())
    if " " not in words:
        return words
    cut = shorten(words, LONGEST, placeholder=CUT)
    # Where not even the first word has room, so much of it as there is.
    return cut if cut != CUT.strip() else f"{words[: LONGEST - len(CUT)]}{CUT}"


def _organisations(project: Project) -> list[Organisation]:
    return [member.organisation for member in project.members]
