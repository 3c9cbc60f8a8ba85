"""The tools, as plain functions of a desk: what an assistant may ask, and what it is answered."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from erasmus_cli.assistant import results
from erasmus_cli.assistant.results import Answer, FigureAnswer, Refusal
from erasmus_cli.batch.checking import Options, check_record
from erasmus_cli.batch.reading import Read
from erasmus_cli.batch.records import Record
from erasmus_cli.batch.results import Row, row_of
from erasmus_cli.errors import ErasmusError
from erasmus_cli.grant.budget import budget_of
from erasmus_cli.grant.results import budget_model
from erasmus_cli.guide import browse
from erasmus_cli.guide.loader import open_edition
from erasmus_cli.guide.model import Edition
from erasmus_cli.matching.facts import facts_from
from erasmus_cli.matching.match import match, newest_calls, next_call
from erasmus_cli.matching.results import matches_model
from erasmus_cli.proposal.limits import MOST_BYTES
from erasmus_cli.proposal.reader import Document, parse
from erasmus_cli.rules.catalogue import find
from erasmus_cli.rules.explain import figures as figures_of_rule
from erasmus_cli.rules.outcome import Severity
from erasmus_cli.schemas import json_schema

Given = ParamSpec("Given")
Answered = TypeVar("Answered", bound=Answer)


class NotAnsweredError(ErasmusError):
    """What cannot be answered; the second line is what to do instead."""

    def __init__(self, reason: str, hint: str | None = None) -> None:
        super().__init__(reason)
        self.hint = hint


def _unreadable(row: Row) -> NotAnsweredError:
    return NotAnsweredError("\n".join(row.problem_lines()), "mend the proposal; `schema` has its keys")


def answered(model: type[Answered]) -> Callable[[Callable[Given, Answered]], Callable[Given, Answered]]:
    """What cannot be done is an answer as well: the reason, and a hint."""

    def wrapped(tool: Callable[Given, Answered]) -> Callable[Given, Answered]:
        @wraps(tool)
        def call(*args: Given.args, **named: Given.kwargs) -> Answered:
            try:
                return tool(*args, **named)
            except ErasmusError as error:
                hint = getattr(error, "hint", None)
                return model(refusal=Refusal(reason="\n".join(error.lines()), hint=hint))

        return call

    return wrapped


@dataclass(frozen=True)
class Desk:
    """What assistants ask.

    Attributes:
        folder: the only folder from which files are read; None: none is.
        on: the day from which deadlines count.
    """

    folder: Path | None
    on: date

    @answered(results.CheckAnswer)
    def check(
        self,
        proposal: dict[str, Any] | None = None,
        file: str | None = None,
        *,
        provisional: bool = False,
    ) -> results.CheckAnswer:
        """Hold a proposal against the rules of its call: verdict, and every finding that does not pass.

        Pass it as data by the keys of `schema`, or name a file of the folder that was named at start. A call
        that is not published yet is held to the newest rules, without dates, where `provisional` says so.
        """
        options = Options(on=self.on, provisional=provisional)
        checked = check_record(self._record(proposal, file), options)
        row = row_of(checked, options)
        if checked.report is None:
            raise _unreadable(row)
        deciding = [one for one in checked.report.findings if one.severity is Severity.ERROR]
        grades = [grade for one in deciding if (grade := one.criterion.grade_of(one.answer))]
        return results.CheckAnswer(
            edition=row.edition,
            overlay=row.overlay,
            report=row.report,
            verdict=row.verdict,
            closed=row.closed,
            identifiers_missing=row.identifiers_missing,
            provisional=row.provisional,
            findings=row.findings,
            grade=max(grades, key=lambda grade: grade.rank, default=None),
        )

    @answered(results.ExplainAnswer)
    def explain(self, rule: str) -> results.ExplainAnswer:
        """Say what a rule such as CON-02 asks and why, with its figures and their places in the Guide."""
        found = find(rule)
        if found is None:
            raise NotAnsweredError(f"there is no rule `{rule[:40]}`", "findings of `check` name the rules")
        figures = list(figures_of_rule(found, "newest"))
        return results.ExplainAnswer(
            edition=figures[-1][0].id if figures else None,
            rule=found.id,
            name=found.name,
            text=found.text,
            severity=found.severity.value,
            passes=dict(found.passes),
            fails=dict(found.fails),
            figures=tuple(_figure(edition, figure) for edition, figure in figures),
        )

    @answered(results.GuideAnswer)
    def guide(
        self, call: int, action: str, field: str | None = None, topic: str | None = None
    ) -> results.GuideAnswer:
        """Look up figures of the Programme Guide with their sources, one topic at a time.

        Without a topic it lists the topics of the edition, such as `minimum`, `duration` or `deadlines`.
        """
        edition = open_edition(call, action)
        if field is not None and field not in edition.fields:
            raise NotAnsweredError(
                f"{field[:40]} is not a field of {edition.id}", f"one of {', '.join(edition.fields)}"
            )
        every = [one for one in browse.figures(edition) if not field or browse.concerns(one, edition, field)]
        topics = tuple(dict.fromkeys(one.topic for one in every))
        if topic is not None and topic not in topics:
            raise NotAnsweredError(f"{edition.id} has no topic `{topic[:40]}`", f"one of {', '.join(topics)}")
        figures = tuple(_figure(edition, one) for one in every if one.topic == topic)
        return results.GuideAnswer(
            edition=edition.id, overlay=edition.overlay, topics=topics, figures=figures
        )

    @answered(results.BudgetAnswer)
    def budget(
        self,
        proposal: dict[str, Any] | None = None,
        file: str | None = None,
        *,
        provisional: bool = False,
    ) -> results.BudgetAnswer:
        """Work out the grant of a proposal: sums, caps, ceiling, and what is missing for them."""
        options = Options(on=self.on, provisional=provisional)
        record = self._record(proposal, file)
        checked = check_record(record, options)
        row = row_of(checked, options)
        if row.problems or checked.read is None:
            raise _unreadable(row)
        model = budget_model(budget_of(_document(checked.read), provisional=provisional))
        return results.BudgetAnswer(
            edition=model.edition,
            overlay=model.overlay,
            report=row.report,
            grant=model.grant,
            total=model.total,
            ceiling=model.ceiling,
            complete=model.complete,
            categories=model.categories,
            gaps=model.gaps,
            cuts=model.cuts,
        )

    @answered(results.MatchAnswer)
    def match(  # noqa: PLR0913 - what is known of a partnership, each a question of its own
        self,
        countries: list[str],
        kinds: list[str] | None = None,
        months: int | None = None,
        money: float | None = None,
        field: str | None = None,
        *,
        provisional: bool = False,
    ) -> results.MatchAnswer:
        """Say where a partnership fits in the newest calls, and the smallest change that opens the rest.

        With `provisional` in the call to come, by the newest rules and without dates. Countries are one for
        each organisation, the applicant first; kinds go with them in the same order.
        """
        wanted = None if money is None else Decimal(str(money))
        facts = facts_from(tuple(countries), tuple(kinds or ()), months, wanted, field)
        calls = (next_call(),) if provisional else newest_calls()
        return results.MatchAnswer(matches=matches_model(match(facts, calls, self.on)).matches)

    @answered(results.SchemaAnswer)
    def schema(self) -> results.SchemaAnswer:
        """Give the JSON Schema of a proposal: the keys that `check` and `budget` take."""
        return results.SchemaAnswer(proposal=json_schema("proposal"))

    @answered(results.DiffAnswer)
    def diff(self, old: str, new: str) -> results.DiffAnswer:
        """Say what changed between two editions, such as 2026/cooperation-partnership."""
        before, after = _edition(old), _edition(new)
        changes = tuple(
            results.ChangeAnswer(
                figure=change.path,
                lines=tuple(change.lines()),
                source=change.source.citation,
                grade=change.source.grade,
            )
            for change in browse.changes(before, after)
        )
        return results.DiffAnswer(edition=after.id, overlay=after.overlay, changes=changes)

    def _record(self, proposal: Mapping[str, Any] | None, file: str | None) -> Record:
        """The proposal that is meant, as data or as a file of the folder."""
        if (proposal is None) == (file is None):
            raise NotAnsweredError("say either `proposal` or `file`", "pass the proposal as data")
        if proposal is not None:
            if len(json.dumps(proposal, default=str)) > MOST_BYTES:
                raise NotAnsweredError(f"the proposal is larger than {MOST_BYTES // 1_000_000} MB")
            return Record("proposal", data=proposal)
        return Record("proposal", content=self._content(file or ""))

    def _content(self, file: str) -> bytes:
        """The bytes of a file of the folder, wherever its links lead: never of any other."""
        hint = "pass the proposal as data"
        if self.folder is None:
            raise NotAnsweredError("no folder was named at start, so no file is read", hint)
        folder = self.folder.resolve()
        try:
            path = (folder / file).resolve()
            inside = path.is_relative_to(folder) and path.is_file()
            content = path.open("rb").read(MOST_BYTES + 1) if inside else b""
        except (OSError, ValueError, RuntimeError):
            inside = False
        if not inside:
            raise NotAnsweredError("there is no such file in the folder that was named at start", hint)
        return content


def _document(found: Read) -> Document:
    """The proposal as a document, as the grant needs it."""
    data = found.proposal.model_dump(mode="json", exclude_unset=True)
    return parse(json.dumps(data, ensure_ascii=False), found.record.file)


def _edition(written: str) -> Edition:
    call, _, action = written.partition("/")
    if not call.isdecimal() or not action:
        hint = "write it as 2026/cooperation-partnership"
        raise NotAnsweredError(f"`{written[:60]}` names no edition", hint)
    return open_edition(int(call), action)


def _figure(edition: Edition, figure: browse.Figure) -> FigureAnswer:
    return FigureAnswer(
        edition=edition.id,
        figure=figure.path,
        text=figure.text(),
        source=figure.source.citation,
        grade=figure.source.grade,
    )


def refused(refusal: Refusal) -> str:
    """Why a page cannot be shown, and what to do instead, as its text."""
    return "\n".join(filter(None, (f"not answered: {refusal.reason}", refusal.hint)))


def in_lines(figures: Iterable[FigureAnswer]) -> str:
    """Figures as text, one a line, each with its source."""
    return "\n".join(f"{one.figure}: {one.text} [{one.source}, {one.grade}]" for one in figures)
