"""Language, and the text of the answers as the form takes it."""

from collections.abc import Iterator

from erasmus_cli.pointers import pointer
from erasmus_cli.project.project import Project
from erasmus_cli.project.setting import Setting
from erasmus_cli.proposal.model import handles_of
from erasmus_cli.rules.outcome import Outcome, Severity, failed, not_applicable, passed, unknown
from erasmus_cli.rules.placeholders import may_hold_placeholders, placeholders
from erasmus_cli.rules.registry import rule
from erasmus_cli.wording.formatting import closest
from erasmus_cli.wording.messages import Message, say
from erasmus_cli.wording.plain_text import characters, fits

# Repeated questions are asked of these, and the answers stand beside them.
_FORM_KEYS = (
    "answers",
    "field",
    "format",
    "organisations",
    "outputs",
    "events",
    "learning_activities",
    "work_packages",
    "activities",
)
_IN_THAT_LANGUAGE = not_applicable(say("the application is in that language already"))


@rule(
    "TXT-01",
    reads=("languages", "managers?"),
    uses=("language", "field", "format"),
    severity=Severity.WARNING,
    passes={"language": "en"},
    fails={"language": "ja"},
)
def language_accepted(project: Project) -> Outcome:
    """The application is written in an official language of the Programme's countries.

    EACEA takes the official languages of the European Union only.
    """
    return project.setting.answer(_accepted, project.proposal.language)


def _accepted(setting: Setting, language: str | None) -> Outcome:
    languages, body = setting.edition.languages, setting.body
    if language is None:
        return unknown(say("say in which language the application is written"), "/language")
    values, cites = {"language": language}, setting.manager_figures if languages.eacea else ()
    if languages.eacea and language not in languages.eacea and language in languages.codes:
        if body is None:
            return unknown(
                say("whether {language:language} is accepted depends on the field", **values), "/field"
            )
        if body == "eacea":
            return failed(
                say(
                    "EACEA takes official languages of the EU only, and {language:language} is none", **values
                ),
                "/language",
                say("write in one of these languages: {languages:languages}", languages=languages.eacea),
                severity=Severity.ERROR,
                cites=cites,
            )
    if language in languages.codes:
        return passed(say("{language:language} is accepted", **values), "/language", cites=cites)
    at_eacea = bool(languages.eacea) and body == "eacea"
    accepted = languages.eacea if at_eacea else languages.codes
    return failed(
        say("{language:language} is not among the official languages that are accepted", **values),
        "/language",
        say("choose one of these languages: {languages:languages}", languages=accepted),
        severity=Severity.ERROR if at_eacea else None,
        cites=cites,
    )


@rule(
    "TXT-02",
    reads=("summary_language",),
    uses=("language", "answers", "field", "format"),
    severity=Severity.WARNING,
    passes={"language": "pl", "answers": {"summary.english": "The project …"}},
    fails={"language": "pl", "answers": {"summary.english": " "}},
)
def summary_in_english(project: Project) -> Iterator[Outcome]:
    """The summary also stands in English where the application is in another language."""
    wanted = project.edition.summary_language
    assert wanted is not None  # noqa: S101 - the rule only applies where the edition has it
    language = project.proposal.language
    if language is None:
        yield unknown(say("whether a translation is needed depends on the language"), "/language")
        return
    if language == wanted.language:
        yield _IN_THAT_LANGUAGE
        return
    for question in wanted.questions:
        if project.form.question(question) is None:
            continue
        at = pointer(("answers", question))
        text = project.proposal.answers.get(question)
        values = {"question": question}
        if text is None:
            yield unknown(say("{question}: the summary still needs its English twin", **values), at)
        elif not text.strip():
            words = say("{question}: the English summary is empty", **values)
            yield failed(words, at, say("translate the summary"))
        else:
            yield passed(say("{question} stands in English", **values), at)


@rule(
    "TXT-03",
    reads=("form",),
    uses=("answers", "field", "format"),
    severity=Severity.ERROR,
    passes={"answers": {"description.rationale": "Short enough."}},
    fails={"answers": {"description.rationale": "x" * 5001}},
)
def answers_fit(project: Project) -> Outcome | list[Outcome]:
    """No answer is longer than the form takes.

    Counted as pasted: plain text without the marks of Markdown, after Unicode composition, spaces included,
    each line break as one character.
    """
    if project.form_depends_on_field and project.proposal.answers:
        return unknown(say("the form depends on the field"), "/field", cites=(project.form,))
    checked = 0
    faults = []
    for key, text in project.proposal.answers.items():
        question = project.form.question(key)
        if question is None or question.limit is None:
            continue
        checked += 1
        if fits(text, question.limit):
            continue
        used = characters(text)
        faults.append(
            failed(
                say(
                    "{key} has {used} characters, the form takes {limit}",
                    key=key,
                    used=used,
                    limit=question.limit,
                ),
                pointer(("answers", key)),
                say("cut {surplus} characters", surplus=used - question.limit),
                cites=(question,),
            )
        )
    if faults:
        return faults
    if not checked:
        return not_applicable(say("no answer with a limit is written yet"), cites=(project.form,))
    words = say("all {checked} answers fit their fields", checked=checked)
    return passed(words, "/answers", cites=(project.form,))


@rule(
    "TXT-04",
    reads=("form", "requirements.answers"),
    uses=_FORM_KEYS,
    severity=Severity.ERROR,
    passes={"answers": {"description.rationale": "Why we do it."}},
    fails={"answers": {"description.rational": "Why we do it."}},
)
def answers_have_questions(project: Project) -> Outcome | list[Outcome]:
    """Every answer belongs to a question of the form, so that none is lost on the way to the draft.

    Questions that are asked of each organisation, output, event or activity carry its handle, such as
    `organisation.background/p2`.
    """
    answers = project.proposal.answers
    if not answers:
        return not_applicable(say("no answer is written yet"), cites=(project.form,))
    if project.form_depends_on_field:
        return unknown(say("the form depends on the field"), "/field", cites=(project.form,))
    faults = []
    for key in answers:
        fault = _misplaced(project, key)
        if fault is None:
            continue
        missing = _handles_missing(project, key)
        if missing:
            faults.append(unknown(fault[0], *missing))
        else:
            faults.append(failed(fault[0], pointer(("answers", key)), fault[1]))
    if faults:
        return faults
    words = say("all {number} answers have their question", number=len(answers))
    return passed(words, "/answers", cites=(project.form,))


@rule(
    "TXT-05",
    reads=("form",),
    uses=("answers", "field", "format"),
    severity=Severity.WARNING,
    passes={"answers": {"description.rationale": "Todo el equipo [1] says why."}},
    fails={"answers": {"description.rationale": "We reach TBD pupils."}},
)
def no_placeholders_left(project: Project) -> Outcome | list[Outcome]:
    """No answer holds a placeholder that was to be replaced before submission.

    That is TODO, TBD, TBC and XXX in capitals, `???`, `[...]`, lorem ipsum, and "to be completed", "to be
    added" or "to be confirmed" where a sentence or bracket ends with it or a bracket begins with it; what
    word processors put into empty fields, such as "click or tap here"; words in brackets that templates
    use, as `[insert name]`, `<nom>` or `[Pays 1]`; and "à compléter", "zu ergänzen", "por completar" and
    the like in capitals, in brackets or on a line of their own.
    """
    answers = project.proposal.answers
    if not answers:
        return not_applicable(say("no answer is written yet"), cites=(project.form,))
    cites = (project.form,)
    faults = []
    if may_hold_placeholders(answers.values()):
        for key, text in answers.items():
            if found := placeholders(text):
                marks = tuple(f"`{mark}`" for mark in found)
                faults.append(
                    failed(
                        say("{key} still says {marks:list}", key=key, marks=marks),
                        pointer(("answers", key)),
                        say("write what belongs there; if it does, ignore this"),
                        cites=cites,
                    )
                )
    return faults or passed(say("no placeholder is left in the answers"), "/answers", cites=cites)


def _handles_missing(project: Project, key: str) -> list[str]:
    """What has to be said before it can be told whether a repeated question is asked of a handle."""
    question = project.form.question(key)
    if question is None or question.repeat is None or not key.partition("/")[2]:
        return []
    if question.repeat == "activity":
        return _activities_untold(project)
    topic = {"learning_activity": "learning_activities"}.get(question.repeat, f"{question.repeat}s")
    entries = getattr(project.proposal, topic)
    if entries is None:
        return [f"/{topic}"]
    return [f"/{topic}/{index}/id" for index, entry in enumerate(entries) if not entry.id]


def _activities_untold(project: Project) -> list[str]:
    """What has to be said before all activities, those of work packages included, have a handle."""
    proposal = project.proposal
    if proposal.activities is None and proposal.work_packages is None:
        return ["/work_packages" if project.edition.packages else "/activities"]
    groups = [("/activities", proposal.activities or ())]
    untold = []
    for index, package in enumerate(proposal.work_packages or ()):
        if "activities" in package.model_fields_set:
            groups.append((f"/work_packages/{index}/activities", package.activities))
        elif not package.management:
            untold.append(f"/work_packages/{index}/activities")
    return untold + [f"{at}/{n}/id" for at, items in groups for n, item in enumerate(items) if not item.id]


def _misplaced(project: Project, key: str) -> tuple[Message, Message] | None:
    """Why an answer belongs to no question, and what to do; None if it does."""
    question = project.form.question(key)
    if question is None:
        wanted = key.partition("/")[0]
        known = tuple(question.id for question in project.form.questions())
        section = tuple(other for other in known if other.partition(".")[0] == wanted.partition(".")[0])
        close = closest(wanted, known, cutoff=0.8)
        hint = (
            say("did you mean {question}?", question=close)
            if close
            else say("choose one of {questions:list}", questions=section or known)
        )
        return say("the form has no question {key}", key=key), hint
    handle = key.partition("/")[2]
    if question.repeat is None:
        if not handle:
            return None
        words = say("{question} is asked once, not of {handle}", question=question.id, handle=handle)
        return words, say("write {question}", question=question.id)
    handles = handles_of(project.proposal, question.repeat)
    if handle in handles:
        return None
    which = say("{handle} is none of them", handle=handle) if handle else say("the key does not say of which")
    words = say(
        "{question} is asked of each {item}; {which}",
        question=question.id,
        item=question.repeat.replace("_", " "),
        which=which,
    )
    keys = tuple(f"{question.id}/{known}" for known in handles[:3])
    return words, say("write {keys:or}", keys=keys) if keys else say("write it when there is one")
