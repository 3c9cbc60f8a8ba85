"""What all parts of a proposal have in common."""

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """A part of the proposal: closed to unknown keys, unchanged once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
