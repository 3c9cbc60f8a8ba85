"""The priorities of the call that the project addresses."""

from collections.abc import Iterator

from erasmus_cli.guide.lookup import pick, priorities_of
from erasmus_cli.guide.model import Edition
from erasmus_cli.rules.digest import Digest
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
from erasmus_cli.wording import closest, count


@rule(
    "PRI-01",
    reads=("priority_obligation", "priorities"),
    severity=Severity.ERROR,
    passes={"call": 2016, "field": "vet", "priorities": {"main": "vet/work-based-learning"}},
    fails={"call": 2016, "field": "vet", "priorities": {"main": "school/early-childhood"}},
)
def priority_addressed(digest: Digest, edition: Edition) -> Outcome:
    """The project addresses a horizontal priority, or one of the field with most impact.

    It has to be named, and be one of the call. Whether the project addresses it in substance is for the
    assessors.
    """
    obligation = pick(edition.priority_obligation, field=digest.field, project_format=digest.proposal.format)
    if obligation is None:
        return not_applicable("the Guide asks for no priority")
    severity = Severity(obligation.strength)
    field, named = digest.field, [key for _, key in _named(digest)]
    if not named:
        return unknown(
            f"name at least {obligation.at_least} priority of the call", "/priorities/main", severity=severity
        )
    if field is None:
        return unknown("which priorities fit depends on the field", "/field", severity=severity)
    fitting = priorities_of(digest.hints, field)
    held = [key for key in named if key in fitting]
    if len(held) >= obligation.at_least and all(edition.priorities[key] for key in held):
        return passed(f"{', '.join(held)} fits the field {field}", "/priorities")
    unlisted = [key for key in named if _open_list(digest.hints, key, field)]
    if unlisted:
        return unknown(
            f"whether {', '.join(unlisted)} is a priority of {edition.call} is not known here",
            at="/priorities",
            severity=severity,
        )
    return failed(
        f"no priority of the field {field}, nor a horizontal one of {edition.call}, is named"
        f" ({', '.join(named)})",
        "/priorities",
        f"choose one of {', '.join(fitting)}",
        severity=severity,
    )


@rule(
    "PRI-02",
    reads=("priorities", "priority_lists"),
    severity=Severity.WARNING,
    passes={"call": 2016, "field": "vet", "priorities": {"main": "vet/work-based-learning"}},
    fails={"call": 2016, "field": "vet", "priorities": {"main": "vet/work-based-lerning"}},
)
def priorities_exist(digest: Digest, edition: Edition) -> Iterator[Outcome]:
    """Every priority that is named exists in the call, and fits the field.

    The form lists horizontal priorities and those of the chosen field.
    """
    named, field = _named(digest), digest.field
    if not named:
        yield not_applicable("no priority is named")
        return
    fitting = tuple(priorities_of(edition, field) if field else edition.priorities)
    faults = 0
    for at, key in named:
        if key in fitting:
            continue
        faults += 1
        close = closest(key, fitting)
        if field and _open_list(edition, key, field):
            hint = f"; did you mean {close}?" if close else ""
            yield unknown(f"{key} is not known here, where the list is not complete{hint}", at=at)
            continue
        foreign = f"belongs to another field than {field}" if key in edition.priorities else "does not exist"
        yield failed(
            f"{key} {foreign} in {edition.call}",
            at,
            f"did you mean {close}?" if close else "choose a horizontal one or one of the field (PRI-01)",
            patches=[(replace(at, close),)] if close else (),
        )
    if not faults:
        yield passed(f"all {len(named)} priorities are on the form's list", "/priorities")


@rule(
    "PRI-03",
    reads=("priority_obligation", "priority_limits", "managers?"),
    severity=Severity.ERROR,
    passes={"field": "vet", "priorities": {"main": "a", "others": ["b", "c"]}},
    fails={"field": "vet", "priorities": {"main": "a", "others": ["b", "c", "d"]}},
)
def not_too_many_priorities(digest: Digest, edition: Edition) -> Outcome:
    """No more priorities are named than the Guide or the form takes.

    Applications in the field of sport address exactly one; other forms take one main priority and a few
    further ones.
    """
    chosen = digest.proposal.priorities
    if chosen is None:
        return not_applicable("no priority is named")
    named = len(_named(digest))
    obligation = pick(edition.priority_obligation, field=digest.field, project_format=digest.proposal.format)
    if obligation and obligation.at_most and named > obligation.at_most:
        return failed(
            f"{named} priorities are named, {obligation.at_most} may be",
            "/priorities/others",
            "keep the one that fits best",
            patches=[(remove("/priorities/others"),)],
        )
    if digest.body == "eacea":
        return passed("EACEA's form sets no limit that is known here", "/priorities")
    further = edition.priority_limits.further if edition.priority_limits else named
    if len(chosen.others) > further:
        return failed(
            f"{len(chosen.others)} further priorities are named; the form takes {further}",
            "/priorities/others",
            "keep those that fit best",
            patches=[(replace("/priorities/others", list(chosen.others[:further])),)],
        )
    return passed(f"{count(named, 'priority', 'priorities')} can be entered", "/priorities")


@rule(
    "PRI-04",
    reads=("priority_limits", "managers?"),
    severity=Severity.ERROR,
    passes={"topics": ["one", "two", "three"]},
    fails={"topics": ["one", "two", "three", "four"]},
)
def not_too_many_topics(digest: Digest, edition: Edition) -> Outcome:
    """No more topics are named than the form takes."""
    topics = digest.proposal.topics
    limit = edition.priority_limits.topics if edition.priority_limits else None
    if not topics or limit is None or digest.body == "eacea":
        return not_applicable("no topic is named, or no limit is known")
    if len(topics) <= limit:
        return passed(f"{count(len(topics), 'topic')} of at most {limit}", "/topics")
    return failed(
        f"{len(topics)} topics are named; the form takes {limit}",
        "/topics",
        "keep those that fit best",
        patches=[(replace("/topics", list(topics[:limit])),)],
    )


def _named(digest: Digest) -> list[tuple[str, str]]:
    chosen = digest.proposal.priorities
    if chosen is None:
        return []
    main = [("/priorities/main", chosen.main)] if chosen.main else []
    return main + [(f"/priorities/others/{index}", key) for index, key in enumerate(chosen.others)]


def _open_list(edition: Edition, key: str, field: str) -> bool:
    """Whether the priority may exist although it is not listed: its list is not fully known."""
    group = key.partition("/")[0]
    listed = edition.priority_lists.get(group) if group in ("horizontal", field) else None
    return listed is not None and not listed.complete
