"""The step that asks which of several cities is meant, where their name alone does not say it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from erasmus_cli.pointers import parent, parts
from erasmus_cli.proposal.model import Organisation
from erasmus_cli.wizard.lists import found
from erasmus_cli.wizard.prompter import Choice
from erasmus_cli.wizard.question import Kind, Question
from erasmus_cli.wizard.session import Session, Step
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell

if TYPE_CHECKING:
    from erasmus_cli.places.cities import Place


@dataclass(frozen=True)
class AskWhichCity:
    """Asks in which city an organisation is, if several bear the name and none is clearly meant.

    Nothing follows from which of them an activity takes place in, so that is not asked.

    Attributes:
        at: JSON pointer of a city.
    """

    at: str

    def take(self, session: Session) -> tuple[Step, ...]:
        """Asks once; left open, the city stays as it was said."""
        from erasmus_cli.proposal.whereabouts import place_of  # noqa: PLC0415 - cities take a while to load

        whose = found(session.answers.proposal, parent(self.at))
        place = place_of(whose) if isinstance(whose, Organisation) else None
        if place is None or place.sure:
            return ()
        rivals = (place, *place.others)
        question = Question(
            self.at,
            "City",
            tell("Which {city} is it?", city=place.name),
            _(
                "Several places of the country bear this name, and distances follow from the one that is "
                "meant."
            ),
            Kind.CHOICE,
            required=False,
            choices=tuple(Choice(number, rival.told) for number, rival in enumerate(rivals)),
            asked_as=".".join((*parts(self.at), "region")),
        )
        taken = session.ask_freely(question)
        if taken is not None:
            session.save_all([self._edit(rivals[taken], rivals)])
        return ()

    def _edit(self, place: "Place", rivals: tuple["Place", ...]) -> tuple[str, Any]:
        """What says that a place is meant: its region, or where others lie in that too its coordinates."""
        if place.region and sum(rival.region == place.region for rival in rivals) == 1:
            return self.at, {"name": place.name, "region": place.region}
        return f"{parent(self.at)}/coordinates", [place.latitude, place.longitude]
