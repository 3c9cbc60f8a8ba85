"""Carries a proposal over to another call or action, and says what could not go."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from erasmus_cli.guide.counterparts import counterpart
from erasmus_cli.guide.errors import UnknownEditionError
from erasmus_cli.guide.form import form_for
from erasmus_cli.guide.loader import open_edition
from erasmus_cli.guide.lookup import formats_of, pick
from erasmus_cli.guide.model import Edition
from erasmus_cli.pointers import pointer
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.proposal.parsing import looks_like_json
from erasmus_cli.proposal.reader import Document, parse
from erasmus_cli.proposal.text_edit import edited
from erasmus_cli.proposal.unit_cost_items import UNIT_COST_LISTS
from erasmus_cli.proposal.yaml_writer import dump
from erasmus_cli.rules.engine import check
from erasmus_cli.wording.messages import Message, say

UNIT_COSTS = ("requested_grant", *UNIT_COST_LISTS)
_TIMELESS = {"organisations", "past_cooperation"}
LUMP_SUM = ("lump_sum", "estimated_cost", "work_packages", "activities")


@dataclass(frozen=True)
class Conversion:
    """A proposal carried over.

    Attributes:
        data: the new proposal as plain data.
        proposal: the same, held against the model.
        replaced: what was put in place of what.
        dropped: what has no counterpart, by JSON pointer, with the reason.
        needed: what the new call asks for and the proposal does not say, by JSON pointer.
        still_needed: the same for what was missing under its own call already.
    """

    data: dict[str, Any]
    proposal: Proposal
    replaced: tuple[Message, ...]
    dropped: dict[str, Message]
    needed: dict[str, Message]
    still_needed: dict[str, Message]


@dataclass
class _Move:
    """The work in hand: the data so far, and what is said of it."""

    data: dict[str, Any]
    edition: Edition
    replaced: list[Message] = field(default_factory=list)
    dropped: dict[str, Message] = field(default_factory=dict)

    def drop(self, key: str, reason: Message) -> None:
        if self.data.pop(key, None) not in (None, [], {}):
            self.dropped[f"/{key}"] = reason


def convert(proposal: Proposal, call: int, action: str, *, provisional: bool = False) -> Conversion:
    """The proposal as one for another call or action. The given one stays as it is.

    Provisionally, a call that is not published yet is that of the newest edition.

    Raises:
        UnknownEditionError: there are no rules for that call and action.
    """
    move = _Move(
        proposal.model_dump(mode="json", exclude_unset=True),
        open_edition(call, action, provisional=provisional),
    )
    move.data = {"call": call, "action": action, **_without(move.data, ("call", "action"))}
    _shape(move)
    _dates(move, same_call=proposal.call == call)
    _priorities(move)
    _money(move)
    if proposal.call != call:
        _days_of_lists(move, proposal)
    _answers(move)
    _scores(move)
    converted = Proposal.model_validate(move.data)
    before, after = _missing_before(proposal), dict(_needed(converted, provisional=provisional))
    if "/start" in move.dropped:
        after["/start"] = say("say when the project starts in call {call}", call=call)
    return Conversion(
        move.data,
        converted,
        tuple(move.replaced),
        move.dropped,
        {at: words for at, words in after.items() if at not in before},
        {at: words for at, words in after.items() if at in before},
    )


def text_of(source: Document, result: Conversion, path: Path) -> str:
    """The new proposal's text: the old one with what had to change, or all new in another format."""
    as_json = looks_like_json(source.source.text)
    if path.name == "-" or as_json == (path.suffix.lower() == ".json"):
        before = source.proposal.model_dump(mode="json", exclude_unset=True)
        text = edited(source.source.text, list(_changes(before, result.data))).text
        if parse(text).proposal == result.proposal:
            return text
    if path.suffix.lower() == ".json":
        return json.dumps(result.data, ensure_ascii=False, indent=2) + "\n"
    return dump(result.data)


def _changes(before: dict[str, Any], after: dict[str, Any], at: str = "") -> Iterator[tuple[str, Any]]:
    """What has to be put in or taken out, key by key; a list that became shorter is taken as a whole."""
    for key in before:
        if key not in after:
            yield at + pointer((key,)), None
    for key, value in after.items():
        here, old = at + pointer((key,)), before.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            yield from _changes(old, value, here)
        elif isinstance(old, list) and _same_entries(old, value):
            for number, (entry, new) in enumerate(zip(old, value, strict=True)):
                yield from _changes(entry, new, here + pointer((number,)))
        elif key not in before or old != value:
            yield here, value


def _same_entries(old: list[Any], new: Any) -> bool:
    """Whether two lists hold as many entries with keys, so that one follows from the other entry by entry."""
    alike = isinstance(new, list) and len(old) == len(new)
    return alike and all(isinstance(entry, dict) for entry in (*old, *new))


def _shape(move: _Move) -> None:
    edition, name = move.edition, move.edition.id
    if move.data.get("field") not in (None, *edition.fields):
        move.drop("field", say("{edition} has no field {field}", edition=name, field=move.data["field"]))
    chosen = move.data.get("type")
    if chosen is not None and chosen not in edition.types:
        move.drop("type", say("{edition} has no project type {type}", edition=name, type=chosen))
    elif chosen is not None and move.data.get("field") not in edition.types[chosen].fields:
        move.drop(
            "type", say("{edition} does not open the type {type} to this field", edition=name, type=chosen)
        )
    if move.data.get("format") not in (None, *formats_of(edition, move.data.get("field") or "")):
        words = say(
            "{edition} has no format {format} in this field", edition=name, format=move.data["format"]
        )
        move.drop("format", words)


def _dates(move: _Move, *, same_call: bool) -> None:
    if not same_call:
        for key in ("start", "submitted", "round"):
            move.drop(key, say("it belongs to the other call"))
    allowed = pick(
        move.edition.duration, field=move.data.get("field"), project_format=move.data.get("format")
    )
    months = move.data.get("months")
    if months is None or allowed is None:
        return
    if not allowed.allows(months):
        move.drop(
            "months",
            say("{months} months are not allowed in {edition}", months=months, edition=move.edition.id),
        )


def _days_of_lists(move: _Move, proposal: Proposal) -> None:
    """Takes the days out of what is planned; those of organisations and of earlier projects stay true."""
    typed = proposal.model_dump(exclude_unset=True)
    for key, value in typed.items():
        planned = key in move.data and key not in _TIMELESS and isinstance(value, list | tuple)
        if planned and (number := _without_days(value, move.data[key])):
            move.dropped[f"/{key}"] = say("{n} {n:date|dates} of the other call", n=number)


def _without_days(typed: Any, data: Any) -> int:
    """Takes days out of plain data, in place, wherever the same data with types have one; how many."""
    if isinstance(typed, list | tuple):
        return sum(map(_without_days, typed, data))
    if not isinstance(typed, dict):
        return 0
    days = [key for key, value in typed.items() if isinstance(value, date)]
    for key in days:
        del data[key]
    return len(days) + sum(_without_days(typed[key], data[key]) for key in typed.keys() - set(days))


def _priorities(move: _Move) -> None:
    chosen = move.data.get("priorities")
    if not chosen:
        return
    kept: list[str] = []
    for key in (chosen.get("main"), *chosen.get("others", ())):
        found = counterpart(key, move.edition) if key else None
        if found is None and key:
            move.dropped[f"/priorities: {key}"] = say(
                "{edition} has no such priority", edition=move.edition.id
            )
        elif found and found not in kept:
            kept.append(found)
            if found != key:
                words = say("priority {old} by {new}, which comes closest", old=key, new=found)
                move.replaced.append(words)
    limit = move.edition.priority_limits.further + 1 if move.edition.priority_limits else len(kept)
    for key in kept[limit:]:
        move.dropped[f"/priorities: {key}"] = say(
            "the form takes {number} further priorities", number=limit - 1
        )
    kept = kept[:limit]
    if kept:
        others = {"others": kept[1:]} if kept[1:] or "others" in chosen else {}
        move.data["priorities"] = {"main": kept[0], **others}
    else:
        del move.data["priorities"]


def _money(move: _Move) -> None:
    offered = move.edition.lump_sums
    reason = (
        say("a lump-sum call knows no unit costs")
        if offered
        else say("a call of unit costs knows no lump sum")
    )
    for key in UNIT_COSTS if offered else LUMP_SUM:
        move.drop(key, reason)
    if offered is None:
        return
    if "lump_sum" in move.data and move.data["lump_sum"] not in offered.amounts:
        move.drop("lump_sum", say("{edition} does not offer this amount", edition=move.edition.id))
    unused = "activities" if move.edition.packages else "work_packages"
    move.drop(unused, say("{edition} does not divide the lump sum this way", edition=move.edition.id))


def _answers(move: _Move) -> None:
    form = form_for(move.edition, field=move.data.get("field"), project_format=move.data.get("format"))
    answers = move.data.get("answers", {})
    for key in list(answers):
        if form.question(key) is None:
            del answers[key]
            move.dropped[pointer(("answers", key))] = say("the other form has no such question")


def _scores(move: _Move) -> None:
    scores = move.data.get("scores", {})
    for key in [key for key in scores if key not in move.edition.award_criteria]:
        del scores[key]
        move.dropped[pointer(("scores", key))] = say(
            "{edition} has no such criterion", edition=move.edition.id
        )


def _missing_before(proposal: Proposal) -> frozenset[str]:
    """What the proposal did not say under its own call either; nothing where there are no rules for that."""
    try:
        return frozenset(at for at, _ in _needed(proposal, provisional=True))
    except UnknownEditionError:
        return frozenset()


def _needed(proposal: Proposal, *, provisional: bool) -> Iterator[tuple[str, Message]]:
    for finding in check(proposal, fixes=False, provisional=provisional).findings:
        if finding.decides:
            for at in finding.needs or (finding.at,):
                yield at, finding.said


def _without(data: dict[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key not in keys}
