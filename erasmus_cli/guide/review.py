"""What a person should know of guide data: what contradicts, what is missing, what is still carried over."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from erasmus_cli.guide.loader import Library
from erasmus_cli.guide.lookup import expected_of
from erasmus_cli.guide.model import Edition
from erasmus_cli.guide.sources import Cited
from erasmus_cli.guide.walk import records
from erasmus_cli.wording.language import speaking


class State(StrEnum):
    """How an item stands: it contradicts another, it is missing, or it is that of an earlier call."""

    CONTRADICTORY = "contradictory"
    MISSING = "missing"
    CARRIED = "carried over"


@dataclass(frozen=True)
class Item:
    """One thing to look at.

    Attributes:
        call: the call that it concerns.
        actions: the actions that it concerns.
        state: how it stands.
        message: where it is and what is the matter.
    """

    call: int
    actions: tuple[str, ...]
    state: State
    message: str


@speaking("en")  # for those who keep guide data
def review(library: Library) -> list[Item]:
    """All items of a guide: of the editions in which its overlay has a part, or of all if it has none.

    Raises:
        GuideError: some file cannot be read.
    """
    found: dict[tuple[int, State, str], list[str]] = {}
    for call, action in sorted(library.available, key=lambda key: (-key[0], key[1])):
        edition, faults = library.examined(call, action)
        if library.overlay is not None and edition.overlay is None:
            continue
        items = [(State.CONTRADICTORY, fault) for fault in faults]
        items += [(State.MISSING, text) for text in _missing(edition, _before(library, call, action))]
        if not faults:
            items += [(State.CARRIED, text) for text in _carried(library, edition)]
        for state, message in items:
            found.setdefault((call, state, message), []).append(action)
    order = list(State)
    return sorted(
        (Item(call, tuple(actions), state, message) for (call, state, message), actions in found.items()),
        key=lambda item: (-item.call, order.index(item.state)),
    )


def _before(library: Library, call: int, action: str) -> Edition | None:
    """The edition of the call before."""
    earlier = [known for known, name in library.available if name == action and known < call]
    return library.examined(max(earlier), action)[0] if earlier else None


def _missing(edition: Edition, before: Edition | None) -> Iterator[str]:
    guide = edition.guide
    for key in ("version", "published", "call_reference", "compared"):
        if getattr(guide, key) is None:
            meaning = "never held against the whole Guide" if key == "compared" else "not looked up"
            yield f"guide.{key}: {meaning}"
    if not edition.deadlines:
        yield "deadlines: none is known; a check cannot tell whether a project is in time"
    if edition.awaiting_agency:
        yield f"awaiting_agency: {', '.join(edition.awaiting_agency.codes)} with no National Agency yet"
    for country, expected in edition.expected.items():
        if edition.call >= expected.from_call and expected_of(edition, country, edition.call):
            yield f"expected.{country}: was to be {expected.status} from call {expected.from_call} on"
    if before is not None:
        yield from _not_restated(edition, before)


def _not_restated(edition: Edition, before: Edition) -> Iterator[str]:
    """What stood in the call before and fell out of a table or a block that was stated anew."""
    for topic in ("deadlines", "budget"):
        old, new = getattr(before, topic), getattr(edition, topic)
        lost = [key for key in old if key not in new]
        if lost and (new or topic != "deadlines"):
            yield f"{topic}: nothing for {', '.join(lost)}, which had an entry in call {before.call}"
    earlier = dict(records("", before))
    for path, record in records("", edition):
        old = earlier.get(path)
        if old is None or type(old) is not type(record) or path.startswith(("deadlines.", "guide")):
            continue
        lost = sorted(_said(old) - _said(record))
        if lost and record.source.carried_to != edition.call:
            yield f"{path}: {', '.join(lost)} stood there in call {before.call} and is not restated"


def _said(record: Cited) -> set[str]:
    return set(record.model_dump(exclude_defaults=True, exclude={"source"}))


def _carried(library: Library, edition: Edition) -> Iterator[str]:
    counts: dict[tuple[str, str], int] = {}
    for path, record in records("", edition):
        if record.source.carried_to == edition.call:
            key = (path.partition(".")[0], record.source.citation)
            counts[key] = counts.get(key, 0) + 1
    for (topic, citation), count in counts.items():
        entries = f" ({count} entries)" if count > 1 else ""
        yield f"{topic}{entries}: {citation}"
    for where, form in _forms(edition).items():
        compared = library.form_data(form).get("compared")
        if isinstance(compared, int) and compared < edition.call:
            yield f"{where}: the form {form} was last compared with call {compared}"


def _forms(edition: Edition) -> Mapping[str, str]:
    return {"form": edition.form} | {f"special_forms.{k}": form for k, form in edition.special_forms.items()}
