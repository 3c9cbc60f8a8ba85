"""Hints on indicators, risks, dissemination and what remains."""

import re
from collections.abc import Iterator

from erasmus_cli.proposal.city import town
from erasmus_cli.scoring.hints.cues import ACTOR, AUDIENCE, CHANNEL, FUNDER, LICENCE, MOMENT, TARGET
from erasmus_cli.scoring.hints.reading import Reading, place
from erasmus_cli.scoring.hints.registry import Remark, hint
from erasmus_cli.wording.messages import say

_INDICATORS = ("management.indicators", "work-package.indicators", "work-package.quantitative-indicators")
_NO_RISKS = re.compile(
    r"\W*(n/?a|none|no|nothing|not applicable)?\W*"
    r"|\W*((there are|we see|we expect|we foresee|we have) )?no ([a-z]+ ){0,2}(risks?|problems?|difficulties)"
    r"( (are|is) (expected|foreseen|known|seen|identified|likely))?\W*"
    r"|\W*we (do not|don't|cannot) (expect|foresee|see|anticipate) any ([a-z]+ ){0,2}(risks?|problems?"
    r"|difficulties)\W*",
    re.IGNORECASE,
)
_A_SENTENCE = 200  # characters; what is longer says more than that there are no risks
_SPREADING = ("dissemination.", "impact.", "sustainability.", "events.", "implementation.platforms")


@hint(
    "HINT-08",
    english=True,
    fires={"answers": {"management.indicators": "Indicators: satisfied trainers and good feedback."}},
    silent={"answers": {"management.indicators": "Trainers who teach in pairs: from 12 to 43 by June."}},
)
def indicator_without_target(reading: Reading) -> Iterator[Remark]:
    """An answer on indicators names no number to reach.

    Assessors ask by what you would notice that you failed; without a target every result is a success. The
    hint looks for any figure in the answer. It cannot tell a target from another number.
    """
    for field in reading.answers(*_INDICATORS):
        if not TARGET.search(field.text):
            yield Remark(say("{field} names no number to reach", field=field.key), place(field))


@hint(
    "HINT-09",
    english=True,
    fires={"answers": {"management.risks": "We do not expect any risks."}},
    silent={"answers": {"management.risks": "A trainer may fall ill; each has a deputy."}},
)
def no_risks_seen(reading: Reading) -> Iterator[Remark]:
    """The answer on risks is blank or says that there are none.

    Every project of two years loses somebody or falls behind; assessors read an empty answer as a lack of
    planning. The hint knows a few phrases. It cannot judge whether the risks named are the real ones.
    """
    for field in reading.project.fields():
        written = field.question.id == "management.risks" and field.key in reading.project.proposal.answers
        if written and field.used < _A_SENTENCE and _NO_RISKS.fullmatch(" ".join(field.text.split())):
            yield Remark(say("{field} names no risk", field=field.key), place(field))


@hint(
    "HINT-10",
    english=True,
    fires={"answers": {"dissemination.activities": "We use social media, a website and posters."}},
    silent={"answers": {"dissemination.activities": "Posters for the parents of our pupils."}},
)
def dissemination_without_audience(reading: Reading) -> Iterator[Remark]:
    """Channels of dissemination are named, and nobody whom they are to reach.

    A channel is no plan: assessors look for who should hear of the results, and why. The hint looks for words
    for people and bodies in all answers on dissemination. It cannot see whether they are the right ones.
    """
    for field in reading.answers("dissemination.activities"):
        if CHANNEL.search(field.text) and not AUDIENCE.search(reading.text("dissemination.")):
            yield Remark(say("the dissemination has channels, and no audience is named"), place(field))


@hint(
    "HINT-11",
    english=True,
    fires={"answers": {"dissemination.activities": "A conference for teachers in each country."}},
    silent={"answers": {"dissemination.activities": "A conference for teachers; all says that the EU paid."}},
)
def funding_not_acknowledged(reading: Reading) -> Iterator[Remark]:
    """No answer on impact and dissemination mentions the European Union, Erasmus+ or funding.

    Visibility of EU funding is an obligation of every beneficiary, and part of what assessors look for under
    dissemination. The hint looks for these words. It cannot tell an acknowledgement from a mere mention.
    """
    field = next(reading.answers("dissemination.activities"), None)
    if field is not None and not FUNDER.search(reading.text(*_SPREADING)):
        yield Remark(say("nothing is said on how you will show that the EU pays"), place(field))


@hint(
    "HINT-12",
    english=True,
    fires={"answers": {"dissemination.activities": "The course is shown at a conference for teachers."}},
    silent={"answers": {"dissemination.activities": "The course is free for all schools."}},
)
def licence_not_mentioned(reading: Reading) -> Iterator[Remark]:
    """No answer says whether others may use the results: no licence, no open access, nothing free of charge.

    What a project makes with the grant should be open to everybody; assessors look for how. The hint looks
    for these words in all answers, and is silent where the form asks for open access and is answered.
    """
    field = next(reading.answers("dissemination.activities"), None)
    asked_for = reading.text("dissemination.open-access")
    if (
        field is not None
        and not asked_for
        and not LICENCE.search(" ".join(reading.project.proposal.answers.values()))
    ):
        yield Remark(say("nothing is said on the licence of the results, or on open access"), place(field))


@hint(
    "HINT-13",
    english=True,
    fires={"answers": {"sustainability.plans": "Long-term commitment is assured by strong motivation."}},
    silent={"answers": {"sustainability.plans": "From 2029 the library runs the tables every week."}},
)
def sustainability_without_who_or_when(reading: Reading) -> Iterator[Remark]:
    """What is to last after the project has nobody who does it, or no time.

    Assessors look for who keeps a result alive, from when on and with which means; commitment alone convinces
    nobody. The hint looks for anybody who could act and for any time. It cannot judge a plan.
    """
    everyone = reading.organisations
    own = [part for one in everyone for part in (one.id, one.name, town(one.city)) if part]
    for field in reading.answers("sustainability.plans"):
        who = ACTOR.search(field.text) or any(part in field.text for part in own)
        when = MOMENT.search(field.text)
        if not who and not when:
            yield Remark(say("{field} does not say who or when", field=field.key), place(field))
        elif not who:
            yield Remark(say("{field} does not say who", field=field.key), place(field))
        elif not when:
            yield Remark(say("{field} does not say when", field=field.key), place(field))
