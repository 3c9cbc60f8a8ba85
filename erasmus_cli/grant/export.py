"""Grants as plain data: the public JSON of `erasmus budget`."""

from collections.abc import Mapping
from typing import Any

from erasmus_cli.grant.budget import Budget
from erasmus_cli.grant.lump_sum import Share, choices, management_shares
from erasmus_cli.grant.model import Cut, Figures, Line, cents
from erasmus_cli.guide.export import source_as_data
from erasmus_cli.guide.records import ManagementShare
from erasmus_cli.guide.sources import by_source
from erasmus_cli.proposal.reader import Document
from erasmus_cli.wording import plain_number


def as_data(budget: Budget) -> dict[str, Any]:
    """The whole object. Amounts are EUR; null is what is not known."""
    grant, edition, document = budget.grant, budget.edition, budget.document
    owned = dict(budget.by_organisation())
    ceiling, bounds = grant.ceiling, edition.grant_bounds
    return {
        "version": 1,
        "file": document.file,
        "edition": edition.id,
        "overlay": edition.overlay,
        "categories": {name: plain_number(budget.in_category(name)) for name in grant.categories},
        "total": plain_number(budget.total),
        "ceiling": plain_number(ceiling.amount),
        "grant": plain_number(budget.amount),
        "complete": grant.complete,
        "requested": plain_number(budget.requested),
        "estimated_cost": plain_number(document.proposal.estimated_cost),
        "ceiling_details": {
            "at_most": plain_number(ceiling.at_most),
            "why": ceiling.words,
            "needs": list(ceiling.needs),
            "sources": cited(ceiling.figures),
        },
        "bounds": bounds
        and {
            "lowest": plain_number(bounds.lowest),
            "highest": plain_number(bounds.highest),
            "sources": cited({"grant_bounds": bounds}),
        },
        "gaps": list(grant.gaps),
        "cuts": [_cut(cut) for cut in grant.caps_applied],
        "doubts": [_cut(cut) for cut in grant.unverified_caps],
        "organisations": {handle: plain_number(owned[handle]) for handle in owned if handle is not None},
        "unassigned": plain_number(owned.get(None)),
        **_lump_sum(budget),
        "lines": [_line(number, line, document) for number, line in budget.numbered],
    }


def cited(figures: Figures) -> list[dict[str, Any]]:
    """Each source of these figures once, with the figures, as plain data."""
    return [source_as_data(source, paths) for source, paths in by_source(figures).items()]


def _cut(cut: Cut) -> dict[str, Any]:
    return {
        "category": cut.category,
        "cap": cut.cap,
        "from": plain_number(cut.before),
        "to": plain_number(cut.after),
        "why": cut.words,
        "sources": cited(cut.figures),
    }


def _line(number: int, line: Line, document: Document) -> dict[str, Any]:
    row, column = document.place(line.at) or (None, None)
    return {
        "id": number,
        "category": line.category,
        "label": line.label,
        "organisation": line.organisation,
        "quantity": plain_number(line.quantity),
        "unit": line.unit,
        "rate": plain_number(line.price.rate),
        "amount": plain_number(line.amount),
        "at": line.at,
        "line": row,
        "column": column,
        "why": list(line.price.why),
        "needs": list(line.needs),
        "fault": line.fault,
        "unknown": line.price.unknown,
        "caution": line.price.caution,
        "sources": cited(line.price.figures),
    }


def _lump_sum(budget: Budget) -> dict[str, Any]:
    if budget.edition.lump_sums is None:
        return {}
    shares = management_shares(budget.project)
    limits = budget.edition.management_share
    return {
        "management": None
        if shares is None or shares.of_lump_sum is None or shares.of_others is None
        else {
            "amount": plain_number(shares.amount),
            "of_lump_sum": _share(shares.of_lump_sum, limits, "lump-sum"),
            "of_other_packages": _share(shares.of_others, limits, "other-packages"),
        },
        "choices": [
            {
                "amount": plain_number(choice.amount),
                "per_month": plain_number(choice.a_month),
                "per_partner": plain_number(choice.a_partner),
                "management_at_most": plain_number(choice.management),
                "chosen": choice.chosen,
            }
            for choice in choices(budget.project)
        ],
    }


def _share(share: Share, limits: Mapping[str, ManagementShare], of: str) -> dict[str, Any]:
    found = next(((name, limit) for name, limit in limits.items() if limit.of == of), None)
    figures = {f"management_share.{found[0]}": found[1]} if found else {}
    return {
        "of": plain_number(share.of),
        "percent": plain_number(share.percent),
        "limit_percent": plain_number(100 * found[1].share) if found else None,
        "limit": plain_number(cents(found[1].share * share.of)) if found else None,
        "strength": found[1].strength.value if found else None,
        "sources": cited(figures),
    }
