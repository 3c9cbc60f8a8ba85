"""What commands print as JSON: models with a published schema, one module of them in each room.

A model is built by a function of its room. Keys are a public contract: new ones may come, and none goes or
changes its meaning while `version` is 1. What is not known is null.
"""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema
from pydantic.json_schema import GenerateJsonSchema

Number = Annotated[int | float, WithJsonSchema({"type": "number"})]
"""EUR, points or per cent: whole where it is whole, else with decimals."""

Place = Callable[[str], tuple[int, int] | None]
"""Finds line and column of a JSON pointer in the file of a proposal."""


class Result(BaseModel):
    """A part of what a command prints: closed to unknown keys, unchanged once made."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True, validate_by_name=True)

    def as_data(self) -> dict[str, Any]:
        """The same as plain data, by the public names; keys that are not set for this result stay out."""
        return self.model_dump(mode="json", by_alias=True, exclude_unset=True)


class Printed(Result):
    """The whole of what a command prints."""

    version: Literal[1] = Field(description="version of this format")

    def as_data(self) -> dict[str, Any]:
        """The same as plain data, the version first."""
        data = super().as_data()
        return {"version": data.pop("version"), **data}


class Placed(Result):
    """Something that speaks of a place in the proposal."""

    at: str = Field(description="JSON pointer (RFC 6901) into the proposal")
    line: int | None = Field(description="line in the file, from 1; null where the text has no such place")
    column: int | None = Field(
        description="column in the file, from 1; null where the text has no such place"
    )


def position(at: str, place: Place) -> dict[str, Any]:
    """The three keys of something `Placed`."""
    line, column = place(at) or (None, None)
    return {"at": at, "line": line, "column": column}


class GenerateResultSchema(GenerateJsonSchema):
    """JSON Schema without titles that only repeat the names of keys."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Never: a key says itself what it is, and its description the rest."""
        del schema
        return False
