"""Statements of the Programme Guides, one by one, and what this tool does about each of them.

What a Guide asks for stands here even where no rule looks at it, so that nothing is passed over in silence.
"""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import StringConstraints, model_validator

from erasmus_cli.guide.documents import all_documents
from erasmus_cli.guide.errors import GuideError
from erasmus_cli.guide.layers import STATEMENTS
from erasmus_cli.guide.ledger import Entry, read_entries
from erasmus_cli.guide.loader import Library, current


class Treatment(StrEnum):
    """What becomes of a statement: the strongest thing that is done about it."""

    DECIDED = "decided"
    IN_PART = "in-part"
    WARNED = "warned"
    ASSESSOR = "assessor"
    APPLICANT = "applicant"
    NOT_MODELLED = "not-modelled"

    @property
    def label(self) -> str:
        """The treatment in plain words."""
        return _LABELS[self]


_LABELS = {
    Treatment.DECIDED: "decided",
    Treatment.IN_PART: "decided in part",
    Treatment.WARNED: "warned or reminded of",
    Treatment.ASSESSOR: "left to assessors, agencies and documents",
    Treatment.APPLICANT: "for the applicant to see to",
    Treatment.NOT_MODELLED: "not looked at",
}


class Statement(Entry):
    """One thing that the Guides say about an application, a project or those who take part.

    Attributes:
        text: the statement in one plain sentence.
        checked_by: rules that decide on it.
        warned_by: rules and hints that warn or remind.
        assessor: the judgements that are left to assessors, agencies and documents.
        applicant: whether the applicant has to see to it.
        documents: the documents that prove it.
        not_modelled: why the tool does not look at it, or not at a part of it; None if it does.
    """

    id: Annotated[str, StringConstraints(pattern=r"^S(14|21)-[A-Z]+-[0-9]{3}$")]
    text: Annotated[str, StringConstraints(min_length=20)]
    checked_by: tuple[str, ...] = ()
    warned_by: tuple[str, ...] = ()
    assessor: tuple[str, ...] = ()
    applicant: bool = False
    documents: tuple[str, ...] = ()
    not_modelled: str | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if not self.handled:
            raise ValueError("it does not say what becomes of it")
        if unknown := [key for key in self.documents if key not in all_documents()]:
            raise ValueError(f"there is no document {unknown[0]}")
        return self

    @property
    def treatment(self) -> Treatment:
        """The strongest thing that is done about it."""
        if self.checked_by:
            return Treatment.IN_PART if self.not_modelled else Treatment.DECIDED
        if self.warned_by:
            return Treatment.WARNED
        if self.assessor:
            return Treatment.ASSESSOR
        return Treatment.APPLICANT if self.applicant or self.documents else Treatment.NOT_MODELLED

    @property
    def handled(self) -> str:
        """All that is done about it, in one line: rules, judgements, documents, and what is not looked at."""
        named = ", ".join((*self.checked_by, *self.warned_by, *self.assessor, *self.documents))
        seen_to = "the applicant sees to it" if self.applicant else ""
        missing = f"not looked at: {self.not_modelled}" if self.not_modelled else ""
        return "; ".join(filter(None, (named, seen_to, missing)))


def all_statements() -> tuple[Statement, ...]:
    """Every statement of the ledger, file by file.

    Raises:
        GuideError: the ledger is wrong.
    """
    return current().answer(_statements)


def _statements(library: Library) -> tuple[Statement, ...]:
    names = {name for name in library.layers.listed() if name.startswith(f"{STATEMENTS}/")}
    found: dict[str, Statement] = {}
    for file in filter(None, map(library.layers.find, sorted(names))):
        for statement in read_entries(file, Statement):
            if statement.id in found:
                raise GuideError(f"{file.label}: {statement.id} stands in another file as well")
            found[statement.id] = statement
    return tuple(found.values())


def statements_of(call: int, action: str, field: str | None = None) -> tuple[Statement, ...]:
    """The statements that hold for a call and an action, and for a field if one is named."""
    return tuple(one for one in all_statements() if one.concerns(call, action, field))
