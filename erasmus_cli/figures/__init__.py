"""The pictures of a draft: timetable, budget and map, each one self-contained SVG.

    illustrations(project)["gantt"].svg

They stand on a light ground of their own, so that they read alike on paper, on screens and in dark pages.
Colours are never alone: what they say is said by place, shape or text as well.
"""

from collections.abc import Sequence
from pathlib import Path

from erasmus_cli.document.draft import Figure
from erasmus_cli.figures.budget_chart import ACTIVITY, CATEGORY, PACKAGE, UNDIVIDED, Amounts, budget_shares
from erasmus_cli.figures.partner_locations import Site, sites_of
from erasmus_cli.figures.partner_map import partner_map
from erasmus_cli.figures.timetable import gantt, gantt_pages
from erasmus_cli.grant.calculator import grant_of
from erasmus_cli.grant.items import category_in_words
from erasmus_cli.project.project import Project
from erasmus_cli.project.short_names import called
from erasmus_cli.wording.formatting import upper_first
from erasmus_cli.wording.language import Words, _

__all__ = [
    "Amounts",
    "Site",
    "budget_shares",
    "figures_of",
    "gantt",
    "gantt_pages",
    "illustrations",
    "partner_map",
    "sites_of",
]


def figures_of(
    project: Project,
    *,
    sites: Sequence[Site] | None = None,
    amounts: Amounts = (),
    organisations: Amounts = (),
    templates: Path | None = None,
) -> dict[str, Figure]:
    """The figures that the project has something to show in, by name.

    Args:
        project: what is planned, in the edition whose Programme Countries the map tints.
        sites: the organisations with their coordinates, if they are known better than from the proposal.
        amounts: the grant by category, work package or activity, EUR.
        organisations: the grant by organisation, EUR.
        templates: a folder with templates of the user, whose `figures/` come before ours.
    """
    figures = (
        partner_map(sites_of(project) if sites is None else sites, project.edition, templates),
        gantt(project, templates),
        *gantt_pages(project, templates),
        budget_shares(amounts, organisations, _parts(project), templates),
    )
    return {figure.name: figure for figure in figures if figure}


def illustrations(project: Project, templates: Path | None = None) -> dict[str, Figure]:
    """The pictures that the project has something to show in, by name: `map`, `gantt`, `budget`.

    Where a timetable is longer than a page, `gantt1`, `gantt2` and so on are its parts.

    `templates` is a folder with templates of the user.

    Raises:
        TemplateFaultError: a template of the user is wrong.
    """
    grant = grant_of(project)
    sums = (
        (upper_first(category_in_words(grant, name)), grant.after_caps(name)) for name in grant.categories
    )
    shares = grant.by_organisation()
    return figures_of(
        project,
        amounts=[entry for entry in sums if entry[1]],
        organisations=[(called(project, who) or _(UNDIVIDED), euro) for who, euro in shares.items() if euro],
        templates=templates,
    )


def _parts(project: Project) -> Words:
    """What the money is divided by."""
    if project.edition.lump_sums is None:
        return CATEGORY
    return PACKAGE if project.edition.packages else ACTIVITY
