"""Documents that an application needs, or may be asked for: who signs them, when, and on what condition."""

import json
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from erasmus_cli.guide.ledger import Entry, read_entries
from erasmus_cli.guide.loader import Library, current
from erasmus_cli.guide.records import Body
from erasmus_cli.guide.sources import Frozen
from erasmus_cli.wording.language import Words, _

Role = Literal["applicant", "partner", "associated", "affiliated"]


class Moment(StrEnum):
    """When a document has to be there."""

    BEFORE_APPLYING = "before-applying"
    WITH_APPLICATION = "with-application"
    BY_AGREEMENT = "by-agreement"
    ON_REQUEST = "on-request"
    BEFORE_ACTIVITY = "before-activity"

    @property
    def in_words(self) -> str:
        """As it stands in a sentence: to be ready `before applying`."""
        return _(_IN_WORDS[self])


_IN_WORDS = {
    Moment.BEFORE_APPLYING: Words("before applying"),
    Moment.WITH_APPLICATION: Words("with the application"),
    Moment.BY_AGREEMENT: Words("by the time of the grant agreement"),
    Moment.ON_REQUEST: Words("when asked for"),
    Moment.BEFORE_ACTIVITY: Words("before activities"),
}


class Condition(Frozen):
    """Which organisations of which proposals need a document. What is left out does not matter.

    Attributes:
        roles: the roles of the organisations that have to have it.
        kinds: the kinds of organisation.
        inside: whether the organisation is established in a country that counts, or in another one.
        public_body: whether it is a public body.
        body: the body that takes the application.
        formats: the formats of the project.
        grant_above: only where more than this is asked for, in EUR.
        grant_up_to: only where no more than this is asked for, in EUR.
        provided: what else has to be the case, in words, as no proposal says it.
    """

    roles: tuple[Role, ...] = ()
    kinds: tuple[str, ...] = ()
    inside: bool | None = None
    public_body: bool | None = None
    body: Body | None = None
    formats: tuple[str, ...] = ()
    grant_above: Decimal | None = None
    grant_up_to: Decimal | None = None
    provided: Words | None = None


class Document(Entry):
    """A document, registration or consent that an organisation has to have.

    Attributes:
        title: what it is called.
        text: what it is for, in one or two plain sentences.
        signed_by: who signs or obtains it.
        when: when it has to be there.
        must: whether it is asked for, or only advised.
        each: whether every organisation that meets the condition needs its own, or the project one.
        needed: the condition on which it is needed.
    """

    title: Words
    text: Words
    signed_by: Words
    when: Moment
    must: bool = True
    each: bool = True
    needed: Condition = Condition()


def all_documents() -> dict[str, Document]:
    """Every document, by its key, in the order in which applicants meet them.

    Raises:
        GuideError: the data is wrong.
    """
    return current().answer(documents_in)


def documents_in(library: Library) -> dict[str, Document]:
    """Every document that a library knows, as in `all_documents`.

    Raises:
        GuideError: the data is wrong.
    """
    if made := library.compiled("documents"):
        return {row["id"]: Document.model_validate(row) for row in json.loads(made)}
    file = library.layers.find("documents.toml")
    return {document.id: document for document in read_entries(file, Document)} if file else {}


def documents_of(call: int, action: str, field: str | None = None) -> tuple[Document, ...]:
    """The documents that may be needed in a call and an action, and in a field if one is named."""
    return tuple(one for one in all_documents().values() if one.concerns(call, action, field))
