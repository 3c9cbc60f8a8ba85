"""The priorities of the call that the project addresses."""

from collections.abc import Iterator

from erasmus_cli.guide.lookup import priorities_of
from erasmus_cli.guide.records import Priority, PriorityList
from erasmus_cli.project.project import Project
from erasmus_cli.rules.outcome import (
    Outcome,
    Severity,
    failed,
    not_applicable,
    passed,
    remove,
    replace,
    unknown,
)
from erasmus_cli.rules.registry import rule
from erasmus_cli.wording.countries import folded
from erasmus_cli.wording.formatting import closest
from erasmus_cli.wording.language import available, open_language
from erasmus_cli.wording.messages import NOTHING, say
from erasmus_cli.wording.patterns import pattern

_ID = pattern(r"[a-z-]+/[a-z0-9-]+")
"""How an id is written. All else may be the name of a priority, so nobody can tell that it is none."""
_NOT_ASKED = not_applicable(say("the Guide asks for no priority"))
_NONE_NAMED = not_applicable(say("no priority is named"))
_NO_TOPIC = not_applicable(say("no topic is named, or no limit is known"))


@rule(
    "PRI-01",
    reads=("priority_obligation", "priorities"),
    uses=("priorities", "field", "format"),
    severity=Severity.ERROR,
    passes={"call": 2016, "field": "vet", "priorities": {"main": "vet/work-based-learning"}},
    fails={"call": 2016, "field": "vet", "priorities": {"main": "school/early-childhood"}},
)
def priority_addressed(project: Project) -> Outcome:
    """The project addresses a horizontal priority, or one of the field with most impact.

    It has to be named, and be one of the call. Whether the project addresses it in substance is for the
    assessors.
    """
    edition = project.edition
    obligation = project.select(edition.priority_obligation)
    if obligation is None:
        return _NOT_ASKED
    severity, cites = Severity(obligation.strength), (obligation,)
    field, chosen = project.field, project.proposal.priorities
    named = tuple(filter(None, (chosen.main, *chosen.others))) if chosen else ()
    if not named:
        words = say("name at least {least} priority of the call", least=obligation.at_least)
        return unknown(words, "/priorities/main", severity=severity, cites=cites)
    if field is None:
        return unknown(
            say("which priorities fit depends on the field"), "/field", severity=severity, cites=cites
        )
    fitting = _fitting(project)
    held = tuple([key for key in named if key in fitting])
    if len(held) >= obligation.at_least:
        words = say("{held:list} fits the field {field}", held=held, field=field)
        return passed(words, "/priorities", cites=(obligation, *[fitting[key] for key in held]))
    unlisted = tuple([key for key in named if _is_open(_list_of(project, key))])
    if unlisted:
        words = say(
            "whether {unlisted:list} is a priority of {call} is not known here",
            unlisted=unlisted,
            call=edition.call,
        )
        return unknown(words, at="/priorities", severity=severity, cites=cites)
    if meant := tuple(one for key in named for one in _meant(key, fitting)):
        words = say(
            "{named:list} is no id of a priority; {meant:list} may be meant", named=named, meant=meant
        )
        return unknown(
            words, at="/priorities", severity=severity, cites=(obligation, *[fitting[key] for key in meant])
        )
    if said := tuple([key for key in named if not _ID.fullmatch(key)]):
        words = say(
            "whether {unlisted:list} is a priority of {call} is not known here",
            unlisted=said,
            call=edition.call,
        )
        return unknown(words, at="/priorities", severity=severity, cites=cites)
    return failed(
        say(
            "no priority of the field {field}, nor a horizontal one of {call}, is named ({named:list})",
            field=field,
            call=edition.call,
            named=named,
        ),
        "/priorities",
        say("choose one of {fitting:list}", fitting=tuple(fitting)),
        severity=severity,
        cites=cites,
    )


@rule(
    "PRI-02",
    reads=("priorities", "priority_lists"),
    uses=("priorities", "field"),
    severity=Severity.WARNING,
    passes={"call": 2016, "field": "vet", "priorities": {"main": "vet/work-based-learning"}},
    fails={"call": 2016, "field": "vet", "priorities": {"main": "vet/work-based-lerning"}},
)
def priorities_exist(project: Project) -> Iterator[Outcome]:
    """Every priority that is named exists in the call, and fits the field.

    The form lists horizontal priorities and those of the chosen field.
    """
    named = _named(project)
    if not named:
        yield _NONE_NAMED
        return
    field, edition, fitting = project.field, project.edition, _fitting(project)
    cites = tuple(fitting.values()) if field else ()
    faults = 0
    for at, key in named:
        if key in fitting:
            continue
        faults += 1
        listed, meant = _list_of(project, key), _meant(key, fitting)
        close = closest(key, tuple(fitting)) if not meant else meant[0] if len(meant) == 1 else None
        rests_on = (*cites, listed) if listed else cites
        if _is_open(listed):
            hint = say("; did you mean {close}?", close=close) if close else NOTHING
            words = say("{key} is not known here, where the list is not complete{hint}", key=key, hint=hint)
            yield unknown(words, at=at, cites=rests_on)
            continue
        values = {"key": key, "field": field, "call": edition.call}
        yield failed(
            say("{key} belongs to another field than {field} in {call}", **values)
            if key in edition.priorities
            else say("{key} does not exist in {call}", **values),
            at,
            say("did you mean {close}?", close=close)
            if close
            else say("choose a horizontal one or one of the field (PRI-01)"),
            edits=[(replace(at, close),)] if close else (),
            cites=rests_on,
        )
    if not faults:
        words = say("all {number} priorities are on the form's list", number=len(named))
        yield passed(words, "/priorities", cites=cites)


@rule(
    "PRI-03",
    reads=("priority_obligation", "priority_limits", "managers?"),
    uses=("priorities", "field", "format"),
    severity=Severity.ERROR,
    passes={"field": "vet", "priorities": {"main": "a", "others": ["b", "c"]}},
    fails={"field": "vet", "priorities": {"main": "a", "others": ["b", "c", "d"]}},
)
def not_too_many_priorities(project: Project) -> Outcome:
    """No more priorities are named than the Guide or the form takes.

    Applications in the field of sport address exactly one; other forms take one main priority and a few
    further ones.
    """
    chosen, limits = project.proposal.priorities, project.edition.priority_limits
    if chosen is None:
        return _NONE_NAMED
    further = chosen.others
    named = len(further) + bool(chosen.main)
    obligation = project.select(project.edition.priority_obligation)
    cites = (obligation,) if obligation else ()
    if obligation and obligation.at_most and named > obligation.at_most:
        return failed(
            say("{named} priorities are named, {most} may be", named=named, most=obligation.at_most),
            "/priorities/others",
            say("keep the one that fits best"),
            edits=[(remove("/priorities/others"),)],
            cites=cites,
        )
    rests_on = (*cites, *project.manager_figures)
    if project.body == "eacea":
        return passed(say("EACEA's form sets no limit that is known here"), "/priorities", cites=rests_on)
    if limits and len(further) > limits.further:
        return failed(
            say(
                "{further} further priorities are named; the form takes {most}",
                further=len(further),
                most=limits.further,
            ),
            "/priorities/others",
            say("keep those that fit best"),
            edits=[(replace("/priorities/others", list(further[: limits.further])),)],
            cites=rests_on,
        )
    words = say("{named} {named:priority|priorities} can be entered", named=named)
    return passed(words, "/priorities", cites=rests_on)


@rule(
    "PRI-04",
    reads=("priority_limits", "managers?"),
    uses=("topics", "field", "format"),
    severity=Severity.ERROR,
    passes={"topics": ["one", "two", "three"]},
    fails={"topics": ["one", "two", "three", "four"]},
)
def not_too_many_topics(project: Project) -> Outcome:
    """No more topics are named than the form takes."""
    topics, limits = project.proposal.topics, project.edition.priority_limits
    most = limits.topics if limits else None
    if not topics or most is None:
        return _NO_TOPIC
    cites = project.manager_figures
    if project.body == "eacea":
        return _NO_TOPIC._replace(cites=cites)
    values = {"number": len(topics), "most": most}
    if len(topics) <= most:
        words = say("{number} {number:topic|topics} of at most {most}", **values)
        return passed(words, "/topics", cites=cites)
    return failed(
        say("{number} topics are named; the form takes {most}", **values),
        "/topics",
        say("keep those that fit best"),
        edits=[(replace("/topics", list(topics[:most])),)],
        cites=cites,
    )


def _named(project: Project) -> list[tuple[str, str]]:
    chosen = project.proposal.priorities
    if chosen is None:
        return []
    main = [("/priorities/main", chosen.main)] if chosen.main else []
    return main + [(f"/priorities/others/{index}", key) for index, key in enumerate(chosen.others)]


def _fitting(project: Project) -> dict[str, Priority]:
    """What the form lists: horizontal priorities and those of the field; all of them while that is unsaid."""
    return priorities_of(project.edition, project.field) if project.field else project.edition.priorities


def _meant(words: str, known: dict[str, Priority]) -> tuple[str, ...]:
    """The priorities that are called so, or whose name begins so or is the beginning of what is written.

    They are known in the words of the list in every language, and by their id without the group.
    """
    name = folded(words.rpartition(":")[2])
    called = {key: _names(key, one) for key, one in known.items()}
    exact = tuple([key for key, names in called.items() if name in names])
    return exact or tuple([key for key, names in called.items() if any(_begin(name, one) for one in names)])


def _names(key: str, priority: Priority) -> frozenset[str]:
    """What a priority is called in all languages, folded, and its id without the group."""
    titles = (open_language(code).texts(priority.label) for code in available())
    return frozenset(map(folded, (key.partition("/")[2], *titles)))


def _begin(one: str, other: str) -> bool:
    """Whether one name is the beginning of the other, by two whole words at least."""
    shorter, longer = sorted((one, other), key=len)
    return " " in shorter and longer.startswith(f"{shorter} ")


def _list_of(project: Project, key: str) -> PriorityList | None:
    """The list to which a priority would belong, where that one fits the field."""
    group = key.partition("/")[0]
    if project.field is None or group not in ("horizontal", project.field):
        return None
    return project.edition.priority_lists.get(group)


def _is_open(listed: PriorityList | None) -> bool:
    """Whether a priority may exist although it is not listed: its list is not fully known."""
    return listed is not None and not listed.complete
