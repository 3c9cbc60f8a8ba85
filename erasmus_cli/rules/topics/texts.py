"""Language, and the text of the answers as the form takes it."""

import re
from collections.abc import Iterator

from erasmus_cli.guide.model import Edition
from erasmus_cli.plain_text import at_most, characters
from erasmus_cli.pointers import pointer
from erasmus_cli.proposal.model import Proposal, handles_of
from erasmus_cli.rules.digest import Digest
from erasmus_cli.rules.outcome import Outcome, Severity, failed, not_applicable, passed, unknown
from erasmus_cli.rules.registry import rule
from erasmus_cli.wording import closest


@rule(
    "TXT-01",
    reads=("languages",),
    severity=Severity.WARNING,
    passes={"language": "en"},
    fails={"language": "ja"},
)
def language_accepted(digest: Digest, edition: Edition) -> Outcome:
    """The application is written in an official language of the Programme's countries."""
    language = digest.proposal.language
    if language is None:
        return unknown("say in which language the application is written", "/language")
    if language in edition.languages.codes:
        return passed(f"{language} is accepted", "/language")
    return failed(
        f"{language} is not among the official languages that are accepted",
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
def summary_in_english(digest: Digest, edition: Edition) -> Iterator[Outcome]:
    """The summary also stands in English where the application is in another language."""
    wanted = edition.summary_language
    assert wanted is not None  # noqa: S101 - the rule only applies where the edition has it
    language = digest.proposal.language
    if language is None:
        yield unknown("whether a translation is needed depends on the language", "/language")
        return
    if language == wanted.language:
        yield not_applicable("the application is in that language already")
        return
    for question in wanted.questions:
        if digest.form.question(question) is None:
            continue
        at = pointer(("answers", question))
        text = digest.proposal.answers.get(question)
        if text is None:
            yield unknown(f"{question}: the summary still needs its English twin", at)
        elif not text.strip():
            yield failed(f"{question}: the English summary is empty", at, "translate the summary")
        else:
            yield passed(f"{question} stands in English", at)


@rule(
    "TXT-03",
    reads=("form",),
    severity=Severity.ERROR,
    passes={"answers": {"description.rationale": "Short enough."}},
    fails={"answers": {"description.rationale": "x" * 5001}},
)
def answers_fit(digest: Digest, edition: Edition) -> Iterator[Outcome]:
    """No answer is longer than the form takes.

    Counted as pasted: plain text without the marks of Markdown, after Unicode composition, spaces included,
    each line break as one character.
    """
    del edition
    if digest.form_undecided and digest.proposal.answers:
        digest.cite_form()
        yield unknown("the form depends on the field", "/field")
        return
    checked = faults = 0
    for key, text in digest.proposal.answers.items():
        question = digest.form.question(key)
        if question is None or question.limit is None:
            continue
        checked += 1
        if at_most(text) <= question.limit:
            continue
        used = characters(text)
        if used > question.limit:
            faults += 1
            digest.cite(question)
            yield failed(
                f"{key} has {used} characters, the form takes {question.limit}",
                pointer(("answers", key)),
                f"cut {used - question.limit} characters",
            )
    if not checked:
        yield not_applicable("no answer with a limit is written yet")
    elif not faults:
        digest.cite_form()
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
    if digest.form_undecided and digest.proposal.answers:
        digest.cite_form()
        yield unknown("the form depends on the field", "/field")
        return
    faults = 0
    for key in digest.proposal.answers:
        fault, missing = _misplaced(digest, key), _handles_missing(digest, key)
        if fault and missing:
            faults += 1
            yield unknown(fault[0], *missing)
        elif fault:
            faults += 1
            yield failed(fault[0], pointer(("answers", key)), fault[1])
    if not digest.proposal.answers:
        yield not_applicable("no answer is written yet")
    elif not faults:
        digest.cite_form()
        yield passed(f"all {len(digest.proposal.answers)} answers have their question", "/answers")


# Capitals only: `todo` is a Spanish word. `to be added` in the middle of a sentence is ordinary English,
# after `has`, `is` and the like even at its end.
_PLACEHOLDER = re.compile(
    r"""\b(?:TODO|TBD|TBC|XXX+)\b
    | \[\s*(?:…|\.{3})\s*\]
    | \?{3,}
    | (?i:\blorem\s+ipsum\b)
    | (?<=[\[(<:])\s*(?i:to\ be\ (?:completed|added|confirmed))\b
    | (?<!\bhas\s)(?<!\bhave\s)(?<!\bhad\s)(?<!\bis\s)(?<!\bare\s)(?<!\bneed\s)(?<!\bneeds\s)
      (?i:\bto\ be\ (?:completed|added|confirmed))(?=\s*(?:[.,;:!)\]>]|$))""",
    re.VERBOSE | re.MULTILINE,
)

# What one of them has in it: looking for these first makes the rule forty times as fast.
_HINTS = (
    "todo",
    "tbd",
    "tbc",
    "xxx",
    "???",
    "…",
    "...",
    "lorem",
    "to be completed",
    "to be added",
    "to be confirmed",
)


def _placeholders(text: str) -> tuple[str, ...]:
    """Each placeholder of a text once."""
    lower = text.lower()
    if not any(hint in lower for hint in _HINTS):
        return ()
    return tuple(dict.fromkeys(match.strip() for match in _PLACEHOLDER.findall(text)))


@rule(
    "TXT-05",
    reads=("form",),
    severity=Severity.WARNING,
    passes={"answers": {"description.rationale": "Todo el equipo [1] says why."}},
    fails={"answers": {"description.rationale": "We reach TBD pupils."}},
)
def no_placeholders_left(digest: Digest, edition: Edition) -> Iterator[Outcome]:
    """No answer holds a placeholder that was to be replaced before submission.

    That is TODO, TBD, TBC and XXX in capitals, `???`, `[...]`, lorem ipsum, and "to be completed", "to be
    added" or "to be confirmed" where a sentence or bracket ends with it or a bracket begins with it.
    """
    del edition
    digest.cite_form()
    faults = 0
    for key, text in digest.proposal.answers.items():
        if found := _placeholders(text):
            faults += 1
            marks = ", ".join(f"`{mark}`" for mark in found)
            at = pointer(("answers", key))
            yield failed(f"{key} still says {marks}", at, "write what belongs there; if it does, ignore this")
    if not digest.proposal.answers:
        yield not_applicable("no answer is written yet")
    elif not faults:
        yield passed("no placeholder is left in the answers", "/answers")


def _handles_missing(digest: Digest, key: str) -> list[str]:
    """What has to be said before it can be told whether a repeated question is asked of a handle."""
    question = digest.form.question(key)
    if question is None or question.repeat is None or not key.partition("/")[2]:
        return []
    if question.repeat == "activity":
        return _activities_untold(digest.proposal)
    topic = {"learning_activity": "learning_activities"}.get(question.repeat, f"{question.repeat}s")
    entries = getattr(digest.proposal, topic)
    if entries is None:
        return [f"/{topic}"]
    return [f"/{topic}/{index}/id" for index, entry in enumerate(entries) if not entry.id]


def _activities_untold(proposal: Proposal) -> list[str]:
    """What has to be said before all activities, those of work packages included, have a handle."""
    if proposal.activities is None and proposal.work_packages is None:
        return ["/activities"]
    groups = [("/activities", proposal.activities or ())]
    untold = []
    for index, package in enumerate(proposal.work_packages or ()):
        if "activities" in package.model_fields_set:
            groups.append((f"/work_packages/{index}/activities", package.activities))
        elif not package.management:
            untold.append(f"/work_packages/{index}/activities")
    return untold + [f"{at}/{n}/id" for at, items in groups for n, item in enumerate(items) if not item.id]


def _misplaced(digest: Digest, key: str) -> tuple[str, str] | None:
    """Why an answer belongs to no question, and what to do; None if it does."""
    question = digest.form.question(key)
    if question is None:
        wanted = key.partition("/")[0]
        known = tuple(question.id for question in digest.form.questions())
        section = [other for other in known if other.partition(".")[0] == wanted.partition(".")[0]]
        close = closest(wanted, known, cutoff=0.8)
        hint = f"did you mean {close}?" if close else f"choose one of {', '.join(section or known)}"
        return f"the form has no question {key}", hint
    handle = key.partition("/")[2]
    if question.repeat is None:
        return (f"{question.id} is asked once, not of {handle}", f"write {question.id}") if handle else None
    handles = handles_of(digest.proposal, question.repeat)
    if handle in handles:
        return None
    each = question.repeat.replace("_", " ")
    which = f"{handle} is none of them" if handle else "the key does not say of which"
    keys = " or ".join(f"{question.id}/{known}" for known in handles[:3])
    return f"{question.id} is asked of each {each}; {which}", f"write {keys or 'it when there is one'}"
