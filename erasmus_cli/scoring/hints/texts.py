"""Hints on the texts themselves, whatever they speak of."""

import re
from collections import Counter
from collections.abc import Iterator

from erasmus_cli.scoring.hints.cues import INSTRUMENT, PLATFORM, REFUSAL
from erasmus_cli.scoring.hints.reading import Reading, place
from erasmus_cli.scoring.hints.registry import Remark, hint
from erasmus_cli.wording.messages import say

_SHORT = 10  # one part in so many of the field
_A_SENTENCE = 100  # characters; a field of 5 000 may well be answered in 400
_YES_OR_NO = "Say whether"  # questions that a short no answers in full begin like this
_OFTEN = 3
_MOST_WORDS = 10
_REPEATED = 150
_CAPITALS = re.compile(r"(?<![\w-])[A-Z]{3,6}(?![\w-])")
# Abbreviations that every reader of applications knows.
_KNOWN = re.compile(
    "EUR|NGOS?|VET|ICT|ECTS|ECVET|EQF|EQAVET|EPALE|CEFR|PDF|USB|DVD|STEM|STEAM|MOOCS?|OERS?|GDPR|SWOT|SMART|OLS"
    "|LGBTQ?|HEIS?|ESF|URL|HTML|UNESCO|OECD|PISA|UNICEF|COVID|SALTO|DNA|LED|FAQ|[IVXLC]+"
)
_PLACEHOLDER = re.compile(
    r"\b(TODO|TBD|TBC|FIXME|XXX+)\b|lorem ipsum|\?\?\?|\[(\.{3}|…|insert|fill|add)[^\]]{0,80}\]"
)


@hint(
    "HINT-16",
    english=True,
    fires={"answers": {"needs.needs": "NEET rates rise. Most NEET live in towns. NEET need work."}},
    silent={"answers": {"needs.needs": "Young people without work (NEET): NEET rates rise, NEET live here."}},
)
def abbreviation_not_expanded(reading: Reading) -> Iterator[Remark]:
    """An abbreviation is used three times or more and never explained.

    Assessors may come from another country and sector. The hint looks for words in capitals that never stand
    in or before brackets. Common ones, names, and words that also stand in small letters are left out.
    Whether readers know a word it cannot tell.
    """
    text = reading.text("")
    plain = set(re.findall(r"[A-Z]?[a-z]+", text))
    names = f"{reading.project.proposal.acronym} {reading.project.proposal.title}".upper()
    names += " ".join(f"{member.name} {member.id}" for member in reading.organisations).upper()
    strange = Counter(
        word
        for word in _CAPITALS.findall(text)
        if not (_KNOWN.fullmatch(word) or word in names or {word.lower(), word.capitalize()} & plain)
    )
    for word, times in strange.most_common(_MOST_WORDS):
        explained = re.search(rf"\([^)]{{0,80}}\b{word}\b|\b{word}\b[*_]*\s?(\(|=|:|stands for|means)", text)
        if times >= _OFTEN and not explained:
            field = next(field for field in reading.answers("") if word in field.text)
            yield Remark(
                say("{word} is used {times} times and never explained", word=word, times=times), place(field)
            )


@hint(
    "HINT-17",
    english=False,
    fires={"answers": {"needs.needs": "Young people need work."}},
    silent={"answers": {"needs.needs": "Young people need work, as 96 of them told us. " * 4}},
)
def answer_much_shorter_than_field(reading: Reading) -> Iterator[Remark]:
    """A required answer is no more than a sentence and fills less than a tenth of its field.

    Assessors score only what is written, and most questions have several parts. The hint counts characters;
    a short answer may say all that there is to say.
    """
    for field in reading.answers(""):
        limit, used = field.question.limit, field.used
        needed = not field.question.optional and not field.question.ask.startswith(_YES_OR_NO)
        if limit and needed and used < _A_SENTENCE and used * _SHORT < limit:
            yield Remark(
                say("{field} has {used} characters of {limit}", field=field.key, used=used, limit=limit),
                place(field),
            )


@hint(
    "HINT-18",
    english=True,
    fires={
        "call": 2026,
        "action": "small-scale-partnership",
        "answers": {"implementation.platforms": "We use a shared folder and video calls."},
    },
    silent={
        "call": 2026,
        "action": "small-scale-partnership",
        "answers": {"implementation.platforms": "Classes meet on eTwinning."},
    },
)
def platform_or_instrument_not_named(reading: Reading) -> Iterator[Remark]:
    """The form asks for platforms or for ways to recognise learning, and the answer names none.

    Such questions are answered by a name and what it is used for: eTwinning, EPALE, Youthpass, Europass. The
    hint knows the usual names, and is silent where the answer says that none is used.
    """
    asked = (("implementation.platforms", PLATFORM), ("learning.recognition", INSTRUMENT))
    for question, names in asked:
        for field in reading.answers(question):
            if not names.search(field.text) and not REFUSAL.search(field.text):
                words = (
                    say("{field} names no platform of Erasmus+", field=field.key)
                    if names is PLATFORM
                    else say("{field} names no certificate or instrument", field=field.key)
                )
                yield Remark(words, place(field))


@hint(
    "HINT-19",
    english=False,
    fires={"answers": {"needs.needs": "All is new here. " * 10, "needs.response": "All is new here. " * 10}},
    silent={
        "answers": {"needs.needs": "All is new here. " * 10, "needs.response": "Much is old here. " * 10}
    },
)
def answer_given_twice(reading: Reading) -> Iterator[Remark]:
    """Two different questions have the same answer.

    Each question is asked for its own criterion; a text that stands twice answers at most one of them. The
    hint compares whole answers, without spaces and without the summary, which may well repeat. Portraits of
    organisations have a hint of their own.
    """
    first: dict[str, str] = {}
    for field in reading.answers(""):
        text = " ".join(field.text.split())
        if field.question.id.startswith("summary."):
            continue
        twin = first.setdefault(text, field.key)
        if twin.partition("/")[0] != field.question.id and len(text) >= _REPEATED:
            yield Remark(say("{field} is the text of {twin}", field=field.key, twin=twin), place(field))


@hint(
    "HINT-20",
    english=False,
    fires={"answers": {"needs.needs": "The need was shown by TODO."}},
    silent={"answers": {"needs.needs": "The need was shown by a survey."}},
)
def placeholder_left(reading: Reading) -> Iterator[Remark]:
    """A placeholder such as TODO or [insert name] is left in an answer.

    Assessors take it for an unfinished application. The hint knows the usual marks and nothing of other ones.
    """
    for field in reading.answers(""):
        if found := _PLACEHOLDER.search(field.text):
            yield Remark(say("{field} still holds “{mark}”", field=field.key, mark=found[0]), place(field))
