"""The priorities of the call that the project addresses."""

from collections.abc import Iterator

from erasmus_cli.guide.lookup import priorities_of
from erasmus_cli.guide.model import Edition
from erasmus_cli.rules.digest import Digest
from erasmus_cli.rules.outcome import Outcome, Severity, failed, not_applicable, passed, replace, unknown
from erasmus_cli.rules.registry import rule
from erasmus_cli.wording import closest


@rule(
    "PRI-01",
    reads=("priority_obligation", "priorities", "priority_lists"),
    severity=Severity.ERROR,
    passes={"call": 2016, "field": "vet", "priorities": {"main": "vet/work-based-learning"}},
    fails={"call": 2016, "field": "vet", "priorities": {"main": "school/early-childhood"}},
)
def priority_addressed(digest: Digest, edition: Edition) -> Outcome:
    """The project addresses a horizontal priority, or one of the field with most impact.

    It has to be named, and be one of the call. Whether the project addresses it in substance is for the
    assessors.
    """
    obligation = edition.priority_obligation
    severity = Severity(obligation.strength)
    field, named = digest.proposal.field, [key for _, key in _named(digest)]
    if not named:
        return unknown(
            f"name at least {obligation.at_least} priority of the call", "/priorities/main", severity=severity
        )
    if field is None:
        return unknown("which priorities fit depends on the field", "/field", severity=severity)
    fitting = priorities_of(edition, field)
    held = [key for key in named if key in fitting]
    if len(held) >= obligation.at_least:
        return passed(f"{', '.join(held)} fits the field {field}", "/priorities")
    unlisted = [key for key in named if _open_list(edition, key, field)]
    if unlisted:
        return unknown(
            f"the priorities of {', '.join(unlisted)} for {edition.call} are not all known here",
            "/priorities/main",
            severity=severity,
        )
    return failed(
        f"{', '.join(named)} is neither horizontal nor a priority of the field {field} in {edition.call}",
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
    named, field = _named(digest), digest.proposal.field
    if not named:
        yield not_applicable("no priority is named")
        return
    fitting = tuple(priorities_of(edition, field) if field else edition.priorities)
    faults = 0
    for at, key in named:
        if key in fitting or (field and _open_list(edition, key, field)):
            continue
        faults += 1
        close = closest(key, fitting)
        foreign = f"belongs to another field than {field}" if key in edition.priorities else "does not exist"
        yield failed(
            f"{key} {foreign} in {edition.call}",
            at,
            f"did you mean {close}?" if close else f"choose from {', '.join(fitting)}",
            patches=[(replace(at, close),)] if close else (),
        )
    if not faults:
        yield passed(f"all {len(named)} priorities are on the form's list", "/priorities")


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
