"""Hints on the organisations of the consortium."""

import re
from collections.abc import Iterator
from typing import Any

from erasmus_cli.proposal.city import town
from erasmus_cli.proposal.model import Organisation
from erasmus_cli.proposal.part import Part
from erasmus_cli.scoring.hints.reading import Reading, place
from erasmus_cli.scoring.hints.registry import Remark, hint
from erasmus_cli.wording.countries import name
from erasmus_cli.wording.language import speaking
from erasmus_cli.wording.messages import say

_PORTRAIT = 60
_PAIR: list[dict[str, Any]] = [
    {"id": "a", "name": "Northgate School", "role": "applicant", "country": "IE"},
    {"id": "b", "name": "Southgate School", "role": "partner", "country": "PT"},
]
_SAME = "We are a school with many years of experience in European projects and a motivated staff."


@hint(
    "HINT-05",
    english=True,
    fires={"organisations": _PAIR, "meetings": [{"host": "a"}]},
    silent={"organisations": _PAIR, "meetings": [{"host": "b"}]},
)
def partner_without_task(reading: Reading) -> Iterator[Remark]:
    """A full partner leads nothing, hosts nothing, works on nothing and is not spoken of in any answer.

    Assessors look for a balanced share of tasks and for a reason why each organisation takes part. The hint
    looks for the partner's handle in the project's activities, and for its handle, name, city and country in
    all answers but its own portrait. What a partner does under another name it cannot see, nor names that
    a language bends.
    """
    proposal = reading.project.proposal
    busy = {handle for part in _work(reading) for handle in _handles(part)}
    if not busy:
        return
    texts = (text for key, text in proposal.answers.items() if not key.startswith("organisation."))
    said = " ".join(texts).casefold()
    for index, member in enumerate(reading.organisations):
        if member.role == "partner" and member.id and member.id not in busy and not _named(member, said):
            label = member.name or member.id
            words = say("{partner} stands in no activity, and no answer speaks of it", partner=label)
            yield Remark(words, f"/organisations/{index}")


@hint(
    "HINT-06",
    english=False,
    fires={
        "organisations": _PAIR,
        "lump_sum": 120000,
        "work_packages": [{"id": "WP1", "grants": {"a": 20000}}, {"id": "WP2", "grants": {"a": 100000}}],
    },
    silent={
        "organisations": _PAIR,
        "lump_sum": 120000,
        "work_packages": [{"id": "WP1", "grants": {"a": 20000}}, {"id": "WP2"}],
    },
)
def partner_without_money(reading: Reading) -> Iterator[Remark]:
    """A full partner has no share in any work package of a lump sum.

    Who gets no money is likely to do no work, or should be an associated partner; assessors compare shares
    with tasks. The hint looks only where every work package is divided. Why a partner works for nothing it
    cannot know.
    """
    packages = reading.project.proposal.work_packages or ()
    if (
        reading.project.edition.lump_sums is None
        or not packages
        or not all(package.grants for package in packages)
    ):
        return
    paid = {handle for package in packages for handle, amount in package.grants.items() if amount}
    for index, member in enumerate(reading.organisations):
        if member.role in ("applicant", "partner") and member.id and member.id not in paid:
            words = say("{partner} has no share in any work package", partner=member.name or member.id)
            yield Remark(words, f"/organisations/{index}")


@hint(
    "HINT-07",
    english=False,
    fires={
        "organisations": _PAIR,
        "answers": {"organisation.background/a": _SAME, "organisation.background/b": _SAME},
    },
    silent={
        "organisations": _PAIR,
        "answers": {
            "organisation.background/a": _SAME,
            "organisation.background/b": "A village school with 60 pupils, where nobody has been abroad.",
        },
    },
)
def same_portrait(reading: Reading) -> Iterator[Remark]:
    """Two organisations are described in the same words.

    A portrait that fits anybody tells assessors nothing about what this organisation brings. The hint
    compares answers to the same question, without the organisations' own names. It does not see the same text
    in other words.
    """
    members = {member.id: member for member in reading.organisations if member.id}
    portraits = [
        (field, _nameless(field.text, members.get(field.handle or "")))
        for field in reading.answers("organisation.")
    ]
    first: dict[tuple[str, str], str] = {}
    for field, text in portraits:
        twin = first.setdefault((field.question.id, text), field.key)
        if twin != field.key and len(text) >= _PORTRAIT:
            yield Remark(say("{field} is the text of {twin}", field=field.key, twin=twin), place(field))


def _work(reading: Reading) -> Iterator[Part]:
    proposal = reading.project.proposal
    for group in (
        proposal.meetings,
        proposal.outputs,
        proposal.events,
        proposal.learning_activities,
        proposal.work_packages,
        proposal.activities,
    ):
        yield from group or ()


def _handles(part: Any) -> Iterator[str]:
    """Every organisation that a part of the work names; a share of nothing is no task."""
    if isinstance(part, tuple):
        for entry in part:
            yield from _handles(entry)
    elif isinstance(part, Part):
        for key, value in part:
            if key in ("lead", "host", "organisation") and value:
                yield value
            elif key == "grants":
                yield from (handle for handle, amount in value.items() if amount)
            else:
                yield from _handles(value)


def _named(member: Organisation, text: str) -> bool:
    with speaking("en"):  # as the texts that are looked at
        home = name(member.country) if member.country else None
    names = (member.id, member.name, town(member.city), home)
    return any(own and re.search(rf"\b{re.escape(own.casefold())}\b", text) for own in names)


def _nameless(text: str, member: Organisation | None) -> str:
    """A text without the organisation's name and city, in one line."""
    plain = text
    for own in (member.name, town(member.city)) if member else ():
        plain = plain.replace(own, "") if own else plain
    return " ".join(plain.casefold().split())
