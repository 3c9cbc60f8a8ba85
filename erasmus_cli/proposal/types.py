"""The types of the proposal's fields. What pydantic's core can check is checked there, not in Python.

A batch holds a hundred thousand proposals against the model, and most of what Python checked was texts,
dates, amounts and countries that were right. So the core is asked first; Python is asked about what the core
does not know, such as `EL` for Greece, and says what is wrong.
"""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    GetCoreSchemaHandler,
    PlainSerializer,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, core_schema

from erasmus_cli.countries import iso, names
from erasmus_cli.formatting import plain_number

_ISO_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}")
NO_CONTROL = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*$"

Call = Annotated[int, Field(strict=True, ge=2014, le=2999)]
Action = Literal[
    "strategic-partnership",
    "cooperation-partnership",
    "small-scale-partnership",
    "school-development-partnership",
    "knowledge-alliance",
    "sector-skills-alliance",
]
ProjectTypeName = Literal["innovation", "good-practice"]
FormatName = Literal[
    "school-exchange",
    "regional",
    "youth-initiative",
    "digital-education",
    "creativity",
    "european-ngo",
    "lot-1",
    "lot-2",
    "lot-3",
]
Role = Literal["applicant", "partner", "affiliated", "associated"]
"""An affiliated entity is tied to a member in law; it has to be eligible like it and does not count."""
KindName = Literal[
    "higher-education-institution",
    "school",
    "vet-provider",
    "adult-education-provider",
    "non-profit",
    "enterprise",
    "public-body",
    "school-authority",
    "social-partner",
    "research-institute",
    "foundation",
    "inter-company-training-centre",
    "shared-training-enterprise",
    "cultural-organisation",
    "guidance-body",
    "validation-body",
    "european-youth-ngo",
    "european-ngo",
    "sport-organisation",
    "informal-group",
    "other",
]
StaffCategory = Literal["manager", "teacher", "technician", "administrative"]
LearningKind = Literal[
    "blended-mobility",
    "pupil-exchange",
    "intensive-programme",
    "long-term-pupil-mobility",
    "long-term-teaching",
    "long-term-youth-worker",
    "joint-staff-training",
]


class _IsoFirst:
    """ISO codes as they stand; only what is no such code is asked for in Python."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        asked = core_schema.no_info_before_validator_function(_country, handler(source))
        known = core_schema.literal_schema(sorted(names()))
        return core_schema.union_schema([known, asked], mode="left_to_right")


class _NumbersOnly:
    """An amount is a number: neither a text, which may say anything, nor a truth value."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        whole, broken = core_schema.int_schema(strict=True), core_schema.float_schema(strict=True)
        in_python = _one_of(whole, broken, core_schema.is_instance_schema(Decimal))
        number = core_schema.json_or_python_schema(_one_of(whole, broken), in_python)
        return core_schema.chain_schema([number, handler(source)])


class _IsoDay:
    """A date, or a text that begins with one: numbers are no dates."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        text = core_schema.str_schema(pattern=r"^\d{4}-\d{2}-\d{2}", strict=True)
        written = core_schema.chain_schema([text, handler(source)])
        return core_schema.union_schema([core_schema.date_schema(strict=True), written], mode="left_to_right")


def _one_of(*numbers: CoreSchema) -> CoreSchema:
    return core_schema.union_schema(
        list(numbers),
        mode="left_to_right",
        custom_error_type="no_amount",
        custom_error_message="an amount is a number without quotes, such as 12500 or 12500.50",
    )


def _country(value: Any) -> Any:
    return iso(value) if isinstance(value, str) else value


def _degrees(value: Any) -> Any:
    """A pair of numbers; how large they may be is for the fields to say."""
    pair = isinstance(value, list | tuple) and len(value) == 2
    if value is None or (pair and all(_measurable(part) for part in value)):
        return value
    raise ValueError("write [latitude, longitude] in degrees, such as [50.847, 4.357]")


def _measurable(value: Any) -> bool:
    """No text, no infinity, and no integer that is too large for a float."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e9


def _brussels(value: datetime) -> datetime:
    """The moment as Brussels clocks show it, which is how the Guide states deadlines."""
    if value.tzinfo is None:
        return value
    try:
        return value.astimezone(ZoneInfo("Europe/Brussels")).replace(tzinfo=None)
    except OverflowError as error:
        raise ValueError("no calendar has this moment") from error


def _moment(value: Any) -> Any:
    if isinstance(value, datetime | None) or (isinstance(value, str) and _ISO_MOMENT.match(value)):
        return value
    raise ValueError("write day and time, such as 2016-03-31T11:00")


def _charter(value: Any) -> Any:
    """In YAML 1.2 `no` and `yes` are text; neither they nor words such as `pending` are a charter's code."""
    if not isinstance(value, str):
        return value
    word = value.strip().lower()
    vague = ("appl", "pending", "not ", "plan")
    if word in ("none", "off", "on", "n/a", "unknown") or word.startswith(vague):
        raise ValueError("write true, false or the code of the charter")
    return {"no": False, "false": False, "yes": True, "true": True}.get(word, value)


def perhaps_none_yet(value: Any) -> Any:
    """`answers:` with nothing below it has no answers yet."""
    return {} if value is None else value


Country = Annotated[
    str,
    _IsoFirst(),
    WithJsonSchema({"type": "string", "description": "ISO 3166-1 code; EL and UK accepted"}),
]
Venue = Literal["online"] | Country
"""Where an activity takes place: a country, or nowhere but online."""

Money = Annotated[
    Decimal,
    Field(ge=0, decimal_places=2),
    _NumbersOnly(),
    WithJsonSchema({"type": "number", "minimum": 0, "description": "EUR"}),
    PlainSerializer(plain_number, when_used="json"),
]
Points = Annotated[
    Decimal,
    Field(ge=0),
    _NumbersOnly(),
    WithJsonSchema({"type": "number", "minimum": 0}),
    PlainSerializer(plain_number, when_used="json"),
]
Count = Annotated[int, Field(strict=True, ge=0)]
Kilometres = Annotated[int, Field(strict=True, ge=0, le=20_100, description="one way, in km")]
Coordinates = Annotated[
    tuple[
        Annotated[float, Field(ge=-90, le=90, description="latitude, north positive")],
        Annotated[float, Field(ge=-180, le=180, description="longitude, east positive")],
    ],
    BeforeValidator(_degrees),
]
Day = Annotated[date, _IsoDay(), WithJsonSchema({"type": "string", "format": "date"})]
Moment = Annotated[datetime, BeforeValidator(_moment), AfterValidator(_brussels)]
Handle = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$", max_length=40)]
Text = Annotated[str, Field(max_length=100_000, pattern=NO_CONTROL)]
Charter = Annotated[bool | Text, BeforeValidator(_charter)]
