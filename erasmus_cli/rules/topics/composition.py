"""Which kinds of organisation the consortium brings together."""

from collections.abc import Iterator

from erasmus_cli.guide.participants import Part
from erasmus_cli.guide.sources import Cited
from erasmus_cli.project.member import Member
from erasmus_cli.project.project import Project
from erasmus_cli.rules.edits import partner_to_find
from erasmus_cli.rules.outcome import (
    Outcome,
    Patch,
    Result,
    Severity,
    append,
    failed,
    not_applicable,
    passed,
    unknown,
)
from erasmus_cli.rules.registry import rule
from erasmus_cli.wording.countries import shown
from erasmus_cli.wording.messages import Message, say

_NO_KINDS = not_applicable(say("no kinds of organisation are asked for"))
_NOBODY_COUNTS = not_applicable(say("no organisation counts (CON-01)"))


@rule(
    "CON-05",
    reads=("composition", "programme_countries", "overseas?"),
    uses=("organisations", "field", "format"),
    severity=Severity.ERROR,
    passes={
        "format": "regional",
        "organisations": [
            {"id": f"{country}{number}", "role": "partner", "country": country, "kind": kind}
            for country in ("BE", "NL")
            for number, kind in enumerate(("school-authority", "school", "enterprise"))
        ],
    },
    fails={
        "format": "regional",
        "organisations": [
            {"id": "a", "role": "applicant", "country": "BE", "kind": "school-authority"},
            {"id": "b", "role": "partner", "country": "NL", "kind": "school-authority"},
        ],
    },
)
def consortium_complete(project: Project) -> Outcome | list[Outcome]:
    """The consortium brings together the kinds of organisation that the action or format asks for.

    Some ask for them in the whole consortium, some in each country, some in the applicant's country and one
    other. An organisation stands for one kind only.
    """
    wanted = project.select(project.edition.composition)
    if wanted is None:
        return _NO_KINDS
    cites = (wanted, *project.country_figures)
    states = project.counted_states
    if not states:
        missing = project.unsaid("role", "country")
        if project.members and not missing:
            return _NOBODY_COUNTS
        words = say("name the organisations, their roles and countries")
        return unknown(words, *(missing or ("/organisations",)), cites=cites)
    groups = _groups(project, wanted.scope, states)
    if wanted.scope == "applicant-country-and-another":
        faults = _here_and_elsewhere(project, wanted.parts, groups, cites)
    else:
        faults = [
            fault
            for label, members in groups
            for fault in _lacks(project, label, members, wanted.parts, cites)
        ]
    if faults:
        return faults
    return passed(
        say("every kind of organisation that is asked for takes part"), "/organisations", cites=cites
    )


Label = Message | str
Group = tuple[Label, list[Member]]


def _groups(project: Project, scope: str, states: tuple[str, ...]) -> list[Group]:
    """The sets of organisations in which each part is looked for, with those that may belong to them."""
    may_count = [member for member in project.members if member.counts is not False]
    if scope == "consortium":
        return [(say("the consortium"), may_count)]
    return [(shown(s), [member for member in may_count if member.state in (s, None)]) for s in states]


def _lack(
    project: Project, label: Label, members: list[Member], part: Part, cites: tuple[Cited, ...]
) -> Iterator[Outcome]:
    belongs = [_belongs(member, part) for member in members]
    there = belongs.count(True)
    if there >= part.at_least:
        return
    if there + belongs.count(None) >= part.at_least:
        unsure = [member for member, sure in zip(members, belongs, strict=True) if sure is None]
        yield _open(_unsaid(unsure), label, _so_many(part, part.at_least), cites)
        return
    lacking = part.at_least - there
    state = next((member.state for member in members if member.counts and member.state), None)
    values = {"group": label, "there": there, "part": part.label, "needed": part.at_least}
    yield failed(
        say("{group} brings {there} {part}; {needed} needed", **values)
        if there
        else say("{group} brings no {part}; {needed} needed", **values),
        "/organisations",
        say("add {wanted} ({kinds:list})", wanted=_so_many(part, lacking), kinds=part.kinds[:4]),
        edits=[_to_find(project, state, part, lacking)] if state else (),
        cites=cites,
    )


def _so_many(part: Part, number: int) -> Message:
    """So many organisations of a kind, in words."""
    if number > 1:
        return say("{number} of kind {part}", number=number, part=part.label)
    return say("{part:a}", part=part.label)


def _to_find(project: Project, state: str, part: Part, lacking: int) -> Patch:
    """New organisations for what is lacking, each with a handle of its own."""
    return tuple(
        append("/organisations", partner_to_find(project, state, part.kinds[0], number))
        for number in range(1, lacking + 1)
    )


def _open(needs: list[str], label: Label, wanted: Message, cites: tuple[Cited, ...]) -> Outcome:
    """The answer where a group may bring what is wanted: something is not said, or only papers tell."""
    words = (
        say("whether {group} brings {wanted} depends on what is not said", group=label, wanted=wanted)
        if needs
        else say(
            "whether {group} brings {wanted} no kind tells; only its papers show what a body is",
            group=label,
            wanted=wanted,
        )
    )
    return unknown(words, *needs, at="/organisations", cites=cites)


def _unsaid(members: list[Member]) -> list[str]:
    """What could still tell whether these organisations count, and of what kind they are."""
    return [
        f"{member.at}/{key}"
        for member in members
        for key in ("role", "country", "kind")
        if getattr(member.organisation, key) is None
    ]


def _lacks(
    project: Project, label: Label, members: list[Member], parts: tuple[Part, ...], cites: tuple[Cited, ...]
) -> list[Outcome]:
    """What a group lacks: part by part, or else because no organisation stands for two."""
    each = [lack for part in parts for lack in _lack(project, label, members, part, cites)]
    together = _shared_out(label, members, parts, cites)
    if any(lack.result is Result.FAIL for lack in each):
        return each
    return together if any(lack.result is Result.FAIL for lack in together) else each or together


def _shared_out(
    label: Label, members: list[Member], parts: tuple[Part, ...], cites: tuple[Cited, ...]
) -> list[Outcome]:
    """What is lacking although each part for itself could be filled: no organisation stands for two."""
    if most_filled(parts, members, sure=True) == _places_of(parts):
        return []
    names = tuple(part.label for part in parts)
    filled = most_filled(parts, members, sure=False)
    if filled == _places_of(parts):
        wanted = say("an organisation of its own for each of {parts:list}", parts=names)
        return [_open(_unsaid(members), label, wanted, cites)]
    return [
        failed(
            say(
                "{group} has {filled} of {needed} ({parts:list}); an organisation stands for one only",
                group=label,
                filled=filled,
                needed=_places_of(parts),
                parts=names,
            ),
            "/organisations",
            say("add an organisation for what is missing"),
            cites=cites,
        )
    ]


def _belongs(member: Member, part: Part) -> bool | None:
    """Whether an organisation is what is asked for; None also where only documents can tell of its kind."""
    sure = member.counts_as(part.kinds)
    if sure is False and member.counts is not False and member.organisation.kind in part.perhaps:
        return None
    return sure


def _places_of(parts: tuple[Part, ...]) -> int:
    return sum(part.at_least for part in parts)


def most_filled(parts: tuple[Part, ...], members: list[Member], *, sure: bool) -> int:
    """How many places of all parts can be filled at once if each organisation takes one: a maximum matching.

    Args:
        parts: kinds of organisation that are asked for, each with so many places.
        members: the organisations.
        sure: count only those that surely count and are of the kind; else also those of which this is open.
    """
    places = [part for part in parts for _ in range(part.at_least)]
    enough = (True,) if sure else (True, None)
    fits = [[at for at, member in enumerate(members) if _belongs(member, part) in enough] for part in places]
    taken: dict[int, int] = {}

    def seat(place: int, seen: set[int]) -> bool:
        for at in fits[place]:
            if at not in seen:
                seen.add(at)
                if at not in taken or seat(taken[at], seen):
                    taken[at] = place
                    return True
        return False

    return sum(seat(place, set()) for place in range(len(places)))


def _here_and_elsewhere(
    project: Project, parts: tuple[Part, ...], groups: list[Group], cites: tuple[Cited, ...]
) -> list[Outcome]:
    """What the applicant's country lacks, and what the best of the other countries lacks."""
    home = project.applicants[0].state if project.applicants else None
    if home is None:
        missing = project.unsaid("role", "country")
        words = say("say which organisation applies, and its country")
        return [unknown(words, *missing, cites=cites)] if missing else []
    lacks = {label: _lacks(project, label, members, parts, cites) for label, members in groups}
    here = lacks.pop(shown(home), [])
    if not lacks:
        alone = failed(
            say("no second country takes part"), "/organisations", say("add a partner country"), cites=cites
        )
        return [*here, alone]
    return here + min(lacks.values(), key=len)
