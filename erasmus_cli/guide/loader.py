"""The library of editions: the shipped guide data, and a folder of one's own laid over them.

`open_edition` and `available` ask the library in use; `use_guide` says which that is.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple, Self

from pydantic import ValidationError

from erasmus_cli.guide.answers import Answers
from erasmus_cli.guide.consistency import contradictions
from erasmus_cli.guide.errors import (
    GuideError,
    NotPublishedError,
    UnknownEditionError,
    in_our_words,
)
from erasmus_cli.guide.layers import FORMS, PROGRAMME, STATEMENTS, DataFile, Layers, overlay_name
from erasmus_cli.guide.merging import Merge, dotted
from erasmus_cli.guide.merging import Path as KeyPath
from erasmus_cli.guide.model import Edition
from erasmus_cli.guide.vocabulary import Vocabulary, read_vocabulary
from erasmus_cli.resources import shipped
from erasmus_cli.wording import terms

_PARSED: dict[DataFile, dict[str, Any]] = {}  # the shipped files, which do not change while a process runs

EVIDENCE = "evidence.toml"
VOCABULARY = "vocabulary.toml"


def shipped_data() -> Path:
    """The folder of the guide data that this package ships."""
    return shipped("guide", "data")


def compiled_data() -> Path:
    """The folder of the same data as JSON, which is made when a wheel is built; a checkout has none."""
    return shipped("guide", "compiled")


class Outline(NamedTuple):
    """What is asked of many editions at once, so that these need not be opened for it.

    Attributes:
        ended: whether the action ended with this call.
        closes: the last moment to submit, whatever one applies for, Brussels time; None where none is known.
    """

    ended: bool
    closes: datetime | None


class Library:
    """The editions and forms of some guide data, each read once and when first asked for.

    Args:
        overlay: a folder of one's own, of the same layout, that is laid over the shipped data.
        shipped: the data underneath.
        compiled: the same editions as JSON, if they were made; an overlay is always read as TOML.

    Raises:
        GuideError: the overlay is missing, empty or not readable.
    """

    def __init__(
        self,
        overlay: Path | None = None,
        *,
        shipped: Path | None = None,
        compiled: Path | None = None,
    ) -> None:
        self.overlay = overlay
        self._on_shipped = shipped is None
        folders = (shipped or shipped_data(), *([overlay] if overlay else ()))
        self.layers = Layers(folders, {} if shipped else _PARSED)
        self._compiled = compiled if overlay is None and compiled and compiled.is_dir() else None
        self._editions: dict[tuple[int, str], Edition] = {}
        self._forms: dict[str, dict[str, Any]] = {}
        if overlay is not None:
            self._hold_readable(overlay)

    def _hold_readable(self, overlay: Path) -> None:
        """Tells at once of a folder that could only fail later."""
        if not overlay.is_dir():
            raise GuideError(f"{overlay}: there is no such folder of guide data")
        try:
            names = list(self.layers.listed(1))
        except OSError as error:
            raise GuideError(f"{overlay}: {error.strerror}") from error
        if not names:
            raise GuideError(f"{overlay}: holds no guide data; `erasmus guide new` begins some")
        for _, file in self._own_files(overlay):
            file.parsed()

    def _own_files(self, overlay: Path) -> Iterator[tuple[str, DataFile]]:
        """The folder and the file of all that stands in a folder of the overlay."""
        for name in self.layers.listed(1):
            yield name.partition("/")[0], DataFile(overlay / name, f"{overlay}/{name}", 1)

    @cached_property
    def available(self) -> tuple[tuple[int, str], ...]:
        """Every call and action for which there is an edition, oldest call first.

        Raises:
            GuideError: a file of an action is not named after its call.
        """
        return tuple(sorted(set(self._editions_listed())))

    def _editions_listed(self) -> Iterator[tuple[int, str]]:
        for name in self.layers.listed():
            folder, _, file = name.partition("/")
            if folder in (PROGRAMME, FORMS, STATEMENTS):
                continue
            call = file.removesuffix(".toml")
            if not (call.isdecimal() and call.isascii() and len(call) == 4):
                raise GuideError(f"{name}: a file is named after its call, such as {folder}/2026.toml")
            yield int(call), folder

    @cached_property
    def answer(self) -> Answers[Self]:
        """What functions say of these guide data and a few values, each worked out once."""
        return Answers(self)

    def edition(self, call: int, action: str) -> Edition:
        """The edition of a call and action.

        Raises:
            NotPublishedError: the action goes on, and this call of it is not there yet.
            UnknownEditionError: there is none.
            GuideError: its data is wrong.
        """
        found = self._editions.get((call, action))
        if found is None:
            if (call, action) not in self.available:
                raise self._unknown(call, action)
            found = self._editions[call, action] = self._compiled_edition(call, action) or self._read(
                call, action
            )
        return found

    def _unknown(self, call: int, action: str) -> UnknownEditionError:
        calls = [known for known, name in self.available if name == action]
        if calls and call > max(calls) and not self.edition(max(calls), action).ended:
            return NotPublishedError(call, action, max(calls))
        return UnknownEditionError(call, action, self.available)

    def outline(self, call: int, action: str) -> Outline:
        """The outline of an edition; where it was made at build time, the edition is not opened.

        Raises:
            GuideError: the edition has to be opened, and there is none, or its data is wrong.
        """
        made = self._outlines.get(f"{action}/{call}")
        if made is not None:
            return made
        edition = self.edition(call, action)
        ends = [one.effective for rounds in edition.deadlines.values() for one in rounds]
        return Outline(edition.ended, max(ends, default=None))

    @cached_property
    def _outlines(self) -> dict[str, Outline]:
        rows = json.loads(self.compiled("outlines") or "{}")
        return {
            key: Outline(ended, datetime.fromisoformat(closes) if closes else None)
            for key, (ended, closes) in rows.items()
        }

    def _compiled_edition(self, call: int, action: str) -> Edition | None:
        text = self.compiled(f"{action}/{call}")
        return Edition.model_validate_json(text) if text else None

    def compiled(self, name: str) -> bytes | None:
        """What was made as JSON at build time under a name, such as `forms/ka220`, if it holds."""
        if self._compiled is None:
            return None
        file = self._compiled.joinpath(*f"{name}.json".split("/"))
        return file.read_bytes() if file.is_file() else None

    def _read(self, call: int, action: str) -> Edition:
        edition, faults = self.examined(call, action)
        for fault in faults:
            raise GuideError(fault)
        return edition

    def examined(self, call: int, action: str) -> tuple[Edition, list[str]]:
        """An edition as its files say it, and one line for each thing in it that contradicts another.

        Raises:
            GuideError: a figure without source or grade, an unknown key, a wrong type, a missing file.
        """
        merge = Merge(self.layers)
        blocks, origins = merge.edition(call, action)
        label = merge.label(action, call)

        def located(path: KeyPath, message: str) -> str:
            prefixes = (path[:length] for length in range(len(path), 0, -1))
            file = next((origins[p] for p in prefixes if p in origins), label)
            return f"{file}: {dotted(path)}: {message}"

        if "overlay" in blocks:
            raise GuideError(located(("overlay",), "there is no such key"))
        try:
            edition = Edition.model_validate({**blocks, "overlay": self._overlay_of(merge, blocks)})
        except ValidationError as error:
            first = error.errors()[0]
            raise GuideError(located(first["loc"], in_our_words(first))) from error
        found = contradictions(edition, self.evidence, self.vocabulary)
        return edition, [located(path, message) for path, message in (*found, *self._form_faults(edition))]

    def _overlay_of(self, merge: Merge, blocks: Mapping[str, Any]) -> str | None:
        """The name of the overlay if one of its files had a part in the edition or in its forms."""
        if self.overlay is None:
            return None
        ids = (blocks.get("form"), *dict(blocks.get("special_forms", {})).values())
        forms = (self.layers.find(f"{FORMS}/{form}.toml") for form in ids)
        own = (file for file in (*merge.files, *filter(None, forms)) if file.layer)
        files = {file.label.removeprefix(f"{self.overlay}/"): file.path.read_bytes() for file in own}
        return overlay_name(self.overlay, files) if files else None

    def _form_faults(self, edition: Edition) -> Iterator[tuple[KeyPath, str]]:
        named: dict[KeyPath, str] = {("form",): edition.form}
        named |= {("special_forms", key): form for key, form in edition.special_forms.items()}
        for path, form in named.items():
            raw = self.form_data(form)
            since, until = raw.get("since"), raw.get("until", edition.call)
            if not isinstance(since, int) or not isinstance(until, int):
                yield path, f"the form {form} does not say since when and until when it is in use"
            elif not since <= edition.call <= until:
                yield path, f"the form {form} is of calls {since} to {until}, not of {edition.call}"

    def form_data(self, form_id: str) -> dict[str, Any]:
        """What the file of a form says, with its sources in place of their names.

        Raises:
            GuideError: there is none, or it cannot be read.
        """
        if form_id not in self._forms:
            name = f"{FORMS}/{form_id}.toml"
            file = self.layers.find(name)
            if file is None:
                raise GuideError(f"{name}: there is no such form")
            raw = self.layers.read(file)
            sources = raw.pop("sources", {})
            for block in (
                raw,
                *(q for section in raw.get("sections", ()) for q in section.get("questions", ())),
            ):
                block["source"] = sources.get(block.get("source"), block.get("source"))
            self._forms[form_id] = raw
        return self._forms[form_id]

    @cached_property
    def evidence(self) -> frozenset[str]:
        """The keys of all documents in which figures were seen.

        Raises:
            GuideError: an overlay gives another document the key of a shipped one.
        """
        known: dict[str, Any] = {}
        for file in self.layers.each(EVIDENCE):
            for key, document in self.layers.read(file).items():
                if known.setdefault(key, document) != document:
                    raise GuideError(f"{file.label}: {key}: another document has this key")
        return frozenset(known)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words that proposals may use: actions, calls, kinds, formats and so on; no edition is loaded.

        Raises:
            GuideError: it cannot be read.
        """
        files = [file for file in self.layers.each(VOCABULARY) if file.layer or not self._on_shipped]
        return read_vocabulary(terms.shipped() if self._on_shipped else {}, files, self.available)

    @cached_property
    def codes(self) -> tuple[terms.Code, ...]:
        """What the codes of all forms stand for; no edition is put together.

        Raises:
            GuideError: a file of the overlay cannot be read.
        """
        if self.overlay is None:
            return terms.shipped_codes()
        own = (
            code
            for action, file in self._own_files(self.overlay)
            if action not in (PROGRAMME, FORMS, STATEMENTS)
            for code in terms.codes_of(action, file.parsed())
        )
        return tuple(dict.fromkeys((*terms.shipped_codes(), *own)))


_in_use: list[Library] = []


@cache
def _shipped() -> Library:
    return Library(compiled=compiled_data())


def current() -> Library:
    """The library in use: the shipped data, unless `use_guide` laid a folder over them."""
    return _in_use[0] if _in_use else _shipped()


def use_guide(folder: Path | str | None) -> Library:
    """Lays a folder of guide data over the shipped data from now on, or with None takes it away again.

    That holds for all threads of this process, so it is said once, before the first proposal is read: what
    was opened before keeps its figures. Another process has to be told the folder itself.

    Raises:
        GuideError: the folder is missing, empty or not readable.
    """
    _in_use[:] = [] if folder is None else [Library(Path(folder))]
    library = current()
    terms.use(None if folder is None else lambda: terms.Said(library.vocabulary.words, library.codes))
    return library


def available() -> tuple[tuple[int, str], ...]:
    """Every call and action for which there is an edition, oldest call first."""
    return current().available


def open_edition(call: int, action: str, *, provisional: bool = False) -> Edition:
    """The edition of a call and action; provisionally the newest one for a call that is not published yet.

    Raises:
        UnknownEditionError: there is none.
        NotPublishedError: the call is not published yet, and `provisional` is not set.
        GuideError: its data is wrong.
    """
    try:
        return current().edition(call, action)
    except NotPublishedError as error:
        if not provisional:
            raise
        return current().edition(error.latest, action).in_place_of(call)
