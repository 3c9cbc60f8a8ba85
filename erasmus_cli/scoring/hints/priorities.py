"""Hints on priorities."""

import re
from collections.abc import Iterator

from erasmus_cli.scoring.hints.reading import Reading
from erasmus_cli.scoring.hints.registry import Remark, hint
from erasmus_cli.wording.messages import say

_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 5
# Words of priorities' names that say nothing of what one of them is about.
_COMMON = frozenset(
    (
        *("education", "european", "fields", "higher", "more", "other", "projects", "quality", "school"),
        *("schools", "than", "their", "through", "training", "vocational", "with", "within", "field", "high"),
    )
)


@hint(
    "HINT-01",
    english=True,
    fires={
        "priorities": {"main": "horizontal/environment"},
        "answers": {
            "description.objectives": "Nurses learn to read X-ray pictures.",
            "priorities.comment": "Nurses in small hospitals need this.",
        },
    },
    silent={
        "priorities": {"main": "horizontal/environment"},
        "answers": {
            "description.objectives": "Nurses learn to read X-ray pictures.",
            "priorities.comment": "Digital pictures spare the environment chemicals.",
        },
    },
)
def priority_not_taken_up(reading: Reading) -> Iterator[Remark]:
    """A priority is claimed, and no answer or title takes up a word of its name.

    Assessors ask what the project does for each priority that it names; one that nothing is tied to counts
    against relevance. The hint compares the first letters of words. It cannot see a priority that is
    addressed in other words, nor judge one that is.
    """
    claimed = reading.project.proposal.priorities
    if claimed is None or not reading.text("description.objectives", "priorities.comment"):
        return
    said = _stems(" ".join((*reading.project.proposal.answers.values(), *_titles(reading))))
    places = [("/priorities/main", claimed.main)]
    places += [(f"/priorities/others/{index}", key) for index, key in enumerate(claimed.others)]
    for at, key in places:
        priority = reading.project.edition.priorities.get(key or "")
        words = _stems(priority.label) if priority else set()
        if priority and words and not words & said:
            yield Remark(
                say("no answer takes up a word of the priority “{priority}”", priority=priority.label), at
            )


@hint(
    "HINT-02",
    english=False,
    fires={
        "priorities": {
            "main": "horizontal/inclusion",
            "others": ["horizontal/environment", "horizontal/digital", "horizontal/values"],
        }
    },
    silent={"priorities": {"main": "horizontal/inclusion", "others": ["horizontal/environment"]}},
)
def all_horizontal_priorities(reading: Reading) -> Iterator[Remark]:
    """All horizontal priorities of the call are claimed at once.

    A project that serves everything rarely shows work on each; assessors then find none of them convincing.
    The hint only counts. It does not see how much the project does.
    """
    claimed = reading.project.proposal.priorities
    known = {key for key in reading.project.edition.priorities if key.startswith("horizontal/")}
    if claimed is not None and len(known) > 2 and known <= {claimed.main, *claimed.others}:
        yield Remark(say("all {number} horizontal priorities are claimed", number=len(known)), "/priorities")


def _stems(text: str) -> set[str]:
    """The first letters of the longer words, so that `digital` meets `digitally`."""
    return {word[:_STEM] for word in _WORD.findall(text.lower()) if word not in _COMMON}


def _titles(reading: Reading) -> Iterator[str]:
    proposal = reading.project.proposal
    yield proposal.title or ""
    yield from proposal.topics or ()
    packages = proposal.work_packages or ()
    inner = tuple(activity for package in packages for activity in package.activities)
    items = (proposal.outputs, proposal.events, proposal.learning_activities, proposal.activities)
    for entry in (*packages, *inner, *(entry for group in items for entry in group or ())):
        yield entry.title or ""
