"""A city in a proposal: a name, or a name and a region."""

from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from erasmus_cli.proposal.part import Part
from erasmus_cli.proposal.types import Text


class City(Part):
    """A city whose name alone is not enough, as several bear it: the region says which is meant."""

    name: Text = Field(description="its name, in any spelling")
    region: Text | None = Field(None, description="part of the country in which it lies")

    def __str__(self) -> str:
        return f"{self.name}, {self.region}" if self.region else self.name


IN_PARTS = "{name, region}"
"""The mark that pydantic puts behind `city` where it says what is wrong with a city in parts."""


def _written(city: Any) -> str:
    """How a city is written: as its name, or in parts."""
    return IN_PARTS if isinstance(city, dict | City) else "name"


CityName = Annotated[
    Annotated[Text, Tag("name")] | Annotated[City, Tag(IN_PARTS)],
    Discriminator(_written),
]
"""Its name, or name and region."""


def town(city: str | City | None) -> str | None:
    """The name of a city alone, without the region that chooses among several."""
    return city.name if isinstance(city, City) else city
