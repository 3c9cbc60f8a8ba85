"""The id of a report: by it two people can tell whether they speak of the same verdict."""

from hashlib import sha256

from erasmus_cli import __version__
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.rules.report import Report

_LENGTH = 12


def report_id(report: Report, proposal: Proposal) -> str:
    """Twelve signs that follow from what was checked and by which rules, and from nothing else.

    The same facts have the same id in YAML, JSON or a table, whatever the file is called and on any day.
    Another answer, edition, folder of guide data, selection of rules or version of this tool has another one.
    """
    edition = report.edition
    by = (
        __version__,
        edition.id if edition else "",
        (edition.overlay if edition else None) or "",
        str(report.provisional_for or ""),
        *report.left_out,
    )
    said = proposal.model_dump_json(exclude_unset=True)
    return sha256("\n".join((*by, said)).encode()).hexdigest()[:_LENGTH]
