"""Words that both the guide data and the proposal use, so that each list of them stands once."""

from typing import Literal

FieldName = Literal["school", "vet", "higher-education", "adult", "youth", "sport"]
Repeated = Literal["organisation", "output", "event", "learning_activity", "work_package", "activity"]
"""What a form asks the same questions about, one after the other."""
