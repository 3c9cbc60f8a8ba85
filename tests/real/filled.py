"""Fills in what a record does not say, so that no rule minds: what was funded could have been written."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import cycle, islice
from typing import Any

from real.proposals import Record, proposal

from erasmus_cli.guide.loader import open_edition
from erasmus_cli.guide.lookup import pick, priorities_of, window_dates
from erasmus_cli.guide.model import Edition
from erasmus_cli.proposal.model import Proposal

Data = dict[str, Any]

# The field with most impact, where the action code is for several fields.
CROSS_FIELD = "adult"

# What the typical organisation of a field is, where the record is silent.
KINDS = {
    "school": "school",
    "vet": "vet-provider",
    "higher-education": "higher-education-institution",
    "adult": "adult-education-provider",
    "youth": "non-profit",
}
REGIONAL_KINDS = ("school-authority", "school", "enterprise")


def completed(record: Record) -> Data:
    """The proposal of a record with every missing fact filled in so that no rule minds, if that can be."""
    data = proposal(record)
    edition = open_edition(data["call"], data["action"])
    data.setdefault("field", CROSS_FIELD)
    _add(data, format=_format(edition, data, record))
    _add(data, type=_type(edition, data))
    data["organisations"] = _consortium(edition, data, record)
    data.setdefault("months", _length(edition, data))
    data.setdefault("start", _start(edition, data))
    data["priorities"] = {"main": _priority(edition, data["field"])}
    _add(data, **dict(_money(edition, data)))
    return data


def _add(data: Data, **facts: Any) -> None:
    """Adds what is known and not said yet."""
    for key, value in facts.items():
        if value is not None:
            data.setdefault(key, value)


def _own(edition: Edition, topic: str, data: Mapping[str, Any]) -> Any:
    """The entry of a table of the edition that holds for the proposal."""
    return pick(getattr(edition, topic), field=data["field"], project_format=data.get("format"))


def _format(edition: Edition, data: Data, record: Record) -> str | None:
    """Two countries were enough for school authorities with their companions, and for schools alone."""
    if data["field"] != "school" or not edition.formats or record.get("n_countries") != 2:
        return None
    return "regional" if record["n_organisations"] >= 2 * len(REGIONAL_KINDS) else "school-exchange"


def _type(edition: Edition, data: Data) -> str | None:
    shape = edition.formats.get(data.get("format", ""))
    fitting = (name for name, kind in edition.types.items() if data["field"] in kind.fields)
    return shape.project_type if shape and shape.project_type else next(fitting, None)


def _priority(edition: Edition, field: str) -> str:
    fitting = priorities_of(edition, field)
    return next((key for key in fitting if key.startswith(f"{field}/")), min(fitting))


def _length(edition: Edition, data: Data) -> int:
    """The shortest usual length whose ceiling covers the grant, else the longest that is allowed."""
    allowed, ceiling = _own(edition, "duration", data), _own(edition, "grant_ceiling", data)
    lengths = range(max(allowed.min_months, min(24, allowed.max_months)), allowed.max_months + 1)
    fitting = (months for months in lengths if not allowed.only or months in allowed.only)
    if ceiling is None or ceiling.per_month is None:
        return next(fitting)
    grant = data.get("requested_grant", 0)
    return next((months for months in fitting if grant <= ceiling.per_month * months), allowed.max_months)


def _start(edition: Edition, data: Data) -> str:
    windows = _own(edition, "start_windows", data)
    window = next(window for window in windows if data.get("round", window.round) == window.round)
    return window_dates(edition, window)[0].isoformat()


def _consortium(edition: Edition, data: Data, record: Record) -> list[Data]:
    """As many organisations from as many Programme Countries as the record says, each with all it needs."""
    given = data.get("organisations") or [{}] * max(_own(edition, "minimum", data).organisations, 3)
    codes = edition.programme_countries.codes
    first = given[0].get("country") or record.get("coordinator_country") or codes[0]
    countries = [first, *(code for code in codes if code != first)][: record.get("n_countries", len(given))]
    members = []
    for index, country in enumerate(islice(cycle(countries), len(given))):
        lap = index // len(countries)
        regional = data.get("format") == "regional"
        kind = REGIONAL_KINDS[lap % len(REGIONAL_KINDS)] if regional else KINDS[data["field"]]
        members.append(_organisation(edition, index, {"country": country, "kind": kind} | given[index]))
    return members


def _organisation(edition: Edition, index: int, known: Data) -> Data:
    number = index + 1
    member = {
        "id": f"o{number}",
        "name": f"Organisation {number}",
        "role": "partner" if index else "applicant",
        "oid": f"E1{number:07}",
        "pic": 900_000_000 + number,
    }
    if known["kind"] == "higher-education-institution":
        member["eche"] = True
    if not index:
        member["established"] = date(edition.call - 20, 5, 12).isoformat()
    return member | known


def _money(edition: Edition, data: Data) -> Iterator[tuple[str, Any]]:
    """The grant, and its division among work packages or activities where it is a lump sum."""
    if edition.lump_sums is None:
        bounds = edition.grant_bounds
        yield "requested_grant", int(bounds.lowest) if bounds else 1000 * data["months"]
        return
    amount = int(data.get("lump_sum", edition.lump_sums.amounts[0]))
    yield "lump_sum", amount
    yield "estimated_cost", amount + 1
    if edition.packages:
        yield "work_packages", _packages(data, amount)
    else:
        parts = _split(amount, 2)
        yield "activities", [_activity(data, f"A{n}", grant=part) for n, part in enumerate(parts, start=1)]


def _packages(data: Data, amount: int) -> list[Data]:
    """Management with a tenth, the rest shared evenly between two packages and all organisations."""
    management = amount // 10
    shares = (management, *_split(amount - management, 2))
    return [
        {
            "id": f"WP{number}",
            "management": number == 1,
            "start": data["start"],
            "grants": dict(zip(_handles(data), _split(share, len(data["organisations"])), strict=True)),
            "activities": [_activity(data, f"A{number}")],
        }
        for number, share in enumerate(shares, start=1)
    ]


def _activity(data: Data, handle: str, **facts: Any) -> Data:
    """An activity that fills the whole project, at the applicant's."""
    applicant = data["organisations"][0]
    last = Proposal.model_validate({"start": data["start"], "months": data["months"]}).end
    return {
        "id": handle,
        "lead": applicant["id"],
        "venue": applicant["country"],
        "start": data["start"],
        "end": last.isoformat() if last else None,
        **facts,
    }


def _handles(data: Data) -> list[str]:
    return [member["id"] for member in data["organisations"]]


def _split(amount: int, parts: int) -> list[int]:
    """Equal parts in full EUR; the first takes what is left over."""
    part = amount // parts
    return [amount - part * (parts - 1), *[part] * (parts - 1)]
