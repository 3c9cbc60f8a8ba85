"""Registers rules. A rule is a function from a project to one or several outcomes."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from inspect import cleandoc
from typing import Any, NamedTuple

from erasmus_cli.guide.model import Edition
from erasmus_cli.guide.sources import Cited
from erasmus_cli.guide.walk import records
from erasmus_cli.project.project import Project
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.rules.outcome import Outcome, Severity

Check = Callable[[Project], Outcome | Iterable[Outcome]]
Example = Mapping[str, Any]

_REGISTRY: dict[str, "Rule"] = {}


class Rule(NamedTuple):
    """One criterion.

    Attributes:
        id: code such as `CON-02`; never used again for something else.
        name: the function's name with hyphens.
        title: first sentence of the docstring.
        text: the whole docstring.
        reads: topics of the edition that it may cite; those without `?` must be there for it to apply.
        uses: keys of the proposal that it looks at; an edit elsewhere cannot change its answer.
        severity: what a fail does to the verdict, unless the outcome says otherwise.
        check: the function.
        passes: a fragment of a proposal that passes.
        fails: a fragment of a proposal that fails.
    """

    id: str
    name: str
    title: str
    text: str
    reads: tuple[str, ...]
    uses: frozenset[str]
    severity: Severity
    check: Check
    passes: Example
    fails: Example

    def applies_to(self, edition: Edition) -> bool:
        """Whether the edition says anything on what this rule checks."""
        return all(_stated(edition, topic) for topic in self.reads if not topic.endswith("?"))

    def figures(self, edition: Edition) -> Iterator[tuple[str, Cited]]:
        """Every figure of the topics that must be there, for answers that follow from a whole table."""
        for topic in self.reads:
            if not topic.endswith("?"):
                yield from records(topic, _stated(edition, topic))

    def statements(self, edition: Edition) -> Iterator[tuple[str, Cited]]:
        """What the rule checks as a whole: topics that are one statement of the Guide, not a table."""
        for topic in self.reads:
            if not topic.endswith("?") and isinstance(value := _stated(edition, topic), Cited):
                yield topic, value


def rule(
    rule_id: str,
    *,
    reads: tuple[str, ...],
    uses: tuple[str, ...],
    severity: Severity,
    passes: Example,
    fails: Example,
) -> Callable[[Check], Check]:
    """Registers the decorated function as a rule.

    Raises:
        TypeError: the rule has no proper id, docstring, reads, uses or examples, or its id is taken.
    """

    def register(check: Check) -> Check:
        name, title, text = described(check)
        topics = {topic.removesuffix("?").partition(".")[0] for topic in reads}
        faults = {
            "an id like CON-02": re.fullmatch(r"[A-Z]{3}-\d{2}", rule_id),
            "a docstring": text,
            "reads that are topics of an edition": reads and topics <= set(Edition.model_fields),
            "uses that are keys of a proposal": uses and set(uses) <= set(Proposal.model_fields),
            "an example that passes and one that fails": passes and fails,
            "an id of its own": rule_id not in _REGISTRY,
            "a name of its own": name not in {r.name for r in registered()},
        }
        demand(f"rule {rule_id} ({check.__name__})", faults)
        _REGISTRY[rule_id] = Rule(
            rule_id, name, title, text, reads, frozenset(uses), severity, check, passes, fails
        )
        return check

    return register


def described(function: Callable[..., Any]) -> tuple[str, str, str]:
    """Name, title and text of what a function registers: all three come from the function itself."""
    text = cleandoc(function.__doc__ or "")
    title = text.split("\n\n", 1)[0].replace("\n", " ").rstrip(".")
    return function.__name__.replace("_", "-"), " ".join(title.split()), text


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of what a function says of itself, each on one line."""
    return tuple(" ".join(block.split()) for block in text.split("\n\n"))


def demand(what: str, present: Mapping[str, object]) -> None:
    """Refuses what is registered without all that it needs.

    Raises:
        TypeError: it names everything that is not there.
    """
    missing = [name for name, there in present.items() if not there]
    if missing:
        raise TypeError(f"{what} needs {', '.join(missing)}")


def _stated(edition: Edition, topic: str) -> Any:
    """What the edition says on `topic`, or on one entry of it for `topic.entry`; nothing if it is silent."""
    name, _, key = topic.partition(".")
    value = getattr(edition, name)
    if not key or value is None:
        return value
    return value.get(key) if isinstance(value, Mapping) else getattr(value, key)


def registered() -> tuple[Rule, ...]:
    """The rules registered so far, in order of registration."""
    return tuple(_REGISTRY.values())
