"""What a check says of proposals without saying who is behind them."""

from dataclasses import dataclass

from erasmus_cli.batch.reading import Read, WholeFile
from erasmus_cli.proposal.errors import Problem
from erasmus_cli.redaction.redact import redact, withheld_name
from erasmus_cli.wording.language import _


@dataclass(frozen=True)
class Withholding:
    """Takes out of each proposal who is behind it, before it is checked.

    Attributes:
        hidden: further words to withhold, such as the name of a person.
        several: whether there may be more than one proposal, so that each is called by its number.
    """

    hidden: tuple[str, ...] = ()
    several: bool = False

    def name(self, number: int | None) -> str:
        """What a proposal is called instead of its file, by its place among the inputs."""
        return withheld_name(number if self.several else None)

    def __call__(self, found: Read) -> Read:
        """The proposal redacted, under its new name, with what was done."""
        done = redact(found.proposal, self.hidden)
        document = done.document(self.name(found.record.number))
        record = found.record._replace(file=document.file, line=None, text=None, content=None, data=None)
        return WholeFile(record, document.proposal, document, redaction=done.told)

    def problem(self, problem: Problem) -> Problem:
        """What may be said of a problem: only where it is, as messages quote the proposal."""
        return Problem(_("it cannot be read; stderr says why"), None, problem.line, problem.column)
