"""What remains of the proposals of a run: how many of each verdict, what could not be read, the exit code."""

from collections import Counter
from typing import Any, NamedTuple

from erasmus_cli.batch.checking import Options, Viewed
from erasmus_cli.cli.console import notice
from erasmus_cli.proposal.errors import Problem, UnreadableProposalError
from erasmus_cli.rules.report import Verdict, verdict_name
from erasmus_cli.wording.language import Words, _
from erasmus_cli.wording.messages import say, tell


class Told(NamedTuple):
    """A problem that was told, with the file and the number of the record."""

    file: str
    number: int
    problem: Problem


class Tally:
    """Counts, and tells on stderr what goes wrong when it does."""

    def __init__(self, options: Options, *, keeps_errors: bool = False, most: int | None = None) -> None:
        """`most` limits how many problems of one proposal are told; the outputs have them all."""
        self.options = options
        self._most = most
        self.verdicts: Counter[Verdict | None] = Counter()
        self.errors: list[Told] = []
        self._keeps_errors = keeps_errors
        self._bad = self._old = False
        self._known = self._too_late = 0
        self._withheld: Counter[str] = Counter()
        self._remaining: dict[int, tuple[str, ...]] = {}

    @property
    def number(self) -> int:
        """How many records there were so far."""
        return sum(self.verdicts.values())

    def add(self, done: Viewed[Any]) -> None:
        """Counts a record; says why where it could not be checked."""
        if done.problems:
            notice(*self._lines(done), style="error")
            if self._keeps_errors:
                self.errors += (Told(done.file, self.number + 1, problem) for problem in done.problems)
        self.count(done.verdict, bad=done.bad, known=done.known, closed=bool(done.closed))
        self._old = self._old or done.provisional
        if done.redaction:
            self._withheld.update(done.redaction.counted)
            if done.redaction.remaining:
                self._remaining[self.number] = done.redaction.remaining

    def _lines(self, done: Viewed[Any]) -> list[str]:
        lines = UnreadableProposalError(done.file, done.problems).lines()
        more = len(lines) - self._most if self._most else 0
        if more <= 1:  # telling that there is one more takes as much room as telling it
            return lines
        name = done.file if done.line is None else f"{done.file}:{done.line}"
        return [
            *lines[: self._most],
            tell("{name}: {n} more {n:problem|problems}; -v tells them", name=name, n=more),
        ]

    def count(self, verdict: Verdict | None, *, bad: bool, known: int, closed: bool) -> None:
        """Counts a record that an earlier run has told of."""
        self.verdicts[verdict] += 1
        self._too_late += closed and verdict is Verdict.ELIGIBLE
        self._known += known
        self._bad = self._bad or bad

    def is_one_problem(self) -> bool:
        """Whether there was nothing but one input that could not be checked, such as an empty folder."""
        return self.number == self.verdicts[None] == 1

    def say_rest(self) -> None:
        """Says what has to be known beside the verdicts."""
        self._say_withheld()
        self._say_known()
        self._say_strict()
        self._say_age()

    def _say_age(self) -> None:
        """Says that a newer Guide is likely to be out, where the rules of an older one stood in for it."""
        if self._old and self.options.on:
            from erasmus_cli.guide.age import reminder

            if age := reminder(self.options.on):
                notice(age)

    def _say_strict(self) -> None:
        """Says what --strict has counted that no finding tells of, as pipelines show nothing but findings."""
        if not self.options.strict or self.exit_code() != 1:
            return
        if self._too_late:
            notice(
                tell("the exit code is 1, as --strict counts calls that have closed: {n}", n=self._too_late)
            )
        if self.options.select or self.options.ignore:
            notice(_("the exit code is 1, as --strict counts rules that were left out"))

    def _say_known(self) -> None:
        """Says how many findings the earlier check has told of, where there was one."""
        if self.options.known is not None:
            notice(
                tell(
                    "{n} {n:finding|findings} known from the baseline: "
                    "the exit code does not count {n:it|them}",
                    n=self._known,
                )
            )

    def _say_withheld(self) -> None:
        """Says what was withheld, and what has to be looked at, where names were."""
        withholding = self.options.withholding
        if withholding is None:
            return
        from erasmus_cli.cli.redact import tell_of_many, tell_of_one
        from erasmus_cli.redaction.redact import Told

        if withholding.several:
            named = {withholding.name(number): words for number, words in self._remaining.items()}
            tell_of_many(self._withheld, named)
        else:
            tell_of_one(Told(self._withheld, next(iter(self._remaining.values()), ())))

    def words(self) -> str:
        """`1 200 proposals: 900 eligible, 300 not eligible`."""
        return counted(self.verdicts, self._too_late)

    def exit_code(self) -> int:
        """2 where something could not be checked, else 1 where something is bad, else 0."""
        return 2 if self.verdicts[None] else int(self._bad)


def counted(verdicts: Counter[Verdict | None], too_late: int) -> str:
    """`1 200 proposals: 900 eligible, 300 not eligible`; those of closed calls stand apart.

    Args:
        verdicts: how many there are of each.
        too_late: how many of the eligible ones are of a call that has closed.
    """
    number = sum(verdicts.values())
    named = {verdict_name(one, closed=False): verdicts[one] for one in (*Verdict, None)}
    named[verdict_name(Verdict.ELIGIBLE, closed=False)] -= too_late
    first, *others = [
        say("{grouped} {verdict}", grouped=grouped_number(how_many), verdict=Words(name))
        if how_many
        else None
        for name, how_many in named.items()
    ]
    late = say("{grouped} {n:meets|meet} the rules (closed)", grouped=grouped_number(too_late), n=too_late)
    parts = tuple(part for part in (first, late if too_late else None, *others) if part)
    return tell(
        "{grouped} {n:proposal|proposals}: {parts}", grouped=grouped_number(number), n=number, parts=parts
    )


def grouped_number(number: int) -> str:
    """`12 500`, with plain spaces."""
    return f"{number:,}".replace(",", " ")
