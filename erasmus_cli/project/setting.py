"""What the Guide says to all projects of one field and format, so that no project has to look it up again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from erasmus_cli.guide.answers import Answers
from erasmus_cli.guide.form import Form, form_for
from erasmus_cli.guide.lookup import keys_of
from erasmus_cli.guide.model import Edition
from erasmus_cli.guide.participants import Manager
from erasmus_cli.guide.records import Body
from erasmus_cli.guide.timing import Deadline, StartWindow
from erasmus_cli.project.lazy import lazy

Entry = TypeVar("Entry")
Dated = TypeVar("Dated", Deadline, StartWindow)


@dataclass(frozen=True, eq=False)
class Setting:
    """An edition as projects of one field and format see it. There is one for all of them.

    Attributes:
        edition: what the Guide says.
        field: the field; None while it is unsaid.
        format: the special format, where one is declared.
    """

    edition: Edition
    field: str | None
    format: str | None

    @lazy
    def answer(self) -> Answers["Setting"]:
        """What functions say of this setting and a few values, each worked out once."""
        return Answers(self)

    def select(self, table: Mapping[str, Entry]) -> Entry | None:
        """The entry of a table of the Guide that fits best: format and field, format, field, in general."""
        for key in self._keys:
            if key in table:
                return table[key]
        return None

    @lazy
    def _keys(self) -> tuple[str, ...]:
        return keys_of(field=self.field, project_format=self.format)

    def depends_on_field(self, table: Mapping[str, Any]) -> bool:
        """Whether an entry of a table cannot be selected before the field is said."""
        if self.field is not None:
            return False
        if self.format in table:
            return any(key.startswith(f"{self.format}.") for key in table)
        return any(key in self.edition.fields for key in table) or "general" not in table

    # Where and when to apply

    @lazy
    def manager_figures(self) -> tuple[Manager, ...]:
        """What `body` rests on; none while the field decides it."""
        if self.depends_on_field(self.edition.managers):
            return ()
        manager = self.select(self.edition.managers)
        return (manager,) if manager else ()

    @lazy
    def body(self) -> Body | None:
        """Who takes the application; None while the field decides it."""
        return self.manager_figures[0].body if self.manager_figures else None

    def deadlines(self, asked: int | None) -> tuple[Deadline, ...] | None:
        """The deadlines of a round, or of all for None; None where none are known, as in a call to come."""
        return self.answer(_deadlines, asked)

    def start_windows(self, asked: int | None) -> tuple[StartWindow, ...] | None:
        """The windows for the start of a round, or of all for None; None where none are known, as above."""
        return self.answer(_start_windows, asked)

    # The form

    @lazy
    def form(self) -> Form:
        """The application form that such projects fill in.

        Raises:
            GuideError: its data is wrong.
        """
        return form_for(self.edition, field=self.field, project_format=self.format)

    @lazy
    def form_depends_on_field(self) -> bool:
        """Whether the form cannot be told before the field is said."""
        return self.field is None and any(key in self.edition.fields for key in self.edition.special_forms)


def setting_of(edition: Edition, field: str | None, project_format: str | None) -> Setting:
    """The setting of a field and format in an edition; made once for each."""
    return edition.once(("setting", field, project_format), lambda: Setting(edition, field, project_format))


def _deadlines(setting: Setting, asked: int | None) -> tuple[Deadline, ...] | None:
    return _of_round(setting, setting.edition.deadlines, asked)


def _start_windows(setting: Setting, asked: int | None) -> tuple[StartWindow, ...] | None:
    return _of_round(setting, setting.edition.start_windows, asked)


def _of_round(
    setting: Setting, table: Mapping[str, tuple[Dated, ...]], asked: int | None
) -> tuple[Dated, ...] | None:
    known = None if setting.edition.stands_in_for else setting.select(table)
    if not known or asked is None:
        return known or None
    return tuple([entry for entry in known if entry.round == asked])
