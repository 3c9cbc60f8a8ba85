"""The types of the proposal's fields. What pydantic's core can check is checked there, not in Python.

A batch holds a hundred thousand proposals against the model, and most of what Python checked was texts,
dates, amounts and countries that were right. So the core is asked first; Python is asked about what the core
does not know, such as `EL` for Greece, `coordinator` or `60 000`, and says what is wrong.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache, partial
from typing import Annotated, Any, Literal, get_args

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticKnownError, core_schema

from erasmus_cli.proposal import spellings
from erasmus_cli.wording.countries import iso, names
from erasmus_cli.wording.formatting import plain_number
from erasmus_cli.wording.language import _
from erasmus_cli.wording.moments import in_brussels, moment
from erasmus_cli.wording.patterns import pattern
from erasmus_cli.wording.terms import Topic, shipped, words

_ISO_MOMENT = pattern(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?")
NO_CONTROL = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*$"

_RoleWords = Literal["applicant", "partner", "affiliated", "associated"]
"""What a role means is for the program to know, so these are no data. An affiliated entity is tied to a
member in law; it has to be eligible like it and does not count."""
ROLES: tuple[str, ...] = get_args(_RoleWords)


_CategoryWords = Literal["manager", "teacher", "technician", "administrative"]
_LevelWords = Literal["low", "medium", "high"]
LEVELS: tuple[str, ...] = get_args(_LevelWords)


class _CoreFirst:
    """What the core takes as it stands; the rest is what a function says that it means."""

    def __init__(self, ask: Callable[[Any], Any]) -> None:
        self.ask = ask

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        known = handler(source)
        asked = core_schema.no_info_before_validator_function(self.ask, known)
        return core_schema.union_schema([known, asked], mode="left_to_right")

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """What is written by one program for another has the words of the model."""
        return handler(schema["choices"][0])


class WordOf:
    """A word of the guide data: the core knows the shipped ones, Python is asked what any other means.

    Words that a folder of guide data adds are known to Python only, so the model is the same for all.
    """

    def __init__(self, topic: Topic, ask: Callable[[Sequence[str], Any], Any]) -> None:
        self.topic = topic
        self._ask = ask

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        known = core_schema.literal_schema(list(shipped()[self.topic]))
        asked = core_schema.no_info_plain_validator_function(self._meant)
        return core_schema.union_schema([known, asked], mode="left_to_right")

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """What is written by one program for another has the words of the guide data in use."""
        return {"enum": list(words(self.topic)), "type": "string"}

    def _meant(self, value: Any) -> Any:
        known = words(self.topic)
        meant = self._ask(known, value)
        if isinstance(meant, str) and meant in known:
            return meant
        raise PydanticKnownError("literal_error", {"expected": " or ".join(known)})


class _IsoFirst:
    """ISO codes as they stand; only what is no such code is asked for in Python."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        asked = core_schema.no_info_before_validator_function(_country, handler(source))
        known = core_schema.literal_schema(sorted(names()))
        return core_schema.union_schema([known, asked], mode="left_to_right")


class _WholeFirst:
    """Whole numbers as they stand; a text or a number with three decimals may be thousands, or decimals."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        asked = core_schema.no_info_plain_validator_function(spellings.amount)
        whole = core_schema.int_schema(strict=True)
        number = core_schema.union_schema([whole, asked], mode="left_to_right")
        return core_schema.chain_schema([number, handler(source)])


class _NumbersOnly:
    """Points are a number: neither a text, which may say anything, nor a truth value."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        whole, broken = core_schema.int_schema(strict=True), core_schema.float_schema(strict=True)
        in_python = _one_of(whole, broken, core_schema.is_instance_schema(Decimal))
        number = core_schema.json_or_python_schema(_one_of(whole, broken), in_python)
        return core_schema.chain_schema([number, handler(source)])


class _IsoDay:
    """A date, or a text that begins with one, or says one in another way: numbers are no dates."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        text = core_schema.str_schema(pattern=r"^\d{4}-\d{2}-\d{2}", strict=True)
        written = core_schema.chain_schema([text, handler(source)])
        asked = core_schema.no_info_plain_validator_function(spellings.day)
        return core_schema.union_schema(
            [core_schema.date_schema(strict=True), written, asked], mode="left_to_right"
        )


def _one_of(*numbers: CoreSchema) -> CoreSchema:
    return core_schema.union_schema(
        list(numbers),
        mode="left_to_right",
        custom_error_type="no_points",
        custom_error_message="points are a number without quotes, such as 18 or 18.5",
    )


def _country(value: Any) -> Any:
    return iso(value) if isinstance(value, str) else value


def _degrees(value: Any) -> Any:
    """A pair of numbers; how large they may be is for the fields to say."""
    pair = isinstance(value, list | tuple) and len(value) == 2
    if value is None or (pair and all(_measurable(part) for part in value)):
        return value
    raise ValueError(_("write [latitude, longitude] in degrees, such as [50.847, 4.357]"))


def _measurable(value: Any) -> bool:
    """No text, no infinity, and no integer that is too large for a float."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e9


def _moment(value: Any) -> Any:
    if isinstance(value, datetime | None) or (isinstance(value, str) and _ISO_MOMENT.fullmatch(value)):
        return value
    if isinstance(value, str):
        return moment(value)
    raise ValueError(_("write day and time, such as 2016-03-31T11:00"))


def spelled_out(data: Any) -> Any:
    """The data with what the code of a form says beside the action, such as `action: KA210-ADU`."""
    stated = data.get("action") if isinstance(data, dict) else None
    if not isinstance(stated, str) or stated in shipped()["actions"]:
        return data
    return spellings.spelled_out(data, {"field": words("fields"), "format": words("formats")})


def perhaps_none_yet(value: Any) -> Any:
    """`answers:` with nothing below it has no answers yet."""
    return {} if value is None else value


def _word(key: str, topic: Topic) -> WordOf:
    return WordOf(topic, partial(spellings.word, key))


def _own(key: str, own: Any) -> _CoreFirst:
    """A word that the program itself gives a meaning, so that no data can add another."""
    return _CoreFirst(partial(spellings.word, key, get_args(own)))


Action = Annotated[str, WordOf("actions", spellings.action)]
TheField = Annotated[str, _word("field", "fields")]
ProjectTypeName = Annotated[str, _word("type", "types")]
FormatName = Annotated[str, _word("format", "formats")]
Role = Annotated[_RoleWords, _own("role", _RoleWords)]
KindName = Annotated[str, _word("kind", "kinds")]
StaffCategory = Annotated[_CategoryWords, _own("category", _CategoryWords)]
LearningKind = Annotated[str, _word("kind", "learning")]
Level = Annotated[_LevelWords, _own("level", _LevelWords)]
Language = Annotated[str, Field(pattern=r"^[a-z]{2}$"), _CoreFirst(spellings.language)]
Country = Annotated[
    str,
    _IsoFirst(),
    WithJsonSchema({"type": "string", "description": "ISO 3166-1 code; EL and UK accepted"}),
]
Venue = Literal["online"] | Country
"""Where an activity takes place: a country, or nowhere but online."""

# Most amounts are round, and the id of every report of a batch is made from all that are said.
_as_number = lru_cache(maxsize=4096)(plain_number)
Money = Annotated[
    Decimal,
    Field(ge=0, decimal_places=2),
    _WholeFirst(),
    WithJsonSchema({"type": "number", "minimum": 0, "description": "EUR"}),
    PlainSerializer(_as_number, when_used="json"),
]
Points = Annotated[
    Decimal,
    Field(ge=0),
    _NumbersOnly(),
    WithJsonSchema({"type": "number", "minimum": 0}),
    PlainSerializer(_as_number, when_used="json"),
]
Call = Annotated[int, Field(strict=True, ge=2014, le=2999), _CoreFirst(spellings.whole)]
Round = Annotated[int, Field(strict=True, ge=1, le=3), _CoreFirst(spellings.whole)]
Count = Annotated[int, Field(strict=True, ge=0), _CoreFirst(spellings.whole)]
Months = Annotated[int, Field(strict=True, ge=0), _CoreFirst(spellings.months)]
Kilometres = Annotated[
    int, Field(strict=True, ge=0, le=20_100, description="one way, in km"), _CoreFirst(spellings.kilometres)
]
Coordinates = Annotated[
    tuple[
        Annotated[float, Field(ge=-90, le=90, description="latitude, north positive")],
        Annotated[float, Field(ge=-180, le=180, description="longitude, east positive")],
    ],
    BeforeValidator(_degrees),
]
Day = Annotated[date, _IsoDay(), WithJsonSchema({"type": "string", "format": "date"})]
Moment = Annotated[datetime, BeforeValidator(_moment), AfterValidator(in_brussels)]
Handle = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$", max_length=40)]
Text = Annotated[str, Field(max_length=100_000, pattern=NO_CONTROL)]
Reading = Annotated[
    Text,
    BeforeValidator(spellings.reading),
    WithJsonSchema({"type": ["string", "number"], "description": "a number, or words"}),
]
"""What a figure of an indicator says: `34 %`, `3.1 of 6`, 120, or `none yet`."""
YesOrNo = Annotated[bool, _CoreFirst(spellings.yes_or_no)]
"""True or false, or a word for yes or no."""
Oid = Annotated[Text, BeforeValidator(spellings.oid)]
Pic = Annotated[
    Annotated[int, Field(strict=True)] | Text,
    BeforeValidator(spellings.pic),
]
Charter = Annotated[bool | Text, BeforeValidator(spellings.charter)]
