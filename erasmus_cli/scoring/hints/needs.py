"""Hints on needs and objectives."""

import re
from collections.abc import Iterator

from erasmus_cli.scoring.hints.cues import FIGURE
from erasmus_cli.scoring.hints.reading import Reading, place
from erasmus_cli.scoring.hints.registry import Remark, hint
from erasmus_cli.wording.messages import say

# Where forms ask for needs, the question that asks for them most plainly first.
_NEEDS = ("needs.needs", "needs.target-groups", "description.rationale")
_ITEM = re.compile(r"^[ \t]{0,3}(?:\d+[.)]|[-*+])[ \t]+(\S.*)", re.MULTILINE)
_ACTIVITY = re.compile(
    r"\W*(?:to |we (?:will |want to |plan to )?|the project (?:will )?)?"
    r"(?:organis|organiz|hold|host|run|conduct|carry(?:ing)? out|arrang|print|translat|visit)"
    r"(?:e|es|ing|s)?\b",
    re.IGNORECASE,
)


@hint(
    "HINT-03",
    english=True,
    fires={"answers": {"needs.needs": "Young people in our towns have great difficulty in finding work."}},
    silent={"answers": {"needs.needs": "Of 96 young people whom we asked, 41 were looking for work."}},
)
def need_without_figure(reading: Reading) -> Iterator[Remark]:
    """Nothing that is said of the needs says how many, how much or how often.

    Assessors want needs shown by evidence: a survey, a statistic, a count of one's own. The hint looks for
    digits and words such as `half` or `most` in all answers on needs and motives. It cannot tell whether a
    figure proves anything, and a need can be shown without one.
    """
    question = next((key for key in _NEEDS if reading.asks(key)), None)
    main = next(reading.answers(question), None) if question else None
    if main is not None and not FIGURE.search(reading.text("needs.", "description.rationale")):
        yield Remark(
            say("the answers on needs hold no figure: how many, how often, since when?"), place(main)
        )


@hint(
    "HINT-04",
    english=True,
    fires={"answers": {"description.objectives": "1. Organise four meetings\n2. Hold a conference"}},
    silent={
        "answers": {
            "description.objectives": "1. Trainers teach in pairs\n2. Organise four meetings for this"
        }
    },
)
def objectives_are_activities(reading: Reading) -> Iterator[Remark]:
    """Most of the objectives begin like activities: organise, hold, host, run.

    An objective says what will be different afterwards; what is done for it is an activity. Assessors cannot
    judge success by a list of things to do. The hint looks at the first word of each entry of a list. It does
    not see objectives in running text.
    """
    for field in reading.answers("description.objectives"):
        items = _ITEM.findall(field.text)
        activities = [item for item in items if _ACTIVITY.match(item)]
        if len(items) > 1 and len(activities) * 2 > len(items):
            yield Remark(
                say(
                    "{number} of {all} objectives begin like activities, the first with “{start}”",
                    number=len(activities),
                    all=len(items),
                    start=" ".join(activities[0].split()[:4]),
                ),
                place(field),
            )
