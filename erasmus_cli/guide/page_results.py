"""What `erasmus guide` prints of the pages that are looked up."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from pydantic import Field

from erasmus_cli.guide.age import reminder
from erasmus_cli.guide.browse import Call, Change, Figure, standings
from erasmus_cli.guide.model import Edition
from erasmus_cli.guide.participants import Agency
from erasmus_cli.guide.records import Priority
from erasmus_cli.guide.results import FigureModel, FullSourceModel, full_source
from erasmus_cli.guide.review import Item, State
from erasmus_cli.guide.statements import Statement, Treatment
from erasmus_cli.guide.timing import Deadline
from erasmus_cli.results import Printed, Result
from erasmus_cli.wording.language import speaking

_OVERLAY = "the folder of one's own with a part in the edition, if any"


class CallModel(Result):
    """One edition, and whether one can still apply under it."""

    call: int = Field(description="call year")
    action: str = Field(description="action")
    label: str = Field(description="what the action is called")
    last_deadline: datetime | None = Field(description="last moment to submit, Brussels time")
    open: bool = Field(description="whether that moment is still to come on the date that was asked for")
    overlay: str | None = Field(description=_OVERLAY)


class CallsModel(Printed, title="Calls"):
    """What `erasmus guide calls --format json` prints."""

    reminder: str | None = Field(description="what to do where the data is likely to be old")
    calls: tuple[CallModel, ...] = Field(description="every edition, newest call first")


class EditionModel(Printed, title="Edition"):
    """What `erasmus guide show --format json` prints."""

    edition: str = Field(description="call and action")
    overlay: str | None = Field(description=_OVERLAY)
    field: str | None = Field(description="the field to which the figures were narrowed; null: all fields")
    figures: tuple[FigureModel, ...] = Field(description="every figure, topic by topic")


class ChangeModel(Result):
    """One difference between two editions."""

    figure: str = Field(description="dotted path of the record")
    old: dict[str, Any] | None = Field(description="its values before; null where it is new")
    new: dict[str, Any] | None = Field(description="its values after; null where it is gone")
    source: FullSourceModel = Field(description="where it stands")


class ChangesModel(Printed, title="Changes"):
    """What `erasmus guide diff --format json` prints."""

    old: str = Field(description="the earlier edition")
    new: str = Field(description="the later edition")
    changes: tuple[ChangeModel, ...] = Field(description="what differs, topic by topic")


class CountryModel(Result):
    """What a country is to the Programme in a call."""

    code: str = Field(description="its code as the Commission writes it")
    country: str = Field(description="its name")
    status: str = Field(description="what the Programme calls it")
    note: str = Field(description="its region, or the state as which it counts; empty: none")


class CountriesModel(Printed, title="Countries"):
    """What `erasmus guide countries --format json` prints."""

    edition: str = Field(description="call and action")
    countries: tuple[CountryModel, ...] = Field(description="the countries, by name")


class PriorityModel(Result):
    """A priority of a call."""

    id: str = Field(description="key under `priorities`")
    source: FullSourceModel = Field(description="where it stands")
    label: str = Field(description="what it is called")
    sentence: str = Field(description="what it means, in one sentence")
    details: tuple[str, ...] = Field(description="matters that its text is known to name; it may name more")


class PrioritiesModel(Printed, title="Priorities"):
    """What `erasmus guide priorities --format json` prints."""

    edition: str = Field(description="call and action")
    priorities: tuple[PriorityModel, ...] = Field(description="the priorities, in the Guide's order")


class DeadlineModel(Result):
    """A deadline, as the Guide printed it and as it became. Moments are Brussels time."""

    action: str = Field(description="action")
    applies_to: str = Field(alias="for", description="field or format, or `general`")
    source: FullSourceModel = Field(description="where it stands")
    round: int = Field(description="round, from 1")
    guide: datetime = Field(description="the last moment to submit, as the Guide printed it")
    extended_to: datetime | None = Field(description="the moment to which it was extended later")
    optional: bool = Field(description="whether the round takes place only where the agency opens it")


class DeadlinesModel(Printed, title="Deadlines"):
    """What `erasmus guide deadlines --format json` prints."""

    call: int = Field(description="call year")
    deadlines: tuple[DeadlineModel, ...] = Field(description="the deadlines, action by action")


class AgencyModel(Result):
    """A National Agency."""

    code: str = Field(description="its code, such as BE01")
    source: FullSourceModel = Field(description="where it stands")
    country: str = Field(description="ISO 3166-1 code of its country")
    fields: tuple[str, ...] = Field(description="the fields that it serves")
    body: str = Field(description="its name, as a hint")


class AgenciesModel(Printed, title="Agencies"):
    """What `erasmus guide agencies --format json` prints."""

    call: int = Field(description="call year")
    agencies: tuple[AgencyModel, ...] = Field(
        description="the agencies of the country, for the field if one is asked"
    )


class ReviewItemModel(Result):
    """One thing to know of guide data."""

    call: int = Field(description="call year")
    actions: tuple[str, ...] = Field(description="the actions that it concerns")
    state: State = Field(description="what is the matter")
    message: str = Field(description="what it is, in words")


class ReviewModel(Printed, title="Review of guide data"):
    """What `erasmus guide check --format json` prints."""

    folder: str | None = Field(description="the folder of one's own; null: the data that is shipped")
    counts: dict[str, int] = Field(description="how many items there are of each state")
    items: tuple[ReviewItemModel, ...] = Field(description="what is contradictory, missing or carried over")


class StatementModel(Result):
    """One thing that the Guide says, and what this tool does about it."""

    id: str = Field(description="id of the statement, such as S21-COOP-001")
    text: str = Field(description="the statement, in one plain sentence")
    treatment: Treatment = Field(description="the strongest thing that is done about it")
    checked_by: tuple[str, ...] = Field(description="ids of the rules that decide on it")
    warned_by: tuple[str, ...] = Field(description="ids of the rules and hints that warn or remind")
    assessor: tuple[str, ...] = Field(description="judgements left to assessors, agencies and documents")
    applicant: bool = Field(description="whether the applicant has to see to it")
    documents: tuple[str, ...] = Field(description="the documents that prove it")
    not_modelled: str | None = Field(description="why the tool does not look at it, or at a part of it")
    fields: tuple[str, ...] = Field(description="the fields that it concerns; none: all of them")
    source: FullSourceModel = Field(description="where it stands")


class CoverageModel(Printed, title="Coverage of the Guide"):
    """What `erasmus guide coverage --format json` prints."""

    edition: str = Field(description="call and action")
    field: str | None = Field(description="the field to which statements were narrowed; null: all fields")
    statements: tuple[StatementModel, ...] = Field(description="the statements, in the ledger's order")


@speaking("en")  # what other programs read
def calls_model(calls: Iterable[Call], on: date) -> CallsModel:
    """The calls and actions that are known, and what is likely to be out on a day."""
    return CallsModel(version=1, reminder=reminder(on, to_keepers=True), calls=tuple(map(_call, calls)))


def _call(call: Call) -> CallModel:
    return CallModel(
        call=call.call,
        action=call.action,
        label=call.label,
        last_deadline=call.last_deadline,
        open=call.open,
        overlay=call.overlay,
    )


def edition_model(edition: Edition, field: str | None, figures: Iterable[Figure]) -> EditionModel:
    """The figures of an edition, or those that concern one field of it."""
    return EditionModel(
        version=1,
        edition=edition.id,
        overlay=edition.overlay,
        field=field,
        figures=tuple(FigureModel.model_validate(figure.as_data()) for figure in figures),
    )


def changes_model(old: Edition, new: Edition, changes: Iterable[Change]) -> ChangesModel:
    """What differs between two editions."""
    return ChangesModel(
        version=1,
        old=old.id,
        new=new.id,
        changes=tuple(
            ChangeModel(
                figure=change.path,
                old=None if change.old is None else dict(change.old),
                new=None if change.new is None else dict(change.new),
                source=full_source(change.source),
            )
            for change in changes
        ),
    )


@speaking("en")  # what other programs read
def countries_model(edition: Edition, country: str | None) -> CountriesModel:
    """What countries are to the Programme: each of them, or the one that is named by its ISO code."""
    countries = (
        CountryModel(code=one.code, country=one.name, status=one.status, note=one.note)
        for one in standings(edition)
        if country in (None, one.iso)
    )
    return CountriesModel(version=1, edition=edition.id, countries=tuple(countries))


def priorities_model(edition: Edition, priorities: Mapping[str, Priority]) -> PrioritiesModel:
    """Priorities of a call, by id."""
    listed = (PriorityModel(id=key, **record.model_dump()) for key, record in priorities.items())
    return PrioritiesModel(version=1, edition=edition.id, priorities=tuple(listed))


def deadlines_model(call: int, deadlines: Iterable[tuple[str, str, Deadline]]) -> DeadlinesModel:
    """Deadlines of a call: the action, the field or format, and the deadline itself."""
    listed = (
        DeadlineModel.model_validate({"action": action, "for": applies_to, **deadline.model_dump()})
        for action, applies_to, deadline in deadlines
    )
    return DeadlinesModel(version=1, call=call, deadlines=tuple(listed))


def agencies_model(call: int, agencies: Mapping[str, Agency]) -> AgenciesModel:
    """National Agencies, by code."""
    listed = (AgencyModel(code=key, **agency.model_dump()) for key, agency in agencies.items())
    return AgenciesModel(version=1, call=call, agencies=tuple(listed))


def review_model(folder: str | None, items: Iterable[Item], counts: Mapping[str, int]) -> ReviewModel:
    """What is to know of guide data."""
    listed = (
        ReviewItemModel(call=item.call, actions=tuple(item.actions), state=item.state, message=item.message)
        for item in items
    )
    return ReviewModel(version=1, folder=folder, counts=dict(counts), items=tuple(listed))


def coverage_model(edition: Edition, field: str | None, statements: Iterable[Statement]) -> CoverageModel:
    """What the Guide of a call says of an action, and what becomes of it."""
    return CoverageModel(
        version=1,
        edition=edition.id,
        field=field,
        statements=tuple(
            StatementModel(
                id=one.id,
                text=one.text,
                treatment=one.treatment,
                checked_by=one.checked_by,
                warned_by=one.warned_by,
                assessor=one.assessor,
                applicant=one.applicant,
                documents=one.documents,
                not_modelled=one.not_modelled,
                fields=one.fields,
                source=full_source(one.source(edition.call)),
            )
            for one in statements
        ),
    )
