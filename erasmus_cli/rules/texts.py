"""Language, and the text of the answers as the form takes it."""

from collections.abc import Iterator

from erasmus_cli.guide.model import Edition
from erasmus_cli.proposal.model import handles_of
from erasmus_cli.rules.digest import Digest
from erasmus_cli.rules.outcome import Outcome, Severity, failed, not_applicable, passed, unknown
from erasmus_cli.rules.registry import rule
from erasmus_cli.wording import characters, closest


@rule(
    "TXT-01",
    reads=("languages",),
    severity=Severity.WARNING,
    passes={"language": "en"},
    fails={"language": "ja"},
)
def language_accepted(digest: Digest, edition: Edition) -> Outcome:
    """The application is written in an official language of a Programme Country."""
    language = digest.proposal.language
    if language is None:
        return unknown("say in which language the application is written", "/language")
    if language in edition.languages.codes:
        return passed(f"{language} is accepted", "/language")
    return failed(
        f"{language} is not an official language of a Programme Country",
        "/language",
        f"choose one of {', '.join(edition.languages.codes)}",
    )


@rule(
    "TXT-02",
    reads=("summary_language",),
    severity=Severity.WARNING,
    passes={"language": "pl", "answers": {"summary.english": "The project …"}},
    fails={"language": "pl", "answers": {"summary.english": " "}},
)
def summary_in_english(digest: Digest, edition: Edition) -> Outcome:
    """The summary also stands in English where the application is in another language."""
    wanted = edition.summary_language
    assert wanted is not None  # noqa: S101 - the rule only applies where the edition has it
    language = digest.proposal.language
    if language is None:
        return unknown("whether a translation is needed depends on the language", "/language")
    if language == wanted.language:
        return not_applicable("the application is in that language already")
    at = f"/answers/{wanted.question}"
    text = digest.proposal.answers.get(wanted.question)
    if text is None:
        return unknown("the summary still needs its English twin", at)
    if text.strip():
        return passed("the summary stands in English as well", at)
    return failed("the English summary is empty", at, "translate the summary")


@rule(
    "TXT-03",
    reads=("form",),
    severity=Severity.ERROR,
    passes={"answers": {"description.rationale": "Short enough."}},
    fails={"answers": {"description.rationale": "x" * 5001}},
)
def answers_fit(digest: Digest, edition: Edition) -> Iterator[Outcome]:
    """No answer is longer than the form takes.

    Counted as pasted: after Unicode composition, spaces included, each line break as one character.
    """
    del edition
    checked = faults = 0
    for key, text in digest.proposal.answers.items():
        question = digest.question(key)
        if question is None or question.limit is None:
            continue
        checked += 1
        used = characters(text)
        if used > question.limit:
            faults += 1
            yield failed(
                f"{key} has {used} characters, the form takes {question.limit}",
                f"/answers/{key.replace('/', '~1')}",
                f"cut {used - question.limit} characters",
            )
    if not checked:
        yield not_applicable("no answer with a limit is written yet")
    elif not faults:
        yield passed(f"all {checked} answers fit their fields", "/answers")


@rule(
    "TXT-04",
    reads=("form", "requirements.answers"),
    severity=Severity.ERROR,
    passes={"answers": {"description.rationale": "Why we do it."}},
    fails={"answers": {"description.rational": "Why we do it."}},
)
def answers_have_questions(digest: Digest, edition: Edition) -> Iterator[Outcome]:
    """Every answer belongs to a question of the form, so that none is lost on the way to the draft.

    Questions that are asked of each organisation, output, event or activity carry its handle, such as
    `organisation.background/p2`.
    """
    del edition
    faults = 0
    for key in digest.proposal.answers:
        fault = _misplaced(digest, key)
        if fault:
            faults += 1
            yield failed(fault[0], f"/answers/{key.replace('/', '~1')}", fault[1])
    if not digest.proposal.answers:
        yield not_applicable("no answer is written yet")
    elif not faults:
        yield passed(f"all {len(digest.proposal.answers)} answers have their question", "/answers")


def _misplaced(digest: Digest, key: str) -> tuple[str, str] | None:
    """Why an answer belongs to no question, and what to do; None if it does."""
    question = digest.question(key)
    if question is None:
        known = tuple(question.id for question in digest.form.questions())
        close = closest(key.partition("/")[0], known)
        hint = f"did you mean {close}?" if close else "`erasmus draft` lists the questions of the form"
        return f"the form has no question {key}", hint
    handle = key.partition("/")[2]
    if question.repeat is None:
        return (f"{question.id} is asked once, not of {handle}", f"write {question.id}") if handle else None
    handles = handles_of(digest.proposal, question.repeat)
    if handle in handles:
        return None
    each = question.repeat.replace("_", " ")
    return (
        f"{question.id} is asked of each {each}; {handle or 'no handle'} is none of them",
        f"write {' or '.join(f'{question.id}/{known}' for known in handles[:3]) or 'it when there is one'}",
    )
