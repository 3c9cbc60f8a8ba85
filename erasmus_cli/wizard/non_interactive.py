"""What is missing while nobody can be asked, and the flag that would give it."""

from collections.abc import Iterator

from erasmus_cli.wizard.file import ProposalFile
from erasmus_cli.wizard.question import Kind, Question
from erasmus_cli.wording.shells import for_shell
from erasmus_cli.wording.terms import words

_MOST_CHOICES = 8
_SOME_CHOICES = 3
_EXAMPLES = {
    Kind.DATE: "YYYY-MM-DD",
    Kind.MONTHS: "NUMBER",
    Kind.WHOLE_NUMBER: "NUMBER",
    Kind.MONEY: "AMOUNT",
    Kind.COUNTRY: "BE",
    Kind.LANGUAGE: "en",
    Kind.VENUE: "BE",
    Kind.COORDINATES: '"[50.847, 4.357]"',
    Kind.WORDS: '"[TEXT, …]"',
    Kind.CHOICES: '"[VALUE, …]"',
    Kind.ORGANISATIONS: '"[{name: …, country: BE, role: applicant, kind: …}, …]"',
    Kind.LIST: '"[{title: …}, …]"',
}


def missing(file: ProposalFile) -> list[Question]:
    """The questions that the form or a rule cannot do without, and which have no answer that can be read."""
    questions, problems = file.answers.questions, file.answers.problems
    known = {question.at for question in questions}
    unread = [Question(at, "", "", required=False) for at in problems if at not in known]
    return [q for q in questions if q.at in problems or file.answers.is_missing(q)] + unread


def flags(file: ProposalFile) -> Iterator[str]:
    """One line for each missing answer: its key, and the flag that gives it."""
    lacking, problems = missing(file), file.answers.problems
    width = max((len(question.key) for question in lacking), default=0)
    for question in lacking:
        why = f"  ({problems[question.at]})" if question.at in problems else ""
        yield f"  {question.key:<{width}}  --set {question.key}={_example(question)}{why}"


def _example(question: Question) -> str:
    """A value, or what it can be chosen from; of a long list only the beginning."""
    if question.kind is Kind.SHARE:
        return "AMOUNT" if question.at.endswith("/grant") else '"{HANDLE: AMOUNT, …}"'
    if question.kind is not Kind.CHOICE:
        return _EXAMPLES.get(question.kind, "TEXT")
    values = [str(choice.value) for choice in question.choices if choice.value is not None]
    values = values or list(words("fields") if question.at == "/field" else ("VALUE",))
    shown = values if len(values) <= _MOST_CHOICES else [*values[:_SOME_CHOICES], "…"]
    return for_shell("|".join(shown)) if len(shown) > 1 else shown[0]
