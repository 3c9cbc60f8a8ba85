"""Rows of the Commission's exports of the Erasmus+ Project Results Platform, as data of a proposal.

Columns are found by name. The identifier says call, round, agency and the code of the action. What a row does
not say stays unsaid: the dates of a running project are those after extensions, not those applied for, and
a good practice is a mark that a finished project has got, not the type that an application names.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from erasmus_cli.guide.errors import GuideError
from erasmus_cli.guide.loader import available, open_edition
from erasmus_cli.wording.countries import folded
from erasmus_cli.wording.messages import tell
from erasmus_cli.wording.words import meant, of_form

_IDENTIFIER = re.compile(r"(\d{4})-(\d)-([A-Z]{2}\d{2})-(KA\d{3}(?:-[A-Z]{2,3})?)-\d+")
_CENTRAL = re.compile(r"\d+-EPP-\d+-(\d{4})-\d+-[A-Z]{2}-(EPPKA2-[A-Z]+)(?:-[A-Z]+)*")
"""Of a project that the Executive Agency chose, such as 562000-EPP-1-2015-1-BE-EPPKA2-KA."""
_PARTNER = re.compile(r"partner (\d+) (.+)")
_SCHOOL = "school institute educational centre"
_KINDS = (
    (f"{_SCHOOL} vocational", "vet-provider"),
    (f"{_SCHOOL} adult", "adult-education-provider"),
    (f"{_SCHOOL} general", "school"),
    ("higher education institution", "higher-education-institution"),
    ("non governmental organisation", "non-profit"),
    ("research institute", "research-institute"),
    ("national public body", "public-body"),
    ("regional public body", "public-body"),
    ("local public body", "public-body"),
    ("small and medium sized enterprise", "enterprise"),
    ("large enterprise", "enterprise"),
    ("foundation", "foundation"),
    ("other", "other"),
)
_NAMES = {
    "identifier": "project identifier",
    "action": "action type",
    "call": "call year",
    "title": "project title",
    "name": "coordinating organisation name",
    "type": "coordinating organisation type",
    "country": "coordinator s country",
    "city": "coordinator s city",
}
_GRANT = "eu grant award in euros"
_OF_PARTNER = {
    "name": "name",
    "organisation type": "type",
    "type": "type",
    "country": "country",
    "city": "city",
}


def is_export(headings: Sequence[str]) -> bool:
    """Whether a table is such an export, by the columns that all of them have."""
    known = set(map(_plain, headings))
    return {_NAMES["identifier"], _NAMES["action"]} <= known


def used(headings: Sequence[str]) -> frozenset[str]:
    """The headings that are read."""
    return frozenset(heading for heading in headings if _is_used(_plain(heading)))


def data_of(row: Mapping[str, Any], remark: Callable[[str], None]) -> dict[str, Any]:
    """What a row says, as the data of a proposal file. `remark` is told what nobody here knows.

    Raises:
        ValueError: the identifier contradicts another column.
    """
    said = {_plain(heading): " ".join(str(value).split()) for heading, value in row.items()}
    data = _of_identifier(said.get(_NAMES["identifier"], ""))
    call = said.get(_NAMES["call"])
    if call and call.isdecimal():
        if data.get("call", int(call)) != int(call):
            raise ValueError(
                tell(
                    "the identifier is of call {named}, and the column says {call}",
                    named=data["call"],
                    call=call,
                )
            )
        data["call"] = int(call)
    if title := said.get(_NAMES["title"]):
        data["title"] = title
    data |= _grant(said, data)
    members = _members(said, remark)
    return data | ({"organisations": members} if members else {})


def _plain(heading: str) -> str:
    return folded(heading)


def _is_used(heading: str) -> bool:
    if heading in _NAMES.values() or heading.startswith(_GRANT):
        return heading != _NAMES["action"]
    found = _PARTNER.fullmatch(heading)
    return found is not None and found[2] in _OF_PARTNER


def _of_identifier(identifier: str) -> dict[str, Any]:
    written = identifier.upper()
    if found := _IDENTIFIER.fullmatch(written):
        said = {"call": int(found[1]), "round": int(found[2]), "agency": found[3]}
        return said | _of_code(found[4])
    if found := _CENTRAL.fullmatch(written):
        return {"call": int(found[1])} | _of_code(found[2])
    return {}


def _of_code(code: str) -> dict[str, str]:
    """What the code of a form says; one for projects of several fields, such as KA200, names the action."""
    actions = meant("action", code)
    return of_form(code) or ({"action": actions[0]} if len(actions) == 1 else {})


def _grant(said: Mapping[str, str], data: Mapping[str, Any]) -> dict[str, Any]:
    """The grant: of the whole project, a lump sum where the call has them."""
    amount = next((value for heading, value in said.items() if heading.startswith(_GRANT)), None)
    call, action = data.get("call"), data.get("action")
    if amount is None or call is None or action is None:
        return {}
    try:
        has_lump_sums = (call, action) in available() and open_edition(call, action).lump_sums is not None
    except GuideError:
        has_lump_sums = False
    return {"lump_sum" if has_lump_sums else "requested_grant": amount}


def _members(said: Mapping[str, str], remark: Callable[[str], None]) -> list[dict[str, Any]]:
    """The consortium; nothing where the export has no partners at all, as it is not complete then."""
    partners: dict[int, dict[str, str]] = {}
    for heading, value in said.items():
        if (found := _PARTNER.fullmatch(heading)) and found[2] in _OF_PARTNER:
            partners.setdefault(int(found[1]), {})[_OF_PARTNER[found[2]]] = value
    first = {key: said[_NAMES[key]] for key in ("name", "type", "country", "city") if _NAMES[key] in said}
    if not partners or not first:
        return []
    entries = [("applicant", first), *(("partner", partners[number]) for number in sorted(partners))]
    return [
        {"id": "applicant" if index == 0 else f"p{index}", "role": role, **_member(entry, remark)}
        for index, (role, entry) in enumerate(entries)
    ]


def _member(entry: Mapping[str, str], remark: Callable[[str], None]) -> dict[str, str]:
    said = {key: value for key, value in entry.items() if key != "type"}
    written = entry.get("type")
    if written is None:
        return said
    kind = _kind(written)
    if kind is None:
        remark(tell("the type of organisation `{type}` is not known here: its kind stays open", type=written))
        return said
    return said | {"kind": kind}


def _kind(written: str) -> str | None:
    if len(found := meant("kind", written)) == 1:
        return found[0]
    plain = folded(written)
    return next((kind for begin, kind in _KINDS if plain.startswith(begin)), None)
