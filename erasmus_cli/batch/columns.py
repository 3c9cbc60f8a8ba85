"""What the columns of a table mean: keys of the proposal file, numbered partners, the Commission's export.

Headings decide, never positions. An empty cell says nothing, and a column without a meaning here is named.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from erasmus_cli.batch import results_platform
from erasmus_cli.proposal.errors import refusal
from erasmus_cli.proposal.model import Organisation, Proposal
from erasmus_cli.proposal.scalars import meaning
from erasmus_cli.wording.amount_words import sizes
from erasmus_cli.wording.countries import folded
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell
from erasmus_cli.wording.words import keys_meant, meant

_APPLICANT = re.compile(r"(?:applicant|coordinator|coordinating organisation|lead partner)s? (.+)")
_NUMBERED = re.compile(r"(partner|organisation|member) ?(\d+) (.+)")
_GLUED = re.compile(r"(?<=[^\W\d_])(?=\d)")  # Partner1
_UNIT = re.compile(r"\s*[(\[](?:(?:in|en|w)\s)?(?P<unit>[^()\[\]]+)[)\]]\s*$")  # (EUR), (en mois)
_OF = frozenset(
    ("of", "the", "des", "der", "du", "de", "la", "le", "l", "d", "del", "della", "dell", "di", "do", "da")
)
_BARE = frozenset(("call", "round", "months", "newcomer", "public_body", "eche", "applications", "applies"))
"""Keys of which a bare word has a meaning, such as `24` or `true`; all else is text."""
_LISTS = frozenset(("topics",))
_FEW = 8
_OF_A_CHECK = frozenset(("verdict", "fails", "opens", "report"))
"""Columns by which a table is known that a check has written."""

Target = tuple[str, ...]
"""The way to a value: keys, and for an organisation its number, 0 for the applicant."""


@dataclass(frozen=True)
class Columns:
    """The columns of one table.

    Attributes:
        number: how many there are.
        targets: what each means, by its position.
        unused: headings that mean nothing here.
        is_export: whether this is an export of the Commission's results platform.
        headings: all of them.
        unmet: headings that were given a meaning and are not there, or not asked for, as in an export.
    """

    number: int
    targets: Mapping[int, Target]
    unused: tuple[str, ...]
    is_export: bool
    headings: tuple[str, ...] = field(repr=False)
    unmet: tuple[str, ...] = ()

    def words(self, name: str) -> str:
        """How the table was understood, in one line; nothing where there is nothing to say."""
        told = [_("an export of the Erasmus+ Project Results Platform")] if self.is_export else []
        if self.unmet:
            told += [
                tell("--map is not for exports: {headings:list}", headings=self.unmet)
                if self.is_export
                else tell("no column is called: {headings:list}", headings=self.unmet)
            ]
        few, more = self.unused[:_FEW], len(self.unused) - _FEW
        if more > 0:
            told += [tell("not used: {headings:list} and {n} more", headings=few, n=more)]
        elif few:
            told += [tell("not used: {headings:list}", headings=few)]
        return f"{name}: {'; '.join(told)}" if told else ""

    def data(self, cells: Sequence[Any], remark: Callable[[str], None]) -> dict[str, Any]:
        """What a row says, as the data of a proposal file.

        Raises:
            ValueError: it contradicts itself.
        """
        if self.is_export:
            row = {self.headings[index]: cell for index, cell in enumerate(cells) if cell not in (None, "")}
            return results_platform.data_of(row, remark)
        data: dict[str, Any] = {}
        members: dict[int, dict[str, Any]] = {}
        for index, target in self.targets.items():
            cell = cells[index] if index < len(cells) else None
            if cell in (None, ""):
                continue
            if target[0] == "organisations":
                members.setdefault(int(target[1]), {})[target[2]] = _of_key(target[2], cell)
            else:
                _put(data, target, _of_key(target[-1], cell))
        if members and not any(
            number == 0 or said.get("role") == "applicant" for number, said in members.items()
        ):
            remark(
                _(
                    "a row that names partners and nobody who applies does not say who takes part: "
                    "name a column `applicant name`"
                )
            )
        elif members:
            data["organisations"] = [_member(number, said) for number, said in sorted(members.items())]
        return data


def columns_of(name: str, headings: Sequence[str], row: int, mapped: Mapping[str, str]) -> Columns:
    """What the headings of a table mean.

    Raises:
        UnreadableProposalError: two columns mean the same, none means anything, or a check has written it.
    """
    if set(headings) >= _OF_A_CHECK:
        raise refusal(name, _("these are verdicts, not proposals"), _("name what was checked"), row)
    if results_platform.is_export(headings):
        used = results_platform.used(headings)
        unused = tuple(heading for heading in headings if heading and heading not in used)
        _require_once(name, headings, row)
        return Columns(
            len(headings), {}, unused, is_export=True, headings=tuple(headings), unmet=tuple(mapped)
        )
    ways = {folded(heading): key for heading, key in mapped.items()}
    targets: dict[int, Target] = {}
    taken: dict[Target, int] = {}
    nowhere: list[str] = []
    for index, heading in enumerate(headings):
        target = _target(ways.get(folded(heading), heading)) if heading else None
        if target is None:
            nowhere += [heading] if heading else []
            continue
        if target in taken:
            words = tell(
                "columns {first} and {second} both mean {key}",
                first=taken[target] + 1,
                second=index + 1,
                key=".".join(target),
            )
            raise refusal(name, words, _("keep one of them, or rename it"), row)
        taken[target] = index
        targets[index] = target
    if not targets:
        hint = _(
            "name columns call, action, title, applicant name, partner 1 country, or use --map HEADING=KEY"
        )
        raise refusal(name, _("no heading of this table is a key of the proposal file"), hint, row)
    there = set(map(folded, headings))
    unmet = tuple(heading for heading in mapped if folded(heading) not in there)
    return Columns(
        len(headings), targets, tuple(nowhere), is_export=False, headings=tuple(headings), unmet=unmet
    )


def is_known(heading: str) -> bool:
    """Whether a heading means something, as a key or in words."""
    return _target(heading) is not None


def _require_once(name: str, headings: Sequence[str], row: int) -> None:
    for index, heading in enumerate(headings):
        if heading and heading in headings[:index]:
            words = tell(
                "columns {first} and {second} have the same heading `{heading}`",
                first=headings.index(heading) + 1,
                second=index + 1,
                heading=heading,
            )
            raise refusal(name, words, _("keep one of them"), row)


def _target(heading: str) -> Target | None:
    """What a heading means, written as a key, as a way such as `organisations.1.country`, or in words."""
    heading = _without_unit(heading)
    way = tuple(heading.strip().split("."))
    if len(way) > 1 and " " not in heading.strip():
        return way if way[0] in Proposal.model_fields else None
    words = folded(heading.replace("_", " "))
    if found := _NUMBERED.fullmatch(words):
        shift = 0 if found[1] == "partner" else 1
        return _of_member(int(found[2]) - shift, found[3])
    if found := _APPLICANT.fullmatch(words):
        return _of_member(0, found[1])
    if (member := _named_member(words)) and (target := _of_member(*member)):
        return target
    keys = keys_meant(words.replace(" ", "_"), tuple(Proposal.model_fields)) or keys_meant(
        words, tuple(Proposal.model_fields)
    )
    if keys == ("priorities",):
        return ("priorities", "main")
    return (keys[0],) if len(keys) == 1 and keys[0] not in ("organisations", "answers", "scores") else None


def _without_unit(heading: str) -> str:
    """A heading without euro or months in brackets, in which amounts and lengths stand in any case."""
    found = _UNIT.search(heading)
    if found and (sizes(found["unit"]) == {1} or meant("length", found["unit"]) == ("month",)):
        return heading[: found.start()]
    return heading


def _named_member(words: str) -> tuple[int, str] | None:
    """Number and key of a member in any language and order, as in `Pays du partenaire 2`."""
    parts = _GLUED.sub(" ", words).split()
    numbers = [part for part in parts if part.isdecimal()]
    named = [part for part in parts if not part.isdecimal()]
    for size in (2, 1):
        for start in range(len(named) - size + 1):
            said = meant("column", " ".join(named[start : start + size]))
            rest = " ".join(part for part in (*named[:start], *named[start + size :]) if part not in _OF)
            if said == ("applicant",) and not numbers:
                return 0, rest
            if said == ("partner",) and len(numbers) == 1:
                return int(numbers[0]), rest
    return None


def _of_member(number: int, words: str) -> Target | None:
    known = tuple(Organisation.model_fields)
    words = words.removeprefix("organisation ")
    keys = keys_meant(words.replace(" ", "_"), known) or keys_meant(words, known)
    if words in ("type", "organisation type"):
        keys = ("kind",)
    return ("organisations", str(number), keys[0]) if len(keys) == 1 and number >= 0 else None


def _of_key(key: str, cell: Any) -> Any:
    if key in _BARE:
        return meaning(cell) if isinstance(cell, str) else cell
    if key in _LISTS and isinstance(cell, str):
        return [part.strip() for part in re.split(r"[;\n]", cell) if part.strip()]
    return cell if isinstance(cell, str) or key in _NUMBERS else str(cell)


_NUMBERS = frozenset(("requested_grant", "lump_sum", "estimated_cost", "pic"))


def _put(data: dict[str, Any], target: Target, value: Any) -> None:
    """Puts a value where its way leads; lists cannot be on it but for organisations."""
    for key in target[:-1]:
        data = data.setdefault(key, {})
    data[target[-1]] = value


def _member(number: int, said: dict[str, Any]) -> dict[str, Any]:
    role = {"role": "partner" if number else "applicant"}
    return {"id": f"p{number}" if number else "applicant"} | role | said
