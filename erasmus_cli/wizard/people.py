"""What is asked for each organisation: who travels to a meeting, who takes part, who works how long."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from erasmus_cli.grant.unit_cost_lines import STAFF
from erasmus_cli.guide.unit_costs import StaffRates
from erasmus_cli.pointers import dotted, parent, parts
from erasmus_cli.wizard.asking import answered, sentence
from erasmus_cli.wizard.lists import found
from erasmus_cli.wizard.question import Kind, Question
from erasmus_cli.wizard.session import Session, Step
from erasmus_cli.wording.countries import folded
from erasmus_cli.wording.formatting import closest
from erasmus_cli.wording.language import Words, _
from erasmus_cli.wording.messages import tell
from erasmus_cli.wording.words import meant

CATEGORIES: tuple[str, ...] = tuple(key for key in StaffRates.model_fields if key != "source")


@dataclass(frozen=True)
class Row:
    """One thing that is asked of each organisation.

    Attributes:
        key: where the answer stands in its row.
        prompt: the question, with `{who}` for the organisation and `{what}` for the entry.
        help: one sentence.
    """

    key: str
    prompt: Words
    help: Words


ROWS: dict[str, tuple[Row, ...]] = {
    "participants": (
        Row(
            "people",
            Words("How many people of {who} travel to `{what}`?"),
            Words("Leave it empty if nobody does."),
        ),
    ),
    "groups": (
        Row(
            "participants",
            Words("How many participants of {who} travel to `{what}`?"),
            Words("Learners or staff, without those who accompany them. Leave it empty if nobody travels."),
        ),
        Row(
            "accompanying",
            Words("How many people accompany those of {who}?"),
            Words("Leave it empty if nobody does."),
        ),
        Row(
            "travel_days",
            Words("How many days of travel does each of {who} have?"),
            Words("At most {most} are paid."),
        ),
    ),
}
_DISTANCE = Row(
    "distance_km",
    Words("How far do the people of {who} travel to `{what}`, in km?"),
    Words("One way, in a straight line, as the distance calculator of the Commission says it."),
)


@dataclass(frozen=True)
class AskPeople:
    """Asks each organisation that may take part, one after the other.

    Attributes:
        at: JSON pointer of the rows.
        asked: the handles of those that were asked.
    """

    at: str
    asked: frozenset[str] = frozenset()

    def take(self, session: Session) -> tuple[Step, ...]:
        """Picks the next organisation."""
        for handle in _who(session, self.at):
            if handle not in self.asked:
                step: Step = (
                    AskDays(self.at, handle) if parts(self.at)[-1] == "days" else AskRow(self.at, handle)
                )
                return step, AskPeople(self.at, self.asked | {handle})
        return ()


@dataclass(frozen=True)
class AskRow:
    """Asks for the numbers of one organisation; nothing in the first of them takes its row out.

    Attributes:
        at: JSON pointer of the rows.
        handle: of the organisation.
        number: which of the questions comes next.
    """

    at: str
    handle: str
    number: int = 0

    def take(self, session: Session) -> tuple[Step, ...]:
        """Asks one question."""
        rows = _asked(session, self.at, self.handle)
        if self.number >= len(rows):
            return ()
        row = rows[self.number]
        index = _index(session, self.at, self.handle)
        at = f"{self.at}/{index}/{row.key}"
        question = Question(
            at=at,
            name=row.key,
            prompt=_filled(session, row.prompt, self.at, self.handle),
            help=_filled(session, row.help, self.at, self.handle),
            kind=Kind.WHOLE_NUMBER,
            required=False,
            asked_as=f"{dotted(self.at)}.{self.handle}.{row.key}",
            why=_("Travel and stay are paid by the head, by distance and by days."),
        )
        before = session.answers.value(at)
        owner = [(f"{self.at}/{index}/organisation", self.handle)]
        if not answered(session, question, before, owner):
            return (self,)
        if not self.number and not session.answers.value(at):
            if found(session.answers.proposal, f"{self.at}/{index}") is not None:
                session.save(f"{self.at}/{index}", None)
            return ()
        return (AskRow(self.at, self.handle, self.number + 1),)


@dataclass(frozen=True)
class AskDays:
    """Asks how many days the staff of one organisation works on an output, by category.

    Attributes:
        at: JSON pointer of the rows.
        handle: of the organisation.
    """

    at: str
    handle: str

    def take(self, session: Session) -> tuple[Step, ...]:
        """Asks until the days can be read."""
        rows = session.answers.value(self.at) or []
        own = [row for row in rows if row.get("organisation") == self.handle]
        question = Question(
            at=self.at,
            name="Days",
            prompt=_filled(
                session,
                Words("How many days does staff of {who} work on `{what}`?"),
                self.at,
                self.handle,
            ),
            help=tell(
                "Write days and category, such as `40 {teacher}, 10 {technician}`; the categories are "
                "{categories:list} (teachers are also trainers and researchers). Leave it empty if nobody "
                "does.",
                teacher=STAFF["teacher"],
                technician=STAFF["technician"],
                categories=[_(STAFF[one]) for one in CATEGORIES],
            ),
            required=False,
            asked_as=f"{dotted(self.at)}.{self.handle}",
            why=_("Staff is paid by the day, at rates of its country and category."),
            default=", ".join(f"{row.get('days', '')} {_category(row)}".strip() for row in own),
        )
        said = session.ask_freely(question)
        try:
            days = [*days_in(said or "")]
        except ValueError as error:
            session.tell(sentence(str(error)))
            return (self,)
        new = [{"organisation": self.handle, "category": what, "days": number} for number, what in days]
        others = [row for row in rows if row.get("organisation") != self.handle]
        if new != own:
            session.save(self.at, [*others, *new] or None)
        return ()


def days_in(said: str) -> Iterator[tuple[int, str]]:
    """Days and category of each pair in a line such as `40 teacher, 10 technician`.

    Raises:
        ValueError: there is something else in it; the message says what.
    """
    for part in filter(str.strip, re.split(r"[,;]", said)):
        match = re.fullmatch(r"\s*(\d+)\s*(?:days?\b)?\s*([^\W\d_][^\d_]*?)\s*", part)
        category = _category_of(match[2]) if match else None
        if match is None or category is None:
            raise ValueError(
                tell(
                    "Please write days and category, such as 40 {teacher}, not `{part}`.",
                    teacher=STAFF["teacher"],
                    part=part.strip(),
                )
            )
        yield int(match[1]), category


def _category_of(said: str) -> str | None:
    """The category of staff that a word means, in any language, or that it begins or nearly is."""
    wanted = folded(said)
    for form in (wanted, wanted.removesuffix("s")):
        if found := meant("category", form, CATEGORIES):
            return found[0] if len(found) == 1 else None
    if word := closest(wanted.removesuffix("s"), CATEGORIES, 0.75):
        return word
    spoken = {one: (one, folded(_(STAFF[one]))) for one in CATEGORIES}
    short = [one for one, names in spoken.items() if any(name.startswith(wanted) for name in names)]
    return short[0] if len(short) == 1 else None


def _category(row: Mapping[str, Any]) -> str:
    """The category that a row says, in the language that is spoken now."""
    said = row.get("category", "")
    return _(STAFF[said]) if said in STAFF else str(said)


def _who(session: Session, at: str) -> Iterator[str]:
    """The handles of the organisations that may have a row."""
    project, entry = session.answers.project, found(session.answers.proposal, parent(at))
    travels = parts(at)[-1] != "days"
    for member in project.full_members if project else ():
        handle = member.organisation.id
        if handle and not (travels and handle == getattr(entry, "host", None)):
            yield handle


def _asked(session: Session, at: str, handle: str) -> tuple[Row, ...]:
    """What is asked; the distance only where the cities do not say it."""
    from erasmus_cli.grant.travel import distance  # noqa: PLC0415 - knows thousands of cities

    rows, project = ROWS[parts(at)[-1]], session.answers.project
    host = getattr(found(session.answers.proposal, parent(at)), "host", None)
    if project is None or host is None:
        return rows
    index = _index(session, at, handle)
    given = session.answers.value(f"{at}/{index}/distance_km")
    known = distance(project, None, handle, host)
    if given is None and known.km is not None and known.doubt is None:
        return rows
    return (*rows, _DISTANCE)


def _index(session: Session, at: str, handle: str) -> int:
    """The number of the organisation's row; that of the next row if it has none."""
    rows = session.answers.value(at) or []
    return next((n for n, row in enumerate(rows) if row.get("organisation") == handle), len(rows))


def _filled(session: Session, text: Words, at: str, handle: str) -> str:
    project: Any = session.answers.project
    organisation = project.organisation(handle)
    costs = project.edition.unit_costs
    return tell(
        text,
        who=(organisation and organisation.name) or handle,
        what=session.answers.label(parent(at)),
        most=costs.travel_days.days if costs else 0,
    )
