"""Renders the outline with Jinja2."""

from datetime import date

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from erasmus_cli import resources
from erasmus_cli.drafting.markdown import answer, inline
from erasmus_cli.drafting.outline import outline
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.rules.engine import check


def markdown(proposal: Proposal, on: date) -> str:
    """The draft as Markdown.

    Args:
        proposal: what the applicant says.
        on: the date to print; the same input and date give the same bytes.

    Raises:
        NoEditionError: call or action is not said.
        UnknownEditionError: there are no rules for that call and action.
    """
    template = _environment().get_template("draft.md.j2")
    return template.render(outline(proposal, check(proposal), on))


def _environment() -> Environment:
    # Every value passes through `inline` unless the template says otherwise; autoescape, which would write
    # HTML entities, then finds marked text only and leaves it alone.
    environment = Environment(
        loader=FileSystemLoader(resources.templates()),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=inline,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["answer"] = answer
    return environment
