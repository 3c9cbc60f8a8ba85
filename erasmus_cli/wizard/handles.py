"""The handles of organisations, packages, outputs and so on: short names that the rest of the file uses."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, cast, get_args

from erasmus_cli.guide.form import Form
from erasmus_cli.pointers import parent, parts, pointer
from erasmus_cli.proposal.editing import NewKey
from erasmus_cli.proposal.model import Proposal, handles_of, items_of
from erasmus_cli.proposal.references import Mention, Sort, mentions
from erasmus_cli.wizard.lists import found
from erasmus_cli.wording.countries import folded
from erasmus_cli.wording.messages import tell
from erasmus_cli.wording.terms import Repeated

Edits = list[tuple[str, Any]]

_SMALL_WORDS = re.compile(
    r"a[mn]?|and|at|bei|das?|de|degli|dell?a?|de[rs]|dla|d[iou]|dos|el?|et?|en|for|fur|im?|in|l[ae]s?|na|nr|"
    r"o[fgn]|op|s[ei]|the|und|van|vo[mn]|[wyz]|z[au]|zu[mr]|asbl|crl|gmbh|ltd|vzw"
)
"""Words that say nothing of an organisation; a handle neither needs them nor ends with one."""

_HANDLE_LENGTH = 20
_STEMS = {
    "work_packages": "WP",
    "outputs": "O",
    "events": "E",
    "learning_activities": "C",
    "objectives": "OB",
    "results": "R",
    "milestones": "M",
}
"""What the handles of these begin with, as the forms number them; all others are made of their names."""


def handles_to_give(proposal: Proposal, at: str, value: Any) -> Edits:
    """A handle for each entry that has a name or title and none yet, as edits of the proposal.

    Args:
        proposal: as it is now.
        at: JSON pointer of the value that is about to be saved, which may be a name.
        value: that value.
    """
    edits: Edits = []
    for lists in _families(proposal, at, value):
        taken = [handle for entries in lists.values() for handle, _ in entries]
        for where, entries in lists.items():
            stem = _STEMS.get(parts(where)[-1])
            for index, (handle, name) in enumerate(entries):
                if handle is None and name:
                    taken.append(numbered(stem, taken) if stem else handle_for(name, taken))
                    edits.append((f"{where}/{index}/id", taken[-1]))
    return edits


def handle_that_follows(proposal: Proposal, at: str, value: Any) -> Edits:
    """The handle that was made of a name and goes with it when that is corrected, as an edit of the proposal.

    It stays as it is once anything refers to it, or where it is not the one that its name makes.

    Args:
        proposal: as it is now.
        at: JSON pointer of the value that is about to be saved, which may be a name.
        value: that value.
    """
    for lists in _families(proposal, "", None):
        for where, entries in lists.items():
            if parts(where)[-1] in _STEMS:
                continue
            for index, (handle, name) in enumerate(entries):
                if at not in (f"{where}/{index}/name", f"{where}/{index}/title"):
                    continue
                others = [one for list_ in lists.values() for one, _ in list_ if one != handle]
                is_made = bool(handle and name) and handle == handle_for(name or "", others)
                if is_made and value and not _is_mentioned(proposal, handle):
                    return [(f"{where}/{index}/id", handle_for(str(value), others))]
    return []


def _is_mentioned(proposal: Proposal, handle: str | None) -> bool:
    """Whether anything in the proposal goes by a handle, of whatever sort."""
    texts = any(key.partition("/")[2] == handle for key in proposal.answers)
    return texts or any(one.handle == handle for one in mentions(proposal))


def renaming(proposal: Proposal, form: Form | None, at: str, new: str) -> Edits:
    """The edits that give an entry another handle; all that names it follows, texts of the form as well.

    Args:
        proposal: as it is now.
        form: the application form, which says what each of its questions is about, where it is known.
        at: JSON pointer of the handle.
        new: the handle that it gets.

    Raises:
        ValueError: another entry of the same sort has it.
    """
    sort = _SORTS[parts(at)[-3]]
    (own,) = (lists for lists in _families(proposal, "", None) if parent(parent(at)) in lists)
    everyone = [
        (f"{where}/{n}/id", handle) for where, list_ in own.items() for n, (handle, _) in enumerate(list_)
    ]
    old = dict(everyone)[at]
    if any(handle == new and place != at for place, handle in everyone):
        raise ValueError(tell("Another one is called `{handle}` already.", handle=new))
    if old is None or old == new:
        return [(at, new)]
    edits: Edits = [
        (one.at, NewKey(new) if one.is_key else new)
        for one in mentions(proposal)
        if one.handle == old and sort in one.of and not _is_another(proposal, one, sort)
    ]
    about = {question.id: question.repeat for question in form.questions()} if form else {}
    shared = sum(old in handles_of(proposal, each) for each in get_args(Repeated)) > 1
    for key in proposal.answers:
        question, _, handle = key.partition("/")
        # A question that the form does not know may be about anything that is called so.
        if handle == old and (about[question] == sort if question in about else not shared):
            edits.append((pointer(("answers", key)), NewKey(f"{question}/{new}")))
    return [*edits, (at, new)]


def leaving(proposal: Proposal, at: str) -> Edits:
    """The edits that take out an entry with all that names it, but the texts on it.

    Args:
        proposal: as it is now.
        at: JSON pointer of the entry.
    """
    sort, own = _SORTS.get(parts(at)[-2]), getattr(found(proposal, at), "id", None)
    named = [
        one.at
        for one in mentions(proposal)
        if own and one.handle == own and sort in one.of and not _is_another(proposal, one, sort)
    ]
    # A row that is about an organisation goes as a whole.
    gone = [parent(place) if parts(place)[-1] == "organisation" else place for place in named]
    kept = [place for place in gone if not place.startswith(f"{at}/")]
    # The last entry of a list first, so that the numbers of the others stay.
    return [(place, None) for place in [*sorted(kept, key=_places, reverse=True), at]]


def _is_another(proposal: Proposal, one: Mention, sort: Sort) -> bool:
    """Whether a place may as well mean an entry of another sort, so that nobody can tell which."""
    others = (each for each in one.of if each != sort)
    return any(one.handle == entry.id for each in others for entry in _all_of(proposal, each))


def _all_of(proposal: Proposal, sort: Sort) -> tuple[Any, ...]:
    if sort in get_args(Repeated):
        return items_of(proposal, cast("Repeated", sort))
    return getattr(proposal, f"{sort}s") or ()


def _places(at: str) -> list[tuple[int, str]]:
    """What orders pointers as their values stand in lists."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in parts(at)]


def handle_for(name: str, taken: Iterable[str | None]) -> str:
    """A short handle out of the name, else `p` and a number, that nobody else has."""
    used = set(taken)
    ascii_name = folded(name).encode("ascii", "ignore").decode()
    handle = ""
    words = re.findall(r"[a-z0-9]+", ascii_name)
    for word in [word for word in words if not _SMALL_WORDS.fullmatch(word)] or words:
        longer = f"{handle}-{word}".lstrip("-")
        if len(longer) > _HANDLE_LENGTH:
            break
        handle = longer
    if handle and handle not in used:
        return handle
    return numbered(f"{handle}-", taken, first=2) if handle else numbered("p", taken, first=len(used) + 1)


def numbered(stem: str, taken: Iterable[str | None], first: int = 1) -> str:
    """The stem with the first number, from `first` on, that makes a handle which nobody else has."""
    used, number = set(taken), first
    while f"{stem}{number}" in used:
        number += 1
    return f"{stem}{number}"


_SORTS: dict[str, Sort] = {
    "organisations": "organisation",
    "outputs": "output",
    "events": "event",
    "learning_activities": "learning_activity",
    "work_packages": "work_package",
    "activities": "activity",
    "objectives": "objective",
    "results": "result",
    "milestones": "milestone",
}
"""What the entries of a list are, by its key."""

_Entries = list[tuple[str | None, str | None]]


def _families(proposal: Proposal, at: str, value: Any) -> Iterator[dict[str, _Entries]]:
    """Lists by their pointer, each entry as handle and name; no handle stands twice in the same family."""
    for key in ("organisations", *_STEMS):
        yield {f"/{key}": _with(_said(getattr(proposal, key)), f"/{key}", at, value)}
    inner = {
        f"/work_packages/{index}/activities": package.activities
        for index, package in enumerate(proposal.work_packages or ())
    }
    everywhere = {"/activities": proposal.activities, **inner}
    yield {where: _with(_said(entries), where, at, value) for where, entries in everywhere.items()}


def _said(entries: Iterable[Any] | None) -> _Entries:
    return [
        (entry.id, getattr(entry, "name", None) or getattr(entry, "title", None)) for entry in entries or ()
    ]


def _with(entries: _Entries, where: str, at: str, value: Any) -> _Entries:
    """The entries with the name that is about to be saved."""
    head, way = parts(where), parts(at)
    if way[: len(head)] != head or way[len(head) + 1 :] not in (("name",), ("title",)):
        return entries
    index = int(way[len(head)])
    handle = entries[index][0] if index < len(entries) else None
    return [*entries[:index], (handle, value), *entries[index + 1 :]]
