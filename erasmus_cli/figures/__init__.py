"""The pictures of a draft: timetable, budget and map, each one self-contained SVG.

    figures_of(proposal, edition)["gantt"].svg

They stand on a light ground of their own, so that they read alike on paper, on screens and in dark pages.
Colours are never alone: what they say is said by place, shape or text as well.
"""

from collections.abc import Sequence
from pathlib import Path

from erasmus_cli.document.draft import Figure
from erasmus_cli.figures.budget_chart import Amounts, budget_shares
from erasmus_cli.figures.partner_locations import Site, sites_of
from erasmus_cli.figures.partner_map import partner_map
from erasmus_cli.figures.timetable import gantt
from erasmus_cli.guide.model import Edition
from erasmus_cli.proposal.model import Proposal

__all__ = ["Amounts", "Site", "budget_shares", "figures_of", "gantt", "partner_map", "sites_of"]


def figures_of(  # noqa: PLR0913 - each may be left out
    proposal: Proposal,
    edition: Edition,
    *,
    sites: Sequence[Site] | None = None,
    amounts: Amounts = (),
    organisations: Amounts = (),
    templates: Path | None = None,
) -> dict[str, Figure]:
    """The figures that the proposal has something to show in, by name.

    Args:
        proposal: what the applicant says.
        edition: whose Programme Countries the map tints.
        sites: the organisations with their coordinates, if they are known better than from the proposal.
        amounts: the grant by category, work package or activity, EUR.
        organisations: the grant by organisation, EUR.
        templates: a folder with templates of the user, whose `figures/` come before ours.
    """
    figures = (
        partner_map(sites_of(proposal) if sites is None else sites, edition, templates),
        gantt(proposal, templates),
        budget_shares(amounts, organisations, templates),
    )
    return {figure.name: figure for figure in figures if figure}
