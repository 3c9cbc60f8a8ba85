"""Makes of a proposal one that does not say who is behind it, and that the rules judge alike."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from erasmus_cli.document.withheld_names import SHORT
from erasmus_cli.grant.travel import distance
from erasmus_cli.guide.errors import NoEditionError, UnknownEditionError
from erasmus_cli.pointers import parts
from erasmus_cli.project.project import Project, open_project
from erasmus_cli.proposal.city import town
from erasmus_cli.proposal.model import Organisation, Proposal
from erasmus_cli.proposal.reader import Document, parse
from erasmus_cli.proposal.yaml_writer import dump
from erasmus_cli.redaction.contacts import WRITTEN_DOWN, WRITTEN_TO, without
from erasmus_cli.redaction.names import Name, Names
from erasmus_cli.redaction.stand_ins import ACRONYM, ASKED, KEPT, TITLE, StandIns, past, texts_of
from erasmus_cli.redaction.traces import words_of
from erasmus_cli.rules.engine import check_project
from erasmus_cli.rules.outcome import Result

_GIVEN_WORDS = {
    *(
        "call",
        "action",
        "field",
        "type",
        "format",
        "language",
        "country",
        "venue",
        "kind",
        "role",
        "category",
    ),
    *("agency", "part", "priorities", "topics", "start", "end", "submitted"),
}
"""Keys of days and of words that the Guide or the file format gives: nothing in them says who."""
_WORD = re.compile(r"[^\W\d_a-z][\w-]{2,}")


WITHHELD_NAME = "proposal"
"""What a redacted proposal is called instead of its file."""


class Told(NamedTuple):
    """What is told of a redaction.

    Attributes:
        counted: how often something was withheld, by its kind.
        remaining: words of withheld names that still stand in it, and are to be looked at.
    """

    counted: Mapping[str, int]
    remaining: tuple[str, ...]


@dataclass(frozen=True)
class Redaction:
    """A proposal that does not say who is behind it.

    Attributes:
        text: the new file.
        handles: the new handle for each that was changed.
        told: what is told of it.
    """

    text: str
    handles: dict[str, str]
    told: Told

    def document(self, name: str) -> Document:
        """The new proposal, under this file name."""
        return parse(self.text, name)


def redact(proposal: Proposal, hidden: Sequence[str] = ()) -> Redaction:
    """A proposal without names, identifiers, contacts, cities and what texts say of them.

    Countries, kinds, roles, days, figures and distances stay, so that verdict and grant do. Texts are
    searched for the names that the proposal gives, for `hidden`, and for what can be told by its shape. Other
    people and parts of names cannot: `remaining` lists words of names that are still there.

    Args:
        proposal: what is to leave the house.
        hidden: further words to withhold, such as the name of a person.
    """
    project = _project(proposal)
    stand_ins = StandIns(proposal, _unnamed(project))
    names = tuple(stand_ins.names(proposal, hidden))
    data = proposal.model_dump(mode="json", exclude_unset=True)
    if project:
        _keep_distances(project, data)
    asked = {question.id for question in project.form.questions()} if project else set()
    walk = _Walk(stand_ins, Names(names), proposal.organisations or (), asked)
    done = walk.whole(data)
    told = Told(dict(walk.counted), _remaining(done, names))
    return Redaction(dump(done), stand_ins.handles, told)


def withheld_name(number: int | None = None) -> str:
    """What the file of a redacted proposal is called; one of several by its number."""
    return WITHHELD_NAME if number is None else f"{WITHHELD_NAME}-{number}"


def _project(proposal: Proposal) -> Project | None:
    try:
        return open_project(proposal, "distances", provisional=True)
    except (NoEditionError, UnknownEditionError):
        return None


def _unnamed(project: Project | None) -> frozenset[int]:
    """The organisations whose name is no name, such as TBD, by their number."""
    if project is None:
        return frozenset()
    report = check_project(project, fixes=False, select=("ORG-01",))
    failing = (parts(finding.at) for finding in report.findings if finding.outcome is Result.FAIL)
    return frozenset(int(keys[1]) for keys in failing if len(keys) > 1)


def _keep_distances(project: Project, data: dict[str, Any]) -> None:
    """Writes down the distances that follow from cities, which are withheld."""
    for key, inner in (("meetings", "participants"), ("learning_activities", "groups")):
        items = getattr(project.proposal, key) or ()
        for item, entry in zip(items, data.get(key) or (), strict=True):
            for group, row in zip(getattr(item, inner), entry.get(inner) or (), strict=True):
                found = distance(project, group.distance_km, group.organisation, item.host)
                if found.km is not None:
                    row["distance_km"] = found.km


def _remaining(done: dict[str, Any], names: Sequence[Name]) -> tuple[str, ...]:
    """Words of names that are still there, and that are not ours."""
    still = set(_WORD.findall(" ".join(map(str, texts_of(done)))))
    ours = set(_WORD.findall(" ".join((TITLE, ACRONYM, *(word for name in names for word in name.words)))))
    return tuple(sorted(words_of({name.written for name in names}, still - ours)))


class _Walk:
    """Goes through a proposal and puts down what stands for what; texts are searched.

    Attributes:
        counted: how often something was withheld, by its kind.
    """

    def __init__(
        self,
        stand_ins: StandIns,
        names: Names,
        organisations: Sequence[Organisation],
        asked: Collection[str],
    ) -> None:
        self.counted: Counter[str] = Counter()
        self._stand_ins, self._names, self._organisations = stand_ins, names, organisations
        self._asked = asked

    def whole(self, data: dict[str, Any]) -> dict[str, Any]:
        """The proposal."""
        return {key: self._part(key, value) for key, value in data.items()}

    def _part(self, key: str, value: Any) -> Any:
        if key == "organisations" and value:
            return [self._organisation(number, own) for number, own in enumerate(value)]
        if key == "answers":
            return {self._answer_key(name): self._text(text) for name, text in value.items()}
        if key == "past_cooperation" and value:
            return [self._past(number, one) for number, one in enumerate(value, start=1)]
        if key in ("title", "acronym") and value:
            self.counted[_KINDS[key]] += 1
            return TITLE if key == "title" else ACRONYM
        return self._value(key, value)

    def _past(self, number: int, data: dict[str, Any]) -> dict[str, Any]:
        """Earlier work together: a title, often with the number of the project, says who."""
        done: dict[str, Any] = self._value("past_cooperation", data)
        return done | ({"title": past(number)} if data.get("title") else {})

    def _organisation(self, number: int, data: dict[str, Any]) -> dict[str, Any]:
        return {
            key: value if key in KEPT or value is None else self._said_of(number, key, value)
            for key, value in data.items()
            if key != "coordinates"
        }

    def _said_of(self, number: int, key: str, value: Any) -> Any:
        """What stands for a value of an organisation; under a key that is not known here for any text."""
        stand_ins = self._stand_ins
        match key:
            case "id" | "added_value":
                return self._value(key, value)
            case "name":
                shown: Any = stand_ins.name(number)
            case "short_name":
                shown = f"{SHORT} {stand_ins.letter(number)}"
            case "city":
                shown = stand_ins.city(town(self._organisations[number].city) or "")
            case "pic":
                shown = type(value)(stand_ins.code(str(value)))
            case "oid":
                shown = stand_ins.code(value)
            case "eche":
                shown = bool(value)
            case _:
                shown = _withheld(value)
        if shown != value:
            self.counted[_KINDS.get(key, _CONTACTS)] += 1
        return shown

    def _answer_key(self, key: str) -> str:
        """The key of an answer: one that the form does not know may say anything."""
        question, slash, handle = key.partition("/")
        asked = question if question in self._asked else self._names.without(question, self._count)
        return f"{asked}{slash}{self._stand_ins.handles.get(handle, handle)}"

    def _value(self, key: str, value: Any) -> Any:
        handles = self._stand_ins.handles
        if key == "city" and value:
            named = value["name"] if isinstance(value, dict) else value
            shown = self._text(named)
            return value if shown == named else shown
        if isinstance(value, dict):
            return {handles.get(name, name): self._value(name, part) for name, part in value.items()}
        if isinstance(value, list):
            return [self._value(key, part) for part in value]
        if not isinstance(value, str) or key in _GIVEN_WORDS:
            return value
        if value in handles:
            self.counted[_HANDLES] += 1
            return handles[value]
        return self._text(value)

    def _text(self, text: str) -> str:
        text = without(text, WRITTEN_TO, self._count)
        text = self._names.without(text, self._count)
        return without(text, WRITTEN_DOWN, self._count)

    def _count(self, kind: str) -> None:
        self.counted[kind] += 1


_KINDS = {
    "name": "names",
    "short_name": "names",
    "city": "cities",
    "pic": "identifiers",
    "oid": "identifiers",
    "eche": "identifiers",
    "title": "titles",
    "acronym": "acronyms",
}
_CONTACTS, _HANDLES = "contacts", "handles"
COUNTED: tuple[str, ...] = (
    *dict.fromkeys(
        (*_KINDS.values(), ASKED, _CONTACTS, _HANDLES, *(one.kind for one in (*WRITTEN_TO, *WRITTEN_DOWN)))
    ),
)
"""The kinds of what is withheld, as they are counted."""


def _withheld(value: Any) -> Any:
    """The same keys with a word in place of each text."""
    if isinstance(value, dict):
        return {key: _withheld(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_withheld(part) for part in value]
    return "withheld" if isinstance(value, str) else value
