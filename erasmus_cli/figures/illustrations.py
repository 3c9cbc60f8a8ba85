"""The figures of a draft, drawn from the proposal and its grant."""

from pathlib import Path

from erasmus_cli.document.draft import Figure
from erasmus_cli.figures import figures_of
from erasmus_cli.grant.calculator import grant_of
from erasmus_cli.grant.wording import item_in_words
from erasmus_cli.guide.loader import open_edition
from erasmus_cli.proposal.model import Proposal


def illustrations(proposal: Proposal, templates: Path | None = None) -> dict[str, Figure]:
    """The pictures that the proposal has something to show in, by name: `map`, `gantt`, `budget`.

    Without a call and an action there are none. `templates` is a folder with templates of the user.

    Raises:
        TemplateFaultError: a template of the user is wrong.
        UnknownEditionError: there are no rules for the call and action.
    """
    if proposal.call is None or proposal.action is None:
        return {}
    edition = open_edition(proposal.call, proposal.action)
    grant = grant_of(proposal, edition)
    sums = ((item_in_words(name).capitalize(), grant.after_caps(name)) for name in grant.categories)
    shares = grant.by_organisation()
    return figures_of(
        proposal,
        edition,
        amounts=[entry for entry in sums if entry[1]],
        organisations=[(handle, amount) for handle, amount in shares.items() if handle and amount],
        templates=templates,
    )
