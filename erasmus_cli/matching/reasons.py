"""Changes in words, and why there is none."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from erasmus_cli.matching.changes import MOST_EDITS
from erasmus_cli.matching.match import Fit, Match
from erasmus_cli.pointers import dotted, parts
from erasmus_cli.proposal.yaml_writer import inline
from erasmus_cli.rules.outcome import Patch
from erasmus_cli.wording.language import Words
from erasmus_cli.wording.messages import NOTHING, Message, say


def why_no_change(one: Match) -> Message | None:
    """Why no small change opens it; None where one does, or where nothing stands against it."""
    if one.fit is not Fit.NOT or one.change is not None:
        return None
    stuck = next((finding for finding in one.fails if not finding.answer.edits), None)
    if stuck is None:
        return say("no {most} edits or fewer that the rules suggest open it", most=MOST_EDITS)
    values = {"rule": stuck.rule, "why": stuck.said, "fix": stuck.advice}
    if stuck.advice:
        return say("no edit follows from {rule} ({why}): {fix}", **values)
    return say("no edit follows from {rule} ({why})", **values)


def steps_in_words(edits: Iterable[Patch], organisations: Iterable[Mapping[str, Any]]) -> list[Message]:
    """Edits one after the other in words, such as `make p3 (CH) an associated partner` or `put months: 24`.

    Args:
        edits: what is changed; each sees what the ones before it left.
        organisations: those of the partnership as it is.
    """
    labels = [_label(one) for one in organisations]
    return [say("{steps:reasons}", steps=tuple(_patch_in_words(labels, patch))) for patch in edits]


def _patch_in_words(labels: list[Message], patch: Patch) -> Iterator[Message]:
    """The operations of one edit; partners of one kind that are added in a row are told together."""
    for added, those in groupby(patch, key=_added_like):
        together = list(those)
        if added is None or len(together) == 1:
            yield from (_words(labels, operation) for operation in together)
            continue
        entries = [operation["value"] for operation in together]
        labels.extend(map(_label, entries))
        homes = dict.fromkeys(entry["country"] for entry in entries)
        yield say(
            "add {n} {n:partner|partners}{of_kind}, here from {homes}",
            n=len(entries),
            of_kind=_of_kind(entries[0].get("kind")),
            homes=tuple([say("{country:country} ({country:code})", country=home) for home in homes]),
        )


def _added_like(operation: Mapping[str, Any]) -> tuple[str | None] | None:
    """What operations that add a partner have in common; None for any other operation."""
    value = operation.get("value")
    if operation["path"] != "/organisations/-" or not isinstance(value, Mapping):
        return None
    if value.get("role") != "partner" or "country" not in value:
        return None
    return (value.get("kind"),)


def _words(labels: list[Message], operation: Mapping[str, Any]) -> Message:
    at, value = str(operation["path"]), operation.get("value")
    place = parts(at)
    if place[:1] == ("organisations",) and len(place) > 1:
        return _of_organisation(labels, place[1:], value, out=operation["op"] == "remove")
    if operation["op"] == "remove":
        return say("take out {key}", key=dotted(at))
    return say("put {key}: {value}", key=dotted(at), value=inline(value, flow=True))


def _of_organisation(labels: list[Message], place: tuple[str, ...], value: Any, *, out: bool) -> Message:
    """An edit of the list of organisations; the labels follow it."""
    if place == ("-",):
        labels.append(_label(value))
        country, kind = value.get("country"), value.get("kind")
        return say(
            "add {what}{of_kind}{home}",
            what=_PARTS.get(value.get("role"), Words("an organisation")),
            of_kind=_of_kind(kind),
            home=say(", here from {country:country} ({country:code})", country=country)
            if country
            else NOTHING,
        )
    who, key = labels[int(place[0])], ".".join(place[1:])
    if out:
        del labels[int(place[0])]
        return say("take {member} out", member=who)
    if key == "role":
        return say("make {member} {part}", member=who, part=_PARTS.get(value, value))
    return say("put {key} of {member}: {value}", key=key, member=who, value=inline(value, flow=True))


_PARTS = {
    "applicant": Words("the applicant"),
    "partner": Words("a partner"),
    "associated": Words("an associated partner"),
    "affiliated": Words("an affiliated entity"),
}


def _of_kind(kind: str | None) -> Message:
    return say(" of kind {kind}", kind=kind) if kind else NOTHING


def _label(organisation: Mapping[str, Any]) -> Message:
    country = organisation.get("country")
    called = organisation.get("name") or organisation.get("id") or Words("one organisation")
    if country:
        return say("{member} ({country:code})", member=called, country=country)
    return say("{member}", member=called)
